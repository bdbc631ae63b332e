// The menus of the window, made from the actions.
#pragma once

#include <QObject>

#include "app/cli/shipped_scenarios.h"

#include <QList>

#include <vector>

QT_FORWARD_DECLARE_CLASS(QAction)
QT_FORWARD_DECLARE_CLASS(QMenu)
QT_FORWARD_DECLARE_CLASS(QMenuBar)

namespace hotshard::views {
class ChartRow;
}

namespace hotshard::app {

class Actions;

class Menus final : public QObject {
    Q_OBJECT

public:
    /// Fills `bar`. The charts of `charts` get an entry each.
    Menus(const Actions &actions, views::ChartRow &charts, QMenuBar *bar);

    [[nodiscard]] QMenu *scenarios() const { return m_scenarios; }
    [[nodiscard]] QMenu *exports() const { return m_exports; }
    [[nodiscard]] QMenu *help() const { return m_help; }
    void retranslate();

signals:
    void scenarioChosen(const QString &path);

private:
    void fillCharts();

    views::ChartRow &m_charts;
    std::vector<cli::ShippedScenario> m_shipped;
    QList<QAction *> m_scenarioActions, m_chartActions;
    QMenu *m_file, *m_scenarios, *m_exports, *m_view, *m_theme, *m_language, *m_chartMenu, *m_run, *m_help;
};

} // namespace hotshard::app

// All alarms of the scenario, those that are in ALARM first; hidden when there are none.
#pragma once

#include <QWidget>

#include "metrics/snapshot.h"
#include "session/outline.h"
#include "views/theme/theme.h"

#include <QHash>

#include <vector>

QT_FORWARD_DECLARE_CLASS(QScrollArea)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace hotshard::views {

class AlarmCard;
class PanelHead;

class AlarmPanel final : public QWidget {
    Q_OBJECT

public:
    explicit AlarmPanel(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// A new scenario: how it calls its alarms. Hides the panel until a snapshot has some.
    void setOutline(const Outline &outline);
    void setSnapshot(const SnapshotPtr &snapshot);
    [[nodiscard]] const std::vector<AlarmCard *> &cards() const { return m_cards; }
    /// With every card shown whole at the present width; 0 without alarms.
    [[nodiscard]] int neededHeight() const;

signals:
    void heightChanged();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showAlarms();
    void tellHeight();

    Theme m_theme;
    PanelHead *m_head;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column;
    std::vector<AlarmCard *> m_cards; ///< owned as children, used again and again
    QHash<QString, Text> m_titles;    ///< by the name of the component
    SnapshotPtr m_snapshot;
    int m_height = 0; ///< as last told
};

} // namespace hotshard::views

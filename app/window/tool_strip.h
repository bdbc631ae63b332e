// The bar beneath the menu: files at the left, transport in the centre, export and help at the right.
#pragma once

#include <QWidget>

#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QAction)
QT_FORWARD_DECLARE_CLASS(QMenu)
QT_FORWARD_DECLARE_CLASS(QPushButton)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace hotshard::app {

class Actions;
class SpeedControl;

class ToolStrip final : public QWidget {
    Q_OBJECT

public:
    ToolStrip(const Actions &actions, QMenu *scenarios, QMenu *exports, QMenu *help, QWidget *parent = nullptr);
    void setTheme(const views::Theme &theme);
    [[nodiscard]] SpeedControl *speed() const { return m_speed; }
    [[nodiscard]] QPushButton *playButton() const { return m_play; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *menuButton(QMenu *menu);
    void retranslate();
    void arrange();
    void showPlay();

    views::Theme m_theme;
    QAction *m_playAction;
    QToolButton *m_open, *m_scenarios, *m_restart, *m_step, *m_export, *m_help;
    QPushButton *m_play; ///< centres its words, as a tool button does not
    SpeedControl *m_speed;
};

} // namespace hotshard::app

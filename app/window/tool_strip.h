// The bar beneath the menu: files at the left, transport in the centre, export and help at the right.
#pragma once

#include <QWidget>

#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QMenu)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace hotshard::app {

class Actions;
class SpeedControl;

class ToolStrip final : public QWidget {
    Q_OBJECT

public:
    ToolStrip(const Actions &actions, QMenu *scenarios, QMenu *exports, QMenu *help, QWidget *parent = nullptr);
    void setTheme(const views::Theme &theme);
    /// Play is the one accent of a paused window; running, the button is Pause.
    void setPlaying(bool playing);
    [[nodiscard]] SpeedControl *speed() const { return m_speed; }
    [[nodiscard]] QToolButton *playButton() const { return m_play; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *menuButton(QMenu *menu);
    void retranslate();
    void arrange();

    views::Theme m_theme;
    QToolButton *m_open, *m_scenarios, *m_restart, *m_play, *m_step, *m_export, *m_help;
    SpeedControl *m_speed;
    bool m_playing = false;
};

} // namespace hotshard::app

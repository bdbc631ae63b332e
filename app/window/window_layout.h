// The places of the panels, and which of them fold when room ends: below 1500 wide the story, below 1100 the
// controls; a hand may unfold them.
#pragma once

#include <QWidget>

#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QSplitter)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace hotshard::views {
class AlarmPanel;
class ChartRow;
class DiagnosisPanel;
class FloorView;
class InspectorPanel;
class ParameterPanel;
class StoryPanel;
class TimeBar;
} // namespace hotshard::views

namespace hotshard::app {

class Foldable;
class LoadingStrip;

class WindowLayout final : public QWidget {
    Q_OBJECT

public:
    explicit WindowLayout(QWidget *parent = nullptr);

    void setTheme(const views::Theme &theme);
    /// The way of the Tab key: after `before` the controls, the floor, the story, then all else.
    void orderTabs(QWidget *before);
    /// As if nobody had folded anything.
    void reset();
    void setControlsShown(bool shown);
    void setStoryShown(bool shown);
    void setChartsShown(bool shown);
    void setInspectorShown(bool shown);
    [[nodiscard]] bool controlsShown() const;
    [[nodiscard]] bool storyShown() const;
    [[nodiscard]] bool chartsShown() const;
    [[nodiscard]] bool inspectorShown() const;

    views::ParameterPanel *const controls;
    views::FloorView *const floor;
    views::InspectorPanel *const inspector;
    views::StoryPanel *const story;
    views::AlarmPanel *const alarms;
    views::DiagnosisPanel *const diagnosis;
    views::ChartRow *const charts;
    views::TimeBar *const timeBar;
    LoadingStrip *const loading;

signals:
    void panelsChanged();
    void floorMoved();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Width { Wide, Middle, Narrow };
    void adapt();
    void splitHeights();
    /// The story and the alarms get the height their texts need, the diagnosis the rest.
    void splitSide();

    views::Theme m_theme;
    Foldable *m_left, *m_right;
    QSplitter *m_rows, *m_side;
    QToolButton *m_alarmsButton; ///< on the rail, when there are alarms
    Width m_width = Width::Wide;
    bool m_adapted = false;
    int m_storyRoom = 0, m_alarmRoom = 0, m_sideHeight = 0; ///< as of the last splitSide()
};

} // namespace hotshard::app

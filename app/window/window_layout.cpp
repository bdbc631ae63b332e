#include "app/window/window_layout.h"

#include "app/window/foldable.h"
#include "app/window/loading_strip.h"
#include "views/alarms/alarm_panel.h"
#include "views/charts/chart_row.h"
#include "views/controls/parameter_panel.h"
#include "views/controls/parameter_row.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/floor/floor_view.h"
#include "views/inspect/inspector_panel.h"
#include "views/story/story_panel.h"
#include "views/timebar/time_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hotshard::app {

namespace {

constexpr int kWideFrom = 1500, kMiddleFrom = 1100; // logical pixels at 100 %
constexpr int kControlsWide = 284, kControlsNarrow = 232, kSide = 344, kInspector = 440;
constexpr int kCharts = 274, kChartsLow = 200;
constexpr int kStory = 318, kDiagnosis = 326, kLeastDiagnosis = 40; // its heading stays
constexpr int kFindingAtLeast = 68;                                 // of the diagnosis beneath many alarms
constexpr int kMostAlarms = 38;                                     // percent of the side column; more alarms scroll
constexpr int kLowWindow = 700;                                     // of the area beneath the tool bar

/// One part of the side column: alarms and diagnosis say what is the matter.
QWidget *above(QWidget *upper, QWidget *lower)
{
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(upper);
    column->addWidget(lower, 1);
    return both;
}

} // namespace

WindowLayout::WindowLayout(QWidget *parent)
    : QWidget(parent)
    , controls(new views::ParameterPanel)
    , floor(new views::FloorView)
    , inspector(new views::InspectorPanel)
    , story(new views::StoryPanel)
    , alarms(new views::AlarmPanel)
    , diagnosis(new views::DiagnosisPanel)
    , charts(new views::ChartRow)
    , timeBar(new views::TimeBar)
    , loading(new LoadingStrip)
    , m_rows(new QSplitter(Qt::Vertical))
    , m_side(new QSplitter(Qt::Vertical))
{
    m_side->addWidget(story);
    m_side->addWidget(above(alarms, diagnosis));
    m_side->setChildrenCollapsible(false);
    diagnosis->setMinimumHeight(kLeastDiagnosis);
    m_side->setHandleWidth(1);
    m_side->setSizes({kStory, kDiagnosis});
    m_left = new Foldable(controls, kControlsWide);
    m_right = new Foldable(m_side, kSide);
    m_left->addRailButton(views::Icon::Order, [] { return views::ParameterPanel::tr("Controls"); });
    m_right->addRailButton(views::Icon::Bulb, [] { return views::StoryPanel::tr("Story"); });
    m_alarmsButton = m_right->addRailButton(views::Icon::Bell, [] { return views::AlarmPanel::tr("Alarms"); });
    m_alarmsButton->hide();
    m_right->addRailButton(views::Icon::Alert, [] { return views::DiagnosisPanel::tr("Diagnosis"); });

    auto *top = new QWidget;
    auto *columns = new QHBoxLayout(top);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_left);
    columns->addWidget(floor, 1);
    columns->addWidget(inspector);
    inspector->hide();
    columns->addWidget(m_right);
    m_rows->addWidget(top);
    m_rows->addWidget(charts);
    m_rows->setStretchFactor(0, 1);
    m_rows->setCollapsible(0, false);
    m_rows->setHandleWidth(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(loading);
    column->addWidget(m_rows, 1);
    column->addWidget(timeBar);
    connect(m_left, &Foldable::unfoldRequested, this, [this] { setControlsShown(true); });
    connect(m_right, &Foldable::unfoldRequested, this, [this] { setStoryShown(true); });
    connect(story, &views::StoryPanel::heightChanged, this, &WindowLayout::splitSide);
    connect(alarms, &views::AlarmPanel::heightChanged, this, [this] {
        m_alarmsButton->setVisible(alarms->neededHeight() > 0);
        splitSide();
    });
    floor->installEventFilter(this);
    story->installEventFilter(this);
}

void WindowLayout::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    controls->setTheme(theme);
    floor->setTheme(theme);
    inspector->setTheme(theme);
    inspector->setFixedWidth(static_cast<int>(kInspector * theme.uiScale));
    story->setTheme(theme);
    alarms->setTheme(theme);
    diagnosis->setTheme(theme);
    charts->setTheme(theme);
    timeBar->setTheme(theme);
    loading->setTheme(theme);
    m_left->setTheme(theme);
    m_right->setTheme(theme);
}

void WindowLayout::orderTabs(QWidget *before)
{
    QWidget *last = before;
    const auto follow = [&last](QWidget *next) {
        QWidget::setTabOrder(last, next);
        last = next;
    };
    for (const views::ParameterRow *row : controls->rows())
        for (QWidget *field : row->fields())
            follow(field);
    follow(floor);
    for (QWidget *field : inspector->fields())
        follow(field);
    for (QWidget *field : story->fields())
        follow(field);
}

void WindowLayout::reset()
{
    m_adapted = false;
    charts->show();
    m_storyRoom = 0;
    adapt();
    splitHeights();
    splitSide();
    emit panelsChanged();
}

void WindowLayout::adapt()
{
    const double width = this->width() / m_theme.uiScale;
    const Width wanted = width >= kWideFrom ? Width::Wide : width >= kMiddleFrom ? Width::Middle : Width::Narrow;
    if (m_adapted && wanted == m_width)
        return;
    m_adapted = true;
    m_width = wanted;
    m_left->setPanelWidth(wanted == Width::Wide ? kControlsWide : kControlsNarrow);
    m_left->setFolded(wanted == Width::Narrow);
    m_right->setFolded(wanted != Width::Wide);
    emit panelsChanged();
}

void WindowLayout::splitHeights()
{
    const int height = m_rows->height();
    const double least = (height < kLowWindow * m_theme.uiScale ? kChartsLow : kCharts) * m_theme.uiScale;
    const int strip = std::min(static_cast<int>(least), height / 2);
    m_rows->setSizes({height - strip, strip});
}

void WindowLayout::splitSide()
{
    const int height = m_side->height(), needed = story->neededHeight();
    const int spare = height - needed - static_cast<int>(kFindingAtLeast * m_theme.uiScale);
    const int alarmRoom = std::min(alarms->neededHeight(), std::max(height * kMostAlarms / 100, spare));
    if (m_right->isFolded() || (height == m_sideHeight && needed == m_storyRoom && alarmRoom == m_alarmRoom))
        return; // a hand that has moved the border is not overruled by the same text
    m_sideHeight = height;
    m_storyRoom = needed;
    m_alarmRoom = alarmRoom;
    alarms->setFixedHeight(alarmRoom);
    const int usual = height * kStory / (kStory + kDiagnosis) - alarmRoom;
    const int least = static_cast<int>(kLeastDiagnosis * m_theme.uiScale) + alarmRoom;
    const int top = std::min(std::max(usual, needed), height - least);
    m_side->setSizes({top, height - top});
}

void WindowLayout::setControlsShown(bool shown)
{
    m_left->setFolded(!shown);
    emit panelsChanged();
}

void WindowLayout::setStoryShown(bool shown)
{
    m_right->setFolded(!shown);
    emit panelsChanged();
}

void WindowLayout::setChartsShown(bool shown)
{
    charts->setVisible(shown);
    emit panelsChanged();
}

void WindowLayout::setInspectorShown(bool shown)
{
    inspector->setVisible(shown);
    emit panelsChanged();
}

bool WindowLayout::inspectorShown() const { return !inspector->isHidden(); }

bool WindowLayout::controlsShown() const { return !m_left->isFolded(); }

bool WindowLayout::storyShown() const { return !m_right->isFolded(); }

bool WindowLayout::chartsShown() const { return !charts->isHidden(); }

void WindowLayout::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    adapt();
    splitHeights();
    splitSide();
}

bool WindowLayout::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == floor && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        emit floorMoved();
    if (watched == story && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        splitSide();
    return QWidget::eventFilter(watched, event);
}

} // namespace hotshard::app

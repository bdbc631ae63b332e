#include "app/window/main_window.h"

#include "app/window/actions.h"
#include "app/window/chart_files.h"
#include "app/window/inspector_guide.h"
#include "app/window/loading_strip.h"
#include "app/window/menus.h"
#include "app/window/preview_guide.h"
#include "app/window/problem_card.h"
#include "app/window/scenario_opener.h"
#include "app/window/settings.h"
#include "app/window/speed_control.h"
#include "app/window/tool_strip.h"
#include "app/window/top_row.h"
#include "app/window/window_layout.h"
#include "views/alarms/alarm_panel.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"
#include "views/controls/parameter_panel.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/floor/floor_view.h"
#include "views/story/story_panel.h"
#include "views/timebar/time_bar.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QVBoxLayout>

namespace hotshard::app {

namespace {

constexpr int kFrameMs = 16;
constexpr qint64 kAwakeMs = 600;       // so long after the last answer of a paused engine
constexpr qint64 kPatienceMs = 60'000; // a step at full speed takes its time
constexpr double kStepSeconds = 0.1;

} // namespace

MainWindow::MainWindow(Settings &settings)
    : m_settings(settings)
    , m_actions(new Actions(this))
    , m_layout(new WindowLayout)
    , m_top(new TopRow)
    , m_menus(new Menus(*m_actions, *m_layout->charts, m_top->menuBar()))
    , m_tools(new ToolStrip(*m_actions, m_menus->scenarios(), m_menus->exports(), m_menus->help()))
    , m_problems(new ProblemCard(m_layout))
    , m_opener(new ScenarioOpener(this))
    , m_files(new ChartFiles(settings, this))
    , m_previews(new PreviewGuide(*m_layout->charts, this))
    , m_inspections(new InspectorGuide(*m_layout, settings, this))
{
    auto *head = new QWidget;
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_top);
    rows->addWidget(m_tools);
    setMenuWidget(head);
    setCentralWidget(m_layout);
    setAcceptDrops(true);
    setMinimumSize(900, 560);
    resize(1280, 800);
    m_problems->hide();
    for (int id = 0; id < kActions; ++id)
        addAction((*m_actions)[static_cast<ActionId>(id)]); // shortcuts work with every menu closed
    m_frame.setTimerType(Qt::PreciseTimer);
    m_frame.setInterval(kFrameMs);
    connect(&m_frame, &QTimer::timeout, this, &MainWindow::frame);
    connectActions();
    connectView();
    connectPanels();
    connectOpener();
    m_layout->floor->setReducedMotion(settings.reducedMotion());
    m_layout->floor->setOwnersClock(true);
    if (const QStringList charts = settings.shownCharts(); !charts.isEmpty())
        m_layout->charts->setShown(charts);
    m_layout->floor->setFocus();
    retranslate();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectPanels()
{
    connect(m_layout->controls, &views::ParameterPanel::parameterEdited, this,
            [this](const QString &path, const ParameterValue &value) {
                if (m_session)
                    m_session->setParameter(path.toStdString(), value);
                wake();
            });
    connect(m_layout->controls, &views::ParameterPanel::parameterConsidered, m_previews, &PreviewGuide::consider);
    connect(m_layout->controls, &views::ParameterPanel::parameterDecided, m_previews, &PreviewGuide::decide);
    connect(m_layout->diagnosis, &views::DiagnosisPanel::showRequested, this,
            [this](ShardId shard) { m_layout->floor->setChosenLane(shard); });
    connect(m_layout->floor, &views::FloorView::laneClicked, this,
            [this](ShardId shard) { m_layout->floor->setChosenLane(shard); });
    connect(m_inspections, &InspectorGuide::asked, this, &MainWindow::wake);
    connect(m_layout->floor, &views::FloorView::openRequested, this, &MainWindow::askForFile);
    connect(m_layout->charts, &views::ChartRow::rangeWanted, this, &MainWindow::askForRange);
    connect(m_layout->charts, &views::ChartRow::exportRequested, m_files, &ChartFiles::save);
    connect(m_layout->charts, &views::ChartRow::copyRequested, this, [this](views::ChartCard *card) {
        m_files->copy(*card, m_session ? views::shown(m_session->outline().title) : QString());
    });
    connect(m_layout->charts, &views::ChartRow::shownChanged, this,
            [this] { m_settings.setShownCharts(m_layout->charts->shown()); });
    connect(m_tools->speed(), &SpeedControl::speedChosen, this, &MainWindow::setSpeed);
    connect(m_layout, &WindowLayout::floorMoved, this, [this] {
        if (m_problems->isVisible())
            m_problems->placeIn(QRect(m_layout->floor->mapTo(m_layout, QPoint()), m_layout->floor->size()));
    });
}

void MainWindow::connectOpener()
{
    connect(m_menus, &Menus::scenarioChosen, this, &MainWindow::openFile);
    connect(m_opener, &ScenarioOpener::started, m_layout->loading, &LoadingStrip::begin);
    connect(m_opener, &ScenarioOpener::progressed, m_layout->loading, &LoadingStrip::setProgress);
    connect(m_opener, &ScenarioOpener::cancelled, m_layout->loading, &LoadingStrip::end);
    connect(m_opener, &ScenarioOpener::opened, this, &MainWindow::showSession);
    connect(m_opener, &ScenarioOpener::failed, this, &MainWindow::showProblems);
    connect(m_layout->loading, &LoadingStrip::stopRequested, m_opener, &ScenarioOpener::cancel);
    connect(m_problems, &ProblemCard::openAnother, this, &MainWindow::askForFile);
    connect(m_problems, &ProblemCard::showInFile, m_files, &ChartFiles::showInSystem);
    connect(m_problems, &ProblemCard::closed, this, [this] {
        m_problems->hide();
        m_layout->floor->setFocus();
    });
}

void MainWindow::openFile(const QString &path)
{
    m_problems->hide();
    m_opener->open(path);
}

void MainWindow::showSession(const std::shared_ptr<Session> &session)
{
    m_layout->loading->end();
    m_problems->hide();
    m_session = session;
    m_shown.reset();
    const Outline &outline = session->outline();
    m_layout->controls->setOutline(outline);
    m_layout->story->setOutline(outline);
    m_layout->alarms->setOutline(outline);
    m_layout->timeBar->setOutline(outline);
    m_layout->charts->setOutline(outline);
    m_previews->setSession(session);
    m_inspections->setSession(session);
    m_layout->floor->setChosenLane(std::nullopt);
    m_layout->orderTabs(m_tools->speed()->field());
    m_session->setQuery(m_query);
    m_tools->speed()->setSpeed(outline.speed);
    setSpeed(outline.speed);
    retranslate();
    setPlaying(true);
    emit scenarioOpened();
}

void MainWindow::showProblems(const Issues &issues)
{
    m_layout->loading->end();
    m_problems->setProblems(m_opener->path(), issues);
    m_problems->placeIn(QRect(m_layout->floor->mapTo(m_layout, QPoint()), m_layout->floor->size()));
    m_problems->show();
    emit openingFailed();
}

void MainWindow::frame()
{
    if (!m_session)
        return m_frame.stop();
    const SnapshotPtr snapshot = m_session->latest();
    if (snapshot != m_shown) {
        m_shown = snapshot;
        m_awake.restart();
        m_answered = true;
        m_layout->floor->setSnapshot(snapshot);
        m_layout->charts->setSnapshot(snapshot);
        m_layout->timeBar->setSnapshot(snapshot);
        m_layout->story->setSnapshot(snapshot);
        m_layout->alarms->setSnapshot(snapshot);
        m_layout->diagnosis->setSnapshot(snapshot);
        m_layout->controls->setSnapshot(snapshot);
    }
    m_inspections->frame(snapshot);
    m_layout->floor->frame(); // one clock: what is new and what moves by itself are one paint
    if (m_playing && !m_session->isPlaying())
        setPlaying(false); // the run has come to its end
    m_tools->speed()->setReached(m_session->isBehind() ? m_session->reachedSpeed() : 0);
    if (!m_session->isPlaying() && !m_layout->floor->isMoving()
        && m_awake.elapsed() > (m_answered ? kAwakeMs : kPatienceMs))
        m_frame.stop(); // nothing moves and nothing was asked: no timer runs
}

void MainWindow::wake()
{
    m_awake.restart();
    m_answered = false;
    if (m_session && !m_frame.isActive())
        m_frame.start();
}

void MainWindow::setPlaying(bool playing)
{
    if (!m_session)
        return;
    if (playing && m_shown && m_shown->finished)
        m_session->restart(); // play at the end plays again
    playing ? m_session->play() : m_session->pause();
    m_playing = playing;
    m_actions->setPlaying(playing);
    m_layout->floor->setPlayback(playing, m_session->speed());
    wake();
}

void MainWindow::setSpeed(double speed)
{
    if (!m_session)
        return;
    m_session->setSpeed(speed);
    m_layout->charts->setSpeed(speed);
    m_layout->floor->setPlayback(m_session->isPlaying(), speed);
    wake();
}

void MainWindow::step()
{
    if (!m_session)
        return;
    setPlaying(false);
    m_session->step(Duration::microseconds(static_cast<std::int64_t>(m_session->speed() * kStepSeconds * 1e6)));
    wake();
}

void MainWindow::restart()
{
    if (!m_session)
        return;
    m_session->restart();
    m_layout->charts->goLive();
    wake();
}

void MainWindow::askForRange(double from, double to)
{
    m_query.chartFrom = SimTime{static_cast<std::int64_t>(from * 1e6)};
    m_query.chartTo = to < 0 ? SimTime::never() : SimTime{static_cast<std::int64_t>(to * 1e6)};
    if (m_session)
        m_session->setQuery(m_query);
    wake();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setGeometry(saveGeometry());
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            return event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile()) {
            event->acceptProposedAction();
            return openFile(url.toLocalFile());
        }
}

} // namespace hotshard::app

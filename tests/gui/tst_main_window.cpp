// The window as a whole: opening, playing, changing, dropping, problems, folding.
#include "gui/window_fixture.h"

#include "app/window/actions.h"
#include "app/window/problem_card.h"
#include "app/window/speed_control.h"
#include "app/window/tool_strip.h"
#include "app/window/window_layout.h"
#include "app/window/window_place.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"
#include "views/controls/parameter_panel.h"
#include "views/controls/parameter_slider.h"
#include "views/floor/floor_view.h"
#include "views/story/story_panel.h"
#include "views/timebar/time_bar.h"

#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QTemporaryDir>

using namespace hotshard;
using hotshard::app::ActionId;
using hotshard::test::WindowFixture;

class TestMainWindow final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void opensAndPlays();
    void pausedItStandsStill();
    void aTypedValueReachesTheRun();
    void restartBeginsAgain();
    void aWrongFileIsExplainedAndTheOldPictureStays();
    void aDroppedLogOpens();
    void panelsFoldWhenRoomEnds();
    void itOpensWithinTheScreen();
    void theStoryIsWholeWhereItFits();
    void chartsOffLiveOfferTheWayBack();
    void aMissingFileIsAProblem();
    void theLastOfTwoFilesWins();
    void aThemeChangesColoursAndNotTheType();
};

void TestMainWindow::opensAndPlays()
{
    WindowFixture f;
    QVERIFY(!f.window->session());
    QVERIFY(f.openHotKey());
    QVERIFY(f.window->session()->isPlaying());
    QCOMPARE(f.window->tools().playButton()->text(), QStringLiteral("Pause"));
    QTRY_VERIFY(f.window->session()->latest()->time.us > 0);
    QTRY_VERIFY(!f.window->panels().charts->card("iterator-age")->table().rows.empty());
    QVERIFY(f.window->windowTitle().contains("Hotshard"));
    QVERIFY(!f.window->panels().controls->rows().isEmpty());
    QVERIFY(!f.window->panels().story->isEmpty());
}

void TestMainWindow::pausedItStandsStill()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    QTest::mouseClick(f.window->tools().playButton(), Qt::LeftButton);
    QVERIFY(!f.window->session()->isPlaying());
    QTest::qWait(200);
    const SimTime before = f.window->session()->latest()->time;
    QTest::qWait(200);
    QCOMPARE(f.window->session()->latest()->time, before);
    f.window->actions()[ActionId::Step]->trigger();
    QTRY_VERIFY(f.window->session()->latest()->time > before);
}

void TestMainWindow::aTypedValueReachesTheRun()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    auto *row = qobject_cast<views::ParameterSlider *>(f.window->panels().controls->row("web.rate"));
    QVERIFY(row);
    row->field()->setFocus();
    row->field()->selectAll();
    QTest::keyClicks(row->field(), "1.5k/s");
    QTest::keyClick(row->field(), Qt::Key_Return);
    const auto marked = [&] {
        for (const ChangeMark &mark : f.window->session()->latest()->changes)
            if (mark.byHand && mark.path == "web.rate")
                return true;
        return false;
    };
    QTRY_VERIFY(marked());
    QCOMPARE(f.window->panels().controls->changedCount(), 1);
}

void TestMainWindow::restartBeginsAgain()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    f.window->setPlaying(false);
    f.window->session()->step(Duration::minutes(5));
    QTRY_VERIFY(f.window->session()->latest()->time >= SimTime::zero() + Duration::minutes(5));
    f.window->actions()[ActionId::Restart]->trigger();
    QTRY_VERIFY(f.window->session()->latest()->time < SimTime::zero() + Duration::minutes(5));
}

void TestMainWindow::aWrongFileIsExplainedAndTheOldPictureStays()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    const Session *before = f.window->session();
    const QTemporaryDir dir;
    QFile file(dir.filePath("wrong.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n  \"hotshard\": 1,\n  \"title\": \"x\",\n  \"components\": [\n    {\"id\": \"s\", \"type\": "
               "\"kinesis_stream\", \"shard\": 2}\n  ]\n}\n");
    file.close();
    QVERIFY(!f.open(file.fileName()));
    QVERIFY(f.window->problems().isVisible());
    QVERIFY(f.window->problems().title().contains("wrong.json"));
    QVERIFY2(f.window->problems().details().contains("Line 5"), qPrintable(f.window->problems().details()));
    QVERIFY(f.window->problems().details().contains("shards"));
    QCOMPARE(f.window->session(), before);
    QVERIFY(f.window->panels().floor->geometry().contains(
        f.window->panels().floor->mapFromGlobal(f.window->problems().mapToGlobal(QPoint()))
        + f.window->panels().floor->pos()));
    QTest::keyClick(&f.window->problems(), Qt::Key_Escape);
    QVERIFY(!f.window->problems().isVisible());
}

void TestMainWindow::aDroppedLogOpens()
{
    WindowFixture f;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(hotshard::test::sourcePath("scenarios/access-log.log"))});
    QSignalSpy opened(f.window.get(), &app::MainWindow::scenarioOpened);
    QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.window.get(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20000);
    QTRY_VERIFY(!f.window->session()->latest()->producers.empty());
    QVERIFY(f.window->session()->latest()->producers.front().replay);
}

void TestMainWindow::panelsFoldWhenRoomEnds()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    QVERIFY(f.window->panels().storyShown() && f.window->panels().controlsShown());
    f.window->resize(1280, 720);
    QTRY_VERIFY(!f.window->panels().storyShown());
    QVERIFY(f.window->panels().controlsShown());
    QVERIFY(f.window->panels().charts->usesTabs());
    f.window->resize(1000, 700);
    QTRY_VERIFY(!f.window->panels().controlsShown());
    f.window->actions()[ActionId::ShowStory]->trigger();
    QVERIFY(f.window->panels().storyShown());
    f.window->resize(1920, 1080);
    QTRY_VERIFY(f.window->panels().storyShown() && f.window->panels().controlsShown());
}

void TestMainWindow::itOpensWithinTheScreen()
{
    QCOMPARE(app::firstPlace({2560, 1400}).size, QSize(1920, 1080));
    QVERIFY(!app::firstPlace({2560, 1400}).maximised);
    QCOMPARE(app::firstPlace({1920, 1040}).size, QSize(1920, 1040));
    QVERIFY(!app::firstPlace({1920, 1040}).maximised);
    QCOMPARE(app::firstPlace({1280, 690}).size, QSize(1280, 690));
    QVERIFY(app::firstPlace({1280, 690}).maximised);

    QWidget closed, opened;
    closed.setGeometry(30, 40, 500, 400);
    app::placeWindow(opened, closed.saveGeometry());
    QCOMPARE(opened.geometry(), closed.geometry());
    app::placeWindow(opened, "not a place");
    QCOMPARE(opened.isMaximized(), opened.screen()->availableGeometry().height() < 900);
}

void TestMainWindow::theStoryIsWholeWhereItFits()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    f.window->setPlaying(false);
    views::StoryPanel *story = f.window->panels().story;
    QTRY_VERIFY(story->isVisible());
    QTRY_VERIFY2(story->height() >= story->neededHeight(), qPrintable(QString::number(story->neededHeight())));
}

void TestMainWindow::chartsOffLiveOfferTheWayBack()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    views::ChartRow *charts = f.window->panels().charts;
    QPushButton *button = charts->card("iterator-age")->liveButton();
    QTRY_VERIFY(charts->card("iterator-age")->isVisible());
    QVERIFY(!button->isVisible());
    charts->showWindow(0, 10);
    QVERIFY(button->isVisible());
    QVERIFY(!charts->card("traffic-by-key")->liveButton()->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(charts->isLive());
    QVERIFY(!button->isVisible());
}

void TestMainWindow::aMissingFileIsAProblem()
{
    WindowFixture f;
    QVERIFY(!f.open(QStringLiteral("/no/such/file.json")));
    QVERIFY(f.window->problems().isVisible());
    QVERIFY(!f.window->session());
}

void TestMainWindow::theLastOfTwoFilesWins()
{
    WindowFixture f;
    QSignalSpy opened(f.window.get(), &app::MainWindow::scenarioOpened);
    f.window->openFile(hotshard::test::sourcePath("scenarios/hot-key.json"));
    f.window->openFile(hotshard::test::sourcePath("scenarios/slow-function.json"));
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20000);
    QTest::qWait(100);
    QCOMPARE(opened.size(), 1);
    QVERIFY(!f.window->windowTitle().contains("One hot key"));
}

void TestMainWindow::aThemeChangesColoursAndNotTheType()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    const QString family = QFontInfo(views::Theme().font(views::Role::Body)).family();
    for (const app::ThemeChoice choice :
         {app::ThemeChoice::Dark, app::ThemeChoice::Projector, app::ThemeChoice::Light}) {
        f.settings.setTheme(choice);
        QCoreApplication::processEvents();
        QCOMPARE(f.window->panels().charts->card("flow")->theme().name, app::themeOf(choice).name);
        for (const QLabel *label : f.window->findChildren<QLabel *>())
            QVERIFY2(QFontInfo(label->font()).family() == family, qPrintable(label->text() + label->font().toString()));
    }
}

HOTSHARD_GUI_TEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"

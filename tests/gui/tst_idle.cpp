// A window that has nothing new to show does nothing: no timer goes off, nothing is painted. While it plays, one
// clock makes the frames, and the floor is painted once for each of its ticks.
#include "gui/window_fixture.h"

#include "app/window/actions.h"
#include "app/window/tool_strip.h"
#include "app/window/window_layout.h"
#include "views/floor/floor_view.h"

#include <QTemporaryDir>
#include <QTimer>

#include <set>

using namespace hotshard;
using hotshard::app::ActionId;
using hotshard::test::WindowFixture;

namespace {

constexpr int kFrameMs = 16;

/// Counts what the program does by itself.
class Watch final : public QObject {
public:
    explicit Watch(const QWidget *floor)
        : m_floor(floor)
    {
        qApp->installEventFilter(this);
    }
    int paints = 0, floorPaints = 0, timers = 0, frames = 0;
    std::set<const QObject *> clocks; ///< timers of a frame's length

    /// Nothing happens for half a second, once what was set going has come to rest.
    bool comesToRest()
    {
        return QTest::qWaitFor(
            [this] {
                paints = timers = 0;
                QTest::qWait(500);
                return paints == 0 && timers == 0;
            },
            20'000);
    }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            ++paints;
            floorPaints += object == m_floor ? 1 : 0;
        }
        if (event->type() != QEvent::Timer)
            return false;
        ++timers;
        const auto *timer = qobject_cast<const QTimer *>(object);
        if (timer && timer->interval() == kFrameMs && !timer->isSingleShot()) {
            ++frames;
            clocks.insert(timer);
        }
        return false;
    }

private:
    const QWidget *m_floor;
};

struct Playing : WindowFixture {
    Watch watch;

    Playing()
        : watch(window->panels().floor)
    {
        settings.setReducedMotion(false); // everything moves that can
    }
};

} // namespace

class TestIdle final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void withoutAScenario();
    void paused();
    void finished();
    void aStepWakesItForAWhile();
    void playingItHasOneClock();
};

void TestIdle::withoutAScenario()
{
    Playing f;
    QVERIFY(f.watch.comesToRest());
}

void TestIdle::paused()
{
    Playing f;
    QVERIFY(f.openHotKey());
    QTRY_VERIFY(f.watch.floorPaints > 10);
    f.window->setPlaying(false);
    QVERIFY(f.watch.comesToRest());
}

void TestIdle::finished()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("short.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"hotshard": 1, "title": "short", "duration": "20s", "speed": 100, "components": [
 {"id": "web", "type": "producer", "to": "clicks", "rate": "900/s"},
 {"id": "clicks", "type": "kinesis_stream", "shards": 2},
 {"id": "count", "type": "lambda", "from": "clicks"}]})");
    file.close();
    Playing f;
    QVERIFY(f.open(path));
    QTRY_VERIFY(f.window->session()->latest()->finished);
    QVERIFY(f.watch.comesToRest());
    QVERIFY(!f.window->session()->isPlaying());
}

void TestIdle::aStepWakesItForAWhile()
{
    Playing f;
    QVERIFY(f.openHotKey());
    f.window->setPlaying(false);
    QVERIFY(f.watch.comesToRest());
    const SimTime before = f.window->session()->latest()->time;
    f.window->actions()[ActionId::Step]->trigger();
    QTRY_VERIFY(f.watch.floorPaints > 0 && f.window->session()->latest()->time > before);
    QVERIFY(f.watch.comesToRest());
}

void TestIdle::playingItHasOneClock()
{
    Playing f;
    QVERIFY(f.openHotKey());
    QTRY_VERIFY(f.watch.frames > 30); // the window has settled
    f.watch.floorPaints = f.watch.frames = 0;
    QTRY_VERIFY(f.watch.frames > 60);
    QCOMPARE(f.watch.clocks.size(), std::size_t{1});
    // A few more for what a hand or a new layout asks for.
    QVERIFY2(f.watch.floorPaints <= f.watch.frames + 5, qPrintable(QString::number(f.watch.floorPaints)));
}

HOTSHARD_GUI_TEST_MAIN(TestIdle)
#include "tst_idle.moc"

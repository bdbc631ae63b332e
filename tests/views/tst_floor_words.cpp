// The words of the floor: none is cut, none lies on another, and they say what the picture says.
#include <QElapsedTimer>
#include <QTest>
#include <QTranslator>

#include "support/painted_text.h"
#include "support/sketch_snapshot.h"
#include "views/floor/floor_view.h"
#include "views/floor/hash_space_painter.h"
#include "views/floor/legend.h"
#include "views/floor/lineage_painter.h"
#include "views/floor/node_painter.h"
#include "views/floor/worker_painter.h"

#include <functional>
#include <memory>

using namespace hotshard;
using namespace hotshard::views;

namespace {

/// Long wordings, as other languages have them.
class Wordy final : public QTranslator {
public:
    [[nodiscard]] QString translate(const char *, const char *source, const char *, int) const override
    {
        if (qstrcmp(source, "watermark %1") == 0)
            return QStringLiteral("ウォーターマーク %1");
        if (qstrcmp(source, "function, one per shard") == 0)
            return QStringLiteral("関数（シャードごとに 1 つ）");
        if (qstrcmp(source, "function") == 0)
            return QStringLiteral("関数");
        return {};
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

PaintedTexts written(const Snapshot &snapshot, QSizeF size, const std::function<void(Canvas &, const Scene &)> &paint)
{
    TextDevice device;
    const Theme theme = Theme::named(QStringLiteral("light"));
    TextKit kit;
    kit.setTheme(theme);
    const FloorGeometry geometry = layOut(snapshot, size);
    ScaleKeeper scale;
    scale.update(snapshot, geometry.level >= Level::Row, 0);
    QPainter painter(&device);
    Canvas canvas(painter, theme, kit);
    paint(canvas, Scene{snapshot, geometry, QLocale(QLocale::English), scale.scale()});
    painter.end();
    return {device.texts()};
}

Snapshot lateWindows()
{
    Snapshot s = sketch::hotKey();
    s.time = SimTime{} + Duration::seconds(4000);
    WindowView &w = s.windows[0];
    w.behind = Duration::seconds(640);
    w.watermark = s.time - w.behind;
    w.newest.clear();
    for (int i = 0; i < 6; ++i) {
        WindowResult r;
        r.start = SimTime{} + Duration::seconds(3640 + 60 * i);
        r.end = r.start + Duration::seconds(60);
        r.status = i == 0 ? WindowStatus::Fired : i < 5 ? WindowStatus::Late : WindowStatus::Filling;
        r.truth = 100;
        w.newest.push_back(r);
    }
    return s;
}

void nodes(Canvas &c, const Scene &s)
{
    for (const NodeBox &box : s.geometry.nodes)
        paintNode(c, s, box);
}

} // namespace

class TestFloorWords : public QObject {
    Q_OBJECT
private slots:
    void idleIsAnEmptyRingAndWorkAnArc()
    {
        WorkerView idle, works;
        works.state = WorkerState::Working;
        works.started = SimTime{} + Duration::seconds(10);
        works.until = SimTime{} + Duration::seconds(20);
        QCOMPARE(ringShare(idle, works, 15, true), 0.0);
        QCOMPARE(ringShare(idle, idle, 15, false), 0.0);
        QCOMPARE(ringShare(works, works, 15, false), 0.5);
        QVERIFY(ringShare(works, works, 10, false) > 0);
        QVERIFY(ringShare(works, works, 3, false) > 0);
        QCOMPARE(ringShare(works, works, 15, true), 1.0);
        QCOMPARE(ringShare(works, idle, 15, false), 1.0);
    }
    void ringsWaitForTheirWords_data()
    {
        QTest::addColumn<bool>("playing");
        QTest::addColumn<double>("speed");
        QTest::newRow("paused") << false << 1.0;
        QTest::newRow("slow") << true << 1.0;
        QTest::newRow("fast") << true << 5000.0;
    }
    void ringsWaitForTheirWords()
    {
        QFETCH(bool, playing);
        QFETCH(double, speed);
        Snapshot works = sketch::hotKey();
        for (LaneView &lane : works.streams[0].lanes) {
            lane.worker = {};
            lane.worker.busyShare = 0;
        }
        Snapshot idle = works;
        works.streams[0].lanes[1].worker.state = WorkerState::Working;
        works.streams[0].lanes[1].worker.batchRecords = 100;
        works.streams[0].lanes[1].worker.started = works.time - Duration::seconds(1);
        works.streams[0].lanes[1].worker.until = works.time + Duration::seconds(1);
        FloorView view;
        view.setReducedMotion(true);
        view.resize(1292, 644);
        view.setPlayback(playing, speed);
        view.setSnapshot(std::make_shared<const Snapshot>(idle));
        QElapsedTimer clock;
        clock.start();
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto ring = [&] { return view.grab(view.floorGeometry().lanes[1].worker.toRect()).toImage(); };
        view.setPlayback(playing, speed);
        const QImage before = ring();
        // Too early for other words: the ring stays with those that stand. A pause tells everything at once.
        view.setSnapshot(std::make_shared<const Snapshot>(works));
        const bool same = ring() == before;
        // On a machine so busy that new words were due before the picture was taken, the ring may have changed.
        const bool due = playing && clock.elapsed() > 240;
        QVERIFY(due || same == playing);
    }
    void valuesOfTheWindowAreNeverCut_data()
    {
        QTest::addColumn<int>("width");
        for (const int w : {820, 960, 1000, 1180, 1292, 1456, 1900})
            QTest::addRow("%d", w) << w;
    }
    void valuesOfTheWindowAreNeverCut()
    {
        QFETCH(int, width);
        Wordy wordy;
        QCoreApplication::installTranslator(&wordy);
        for (const int height : {430, 644, 819}) {
            const Snapshot s = lateWindows();
            const PaintedTexts device = written(s, QSizeF(width, height), nodes);
            QVERIFY2(device.all().contains(QString::fromUtf8("11\u202Fmin")), qPrintable(device.all()));
            QVERIFY2(!device.all().contains(QStringLiteral("behind the cl\u2026")), qPrintable(device.all()));
            const FloorGeometry g = layOut(s, QSizeF(width, height));
            if (g.nodes[0].rows > 0)
                QVERIFY2(device.all().contains(QStringLiteral("56:00")), qPrintable(device.all()));
            for (const PaintedText &text : device.list)
                QVERIFY2(text.rect.right() <= g.nodes[0].rect.right(), qPrintable(text.text));
        }
    }
    void headsGiveWay()
    {
        Wordy wordy;
        QCoreApplication::installTranslator(&wordy);
        for (const int width : {820, 960, 1280, 1456}) {
            const PaintedTexts device = written(sketch::hotKey(), QSizeF(width, 644), paintColumnHeads);
            QVERIFY2(device.all().contains(QStringLiteral("関数")), qPrintable(device.all()));
            QVERIFY2(!device.all().contains(QStringLiteral("関数（")) || device.all().contains(QStringLiteral("つ）")),
                     qPrintable(device.all()));
        }
    }
    void theWindowThatHoldsComesFirst()
    {
        const Snapshot s = lateWindows();
        QCOMPARE(windowRows(s.windows[0], s.time, 3), (std::vector<std::size_t>{1, 4, 5}));
        QCOMPARE(windowRows(s.windows[0], s.time, 1), (std::vector<std::size_t>{1}));
        QCOMPARE(windowRows(s.windows[0], s.time, 12).size(), std::size_t{6});
        QVERIFY(windowRows(s.windows[0], s.time, 0).empty());
        WindowResult r;
        r.status = WindowStatus::Late;
        r.end = s.time - Duration::milliseconds(999);
        QVERIFY(!isLate(r, s.time));
        r.end = s.time - Duration::seconds(1);
        QVERIFY(isLate(r, s.time));
        r.status = WindowStatus::Fired;
        QVERIFY(!isLate(r, s.time));
    }
    void reshardingIsSaid()
    {
        Snapshot s = sketch::lineage();
        s.streams[0].resharding = true;
        QVERIFY(written(s, {1292, 644}, paintColumnHeads).all().contains(QStringLiteral("updating\u2026")));
        s.streams[0].resharding = false;
        QVERIFY(!written(s, {1292, 644}, paintColumnHeads).all().contains(QStringLiteral("updating")));
    }
    void theStreamSaysWhatItRefused()
    {
        Snapshot s = sketch::lineage();
        s.streams[0].resharding = false;
        s.streams[0].onDemand = true;
        s.streams[0].refusedRequests = 2;
        s.streams[0].lastRefusal =
            RefusedRequestView{SimTime::zero(), "split shardId-000000000003", "LimitExceededException", "too many"};
        const QString heads = written(s, {1292, 644}, paintColumnHeads).all();
        QVERIFY2(heads.contains(QStringLiteral("refused")), qPrintable(heads));
        QVERIFY(heads.contains(QStringLiteral("on demand")));
    }
    void scaleSaysItsUnit()
    {
        QVERIFY(written(sketch::hotKey(), {1292, 644}, paintLegend)
                    .all()
                    .contains(QString::fromUtf8("linear, 0 to 20\u202Fk records")));
    }
    void cellsHaveHeads_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize &size :
             {QSize(1292, 644), QSize(1008, 430), QSize(736, 300), QSize(400, 300), QSize(320, 180)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void cellsHaveHeads()
    {
        QFETCH(QSize, size);
        const PaintedTexts device = written(sketch::many(256), QSizeF(size), paintColumnHeads);
        const FloorGeometry g = layOut(sketch::many(256), QSizeF(size));
        QRectF last;
        int heads = 0;
        for (const PaintedText &text : device.list) {
            if (text.rect.left() < g.workerX - 1 || text.rect.left() > g.lanes[0].busyCell.right())
                continue;
            QVERIFY(text.rect.left() >= last.right());
            QVERIFY(text.rect.bottom() <= g.area.top() + 3);
            last = text.rect;
            ++heads;
        }
        QCOMPARE(heads, 3);
    }
    void formerShardsAreNamedApart()
    {
        Snapshot s = sketch::lineage();
        LaneView older = s.streams[0].lanes[0];
        older.state = ShardState::Closed;
        older.children = {older.shard};
        older.shard = ShardId{0};
        s.streams[0].lanes[0].shard = ShardId{12};
        s.streams[0].lanes.insert(s.streams[0].lanes.begin(), older);
        const FloorGeometry g = layOut(s, {1292, 900});
        const PaintedTexts device =
            written(s, {1292, 900}, [](Canvas &c, const Scene &scene) { paintBracketLabels(c, scene, 0); });
        QVERIFY(device.all().contains(QStringLiteral("was 12")));
        QVERIFY(!device.all().contains(QStringLiteral("was 0")));
        for (const PaintedText &text : device.list) {
            QVERIFY(text.rect.left() >= g.producers[0].right());
            QVERIFY(text.rect.right() <= g.streams[0].strip.left() - 15);
        }
    }
    void connectorsPassLanesBetween()
    {
        const Snapshot s = sketch::lineage();
        FloorGeometry g = layOut(s, {1292, 644});
        QVERIFY(!isBlocked(g, g.lanes[0], g.lanes[2], g.lanes[0].rect.left() + 22));
        g.lanes[1].rect.setLeft(g.lanes[0].rect.left());
        QVERIFY(isBlocked(g, g.lanes[0], g.lanes[2], g.lanes[0].rect.left() + 22));
    }
};

QTEST_MAIN(TestFloorWords)
#include "tst_floor_words.moc"

// Several functions on a shard, streams in a row, and functions that are held back: what stands where, and the words.
#include <QTest>

#include "support/painted_text.h"
#include "support/sketch_readers.h"
#include "views/floor/flow_painter.h"
#include "views/floor/node_painter.h"
#include "views/floor/readers_painter.h"
#include "views/floor/worker_painter.h"

#include <functional>

using namespace hotshard;
using namespace hotshard::views;

namespace {

QString written(const Snapshot &snapshot, QSizeF size, const std::function<void(Canvas &, const Scene &)> &paint)
{
    TextDevice device;
    const Theme theme = Theme::named(QStringLiteral("light"));
    TextKit kit;
    kit.setTheme(theme);
    const FloorGeometry geometry = layOut(snapshot, size);
    QPainter painter(&device);
    Canvas canvas(painter, theme, kit);
    Scene scene{snapshot, geometry, QLocale(QLocale::English), {false, 20000}};
    paint(canvas, scene);
    painter.end();
    return PaintedTexts{device.texts()}.all();
}

QString workersOf(const Snapshot &snapshot, QSizeF size)
{
    return written(snapshot, size, [](Canvas &c, const Scene &scene) {
        for (const LaneBox &box : scene.geometry.lanes)
            paintWorker(c, scene, box);
    });
}

QString nodesOf(const Snapshot &snapshot, QSizeF size)
{
    return written(snapshot, size, [](Canvas &c, const Scene &scene) {
        for (const NodeBox &node : scene.geometry.nodes)
            paintNode(c, scene, node);
    });
}

constexpr QSizeF kWide{1292, 644}, kLaptop{1008, 330};

} // namespace

class TestFloorReaders : public QObject {
    Q_OBJECT
private slots:
    void everyReaderHasALine()
    {
        for (const int n : {2, 5}) {
            const Snapshot s = sketch::readers(n);
            const FloorGeometry g = layOut(s, kWide);
            const auto rows = readerRows(g.lanes[0].worker, s.streams[0].lanes[0]);
            QCOMPARE(rows.size(), static_cast<std::size_t>(n));
            for (std::size_t i = 0; i < rows.size(); ++i) {
                QCOMPARE(rows[i].consumer, static_cast<int>(i)); // the order never changes
                QVERIFY(g.lanes[0].worker.contains(rows[i].rect));
                QVERIFY(i == 0 || rows[i].rect.top() >= rows[i - 1].rect.bottom() - 0.01);
            }
            const QString text = workersOf(s, kWide);
            for (const FunctionView &f : s.functions)
                QVERIFY2(text.contains(QString::fromStdString(f.name)), qPrintable(text));
        }
    }
    void twentyReadersShowTheLatest()
    {
        Snapshot s = sketch::readers(20);
        s.streams[0].lanes[0].consumers[17].iteratorAge = Duration::seconds(500);
        const FloorGeometry g = layOut(s, kWide);
        const auto rows = readerRows(g.lanes[0].worker, s.streams[0].lanes[0]);
        QVERIFY(rows.size() > 5 && rows.size() < 20);
        QCOMPARE(rows.back().consumer, -1);
        QCOMPARE(rows.back().more, 20 - (rows.size() - 1));
        QVERIFY(std::any_of(rows.begin(), rows.end(), [](const ReaderRow &r) { return r.consumer == 17; }));
        QVERIFY(workersOf(s, kWide).contains(QStringLiteral("more, up to")));
    }
    void lowCardsShowSquares()
    {
        const Snapshot s = sketch::readers(5, 14);
        const FloorGeometry g = layOut(s, kWide);
        QCOMPARE(g.level, Level::Compact);
        QVERIFY(readerRows(g.lanes[0].worker, s.streams[0].lanes[0]).empty());
        QVERIFY(workersOf(s, kWide).contains(QStringLiteral("2.2"))); // the age of the latest
    }
    void refusedReadsAreSaid()
    {
        const Snapshot s = sketch::readers(5);
        const FloorGeometry g = layOut(s, kWide);
        const Scene scene{s, g, QLocale(QLocale::English), {}};
        const LaneView &lane = s.streams[0].lanes[0];
        QCOMPARE(readerState(scene, lane, lane.consumers[1]), QStringLiteral("reads refused"));
        ConsumerView own = lane.consumers[1];
        own.dedicated = true;
        QVERIFY(readerState(scene, lane, own) != QStringLiteral("reads refused"));
    }
    void throttledIsNoRetry()
    {
        const QString text = workersOf(sketch::heldBack(), kWide);
        QVERIFY2(text.contains(QStringLiteral("throttled")) && text.contains(QStringLiteral("2 of 2 in use")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("3 of 4 at work")));
        QVERIFY(text.contains(QStringLiteral("1,203 wait for one lane")));
    }
    void cardsAtTheSide()
    {
        const QString text = nodesOf(sketch::heldBack(), kWide);
        for (const char *words :
             {"concurrency", "2 / 2", "dead letters", "5 too old", "archive", "734 objects written"})
            QVERIFY2(text.contains(QLatin1String(words)), words);
    }
    void streamsInARow()
    {
        for (const QSizeF size : {kWide, kLaptop}) {
            const Snapshot s = sketch::pipeline();
            const FloorGeometry g = layOut(s, size);
            QCOMPARE(g.feeders.size(), std::size_t{1});
            QCOMPARE(g.feeders[0].stream, std::size_t{1});
            QVERIFY(g.streams[0].area.bottom() < g.streams[1].area.top());
            QVERIFY(g.feeders[0].rect.top() >= g.streams[1].area.top() - 1);
            QVERIFY(g.feeders[0].rect.bottom() <= g.streams[1].area.bottom() + 1);
            QVERIFY(g.producers[0].bottom() <= g.streams[0].area.bottom() + 1);
            FlowPainter flows;
            flows.rebuild(Scene{s, g, QLocale(QLocale::English), {}});
            int second = 0;
            for (const Flow &flow : flows.flows())
                second += flow.from.y() > g.streams[1].area.top();
            QCOMPARE(second, 2); // from the function's card into both shards
        }
    }
};

QTEST_MAIN(TestFloorReaders)
#include "tst_floor_readers.moc"

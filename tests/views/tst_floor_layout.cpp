#include <QTest>

#include "support/sketch_snapshot.h"
#include "views/floor/floor_layout.h"
#include "views/floor/floor_motion.h"

using namespace hotshard;
using namespace hotshard::views;

namespace {

bool apart(const QRectF &a, const QRectF &b)
{
    const QRectF common = a.intersected(b);
    return common.width() < 0.01 || common.height() < 0.01;
}

bool inside(const QRectF &r, const QSizeF &size)
{
    return r.left() >= -0.01 && r.top() >= -0.01 && r.right() <= size.width() + 0.01
        && r.bottom() <= size.height() + 0.01;
}

/// Empty when nothing overlaps and nothing is cut off.
QString faults(const FloorGeometry &g)
{
    QStringList out;
    const auto check = [&](const char *what, const QRectF &r) {
        if (!r.isEmpty() && !inside(r, g.size))
            out << QStringLiteral("%1 is cut off: %2,%3 %4x%5")
                       .arg(QLatin1String(what))
                       .arg(r.x())
                       .arg(r.y())
                       .arg(r.width())
                       .arg(r.height());
    };
    std::vector<QRectF> solid;
    for (const QRectF &r : g.producers)
        solid.push_back(r);
    for (const NodeBox &n : g.nodes)
        solid.push_back(n.rect);
    for (const PinBox &p : g.pins)
        solid.push_back(p.rect);
    if (!g.histogram.isEmpty())
        solid.push_back(g.histogram);
    for (const LaneBox &l : g.lanes) {
        solid.push_back(l.rect);
        if (!l.worker.isEmpty())
            solid.push_back(l.worker);
        check("bar", l.bar);
        check("badge", l.badge);
        if (!l.bar.isEmpty() && !l.rect.adjusted(-0.1, -0.1, 0.1, 0.1).contains(l.bar))
            out << QStringLiteral("a bar leaves its lane");
        if (!l.badge.isEmpty() && !l.bar.isEmpty() && !apart(l.badge, l.bar))
            out << QStringLiteral("a badge covers its bar");
    }
    if (!g.sentence.isEmpty())
        solid.push_back(g.sentence);
    for (const StreamBox &s : g.streams) {
        check("strip", s.strip);
        if (!s.strip.isEmpty())
            solid.push_back(s.strip);
    }
    for (std::size_t i = 0; i < solid.size(); ++i) {
        check("box", solid[i]);
        for (std::size_t j = i + 1; j < solid.size(); ++j)
            if (!apart(solid[i], solid[j]))
                out << QStringLiteral("boxes %1 and %2 overlap").arg(i).arg(j);
    }
    return out.mid(0, 3).join(QStringLiteral("; "));
}

} // namespace

class TestFloorLayout : public QObject {
    Q_OBJECT
private slots:
    void hotKeyStandsAsDrawn()
    {
        const QString text = describe(layOut(sketch::hotKey(), {1292, 644}));
        const QStringList lines = text.split(u'\n');
        QCOMPARE(lines.value(0),
                 QStringLiteral("level full, area 20.0,68.0 1252.0x502.0, sentence 20.0,589.0 1252.0x32.0"));
        QVERIFY2(lines.contains(QStringLiteral("strip 198.0,68.0 34.0x502.0")), qPrintable(text));
        QVERIFY2(lines.contains(QStringLiteral("lane 0.0 318.0,68.0 580.0x118.0 bar 336.0,103.0 418.0x36.0")),
                 qPrintable(text));
        QVERIFY2(lines.contains(QStringLiteral("lane 0.3 318.0,452.0 580.0x118.0 bar 336.0,487.0 418.0x36.0")),
                 qPrintable(text));
        QVERIFY2(lines.contains(QStringLiteral("node window 1108.0,68.0 164.0x248.0")), qPrintable(text));
    }
    void childrenStandUnderTheirParent()
    {
        const FloorGeometry g = layOut(sketch::lineage(), {1292, 644});
        QCOMPARE(g.level, Level::Medium);
        QCOMPARE(g.lanes[1].depth, 1);
        QCOMPARE(g.lanes[1].rect.left() - g.lanes[0].rect.left(), 44.0);
        QVERIFY(g.lanes[3].rect.height() <= 52);
        QVERIFY(g.lanes[3].worker.isEmpty());
        // Only shards that are written to have a band.
        QCOMPARE(g.streams[0].bands.size(), std::size_t{4});
    }
    void levels_data()
    {
        QTest::addColumn<int>("shards");
        QTest::addColumn<int>("level");
        QTest::newRow("1") << 1 << static_cast<int>(Level::Full);
        QTest::newRow("4") << 4 << static_cast<int>(Level::Full);
        QTest::newRow("6") << 6 << static_cast<int>(Level::Medium);
        QTest::newRow("12") << 12 << static_cast<int>(Level::Compact);
        QTest::newRow("32") << 32 << static_cast<int>(Level::Row);
        QTest::newRow("128") << 128 << static_cast<int>(Level::Heat);
        QTest::newRow("256") << 256 << static_cast<int>(Level::Heat);
    }
    void levels()
    {
        QFETCH(int, shards);
        QFETCH(int, level);
        QCOMPARE(static_cast<int>(layOut(sketch::calm(shards), {1292, 644}).level), level);
    }
    void allShardsHaveARow()
    {
        const FloorGeometry wide = layOut(sketch::many(256), {1292, 644});
        QCOMPARE(wide.lanes.size(), std::size_t{256});
        for (const LaneBox &box : wide.lanes)
            QVERIFY(box.rect.height() >= 1.75);
        const FloorGeometry low = layOut(sketch::many(256), {736, 300});
        std::size_t shown = 0;
        for (const LaneBox &box : low.lanes) {
            shown += box.sharing;
            QVERIFY(box.rect.height() >= 1.7);
        }
        QVERIFY(low.lanes.size() < 256);
        QCOMPARE(shown, std::size_t{256});
        for (std::size_t lane = 0; lane < 256; ++lane)
            QVERIFY(low.boxOf(0, lane) >= 0);
    }
    void theWorstAreLabelledAndPinned()
    {
        const FloorGeometry g = layOut(sketch::many(256), {1292, 644});
        std::vector<std::size_t> labelled;
        for (const LaneBox &box : g.lanes)
            if (box.labelled)
                labelled.push_back(box.lane);
        QCOMPARE(labelled, (std::vector<std::size_t>{17, 88, 163, 209}));
        QCOMPARE(g.pins.size(), std::size_t{4});
        FloorOptions options;
        options.pinned = {ShardId{100}};
        const FloorGeometry chosen = layOut(sketch::many(256), {1292, 644}, options);
        QVERIFY(std::any_of(chosen.pins.begin(), chosen.pins.end(), [](const PinBox &p) { return p.lane == 100; }));
    }
    void nothingOverlaps_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto &[w, h] :
             {std::pair{1292, 644}, {736, 300}, {1008, 430}, {400, 300}, {320, 180}, {2560, 1400}, {3840, 2160}})
            QTest::addRow("%dx%d", w, h) << w << h;
    }
    void nothingOverlaps()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        const QSizeF size(width, height);
        for (int n = 1; n <= 256; ++n) {
            const QString fault = faults(layOut(n % 2 == 0 ? sketch::many(n) : sketch::calm(n), size));
            QVERIFY2(fault.isEmpty(), qPrintable(QStringLiteral("%1 shards: %2").arg(n).arg(fault)));
        }
        for (const Snapshot &s :
             {sketch::hotKey(), sketch::lineage(), sketch::trouble(), sketch::chain(), Snapshot{}}) {
            const QString fault = faults(layOut(s, size));
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
    }
    void placesInTheHashSpace()
    {
        const Snapshot s = sketch::many(256);
        const FloorGeometry g = layOut(s, {1292, 644});
        const LaneBox &box = g.lanes[100];
        const double y = g.hashY(0, s.streams[0], 100.5 / 256);
        QVERIFY(y >= box.rect.top() && y <= box.rect.bottom());
        const Snapshot few = sketch::hotKey();
        const FloorGeometry h = layOut(few, {1292, 644});
        QCOMPARE(h.hashY(0, few.streams[0], 0.5), h.streams[0].strip.center().y());
    }
    void pointing()
    {
        const FloorGeometry g = layOut(sketch::hotKey(), {1292, 644});
        QCOMPARE(g.laneAt(g.lanes[2].rect.center()), 2);
        QCOMPARE(g.laneAt(g.lanes[1].worker.center()), 1);
        QCOMPARE(g.laneAt(g.streams[0].bands[3].rect.center()), 3);
        QCOMPARE(g.laneAt(QPointF(2, 2)), -1);
    }
    void scaleGrowsAtOnceAndShrinksLate()
    {
        ScaleKeeper keeper;
        Snapshot s = sketch::hotKey();
        keeper.update(s, false, 0);
        QCOMPARE(keeper.scale().top, 20000.0);
        s.streams[0].lanes[0].backlog = 20400;
        keeper.update(s, false, 1);
        QCOMPARE(keeper.scale().top, 50000.0);
        s.streams[0].lanes[0].backlog = 300;
        keeper.update(s, false, 3);
        QCOMPARE(keeper.scale().top, 50000.0);
        keeper.update(s, false, 6.5);
        QCOMPARE(keeper.scale().top, 1000.0);
        keeper.update(s, true, 7);
        QVERIFY(keeper.scale().logarithmic);
        QCOMPARE(stepAbove(1.0), 1.0);
        QCOMPARE(stepAbove(21), 50.0);
        QCOMPARE(stepAbove(5001), 10000.0);
    }
};

QTEST_GUILESS_MAIN(TestFloorLayout)
#include "tst_floor_layout.moc"

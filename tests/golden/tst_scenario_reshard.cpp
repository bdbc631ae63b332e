// What hot-key-on-demand and children-wait teach, held against rates, limits and capacities.
#include "shipped.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

// hot-key-on-demand: 2,400 records/s, 60 % of one key; a shard takes 1,000/s and is done at 100 / (20 + 90) ms.
constexpr double hotRate = 1440, recordLimit = 1000, scoreCapacity = 100 / 0.110;

// children-wait: 300 records/s for each of two shards; 100 records take 20 + 380 ms.
constexpr double halfRate = 300, billCapacity = 250;
constexpr std::size_t splitAt = 390; // asked for at 6:00

std::vector<double> backlogOf(const Simulation &run, std::int32_t shard)
{
    return seriesOf(run, "orders", Metric::Backlog, {shard});
}

} // namespace

class TestScenarioReshard : public QObject {
    Q_OBJECT

private slots:
    void onDemandSplitsTheHotShardAgainAndAgain();
    void onDemandNeverCuresIt();
    void onDemandIsHelpedBySalts();
    void childrenWaitForTheirParent();
    void childrenCatchUpTwiceAsFast();
};

void TestScenarioReshard::onDemandSplitsTheHotShardAgainAndAgain()
{
    Simulation run(shipped("hot-key-on-demand"));
    std::size_t shards = 4; // 1,680 records/s come to one of them, 240 to each other
    for (const int minute : {0, 14, 15, 29, 30, 44, 45, 55}) {
        run.advanceTo(SimTime{Duration::minutes(minute).us});
        const std::vector<std::int32_t> hot = lineageOf(run, "events", "match-final");
        QCOMPARE(hot.size(), static_cast<std::size_t>(1 + minute / 15)); // the shard that was split was the hot one
        shards = 3 + hot.size();
        QCOMPARE(static_cast<std::size_t>(run.snapshot({}).streams.at(0).openShards), shards);
    }
    QCOMPARE(shards, std::size_t{7});
}

void TestScenarioReshard::onDemandNeverCuresIt()
{
    const Simulation run = runWhole(shipped("hot-key-on-demand"));
    const std::vector<std::int32_t> hot = lineageOf(run, "events", "match-final");
    const std::vector<double> rejected = seriesOf(run, "events", Metric::Rejected, hot);
    // Two attempts each: what finds no room is refused twice. In the last quarter of an hour an eighth of a quarter of
    // the other keys is there, too; a retry that finds room takes it from another.
    const double others = 960.0 / 4 / 8;
    const double over = hotRate + others - recordLimit;
    const double late = meanOf(rejected, 46 * 60, 55 * 60);
    QVERIFY2(late > over && late < 3 * over, qPrintable(QString::number(late)));
    const double taken = meanOf(seriesOf(run, "events", Metric::Incoming, hot), 46 * 60, 55 * 60);
    QVERIFY(isNear(taken, recordLimit, 1, "records/s that the hot shard takes"));
    // Its lane: 1,000 come, 909 are done, so it never catches up, and its children wait for their parents for longer
    // and longer.
    const std::vector<double> backlog = seriesOf(run, "events", Metric::Backlog, hot);
    QVERIFY(isNear(slope(backlog, 46 * 60, 55 * 60), recordLimit - scoreCapacity, 10, "records/s more"));
    // Nothing else is refused.
    std::vector<std::int32_t> cool = shardsOf(run, "events");
    std::erase_if(cool, [&](std::int32_t shard) { return std::find(hot.begin(), hot.end(), shard) != hot.end(); });
    QCOMPARE(sumOf(seriesOf(run, "events", Metric::Rejected, cool), 0, 55 * 60), 0.0);
}

void TestScenarioReshard::onDemandIsHelpedBySalts()
{
    ScenarioSpec spec = shipped("hot-key-on-demand");
    setAtStart(spec, "game.partition_key", "salted");
    setAtStart(spec, "game.salts", "16");
    const Simulation run = runWhole(spec);
    // However the sixteen fall, a shard that has too much of them is split until it has not.
    const std::vector<double> rejected = seriesOf(run, "events", Metric::Rejected, shardsOf(run, "events"));
    QCOMPARE(sumOf(rejected, 50 * 60, 55 * 60), 0.0);
}

void TestScenarioReshard::childrenWaitForTheirParent()
{
    const Simulation run = runWhole(shipped("children-wait"));
    QCOMPARE(shardsOf(run, "orders").size(), std::size_t{4});
    const std::vector<double> ofParent = backlogOf(run, 0);
    const double noise = 4 * std::sqrt(halfRate * splitAt);
    QVERIFY(isNear(ofParent[splitAt - 1], (halfRate - billCapacity) * splitAt, noise + 300, "at the split"));
    const std::size_t drained = firstAtMost(ofParent, splitAt, 0);
    QVERIFY(isNear(asNumber(drained - splitAt), ofParent[splitAt - 1] / billCapacity, 2, "s to drain the parent"));
    for (const std::int32_t child : {2, 3}) {
        const std::vector<double> done = seriesOf(run, "bill", Metric::Outgoing, {child});
        QVERIFY(isNear(asNumber(firstAbove(done, 0, 0)), asNumber(drained), 3, "a child begins"));
    }
    QCOMPARE(countOf(run, "bill", "out_of_order_records"), std::uint64_t{0});
}

void TestScenarioReshard::childrenCatchUpTwiceAsFast()
{
    const Simulation run = runWhole(shipped("children-wait"));
    const std::size_t drained = firstAtMost(backlogOf(run, 0), splitAt, 0);
    const std::vector<double> children = seriesOf(run, "orders", Metric::Backlog, {2, 3});
    // 300 came a second while they waited; then 500 are done and 300 come.
    const double waited = children[drained];
    QVERIFY(isNear(waited, halfRate * asNumber(drained + 1 - splitAt), 4 * std::sqrt(waited) + 500, "waiting"));
    const std::size_t caughtUp = firstAtMost(children, drained, 500);
    QVERIFY(isNear(asNumber(caughtUp - drained), waited / (2 * billCapacity - halfRate), 8, "s to catch up"));
    QVERIFY(largest(children, caughtUp + 30, 1200) < 1200); // a poll's worth of two, and a batch
    // The shard that was not split goes on as before.
    const double growth = slope(backlogOf(run, 1), 60, 1200);
    QVERIFY(isNear(growth, halfRate - billCapacity, 4 * slopeDeviation(halfRate, 1140), "records/s of shard 1"));
}

QTEST_APPLESS_MAIN(TestScenarioReshard)
#include "tst_scenario_reshard.moc"

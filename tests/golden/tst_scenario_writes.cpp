// What the scenarios about writing teach, held against theory.
#include "shipped.h"

#include <QtTest>

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

class TestScenarioWrites : public QObject {
    Q_OBJECT

private slots:
    void retriedEntriesAreOvertaken();
    void uncheckedAnswersLoseOrders();
    void burstsOfThreeThousandPass();
    void whoWritesTooFastFallsBehind();
    void threeShardsCatchUp();
    void nothingIsLostBeforeThirtySeconds();
    void theExcessIsLostInTheClient();
    void saltedKeysEndIt();
};

namespace {

// putrecords-reordering: two shards take 2,000 records/s; 2,300 are made in each sale of a minute.
constexpr double saleRate = 2300, shardsTake = 2000, saleSeconds = 60;

} // namespace

void TestScenarioWrites::retriedEntriesAreOvertaken()
{
    const ScenarioSpec spec = shipped("putrecords-reordering");
    QCOMPARE(countOf(runUntil(spec, Duration::minutes(3)), "ledger", "out_of_order_records"), std::uint64_t{0});
    const Simulation run = runUntil(spec, Duration::minutes(7));
    QVERIFY(countOf(run, "shop", "client_failed_entries") > 10'000);
    QVERIFY(countOf(run, "ledger", "out_of_order_records") > 1000);
    // All arrived: what is still in the client was made in the last moments.
    QCOMPARE(countOf(run, "shop", "gave_up_records") + countOf(run, "shop", "client_unnoticed_records"),
             std::uint64_t{0});
    QVERIFY(countOf(run, "shop", "client_waiting_records") < 400);
}

void TestScenarioWrites::uncheckedAnswersLoseOrders()
{
    const ScenarioSpec spec = shipped("putrecords-reordering");
    const Simulation before = runUntil(spec, Duration::minutes(7)), after = runWhole(spec);
    QCOMPARE(countOf(after, "ledger", "out_of_order_records"), countOf(before, "ledger", "out_of_order_records"));
    // What is too much in the sale, less the second that each shard had saved; keys are not spread quite evenly.
    const double lost = static_cast<double>(countOf(after, "shop", "client_unnoticed_records"));
    const double expected = (saleRate - shardsTake) * saleSeconds - shardsTake;
    QVERIFY(isNear(lost, expected, 4 * std::sqrt(saleRate * saleSeconds) + 500, "lost without an error"));
    QVERIFY(isNear(lost, 16'000, 2000, "as the lesson says"));
}

namespace {

// talk-2014: 500 records a read of 1 s.
constexpr double readRate = 500 / 1.0, tooFast = 900;

} // namespace

void TestScenarioWrites::burstsOfThreeThousandPass()
{
    const Simulation run = runUntil(shipped("talk-2014"), Duration::minutes(8));
    QCOMPARE(countOf(run, "writer", "rejected_attempts"), std::uint64_t{0});
    const std::vector<double> incoming = seriesOf(run, "stream", Metric::Incoming, {0});
    QVERIFY(isNear(incoming[120], 3000, 4 * std::sqrt(3000.0), "accepted in a second"));
    // Once more at once is more than the shard had saved.
    ScenarioSpec longer = shipped("talk-2014");
    longer.timeline.erase(longer.timeline.begin() + 1);
    QVERIFY(countOf(runUntil(longer, Duration::seconds(124)), "writer", "rejected_attempts") > 1000);
}

void TestScenarioWrites::whoWritesTooFastFallsBehind()
{
    const Simulation run = runUntil(shipped("talk-2014"), Duration::minutes(8));
    const std::vector<double> ages = seriesOf(run, "reader", Metric::IteratorAge, {0});
    QVERIFY(largest(ages, 30, 120) < 3); // "a second or two"
    const double read = meanOf(seriesOf(run, "reader", Metric::Outgoing, {0}), 320, 480);
    QVERIFY(isNear(read, readRate, 10, "read a second"));
    QVERIFY(read > 400 && read < 700); // the figures of the talk
    QVERIFY(isNear(slope(ages, 320, 480), 1 - readRate / tooFast, 4 * slopeDeviation(1 / tooFast, 160) + 0.02,
                   "growth of the lag"));
    QVERIFY(isNear(meanOf(seriesOf(run, "reader", Metric::DurationMean, {-1}), 320, 480), 1000, 1, "ms a read"));
}

void TestScenarioWrites::threeShardsCatchUp()
{
    const Simulation run = runWhole(shipped("talk-2014"));
    QCOMPARE(countOf(run, "writer", "gave_up_records"), std::uint64_t{0});
    QVERIFY(isNear(static_cast<double>(countOf(run, "stream", "backlog")), 0, 3 * tooFast, "backlog at the end"));
    const std::vector<double> read = seriesOf(run, "reader", Metric::Outgoing, shardsOf(run, "stream"));
    QVERIFY(largest(read, 600, 1200) > 1000); // three at a time
}

namespace {

// kpl-loses-data: from 2:00 on 70 % of 1,600 records/s are one key's, and half of the others lie in its shard.
constexpr double hot = 1600 * (0.7 + 0.3 / 2), shardTakes = 1000;

std::uint64_t lostIn(const Simulation &run) { return countOf(run, "app", "client_expired_records"); }

} // namespace

void TestScenarioWrites::nothingIsLostBeforeThirtySeconds()
{
    const ScenarioSpec spec = shipped("kpl-loses-data");
    const Simulation run = runUntil(spec, Duration::seconds(149));
    QCOMPARE(lostIn(run), std::uint64_t{0});
    QVERIFY(countOf(run, "app", "client_waiting_records") > 5000);
}

void TestScenarioWrites::theExcessIsLostInTheClient()
{
    const ScenarioSpec spec = shipped("kpl-loses-data");
    const Simulation from = runUntil(spec, Duration::minutes(5)), to = runUntil(spec, Duration::minutes(8));
    const double lost = static_cast<double>(lostIn(to) - lostIn(from)), expected = (hot - shardTakes) * 180;
    QVERIFY(isNear(lost, expected, 4 * std::sqrt(hot * 180) + 1000, "lost in three minutes"));
    // And no sign of it further down.
    QCOMPARE(countOf(to, "events", "expired_records"), std::uint64_t{0});
    QVERIFY(countOf(to, "events", "backlog") < 4000);
    for (const std::int32_t shard : shardsOf(to, "events"))
        QVERIFY(largest(seriesOf(to, "count", Metric::IteratorAge, {shard}), 60, 480) < 3);
}

void TestScenarioWrites::saltedKeysEndIt()
{
    const ScenarioSpec spec = shipped("kpl-loses-data");
    // What waited is worked off first: 40,000 records at the 200/s that the shard has to spare, or at 30 s of age.
    const Simulation soon = runUntil(spec, Duration::minutes(10)), end = runWhole(spec);
    QCOMPARE(lostIn(end), lostIn(soon));
    QVERIFY(countOf(end, "app", "client_waiting_records") < 2000);
}

QTEST_APPLESS_MAIN(TestScenarioWrites)
#include "tst_scenario_writes.moc"

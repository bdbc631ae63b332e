// On-demand streams: what the service does by itself. T23 and the hot key; sources:
//   MODES          Kinesis developer guide, "Choose the right mode for your stream"
//   inferred       see routing/on_demand.h
#include "components/kinesis_stream.h"
#include "routing/on_demand.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>
#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// A count of the stream's results at that minute. REQUIRES: the run is not beyond it.
double countAt(Simulation &run, int minute, const std::string &metric)
{
    run.advanceTo(SimTime{Duration::minutes(minute).us});
    const std::vector<MetricValue> metrics = run.results().at(1).metrics;
    const auto found =
        std::find_if(metrics.begin(), metrics.end(), [&](const MetricValue &value) { return value.name == metric; });
    return static_cast<double>(std::get<std::uint64_t>(found->value));
}

double rejectedAt(Simulation &run, int minute) { return countAt(run, minute, "rejected_records"); }

std::size_t open(const Simulation &run) { return component<KinesisStream>(run, "clicks").shards().openCount(); }

/// MB/s in records of 10 KiB; here an MB is a MiB, as a shard's limit is.
std::string rate(double megabytes) { return std::to_string(static_cast<int>(megabytes * 102.4)) + "/s"; }

/// Many keys, no retries, 80 shards that take 36 MB/s: 460 KB/s each, give or take 9 a minute. At `minute` it grows.
Simulation grown(double to, int minute, int minutes)
{
    ScenarioSpec spec = sketch("web " + rate(36)
                                   + " uniform constant keys=100000 by=random size=10KiB attempts=1 -> clicks[80] "
                                     "mode=on_demand -> count",
                               Duration::minutes(minutes));
    change(spec, Duration::minutes(minute), "web.rate", rate(to));
    return Simulation(spec);
}

} // namespace

class TestOnDemand : public QObject {
    Q_OBJECT

private slots:
    void warmShards_data();
    void warmShards();
    void steadyTrafficSplitsNothing();
    void twiceThePeakIsTaken();
    void moreThanTwiceThePeakIsThrottledForAQuarterOfAnHour();
    void aSustainedPeakRaisesTheCapacity();
    void splitsAreEvenAndKeepTheStreamActive();
    void aHotKeyIsNeverCured();
    void aShortRushSplitsNothing();
    void whereItIsCutMakesNoDifference();
};

void TestOnDemand::warmShards_data()
{
    QTest::addColumn<double>("records");
    QTest::addColumn<double>("bytes"); // a second
    QTest::addColumn<bool>("warm");
    QTest::newRow("2.5 MODES: 500 KB/s") << 10.0 << 500 * 1024.0 << false;
    QTest::newRow("2.5 MODES: more than 500 KB/s") << 10.0 << 501 * 1024.0 << true;
    QTest::newRow("2.5 inferred: half of the record limit") << 500.0 << 1000.0 << false;
    QTest::newRow("2.5 inferred: more than half of the record limit") << 501.0 << 1000.0 << true;
}

void TestOnDemand::warmShards()
{
    QFETCH(double, records);
    QFETCH(double, bytes);
    QTEST(on_demand::isWarmMinute(static_cast<std::uint64_t>(60 * records), static_cast<std::uint64_t>(60 * bytes),
                                  1000, 1 << 20),
          "warm");
}

void TestOnDemand::steadyTrafficSplitsNothing()
{
    Simulation run = grown(36, 1, 40);
    QCOMPARE(rejectedAt(run, 40), 0.0);
    QCOMPARE(open(run), std::size_t{80});
}

// T23 MODES: a peak of 40 MB/s, so 80 are taken at once
void TestOnDemand::twiceThePeakIsTaken()
{
    Simulation run = grown(76, 20, 34);
    const double before = countAt(run, 20, "incoming_records");
    const double rejected = rejectedAt(run, 34);
    const double taken = countAt(run, 34, "incoming_records") - before;
    QCOMPARE(open(run), std::size_t{80});
    // 95 % of what each shard takes, and keys at random: seconds of a little more than its limit are rare.
    QVERIFY2(rejected < 0.001 * taken, std::to_string(rejected).c_str());
}

// T23 MODES: 40 to 90 within 15 minutes is throttled, for about 15 minutes
void TestOnDemand::moreThanTwiceThePeakIsThrottledForAQuarterOfAnHour()
{
    Simulation run = grown(90, 20, 45);
    QCOMPARE(rejectedAt(run, 20), 0.0);
    // 80 of 90 MB/s find room once the tokens of one second are used up.
    const double early = rejectedAt(run, 21);
    const double lost = (rejectedAt(run, 35) - early) / (14 * 60 * 90 * 102.4);
    QVERIFY2(std::abs(lost - 1.0 / 9) < 0.005, std::to_string(lost).c_str());
    const double then = rejectedAt(run, 36);
    QCOMPARE(rejectedAt(run, 45), then);
    QCOMPARE(open(run), std::size_t{160});
}

// T23 MODES: 50 MB/s for long, so 100 are taken
void TestOnDemand::aSustainedPeakRaisesTheCapacity()
{
    Simulation run = grown(50, 5, 30);
    run.advanceTo(run.end());
    QVERIFY2(open(run) >= 100, std::to_string(open(run)).c_str());
}

// MODES: the shard's range is divided evenly between its children. Inferred: the stream stays ACTIVE.
void TestOnDemand::splitsAreEvenAndKeepTheStreamActive()
{
    ScenarioSpec spec =
        sketch("web 700/s constant keys=1 size=1KiB -> clicks mode=on_demand -> count", Duration::minutes(40));
    Simulation run(spec);
    run.advanceTo(SimTime{Duration::minutes(15).us - 1});
    QCOMPARE(open(run), std::size_t{4});
    run.advanceTo(SimTime{Duration::minutes(15).us});
    QCOMPARE(open(run), std::size_t{5});
    QVERIFY(!run.snapshot({}).streams.at(0).resharding);
    const ShardMap &map = component<KinesisStream>(run, "clicks").shards();
    const Shard &parent = map.shard(*map.shard(ShardId{4}).parent);
    QVERIFY(parent.range.contains(HashKey::ofPartitionKey("key-1")));
    QCOMPARE(map.shard(ShardId{5}).range.first.toString(), evenSplitPoint(parent.range).toString());
}

// MODES: a single key above what a shard takes is not found; its shard is split again and again, and throttles on
void TestOnDemand::aHotKeyIsNeverCured()
{
    // The hot key alone is 1,500 records/s: 500/s too many.
    Simulation run(sketch("web 2000/s constant hot=75% keys=1000 attempts=1 size=100B -> clicks mode=on_demand "
                          "-> count",
                          Duration::minutes(150)));
    const double before = rejectedAt(run, 140);
    const double late = (rejectedAt(run, 150) - before) / 600;
    QCOMPARE(open(run), std::size_t{4 + 10}); // one split each quarter of an hour, the last at the very end
    QVERIFY2(late > 490 && late < 520, std::to_string(late).c_str());
}

// Inferred: warm for a quarter of an hour on end
void TestOnDemand::aShortRushSplitsNothing()
{
    ScenarioSpec spec =
        sketch("web 100/s constant keys=1 size=1KiB -> clicks mode=on_demand -> count", Duration::minutes(60));
    change(spec, Duration::minutes(5), "web.rate", "900/s");
    change(spec, Duration::minutes(19), "web.rate", "100/s");
    change(spec, Duration::minutes(21), "web.rate", "900/s");
    change(spec, Duration::minutes(35), "web.rate", "100/s");
    QCOMPARE(open(simulate(spec)), std::size_t{4});
}

void TestOnDemand::whereItIsCutMakesNoDifference()
{
    const ScenarioSpec spec = sketch("web 1500/s zipf=1 keys=50 attempts=3 -> clicks[2] mode=on_demand reshard=7s "
                                     "-> count 100us -> minutes 60s",
                                     Duration::minutes(33));
    const Simulation whole = simulate(spec);
    QVERIFY(open(whole) > 2);
    Dice dice(7);
    Simulation pieces(spec);
    while (pieces.now() < pieces.end()) {
        pieces.advanceTo(std::min(pieces.end(), pieces.now() + Duration{dice.between(0, 61'000'000)}));
        pieces = Simulation(pieces);
    }
    QCOMPARE(pieces.fingerprint(), whole.fingerprint());
    checkAll(whole);
}

HOTSHARD_TEST_MAIN(TestOnDemand)
#include "tst_on_demand.moc"

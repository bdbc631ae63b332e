// What the scenarios about the neighbours of stream and function teach: a log file in an object store, the objects of a
// bucket, the changes of a table.
#include "shipped.h"

#include <QtTest>

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

class TestScenarioNeighbours : public QObject {
    Q_OBJECT

private slots:
    void hundredMessagesHundredLines();
    void staleReadsLoseLines();
    void waitingHelps();
    void moreShardsLoseLines();
    void conditionalWritesLoseNothing();
    void concurrencyIsRateTimesDuration();
    void albumWaitsAndIsDone();
    void twoMinutesOfErrorsLoseNothing();
    void fourMinutesOfErrorsLoseTheFirst();
    void changesComeWithinAQuarterSecond();
    void hotItemIsRefused();
    void spreadItemIsNotRefusedAndLosesItsOrder();
};

namespace {

std::uint64_t linesIn(const Simulation &run) { return countOf(run, "log", "lines_in_object"); }
std::uint64_t lost(const Simulation &run) { return countOf(run, "log", "lines_lost"); }
std::uint64_t written(const Simulation &run) { return countOf(run, "log", "lines_written"); }

/// Records in the batches of the first seconds, in order.
std::vector<double> batches(const ScenarioSpec &spec, std::size_t most)
{
    Simulation run(spec);
    std::vector<double> sizes;
    double before = 0;
    for (std::int64_t ms = 0; sizes.size() < most && ms < 60'000; ms += 50) {
        run.advanceTo(SimTime{ms * 1000});
        const double now = static_cast<double>(written(run));
        if (now > before)
            sizes.push_back(now - before);
        before = now;
    }
    return sizes;
}

} // namespace

// Row 32: batches of 14, 5, 13, 6 ..., and all 100 lines are there.
void TestScenarioNeighbours::hundredMessagesHundredLines()
{
    const Simulation run = runUntil(shipped("object-log"), Duration::seconds(29));
    QCOMPARE(countOf(run, "app", "produced_records"), std::uint64_t{100});
    QCOMPARE(linesIn(run), std::uint64_t{100});
    QCOMPARE(lost(run), std::uint64_t{0});
    QCOMPARE(batches(shipped("object-log"), 4), (std::vector<double>{14, 5, 13, 6}));
}

void TestScenarioNeighbours::staleReadsLoseLines()
{
    const Simulation run = runUntil(shipped("object-log"), Duration::seconds(90));
    // Some 60 batches of 10; three of ten reads miss the batch before, and may bring one back that was lost.
    const double stale = static_cast<double>(countOf(run, "log", "stale_gets"));
    QVERIFY(isNear(stale, 0.3 * 60, 4 * std::sqrt(0.21 * 60), "stale reads"));
    QVERIFY(lost(run) > 50 && static_cast<double>(lost(run)) < 20 * stale);
    QCOMPARE(countOf(run, "log", "lost_to_stale_reads"), lost(run));
    QCOMPARE(countOf(run, "append", "errors"), std::uint64_t{0}); // nobody is told
}

void TestScenarioNeighbours::waitingHelps()
{
    ScenarioSpec spec = shipped("object-log");
    Simulation run = runUntil(spec, Duration::seconds(93)); // the invocation that ran at 1:30 is over
    const std::uint64_t before = lost(run), lines = written(run);
    run.advanceTo(SimTime{Duration::seconds(150).us});
    QCOMPARE(lost(run), before);
    QVERIFY(written(run) > lines + 400);
}

void TestScenarioNeighbours::moreShardsLoseLines()
{
    Simulation run = runUntil(shipped("object-log"), Duration::seconds(150));
    const std::uint64_t before = lost(run), lines = written(run);
    QCOMPARE(countOf(run, "log", "lost_to_other_writers"), std::uint64_t{0});
    run.advanceTo(SimTime{Duration::seconds(240).us});
    const double gone = static_cast<double>(lost(run) - before), came = static_cast<double>(written(run) - lines);
    // An update holds its version for 0.3 s. Four writers a second at phases of their own: each of the other three
    // comes between with a chance of about 0.3 before it ends.
    QVERIFY2(gone > 0.1 * came && gone < 0.8 * came, qPrintable(QString("%1 of %2").arg(gone).arg(came)));
    QCOMPARE(countOf(run, "log", "lost_to_other_writers"), std::uint64_t(gone));
    QCOMPARE(countOf(run, "log", "stale_gets"),
             countOf(runUntil(shipped("object-log"), Duration::seconds(150)), "log", "stale_gets"));
}

void TestScenarioNeighbours::conditionalWritesLoseNothing()
{
    Simulation run =
        runUntil(shipped("object-log"), Duration::seconds(242)); // invocations that had begun before are over
    const std::uint64_t before = lost(run), lines = written(run), mean = countOf(run, "append", "invocations");
    run.advanceTo(run.end());
    QCOMPARE(lost(run), before);
    QVERIFY(written(run) > lines + 400);
    QVERIFY(countOf(run, "log", "write_conflicts") > 0);
    QVERIFY(countOf(run, "append", "invocations") > mean);
}

void TestScenarioNeighbours::concurrencyIsRateTimesDuration()
{
    // 5/s x (150 ms + 3 MiB x 100 ms), looked at every second.
    Simulation run(shipped("object-created"));
    double sum = 0;
    for (int s = 10; s < 180; ++s) {
        run.advanceTo(SimTime{s * 1'000'000});
        sum += run.snapshot({.chartPoints = 0}).asyncFunctions.at(0).concurrent;
    }
    QVERIFY(isNear(sum / 170, 5 * 0.45, 4 * std::sqrt(2.25 / 170), "concurrent"));
}

void TestScenarioNeighbours::albumWaitsAndIsDone()
{
    Simulation run = runUntil(shipped("object-created"), Duration::minutes(4));
    const AsyncFunctionView at4 = run.snapshot({.chartPoints = 0}).asyncFunctions.at(0);
    // Ten at a time do 22/s of the 40/s that come.
    QVERIFY(at4.throttles > 1000);
    QVERIFY(isNear(static_cast<double>(at4.waitingThrottled), 60 * (40 - 10 / 0.45), 250, "waiting at 4:00"));
    QCOMPARE(largest(seriesOf(run, "thumbnail", Metric::Concurrent, {-1}), 180, 240), 10.0);
    run.advanceTo(SimTime{Duration::seconds(590).us});
    const AsyncFunctionView done = run.snapshot({.chartPoints = 0}).asyncFunctions.at(0);
    QCOMPARE(done.waitingThrottled, std::uint64_t{0});
    QCOMPARE(done.dropped, std::uint64_t{0});
    QCOMPARE(done.errors, std::uint64_t{0});
}

void TestScenarioNeighbours::twoMinutesOfErrorsLoseNothing()
{
    const Simulation run = runUntil(shipped("object-created"), Duration::seconds(950));
    const double came = 5 * 120;
    // Who comes in the first minute fails twice, and in the second minute once, as do the retries of the first.
    QVERIFY(isNear(static_cast<double>(countOf(run, "thumbnail", "errors")), 1.5 * came, 150, "errors"));
    QCOMPARE(countOf(run, "thumbnail", "dead_lettered_records"), std::uint64_t{0});
    QCOMPARE(run.snapshot({.chartPoints = 0}).asyncFunctions.at(0).waitingRetry, std::uint64_t{0});
}

void TestScenarioNeighbours::fourMinutesOfErrorsLoseTheFirst()
{
    const Simulation run = runWhole(shipped("object-created"));
    // Some 300 in the first minute; less what has its last try, three invocations later, after the repair.
    QVERIFY(isNear(static_cast<double>(countOf(run, "thumbnail", "dead_lettered_records")), 5 * 60,
                   4 * std::sqrt(300.0) + 10, "given up"));
    const AsyncFunctionView end = run.snapshot({.chartPoints = 0}).asyncFunctions.at(0);
    QCOMPARE(end.waitingRetry + end.waitingThrottled, std::uint64_t{0});
    QCOMPARE(end.droppedByAge, std::uint64_t{0});
}

namespace {

/// The partition of the hot item.
std::int32_t hotPartition(const Simulation &run) { return lineageOf(run, "stock", "item-1").front(); }

} // namespace

void TestScenarioNeighbours::changesComeWithinAQuarterSecond()
{
    const Simulation run = runUntil(shipped("table-changes"), Duration::minutes(4));
    QCOMPARE(countOf(run, "stock", "rejected_records"), std::uint64_t{0});
    for (const std::int32_t shard : shardsOf(run, "stock")) {
        // A quarter of a second until the poll, and less than that for the batches before.
        const std::vector<double> ages = seriesOf(run, "index", Metric::IteratorAge, {shard});
        QVERIFY(largest(ages, 2, 240) < 0.5);
        QVERIFY(meanOf(ages, 2, 240) > 0.2);
    }
    QCOMPARE(countOf(run, "index", "out_of_order_records"), std::uint64_t{0});
}

void TestScenarioNeighbours::hotItemIsRefused()
{
    const Simulation run = runUntil(shipped("table-changes"), Duration::minutes(8));
    const std::int32_t hot = hotPartition(run);
    for (const std::int32_t shard : shardsOf(run, "stock")) {
        const double taken = meanOf(seriesOf(run, "stock", Metric::Incoming, {shard}), 250, 480);
        const double refused = meanOf(seriesOf(run, "stock", Metric::Rejected, {shard}), 250, 480);
        if (shard == hot) {
            QVERIFY(isNear(taken, 1000.0 / 3, 1, "writes of three units"));
            QVERIFY(refused > 800 * 0.4 + 120 - 1000.0 / 3);
        } else {
            QVERIFY(isNear(taken, 120, 12, "writes elsewhere")); // a quarter of 480/s, by the hash of 5,000 keys
            QCOMPARE(refused, 0.0);
        }
    }
    QVERIFY(countOf(run, "shop", "gave_up_records") > 0);
}

void TestScenarioNeighbours::spreadItemIsNotRefusedAndLosesItsOrder()
{
    Simulation run = runUntil(shipped("table-changes"), Duration::seconds(500)); // the last retries are over
    const std::uint64_t before = countOf(run, "index", "out_of_order_records");
    const std::uint64_t done = countOf(run, "index", "outgoing_records");
    run.advanceTo(run.end());
    for (const std::int32_t shard : shardsOf(run, "stock"))
        QCOMPARE(sumOf(seriesOf(run, "stock", Metric::Rejected, {shard}), 500, 720), 0.0);
    // A change of the hot item is behind as soon as a later one has come through another shard first.
    const double hot = 0.4 * static_cast<double>(countOf(run, "index", "outgoing_records") - done);
    const double behind = static_cast<double>(countOf(run, "index", "out_of_order_records") - before);
    QVERIFY2(behind > 0.3 * hot && behind < hot, qPrintable(QString("%1 of %2").arg(behind).arg(hot)));
}

QTEST_APPLESS_MAIN(TestScenarioNeighbours)
#include "tst_scenario_neighbours.moc"

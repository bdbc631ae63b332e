// What the scenarios about shared reads, concurrency and the end of the retention teach, held against theory.
#include "shipped.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

class TestScenarioLimits : public QObject {
    Q_OBJECT

private slots:
    void consumersShareTheReads();
    void consumersWithSmallRecordsKeepUp();
    void consumersBeyondFiveAreRefused();
    void fanOutSharesNothing_data();
    void fanOutSharesNothing();
    void concurrencyThrottlesWithoutLoss();
    void concurrencyForEachShardDrains();
    void retentionCliffComesWhenComputed();
    void retentionCliffEndsWithLongerRetention();
};

namespace {

// five-consumers: 300 records/s of 2 KiB, from 5:00 of 512 bytes, read by five functions that could do far more.
const std::vector<std::string> readers{"alarm", "audit", "billing", "search", "report"};
constexpr double readRate = 300, readLimit = 2 * 1024 * 1024;

std::uint64_t refusals(const Simulation &run) { return countOf(run, "events", "read_throttles", 0); }

/// Records done by all five in [0, to).
double doneByAll(const Simulation &run, std::size_t to)
{
    double sum = 0;
    for (const std::string &reader : readers)
        sum += sumOf(seriesOf(run, reader, Metric::Outgoing, {0}), 0, to);
    return sum;
}

} // namespace

void TestScenarioLimits::consumersShareTheReads()
{
    const Simulation run = runUntil(shipped("five-consumers"), Duration::minutes(5));
    QCOMPARE(countOf(run, "events", "rejected_records"), std::uint64_t{0});
    QVERIFY(refusals(run) > 0);
    // 2 MiB/s and the debt of one answer; and the shard rests only from the end of a silence to the next call,
    // a quarter of a second at most after silences of 1 s to 5 s: less than a tenth is lost.
    const double done = doneByAll(run, 300) * 2048 / 300;
    QVERIFY2(done <= readLimit + 10.0 * 1024 * 1024 / 300 && done > 0.9 * readLimit, qPrintable(QString::number(done)));
    double behind = 0;
    for (const std::string &reader : readers) {
        const std::vector<double> ages = seriesOf(run, reader, Metric::IteratorAge, {0});
        QVERIFY2(largest(ages, 0, 300) > 5, reader.c_str()); // all of them wait out a silence of the shard
        QVERIFY2(meanOf(seriesOf(run, reader, Metric::Busy, {0}), 0, 300) < 0.1, reader.c_str());
        behind += ages[299];
    }
    // What is not read makes ages: 5 x 300 records/s less what 2 MiB are, a record being a 300th of a second. (The
    // age is that of the next record; up to 5 silences are on their way.)
    const double unread = 5.0 * static_cast<double>(countOf(run, "events", "incoming_records")) - doneByAll(run, 300);
    QVERIFY(isNear(behind, unread / readRate, 0.1 * unread / readRate, "sum of the ages"));
}

void TestScenarioLimits::consumersWithSmallRecordsKeepUp()
{
    const Simulation run = runWhole(shipped("five-consumers"));
    const double unread = 5 * readRate * 300 - doneByAll(run, 300);
    const double expected = unread * 2048 / (readLimit - 5 * readRate * 512);
    std::size_t caughtUp = 300;
    for (const std::string &reader : readers) {
        const std::vector<double> ages = seriesOf(run, reader, Metric::IteratorAge, {0});
        std::size_t last = ages.size();
        while (last > 300 && ages[last - 1] <= 2)
            --last;
        caughtUp = std::max(caughtUp, last);
    }
    QVERIFY(caughtUp < 600); // the lesson says so at 10:00
    QVERIFY(isNear(asNumber(caughtUp) - 300, expected, 0.1 * expected, "s until all have caught up"));
}

void TestScenarioLimits::consumersBeyondFiveAreRefused()
{
    // Records so small that only the calls count: five polls a second are answered, the sixth is not.
    ScenarioSpec spec = shipped("five-consumers");
    spec.timeline.clear();
    setAtStart(spec, "app.record_size", "512 B");
    QCOMPARE(refusals(runWhole(spec)), std::uint64_t{0});
    ComponentSpec sixth = spec.components.back();
    sixth.id = "sixth";
    spec.components.push_back(sixth);
    QVERIFY(refusals(runWhole(spec)) > 900); // one a second at least
}

void TestScenarioLimits::fanOutSharesNothing_data()
{
    QTest::addColumn<int>("consumers");
    QTest::newRow("five") << 5;
    QTest::newRow("twenty") << 20; // as many as a stream allows
}

void TestScenarioLimits::fanOutSharesNothing()
{
    QFETCH(int, consumers);
    ScenarioSpec spec = shipped("five-consumers-fan-out");
    std::vector<std::string> all = readers;
    while (static_cast<int>(all.size()) < consumers) {
        ComponentSpec more = spec.components.back();
        more.id = "more-" + std::to_string(all.size());
        all.push_back(more.id);
        spec.components.push_back(more);
    }
    const Simulation run = runWhole(spec);
    QCOMPARE(refusals(run), std::uint64_t{0});
    const double produced = static_cast<double>(countOf(run, "app", "produced_records"));
    QVERIFY(5 * produced * 2048 / 900 > readLimit); // more than they could share
    for (const std::string &reader : all) {
        // A push takes 70 ms, and an invocation before it less than 70 ms: nothing older waits.
        const std::vector<double> ages = seriesOf(run, reader, Metric::IteratorAge, {0});
        QVERIFY2(largest(ages, 0, 900) < 0.25, reader.c_str());
        QVERIFY(produced - static_cast<double>(countOf(run, reader, "outgoing_records")) < 0.25 * 2 * readRate);
    }
}

namespace {

// too-little-concurrency: 720 records/s over four lanes; 100 records take 330 ms in the mean.
constexpr BusyWorker biller{100, 0.330, 0.3};
constexpr double orderRate = 720;

} // namespace

void TestScenarioLimits::concurrencyThrottlesWithoutLoss()
{
    const Simulation run = runUntil(shipped("too-little-concurrency"), Duration::minutes(5));
    QVERIFY(countOf(run, "bill", "throttles") > 0);
    QCOMPARE(countOf(run, "bill", "errors"), std::uint64_t{0});
    QCOMPARE(countOf(run, "bill", "dead_lettered_records"), std::uint64_t{0});
    QCOMPARE(countOf(run, "orders", "expired_records"), std::uint64_t{0});
    QCOMPARE(largest(seriesOf(run, "bill", Metric::Concurrent, {-1}), 0, 300), 2.0);
    // Two at a time do no more than this, so the rest waits.
    const double most = 2 * biller.perSecond() * 300 + 4 * std::sqrt(2 * biller.variancePerSecond() * 300);
    QVERIFY(static_cast<double>(countOf(run, "bill", "outgoing_records")) < most);
    QVERIFY(static_cast<double>(countOf(run, "orders", "backlog"))
            > (orderRate - 2 * biller.perSecond()) * 300 - 4 * std::sqrt(orderRate * 300));
    // Not always the same two: each shard has its turn, and each one waits.
    for (const std::int32_t shard : shardsOf(run, "orders")) {
        QVERIFY(countOf(run, "bill", "outgoing_records", shard) > 0);
        QVERIFY(largest(seriesOf(run, "bill", Metric::IteratorAge, {shard}), 0, 300) > 30);
    }
}

void TestScenarioLimits::concurrencyForEachShardDrains()
{
    const Simulation run = runWhole(shipped("too-little-concurrency"));
    QCOMPARE(largest(seriesOf(run, "bill", Metric::Concurrent, {-1}), 300, 900), 4.0);
    QCOMPARE(sumOf(seriesOf(run, "bill", Metric::Throttles, {-1}), 300, 900), 0.0);
    for (const std::int32_t shard : shardsOf(run, "orders")) {
        // The pause that was running at 5:00 is waited out, up to 60 s; from then on the lane drains at its own pace.
        const std::vector<double> backlog = seriesOf(run, "orders", Metric::Backlog, {shard});
        const std::vector<double> ages = seriesOf(run, "bill", Metric::IteratorAge, {shard});
        const std::size_t begins = firstAbove(seriesOf(run, "bill", Metric::Outgoing, {shard}), 300, 0);
        QVERIFY(begins < 362);
        const double traffic = meanOf(seriesOf(run, "orders", Metric::Incoming, {shard}), begins, 900);
        const double spare = biller.perSecond() - traffic, expected = backlog[begins - 1] / spare;
        const double took = asNumber(firstAtMost(ages, begins, 1.2) - begins);
        const double noise = std::sqrt((traffic + biller.variancePerSecond()) * expected) / spare;
        QVERIFY(isNear(took, expected, 4 * noise + 3, "s to drain"));
        QVERIFY(begins + static_cast<std::size_t>(took) < 720); // the lesson says so at 12:00
    }
}

namespace {

// retention-cliff: 300 records/s into each of two lanes, 100 records take 500 ms; kept for 5 minutes until 22:00.
constexpr double cliffCapacity = 100 / 0.500;
constexpr std::size_t kept = 300, longer = 1320;

/// When records begin to expire: those that came before t - retention are more than the function has taken by t.
std::size_t computedCliff(const std::vector<double> &incoming)
{
    double arrived = 0;
    for (std::size_t t = kept; t < incoming.size(); ++t) {
        arrived += incoming[t - kept];
        if (arrived > cliffCapacity * asNumber(t + 1))
            return t;
    }
    return incoming.size();
}

} // namespace

void TestScenarioLimits::retentionCliffComesWhenComputed()
{
    const Simulation run = runWhole(shipped("retention-cliff"));
    for (const std::int32_t shard : {0, 1}) {
        const std::vector<double> lost = seriesOf(run, "events", Metric::Expired, {shard});
        const std::vector<double> incoming = seriesOf(run, "events", Metric::Incoming, {shard});
        const std::size_t cliff = firstAbove(lost, 0, 0);
        // The first poll may be a second late, a batch is taken before it is done: 200 + 100 records at 100/s.
        QVERIFY(isNear(asNumber(cliff), asNumber(computedCliff(incoming)), 4, "second of the first loss"));
        QVERIFY(isNear(asNumber(cliff), 900, 60, "about 15:00"));
        // From then on exactly what is too much: what came five minutes before less what is done.
        const std::size_t from = cliff + 10;
        const double came = sumOf(incoming, from - kept, longer - kept), seconds = asNumber(longer - from);
        QVERIFY(isNear(sumOf(lost, from, longer), came - cliffCapacity * seconds, 200, "lost"));
        const std::vector<double> ages = seriesOf(run, "enrich", Metric::IteratorAge, {shard});
        for (std::size_t t = from; t < longer; ++t)
            QVERIFY(isNear(ages[t], asNumber(kept), 1, "age at the cliff"));
    }
}

void TestScenarioLimits::retentionCliffEndsWithLongerRetention()
{
    const Simulation run = runWhole(shipped("retention-cliff"));
    for (const std::int32_t shard : {0, 1}) {
        // What expired last before the change is counted by the end of the second that follows.
        QCOMPARE(sumOf(seriesOf(run, "events", Metric::Expired, {shard}), longer + 1, 1800), 0.0);
        // And the age grows again as before: a third of a second each second.
        const std::vector<double> ages = seriesOf(run, "enrich", Metric::IteratorAge, {shard});
        const double growth = slope(ages, longer + 5, 1800);
        const double incoming = meanOf(seriesOf(run, "events", Metric::Incoming, {shard}), longer - kept, 1500);
        // Batches come every half second, so an age is off by as much: 3 x 0.5 s / 475 s.
        QVERIFY(
            isNear(growth, 1 - cliffCapacity / incoming, 4 * slopeDeviation(1 / incoming, 475) + 1.5 / 475, "growth"));
    }
}

QTEST_APPLESS_MAIN(TestScenarioLimits)
#include "tst_scenario_limits.moc"

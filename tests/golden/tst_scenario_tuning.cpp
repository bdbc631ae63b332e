// What the scenarios about batches and the function's time teach, held against arithmetic.
#include "shipped.h"

#include <QtTest>

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

class TestScenarioTuning : public QObject {
    Q_OBJECT

private slots:
    void aLargerBatchIsMoreCapacity();
    void tooLargeABatchIsNeverDone();
    void bisectingAndASmallerBatchCureIt();
    void alwaysSlowHasOneDuration();
    void rarelySlowShowsInTheMaximumOnly();
    void aTimeOutCutsTheMaximumOff();
};

namespace {

// batch-size: n records take 180 ms + n x 0.5 ms; 600 come in each second.
constexpr double inflow = 600;
constexpr double capacity(double batch) { return batch / (0.180 + batch * 0.0005); }
/// 6 MB hold so many records of 300 B: 400 B in Base64 and 512 B of JSON each.
constexpr double inPayload = 6 * 1024 * 1024 / 912;

double backlogSlope(const Simulation &run, std::size_t from, std::size_t to)
{
    return slope(seriesOf(run, "orders", Metric::Backlog, {0}), from, to);
}

/// Of the slope of a backlog that a Poisson inflow feeds: four standard deviations, and a batch at each end.
double slopeBound(double batch, double seconds) { return 4 * slopeDeviation(inflow, seconds) + 2 * batch / seconds; }

/// Chance that a lognormal time with this mean (ms) and sigma takes longer than `limit` ms.
double chanceAbove(double limit, double mean, double sigma)
{
    const double z = (std::log(limit / mean) + sigma * sigma / 2) / sigma;
    return 0.5 * std::erfc(z / std::sqrt(2.0));
}

std::vector<double> durations(const Simulation &run, Metric metric) { return seriesOf(run, "enrich", metric, {-1}); }

} // namespace

void TestScenarioTuning::aLargerBatchIsMoreCapacity()
{
    const Simulation run = runUntil(shipped("batch-size"), Duration::minutes(8));
    QVERIFY(isNear(backlogSlope(run, 10, 240), inflow - capacity(100), slopeBound(100, 230), "growth, 100 a batch"));
    QVERIFY(isNear(backlogSlope(run, 245, 300), inflow - capacity(500), slopeBound(500, 55), "growth, 500 a batch"));
    const std::vector<double> backlog = seriesOf(run, "orders", Metric::Backlog, {0});
    QVERIFY(largest(backlog, 360, 480) < 2 * inflow); // a poll's worth
}

void TestScenarioTuning::tooLargeABatchIsNeverDone()
{
    const Simulation run = runUntil(shipped("batch-size"), Duration::minutes(13));
    const std::vector<double> records = seriesOf(run, "store", Metric::BatchRecords, {-1});
    QVERIFY(largest(records, 485, 540) < 2 * inflow); // a poll a second finds no more, whatever the batch size
    // From its first full batch on nothing is done.
    const std::vector<double> done = seriesOf(run, "store", Metric::Outgoing, {0});
    QCOMPARE(sumOf(done, 610, 780), 0.0);
    QCOMPARE(largest(records, 600, 780), std::floor(inPayload));
    // Tries of 3 s with pauses of 0.5, 1, 2 ... 60 s between them.
    int tries = 0;
    for (double at = 600.5, pause = 0.5; at + 3 < 780; pause = std::min(2 * pause, 60.0), ++tries)
        at += 3 + pause;
    QVERIFY(isNear(static_cast<double>(countOf(run, "store", "timeouts")), tries, 1, "time-outs"));
}

void TestScenarioTuning::bisectingAndASmallerBatchCureIt()
{
    const Simulation run = runWhole(shipped("batch-size"));
    const std::size_t resumes = firstAbove(seriesOf(run, "store", Metric::Outgoing, {0}), 780, 0);
    QVERIFY(resumes < 780 + 60 + 7); // the pause that was running, one more time-out, half a batch
    // A cut of 3 s and two halves: 180 ms twice, and the records' own time.
    const double bisected = inPayload / (3 + 2 * 0.180 + inPayload * 0.0005);
    QVERIFY(isNear(backlogSlope(run, resumes + 5, 900), inflow - bisected,
                   slopeBound(inPayload, 895.0 - asNumber(resumes)), "growth while bisecting"));
    QVERIFY(isNear(backlogSlope(run, 910, 1080), inflow - capacity(500), slopeBound(500, 170), "growth, 500 again"));
    QCOMPARE(countOf(run, "orders", "expired_records"), std::uint64_t{0});
}

void TestScenarioTuning::alwaysSlowHasOneDuration()
{
    const Simulation run = runUntil(shipped("three-kinds-of-slow"), Duration::minutes(4));
    for (const Metric metric : {Metric::DurationMean, Metric::DurationP95, Metric::DurationP99, Metric::DurationMax}) {
        const std::vector<double> ms = durations(run, metric);
        for (std::size_t second = 5; second < 240; ++second)
            QVERIFY(std::isnan(ms[second]) || isNear(ms[second], 620, 1e-3, "ms"));
    }
    const double growth = slope(seriesOf(run, "events", Metric::Backlog, {0}), 10, 240);
    QVERIFY(isNear(growth, 200 - 100 / 0.620, 4 * slopeDeviation(200, 230) + 200.0 / 230, "growth"));
}

void TestScenarioTuning::rarelySlowShowsInTheMaximumOnly()
{
    const Simulation run = runUntil(shipped("three-kinds-of-slow"), Duration::minutes(9));
    // Once it has caught up, nearly half of the calls have full batches of 120 ms in the mean.
    const std::vector<double> most = durations(run, Metric::DurationMax), calls = durations(run, Metric::Invocations);
    double slow = 0;
    for (std::size_t second = 300; second < 540; ++second)
        slow += most[second] > 1000;
    const double full = sumOf(calls, 300, 540) * chanceAbove(1000, 120, 1.5);
    QVERIFY2(slow >= 1 && slow <= full + 4 * std::sqrt(full), qPrintable(QString::number(slow)));
    std::vector<double> medians;
    for (const double p50 : durations(run, Metric::DurationP50))
        medians.push_back(std::isnan(p50) ? 0 : p50);
    QVERIFY(meanOf(medians, 300, 540) < 120);
    QVERIFY(largest(most, 300, 540) > 10 * meanOf(medians, 300, 540));
}

void TestScenarioTuning::aTimeOutCutsTheMaximumOff()
{
    const Simulation run = runWhole(shipped("three-kinds-of-slow"));
    const std::vector<double> most = durations(run, Metric::DurationMax);
    QVERIFY(isNear(largest(most, 545, 900), 1000, 1e-3, "ms"));
    const double calls = sumOf(durations(run, Metric::Invocations), 545, 900);
    const double errors = sumOf(durations(run, Metric::Errors), 545, 900);
    const double likely = calls * chanceAbove(1000, 400, 1); // if every batch were full
    QVERIFY2(errors >= 1 && errors <= likely + 4 * std::sqrt(likely), qPrintable(QString::number(errors)));
    QCOMPARE(countOf(run, "enrich", "timeouts"), countOf(run, "enrich", "errors"));
    QCOMPARE(countOf(run, "events", "expired_records"), std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestScenarioTuning)
#include "tst_scenario_tuning.moc"

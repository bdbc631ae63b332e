// What the scenarios about minute metrics and alarms teach, held against arithmetic.
#include "components/alarm.h"
#include "shipped.h"

#include <QtTest>

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

class TestScenarioWatching : public QObject {
    Q_OBJECT

private slots:
    void minuteAverageHidesTheSeconds();
    void theFlowHasTheMinuteBesideTheSeconds();
    void alarmComesWithItsThirdMinute();
    void alarmAfterOneMinuteLosesAThird();
};

namespace {

double minuteOf(const Simulation &run, const char *metric, std::int64_t minute)
{
    return run.periods()
        .value(run.network().find("orders")->id(), *findCloudMetric(metric), CloudStatistic::Sum, -1, minute * 60,
               minute * 60 + 60)
        .value_or(-1);
}

QString changesOf(const Simulation &run, const char *alarm)
{
    QString text;
    for (const AlarmChange &change : dynamic_cast<const Alarm *>(run.network().find(alarm))->changes())
        text += QString("%1s %2 ").arg(change.at.us / 1'000'000).arg(stateName(change.to));
    return text.trimmed();
}

} // namespace

void TestScenarioWatching::minuteAverageHidesTheSeconds()
{
    const Simulation run = runWhole(shipped("minute-average"));
    const std::vector<double> accepted = seriesOf(run, "orders", Metric::Incoming, {0});
    const std::vector<double> rejected = seriesOf(run, "orders", Metric::Rejected, {0});
    for (std::int64_t minute = 0; minute < 6; ++minute) {
        const bool even = minute == 0 || minute == 5;
        // Every minute the same, within what is under way between two minutes: a record of a burst or two.
        QVERIFY(isNear(minuteOf(run, "IncomingRecords", minute), 24'000, 2, "IncomingRecords"));
        const double refused = minuteOf(run, "WriteProvisionedThroughputExceeded", minute);
        // Of the 4,000 of a burst 3,000 are taken: the shard's limit of two seconds, and one second's worth saved up.
        QVERIFY2(even ? refused == 0 : refused > 6 * 1'000, qPrintable(QString::number(refused)));
        const auto from = static_cast<std::size_t>(minute * 60);
        QVERIFY(even == (largest(rejected, from, from + 60) == 0));
        QVERIFY(even == (largest(accepted, from, from + 60) < 1'000));
    }
    QCOMPARE(countOf(run, "shop", "gave_up_records"), std::uint64_t{0});
    QCOMPARE(changesOf(run, "nearly-full"), QString("60s OK"));
    QCOMPARE(changesOf(run, "throttled"), QString("60s OK 120s ALARM 360s OK"));
}

void TestScenarioWatching::theFlowHasTheMinuteBesideTheSeconds()
{
    Simulation run(shipped("minute-average"));
    run.advanceTo(SimTime{250'000'000});
    const Chart flow = run.snapshot({}).charts.flow;
    QCOMPARE(flow.lines.size(), std::size_t{4});
    const ChartLine &minutes = flow.lines.back();
    QVERIFY(minutes.role == ChartLine::Role::Mean);
    QCOMPARE(minutes.high.size(), flow.times.size());
    for (std::size_t i = 0; i < flow.times.size(); ++i) {
        const bool over = flow.times[i] <= 240; // the fifth minute is still going on
        QCOMPARE(!std::isnan(minutes.high[i]), over);
        QVERIFY(!over || isNear(static_cast<double>(minutes.high[i]), 400, 0.1, "mean of a minute"));
    }
    // A flow that no alarm watches has three lines, as ever.
    Simulation plain(shipped("hot-key"));
    plain.advanceTo(SimTime{250'000'000});
    QCOMPARE(plain.snapshot({}).charts.flow.lines.size(), std::size_t{3});
}

void TestScenarioWatching::alarmComesWithItsThirdMinute()
{
    const Simulation run = runWhole(shipped("alarm-too-late"));
    QCOMPARE(changesOf(run, "grow"), QString("60s OK 300s ALARM"));
    const std::vector<ChangeMark> changes = run.snapshot({}).changes;
    QCOMPARE(changes.back().by, std::string("grow"));
    QCOMPARE(changes.back().at.us, std::int64_t{300'000'000});
    // 800/s from 2:30 to 5:30, but for the second's worth that the shard had saved up.
    QVERIFY(isNear(static_cast<double>(countOf(run, "shop", "gave_up_records")), 180 * 800 - 1'000, 500, "lost"));
    const std::vector<double> lost = seriesOf(run, "shop", Metric::GaveUp, {-1});
    QCOMPARE(sumOf(lost, 331, lost.size()), 0.0);
}

void TestScenarioWatching::alarmAfterOneMinuteLosesAThird()
{
    ScenarioSpec spec = shipped("alarm-too-late");
    setAtStart(spec, "grow.evaluation_periods", "1");
    setAtStart(spec, "grow.datapoints_to_alarm", "1");
    const Simulation run = runWhole(spec);
    QCOMPARE(changesOf(run, "grow"), QString("60s OK 180s ALARM"));
    QVERIFY(isNear(static_cast<double>(countOf(run, "shop", "gave_up_records")), 60 * 800 - 1'000, 500, "lost"));
}

QTEST_GUILESS_MAIN(TestScenarioWatching)
#include "tst_scenario_watching.moc"

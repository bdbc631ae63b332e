// Charts of a run, thinned to what a screen shows, against the seconds that they stand for.
#include "simulation/charts.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

ChartSet charts(const Simulation &run, int points = 240, std::int64_t from = 0, std::int64_t to = -1, int lines = 7)
{
    SnapshotQuery query;
    query.chartPoints = points;
    query.chartLines = lines;
    query.chartFrom = SimTime{from * 1'000'000};
    if (to >= 0)
        query.chartTo = SimTime{to * 1'000'000};
    return run.snapshot(query).charts;
}

double greatest(const std::vector<float> &values)
{
    float max = 0;
    for (const float v : values)
        max = std::fmax(max, v);
    return static_cast<double>(max);
}

bool same(float a, float b)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-5f * std::max(std::abs(a), std::abs(b));
}

SeriesTable::Value valueAt(const Simulation &run, ColumnIndex column, const Chart &chart, std::size_t i)
{
    const auto from = i == 0 ? 0 : static_cast<std::int64_t>(chart.times[i - 1]);
    return run.series().value(0, column, from, static_cast<std::int64_t>(chart.times[i]));
}

void compareLanes(const Simulation &run, const Chart &chart, Metric metric, ComponentId component)
{
    const std::vector<SeriesColumn> &columns = run.series().columns();
    for (std::size_t i = 0; i < chart.times.size(); ++i) {
        float low = std::nanf(""), high = low;
        for (ColumnIndex c = 0; c < columns.size(); ++c) {
            if (columns[c].metric != metric || columns[c].component != component)
                continue;
            const SeriesTable::Value value = valueAt(run, c, chart, i);
            const auto own = std::find_if(chart.lines.begin(), chart.lines.end(), [&](const ChartLine &line) {
                return line.role == ChartLine::Role::Lane && static_cast<int>(line.shard.value) == columns[c].shard;
            });
            if (own != chart.lines.end()) {
                QVERIFY(same(own->high[i], value.max));
                continue;
            }
            low = std::fmin(low, value.mean);
            high = std::fmax(high, value.max);
        }
        if (const ChartLine &last = chart.lines.back(); last.role == ChartLine::Role::Others)
            QVERIFY2(same(last.low[i], low) && same(last.high[i], high), qPrintable(QString::number(i)));
        else
            QVERIFY(std::isnan(high));
    }
}

void compareTotal(const Simulation &run, const Chart &chart, const ChartLine &line, Metric metric, bool greatest)
{
    const std::vector<SeriesColumn> &columns = run.series().columns();
    for (std::size_t i = 0; i < chart.times.size(); ++i) {
        float total = std::nanf("");
        for (ColumnIndex c = 0; c < columns.size(); ++c) {
            const SeriesTable::Value value = valueAt(run, c, chart, i);
            if (columns[c].metric != metric || columns[c].shard < 0 || std::isnan(value.mean))
                continue;
            const float share = value.mean * value.covered;
            total = std::isnan(total) ? (greatest ? value.max : share)
                : greatest            ? std::fmax(total, value.max)
                                      : total + share;
        }
        QVERIFY2(same(line.high[i], total), qPrintable(QString::number(i)));
    }
}

const std::string behind = "web 900/s hot=50% keys=300 -> clicks[3] -> count 2ms errors=1%";

} // namespace

class TestCharts : public QObject {
    Q_OBJECT

private slots:
    void nothingYet()
    {
        Simulation run(sketch(behind));
        for (const bool started : {false, true}) {
            if (started)
                run.advanceTo(SimTime{999'999});
            const ChartSet set = charts(run);
            QVERIFY(set.iteratorAge.times.empty() && set.flow.times.empty() && set.worstAge.times.empty());
            for (const ChartLine &line : set.flow.lines)
                QVERIFY(line.high.empty() && line.low.empty());
        }
    }

    void oneSecond()
    {
        const Simulation run = simulate(behind, Duration::seconds(1));
        const ChartSet set = charts(run);
        QCOMPARE(set.flow.times, std::vector<float>{1});
        QCOMPARE(set.flow.lines.at(0).high.size(), std::size_t{1});
        QVERIFY(static_cast<std::uint64_t>(set.flow.lines[0].high[0]) == run.network().conservation()[1].in);
        QVERIFY(charts(run, 1).flow.times.size() == 1);
    }

    void flowIsTheMeanOfItsSeconds()
    {
        const Simulation run = simulate(behind, Duration::seconds(960));
        const ChartSet set = charts(run, 240);
        QCOMPARE(set.flow.times.size(), std::size_t{240});
        double in = 0, out = 0;
        for (std::size_t i = 0; i < 240; ++i) {
            QVERIFY(set.flow.times[i] == static_cast<float>(4 * (i + 1)));
            in += 4 * static_cast<double>(set.flow.lines[0].high[i]);
            out += 4 * static_cast<double>(set.flow.lines[1].high[i]);
        }
        // Every record of the run is in one point.
        QVERIFY(std::abs(in - static_cast<double>(run.network().conservation()[1].in)) < 1);
        QVERIFY(std::abs(out - static_cast<double>(run.network().conservation()[2].delivered)) < 1);
        QVERIFY(set.flow.limit == 3000);
    }

    void thinningKeepsTheExtremes()
    {
        const Simulation run = simulate(behind, Duration::minutes(50));
        for (const int points : {1, 7, 60, 240, 100'000}) {
            const ChartSet set = charts(run, points);
            for (const ChartLine &line : set.backlog.lines) {
                QVERIFY(line.role == ChartLine::Role::Lane);
                const std::int64_t column =
                    run.series().find(ComponentId{1}, Metric::Backlog, static_cast<std::int32_t>(line.shard.value));
                const float all = run.series().value(0, static_cast<ColumnIndex>(column), 0, 3000).max;
                QVERIFY(greatest(line.high) == static_cast<double>(all));
            }
            QVERIFY(greatest(set.duration.lines.back().high) >= greatest(set.duration.lines.front().high));
        }
    }

    void theBandHoldsTheOthers()
    {
        const Simulation run = simulate(behind, Duration::minutes(5));
        const ChartSet all = charts(run, 30), one = charts(run, 30, 0, -1, 1);
        QCOMPARE(all.backlog.lines.size(), std::size_t{3});
        QCOMPARE(one.backlog.lines.size(), std::size_t{2});
        const ChartLine &band = one.backlog.lines.back();
        QVERIFY(band.role == ChartLine::Role::Others);
        const ShardId shown = one.backlog.lines.front().shard;
        for (std::size_t i = 0; i < band.high.size(); ++i) {
            float high = 0;
            for (const ChartLine &line : all.backlog.lines)
                if (line.shard != shown)
                    high = std::fmax(high, line.high[i]);
            QVERIFY(band.high[i] == high);
            QVERIFY(band.low[i] <= band.high[i]);
        }
    }

    /// Charts read rows of all shards at once; here each value is read for itself.
    void everyPointAgainstItsColumns_data()
    {
        QTest::addColumn<int>("points");
        QTest::addColumn<int>("lines");
        QTest::newRow("a second each") << 2000 << 3;
        QTest::newRow("several seconds each") << 100 << 3;
        QTest::newRow("few points, one line") << 9 << 1;
        QTest::newRow("every lane in the band") << 50 << 0;
        QTest::newRow("no band") << 50 << 1000;
    }
    void everyPointAgainstItsColumns()
    {
        QFETCH(const int, points);
        QFETCH(const int, lines);
        static const Simulation run = [] { // 5 shards become 8: columns end and others begin
            Simulation made(sketch("web 900/s zipf=1.1 keys=300 -> clicks[5] -> count 2ms", Duration::seconds(900)));
            made.advanceTo(SimTime{400'000'000});
            made.set("clicks.shards", std::int64_t{8});
            made.advanceTo(made.end());
            return made;
        }();
        const ChartSet set = charts(run, points, 0, -1, lines);
        compareLanes(run, set.backlog, Metric::Backlog, ComponentId{1});
        compareLanes(run, set.iteratorAge, Metric::IteratorAge, ComponentId{2});
        compareTotal(run, set.flow, set.flow.lines[0], Metric::Incoming, false);
        compareTotal(run, set.flow, set.flow.lines[1], Metric::Outgoing, false);
        compareTotal(run, set.worstAge, set.worstAge.lines[0], Metric::IteratorAge, true);
    }

    void neverMorePointsThanAskedFor()
    {
        const Simulation run = simulate("web 20/s -> clicks[1] -> count", Duration::seconds(700));
        for (std::int64_t from = 0; from < 690; from += 7)
            for (const std::int64_t to : {from + 1, from + 13, from + 240, from + 480, std::int64_t{700}})
                for (const int points : {1, 2, 10, 240}) {
                    const std::int64_t end = std::min<std::int64_t>(700, to);
                    const std::vector<float> times = charts(run, points, from, end).flow.times;
                    QVERIFY2(
                        !times.empty() && static_cast<int>(times.size()) <= points,
                        qPrintable(QString("%1 for [%2, %3) in %4").arg(times.size()).arg(from).arg(end).arg(points)));
                    QVERIFY(times.back() == static_cast<float>(end));
                    QVERIFY(std::is_sorted(times.begin(), times.end()));
                }
    }

    void longerThanTheFinestLevel()
    {
        // Three hours: what is older than two is kept by tens of seconds.
        const Simulation run = simulate("web 3/s constant -> clicks[1] -> count", Duration::hours(3));
        const ChartSet whole = charts(run);
        QVERIFY(whole.worstAge.times.size() > 100 && whole.worstAge.times.size() <= 240);
        QVERIFY(whole.flow.times.front() <= 60 && whole.flow.times.back() == 10'800);
        for (const float in : whole.flow.lines[0].high)
            QVERIFY(std::abs(static_cast<double>(in) - 3) < 0.02);
        const ChartSet late = charts(run, 240, 10'600);
        QCOMPARE(late.flow.times.size(), std::size_t{200});
    }

    void windowsBeyondTheRunAreEmptyOrCut()
    {
        const Simulation run = simulate("web 20/s -> clicks[1] -> count", Duration::seconds(60));
        QVERIFY(charts(run, 240, 1000, 2000).flow.times.empty());
        QCOMPARE(charts(run, 240, 30, 9999).flow.times.size(), std::size_t{30});
        QVERIFY(charts(run, 240, 40, 20).flow.times.empty());
    }

    void aWorkerAloneHasNoLanes()
    {
        const Simulation run = simulate("web 20/s -> desk 1ms", Duration::seconds(60));
        const ChartSet set = charts(run);
        QCOMPARE(set.backlog.lines.size(), std::size_t{1}); // what waits in its queue
        QCOMPARE(set.flow.times.size(), std::size_t{60});
    }
};

HOTSHARD_TEST_MAIN(TestCharts)
#include "tst_charts.moc"

// What must not matter to a run: the order of components in a file. And what must be seen of a reshard that
// jumps by more than a double, whose shards in between never hold a record.
#include "components/source.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>

using namespace hotshard;
using namespace hotshard::test;

class TestWiring : public QObject {
    Q_OBJECT

private slots:
    void orderInTheFileDoesNotMatter()
    {
        ScenarioSpec spec =
            sketch("web 900/s -> clicks[2] retention=20s -> count 4ms -> minutes 10s", Duration::minutes(2));
        change(spec, Duration::seconds(40), "clicks.shards", "4");
        const Simulation asWritten = simulate(spec);
        std::sort(spec.components.begin(), spec.components.end(),
                  [](const ComponentSpec &a, const ComponentSpec &b) { return a.id < b.id; });
        int orders = 0;
        do {
            const Simulation run = simulate(spec);
            checkAll(run);
            QCOMPARE(run.fingerprint(), asWritten.fingerprint());
            ++orders;
        } while (std::next_permutation(spec.components.begin(), spec.components.end(),
                                       [](const ComponentSpec &a, const ComponentSpec &b) { return a.id < b.id; }));
        QCOMPARE(orders, 24);
    }

    void grandchildrenAreSeenToWait()
    {
        ScenarioSpec spec = sketch("web 600/s -> clicks[1] reshard=10s -> count 4ms", Duration::minutes(2));
        change(spec, Duration::seconds(20), "clicks.shards", "8");
        Simulation run(spec);
        run.advanceTo(SimTime{60'000'000}); // the eight are open at 50 s; shard 0 still has a backlog to drain
        const std::vector<LaneView> lanes = lanesOf(run);
        QVERIFY(lanes.front().state == ShardState::Draining && lanes.front().backlog > 0);
        // 1 -> 2 -> 4 -> 8: all 2 + 4 + 8 shards after the first are there, and all of them wait.
        QCOMPARE(lanes.size(), std::size_t{15});
        QVERIFY(std::all_of(lanes.begin() + 1, lanes.end(),
                            [](const LaneView &lane) { return lane.state == ShardState::Waiting; }));
        checkAll(run);
    }

    void aQuietShardIsNotBehind()
    {
        // 1 record/s over 64 shards: most are silent for a minute. A record that has just come is not a minute old.
        Simulation run(sketch("web 1/s keys=1000 zipf=0 -> clicks[64] -> count 1ms", Duration::minutes(5)));
        for (int second = 1; second <= 300; ++second) {
            run.advanceTo(SimTime{second * 1'000'000LL - 1});
            for (const LaneView &lane : lanesOf(run))
                QVERIFY(lane.iteratorAge <= Duration::seconds(1)); // polled every second and free
        }
        checkAll(run);
    }

    void theWindowThatIsWaitedForIsShown()
    {
        // One shard, far too slow: after five minutes dozens of windows of 5 s wait for it.
        const Simulation run = simulate("web 100/s -> clicks[1] -> count 100ms -> sums 5s", Duration::minutes(5));
        const WindowView view = run.snapshot({}).windows.front();
        QVERIFY(view.newest.size() <= 12);
        const auto oldest = std::find_if(view.newest.begin(), view.newest.end(),
                                         [](const WindowResult &w) { return w.status != WindowStatus::Fired; });
        QVERIFY(oldest != view.newest.end());
        QVERIFY(oldest->start <= view.watermark && view.watermark < oldest->end);
        QVERIFY(view.newest.back().end >= SimTime{300'000'000});
        QVERIFY(std::is_sorted(view.newest.begin(), view.newest.end(),
                               [](const WindowResult &a, const WindowResult &b) { return a.start < b.start; }));
    }

    void chartsSeeNoRecordsThatNobodyMade()
    {
        ScenarioSpec spec =
            sketch("web 1000/s arrivals=constant keys=500 zipf=0 -> clicks[4] -> count 1ms", Duration::minutes(20));
        change(spec, Duration::seconds(83), "clicks.shards", "64");
        const Simulation run = simulate(spec);
        const Chart flow = run.snapshot({}).charts.flow;
        QVERIFY(flow.times.size() > 100);
        for (const float in : flow.lines.front().high)
            QVERIFY2(in <= 1001, qPrintable(QString::number(static_cast<double>(in))));
    }

    void evenlySpacedRecordsDoNotDrift_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("1500") << 1500.0; // a gap of 682.67 ticks
        QTest::newRow("7777777") << 7'777'777.0;
        QTest::newRow("3") << 3.0;
    }

    void evenlySpacedRecordsDoNotDrift()
    {
        QFETCH(double, rate);
        ScenarioSpec spec = sketch("web 1/s arrivals=constant keys=5 -> server 1us", Duration::seconds(3));
        spec.components[0].parameters["rate"] = rate;
        const Simulation run = simulate(spec);
        checkAll(run);
        const auto made = component<Source>(run, "web").produced();
        // Up to and including the microsecond at 3 s.
        QCOMPARE(made, static_cast<std::uint64_t>(rate * 3.000001));
    }
};

HOTSHARD_TEST_MAIN(TestWiring)
#include "tst_wiring.moc"

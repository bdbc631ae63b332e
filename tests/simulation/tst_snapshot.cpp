// What a snapshot says agrees with itself, with what was asked for, and with the run.
#include "support/random_scenario.h"
#include "support/test_main.h"

#include <cmath>
#include <numeric>

using namespace hotshard;
using namespace hotshard::test;

namespace {

std::uint64_t sumOf(const std::vector<KeyMix> &log)
{
    std::uint64_t sum = 0;
    for (const KeyMix &mix : log)
        sum = std::accumulate(mix.begin(), mix.end(), sum);
    return sum;
}

} // namespace

class TestSnapshot : public QObject {
    Q_OBJECT

private slots:
    void beforeAnythingRuns()
    {
        const Simulation run(sketch("web 100/s -> clicks[2] -> count"));
        const Snapshot s = run.snapshot({});
        QVERIFY(s.time == SimTime::zero() && !s.finished);
        QVERIFY(s.streams.empty());
        QCOMPARE(s.conservation.size(), std::size_t{3});
    }

    void agreesWithItself()
    {
        for (std::uint64_t number = 0; number < 40; ++number) {
            Simulation run(randomScenario(5000 + number));
            for (const std::int64_t at : {0, 333'333, 7'000'000, 20'000'001, 40'000'000}) {
                run.advanceTo(SimTime{at});
                checkSnapshot(run);
                if (QTest::currentTestFailed())
                    QFAIL(qPrintable(QString("scenario %1 at %2").arg(number).arg(at)));
            }
        }
    }

    void rangesCoverTheHashSpace()
    {
        ScenarioSpec spec = sketch("web 300/s -> clicks[3] reshard=1s -> count", Duration::minutes(1));
        change(spec, Duration::seconds(10), "clicks.shards", "7");
        change(spec, Duration::seconds(30), "clicks.shards", "2");
        Simulation run(spec);
        struct Instant {
            int second, open;
            bool drained; // no parent is left to be read
        };
        for (const auto &[second, open, drained] : {Instant{5, 3, true},
                                                    {11, 6, false},
                                                    {14, 7, false},
                                                    {25, 7, true},
                                                    {31, 4, false},
                                                    {33, 2, false},
                                                    {55, 2, true}}) {
            run.advanceTo(SimTime{second * 1'000'000});
            const StreamView stream = run.snapshot({}).streams.at(0);
            QCOMPARE(stream.openShards, open);
            if (!drained)
                continue;
            double end = 0;
            for (const LaneView &lane : stream.lanes) {
                if (lane.state == ShardState::Closed)
                    continue;
                QVERIFY(lane.rangeStart == end);
                end = lane.rangeEnd;
            }
            QVERIFY(end == 1);
        }
        run.advanceTo(run.end());
        const StreamView stream = run.snapshot({}).streams.at(0);
        QCOMPARE(stream.lanes.size(), std::size_t{2}); // what was drained long ago is only counted
        QCOMPARE(stream.closedShards + stream.lanes.size(), std::size_t{run.results()[1].shards.size()});
    }

    void logSlicesAreTheBacklog()
    {
        const Simulation run = simulate("web 900/s zipf=1.2 keys=40 -> clicks[2] -> count 8ms", Duration::minutes(3));
        SnapshotQuery query;
        query.logColumns = 100'000; // a slice a record
        const Snapshot everyRecord = run.snapshot(query);
        for (const LaneView &lane : everyRecord.streams.at(0).lanes) {
            QCOMPARE(sumOf(lane.log), lane.backlog);
            QVERIFY(lane.backlog > 10'000);
        }
        query.logColumns = 50;
        const Snapshot fifty = run.snapshot(query);
        for (const LaneView &lane : fifty.streams.at(0).lanes)
            QVERIFY(lane.log.size() > 15 && lane.log.size() <= 51); // the first slice may be a part of one
        query.maxDetailedLanes = 1;
        const Snapshot one = run.snapshot(query);
        for (const LaneView &lane : one.streams.at(0).lanes)
            QVERIFY(lane.log.size() <= 2);
    }

    void keysAndTheirShares()
    {
        const Simulation run = simulate("web 900/s hot=40% keys=200 -> clicks[2] -> count", Duration::minutes(3));
        const Snapshot s = run.snapshot({});
        QCOMPARE(s.keys.size(), std::size_t{63});
        QCOMPARE(s.otherKeys, std::uint64_t{200 - 63});
        QVERIFY(std::abs(s.keys[0].share - 0.4) < 0.02);
        double sum = s.otherShare;
        for (const KeyView &key : s.keys)
            sum += key.share;
        QVERIFY(std::abs(sum - 1) < 1e-9);
        QCOMPARE(s.keys[0].name, std::string("key-1"));
        QVERIFY(std::abs(s.keys[0].position - 0.13158294823200217) < 1e-12); // MD5 of key-1
        QCOMPARE(s.ticks.size(), std::size_t{200});
        const LaneView &hot = s.streams[0].lanes[0];
        QCOMPARE(hot.hottestKey, 0);
        QVERIFY(std::abs(hot.hottestShare - 0.4 / (0.4 + 0.3)) < 0.06);
        QVERIFY(std::abs(hot.writeRecordsLoad - hot.inPerSecond / 1000) < 1e-9);
    }

    void changesPlannedAndDone()
    {
        ScenarioSpec spec = sketch("web 300/s -> clicks[2] -> count", Duration::minutes(1));
        change(spec, Duration::seconds(10), "clicks.shards", "4");
        change(spec, Duration::seconds(40), "web.rate", "700/s");
        Simulation run(spec);
        run.advanceTo(SimTime{20'000'000});
        setByHand(run, "web.rate", "500/s");
        setByHand(run, "web.rate", "600/s"); // dragged: one mark
        const std::vector<ChangeMark> changes = run.snapshot({}).changes;
        QCOMPARE(changes.size(), std::size_t{3});
        QVERIFY(!changes[0].planned && !changes[0].byHand && changes[0].to == "4");
        QVERIFY(!changes[1].planned && changes[1].byHand);
        QCOMPARE(changes[1].from, std::string("300/s"));
        QCOMPARE(changes[1].to, std::string("600/s"));
        QVERIFY(changes[2].planned && changes[2].at == SimTime{40'000'000});
    }

private:
    static void checkSnapshot(const Simulation &run)
    {
        SnapshotQuery query;
        query.chartPoints = 20;
        const Snapshot s = run.snapshot(query);
        QVERIFY(s.conservation == run.network().conservation());
        QVERIFY(s.time == run.now());
        for (const StreamView &stream : s.streams) {
            std::uint64_t waiting = 0;
            int open = 0;
            for (const LaneView &lane : stream.lanes) {
                waiting += lane.backlog;
                open += lane.state == ShardState::Open || (lane.state == ShardState::Waiting && lane.children.empty());
                QVERIFY(lane.rangeStart < lane.rangeEnd);
                QVERIFY(lane.worker.busyShare >= 0 && lane.worker.busyShare <= 1 + 1e-6);
                QVERIFY((lane.backlog == 0) == lane.log.empty());
                QVERIFY(lane.backlog == 0 || lane.oldestAge.us <= lane.retention.us + 1'000'000);
                QVERIFY(static_cast<std::uint64_t>(lane.worker.batchRecords) <= lane.inFlight);
                QVERIFY(lane.worker.state != WorkerState::Working || lane.worker.until >= s.time);
            }
            QCOMPARE(open, stream.openShards);
            QCOMPARE(waiting, s.conservation[stream.id.value].waiting);
            // The lanes show the reader furthest behind; what expired while it was tried is still in flight.
            for (std::size_t f = 0; f < s.functions.size(); ++f) {
                if (s.functions[f].reads.value != stream.id.value)
                    continue;
                std::uint64_t inHand = 0;
                for (const LaneView &lane : stream.lanes)
                    for (const ConsumerView &consumer : lane.consumers)
                        inHand += consumer.function == s.functions[f].id ? consumer.inFlight : 0;
                QVERIFY(inHand >= s.conservation[s.functions[f].id.value].inFlight);
            }
        }
        for (const FunctionView &function : s.functions) {
            QCOMPARE(function.delivered, s.conservation[function.id.value].delivered);
            QVERIFY(function.durationP50Ms <= function.durationP95Ms
                    && function.durationP95Ms <= function.durationP99Ms);
            QVERIFY(function.durationP99Ms <= function.durationMaxMs);
        }
    }
};

HOTSHARD_TEST_MAIN(TestSnapshot)
#include "tst_snapshot.moc"

// How an event source mapping comes to its records: where it starts, what its iterators and calls cost, and what
// enhanced fan-out pushes. Sources: Lambda API CreateEventSourceMapping, Kinesis API GetShardIterator, GetRecords and
// SubscribeToShard, AWS documentation; domain notes 2.1, 2.2, 4.1, 4.2.
#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "components/read_limiter.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>
#include <limits>

using namespace hotshard;
using namespace hotshard::test;

namespace {

constexpr std::int64_t second = 1'000'000;

std::uint64_t count(const Lambda &function, const std::string &metric)
{
    ComponentResult result;
    function.results(result);
    for (const MetricValue &value : result.metrics)
        if (value.name == metric)
            return std::get<std::uint64_t>(value.value);
    return std::numeric_limits<std::uint64_t>::max();
}

/// Records that arrived at or before an instant.
std::uint64_t arrivedBy(Rig &rig, std::int64_t at)
{
    return static_cast<std::uint64_t>(std::count_if(rig.recorder().produced.begin(), rig.recorder().produced.end(),
                                                    [at](const SeenRecord &record) { return record.made <= at; }));
}

std::int64_t firstDelivered(Rig &rig)
{
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &record : delivery.records)
            first = std::min(first, record.arrival);
    return first;
}

std::uint64_t reads(const Simulation &run, const std::string &function)
{
    const auto &stream = component<KinesisStream>(run, "clicks");
    return component<Lambda>(run, function).iteratorStory(ShardId{0}, stream, run.now()).reads;
}

} // namespace

class TestMappingReading : public QObject {
    Q_OBJECT

private slots:
    /// 2.1, T21: the read limits as a view has them: means of the last ten whole seconds, and how long the silence
    /// lasts.
    void readBudgetAsShown()
    {
        ReadLimiter reads;
        for (std::int64_t call = 0; call < 140; ++call)
            if (reads.call(call * 100'000))
                reads.gave(100 * 1024); // ten calls a second are made, five are answered
        ReadLimiter::Use use = reads.use(14'000'000);
        QCOMPARE(use.calls, 5.0);
        QCOMPARE(use.refused, 5.0);
        QCOMPARE(use.bytes, 5.0 * 100 * 1024);
        QCOMPARE(use.silence, std::int64_t{0});
        ReadLimiter large;
        QVERIFY(large.call(0));
        large.gave(ReadLimiter::answerBytes);
        QCOMPARE(large.use(1'000'000).silence, std::int64_t{4'000'000});
        QCOMPARE(large.use(1'000'000).bytes, static_cast<double>(ReadLimiter::answerBytes));
        QCOMPARE(large.use(6'000'000).silence, std::int64_t{0});
        QCOMPARE(large.use(30'000'000).bytes, 0.0);
    }

    /// 4.1, 4.2: where a mapping that is created after a minute begins; what lies before is neither delivered nor lost.
    void startingPositions_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<int>("skipsTo"); // ms; -1: nothing
        QTest::newRow("the oldest record") << "start=trim_horizon" << -1;
        QTest::newRow("the latest") << "start=latest" << 60'000;
        QTest::newRow("the latest, when active half a minute later") << "start=latest activation_time=30s" << 90'000;
        QTest::newRow("a time") << "start=at_time start_at=20s" << 19'999;
        QTest::newRow("the time before all") << "start=at_time start_at=0s" << -1;
        QTest::newRow("a time to come is the latest") << "start=at_time start_at=3m" << 60'000;
        QTest::newRow("an earlier time") << "start=at_time start_at=5s" << 4'999;
    }
    void startingPositions()
    {
        QFETCH(QString, start);
        QFETCH(int, skipsTo);
        for (const char *consumer : {"shared", "fan_out"}) {
            const std::string function = " -> count enabled=false consumer=" + std::string(consumer) + " ";
            Rig rig(sketch("web 20/s constant keys=50 -> clicks[3] retention=2m" + function + start.toStdString(),
                           Duration::minutes(10)));
            rig.advanceTo(SimTime{60 * second});
            rig.set("count.enabled", "true");
            rig.advanceTo(SimTime{200 * second});
            const std::uint64_t skipped = arrivedBy(rig, std::int64_t{skipsTo} * 1000);
            QCOMPARE(count(rig.function(), "skipped_records"), skipped);
            QVERIFY(firstDelivered(rig) > std::int64_t{skipsTo} * 1000);
            const ConservationRow row = rig.function().conservation();
            QVERIFY(row.holds());
            QVERIFY(row.delivered + skipped + 40 > rig.recorder().produced.size()); // a second may be on its way
            QCOMPARE(rig.stream().conservation().expired, std::uint64_t{0});
        }
    }

    /// 4.2: LATEST misses nothing of the shards that come later: a child is read from its beginning.
    void childrenAreReadFromTheirBeginnings()
    {
        ScenarioSpec spec = sketch("web 100/s constant keys=50 -> clicks[2] reshard=1s -> count 1ms enabled=false "
                                   "start=latest",
                                   Duration::minutes(4));
        change(spec, Duration::seconds(20), "clicks.shards", "4");
        change(spec, Duration::seconds(60), "count.enabled", "true");
        change(spec, Duration::seconds(90), "clicks.shards", "8");
        change(spec, Duration::seconds(200), "web.rate", "0/s");
        const Simulation run = simulate(spec);
        checkAll(run);
        const std::uint64_t skipped = count(component<Lambda>(run, "count"), "skipped_records");
        QVERIFY(skipped == 6000 || skipped == 6001); // one may come at time 0
        QCOMPARE(component<Lambda>(run, "count").conservation().delivered, std::uint64_t{20'000} - 6000);
    }

    /// 4.2: disabling keeps the position, whatever the starting position was.
    void disablingKeepsThePosition()
    {
        Rig rig(sketch("web 20/s constant keys=50 -> clicks[3] -> count start=latest", Duration::minutes(10)));
        rig.advanceTo(SimTime{30 * second});
        rig.set("count.enabled", "false");
        rig.advanceTo(SimTime{90 * second});
        rig.set("count.enabled", "true");
        rig.advanceTo(SimTime{120 * second});
        QCOMPARE(count(rig.function(), "skipped_records"), std::uint64_t{0});
        QVERIFY(rig.function().conservation().delivered + 40 > rig.recorder().produced.size());
    }

    /// 2.2: an iterator that is not used for five minutes expires; its consumer asks for another and misses nothing.
    void iteratorsExpire()
    {
        for (const auto &[pause, expired] : {std::pair{299, 0}, std::pair{303, 3}}) {
            Rig rig(sketch("web 20/s constant keys=50 -> clicks[3] -> count", Duration::minutes(20)));
            rig.advanceTo(SimTime{60 * second});
            rig.set("count.enabled", "false");
            rig.advanceTo(SimTime{(60 + pause) * second});
            rig.set("count.enabled", "true");
            rig.advanceTo(SimTime{600 * second});
            QCOMPARE(count(rig.function(), "expired_iterators"), static_cast<std::uint64_t>(expired));
            QVERIFY(rig.function().conservation().delivered + 40 > rig.recorder().produced.size());
        }
        // Polled every six minutes, each poll but the first needs a new one.
        const Simulation run =
            simulate("web 1/s constant -> clicks[1] -> count poll_interval=6m", Duration::minutes(59));
        QCOMPARE(count(component<Lambda>(run, "count"), "expired_iterators"), reads(run, "count") - 1);
        QVERIFY(reads(run, "count") >= 9);
        const Simulation pushed =
            simulate("web 0.0003/s constant -> clicks[1] -> count consumer=fan_out", Duration::hours(5));
        QCOMPARE(count(component<Lambda>(pushed, "count"), "expired_iterators"), std::uint64_t{0});
    }

    /// 2.1: a consumer on its own is never refused, however often it would like to poll, caught up or behind.
    void neverRefusedByItself()
    {
        for (const char *function : {"poll_interval=10ms", "poll_interval=10ms batch=10000 fixed=1ms", "200us"}) {
            ScenarioSpec spec =
                sketch("web 900/s size=10 -> clicks[1] -> count " + std::string(function), Duration::minutes(2));
            change(spec, Duration::seconds(20), "count.enabled", "false");
            change(spec, Duration::seconds(60), "count.enabled", "true");
            const Simulation run = simulate(spec);
            QCOMPARE(count(component<Lambda>(run, "count"), "read_throttles"), std::uint64_t{0});
            QVERIFY(reads(run, "count") <= 5 * 120 + 1);
            QVERIFY(component<Lambda>(run, "count").conservation().delivered > 106'000);
        }
    }

    /// A call that takes a second: what it brings had arrived when it was made, and the next one comes after it.
    void readsTakeTime()
    {
        const Simulation run =
            simulate("web 100/s constant -> clicks[1] -> count read_time=1s poll_interval=2s", Duration::minutes(5));
        checkAll(run);
        const Histogram &waits = component<Lambda>(run, "count").waits();
        QVERIFY(std::abs(waits.meanSeconds() - 2.0) < 0.02); // 0 to 2 s until the call, and the call
        QVERIFY(waits.maxSeconds() < 3.05);
        QVERIFY(reads(run, "count") <= 150 && reads(run, "count") >= 149);
        const Simulation longer =
            simulate("web 100/s constant -> clicks[1] -> count read_time=3s poll_interval=1s", Duration::minutes(5));
        QVERIFY(reads(longer, "count") <= 100 && reads(longer, "count") >= 99);
        checkAll(longer);
    }

    /// 2.2: enhanced fan-out brings a record 70 ms after its arrival, and what follows at once with it.
    void fanOutPushes()
    {
        Rig slow(sketch("web 2/s constant keys=9 -> clicks[4] -> count consumer=fan_out", Duration::minutes(2)));
        slow.advanceTo(SimTime{100 * second});
        QVERIFY(slow.recorder().deliveries.size() > 190);
        for (const SeenDelivery &delivery : slow.recorder().deliveries)
            QCOMPARE(delivery.at - 1 - delivery.records.front().arrival, std::int64_t{70'000});
        Rig busy(sketch("web 1000/s constant keys=9 -> clicks[1] -> count consumer=fan_out", Duration::minutes(2)));
        busy.advanceTo(SimTime{100 * second});
        for (const SeenDelivery &delivery : busy.recorder().deliveries) {
            QVERIFY(delivery.at - 1 - delivery.records.front().arrival <= 70'000);
            QVERIFY(delivery.at - 1 - delivery.records.back().arrival >= 50'000);
        }
        QVERIFY(busy.recorder().deliveries.size() <= 50 * 100); // not one for every record
        QVERIFY(busy.function().conservation().delivered > 99'900);
    }

    /// A shard that gets nothing costs no event; a function that is busy asks when it is done.
    void fanOutIsQuiet()
    {
        ScenarioSpec spec =
            sketch("web 5/s constant keys=1 -> clicks[200] -> count consumer=fan_out", Duration::minutes(2));
        Simulation run(spec);
        run.advanceTo(SimTime{60 * second});
        QVERIFY(run.scheduler().size() <= 2);
        const Simulation behind =
            simulate("web 1000/s constant -> clicks[1] -> count fixed=2s consumer=fan_out", Duration::minutes(2));
        QVERIFY(reads(behind, "count") <= 70);
        checkAll(behind);
    }

    /// 2.1: 2 MiB each second for each consumer with fan-out: what is more comes later, and is not counted as refused.
    void fanOutHasItsBytes()
    {
        ScenarioSpec spec =
            sketch("web 400/s constant record_size=10240 -> clicks[1] limits.bytes=100000000 -> count consumer=fan_out "
                   "batch=1000",
                   Duration::minutes(2));
        ComponentSpec other = spec.components[2];
        other.id = "other";
        spec.components.push_back(other);
        const Simulation run = simulate(spec);
        for (const char *name : {"count", "other"}) {
            const auto &function = component<Lambda>(run, name);
            const double bytes = static_cast<double>(function.conservation().delivered) * 10'240;
            QVERIFY2(std::abs(bytes / 120 / (2 * 1024 * 1024) - 1) < 0.05, qPrintable(QString::number(bytes)));
            QCOMPARE(count(function, "read_throttles"), std::uint64_t{0});
        }
        checkAll(run);
    }

    /// A reshard under fan-out: children follow their parents, nothing is missing, windows close.
    void fanOutThroughAReshard()
    {
        ScenarioSpec spec = sketch("web 300/s keys=40 -> clicks[2] reshard=1s -> count 1ms consumer=fan_out -> minutes "
                                   "10s idle=2s",
                                   Duration::minutes(2));
        change(spec, Duration::seconds(30), "clicks.shards", "5");
        change(spec, Duration::seconds(60), "clicks.shards", "1");
        change(spec, Duration::seconds(90), "web.rate", "0/s");
        const Simulation run = simulate(spec);
        checkAll(run);
        const Lambda &function = component<Lambda>(run, "count");
        QCOMPARE(function.conservation().delivered, component<KinesisStream>(run, "clicks").conservation().in);
        QCOMPARE(function.outOfOrder(), std::uint64_t{0});
        for (const WindowView &window : run.snapshot({}).windows)
            QVERIFY(window.fired >= 11);
    }
};

HOTSHARD_TEST_MAIN(TestMappingReading)
#include "tst_mapping_reading.moc"

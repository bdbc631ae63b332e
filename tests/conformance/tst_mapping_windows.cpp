// Tumbling windows of an event source mapping: a state for each shard and window of arrival times. Source: AWS
// documentation, services-kinesis-windows; domain notes 4.6, T22.
#include "components/lambda.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <map>
#include <utility>

using namespace hotshard;
using namespace hotshard::test;

namespace {

constexpr std::int64_t second = 1'000'000;

/// "120-240: 10" for each window that was closed, in order; lost ones with a mark.
std::string windows(const Lambda &function)
{
    std::string text;
    for (const ShardWindow &window : function.shardWindows())
        text += std::string(text.empty() ? "" : ", ") + std::to_string(window.start.us / second) + "-"
            + std::to_string(window.end.us / second) + ": " + (window.lost ? "lost " : "")
            + std::to_string(window.records);
    return text;
}

/// Records delivered from each shard, by the window of their arrival.
std::map<std::pair<std::uint32_t, std::int64_t>, std::uint64_t> byArrival(Rig &rig, std::int64_t length)
{
    std::map<std::pair<std::uint32_t, std::int64_t>, std::uint64_t> counts;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &record : delivery.records)
            ++counts[{delivery.shard, record.arrival / length * length}];
    return counts;
}

void checkCounts(Rig &rig, std::int64_t length, std::size_t least)
{
    const auto counts = byArrival(rig, length);
    const std::vector<ShardWindow> &closed = rig.function().shardWindows();
    QVERIFY2(closed.size() >= least, windows(rig.function()).c_str());
    for (const ShardWindow &window : closed) {
        QCOMPARE(window.start.us % length, std::int64_t{0});
        QCOMPARE((window.end - window.start).us, length);
        QVERIFY(!window.lost);
        QCOMPARE(window.records, counts.at({window.shard.value, window.start.us}));
    }
}

} // namespace

class TestMappingWindows : public QObject {
    Q_OBJECT

private slots:
    /// T22: 35 s into a window of 120 s: it began 35 s ago and ends in 85 s, at a multiple of its length.
    void alignedToTheLength()
    {
        QCOMPARE(1607497475 / 120 * 120, 1607497440);
        Rig rig(sketch("web 0/s constant -> clicks[1] -> count tumbling_window=120s", Duration::minutes(20)));
        rig.advanceTo(SimTime{(4 * 120 + 35) * second});
        rig.set("web.rate", "1/s");
        rig.advanceTo(SimTime{(4 * 120 + 38) * second});
        rig.set("web.rate", "0/s");
        rig.advanceTo(SimTime{1000 * second});
        QCOMPARE(rig.function().shardWindows().size(), std::size_t{1});
        QCOMPARE(rig.function().shardWindows().front().start, SimTime{480 * second});
        QCOMPARE(rig.function().shardWindows().front().end, SimTime{600 * second});
    }

    /// Every window of a shard holds what arrived within it, whether the function keeps up or not.
    void countsByArrival_data()
    {
        QTest::addColumn<QString>("function");
        QTest::newRow("healthy") << "1ms";
        QTest::newRow("pushed") << "1ms consumer=fan_out";
        QTest::newRow("behind") << "30ms";
        QTest::newRow("errors") << "1ms error_rate=20% back_off=10ms";
        QTest::newRow("gathering") << "1ms batching_window=7s";
    }
    void countsByArrival()
    {
        QFETCH(QString, function);
        Rig rig(sketch("web 100/s keys=40 -> clicks[3] -> count tumbling_window=30s " + function.toStdString(),
                       Duration::minutes(10)));
        rig.advanceTo(SimTime{600 * second});
        checkCounts(rig, 30 * second, 3 * 15);
        QVERIFY(rig.function().conservation().holds());
        for (const SeenDelivery &delivery : rig.recorder().deliveries) // a batch ends where its window does
            QCOMPARE(delivery.records.front().arrival / (30 * second), delivery.records.back().arrival / (30 * second));
    }

    /// The final invocation comes with the first record of a later window, or two minutes after the end without one.
    void closedByALaterRecordOrAfterTwoMinutes()
    {
        Rig rig(sketch("web 10/s constant -> clicks[1] -> count tumbling_window=30s", Duration::minutes(20)));
        rig.advanceTo(SimTime{45 * second});
        rig.set("web.rate", "0/s");
        rig.advanceTo(SimTime{600 * second});
        const std::vector<ShardWindow> &closed = rig.function().shardWindows();
        QCOMPARE(closed.size(), std::size_t{2});
        QVERIFY(closed[0].closed < SimTime{32 * second});
        QCOMPARE(closed[1].closed, SimTime{(60 + 120) * second + 1}); // an invocation takes a microsecond at least
        ComponentResult result;
        rig.function().results(result);
        for (const MetricValue &value : result.metrics)
            if (value.name == "invocations") // the final ones are invocations, too
                QCOMPARE(std::get<std::uint64_t>(value.value), rig.recorder().deliveries.size() + 2);
    }

    /// A final invocation that fails blocks the shard until it succeeds; nothing is missing then.
    void aFailingEndBlocksTheShard()
    {
        Rig rig(sketch("web 10/s constant -> clicks[1] -> count tumbling_window=30s batching_window=5s",
                       Duration::minutes(20)));
        rig.advanceTo(SimTime{60 * second});
        rig.set("count.error_rate", "100%");
        rig.advanceTo(SimTime{100 * second});
        const std::uint64_t then = rig.function().conservation().delivered;
        rig.advanceTo(SimTime{140 * second});
        QCOMPARE(rig.function().conservation().delivered, then);
        QCOMPARE(rig.function().shardWindows().size(), std::size_t{1});
        rig.set("count.error_rate", "0%");
        rig.advanceTo(SimTime{400 * second});
        checkCounts(rig, 30 * second, 10);
    }

    /// Retries are limited for it as for a batch: then nothing is reported, and the next window begins with no state.
    void aFailingEndIsGivenUp()
    {
        Rig rig(sketch("web 10/s constant -> clicks[1] -> count tumbling_window=30s retries=1", Duration::minutes(20)));
        rig.advanceTo(SimTime{1 * second});
        rig.set("web.rate", "0/s");
        rig.advanceTo(SimTime{100 * second});
        rig.set("count.error_rate", "100%");
        rig.advanceTo(SimTime{200 * second});
        rig.set("count.error_rate", "0%");
        rig.set("web.rate", "10/s");
        rig.advanceTo(SimTime{300 * second});
        const std::string seen = windows(rig.function());
        QVERIFY2(seen.starts_with("0-30: lost 1") && seen.find(", 180-210: ") != std::string::npos, seen.c_str());
        QCOMPARE(rig.function().conservation().deadLettered, std::uint64_t{0}); // its records had been done
    }

    /// A reshard cuts the states: the parent's window ends with it, its children begin theirs with nothing.
    void aReshardCutsTheState()
    {
        for (const char *consumer : {"shared", "fan_out"}) {
            Rig rig(sketch("web 100/s keys=40 -> clicks[1] reshard=0s -> count tumbling_window=60s consumer="
                               + std::string(consumer),
                           Duration::minutes(20)));
            rig.advanceTo(SimTime{90 * second});
            rig.set("clicks.shards", "2");
            rig.advanceTo(SimTime{200 * second});
            rig.set("web.rate", "0/s");
            rig.advanceTo(SimTime{600 * second});
            checkCounts(rig, 60 * second, 8);
            std::uint64_t sum = 0, parts = 0;
            for (const ShardWindow &window : rig.function().shardWindows()) {
                sum += window.records;
                parts += window.start == SimTime{60 * second};
            }
            QCOMPARE(parts, std::uint64_t{3}); // the parent's part and the children's
            QCOMPARE(sum, static_cast<std::uint64_t>(rig.recorder().produced.size()));
        }
    }
};

HOTSHARD_TEST_MAIN(TestMappingWindows)
#include "tst_mapping_windows.moc"

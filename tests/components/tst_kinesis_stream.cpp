// Where a record goes, in which order it lies there, and what becomes of it when it is refused.
#include "components/kinesis_stream.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>
#include <set>

using namespace hotshard;
using namespace hotshard::test;

namespace {

std::string nameOf(std::uint32_t key) { return "key-" + std::to_string(key + 1); }

bool liesInOrder(const SeenDelivery &delivery)
{
    return std::is_sorted(delivery.records.begin(), delivery.records.end(),
                          [](const SeenRecord &a, const SeenRecord &b) { return a.arrival < b.arrival; });
}

} // namespace

class TestKinesisStream : public QObject {
    Q_OBJECT

private slots:
    void routesAsTheShardMap();
    void routesAnewAfterAReshard();
    void mostKeysForTheTable();
    void rejectsRetriesAndGivesUp();
    void retriesMergeInTimeOrder();
    void retriesGoWhereTheirKeyGoes();
    void retriesForAShardWithoutFreshRecords();
    void reshardClosesAndOpens();
    void aChangeOfMind();
    void oversizedRecordsAreRefusedForGood();
    void recordsLargerThanTheBurstPassWhenRested();
};

void TestKinesisStream::routesAsTheShardMap()
{
    for (const std::uint32_t shards : {1U, 2U, 3U, 7U, 64U}) {
        Rig rig(
            sketch("web 900/s keys=5000 -> clicks[" + std::to_string(shards) + "] -> count", Duration::seconds(30)));
        rig.advanceTo(SimTime{30'000'000});
        const ShardMap map(shards);
        std::size_t seen = 0;
        for (const SeenDelivery &delivery : rig.recorder().deliveries) {
            QVERIFY(liesInOrder(delivery));
            for (const SeenRecord &record : delivery.records) {
                QCOMPARE(map.shardFor(HashKey::ofPartitionKey(nameOf(record.key))), ShardId{delivery.shard});
                ++seen;
            }
        }
        QVERIFY(seen > 20'000);
    }
}

void TestKinesisStream::routesAnewAfterAReshard()
{
    Rig rig(sketch("web 900/s keys=500 -> clicks[2] reshard=5s -> count", Duration::seconds(60)));
    rig.advanceTo(SimTime{15'000'000});
    rig.set("clicks.shards", "6");
    rig.advanceTo(SimTime{60'000'000});
    // Two calls: 2 -> 4, five seconds; 4 -> 6, five seconds for the eight halves and five for two merges.
    std::map<std::int64_t, ShardMap> since{{-1, ShardMap(2)}, {20'000'000, ShardMap(2)}};
    QVERIFY(since.at(20'000'000).updateShardCount(4));
    since.emplace(25'000'000, since.at(20'000'000)).first->second.splitEvery();
    since.emplace(30'000'000, since.at(25'000'000)).first->second.mergeDownTo(6);
    QCOMPARE(since.rbegin()->second.openCount(), std::size_t{6});
    std::set<std::uint32_t> used;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &record : delivery.records) {
            const ShardMap &then = std::prev(since.lower_bound(record.arrival))->second;
            QCOMPARE(then.shardFor(HashKey::ofPartitionKey(nameOf(record.key))), ShardId{delivery.shard});
            used.insert(delivery.shard);
        }
    QCOMPARE(used.size(), std::size_t{16}); // 2, 4, 8, and two that were merged
}

void TestKinesisStream::mostKeysForTheTable()
{
    // Salted keys beyond the kept routes are hashed one by one: 100,000 x 256 is more than 2^24.
    const Simulation run = simulate("web 100/s uniform keys=100000 by=salted salts=256 -> clicks[4] -> count -> table",
                                    Duration::seconds(20));
    checkAll(run);
    for (const LaneView &lane : lanesOf(run))
        QVERIFY(std::abs(lane.inPerSecond - 25) < 4 * std::sqrt(2.5));
}

void TestKinesisStream::rejectsRetriesAndGivesUp()
{
    for (const std::uint64_t attempts : {1U, 2U, 5U}) {
        const Simulation run = simulate("web 500/s constant keys=1 delay=1ms attempts=" + std::to_string(attempts)
                                            + " -> clicks[1] records=100/s -> count -> table",
                                        Duration::seconds(60));
        checkAll(run);
        const Snapshot snapshot = run.snapshot({});
        const ProducerView &web = snapshot.producers.at(0);
        QVERIFY(web.gaveUp > 20'000);
        // Whoever gave up was rejected `attempts` times; who got through at most one time less.
        QVERIFY(web.rejectedAttempts >= web.gaveUp * attempts);
        QVERIFY(web.rejectedAttempts <= web.gaveUp * attempts + (web.produced - web.gaveUp) * (attempts - 1));
        QVERIFY(web.rejectedPerSecond > 0);
        std::uint64_t byShard = 0;
        for (const LaneView &lane : snapshot.streams.at(0).lanes)
            byShard += static_cast<std::uint64_t>(lane.rejectedPerSecond * 10 + 0.5);
        QCOMPARE(byShard, static_cast<std::uint64_t>(web.rejectedPerSecond * 10 + 0.5));
    }
}

void TestKinesisStream::retriesMergeInTimeOrder()
{
    Rig rig(
        sketch("web 1700/s keys=100 attempts=8 delay=50ms -> clicks[2] records=700/s -> count", Duration::minutes(1)));
    rig.advanceTo(SimTime{60'000'000});
    std::size_t late = 0, seen = 0;
    std::map<std::uint32_t, std::int64_t> last;
    std::multiset<std::pair<std::int64_t, std::uint32_t>> made;
    for (const SeenRecord &record : rig.recorder().produced)
        made.insert({record.made, record.key});
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &record : delivery.records) {
            QVERIFY(record.arrival >= last[delivery.shard]);
            last[delivery.shard] = record.arrival;
            QVERIFY(record.made <= record.arrival);
            late += record.made < record.arrival;
            // Delivered once each: what was made is used up.
            const auto one = made.find({record.made, record.key});
            QVERIFY(one != made.end());
            made.erase(one);
            ++seen;
        }
    QVERIFY(late > 5'000 && seen > 60'000);
}

void TestKinesisStream::retriesGoWhereTheirKeyGoes()
{
    // Salted at first, natural from 30 s on: what is tried again later keeps its suffix.
    Rig rig(sketch("web 1500/s keys=3 by=salted salts=5 attempts=20 delay=5s -> clicks[4] records=200/s -> count",
                   Duration::minutes(1)));
    rig.advanceTo(SimTime{30'000'000});
    rig.set("web.partition_key", "natural");
    rig.advanceTo(SimTime{60'000'000});
    const ShardMap map(4);
    std::size_t later = 0;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &record : delivery.records) {
            bool possible = false;
            if (record.made > 30'000'000)
                possible = map.shardFor(HashKey::ofPartitionKey(nameOf(record.key))).value == delivery.shard;
            for (int salt = 0; salt < 5 && record.made <= 30'000'000; ++salt)
                possible = possible
                    || map.shardFor(HashKey::ofPartitionKey(nameOf(record.key) + "#" + std::to_string(salt))).value
                        == delivery.shard;
            QVERIFY2(possible, std::to_string(record.made).c_str());
            later += record.made <= 30'000'000 && record.arrival > 30'000'000;
        }
    QVERIFY(later > 100);
}

void TestKinesisStream::retriesForAShardWithoutFreshRecords()
{
    // key-2 is refused often; then only key-1 is made, in full blocks, while key-2's retries are still due.
    ScenarioSpec spec = sketch("web 9000/s hot=0% keys=2 attempts=20 delay=20s -> clicks[2] records=800/s -> count",
                               Duration::seconds(30));
    change(spec, Duration::seconds(5), "web.keys.hot_share", "100%");
    const Simulation run = simulate(spec);
    checkAll(run);
    const auto lanes = lanesOf(run);
    QVERIFY(lanes[1].inPerSecond > 700); // the upper half: key-2's retries
    QVERIFY(lanes[0].inPerSecond > 700);
}

void TestKinesisStream::reshardClosesAndOpens()
{
    Rig rig(sketch("web 100/s keys=50 -> clicks[2] reshard=10s -> count", Duration::seconds(60)));
    KinesisStream &stream = rig.stream();
    rig.advanceTo(SimTime{5'000'000});
    rig.set("clicks.shards", "4");
    rig.advanceTo(SimTime{14'999'999});
    QCOMPARE(stream.shardCount(), 2U);
    QVERIFY(!stream.closed(ShardId{0}));
    rig.advanceTo(SimTime{15'000'000});
    QCOMPARE(stream.shardCount(), 6U);
    QVERIFY(stream.closed(ShardId{0}) && stream.closed(ShardId{1}) && !stream.closed(ShardId{5}));
    QCOMPARE(stream.parents(ShardId{4}), std::vector<ShardId>{ShardId{1}});
    const std::uint64_t end = stream.log(ShardId{0}).end();
    QVERIFY(end > 100);
    rig.set("clicks.shards", "2");
    rig.advanceTo(SimTime{60'000'000});
    QCOMPARE(stream.log(ShardId{0}).end(), end); // its end is final
    QCOMPARE(stream.shardCount(), 8U);
    QCOMPARE(stream.parents(ShardId{7}), (std::vector<ShardId>{ShardId{4}, ShardId{5}}));
}

void TestKinesisStream::aChangeOfMind()
{
    Rig rig(sketch("web 100/s -> clicks[2] reshard=10s -> count", Duration::seconds(60)));
    const KinesisStream &stream = rig.stream();
    rig.advanceTo(SimTime{5'000'000});
    rig.set("clicks.shards", "3");
    rig.advanceTo(SimTime{5'500'000});
    rig.set("clicks.shards", "4"); // a drag of the slider is one call, from now on
    rig.advanceTo(SimTime{8'000'000});
    rig.set("clicks.shards", "2"); // a call that was taken is done; the next one waits for it
    rig.advanceTo(SimTime{15'499'999});
    QCOMPARE(stream.shardCount(), 2U);
    rig.advanceTo(SimTime{15'500'000});
    QCOMPARE(stream.shards().openCount(), std::size_t{4});
    rig.advanceTo(SimTime{25'500'000});
    QCOMPARE(stream.shards().openCount(), std::size_t{2});
    QCOMPARE(stream.shardCount(), 8U);
    QCOMPARE(stream.shardControl().updateCalls(), std::size_t{2});
    rig.set("clicks.shards", "4");
    rig.set("clicks.shards", "2"); // nothing to do after all
    QVERIFY(rig.stream().nextControl() == SimTime::never());
    rig.advanceTo(SimTime{60'000'000});
    QCOMPARE(stream.shardCount(), 8U);
}

void TestKinesisStream::oversizedRecordsAreRefusedForGood()
{
    const Simulation run =
        simulate("web 10/s constant size=2MiB attempts=2 -> clicks[1] -> count", Duration::seconds(20));
    checkAll(run);
    QCOMPARE(run.network().conservation()[1].in, std::uint64_t{0});
    const ProducerView web = run.snapshot({}).producers.at(0);
    QCOMPARE(web.refused, web.produced);
    QCOMPARE(web.rejectedAttempts, std::uint64_t{0}); // not throttled, and not tried again
    const Simulation larger = simulate("web 10/s constant size=2MiB attempts=2 -> clicks[1] record_size=2MiB -> count",
                                       Duration::seconds(20));
    QCOMPARE(larger.snapshot({}).producers.at(0).refused, std::uint64_t{0});
    const Simulation bytes =
        simulate("web 500/s constant size=4KiB attempts=1 -> clicks[1] -> count", Duration::seconds(61));
    // 1 MiB/s is 256 records/s, and one second that was saved.
    const auto in = static_cast<double>(bytes.network().conservation()[1].in);
    QVERIFY2(std::abs(in - 256 * 62) <= 2, std::to_string(in).c_str());
}

void TestKinesisStream::recordsLargerThanTheBurstPassWhenRested()
{
    // A bucket of 1 MiB that refills at 1 MiB/s: 4 MiB every 4 s, whenever it is full.
    const Simulation run = simulate("web 10/s constant size=4MiB attempts=1 -> clicks[1] record_size=10MiB -> count",
                                    Duration::seconds(40));
    checkAll(run);
    QCOMPARE(run.network().conservation()[1].in, std::uint64_t{10});
}

HOTSHARD_TEST_MAIN(TestKinesisStream)
#include "tst_kinesis_stream.moc"

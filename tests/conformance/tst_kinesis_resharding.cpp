// SplitShard, MergeShards and UpdateShardCount, one row a rule, held against what is known of the real service.
// Every row begins with its test vector in the domain notes and names where its expectation comes from:
//   kinesalite     tests of github mhart/kinesalite (modelled on the real service)
//   api            text of the Kinesis API reference
//   moto           tests of github getmoto/moto that say they were verified against AWS
//   computed       from the rule, with Python's integers
#include "routing/hash_range.h"
#include "routing/shard_map.h"
#include "routing/update_quota.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <cstdint>

using namespace hotshard;
using namespace hotshard::test;

namespace {

HashKey key(const QString &decimal) { return HashKey::parse(decimal.toStdString()).value(); }

QString text(HashKey hash) { return QString::fromStdString(hash.toString()); }

QString text(const HashRange &range) { return text(range.first) + ".." + text(range.last); }

/// The refusal's error, or the range of each child that was made.
QString outcome(const ShardMap &map, const ReshardResult &result)
{
    if (!result)
        return QString::fromStdString(result.refusal->code);
    const ReshardOperation &done = result.operations.front();
    QString children = text(map.shard(done.child).range);
    if (done.kind == ReshardOperation::Kind::Split)
        children += ' ' + text(map.shard(done.upperChild).range);
    return children;
}

const QString highest = QStringLiteral("340282366920938463463374607431768211455");
const QString invalid = QStringLiteral("InvalidArgumentException");
const QString notFound = QStringLiteral("ResourceNotFoundException");

} // namespace

class TestKinesisResharding : public QObject {
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void splitChildren();
    void splitPoints_data();
    void splitPoints();
    void merges_data();
    void merges();
    void mergedShard();
    void parentsTakeRecordsUntilTheReshardIsDone();
    void adjacency_data();
    void adjacency();
    void shardCounts_data();
    void shardCounts();
    void shardCountLimits_data();
    void shardCountLimits();
    void updatesInADay();
    void hotKeyCannotBeSplit_data();
    void hotKeyCannotBeSplit();
    void neighboursAreSeparated_data();
    void neighboursAreSeparated();
};

void TestKinesisResharding::splits_data()
{
    QTest::addColumn<unsigned>("shards");
    QTest::addColumn<unsigned>("shard");
    QTest::addColumn<QString>("newStart");
    QTest::addColumn<QString>("expected"); // the children's ranges, or the error
    QTest::newRow("T7 kinesalite test/splitShard.js: the lowest point") << 1U << 0U << "2"
                                                                        << "0..1 2.." + highest;
    QTest::newRow("T7 kinesalite test/splitShard.js: one below it") << 1U << 0U << "1" << invalid;
    QTest::newRow("T7 api: the shard's start") << 1U << 0U << "0" << invalid;
    QTest::newRow("T7 kinesalite test/splitShard.js: the shard's end")
        << 3U << 0U << "113427455640312821154458202477256070484" << invalid;
    QTest::newRow("T7 api: one below the shard's end")
        << 3U << 0U << "113427455640312821154458202477256070483"
        << "0..113427455640312821154458202477256070482 "
           "113427455640312821154458202477256070483..113427455640312821154458202477256070484";
    QTest::newRow("T7 api: a point of the next shard")
        << 3U << 0U << "170141183460469231731687303715884105727" << invalid;
    QTest::newRow("T7 api: a point of the shard before") << 3U << 1U << "5" << invalid;
    QTest::newRow("T7 kinesalite test/splitShard.js: no such shard") << 3U << 5U << "2" << notFound;
}

void TestKinesisResharding::splits()
{
    QFETCH(unsigned, shards);
    QFETCH(unsigned, shard);
    QFETCH(QString, newStart);
    ShardMap map(shards);
    const ShardMap before = map;
    const ReshardResult result = map.split(ShardId{shard}, key(newStart));
    QTEST(outcome(map, result), "expected");
    QVERIFY(result || map == before);
}

// T7 kinesalite test/splitShard.js: ids, states and lineage. A closed shard takes no second split (api: OPEN only).
void TestKinesisResharding::splitChildren()
{
    ShardMap map(1);
    QVERIFY(map.split(ShardId{0}, HashKey{2}));
    QCOMPARE(map.shard(ShardId{0}).state, Shard::State::Closed);
    QCOMPARE(shardName(ShardId{2}), std::string("shardId-000000000002"));
    for (const ShardId child : {ShardId{1}, ShardId{2}}) {
        QCOMPARE(map.shard(child).state, Shard::State::Open);
        QCOMPARE(map.shard(child).parent, std::optional(ShardId{0}));
        QVERIFY(!map.shard(child).adjacentParent);
    }
    QCOMPARE(outcome(map, map.split(ShardId{0}, HashKey{7})), invalid);
    QCOMPARE(outcome(map, map.split(ShardId{1}, HashKey{1})), invalid); // two keys cannot be divided
}

void TestKinesisResharding::splitPoints_data()
{
    QTest::addColumn<unsigned>("shards");
    QTest::addColumn<unsigned>("shard");
    QTest::addColumn<QString>("point");
    QTest::addColumn<QString>("children");
    QTest::newRow("T8 computed by the rule of AWS's sample code: the whole space")
        << 1U << 0U << "170141183460469231731687303715884105727"
        << "0..170141183460469231731687303715884105726 170141183460469231731687303715884105727.." + highest;
    QTest::newRow("T8 computed: shard 0 of 3")
        << 3U << 0U << "56713727820156410577229101238628035242"
        << "0..56713727820156410577229101238628035241 "
           "56713727820156410577229101238628035242..113427455640312821154458202477256070484";
    QTest::newRow("T8 computed: shard 1 of 3")
        << 3U << 1U << "170141183460469231731687303715884105727"
        << "113427455640312821154458202477256070485..170141183460469231731687303715884105726 "
           "170141183460469231731687303715884105727..226854911280625642308916404954512140969";
    QTest::newRow("T8 computed: shard 2 of 3")
        << 3U << 2U << "283568639100782052886145506193140176212"
        << "226854911280625642308916404954512140970..283568639100782052886145506193140176211 "
           "283568639100782052886145506193140176212.."
            + highest;
}

void TestKinesisResharding::splitPoints()
{
    QFETCH(unsigned, shards);
    QFETCH(unsigned, shard);
    ShardMap map(shards);
    const HashKey point = evenSplitPoint(map.shard(ShardId{shard}).range);
    QTEST(text(point), "point");
    QTEST(outcome(map, map.split(ShardId{shard}, point)), "children");
}

void TestKinesisResharding::merges_data()
{
    QTest::addColumn<unsigned>("low"); // of 3 shards
    QTest::addColumn<unsigned>("high");
    QTest::addColumn<QString>("expected");
    const char *whole = "0..226854911280625642308916404954512140969";
    QTest::newRow("T9 kinesalite test/mergeShards.js: neighbours") << 0U << 1U << whole;
    QTest::newRow("T9 kinesalite test/mergeShards.js: a gap between them") << 0U << 2U << invalid;
    QTest::newRow("T9 kinesalite test/mergeShards.js: the upper one first") << 1U << 0U << invalid;
    QTest::newRow("T9 kinesalite test/mergeShards.js: no such shard") << 0U << 5U << notFound;
    QTest::newRow("T9 computed: with itself") << 1U << 1U << invalid;
    QTest::newRow("T9 computed: the last with the first, around the end") << 2U << 0U << invalid;
}

void TestKinesisResharding::merges()
{
    QFETCH(unsigned, low);
    QFETCH(unsigned, high);
    ShardMap map(3);
    const ShardMap before = map;
    const ReshardResult result = map.merge(ShardId{low}, ShardId{high});
    QTEST(outcome(map, result), "expected");
    QVERIFY(result || map == before);
}

// T9 kinesalite test/mergeShards.js: id, lineage and where a key of the second parent goes
void TestKinesisResharding::mergedShard()
{
    ShardMap map(3);
    const HashKey inSecond = key("113427455640312821154458202477256070485");
    QCOMPARE(map.shardFor(inSecond), ShardId{1});
    QVERIFY(map.merge(ShardId{0}, ShardId{1}));
    QCOMPARE(map.shard(ShardId{3}).parent, std::optional(ShardId{0}));
    QCOMPARE(map.shard(ShardId{3}).adjacentParent, std::optional(ShardId{1}));
    QCOMPARE(map.shardFor(inSecond), ShardId{3});
    QCOMPARE(outcome(map, map.merge(ShardId{0}, ShardId{1})), invalid); // both are closed
}

// T9 kinesalite test/mergeShards.js: while the stream is UPDATING, records still go to the parents
void TestKinesisResharding::parentsTakeRecordsUntilTheReshardIsDone()
{
    ScenarioSpec spec = sketch("web 500/s keys=500 -> clicks[2] reshard=30s -> count", Duration::minutes(2));
    change(spec, Duration::seconds(10), "clicks.shards", "1");
    Simulation run(spec);
    run.advanceTo(SimTime::zero() + Duration::seconds(39));
    std::vector<LaneView> lanes = lanesOf(run);
    QCOMPARE(lanes.size(), std::size_t{2});
    for (const LaneView &lane : lanes)
        QVERIFY(lane.state == ShardState::Open && lane.inPerSecond > 0);
    run.advanceTo(SimTime::zero() + Duration::seconds(60));
    for (const LaneView &lane : lanesOf(run)) // the last ten seconds
        QCOMPARE(lane.inPerSecond > 0, lane.shard == ShardId{2});
    QCOMPARE(lanesOf(run).back().parents, (std::vector{ShardId{0}, ShardId{1}}));
}

void TestKinesisResharding::adjacency_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<bool>("adjacent"); // to 276..381
    QTest::newRow("T10 api MergeShards: 276..381 and 382..454") << 382 << true;
    QTest::newRow("T10 api MergeShards: 276..381 and 455..560") << 455 << false;
    QTest::newRow("T10 computed: one key between them") << 383 << false;
    QTest::newRow("T10 computed: one key in both") << 381 << false;
}

void TestKinesisResharding::adjacency()
{
    QFETCH(int, from);
    const auto first = static_cast<UInt128>(from);
    QTEST(!refuseMerge({{276}, {381}}, {{first}, {first + 100}}), "adjacent");
}

void TestKinesisResharding::shardCounts_data()
{
    QTest::addColumn<unsigned>("from");
    QTest::addColumn<unsigned>("to");
    QTest::addColumn<unsigned>("total"); // open and closed
    const char *source = "T11 moto test_update_shard_count";
    QTest::addRow("%s: 2 to 4", source) << 2U << 4U << 6U;
    QTest::addRow("%s: 4 to 5", source) << 4U << 5U << 15U;
    QTest::addRow("%s: 10 to 13", source) << 10U << 13U << 37U;
    QTest::addRow("%s: 4 to 2", source) << 4U << 2U << 6U;
    QTest::addRow("%s: 5 to 3", source) << 5U << 3U << 7U;
}

void TestKinesisResharding::shardCounts()
{
    QFETCH(unsigned, from);
    QFETCH(unsigned, to);
    ShardMap map(from);
    QVERIFY(map.updateShardCount(to));
    QTEST(static_cast<unsigned>(map.shards().size()), "total");
    QCOMPARE(map.openCount(), std::size_t{to});
}

void TestKinesisResharding::shardCountLimits_data()
{
    QTest::addColumn<unsigned>("from");
    QTest::addColumn<unsigned>("to");
    QTest::addColumn<QString>("refused");
    QTest::newRow("T11 api UpdateShardCount: double") << 4U << 8U << QString();
    QTest::newRow("T11 api UpdateShardCount: more than double") << 4U << 9U << invalid;
    QTest::newRow("T11 api UpdateShardCount: half") << 10U << 5U << QString();
    QTest::newRow("T11 api UpdateShardCount: less than half") << 10U << 4U << invalid;
    QTest::newRow("T11 api UpdateShardCount: half of an odd number") << 5U << 3U << QString();
    QTest::newRow("T11 api UpdateShardCount: less than half of an odd number") << 5U << 2U << invalid;
    QTest::newRow("T11 api UpdateShardCount: none") << 1U << 0U << invalid;
    QTest::newRow("T11 api UpdateShardCount: the most of a stream") << 6000U << 10'000U << QString();
    QTest::newRow("T11 api UpdateShardCount: above it") << 6000U << 10'001U << "LimitExceededException";
}

void TestKinesisResharding::shardCountLimits()
{
    QFETCH(unsigned, from);
    QFETCH(unsigned, to);
    ShardMap map(from);
    const ShardMap before = map;
    const ReshardResult result = map.updateShardCount(to);
    QTEST(result ? QString() : QString::fromStdString(result.refusal->code), "refused");
    QVERIFY(result || map == before);
}

// T11 api UpdateShardCount: ten times in any 24 hours
void TestKinesisResharding::updatesInADay()
{
    UpdateQuota quota;
    const SimTime noon = SimTime::zero() + Duration::hours(12);
    for (int i = 0; i < 10; ++i)
        QVERIFY(!quota.use(noon + Duration::minutes(i)));
    QCOMPARE(quota.use(noon + Duration::hours(23))->code, std::string("LimitExceededException"));
    QVERIFY(!quota.use(noon + Duration::hours(24)));
    QVERIFY(quota.use(noon + Duration::hours(24)));
}

void TestKinesisResharding::hotKeyCannotBeSplit_data()
{
    QTest::addColumn<unsigned>("shards");
    QTest::addColumn<unsigned>("owner");
    const unsigned owners[][2] = {{1, 0}, {2, 0}, {3, 0}, {4, 0}, {7, 1}, {16, 2}};
    for (const auto &[shards, owner] : owners)
        QTest::addRow("T12 computed: `hot` in %u shards", shards) << shards << owner;
}

void TestKinesisResharding::hotKeyCannotBeSplit()
{
    QFETCH(unsigned, shards);
    const HashKey hot = HashKey::ofPartitionKey("hot");
    QCOMPARE(text(hot), QString("52123424389524434543810875721202177151"));
    ShardMap map(shards);
    QTEST(map.shardFor(hot).value, "owner");
    // However the space is cut, right beside the key too, one shard has it.
    QVERIFY(map.split(map.shardFor(hot), hot));
    QVERIFY(map.split(map.shardFor(hot), HashKey{hot.value + (UInt128{1} << 90U)}));
    for (int i = 0; i < 7; ++i)
        QVERIFY(map.updateShardCount(static_cast<std::uint32_t>(2 * map.openCount())));
    int owners = 0;
    for (const ShardId id : map.openShards())
        owners += map.shard(id).range.contains(hot) ? 1 : 0;
    QCOMPARE(owners, 1);
}

void TestKinesisResharding::neighboursAreSeparated_data()
{
    QTest::addColumn<QString>("newStart");
    QTest::addColumn<bool>("separated");
    QTest::newRow("T12 computed: right above the lower key") << "190125928426494458523383504137621001936" << true;
    QTest::newRow("T12 computed: between them") << "190500000000000000000000000000000000000" << true;
    QTest::newRow("T12 computed: at the upper key") << "190917122200326810055233066464581373159" << true;
    QTest::newRow("T12 computed: at the lower key") << "190125928426494458523383504137621001935" << false;
    QTest::newRow("T12 computed: above the upper key") << "190917122200326810055233066464581373160" << false;
}

// `eu-west` and `f` share shard 8 of 16 until somebody cuts between them.
void TestKinesisResharding::neighboursAreSeparated()
{
    QFETCH(QString, newStart);
    const HashKey low = HashKey::ofPartitionKey("eu-west");
    const HashKey high = HashKey::ofPartitionKey("f");
    ShardMap map(16);
    QCOMPARE(map.shardFor(low), ShardId{8});
    QCOMPARE(map.shardFor(high), ShardId{8});
    QVERIFY(map.split(ShardId{8}, key(newStart)));
    QTEST(map.shardFor(low) != map.shardFor(high), "separated");
}

HOTSHARD_TEST_MAIN(TestKinesisResharding)
#include "tst_kinesis_resharding.moc"

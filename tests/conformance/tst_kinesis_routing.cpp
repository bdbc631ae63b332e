// Partition key -> hash key -> shard, splits, merges and shard counts, held against what is known of the real
// service. Every row names where its expectation comes from:
//   kinesalite     tests of github mhart/kinesalite (modelled on the real service)
//   aws-cli        output of the real service in github aws/aws-cli, awscli/examples/kinesis
//   api            text of the Kinesis API reference
//   moto           tests of github getmoto/moto that say they were verified against AWS
//   computed       from the rule, with Python's hashlib and integers
#include "routing/hash_range.h"
#include "routing/shard_map.h"
#include "routing/update_quota.h"

#include <QCryptographicHash>
#include <QtTest>

#include <array>
#include <cstdint>
#include <random>

using namespace hotshard;

namespace {

HashKey key(const QString &decimal) { return HashKey::parse(decimal.toStdString()).value(); }

QString text(HashKey hash) { return QString::fromStdString(hash.toString()); }

const QString highest = QStringLiteral("340282366920938463463374607431768211455");

/// An unsigned integer of 160 bits, low word first, with schoolbook arithmetic: shares nothing with the model.
using Wide = std::array<std::uint32_t, 5>;

Wide wideFromDigest(const QByteArray &digest)
{
    Wide n{};
    for (int i = 0; i < 16; ++i) {
        const auto byte = static_cast<std::uint32_t>(static_cast<unsigned char>(digest[15 - i]));
        n[static_cast<std::size_t>(i / 4)] |= byte << (8 * (i % 4));
    }
    return n;
}

/// Long division by a small number, word by word from the top.
Wide divide(const Wide &n, std::uint32_t by)
{
    Wide quotient{};
    std::uint64_t rest = 0;
    for (std::size_t i = n.size(); i-- > 0;) {
        rest = rest << 32U | n[i];
        quotient[i] = static_cast<std::uint32_t>(rest / by);
        rest %= by;
    }
    return quotient;
}

Wide times(const Wide &n, std::uint32_t by)
{
    Wide product{};
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < n.size(); ++i) {
        carry += static_cast<std::uint64_t>(n[i]) * by;
        product[i] = static_cast<std::uint32_t>(carry);
        carry >>= 32U;
    }
    return product;
}

bool less(const Wide &a, const Wide &b)
{
    return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

/// min(hash / floor(2^128 / N), N - 1), by counting steps: the closed form of the initial ranges.
std::uint32_t independentShard(const QByteArray &partitionKey, std::uint32_t shards)
{
    const Wide hash = wideFromDigest(QCryptographicHash::hash(partitionKey, QCryptographicHash::Md5));
    const Wide step = divide({0, 0, 0, 0, 1}, shards);
    std::uint32_t low = 0;
    std::uint32_t high = shards - 1;
    while (low < high) { // the last shard whose start is not above the hash
        const std::uint32_t middle = (low + high + 1) / 2;
        if (less(hash, times(step, middle)))
            high = middle - 1;
        else
            low = middle;
    }
    return low;
}

} // namespace

class TestKinesisRouting : public QObject {
    Q_OBJECT

private slots:
    void keyToShard_data();
    void keyToShard();
    void ranges_data();
    void ranges();
    void explicitHashKeys_data();
    void explicitHashKeys();
    void minimumSplit();
    void evenSplits_data();
    void evenSplits();
    void merges();
    void adjacency();
    void shardCounts_data();
    void shardCounts();
    void refusedShardCounts();
    void hotKeyCannotBeSplit();
    void splitSeparatesNeighbours();
    void tenThousandRandomKeys();
};

void TestKinesisRouting::keyToShard_data()
{
    QTest::addColumn<QString>("md5");
    QTest::addColumn<QString>("hash");
    QTest::addColumn<QList<int>>("shards"); // for 1, 2, 3, 4, 7, 16 shards
    QTest::addColumn<QString>("source");
    const auto row = [](const char *name, const char *md5, const char *hash, const QList<int> &shards,
                        const char *source = "computed") { QTest::newRow(name) << md5 << hash << shards << source; };
    row("a", "0cc175b9c0f1b6a831c399e269772661", "16955237001963240173058271559858726497", {0, 0, 0, 0, 0, 0},
        "N=3 kinesalite test/putRecord.js, others computed");
    row("b", "92eb5ffee6ae2fec3ad71c777531578f", "195289424170611159128911017612795795343", {0, 1, 1, 2, 4, 9},
        "N=3 kinesalite test/putRecords.js, others computed");
    row("e", "e1671797c52e15f763380b45e841ec32", "299611584147932843547128611849858313266", {0, 1, 2, 3, 6, 14},
        "N=3 kinesalite test/putRecords.js, others computed");
    row("f", "8fa14cdd754f91cc6554c9e71929cce7", "190917122200326810055233066464581373159", {0, 1, 1, 2, 3, 8},
        "N=3 kinesalite test/putRecords.js, others computed");
    row("1", "c4ca4238a0b923820dcc509a6f75849b", "261578874264819908609102035485573088411", {0, 1, 2, 3, 5, 12});
    row("key", "3c6e0b8a9c15224a8228b9a98ca1531d", "80325066489831061459460196859901989661", {0, 0, 0, 0, 1, 3});
    row("test", "098f6bcd4621d373cade4e832627b4f6", "12707736894140473154801792860916528374", {0, 0, 0, 0, 0, 0});
    row("hot", "27369b3bf4483e8dcfd85ba9a39a947f", "52123424389524434543810875721202177151", {0, 0, 0, 0, 1, 2});
    row("user-1", "d6d7705392bc7af633328bea8c4c6904", "285573413173782752570879317399258818820", {0, 1, 2, 3, 5, 13});
    row("user-2", "3d58ce20fe802793e0b221905baa60b3", "81544010656874607678696621737415172275", {0, 0, 0, 0, 1, 3});
    row("user-3", "134ad24e99806ca111197065657dbf5e", "25643827420764883787405505484921093982", {0, 0, 0, 0, 0, 1});
    row("device-42", "a7d3d8dde1a94258da084d4cb74a9f3c", "223081048512968852806315647540369465148",
        {0, 1, 1, 2, 4, 10});
    row("partitionKey-0", "d593fc2c1c22ffb3f0109b2c4a73d4df", "283893945402358862714065952676399797471",
        {0, 1, 2, 3, 5, 13});
    row("partitionKey-1", "77fe6d8289696ba8510480fbe3887256", "159499196025307651934328298402289840726",
        {0, 0, 1, 1, 3, 7});
    row("order-1000", "a98694af5846a62621587d70933e02a7", "225338314755564320154314932334616248999",
        {0, 1, 1, 2, 4, 10});
    row("us-east", "b671e4ddd39681994edf963cfccced01", "242510866742165960582349662985107860737", {0, 1, 2, 2, 4, 11});
    row("eu-west", "8f08ec001278c88964a56ad33656d6cf", "190125928426494458523383504137621001935", {0, 1, 1, 2, 3, 8});
    row("äöü", "0a09d7ee1e23c509e5e6846c86823081", "13343390213271228868859100939581272193", {0, 0, 0, 0, 0, 0},
        "computed, UTF-8");
}

void TestKinesisRouting::keyToShard()
{
    QFETCH(QList<int>, shards);
    const std::string partitionKey = QTest::currentDataTag();
    QByteArray digest;
    for (const std::uint8_t byte : md5(partitionKey))
        digest.append(static_cast<char>(byte));
    QTEST(QString::fromLatin1(digest.toHex()), "md5");
    const HashKey hash = HashKey::ofPartitionKey(partitionKey);
    QTEST(text(hash), "hash");
    QList<int> found;
    for (const std::uint32_t n : {1U, 2U, 3U, 4U, 7U, 16U})
        found << static_cast<int>(ShardMap(n).shardFor(hash).value);
    QCOMPARE(found, shards);
}

void TestKinesisRouting::ranges_data()
{
    QTest::addColumn<int>("shards");
    QTest::addColumn<int>("shard");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");
    const auto row = [](const char *source, int shards, int shard, const QString &first, const QString &last) {
        QTest::addRow("%d of %d, %s", shard, shards, source) << shards << shard << first << last;
    };
    const char *real = "kinesalite test/createStream.js and aws-cli describe-stream";
    row(real, 3, 0, "0", "113427455640312821154458202477256070484");
    row(real, 3, 1, "113427455640312821154458202477256070485", "226854911280625642308916404954512140969");
    row(real, 3, 2, "226854911280625642308916404954512140970", highest);
    row("computed", 1, 0, "0", highest);
    row("computed", 7, 0, "0", "48611766702991209066196372490252601635");
    row("computed", 7, 6, "291670600217947254397178234941515609816", highest);
    row("computed", 2, 0, "0", "170141183460469231731687303715884105727");
    row("computed", 2, 1, "170141183460469231731687303715884105728", highest);
    row("computed", 4, 1, "85070591730234615865843651857942052864", "170141183460469231731687303715884105727");
    row("computed", 16, 0, "0", "21267647932558653966460912964485513215");
    row("computed", 16, 1, "21267647932558653966460912964485513216", "42535295865117307932921825928971026431");
}

void TestKinesisRouting::ranges()
{
    QFETCH(int, shards);
    QFETCH(int, shard);
    const ShardMap map(static_cast<std::uint32_t>(shards));
    const HashRange range = map.shard(ShardId{static_cast<std::uint32_t>(shard)}).range;
    QTEST(text(range.first), "first");
    QTEST(text(range.last), "last");
}

void TestKinesisRouting::explicitHashKeys_data()
{
    QTest::addColumn<QString>("hash");
    QTest::addColumn<int>("shard"); // of 3; -1: refused
    QTest::newRow("kinesalite test/putRecord.js: the highest key") << highest << 2;
    QTest::newRow("kinesalite test/putRecord.js: the last key of shard 1")
        << "226854911280625642308916404954512140969" << 1;
    QTest::newRow("kinesalite test/putRecord.js: the first key of shard 2")
        << "226854911280625642308916404954512140970" << 2;
    QTest::newRow("kinesalite test/putRecord.js: 2^128") << "340282366920938463463374607431768211456" << -1;
    QTest::newRow("kinesalite test/putRecords.js: the lowest key") << "0" << 0;
    QTest::newRow("api PutRecord: no leading zeros") << "012" << -1;
    QTest::newRow("api PutRecord: no sign") << "-1" << -1;
}

void TestKinesisRouting::explicitHashKeys()
{
    QFETCH(QString, hash);
    const auto parsed = HashKey::parse(hash.toStdString());
    QTEST(parsed ? static_cast<int>(ShardMap(3).shardFor(*parsed).value) : -1, "shard");
}

// kinesalite test/splitShard.js
void TestKinesisRouting::minimumSplit()
{
    ShardMap map(1);
    const ReshardResult refused = map.split(ShardId{0}, HashKey{1});
    QCOMPARE(refused.refusal->code, std::string("InvalidArgumentException"));
    QVERIFY(map.split(ShardId{0}, HashKey{2}));
    QCOMPARE(map.shard(ShardId{0}).state, Shard::State::Closed);
    QVERIFY(map.shard(ShardId{1}).range == (HashRange{{0}, {1}}));
    QVERIFY(map.shard(ShardId{2}).range == (HashRange{{2}, HashKey::highest()}));
    for (const ShardId child : {ShardId{1}, ShardId{2}}) {
        QCOMPARE(map.shard(child).parent, std::optional(ShardId{0}));
        QVERIFY(!map.shard(child).adjacentParent);
    }
    ShardMap three(3);
    QVERIFY(!three.split(ShardId{0}, key("113427455640312821154458202477256070484")));
    QVERIFY(three.split(ShardId{0}, key("113427455640312821154458202477256070483")));
}

void TestKinesisRouting::evenSplits_data()
{
    QTest::addColumn<int>("shards");
    QTest::addColumn<int>("shard");
    QTest::addColumn<QString>("point");
    QTest::newRow("computed by the rule of AWS's sample code: the whole space")
        << 1 << 0 << "170141183460469231731687303715884105727";
    QTest::newRow("computed: shard 0 of 3") << 3 << 0 << "56713727820156410577229101238628035242";
    QTest::newRow("computed: shard 1 of 3") << 3 << 1 << "170141183460469231731687303715884105727";
    QTest::newRow("computed: shard 2 of 3") << 3 << 2 << "283568639100782052886145506193140176212";
}

void TestKinesisRouting::evenSplits()
{
    QFETCH(int, shards);
    QFETCH(int, shard);
    ShardMap map(static_cast<std::uint32_t>(shards));
    const ShardId id{static_cast<std::uint32_t>(shard)};
    const HashRange whole = map.shard(id).range;
    const HashKey point = evenSplitPoint(whole);
    QTEST(text(point), "point");
    const ReshardResult result = map.split(id, point);
    QVERIFY(result);
    const ReshardOperation &split = result.operations.front();
    QVERIFY(map.shard(split.child).range == (HashRange{whole.first, {point.value - 1}}));
    QVERIFY(map.shard(split.upperChild).range == (HashRange{point, whole.last}));
}

// kinesalite test/mergeShards.js
void TestKinesisRouting::merges()
{
    ShardMap map(3);
    QVERIFY(!map.merge(ShardId{0}, ShardId{2}));
    QCOMPARE(map.merge(ShardId{1}, ShardId{0}).refusal->code, std::string("InvalidArgumentException"));
    const HashKey inSecond = key("113427455640312821154458202477256070485");
    QCOMPARE(map.shardFor(inSecond), ShardId{1});
    QVERIFY(map.merge(ShardId{0}, ShardId{1}));
    const Shard &child = map.shard(ShardId{3});
    QCOMPARE(text(child.range.first), QString("0"));
    QCOMPARE(text(child.range.last), QString("226854911280625642308916404954512140969"));
    QCOMPARE(child.parent, std::optional(ShardId{0}));
    QCOMPARE(child.adjacentParent, std::optional(ShardId{1}));
    QCOMPARE(map.shardFor(inSecond), ShardId{3});
}

// api MergeShards
void TestKinesisRouting::adjacency()
{
    QVERIFY(!refuseMerge({{276}, {381}}, {{382}, {454}}));
    QVERIFY(refuseMerge({{276}, {381}}, {{455}, {560}}));
}

void TestKinesisRouting::shardCounts_data()
{
    QTest::addColumn<unsigned>("from");
    QTest::addColumn<unsigned>("to");
    QTest::addColumn<unsigned>("total");
    const char *source = "moto test_update_shard_count";
    QTest::addRow("2 to 4, %s", source) << 2U << 4U << 6U;
    QTest::addRow("4 to 5, %s", source) << 4U << 5U << 15U;
    QTest::addRow("10 to 13, %s", source) << 10U << 13U << 37U;
    QTest::addRow("4 to 2, %s", source) << 4U << 2U << 6U;
    QTest::addRow("5 to 3, %s", source) << 5U << 3U << 7U;
}

void TestKinesisRouting::shardCounts()
{
    QFETCH(unsigned, from);
    QFETCH(unsigned, to);
    ShardMap map(from);
    QVERIFY(map.updateShardCount(to));
    QTEST(static_cast<unsigned>(map.shards().size()), "total");
    QCOMPARE(map.openCount(), std::size_t{to});
}

// api UpdateShardCount: at most double, at least half
void TestKinesisRouting::refusedShardCounts()
{
    QCOMPARE(ShardMap(4).updateShardCount(9).refusal->code, std::string("InvalidArgumentException"));
    QCOMPARE(ShardMap(10).updateShardCount(4).refusal->code, std::string("InvalidArgumentException"));
    QVERIFY(ShardMap(4).updateShardCount(8));
    QVERIFY(ShardMap(10).updateShardCount(5));
    UpdateQuota quota;
    const SimTime noon = SimTime::zero() + Duration::hours(12);
    for (int i = 0; i < 10; ++i)
        QVERIFY(!quota.use(noon + Duration::minutes(i)));
    QCOMPARE(quota.use(noon + Duration::hours(23))->code, std::string("LimitExceededException"));
    QVERIFY(!quota.use(noon + Duration::hours(24)));
    QVERIFY(quota.use(noon + Duration::hours(24)));
}

// computed: one key is one point of the hash space
void TestKinesisRouting::hotKeyCannotBeSplit()
{
    const HashKey hot = HashKey::ofPartitionKey("hot");
    ShardMap map(1);
    for (int i = 0; i < 13; ++i) {
        QVERIFY(map.reshardTo(static_cast<std::uint32_t>(1) << i));
        int owners = 0;
        for (const ShardId id : map.openShards())
            owners += map.shard(id).range.contains(hot) ? 1 : 0;
        QCOMPARE(owners, 1);
        QVERIFY(map.shard(map.shardFor(hot)).range.contains(hot));
    }
}

// computed: `eu-west` and `f` share shard 8 of 16 until somebody cuts between them
void TestKinesisRouting::splitSeparatesNeighbours()
{
    const HashKey low = HashKey::ofPartitionKey("eu-west");
    const HashKey high = HashKey::ofPartitionKey("f");
    QCOMPARE(text(low), QString("190125928426494458523383504137621001935"));
    QCOMPARE(text(high), QString("190917122200326810055233066464581373159"));
    for (const HashKey point : {HashKey{low.value + 1}, HashKey{low.value / 2 + high.value / 2}, high}) {
        ShardMap map(16);
        QCOMPARE(map.shardFor(low), ShardId{8});
        QCOMPARE(map.shardFor(high), ShardId{8});
        QVERIFY(map.split(ShardId{8}, point));
        QCOMPARE(map.shardFor(low), ShardId{16});
        QCOMPARE(map.shardFor(high), ShardId{17});
    }
    ShardMap below(16);
    QVERIFY(below.split(ShardId{8}, low));
    QCOMPARE(below.shardFor(low), below.shardFor(high));
}

void TestKinesisRouting::tenThousandRandomKeys()
{
    std::mt19937_64 draw{7}; // the engine is fixed by the standard; no distribution is used
    std::vector<std::pair<std::uint32_t, ShardMap>> maps;
    for (const std::uint32_t n : {1U, 2U, 3U, 5U, 7U, 16U, 100U, 256U, 1000U, 9999U})
        maps.emplace_back(n, ShardMap(n));
    for (int i = 0; i < 10'000; ++i) {
        QByteArray partitionKey;
        const std::uint64_t length = 1 + draw() % 80;
        for (std::uint64_t c = 0; c < length; ++c)
            partitionKey.append(static_cast<char>(32 + draw() % 224));
        const auto &[n, map] = maps[static_cast<std::size_t>(i) % maps.size()];
        const HashKey hash =
            HashKey::ofPartitionKey({partitionKey.constData(), static_cast<std::size_t>(partitionKey.size())});
        QCOMPARE(map.shardFor(hash).value, independentShard(partitionKey, n));
    }
}

QTEST_APPLESS_MAIN(TestKinesisRouting)
#include "tst_kinesis_routing.moc"

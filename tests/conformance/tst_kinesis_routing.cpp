// Partition key -> hash key -> shard and the ranges of a new stream, held against what is known of the real service
// (test vectors T1 to T6 of the domain notes). Every row names where its expectation comes from:
//   kinesalite     tests of github mhart/kinesalite (modelled on the real service)
//   aws-cli        output of the real service in github aws/aws-cli, awscli/examples/kinesis
//   api            text of the Kinesis API reference
//   computed       from the rule, with Python's hashlib and integers
#include "routing/hash_range.h"
#include "routing/shard_map.h"

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
    void recordsOfOneCall();
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

// kinesalite test/putRecords.js: each record of a call goes its own way, explicit hash keys included
void TestKinesisRouting::recordsOfOneCall()
{
    struct Entry {
        const char *partitionKey;
        QString explicitHash;
        unsigned shard; // of 3
    };
    const Entry entries[] = {{"a", "", 0},
                             {"b", "", 1},
                             {"e", "", 2},
                             {"f", "", 1},
                             {"a", highest, 2},
                             {"a", "226854911280625642308916404954512140969", 1},
                             {"a", "226854911280625642308916404954512140970", 2}};
    const ShardMap map(3);
    for (const Entry &entry : entries) {
        const HashKey hash =
            entry.explicitHash.isEmpty() ? HashKey::ofPartitionKey(entry.partitionKey) : key(entry.explicitHash);
        QCOMPARE(map.shardFor(hash), ShardId{entry.shard});
    }
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

// The shard map against a linear scan through thousands of random splits and merges, and its plans.
#include "routing/shard_map.h"

#include <QtTest>

#include <random>

using namespace hotshard;

namespace {

/// The only open shard with the hash in its range, found without any order or search.
std::optional<ShardId> scan(const ShardMap &map, HashKey hash)
{
    std::optional<ShardId> found;
    for (const Shard &shard : map.shards()) {
        if (shard.state != Shard::State::Open || !shard.range.contains(hash))
            continue;
        if (found)
            return std::nullopt; // two owners: the map is broken
        found = shard.id;
    }
    return found;
}

bool coversEverything(const ShardMap &map)
{
    UInt128 next = 0;
    for (const ShardId id : map.openShards()) {
        const Shard &shard = map.shard(id);
        if (shard.state != Shard::State::Open || shard.range.first.value != next
            || shard.range.last < shard.range.first)
            return false;
        next = shard.range.last.value + 1; // 0 again after the last key of all
    }
    return next == 0;
}

bool lineageIsWhole(const ShardMap &map)
{
    for (const Shard &shard : map.shards()) {
        if ((shard.state == Shard::State::Closed) != (shard.childCount > 0))
            return false;
        for (const ShardId childId : shard.children()) {
            const Shard &child = map.shard(childId);
            if (child.id <= shard.id || (child.parent != shard.id && child.adjacentParent != shard.id))
                return false;
        }
        if (shard.adjacentParent && map.shard(*shard.parent).range.last >= map.shard(*shard.adjacentParent).range.first)
            return false;
    }
    return true;
}

std::vector<double> shares(const ShardMap &map)
{
    std::vector<double> all;
    for (const ShardId id : map.openShards())
        all.push_back(map.shard(id).range.share());
    return all;
}

/// std::mt19937_64 itself is fixed by the standard; its distributions are not, so none is used.
class Draw {
public:
    std::uint64_t operator()() { return m_engine(); }
    std::uint64_t below(std::uint64_t n) { return m_engine() % n; }
    HashKey hash()
    {
        const std::uint64_t high = m_engine();
        return HashKey::fromHalves(high, m_engine());
    }

private:
    std::mt19937_64 m_engine{20240607};
};

} // namespace

class TestShardMap : public QObject {
    Q_OBJECT

private slots:
    void names()
    {
        QCOMPARE(shardName(ShardId{3}), std::string("shardId-000000000003"));
        QCOMPARE(shardName(ShardId{4294967295U}), std::string("shardId-004294967295"));
    }

    void routesAtTheBorders()
    {
        for (const std::uint32_t n : {1U, 2U, 3U, 7U, 16U, 1000U, 10'000U}) {
            const ShardMap map(n);
            QCOMPARE(map.openCount(), std::size_t{n});
            for (const Shard &shard : map.shards()) {
                QCOMPARE(map.shardFor(shard.range.first), shard.id);
                QCOMPARE(map.shardFor(shard.range.last), shard.id);
            }
        }
    }

    void tenThousandRandomOperations()
    {
        Draw draw;
        ShardMap map(5);
        int splits = 0;
        int merges = 0;
        for (int i = 0; i < 10'000; ++i) {
            const std::size_t at = draw.below(map.openCount());
            const ShardId id = map.openShards()[at];
            const std::size_t before = map.shards().size();
            // Around 60 shards, so that both kinds happen and the scan stays cheap.
            if (draw.below(120) >= map.openCount()) {
                const HashRange range = map.shard(id).range;
                const bool even = draw.below(2) == 0;
                const UInt128 offset = range.widthLessOne() == 0 ? 0 : draw.hash().value % range.widthLessOne();
                const HashKey point = even ? evenSplitPoint(range) : HashKey{range.first.value + offset};
                const bool allowed = !refuseSplit(range, point);
                const ReshardResult result = map.split(id, point);
                QCOMPARE(static_cast<bool>(result), allowed);
                QCOMPARE(map.shards().size(), before + (allowed ? 2 : 0));
                splits += allowed ? 1 : 0;
            } else if (at + 1 < map.openCount()) {
                const ReshardResult result = map.merge(id, map.openShards()[at + 1]);
                QVERIFY(result);
                QCOMPARE(map.shards().size(), before + 1);
                QCOMPARE(map.shard(id).state, Shard::State::Closed);
                ++merges;
            }
            QVERIFY(coversEverything(map));
            if (i % 10 == 0) {
                const HashKey hash = draw.hash();
                QCOMPARE(std::optional(map.shardFor(hash)), scan(map, hash));
                const HashKey border = map.shard(map.openShards()[at % map.openCount()]).range.last;
                QCOMPARE(std::optional(map.shardFor(border)), scan(map, border));
            }
        }
        QVERIFY(splits > 2'000 && merges > 2'000);
        QVERIFY(lineageIsWhole(map));
        QCOMPARE(map.version(), static_cast<std::uint64_t>(splits + merges));
    }

    void refusalsChangeNothing()
    {
        ShardMap map(3);
        const ShardMap before = map;
        QVERIFY(!map.split(ShardId{9}, HashKey{5}));
        QVERIFY(!map.split(ShardId{0}, map.shard(ShardId{0}).range.last));
        QVERIFY(!map.merge(ShardId{0}, ShardId{2}));
        QVERIFY(!map.merge(ShardId{1}, ShardId{0}));
        QVERIFY(!map.merge(ShardId{1}, ShardId{1}));
        QVERIFY(!map.updateShardCount(7));
        QVERIFY(!map.updateShardCount(1));
        QVERIFY(!map.updateShardCount(0));
        QVERIFY(!map.reshardTo(0));
        QVERIFY(!map.reshardTo(ShardMap::maxShards + 1));
        QVERIFY(map == before);
        QVERIFY(map.split(ShardId{0}, evenSplitPoint(map.shard(ShardId{0}).range)));
        const ReshardResult again = map.split(ShardId{0}, evenSplitPoint(map.shard(ShardId{0}).range));
        QCOMPARE(again.refusal->code, std::string("InvalidArgumentException"));
        QVERIFY(again.refusal->text.find("closed") != std::string::npos);
        ShardMap full(ShardMap::maxShards);
        QCOMPARE(full.split(ShardId{0}, evenSplitPoint(full.shard(ShardId{0}).range)).refusal->code,
                 std::string("LimitExceededException"));
    }

    void doublingSplitsEveryShard()
    {
        ShardMap map(3);
        const ReshardResult result = map.updateShardCount(6);
        QCOMPARE(result.operations.size(), std::size_t{3});
        for (std::uint32_t i = 0; i < 3; ++i) {
            const ReshardOperation &operation = result.operations[i];
            QCOMPARE(operation.kind, ReshardOperation::Kind::Split);
            QCOMPARE(operation.parent, ShardId{i});
            QCOMPARE(operation.child, ShardId{3 + 2 * i});
            QCOMPARE(operation.upperChild, ShardId{4 + 2 * i});
        }
        QVERIFY(coversEverything(map));
        QVERIFY(lineageIsWhole(map));
    }

    void halvingUndoesDoubling()
    {
        for (std::uint32_t n = 1; n <= 300; ++n) {
            ShardMap map(n);
            QVERIFY(map.updateShardCount(2 * n));
            QVERIFY(map.updateShardCount(n));
            const auto ranges = initialRanges(n);
            for (std::uint32_t i = 0; i < n; ++i)
                QVERIFY(map.shard(map.openShards()[i]).range == ranges[i]);
        }
    }

    void otherTargetsSplitAllThenMergeTheNarrowest()
    {
        ShardMap map(4);
        QVERIFY(map.updateShardCount(5));
        QCOMPARE(shares(map), (std::vector<double>{0.25, 0.25, 0.25, 0.125, 0.125}));
        QVERIFY(map.updateShardCount(4)); // the two eighths are the narrowest pair
        QCOMPARE(shares(map), (std::vector<double>{0.25, 0.25, 0.25, 0.25}));
        QVERIFY(map.updateShardCount(3)); // equal pairs: the lowest
        QCOMPARE(shares(map), (std::vector<double>{0.5, 0.25, 0.25}));
    }

    void halvesThatDifferByAKeyCountAsEqual()
    {
        // Three shards of odd width: halves differ by one key, and yet it is the halves of one shard that join.
        for (std::uint32_t n = 3; n <= 200; ++n) {
            ShardMap map(n);
            QVERIFY(map.updateShardCount(n + 1));
            for (std::uint32_t i = 0; i + 1 < n; ++i)
                QVERIFY(map.shard(map.openShards()[i]).range == initialRanges(n)[i]);
        }
    }

    void anyCountCanBeReached()
    {
        Draw draw;
        ShardMap map(1);
        for (int i = 0; i < 60; ++i) {
            const auto target = static_cast<std::uint32_t>(1 + draw.below(i < 50 ? 300 : 10'000));
            QVERIFY(map.reshardTo(target));
            QCOMPARE(map.openCount(), std::size_t{target});
            QVERIFY(coversEverything(map));
        }
        QVERIFY(lineageIsWhole(map));
        QVERIFY(map.reshardTo(16));
        QVERIFY(map.reshardTo(16).operations.empty());
    }

    void copiesAreIndependent()
    {
        ShardMap map(2);
        const ShardMap checkpoint = map;
        QVERIFY(map.updateShardCount(4));
        QCOMPARE(checkpoint.openCount(), std::size_t{2});
        QVERIFY(!(checkpoint == map));
    }
};

QTEST_APPLESS_MAIN(TestShardMap)
#include "tst_shard_map.moc"

// The shards of one stream: who owns which part of the hash space, now and before.
//
// A value: copying it is part of copying a simulation (about 80 bytes for each shard that ever was). It knows
// routing and lineage only; when a reshard takes effect, what lies in a shard and who reads it is the
// stream's business. Rules: Kinesis API SplitShard, MergeShards, UpdateShardCount.
// Refusals are values; nothing throws. Not synchronised: one thread at a time for one map.
#pragma once

#include "kernel/ids.h"
#include "routing/hash_range.h"
#include "routing/reshard_request.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hotshard {

/// `shardId-000000000003`.
[[nodiscard]] std::string shardName(ShardId id);

/// A shard that exists or existed.
struct Shard {
    enum class State : std::uint8_t {
        Open,  ///< takes writes
        Closed ///< split or merged; what it holds can still be read
    };

    ShardId id;
    HashRange range;
    State state = State::Open;
    std::optional<ShardId> parent;
    std::optional<ShardId> adjacentParent; ///< the second parent of a merged shard
    std::array<ShardId, 2> childIds{};
    std::uint8_t childCount = 0; ///< 2 after a split, 1 after a merge

    /// By rising start.
    [[nodiscard]] std::span<const ShardId> children() const { return std::span(childIds).first(childCount); }
    bool operator==(const Shard &) const = default;
};

/// One SplitShard or MergeShards that was done.
struct ReshardOperation {
    enum class Kind : std::uint8_t { Split, Merge };

    Kind kind = Kind::Split;
    ShardId parent;         ///< closed by this operation
    ShardId adjacentParent; ///< Merge: closed too, the upper one
    HashKey newStart;       ///< Split: where the upper child starts
    ShardId child;          ///< the only child of a merge, the lower one of a split
    ShardId upperChild;     ///< Split only
    bool operator==(const ReshardOperation &) const = default;
};

/// What a reshard did; with a refusal nothing was changed.
struct ReshardResult {
    std::vector<ReshardOperation> operations; ///< in the order done
    std::optional<Refusal> refusal;
    explicit operator bool() const { return !refusal; }
};

class ShardMap {
public:
    /// Most shards of a stream (Kinesis quota).
    static constexpr std::uint32_t maxShards = 10'000;

    /// A new stream of `shards` (1 .. maxShards; outside values are brought to the nearest).
    explicit ShardMap(std::uint32_t shards = 1);

    /// The open shard that takes a record. O(log open shards), no allocation.
    [[nodiscard]] ShardId shardFor(HashKey hash) const { return m_openIds[openIndexFor(hash)]; }
    /// Its position in `openShards()`.
    [[nodiscard]] std::size_t openIndexFor(HashKey hash) const;

    /// Every shard that ever was; a shard's id is its index.
    [[nodiscard]] const std::vector<Shard> &shards() const { return m_shards; }
    [[nodiscard]] const Shard &shard(ShardId id) const { return m_shards[id.value]; }
    /// By rising start.
    [[nodiscard]] const std::vector<ShardId> &openShards() const { return m_openIds; }
    [[nodiscard]] std::size_t openCount() const { return m_openIds.size(); }
    /// Grows with every split and merge: a cache of key -> shard is good as long as this stays the same.
    [[nodiscard]] std::uint64_t version() const { return m_version; }

    /// SplitShard: two children with the next two ids, the lower one first.
    ReshardResult split(ShardId id, HashKey newStart);
    /// MergeShards: `low` must end right before `high` starts.
    ReshardResult merge(ShardId low, ShardId high);

    /// UpdateShardCount (uniform scaling): at most double, at least half of the open shards.
    ///
    /// Double: every open shard is split at its middle, by rising start. Half of an even number: neighbours
    /// are merged in pairs (1st with 2nd, 3rd with 4th ...). Any other target above: every open shard is split
    /// at its middle, then neighbours are merged down to the target; below: neighbours are merged down.
    /// "Merged down" joins the narrowest neighbouring pair first, and of equal pairs the one that starts
    /// lowest; widths count as equal when they agree after rounding to 2^64 keys, because halves of the same
    /// shard differ by a key or two. So 4 -> 5 ends as 1/4, 1/4, 1/4, 1/8, 1/8 of the space: the numbers of
    /// shards agree with those seen on the service, the equal sizes that its documentation promises do not
    /// come out. The same count again does nothing.
    ReshardResult updateShardCount(std::uint32_t target);

    /// What one of these calls would be refused for; nothing when it would be done.
    [[nodiscard]] std::optional<Refusal> refuse(const ReshardRequest &request) const;
    /// Does it, with all of its splits and merges at once.
    ReshardResult reshard(const ReshardRequest &request);

    /// The two halves of an UpdateShardCount, for those who let time pass between them. First, when the count grows,
    /// every open shard is split at its middle: these may be more than maxShards for as long as it takes. Then
    /// neighbours are merged down to the target. REQUIRES: refuse() of the update gave nothing.
    ReshardResult splitEvery();
    ReshardResult mergeDownTo(std::uint32_t target);

    /// As many UpdateShardCount calls as it takes to reach any count from 1 to maxShards: doubling or halving
    /// as long as the target is beyond one call.
    ReshardResult reshardTo(std::uint32_t target);

    bool operator==(const ShardMap &) const = default;

private:
    [[nodiscard]] std::optional<Refusal> refuseClosed(ShardId id) const;
    [[nodiscard]] std::optional<Refusal> refuseSplitOf(ShardId id, HashKey newStart) const;
    [[nodiscard]] std::optional<Refusal> refuseMergeOf(ShardId low, ShardId high) const;
    [[nodiscard]] std::optional<Refusal> refuseCount(std::uint32_t target) const;
    [[nodiscard]] std::optional<Refusal> refuseUpdate(std::uint32_t target) const;
    ShardId addChild(const HashRange &range, ShardId parent, std::optional<ShardId> adjacentParent);
    void close(ShardId id, std::array<ShardId, 2> children, std::uint8_t count);
    ReshardOperation splitAt(ShardId id, HashKey newStart);
    ReshardOperation mergePair(ShardId low, ShardId high);
    void splitAll(std::vector<ReshardOperation> &done);
    void mergeInPairs(std::vector<ReshardOperation> &done);
    void mergeNarrowest(std::uint32_t target, std::vector<ReshardOperation> &done);
    void rebuildOpen();

    std::vector<Shard> m_shards;
    std::vector<HashKey> m_openStarts; // sorted; beside m_openIds, so that the search touches starts only
    std::vector<ShardId> m_openIds;
    std::uint64_t m_version = 0;
};

} // namespace hotshard

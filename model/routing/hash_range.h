// Ranges of the hash space: what a shard owns, and how ranges are cut and joined.
//
// Rules: both ends belong to the range. A new stream of N shards has steps of floor(2^128 / N) and its last
// shard takes the remainder. SplitShard, MergeShards (Kinesis API and its emulators' conformance tests).
// Any thread; a refusal is a value with the rule's text, nothing throws.
#pragma once

#include "routing/hash_key.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotshard {

/// Why the service would not do it.
struct Refusal {
    std::string code; ///< the service's error: InvalidArgumentException, LimitExceededException
    std::string text; ///< the rule, with the numbers at hand
    bool operator==(const Refusal &) const = default;
};

/// A range with both ends included; `first <= last`.
struct HashRange {
    HashKey first;
    HashKey last;

    static constexpr HashRange all() { return {HashKey::lowest(), HashKey::highest()}; }
    [[nodiscard]] constexpr bool contains(HashKey h) const { return first <= h && h <= last; }
    /// Number of keys less one: the width of the whole space does not fit into 128 bits.
    [[nodiscard]] constexpr UInt128 widthLessOne() const { return last.value - first.value; }
    /// Share of the hash space, for people.
    [[nodiscard]] double share() const;
    constexpr bool operator==(const HashRange &) const = default;
};

/// The ranges of a new stream by rising start. `shards` >= 1.
[[nodiscard]] std::vector<HashRange> initialRanges(std::uint32_t shards);

/// Where AWS's sample code cuts a shard in two: (first + last) / 2 with integers. The upper part, which
/// starts there, is larger by one or two keys.
[[nodiscard]] HashKey evenSplitPoint(const HashRange &range);

/// Nothing when SplitShard takes `newStart`: first + 1 < newStart < last.
[[nodiscard]] std::optional<Refusal> refuseSplit(const HashRange &range, HashKey newStart);

/// Nothing when MergeShards takes the two in this order: `low` ends right before `high` starts.
[[nodiscard]] std::optional<Refusal> refuseMerge(const HashRange &low, const HashRange &high);

} // namespace hotshard

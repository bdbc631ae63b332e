// What one asks of the control plane of a stream, as people write it:
//
//   split SHARD         SplitShard at the middle of its range
//   split SHARD HASH    SplitShard, the upper child starts at HASH
//   merge LOWER UPPER   MergeShards
//   update COUNT        UpdateShardCount
//
// SHARD is a shard's name or its number, HASH a decimal hash key. Any thread; mistakes are values.
#pragma once

#include "kernel/ids.h"
#include "kernel/issue.h"
#include "routing/hash_key.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hotshard {

struct ReshardRequest {
    enum class Kind : std::uint8_t { Split, Merge, Update };

    Kind kind = Kind::Split;
    ShardId shard{};                   ///< Split; Merge: the lower one
    ShardId adjacent{};                ///< Merge: the upper one
    std::optional<HashKey> newStart{}; ///< Split; none: the middle
    std::uint32_t count = 0;           ///< Update
    bool operator==(const ReshardRequest &) const = default;
};

struct ParsedReshard {
    std::optional<ReshardRequest> request; ///< none when there are issues, or nothing but blanks
    Issues issues; ///< everything that is wrong with the words; may quote bytes that are not UTF-8
};

/// Reads one operation. Knows the language only: what the service would say to it depends on the shards.
[[nodiscard]] ParsedReshard parseReshard(std::string_view text);

/// Reads back to the same request; shards by their full names.
[[nodiscard]] std::string toString(const ReshardRequest &request);

} // namespace hotshard

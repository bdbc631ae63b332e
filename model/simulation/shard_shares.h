// Which part of a producer's traffic goes to which shard: its key distribution seen through its partition keys.
#pragma once

#include "components/parameters.h"
#include "routing/key_table.h"
#include "routing/shard_map.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace hotshard {

/// More partition keys than these take longer than a preview may (their hashes alone half a second).
inline constexpr std::uint64_t mostPreviewedKeys = std::uint64_t{1} << 22;

/// How many partition keys the parameters of a producer give.
[[nodiscard]] std::uint64_t partitionKeyCount(const Parameters &producer);

/// Shares by shard id, 0 for closed ones; they add up to 1. The same keys, hashes and ranges as the run's, with
/// the shares that its draws have (but for 2^-32, which those round to).
/// REQUIRES: `keys` are the partition keys of the producer's strategy: one entry a key and salt.
[[nodiscard]] std::vector<double> shardShares(const Parameters &producer, const KeyTable &keys, const ShardMap &map);

} // namespace hotshard

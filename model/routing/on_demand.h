// When the service splits a shard of an on-demand stream.
//
// Documented (Kinesis developer guide, "Choose the right mode for your stream"): a new stream takes 4 MB/s; the
// stream takes up to twice its highest write rate of the last 30 days; a shard that takes more than 500 KB/s is split
// evenly within 15 minutes; more than twice the earlier peak within 15 minutes is throttled; a single hot key is not
// found and not cured.
//
// How these fit together is inferred: the capacity is the number of shards times a shard's limit and nothing else.
// Where no shard takes more than half of its limit, the stream takes twice what it takes now; what is above half is
// split after 15 minutes above it, so that growth beyond a doubling is throttled for so long. Half of the record limit
// counts like half of the byte limit. Every minute is looked at by its mean. Shards are never merged again: the
// service keeps the capacity for 30 days. A run is shorter than that.
#pragma once

#include <cstdint>

namespace hotshard::on_demand {

/// A new stream: 4 MB/s.
inline constexpr std::uint32_t firstShards = 4;
/// A shard is split when it was warm for so many minutes on end.
inline constexpr int warmMinutes = 15;

/// What a shard took within a minute: more than 500 KB/s where the limit is 1 MiB/s, and the like of records.
[[nodiscard]] constexpr bool isWarmMinute(std::uint64_t records, std::uint64_t bytes, std::int64_t recordLimit,
                                          std::int64_t byteLimit)
{
    constexpr double seconds = 60;
    const double share = 500.0 / 1024;
    return static_cast<double>(bytes) > share * seconds * static_cast<double>(byteLimit)
        || static_cast<double>(records) > 0.5 * seconds * static_cast<double>(recordLimit);
}

} // namespace hotshard::on_demand

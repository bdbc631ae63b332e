// Sequence numbers as the service writes them: decimal, 56 digits today, rising within a shard.
//
// The layout is not published; this is the one that the emulator kinesalite (db/index.js, version 2) reads from real
// numbers, 186 bits in hexadecimal digits:
//   2 | 9: shard created, s | 1: shard, low digit | 16: index | 2: 00 | 9: record, s | 8: shard | 2
// It decodes the sample values of the AWS documentation (domain notes 1.2, T13). The index rises with every record, so
// later in a shard is larger whatever the seconds say. Ours is the record's number in its shard plus 1 (the shard's own
// StartingSequenceNumber has index 0); the service counts several shards together, so its numbers have gaps.
// A number is never stored: all of it follows from where a record lies. Pure functions; any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hotshard {

struct SequenceNumber {
    std::int64_t shardCreated = 0; ///< s since 1970, below 2^36
    std::uint64_t index = 0;
    std::int64_t recordTime = 0; ///< s since 1970, below 2^36; approximate with the service
    std::uint32_t shard = 0;     ///< 6 of shardId-000000000006

    [[nodiscard]] std::string toString() const;
    /// Nothing for anything that does not have the layout above.
    [[nodiscard]] static std::optional<SequenceNumber> parse(std::string_view decimal);

    bool operator==(const SequenceNumber &) const = default;
};

} // namespace hotshard

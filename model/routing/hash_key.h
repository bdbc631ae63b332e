// A point of the hash space 0 .. 2^128-1 on which the shards of a stream lie.
//
// Rules: the hash key of a partition key is the MD5 of its UTF-8 bytes read as one big-endian integer of
// 128 bits (Kinesis API, PutRecord). Integers everywhere: doubles would move the borders of shards.
// Any thread.
#pragma once

#include "routing/md5.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hotshard {

__extension__ typedef unsigned __int128 UInt128;

/// An unsigned integer of 128 bits with a meaning.
struct HashKey {
    UInt128 value = 0;

    static constexpr HashKey lowest() { return {0}; }
    static constexpr HashKey highest() { return {~static_cast<UInt128>(0)}; }
    static constexpr HashKey fromHalves(std::uint64_t high, std::uint64_t low)
    {
        return {static_cast<UInt128>(high) << 64U | low};
    }
    /// The digest read big-endian: its first byte is the most significant.
    static HashKey fromDigest(const Md5Digest &digest)
    {
        UInt128 n = 0;
        for (const std::uint8_t byte : digest)
            n = n << 8U | byte;
        return {n};
    }
    /// Where a partition key falls. `partitionKey` is UTF-8; its bytes are taken as they are.
    static HashKey ofPartitionKey(std::string_view partitionKey) { return fromDigest(md5(partitionKey)); }
    /// Decimal as the service takes it: `0|[1-9][0-9]{0,38}`, below 2^128; anything else gives nothing.
    [[nodiscard]] static std::optional<HashKey> parse(std::string_view decimal);

    [[nodiscard]] std::string toString() const; ///< decimal, without leading zeros
    [[nodiscard]] constexpr std::uint64_t high() const { return static_cast<std::uint64_t>(value >> 64U); }
    [[nodiscard]] constexpr std::uint64_t low() const { return static_cast<std::uint64_t>(value); }
    /// Place in the hash space, 0 (incl.) to 1 (excl.): for drawing only, never for routing.
    [[nodiscard]] constexpr double asFraction() const
    {
        // 53 bits, so that the highest key is not rounded up to 1.
        return static_cast<double>(high() >> 11U) * 0x1p-53;
    }

    constexpr auto operator<=>(const HashKey &) const = default;
};

} // namespace hotshard

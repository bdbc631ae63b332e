// Counts and sums of one window by key: a byte or two for most keys, exact for all, shared by copies.
//
// Most of a million keys are seen a few times in a window: the low part of every number stands in a narrow array,
// what exceeds it in a second one, whose pages exist only where a key is hot or a sum is enormous.
#pragma once

#include "kernel/shared_pages.h"

#include <algorithm>
#include <cstdint>

namespace hotshard {

class KeySums {
public:
    __extension__ typedef __int128 Wide; ///< 64 bits would hold nine records of the largest value

    /// One more record of `key`.
    void count(std::uint32_t key)
    {
        std::uint8_t &low = m_count.writable(key);
        if (++low == 0)
            ++m_countCarry.writable(key);
    }
    /// Adds a record's value, in millionths.
    void add(std::uint32_t key, std::int64_t amount)
    {
        std::int64_t &low = m_sum.writable(key);
        if (__builtin_add_overflow(low, amount, &low))
            m_sumCarry.writable(key) += amount < 0 ? -1 : 1;
    }

    [[nodiscard]] std::uint64_t countOf(std::size_t key) const { return m_count[key] + (m_countCarry[key] << 8U); }
    [[nodiscard]] Wide sumOf(std::size_t key) const
    {
        constexpr Wide carry = Wide{1} << 64U; // a sum that wrapped is off by this much
        return Wide{m_sum[key]} + Wide{m_sumCarry[key]} * carry;
    }
    /// One beyond the last key that can have been counted.
    [[nodiscard]] std::size_t size() const { return m_count.size(); }
    /// The first key from `key` on that can have been counted: pages that were never written are skipped.
    [[nodiscard]] std::size_t nextCounted(std::size_t key) const
    {
        while (key < size() && !m_count.hasPage(key))
            key += Counts::perPage - key % Counts::perPage;
        return std::min(key, size());
    }

    /// Bytes that it takes, and those that it shares with no copy.
    [[nodiscard]] std::size_t memory() const
    {
        return m_count.memory() + m_countCarry.memory() + m_sum.memory() + m_sumCarry.memory();
    }
    [[nodiscard]] std::size_t ownMemory() const
    {
        return m_count.ownMemory() + m_countCarry.ownMemory() + m_sum.ownMemory() + m_sumCarry.ownMemory();
    }

private:
    using Counts = SharedPages<std::uint8_t, 1024>;
    Counts m_count;
    SharedPages<std::uint64_t, 128> m_countCarry; ///< in 256
    SharedPages<std::int64_t, 128> m_sum;
    SharedPages<std::int64_t, 128> m_sumCarry; ///< in 2^64
};

} // namespace hotshard

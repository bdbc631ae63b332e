// Records by key over the last minute: the first keys one by one, all others together.
//
// Key ids are ranks at the start of the run (0 is the hottest), so the keys that can be hot have the lowest
// ids and counting needs no search. Six periods of 10 s are kept; the oldest falls out.
#pragma once

#include "metrics/snapshot.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace hotshard {

class KeyTally {
public:
    using Counts = std::array<std::uint32_t, kCountedKeys>;
    using Totals = std::array<std::uint64_t, kCountedKeys>;
    static constexpr int periodSeconds = 10;

    void add(const std::uint32_t *key, std::size_t n)
    {
        Counts &now = m_periods[m_now];
        if (n >= manyRecords) {
            addMany(now, key, n);
            return;
        }
        for (std::size_t i = 0; i < n; ++i)
            ++now[slot(key[i])];
    }
    /// Starts the next period of 10 s.
    void rotate()
    {
        for (std::size_t k = 0; k < m_ended.size(); ++k)
            m_ended[k] += m_periods[m_now][k];
        m_now = (m_now + 1) % m_periods.size();
        m_periods[m_now].fill(0);
    }
    /// Sums of the last minute; the last slot is all other keys.
    [[nodiscard]] Counts sums() const
    {
        Counts sums{};
        for (const Counts &period : m_periods)
            for (std::size_t k = 0; k < sums.size(); ++k)
                sums[k] += period[k];
        return sums;
    }

    /// Sums of the whole run.
    [[nodiscard]] Totals totals() const
    {
        Totals totals = m_ended;
        for (std::size_t k = 0; k < totals.size(); ++k)
            totals[k] += m_periods[m_now][k];
        return totals;
    }

private:
    static constexpr std::size_t manyRecords = 48;
    static void addMany(Counts &counts, const std::uint32_t *key, std::size_t n);
    static std::uint32_t slot(std::uint32_t key) { return std::min<std::uint32_t>(key, kCountedKeys - 1); }

    Totals m_ended{}; ///< of all periods before the present one
    std::array<Counts, 6> m_periods{};
    std::size_t m_now = 0;
};

/// Counts of the coloured keys and of all others together.
[[nodiscard]] inline KeyMix keyMix(const KeyTally::Counts &counts)
{
    KeyMix mix{};
    for (std::size_t k = 0; k < counts.size(); ++k)
        mix[std::min<std::size_t>(k, kColouredKeys)] += counts[k];
    return mix;
}

} // namespace hotshard

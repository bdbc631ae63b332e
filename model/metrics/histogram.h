// Times as counts in buckets: percentiles to 0.4 % without keeping a value per record.
//
// Log-linear: 128 buckets an octave above 64 us, finer than 0.8 % wide, up to 39 h and beyond. Mergeable.
#pragma once

#include "kernel/time.h"

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace hotshard {

class Histogram {
public:
    /// Longer times count as this one: 71 years.
    static constexpr std::int64_t longest = (std::int64_t{1} << 51) - 128;
    /// Bucket of a time. REQUIRES: 0 <= us <= longest.
    [[nodiscard]] static std::uint32_t bucket(std::int64_t us)
    {
        // The top bits of (us + 64) as a double: exponent and 7 bits of mantissa. No branch, so it vectorises.
        const double d = std::bit_cast<double>(static_cast<std::uint64_t>(us + 64) | 0x4330000000000000) - 0x1p52;
        return static_cast<std::uint32_t>((std::bit_cast<std::uint64_t>(d) >> 45) - ((1023 + 6) << 7));
    }
    void add(std::int64_t us, std::uint64_t times = 1);
    /// Adds every one of the times, none negative.
    void addEach(std::span<const std::int64_t> us);
    /// Adds now - (base + offset[i]) for every i. Offsets do not fall, so when the first and the last share a
    /// bucket, all do, and one addition is enough.
    void addAges(std::int64_t now, std::int64_t base, std::span<const std::uint32_t> offset);

    [[nodiscard]] std::uint64_t count() const { return m_total; }
    [[nodiscard]] double meanSeconds() const;
    [[nodiscard]] double maxSeconds() const { return static_cast<double>(m_max) * 1e-6; }
    /// Middle of the bucket that holds the quantile, in seconds; 0 when empty. `q` in 0..1.
    [[nodiscard]] double quantileSeconds(double q) const;
    /// Mixes every count into a running hash.
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const;

private:
    void grow(std::uint32_t bucket);
    std::vector<std::uint64_t> m_count; ///< as long as the highest bucket that is used
    std::uint64_t m_total = 0;
    __extension__ typedef __int128 Wide;
    Wide m_sum = 0; ///< us; 64 bits would hold 292,000 record-years, a day of overload can have more than that
    std::int64_t m_max = 0;
};

} // namespace hotshard

// The write limits of one shard: token buckets for records and bytes, in exact integers.
//
// Each bucket is kept as a debt that runs off at the limit's rate; a record is accepted when both debts stay
// within the bucket's capacity. Rule: 1,000 records/s and 1 MiB/s a shard, whichever fills first (Kinesis service
// limits). Capacities: "bursts up to 10 MiB, while averaging out to 1 MiB per second" (Kinesis developer guide,
// large records); for the count none is documented. One second's worth of each is our choice where nothing is said.
// A record larger than the capacity passes when its bucket is full and leaves a debt: "the tank is temporarily
// depleted, then refills" (same page).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace hotshard {

/// What one shard accepts.
struct WriteLimits {
    std::int64_t recordsPerSecond = 1000;      ///< 1..1e7
    std::int64_t bytesPerSecond = 1024 * 1024; ///< 1..1e12
    std::int64_t burstRecords = 0;             ///< capacity of the bucket, up to 1e7; 0: one second's worth
    std::int64_t burstBytes = 0;               ///< likewise, up to 1e12
    std::int64_t unit = 1; ///< bytes of a record are rounded up to a whole one, as tables do; up to 1e6
    bool operator==(const WriteLimits &) const = default;
};

class WriteLimiter {
public:
    explicit WriteLimiter(const WriteLimits &limits)
        : m_records(limits.recordsPerSecond, limits.burstRecords)
        , m_bytes(limits.bytesPerSecond, limits.burstBytes)
        , m_unit(limits.unit)
    {
    }
    /// With buckets of one second's worth.
    WriteLimiter(std::int64_t recordsPerSecond, std::int64_t bytesPerSecond, std::int64_t unit = 1)
        : WriteLimiter(WriteLimits{recordsPerSecond, bytesPerSecond, 0, 0, unit})
    {
    }

    /// True when `n` records of `bytes` bytes in all would be accepted whenever they come.
    [[nodiscard]] bool surelyAccepts(std::int64_t n, std::int64_t bytes) const
    {
        return m_records.surelyHolds(n) && m_bytes.surelyHolds(bytes + n * (m_unit - 1));
    }
    /// Takes records that surely are accepted, at rising times. `size(i)`: bytes of record i, `bytes` of all.
    template <class Size>
    void takeAll(const std::int64_t *time, std::size_t n, std::int64_t bytes, Size &&size)
    {
        if (m_unit > 1) {
            bytes = 0;
            for (std::size_t i = 0; i < n; ++i)
                bytes += rounded(size(i));
        }
        const auto records = static_cast<std::int64_t>(n);
        m_records.debt = debtAfter(m_records, time, n, records, [](std::size_t) { return 1; });
        if (m_unit > 1)
            m_bytes.debt = debtAfter(m_bytes, time, n, bytes, [&](std::size_t i) { return rounded(size(i)); });
        else
            m_bytes.debt = debtAfter(m_bytes, time, n, bytes, size);
        m_last = time[n - 1];
    }
    /// Takes one record, or refuses it and changes nothing but the time.
    bool take(std::int64_t time, std::int64_t bytes)
    {
        bytes = rounded(bytes);
        const std::int64_t passed = time - m_last;
        m_last = time;
        m_records.debt = m_records.after(passed);
        m_bytes.debt = m_bytes.after(passed);
        if (!m_records.admits(1) || !m_bytes.admits(bytes))
            return false;
        m_records.debt += perUnit;
        m_bytes.debt += bytes * perUnit;
        return true;
    }

    /// Records, or bytes, that the buckets lack at `now`.
    [[nodiscard]] double recordsHeld(std::int64_t now) const { return held(m_records, now); }
    [[nodiscard]] double bytesHeld(std::int64_t now) const { return held(m_bytes, now); }

private:
    /// Debts are in millionths: a microsecond takes off `rate` of them.
    static constexpr std::int64_t perUnit = 1'000'000;

    struct Bucket {
        Bucket(std::int64_t perSecond, std::int64_t burst)
            : rate(perSecond)
            , capacity(burst > 0 ? burst : perSecond)
            , refill(capacity * perUnit / rate + 1)
        {
        }
        std::int64_t rate, capacity;
        std::int64_t refill; ///< us until an empty bucket is full; longer waits are not counted and cannot overflow
        std::int64_t debt = 0;

        [[nodiscard]] bool surelyHolds(std::int64_t n) const
        {
            return n <= capacity && debt + n * perUnit <= capacity * perUnit;
        }
        /// A full bucket admits more than it holds.
        [[nodiscard]] bool admits(std::int64_t n) const
        {
            return debt == 0 || debt + n * perUnit <= capacity * perUnit;
        }
        /// The debt after so many microseconds more.
        [[nodiscard]] std::int64_t after(std::int64_t passed) const
        {
            const std::int64_t longest = debt <= capacity * perUnit ? refill : debt / rate + 1;
            return std::max<std::int64_t>(0, debt - std::min(passed, longest) * rate);
        }
    };

    [[nodiscard]] std::int64_t rounded(std::int64_t bytes) const
    {
        return m_unit == 1 ? bytes : (bytes + m_unit - 1) / m_unit * m_unit;
    }
    [[nodiscard]] double held(const Bucket &bucket, std::int64_t now) const
    {
        return static_cast<double>(bucket.after(now - m_last)) / static_cast<double>(perUnit);
    }
    /// A debt after all of the charges, `total` in sum. It is the largest of what the last charges leave, however
    /// many of them, had the bucket been empty before them; those that have surely run off are not looked at,
    /// so a bucket that is far from full costs next to nothing.
    template <class Charge>
    [[nodiscard]] std::int64_t debtAfter(const Bucket &bucket, const std::int64_t *time, std::size_t n,
                                         std::int64_t total, Charge &&charge) const
    {
        const std::int64_t now = time[n - 1];
        const std::int64_t all = bucket.debt + total * perUnit;
        std::int64_t left = 0, charged = 0;
        for (std::size_t i = n; i-- > 0;) {
            const std::int64_t ranOff = std::min(now - time[i], bucket.refill) * bucket.rate;
            if (all - ranOff <= left)
                return left;
            charged += charge(i) * perUnit;
            left = std::max(left, charged - ranOff);
        }
        return std::max(left, all - std::min(now - m_last, bucket.refill) * bucket.rate);
    }

    Bucket m_records, m_bytes;
    std::int64_t m_unit = 1;
    std::int64_t m_last = 0;
};

} // namespace hotshard

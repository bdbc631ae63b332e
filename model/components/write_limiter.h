// The write limits of one shard: token buckets for records and bytes, in exact integers.
//
// Each bucket is kept as a debt that runs off at the limit's rate; a record is accepted when both debts stay
// within one second's worth. Rule: 1,000 records/s and 1 MiB/s a shard, whichever fills first (Kinesis
// service limits); capacity of one second is a modelling choice, as the real one is not documented.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace hotshard {

class WriteLimiter {
public:
    /// Each record's bytes are rounded up to a whole `unit`, as tables do. REQUIRES: recordsPerSecond in 1..1e7,
    /// bytesPerSecond in 1..1e12, unit in 1..1e6.
    WriteLimiter(std::int64_t recordsPerSecond, std::int64_t bytesPerSecond, std::int64_t unit = 1)
        : m_recordRate(recordsPerSecond)
        , m_byteRate(bytesPerSecond)
        , m_unit(unit)
    {
    }

    /// True when `n` records of `bytes` bytes in all would be accepted whenever they come.
    [[nodiscard]] bool surelyAccepts(std::int64_t n, std::int64_t bytes) const
    {
        bytes += n * (m_unit - 1);
        return n <= m_recordRate && bytes <= m_byteRate && m_recordDebt + n * perUnit <= m_recordRate * perUnit
            && m_byteDebt + bytes * perUnit <= m_byteRate * perUnit;
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
        m_recordDebt = debtAfter(m_recordDebt, m_recordRate, time, n, records, [](std::size_t) { return 1; });
        if (m_unit > 1)
            m_byteDebt =
                debtAfter(m_byteDebt, m_byteRate, time, n, bytes, [&](std::size_t i) { return rounded(size(i)); });
        else
            m_byteDebt = debtAfter(m_byteDebt, m_byteRate, time, n, bytes, size);
        m_last = time[n - 1];
    }
    /// Takes one record, or refuses it and changes nothing but the time.
    bool take(std::int64_t time, std::int64_t bytes)
    {
        bytes = rounded(bytes);
        const std::int64_t passed = std::min(time - m_last, perUnit);
        m_last = time;
        m_recordDebt = std::max<std::int64_t>(0, m_recordDebt - passed * m_recordRate);
        m_byteDebt = std::max<std::int64_t>(0, m_byteDebt - passed * m_byteRate);
        if (m_recordDebt + perUnit > m_recordRate * perUnit || m_byteDebt + bytes * perUnit > m_byteRate * perUnit)
            return false;
        m_recordDebt += perUnit;
        m_byteDebt += bytes * perUnit;
        return true;
    }

    /// Records, or bytes, that the buckets hold at `now`.
    [[nodiscard]] double recordsHeld(std::int64_t now) const { return held(m_recordDebt, m_recordRate, now); }
    [[nodiscard]] double bytesHeld(std::int64_t now) const { return held(m_byteDebt, m_byteRate, now); }

private:
    [[nodiscard]] std::int64_t rounded(std::int64_t bytes) const
    {
        return m_unit == 1 ? bytes : (bytes + m_unit - 1) / m_unit * m_unit;
    }
    [[nodiscard]] double held(std::int64_t debt, std::int64_t rate, std::int64_t now) const
    {
        const std::int64_t left = debt - std::min(now - m_last, perUnit) * rate;
        return static_cast<double>(std::max<std::int64_t>(0, left)) / static_cast<double>(perUnit);
    }
    /// A debt after all of the charges, `total` in sum. It is the largest of what the last charges leave, however
    /// many of them, had the bucket been empty before them; those that have surely run off are not looked at,
    /// so a bucket that is far from full costs next to nothing.
    template <class Charge>
    [[nodiscard]] std::int64_t debtAfter(std::int64_t debt, std::int64_t rate, const std::int64_t *time, std::size_t n,
                                         std::int64_t total, Charge &&charge) const
    {
        const std::int64_t now = time[n - 1];
        const std::int64_t all = debt + total * perUnit;
        std::int64_t left = 0, charged = 0;
        for (std::size_t i = n; i-- > 0;) {
            const std::int64_t ranOff = std::min(now - time[i], perUnit) * rate;
            if (all - ranOff <= left)
                return left;
            charged += charge(i) * perUnit;
            left = std::max(left, charged - ranOff);
        }
        return std::max(left, all - std::min(now - m_last, perUnit) * rate);
    }

    /// Debts are in millionths: a microsecond takes off `rate` of them. Also the microseconds after which a
    /// full bucket is empty, so that longer waits need not be counted (and cannot overflow).
    static constexpr std::int64_t perUnit = 1'000'000;
    std::int64_t m_recordRate, m_byteRate, m_unit;
    std::int64_t m_recordDebt = 0, m_byteDebt = 0;
    std::int64_t m_last = 0;
};

} // namespace hotshard

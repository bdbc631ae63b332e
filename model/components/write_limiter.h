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
    /// REQUIRES: recordsPerSecond in 1..1e7, bytesPerSecond in 1..1e12.
    WriteLimiter(std::int64_t recordsPerSecond, std::int64_t bytesPerSecond)
        : m_recordRate(recordsPerSecond)
        , m_byteRate(bytesPerSecond)
    {
    }

    /// True when `n` records of `bytes` bytes in all would be accepted whenever they come.
    [[nodiscard]] bool surelyAccepts(std::int64_t n, std::int64_t bytes) const
    {
        return n <= m_recordRate && bytes <= m_byteRate && m_recordDebt + n * perUnit <= m_recordRate * perUnit
            && m_byteDebt + bytes * perUnit <= m_byteRate * perUnit;
    }
    /// Takes records that surely are accepted. `size(i)`: bytes of record i.
    template <class Size>
    void takeAll(const std::int64_t *time, std::size_t n, Size &&size)
    {
        std::int64_t recordDebt = m_recordDebt, byteDebt = m_byteDebt, last = m_last;
        for (std::size_t i = 0; i < n; ++i) {
            const std::int64_t passed = std::min(time[i] - last, perUnit);
            last = time[i];
            recordDebt = std::max<std::int64_t>(0, recordDebt - passed * m_recordRate) + perUnit;
            byteDebt = std::max<std::int64_t>(0, byteDebt - passed * m_byteRate) + size(i) * perUnit;
        }
        m_recordDebt = recordDebt;
        m_byteDebt = byteDebt;
        m_last = last;
    }
    /// Takes one record, or refuses it and changes nothing but the time.
    bool take(std::int64_t time, std::int64_t bytes)
    {
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

private:
    /// Debts are in millionths: a microsecond takes off `rate` of them. Also the microseconds after which a
    /// full bucket is empty, so that longer waits need not be counted (and cannot overflow).
    static constexpr std::int64_t perUnit = 1'000'000;
    std::int64_t m_recordRate, m_byteRate;
    std::int64_t m_recordDebt = 0, m_byteDebt = 0;
    std::int64_t m_last = 0;
};

} // namespace hotshard

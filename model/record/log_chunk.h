// A stretch of a shard's log: columns of records that copies of the log share.
//
// A record costs 4.25 bytes: 2 for its arrival after the first of its stride of 16, a quarter for that stride's
// own arrival, 2 for its key; 4.4 with headers and unused room. Columns for what not every log has (a stride
// that lasts longer than 65 ms, keys beyond 65,535, sizes or values that differ, event times before the
// arrival, poison) exist only in chunks that need them, and cost: 2 for long strides, 1 for keys up to 16.7
// million, 2 beyond, 1 for partition keys that are not the keys, 4 for sizes and for event times (8 when one lies
// more than 71 minutes before its arrival), 8 for values.
// Of 4,096 arrivals by chance, the first stride gets long at some 500 records/s; at 300 and below every chunk
// has one, and a record costs 6.4 bytes.
#pragma once

#include "kernel/random.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace hotshard {

/// Records to append, in columns; equal lengths. An empty column takes the common value.
struct LogColumns {
    std::span<const std::int64_t> arrival{}; ///< us, not falling, not before the log's last
    std::span<const std::uint32_t> key{};
    std::span<const std::uint32_t> bytes{};   ///< or empty
    std::span<const std::uint32_t> lag{};     ///< or empty
    std::span<const std::uint16_t> lagHigh{}; ///< of lags of 2^32 us (71 minutes) and more; or empty
    std::span<const double> values{};         ///< or empty
    std::span<const std::uint16_t> poison{};  ///< positions in these columns, rising
    std::span<const std::uint8_t> lane{};     ///< LogChunk::laneHash(), or empty where the partition key is the key
    std::uint32_t commonBytes = 0;
    double commonValue = 1;
};

/// Columns of up to capacity() records. Immutable but for appending at the end.
class LogChunk {
public:
    static constexpr std::uint32_t smallest = 128, largest = 4096; ///< capacities

    /// An empty chunk whose first record will have this number and arrival. REQUIRES: `capacity` is a multiple of 16.
    LogChunk(std::uint32_t capacity, std::uint64_t firstNumber, std::int64_t firstArrival, const LogColumns &columns);
    LogChunk(const LogChunk &other);
    LogChunk &operator=(const LogChunk &) = delete;

    /// How many of the columns' records from position `from` on find room here.
    [[nodiscard]] std::uint32_t roomFor(const LogColumns &columns, std::size_t from) const;
    /// Appends records [from, from + n) of the columns. REQUIRES: n <= roomFor(columns, from).
    void append(const LogColumns &columns, std::size_t from, std::uint32_t n);

    std::uint64_t first = 0; ///< number of its first record in the log
    std::int64_t base = 0;   ///< arrival of its first record, us
    std::uint32_t count = 0;
    std::uint32_t commonBytes = 0;     ///< size of every record while `bytes` is empty
    double commonValue = 1;            ///< value of every record while `values` is empty
    std::vector<std::uint32_t> bytes;  ///< empty while all are commonBytes
    std::vector<std::uint32_t> lag;    ///< halves of arrival - event time, us; empty while all are 0
    std::vector<double> values;        ///< empty while all are commonValue
    std::vector<std::uint16_t> poison; ///< positions, rising

    [[nodiscard]] std::uint32_t capacity() const { return m_capacity; }
    [[nodiscard]] std::int64_t arrival(std::uint32_t i) const { return base + offset(i); }
    [[nodiscard]] std::int64_t eventTime(std::uint32_t i) const
    {
        if (lag.empty()) [[likely]]
            return arrival(i);
        return arrival(i) - (m_longLags ? std::int64_t{lag[2 * i + 1]} << 32 | lag[2 * i] : std::int64_t{lag[i]});
    }
    [[nodiscard]] std::uint32_t key(std::uint32_t i) const
    {
        return m_keyLow[i] | (m_keyMiddle.empty() ? 0u : std::uint32_t{m_keyMiddle[i]} << 16)
            | (m_keyTop.empty() ? 0u : std::uint32_t{m_keyTop[i]} << 24);
    }
    /// 8 bits of a hash of the partition key: which lane of a parallelization factor the record belongs to.
    [[nodiscard]] std::uint8_t laneHash(std::uint32_t i) const { return m_lane.empty() ? hashByte(key(i)) : m_lane[i]; }
    /// Of a partition key known by a number. Lambda's own hash is not published (domain notes 4.3).
    [[nodiscard]] static std::uint8_t hashByte(std::uint64_t partition)
    {
        return static_cast<std::uint8_t>(mix64(partition) >> 56);
    }
    [[nodiscard]] std::uint32_t size(std::uint32_t i) const { return bytes.empty() ? commonBytes : bytes[i]; }
    [[nodiscard]] double value(std::uint32_t i) const { return values.empty() ? commonValue : values[i]; }
    /// The first record of [from, to) that arrived after `at` us; `to` when none did.
    [[nodiscard]] std::uint32_t firstAfter(std::int64_t at, std::uint32_t from, std::uint32_t to) const;
    /// offsets[i] = arrival(from + i) - base, for as many as there is room.
    void copyOffsets(std::uint32_t from, std::span<std::uint32_t> offsets) const;
    /// Bytes that it takes, unused room included.
    [[nodiscard]] std::size_t memory() const;

private:
    static constexpr std::uint32_t stride = 16;

    /// How many strides hold `records`.
    static constexpr std::uint32_t strides(std::uint32_t records) { return (records + stride - 1) / stride; }
    [[nodiscard]] std::uint32_t offset(std::uint32_t i) const
    {
        return m_strides[i / stride] + m_low[i] + (m_wide ? std::uint32_t{m_high[i]} << 16 : 0u);
    }
    void appendArrivals(std::span<const std::int64_t> arrival);
    void appendKeys(std::span<const std::uint32_t> key);
    void appendLags(const LogColumns &columns, std::size_t from, std::uint32_t n);
    void appendLanes(const LogColumns &columns, std::size_t from, std::uint32_t n);
    [[nodiscard]] bool beginStrides(std::span<const std::int64_t> arrival);
    void widen();

    std::uint32_t m_capacity = 0;
    bool m_wide = false;                        ///< a stride lasts longer than 16 bits can tell
    bool m_longLags = false;                    ///< `lag` holds two halves a record, the lower one first
    std::unique_ptr<std::uint32_t[]> m_strides; ///< arrival - base of each stride's first record; all 0 when wide
    std::unique_ptr<std::uint16_t[]> m_low;     ///< arrival - base - its stride's
    std::unique_ptr<std::uint16_t[]> m_keyLow;
    std::vector<std::uint16_t> m_high;               ///< upper half of arrival - base; empty while no stride needs it
    std::vector<std::uint8_t> m_keyMiddle, m_keyTop; ///< empty while all are 0
    std::vector<std::uint8_t> m_lane;                ///< empty while the partition keys are the keys
};

} // namespace hotshard

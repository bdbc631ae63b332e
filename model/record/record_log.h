// The records of one shard, oldest first: chunks of columns that copies share.
//
// A record costs 6 bytes: 4 for its arrival as an offset from its chunk's first, 2 for its key. Columns for
// what is rare (keys beyond 65,535, sizes or values that differ, event times before the arrival, poison)
// exist only in chunks that need them. A copy of a log shares all chunks: O(chunks); the chunk being filled
// is copied when it is written again while shared.
#pragma once

#include "kernel/time.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace hotshard {

/// Columns of up to `capacity` records. Immutable but for appending at the end.
struct LogChunk {
    static constexpr std::uint32_t capacity = 4096;

    std::uint64_t first = 0; ///< number of its first record in the log
    std::int64_t base = 0;   ///< arrival of its first record, us
    std::uint32_t count = 0;
    std::uint32_t commonBytes = 0;              ///< size of every record while `bytes` is empty
    double commonValue = 1;                     ///< value of every record while `values` is empty
    std::array<std::uint32_t, capacity> offset; ///< arrival - base, us
    std::array<std::uint16_t, capacity> keyLow; ///< lower half of the key
    std::vector<std::uint16_t> keyHigh;         ///< upper half; empty while all are 0
    std::vector<std::uint32_t> bytes;           ///< empty while all are commonBytes
    std::vector<std::uint32_t> lag;             ///< arrival - event time, us; empty while all are 0
    std::vector<double> values;                 ///< empty while all are commonValue
    std::vector<std::uint16_t> poison;          ///< positions, rising

    [[nodiscard]] std::int64_t arrival(std::uint32_t i) const { return base + offset[i]; }
    [[nodiscard]] std::int64_t eventTime(std::uint32_t i) const { return arrival(i) - (lag.empty() ? 0 : lag[i]); }
    [[nodiscard]] std::uint32_t key(std::uint32_t i) const
    {
        return keyLow[i] | (keyHigh.empty() ? 0u : static_cast<std::uint32_t>(keyHigh[i]) << 16);
    }
    [[nodiscard]] std::uint32_t size(std::uint32_t i) const { return bytes.empty() ? commonBytes : bytes[i]; }
    [[nodiscard]] double value(std::uint32_t i) const { return values.empty() ? commonValue : values[i]; }
};

/// Part of one chunk: records [from, to).
struct LogSpan {
    const LogChunk *chunk = nullptr;
    std::uint32_t from = 0, to = 0;
    [[nodiscard]] std::uint32_t count() const { return to - from; }
};

/// Records to append, in columns; equal lengths. An empty column takes the common value.
struct LogColumns {
    std::span<const std::int64_t> arrival{}; ///< us, not falling, not before the log's last
    std::span<const std::uint32_t> key{};
    std::span<const std::uint32_t> bytes{};  ///< or empty
    std::span<const std::uint32_t> lag{};    ///< or empty
    std::span<const double> values{};        ///< or empty
    std::span<const std::uint16_t> poison{}; ///< positions in these columns, rising
    std::uint32_t commonBytes = 0;
    double commonValue = 1;
};

class RecordLog {
public:
    /// Appends records; their numbers follow end().
    void append(const LogColumns &columns);

    /// Number of the oldest record that is still kept.
    [[nodiscard]] std::uint64_t begin() const { return m_begin; }
    /// Number that the next record will get.
    [[nodiscard]] std::uint64_t end() const { return m_end; }
    /// Arrival of a kept record, us. REQUIRES: begin() <= number < end().
    [[nodiscard]] std::int64_t arrival(std::uint64_t number) const;
    /// How many of the records [from, from + most) have arrived at `at` or before.
    [[nodiscard]] std::uint64_t arrivedBy(SimTime at, std::uint64_t from, std::uint64_t most) const;
    /// Calls visit(LogSpan) for the records [from, to), oldest first.
    template <class Visit>
    void visit(std::uint64_t from, std::uint64_t to, Visit &&visit) const
    {
        for (std::size_t c = from < to ? chunkOf(from) : 0; from < to; ++c) {
            const LogChunk &chunk = *m_chunks[c];
            const auto start = static_cast<std::uint32_t>(from - chunk.first);
            const std::uint64_t stop = to - chunk.first;
            const auto end = static_cast<std::uint32_t>(stop < chunk.count ? stop : chunk.count);
            visit(LogSpan{&chunk, start, end});
            from = chunk.first + end;
        }
    }
    /// Forgets records below `number`, chunk by chunk.
    void trim(std::uint64_t number);
    /// Bytes that the kept records take, headers and unused room included.
    [[nodiscard]] std::size_t memory() const;

private:
    [[nodiscard]] std::size_t chunkOf(std::uint64_t number) const;
    LogChunk &writableTail(std::int64_t arrival, const LogColumns &columns);
    static void appendRare(LogChunk &chunk, const LogColumns &columns, std::size_t from, std::uint32_t count);

    std::deque<std::shared_ptr<LogChunk>> m_chunks;
    std::uint64_t m_begin = 0, m_end = 0;
};

} // namespace hotshard

// The records of one shard, oldest first: chunks of columns that copies share.
//
// A long backlog costs 4.4 bytes a record above some 500 records/s, 6.4 below 300 (record/log_chunk.h). Chunks
// are as large as fits the number of records that wait, so that ten thousand quiet shards stay small. A copy of
// a log shares all chunks: O(chunks); the chunk being filled is copied when it is written again while shared.
#pragma once

#include "kernel/time.h"
#include "record/log_chunk.h"

#include <cstdint>
#include <deque>
#include <memory>

namespace hotshard {

/// Part of one chunk: records [from, to).
struct LogSpan {
    const LogChunk *chunk = nullptr;
    std::uint32_t from = 0, to = 0;
    [[nodiscard]] std::uint32_t count() const { return to - from; }
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
    LogChunk &writableTail(const LogColumns &columns, std::size_t from);

    std::deque<std::shared_ptr<LogChunk>> m_chunks;
    std::uint64_t m_begin = 0, m_end = 0;
};

} // namespace hotshard

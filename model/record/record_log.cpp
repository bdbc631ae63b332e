#include "record/record_log.h"

#include "kernel/check.h"
#include "kernel/sole_owner.h"

#include <algorithm>
#include <bit>

namespace hotshard {

std::size_t RecordLog::chunkOf(std::uint64_t number) const
{
    // Readers stand at the front nearly always.
    for (std::size_t c = 0; c < std::min<std::size_t>(m_chunks.size(), 3); ++c)
        if (number < m_chunks[c]->first + m_chunks[c]->count)
            return c;
    const auto after = std::upper_bound(m_chunks.begin(), m_chunks.end(), number,
                                        [](std::uint64_t n, const auto &chunk) { return n < chunk->first; });
    return static_cast<std::size_t>(after - m_chunks.begin()) - 1;
}

std::int64_t RecordLog::arrival(std::uint64_t number) const
{
    const LogChunk &chunk = *m_chunks[chunkOf(number)];
    return chunk.arrival(static_cast<std::uint32_t>(number - chunk.first));
}

std::uint64_t RecordLog::arrivedBy(SimTime at, std::uint64_t from, std::uint64_t most) const
{
    const std::uint64_t stop = std::min(m_end, from + most);
    if (from >= stop)
        return 0;
    for (std::size_t c = chunkOf(from);; ++c) {
        const LogChunk &chunk = *m_chunks[c];
        const std::uint64_t end = std::min(stop, chunk.first + chunk.count);
        if (chunk.arrival(static_cast<std::uint32_t>(end - 1 - chunk.first)) > at.us) {
            const std::uint64_t begin = std::max(from, chunk.first);
            const auto later = chunk.firstAfter(at.us, static_cast<std::uint32_t>(begin - chunk.first),
                                                static_cast<std::uint32_t>(end - chunk.first));
            return chunk.first + later - from;
        }
        if (end == stop)
            return stop - from;
    }
}

LogChunk &RecordLog::writableTail(const LogColumns &columns, std::size_t from)
{
    if (m_chunks.empty() || m_chunks.back()->roomFor(columns, from) == 0) {
        const auto kept = static_cast<std::uint32_t>(std::min<std::uint64_t>(m_end - m_begin, LogChunk::largest));
        const std::uint32_t capacity = std::clamp(std::bit_ceil(kept / 2), LogChunk::smallest, LogChunk::largest);
        m_chunks.push_back(std::make_shared<LogChunk>(capacity, m_end, columns.arrival[from], columns));
    } else if (!isSoleOwner(m_chunks.back())) {
        m_chunks.back() = std::make_shared<LogChunk>(*m_chunks.back());
    }
    return *m_chunks.back();
}

void RecordLog::append(const LogColumns &columns)
{
    for (std::size_t from = 0; from < columns.arrival.size();) {
        LogChunk &chunk = writableTail(columns, from);
        const std::uint32_t n = chunk.roomFor(columns, from);
        chunk.append(columns, from, n);
        m_end += n;
        from += n;
    }
}

void RecordLog::trim(std::uint64_t number)
{
    HOTSHARD_REQUIRE(number <= m_end, "a log is trimmed within its records");
    m_begin = std::max(m_begin, number);
    // The last chunk stays: it is filled further.
    while (m_chunks.size() > 1 && m_chunks.front()->first + m_chunks.front()->count <= m_begin)
        m_chunks.pop_front();
}

std::size_t RecordLog::memory() const
{
    std::size_t bytes = m_chunks.size() * sizeof(m_chunks[0]);
    for (const auto &chunk : m_chunks)
        bytes += chunk->memory() + 16; // and the count of its owners
    return bytes;
}

} // namespace hotshard

#include "record/record_log.h"

#include "kernel/check.h"
#include "kernel/sole_owner.h"

#include <algorithm>
#include <limits>

namespace hotshard {

namespace {

/// Adds `count` values to an optional column that stands for `common` while it is empty.
template <class Value>
void extend(std::vector<Value> &column, std::uint32_t before, std::span<const Value> more, Value common,
            Value commonOfMore, std::size_t from, std::uint32_t count)
{
    const bool same = more.empty() && (before == 0 || common == commonOfMore);
    if (column.empty() && same)
        return;
    if (column.empty())
        column.assign(before, common);
    if (more.empty())
        column.insert(column.end(), count, commonOfMore);
    else
        column.insert(column.end(), more.begin() + static_cast<std::ptrdiff_t>(from),
                      more.begin() + static_cast<std::ptrdiff_t>(from + count));
}

} // namespace

std::size_t RecordLog::chunkOf(std::uint64_t number) const
{
    // Readers stand at the front nearly always.
    if (number < m_chunks.front()->first + m_chunks.front()->count)
        return 0;
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
    if (arrival(stop - 1) <= at.us)
        return stop - from;
    std::uint64_t low = from, high = stop - 1; // the first that has not arrived is in [low, high]
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (arrival(middle) <= at.us)
            low = middle + 1;
        else
            high = middle;
    }
    return low - from;
}

LogChunk &RecordLog::writableTail(std::int64_t arrival, const LogColumns &columns)
{
    const bool fits = !m_chunks.empty() && m_chunks.back()->count < LogChunk::capacity
        && arrival - m_chunks.back()->base <= std::numeric_limits<std::uint32_t>::max();
    if (!fits) {
        auto chunk = std::make_shared_for_overwrite<LogChunk>();
        chunk->first = m_end;
        chunk->base = arrival;
        chunk->commonBytes = columns.commonBytes;
        chunk->commonValue = columns.commonValue;
        m_chunks.push_back(std::move(chunk));
    } else if (!isSoleOwner(m_chunks.back())) {
        m_chunks.back() = std::make_shared<LogChunk>(*m_chunks.back());
    }
    return *m_chunks.back();
}

void RecordLog::appendRare(LogChunk &chunk, const LogColumns &columns, std::size_t from, std::uint32_t count)
{
    const auto keys = columns.key.subspan(from, count);
    const bool wide = std::any_of(keys.begin(), keys.end(), [](std::uint32_t key) { return key > 0xffff; });
    if (wide || !chunk.keyHigh.empty()) {
        chunk.keyHigh.resize(chunk.count, 0);
        for (const std::uint32_t key : keys)
            chunk.keyHigh.push_back(static_cast<std::uint16_t>(key >> 16));
    }
    extend(chunk.bytes, chunk.count, columns.bytes, chunk.commonBytes, columns.commonBytes, from, count);
    extend(chunk.values, chunk.count, columns.values, chunk.commonValue, columns.commonValue, from, count);
    extend(chunk.lag, chunk.count, columns.lag, 0u, 0u, from, count);
    for (const std::uint16_t position : columns.poison)
        if (position >= from && position < from + count)
            chunk.poison.push_back(static_cast<std::uint16_t>(chunk.count + position - from));
}

void RecordLog::append(const LogColumns &columns)
{
    const std::size_t total = columns.arrival.size();
    for (std::size_t from = 0; from < total;) {
        LogChunk &chunk = writableTail(columns.arrival[from], columns);
        auto count = static_cast<std::uint32_t>(std::min<std::size_t>(total - from, LogChunk::capacity - chunk.count));
        const std::int64_t latest = chunk.base + std::numeric_limits<std::uint32_t>::max();
        while (columns.arrival[from + count - 1] > latest)
            --count;
        const std::int64_t *arrival = columns.arrival.data() + from;
        const std::uint32_t *key = columns.key.data() + from;
        std::uint32_t *offset = chunk.offset.data() + chunk.count;
        std::uint16_t *keyLow = chunk.keyLow.data() + chunk.count;
        for (std::uint32_t i = 0; i < count; ++i)
            offset[i] = static_cast<std::uint32_t>(arrival[i] - chunk.base);
        for (std::uint32_t i = 0; i < count; ++i)
            keyLow[i] = static_cast<std::uint16_t>(key[i]);
        appendRare(chunk, columns, from, count);
        chunk.count += count;
        m_end += count;
        from += count;
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
        bytes += sizeof(LogChunk) + 16 + chunk->keyHigh.capacity() * 2 + chunk->bytes.capacity() * 4
            + chunk->lag.capacity() * 4 + chunk->values.capacity() * 8 + chunk->poison.capacity() * 2;
    return bytes;
}

} // namespace hotshard

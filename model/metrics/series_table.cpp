#include "metrics/series_table.h"

#include "kernel/check.h"
#include "kernel/random.h"
#include "kernel/sole_owner.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace hotshard {

namespace {

constexpr std::uint32_t chunkRows = 64;
constexpr float none = std::numeric_limits<float>::quiet_NaN();

struct MetricText {
    const char *name, *unit;
};
constexpr MetricText metricTexts[] = {{"incoming_records", "records/s"},
                                      {"incoming_bytes", "B/s"},
                                      {"outgoing_records", "records/s"},
                                      {"rejected_records", "records/s"},
                                      {"expired_records", "records/s"},
                                      {"backlog", "records"},
                                      {"iterator_age", "s"},
                                      {"busy", "share"},
                                      {"produced_records", "records/s"},
                                      {"gave_up_records", "records/s"},
                                      {"invocations", "1/s"},
                                      {"errors", "1/s"},
                                      {"duration_mean", "ms"},
                                      {"duration_p50", "ms"},
                                      {"duration_p95", "ms"},
                                      {"duration_p99", "ms"},
                                      {"duration_max", "ms"},
                                      {"records_per_invocation", "records"},
                                      {"waiting", "records"},
                                      {"writes", "1/s"}};

} // namespace

/// Counted per second, so that seconds without a value count as zero.
static bool isRate(Metric metric)
{
    switch (metric) {
    case Metric::Incoming:
    case Metric::IncomingBytes:
    case Metric::Outgoing:
    case Metric::Rejected:
    case Metric::Expired:
    case Metric::Busy:
    case Metric::Produced:
    case Metric::GaveUp:
    case Metric::Invocations:
    case Metric::Errors:
    case Metric::Writes: return true;
    default: return false;
    }
}

const char *metricName(Metric metric) { return metricTexts[static_cast<std::size_t>(metric)].name; }
const char *metricUnit(Metric metric) { return metricTexts[static_cast<std::size_t>(metric)].unit; }

ColumnIndex SeriesTable::addColumn(SeriesColumn column)
{
    m_columns.push_back(column);
    m_row.push_back(none);
    return static_cast<ColumnIndex>(m_columns.size() - 1);
}

std::int64_t SeriesTable::find(ComponentId component, Metric metric, std::int32_t shard) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), SeriesColumn{component, metric, shard});
    return found == m_columns.end() ? -1 : found - m_columns.begin();
}

void SeriesTable::append(std::size_t level, const std::vector<float> &row, std::uint32_t perColumn)
{
    Rows &rows = m_levels[level];
    const auto width = static_cast<std::uint32_t>(row.size()) / perColumn;
    const bool fits =
        !rows.chunks.empty() && rows.chunks.back()->rows < chunkRows && rows.chunks.back()->width == width;
    if (!fits) {
        auto chunk = std::make_shared<Chunk>();
        chunk->firstRow = rows.nextRow;
        chunk->width = width;
        chunk->values.reserve(row.size() * chunkRows);
        rows.chunks.push_back(std::move(chunk));
    } else if (!isSoleOwner(rows.chunks.back())) {
        auto own = std::make_shared<Chunk>(*rows.chunks.back());
        own->values.reserve(row.size() * chunkRows);
        rows.chunks.back() = std::move(own);
    }
    Chunk &chunk = *rows.chunks.back();
    chunk.values.insert(chunk.values.end(), row.begin(), row.end());
    ++chunk.rows;
    ++rows.nextRow;
    const auto kept = static_cast<std::int64_t>(levels[level].rows);
    while (rows.chunks.front()->firstRow + rows.chunks.front()->rows + kept < rows.nextRow)
        rows.chunks.pop_front();
}

void SeriesTable::fold(std::size_t level)
{
    Rows &rows = m_levels[level];
    rows.sum.resize(m_columns.size(), 0);
    rows.max.resize(m_columns.size(), none);
    rows.counted.resize(m_columns.size(), 0);
    for (std::size_t c = 0; c < m_row.size(); ++c) {
        const float v = m_row[c];
        if (std::isnan(v))
            continue;
        rows.sum[c] += v;
        ++rows.counted[c];
        if (!(rows.max[c] >= v))
            rows.max[c] = v;
    }
    if (m_seconds % levels[level].seconds != 0)
        return;
    std::vector<float> row(m_columns.size() * 2);
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        // A rate that began or ended within the row was nothing in the rest of it; an amount was not there.
        const auto seconds = isRate(m_columns[c].metric) ? static_cast<float>(levels[level].seconds)
                                                         : static_cast<float>(rows.counted[c]);
        row[2 * c] = rows.counted[c] ? rows.sum[c] / seconds : none;
        row[2 * c + 1] = rows.max[c];
    }
    append(level, row, 2);
    std::fill(rows.sum.begin(), rows.sum.end(), 0.f);
    std::fill(rows.max.begin(), rows.max.end(), none);
    std::fill(rows.counted.begin(), rows.counted.end(), 0u);
}

void SeriesTable::endSecond()
{
    std::uint64_t h = m_fingerprint;
    for (const float v : m_row)
        h = (h ^ std::bit_cast<std::uint32_t>(v)) * 0x100000001b3; // FNV-1a by words: order matters, cheap
    m_fingerprint = mix64(h);
    append(0, m_row, 1);
    ++m_seconds;
    for (std::size_t level = 1; level < levels.size(); ++level)
        fold(level);
    std::fill(m_row.begin(), m_row.end(), none);
}

std::int64_t SeriesTable::firstSecond(std::size_t level) const
{
    const Rows &rows = m_levels[level];
    return rows.chunks.empty() ? m_seconds : rows.chunks.front()->firstRow * levels[level].seconds;
}

std::size_t SeriesTable::levelFor(std::int64_t from) const
{
    for (std::size_t level = 0; level + 1 < levels.size(); ++level)
        if (firstSecond(level) <= from)
            return level;
    return levels.size() - 1;
}

SeriesTable::Value SeriesTable::value(std::size_t level, ColumnIndex column, std::int64_t from, std::int64_t to) const
{
    const Rows &rows = m_levels[level];
    const std::int64_t unit = levels[level].seconds;
    std::int64_t row = std::max<std::int64_t>(0, from / unit);
    const std::int64_t first = row;
    const std::int64_t stop = std::min(rows.nextRow, (to + unit - 1) / unit);
    double sum = 0;
    float max = none;
    std::uint32_t counted = 0;
    auto chunk = std::upper_bound(rows.chunks.begin(), rows.chunks.end(), row,
                                  [](std::int64_t r, const auto &c) { return r < c->firstRow; });
    if (chunk != rows.chunks.begin())
        --chunk;
    for (; chunk != rows.chunks.end() && (*chunk)->firstRow < stop; ++chunk) {
        const Chunk &c = **chunk;
        if (column >= c.width)
            continue;
        const std::size_t per = level == 0 ? 1 : 2;
        for (row = std::max(row, c.firstRow); row < std::min(stop, c.firstRow + c.rows); ++row) {
            const float *v = &c.values[(static_cast<std::size_t>(row - c.firstRow) * c.width + column) * per];
            if (std::isnan(*v))
                continue;
            sum += static_cast<double>(*v);
            ++counted;
            if (!(max >= v[per - 1]))
                max = v[per - 1];
        }
    }
    if (counted == 0)
        return {none, none, 0};
    return {static_cast<float>(sum / counted), max, static_cast<float>(counted) / static_cast<float>(stop - first)};
}

float SeriesTable::recentMean(ColumnIndex column, std::int64_t seconds) const
{
    const float mean = value(0, column, m_seconds - seconds, m_seconds).mean;
    return std::isnan(mean) ? 0 : mean;
}

std::size_t SeriesTable::memory() const
{
    std::size_t bytes = 0;
    for (const Rows &rows : m_levels)
        for (const auto &chunk : rows.chunks)
            bytes += sizeof(Chunk) + chunk->values.capacity() * sizeof(float);
    return bytes;
}

} // namespace hotshard

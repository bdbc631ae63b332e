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
                                      {"writes", "1/s"},
                                      {"read_throttled", "calls/s"},
                                      {"throttles", "1/s"},
                                      {"concurrent_executions", "environments"},
                                      {"object_lines", "lines"},
                                      {"lines_lost", "lines"},
                                      {"async_event_age", "s"},
                                      {"async_events_dropped", "1/s"},
                                      {"write_conflicts", "calls/s"},
                                      {"client_backlog", "records"},
                                      {"duplicate_records", "records/s"}};

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
    case Metric::Duplicates:
    case Metric::GaveUp:
    case Metric::Invocations:
    case Metric::Errors:
    case Metric::Writes:
    case Metric::ReadThrottled:
    case Metric::Throttles:
    case Metric::EventsDropped:
    case Metric::WriteConflicts: return true;
    default: return false;
    }
}

const char *metricName(Metric metric) { return metricTexts[static_cast<std::size_t>(metric)].name; }
const char *metricUnit(Metric metric) { return metricTexts[static_cast<std::size_t>(metric)].unit; }

ColumnIndex SeriesTable::addColumn(SeriesColumn column)
{
    const auto index = static_cast<ColumnIndex>(m_columns.size());
    m_columns.push_back(column);
    m_row.push_back(none);
    m_layout.reset();
    const auto same = [&](const Group &g) { return g.component == column.component && g.metric == column.metric; };
    auto group = std::find_if(m_groups.begin(), m_groups.end(), same);
    if (group == m_groups.end())
        group = m_groups.insert(group, {column.component, column.metric, {}});
    group->columns.push_back(index);
    return index;
}

std::int64_t SeriesTable::find(ComponentId component, Metric metric, std::int32_t shard) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), SeriesColumn{component, metric, shard});
    return found == m_columns.end() ? -1 : found - m_columns.begin();
}

void SeriesTable::layOut()
{
    auto layout = std::make_shared<Layout>();
    layout->width = static_cast<std::uint32_t>(m_columns.size());
    layout->slot.resize(m_columns.size());
    std::uint32_t next = 0;
    for (const Group &group : m_groups) {
        layout->first.push_back(next);
        layout->count.push_back(static_cast<std::uint32_t>(group.columns.size()));
        for (const ColumnIndex column : group.columns)
            layout->slot[column] = next++;
    }
    m_layout = std::move(layout);
}

float *SeriesTable::newRow(std::size_t level, std::uint32_t rowValues)
{
    Rows &rows = m_levels[level];
    const std::size_t room = std::size_t{rowValues} * chunkRows;
    const bool fits =
        !rows.chunks.empty() && rows.chunks.back()->rows < chunkRows && rows.chunks.back()->layout == m_layout;
    if (!fits) {
        auto chunk = std::make_shared<Chunk>();
        chunk->firstRow = rows.nextRow;
        chunk->rowValues = rowValues;
        chunk->layout = m_layout;
        chunk->values.reserve(room);
        rows.chunks.push_back(std::move(chunk));
    } else if (!isSoleOwner(rows.chunks.back())) {
        auto own = std::make_shared<Chunk>(*rows.chunks.back());
        own->values.reserve(room);
        rows.chunks.back() = std::move(own);
    }
    Chunk &chunk = *rows.chunks.back();
    chunk.values.resize(chunk.values.size() + rowValues);
    ++chunk.rows;
    ++rows.nextRow;
    const auto kept = static_cast<std::int64_t>(levels[level].rows);
    while (rows.chunks.front()->firstRow + rows.chunks.front()->rows + kept < rows.nextRow)
        rows.chunks.pop_front();
    return &chunk.values[chunk.values.size() - rowValues];
}

void SeriesTable::fold(std::size_t level)
{
    Rows &rows = m_levels[level];
    rows.sum.resize(m_columns.size(), 0);
    rows.max.resize(m_columns.size(), none);
    rows.counted.resize(m_columns.size(), 0);
    for (std::size_t c = 0; c < m_row.size(); ++c) { // no branch: the whole row at a time
        const float v = m_row[c];
        const bool there = !std::isnan(v);
        rows.sum[c] += there ? v : 0.f;
        rows.counted[c] += there ? 1u : 0u;
        rows.max[c] = there && !(rows.max[c] >= v) ? v : rows.max[c];
    }
    if (m_seconds % levels[level].seconds != 0)
        return;
    const std::uint32_t width = m_layout->width;
    float *row = newRow(level, width * 2);
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        // A rate that began or ended within the row was nothing in the rest of it; an amount was not there.
        const auto seconds = isRate(m_columns[c].metric) ? static_cast<float>(levels[level].seconds)
                                                         : static_cast<float>(rows.counted[c]);
        const std::uint32_t slot = m_layout->slot[c];
        row[slot] = rows.counted[c] ? rows.sum[c] / seconds : none;
        row[width + slot] = rows.max[c];
    }
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
    if (!m_layout)
        layOut();
    float *row = newRow(0, m_layout->width);
    for (std::size_t c = 0; c < m_row.size(); ++c)
        row[m_layout->slot[c]] = m_row[c];
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

SeriesTable::RowRange SeriesTable::rowsOf(std::size_t level, std::int64_t from, std::int64_t to) const
{
    const std::int64_t unit = levels[level].seconds;
    return {std::max<std::int64_t>(0, from / unit), std::min(m_levels[level].nextRow, (to + unit - 1) / unit)};
}

SeriesTable::Chunks::const_iterator SeriesTable::chunkOf(std::size_t level, std::int64_t row) const
{
    const Chunks &chunks = m_levels[level].chunks;
    const auto next = std::upper_bound(chunks.begin(), chunks.end(), row,
                                       [](std::int64_t r, const auto &chunk) { return r < chunk->firstRow; });
    return next == chunks.begin() ? next : next - 1;
}

SeriesTable::Value SeriesTable::value(std::size_t level, ColumnIndex column, std::int64_t from, std::int64_t to) const
{
    const RowRange range = rowsOf(level, from, to);
    std::int64_t row = range.first;
    double sum = 0;
    float max = none;
    std::uint32_t counted = 0;
    for (auto c = chunkOf(level, row); c != m_levels[level].chunks.end() && (*c)->firstRow < range.stop; ++c) {
        const Chunk &chunk = **c;
        if (column >= chunk.layout->width)
            continue;
        const std::uint32_t slot = chunk.layout->slot[column];
        for (row = std::max(row, chunk.firstRow); row < std::min(range.stop, chunk.firstRow + chunk.rows); ++row) {
            const float *v = chunk.row(row) + slot;
            if (std::isnan(*v))
                continue;
            sum += static_cast<double>(*v);
            ++counted;
            if (!(max >= v[chunk.toMax()]))
                max = v[chunk.toMax()];
        }
    }
    if (counted == 0)
        return {none, none, 0};
    return {static_cast<float>(sum / counted), max,
            static_cast<float>(counted) / static_cast<float>(range.stop - range.first)};
}

float SeriesTable::recentMean(ColumnIndex column, std::int64_t seconds) const
{
    const float mean = value(0, column, m_seconds - seconds, m_seconds).mean;
    return std::isnan(mean) ? 0 : mean;
}

std::vector<float> SeriesTable::recentMeans(std::int64_t seconds) const
{
    std::vector<float> means(m_columns.size());
    std::vector<double> sum;
    std::vector<std::uint32_t> counted;
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const std::vector<ColumnIndex> &columns = m_groups[g].columns;
        sum.assign(columns.size(), 0);
        counted.assign(columns.size(), 0);
        visitRows(0, g, m_seconds - seconds, m_seconds, [&](const GroupRow &row) {
            for (std::size_t c = 0; c < row.columns; ++c) {
                const bool there = !std::isnan(row.mean[c]);
                sum[c] += there ? static_cast<double>(row.mean[c]) : 0.0;
                counted[c] += there ? 1u : 0u;
            }
        });
        for (std::size_t c = 0; c < columns.size(); ++c)
            means[columns[c]] = counted[c] ? static_cast<float>(sum[c] / counted[c]) : 0;
    }
    return means;
}

std::size_t SeriesTable::openMemory(std::int64_t seconds) const
{
    // What is copied with the table itself: names of columns, the row and the coarser rows being made.
    std::size_t bytes = m_columns.size() * (sizeof(SeriesColumn) + sizeof(ColumnIndex) + sizeof(float));
    for (const Rows &rows : m_levels) {
        bytes += rows.sum.size() * (2 * sizeof(float) + sizeof(std::uint32_t));
        if (!rows.chunks.empty())
            bytes += rows.chunks.back()->values.capacity() * sizeof(float);
    }
    const std::int64_t thinned = m_seconds - static_cast<std::int64_t>(levels[0].rows);
    const auto gone = static_cast<std::size_t>(std::clamp<std::int64_t>(thinned, 0, seconds));
    return bytes + gone * m_columns.size() * sizeof(float);
}

std::size_t SeriesTable::memory() const
{
    std::size_t bytes = 0;
    const Layout *last = nullptr; // neighbours share theirs
    for (const Rows &rows : m_levels)
        for (const auto &chunk : rows.chunks) {
            bytes += sizeof(Chunk) + chunk->values.capacity() * sizeof(float);
            if (chunk->layout.get() != last)
                bytes += sizeof(Layout) + chunk->layout->slot.capacity() * sizeof(std::uint32_t);
            last = chunk->layout.get();
        }
    return bytes;
}

} // namespace hotshard

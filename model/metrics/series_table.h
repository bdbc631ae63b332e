// Time series of a whole run: one row a second, thinned to 10 s, 1 min and 10 min as it ages, so that a day
// of 256 shards fits in memory. Rows are kept in chunks that copies share.
//
// Within a row the columns of one metric of one component (a group) stand side by side, by shard: a chart reads
// all shards of a metric, and reads them as one stretch of memory.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace hotshard {

/// What is measured, by the field's names.
enum class Metric {
    Incoming,      ///< records/s accepted
    IncomingBytes, ///< bytes/s accepted
    Outgoing,      ///< records/s done by the function
    Rejected,      ///< records/s rejected by a write limit (WriteProvisionedThroughputExceeded)
    Expired,       ///< records/s lost to the retention
    Backlog,       ///< records not yet read, at the end of the second
    IteratorAge,   ///< s; age of the next record to be read, 0 when none waits; maximum of the second
    Busy,          ///< share of the second that the function worked
    Produced,      ///< records/s made by a source
    GaveUp,        ///< records/s that a source lost after its last attempt
    Invocations,   ///< started in the second
    Errors,        ///< failed in the second
    DurationMean,
    DurationP50,
    DurationP95,
    DurationP99,
    DurationMax,    ///< ms, of invocations that ended
    BatchRecords,   ///< records per invocation
    Waiting,        ///< records in a worker's queue and service
    Writes,         ///< writes/s to a sink
    ReadThrottled,  ///< GetRecords calls/s refused by a read limit (ReadProvisionedThroughputExceeded)
    Throttles,      ///< invocations/s refused for want of concurrency
    Concurrent,     ///< most execution environments busy at once in the second
    ObjectLines,    ///< lines of a log file in an object store, at the end of the second
    LinesLost,      ///< lines written to it and not in it, likewise
    EventAge,       ///< s; largest age in the queue of an event that was invoked (AsyncEventAge)
    EventsDropped,  ///< events/s given up by an asynchronous function (AsyncEventsDropped)
    WriteConflicts, ///< conditional PUTs/s that were refused (412)
    ClientBacklog,  ///< records made and not yet written by a producer's client, at the end of the second
    Duplicates      ///< records/s written once more after a time-out
};

[[nodiscard]] const char *metricName(Metric metric); ///< "iterator_age"
[[nodiscard]] const char *metricUnit(Metric metric); ///< "s"

/// What a column holds. `shard` is -1 for a value of the whole component.
struct SeriesColumn {
    ComponentId component;
    Metric metric = Metric::Incoming;
    std::int32_t shard = -1;
    bool operator==(const SeriesColumn &) const = default;
};

using ColumnIndex = std::uint32_t;

class SeriesTable {
public:
    /// Resolutions, finest first, and how many rows of each are kept at least.
    struct Level {
        std::int64_t seconds;
        std::size_t rows;
    };
    static constexpr std::array<Level, 4> levels{{{1, 7'200}, {10, 4'320}, {60, 10'080}, {600, 100'000}}};

    /// Columns are only added; a new one has no values before the current row.
    ColumnIndex addColumn(SeriesColumn column);
    [[nodiscard]] const std::vector<SeriesColumn> &columns() const { return m_columns; }
    /// The columns of one metric of one component, in the order in which they were added.
    struct Group {
        ComponentId component;
        Metric metric;
        std::vector<ColumnIndex> columns;
    };
    [[nodiscard]] const std::vector<Group> &groups() const { return m_groups; }
    /// Position of a column, or -1.
    [[nodiscard]] std::int64_t find(ComponentId component, Metric metric, std::int32_t shard = -1) const;

    /// Sets a value of the second that ends with the next endSecond(). Unset values are NaN.
    void set(ColumnIndex column, float value) { m_row[column] = value; }
    /// Closes the current second.
    void endSecond();
    /// Seconds closed so far: row i covers [i, i + 1) s.
    [[nodiscard]] std::int64_t seconds() const { return m_seconds; }

    /// The finest level that still has everything from second `from` on.
    [[nodiscard]] std::size_t levelFor(std::int64_t from) const;
    /// First second that a level still holds.
    [[nodiscard]] std::int64_t firstSecond(std::size_t level) const;

    /// Mean and maximum of a column's values within [from, to) s at a level; NaN when it has none there.
    struct Value {
        float mean, max;
        float covered; ///< share of the rows there in which it has a value: a shard may begin or end within
    };
    [[nodiscard]] Value value(std::size_t level, ColumnIndex column, std::int64_t from, std::int64_t to) const;
    /// One row of a group: the values of its first `columns` columns. Columns that came later have none there.
    struct GroupRow {
        std::int64_t second; ///< with which it begins
        const float *mean, *max;
        std::size_t columns;
    };
    /// Calls visit(GroupRow) for the rows of a level within [from, to) s, oldest first.
    template <class Visit>
    void visitRows(std::size_t level, std::size_t group, std::int64_t from, std::int64_t to, Visit &&visit) const;
    /// Mean of the last `seconds` seconds; 0 when it has no value there.
    [[nodiscard]] float recentMean(ColumnIndex column, std::int64_t seconds) const;
    /// The same of every column, by its index.
    [[nodiscard]] std::vector<float> recentMeans(std::int64_t seconds) const;

    /// A hash of every row so far; moves when any value of any second moves.
    [[nodiscard]] std::uint64_t fingerprint() const { return m_fingerprint; }
    [[nodiscard]] std::size_t memory() const;
    /// Bytes that a copy holds alone, about, while its origin is `seconds` further: chunks being filled, and seconds
    /// that the origin has thinned meanwhile.
    [[nodiscard]] std::size_t openMemory(std::int64_t seconds) const;

private:
    /// Where the first so many columns stand in a row.
    struct Layout {
        std::uint32_t width = 0;
        std::vector<std::uint32_t> slot;         ///< by column
        std::vector<std::uint32_t> first, count; ///< by group
    };
    struct Chunk { ///< rows of one layout; level 0 has one value a column, the others all means, then all maxima
        std::int64_t firstRow = 0;
        std::uint32_t rows = 0, rowValues = 0;
        std::shared_ptr<const Layout> layout;
        std::vector<float> values;

        [[nodiscard]] const float *row(std::int64_t number) const
        {
            return values.data() + static_cast<std::size_t>(number - firstRow) * rowValues;
        }
        [[nodiscard]] std::uint32_t toMax() const { return rowValues - layout->width; } ///< from a mean to its maximum
    };
    using Chunks = std::deque<std::shared_ptr<Chunk>>;
    struct Rows {
        Chunks chunks;
        std::int64_t nextRow = 0;
        std::vector<float> sum, max; ///< of the coarser row being made
        std::vector<std::uint32_t> counted;
    };
    struct RowRange {
        std::int64_t first, stop;
    };
    [[nodiscard]] RowRange rowsOf(std::size_t level, std::int64_t from, std::int64_t to) const;
    [[nodiscard]] Chunks::const_iterator chunkOf(std::size_t level, std::int64_t row) const;
    /// Room for one more row, in the present layout.
    float *newRow(std::size_t level, std::uint32_t rowValues);
    void fold(std::size_t level);
    void layOut();

    std::vector<SeriesColumn> m_columns;
    std::vector<Group> m_groups;
    std::shared_ptr<const Layout> m_layout; ///< of all columns; made anew when one has come
    std::vector<float> m_row;
    std::array<Rows, levels.size()> m_levels;
    std::int64_t m_seconds = 0;
    std::uint64_t m_fingerprint = 0;
};

template <class Visit>
void SeriesTable::visitRows(std::size_t level, std::size_t group, std::int64_t from, std::int64_t to,
                            Visit &&visit) const
{
    const RowRange range = rowsOf(level, from, to);
    std::int64_t row = range.first;
    for (auto c = chunkOf(level, row); c != m_levels[level].chunks.end() && (*c)->firstRow < range.stop; ++c) {
        const Chunk &chunk = **c;
        if (group >= chunk.layout->first.size())
            continue; // the group came later
        const std::int64_t stop = std::min(range.stop, chunk.firstRow + chunk.rows);
        for (row = std::max(row, chunk.firstRow); row < stop; ++row) {
            const float *mean = chunk.row(row) + chunk.layout->first[group];
            visit(GroupRow{row * levels[level].seconds, mean, mean + chunk.toMax(), chunk.layout->count[group]});
        }
    }
}

} // namespace hotshard

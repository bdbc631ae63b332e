// Time series of a whole run: one row a second, thinned to 10 s, 1 min and 10 min as it ages, so that a day
// of 256 shards fits in memory. Rows are kept in chunks that copies share.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"

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
    DurationMax,  ///< ms, of invocations that ended
    BatchRecords, ///< records per invocation
    Waiting,      ///< records in a worker's queue and service
    Writes        ///< writes/s to a sink
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
    /// Mean of the last `seconds` seconds.
    [[nodiscard]] float recentMean(ColumnIndex column, std::int64_t seconds) const;

    /// A hash of every row so far; moves when any value of any second moves.
    [[nodiscard]] std::uint64_t fingerprint() const { return m_fingerprint; }
    [[nodiscard]] std::size_t memory() const;

private:
    struct Chunk { ///< rows of one width; level 0 has one value a column, the others mean and maximum
        std::int64_t firstRow = 0;
        std::uint32_t width = 0, rows = 0;
        std::vector<float> values;
    };
    struct Rows {
        std::deque<std::shared_ptr<Chunk>> chunks;
        std::int64_t nextRow = 0;
        std::vector<float> sum, max; ///< of the coarser row being made
        std::vector<std::uint32_t> counted;
    };
    void append(std::size_t level, const std::vector<float> &row, std::uint32_t perColumn);
    void fold(std::size_t level);

    std::vector<SeriesColumn> m_columns;
    std::vector<float> m_row;
    std::array<Rows, levels.size()> m_levels;
    std::int64_t m_seconds = 0;
    std::uint64_t m_fingerprint = 0;
};

} // namespace hotshard

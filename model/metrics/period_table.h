// What was measured in each minute of a run, as a monitoring service keeps it: sum, count, least and most of the
// samples of a period, and for some how often which time. Periods are aligned to the minute; on request also to ten
// seconds, for alarms of high resolution. Rows are kept apart so that copies share those that nobody writes any more.
//
// A period (from, to] ends with its last instant, as the seconds of SeriesTable do. A sample may come late: that of an
// invocation belongs to the period in which it started (Lambda Developer Guide, monitoring-metrics-types).
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"
#include "metrics/cloudwatch.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

namespace hotshard {

/// The four numbers from which the usual statistics follow.
struct StatisticSet {
    double sum = 0, least = 0, most = 0; ///< least and most count only with a sample
    std::uint64_t count = 0;

    void add(double value, std::uint64_t samples = 1)
    {
        least = count == 0 || value < least ? value : least;
        most = count == 0 || value > most ? value : most;
        sum += value;
        count += samples;
    }
    void merge(const StatisticSet &other);
    bool operator==(const StatisticSet &) const = default;
};

/// How often which time, in the buckets of Histogram (0.4 % wide halves), only those that are used.
class TimeCounts {
public:
    void add(double ms);
    void merge(const TimeCounts &other);
    /// Nearest rank; the middle of its bucket, ms. 0 when empty.
    [[nodiscard]] double quantile(double q) const;

private:
    struct Bucket {
        std::uint32_t number;
        std::uint32_t count;
    };
    void add(std::uint32_t number, std::uint32_t times);
    std::vector<Bucket> m_buckets; ///< by number
    std::size_t m_last = 0;        ///< where the last addition was: the next is often there too
};

using PeriodColumn = std::uint32_t;

class PeriodTable {
public:
    static constexpr std::int64_t minute = 60, tenSeconds = 10;

    /// `shard` -1: of the whole component. Columns are only added.
    PeriodColumn addColumn(ComponentId component, Measured measured, std::int32_t shard = -1);
    /// Alarms of high resolution need ten-second periods as well; without them these cost nothing. Before the start.
    void keepTenSeconds() { m_levels[1].kept = 512; }

    /// A sample of the running period.
    void add(PeriodColumn column, double value, std::uint64_t samples = 1);
    void merge(PeriodColumn column, const StatisticSet &samples);
    /// A sample that belongs to the period of `at`, which may be over.
    void addAt(PeriodColumn column, SimTime at, double value);
    /// The same, and counted by its value: for metrics with percentiles.
    void addTimeAt(PeriodColumn column, SimTime at, double ms);
    /// Closes the current second.
    void endSecond();

    [[nodiscard]] std::int64_t seconds() const { return m_seconds; }
    /// The statistic over [from, to) s of all shards, or of one; nothing when no sample fell there. REQUIRES: whole
    /// minutes, or multiples of ten seconds when these are kept.
    [[nodiscard]] std::optional<double> value(ComponentId component, const CloudMetric &metric,
                                              CloudStatistic statistic, std::int32_t shard, std::int64_t from,
                                              std::int64_t to) const;
    /// First second that minutes still hold.
    [[nodiscard]] std::int64_t firstSecond() const { return m_levels[0].first * minute; }
    /// Shards that have a column of the measurement, in order; -1 among them for the whole component.
    [[nodiscard]] std::vector<std::int32_t> shards(ComponentId component, Measured measured) const;
    /// Bytes that a copy holds alone, about.
    [[nodiscard]] std::size_t openMemory() const;

private:
    struct Row {
        std::vector<StatisticSet> sets; ///< by column; as many as there were when it was written
        std::vector<std::pair<PeriodColumn, TimeCounts>> times; ///< of the few columns with percentiles
    };
    struct Level {
        std::int64_t seconds;
        std::size_t kept;       ///< rows at most; 0: none
        std::int64_t first = 0; ///< number of the oldest row
        std::deque<std::shared_ptr<Row>> rows{};
    };
    struct Group {
        ComponentId component;
        Measured measured;
        std::vector<std::pair<std::int32_t, PeriodColumn>> columns; ///< shard, column
    };
    [[nodiscard]] Row *writable(Level &level, std::int64_t number);
    [[nodiscard]] static std::int64_t periodOf(const Level &level, SimTime at);
    [[nodiscard]] const Group *group(ComponentId component, Measured measured) const;
    static StatisticSet &set(Row &row, PeriodColumn column);
    void forgetOldRows(Level &level);

    std::array<Level, 2> m_levels{Level{minute, mostMinutes}, Level{tenSeconds, 0}};
    std::vector<Group> m_groups;
    PeriodColumn m_columns = 0;
    std::int64_t m_seconds = 0;

    static constexpr std::size_t mostMinutes = 10'080;   ///< a week
    static constexpr std::size_t mostValues = 3'000'000; ///< of many shards fewer minutes are kept,
    static constexpr std::size_t leastMinutes = 1'440;   ///< but a day always
};

} // namespace hotshard

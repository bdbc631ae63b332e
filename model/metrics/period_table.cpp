#include "metrics/period_table.h"

#include "kernel/sole_owner.h"
#include "metrics/histogram.h"

#include <algorithm>
#include <cmath>

namespace hotshard {

namespace {

double shareOf(CloudStatistic statistic)
{
    switch (statistic) {
    case CloudStatistic::P50: return 0.50;
    case CloudStatistic::P90: return 0.90;
    case CloudStatistic::P95: return 0.95;
    case CloudStatistic::P99: return 0.99;
    default: return 0;
    }
}

/// Middle of a bucket of Histogram, us.
double middleOf(std::uint32_t bucket)
{
    const double width = 0.5 * static_cast<double>(std::uint64_t{1} << (bucket / 128));
    return std::max((static_cast<double>(bucket % 128 + 128) + 0.5) * width - 64, 0.0);
}

} // namespace

void StatisticSet::merge(const StatisticSet &other)
{
    if (other.count == 0)
        return;
    least = count == 0 ? other.least : std::min(least, other.least);
    most = count == 0 ? other.most : std::max(most, other.most);
    sum += other.sum;
    count += other.count;
}

void TimeCounts::add(double ms)
{
    add(Histogram::bucket(std::min(std::llround(ms * 1e3), Histogram::longest + 0LL)), 1);
}

void TimeCounts::add(std::uint32_t number, std::uint32_t times)
{
    if (m_last < m_buckets.size() && m_buckets[m_last].number == number) {
        m_buckets[m_last].count += times;
        return;
    }
    const auto place = std::lower_bound(m_buckets.begin(), m_buckets.end(), number,
                                        [](const Bucket &bucket, std::uint32_t n) { return bucket.number < n; });
    m_last = static_cast<std::size_t>(place - m_buckets.begin());
    if (place != m_buckets.end() && place->number == number)
        place->count += times;
    else
        m_buckets.insert(place, {number, times});
}

void TimeCounts::merge(const TimeCounts &other)
{
    for (const Bucket &bucket : other.m_buckets)
        add(bucket.number, bucket.count);
}

double TimeCounts::quantile(double q) const
{
    std::uint64_t total = 0;
    for (const Bucket &bucket : m_buckets)
        total += bucket.count;
    const auto rank = static_cast<std::uint64_t>(std::max(std::ceil(q * static_cast<double>(total)), 1.0));
    std::uint64_t below = 0;
    for (const Bucket &bucket : m_buckets) {
        below += bucket.count;
        if (below >= rank)
            return middleOf(bucket.number) * 1e-3;
    }
    return 0;
}

PeriodColumn PeriodTable::addColumn(ComponentId component, Measured measured, std::int32_t shard)
{
    auto found = std::find_if(m_groups.begin(), m_groups.end(), [&](const Group &each) {
        return each.component == component && each.measured == measured;
    });
    if (found == m_groups.end())
        found = m_groups.insert(found, {component, measured, {}});
    found->columns.emplace_back(shard, m_columns);
    return m_columns++;
}

const PeriodTable::Group *PeriodTable::group(ComponentId component, Measured measured) const
{
    for (const Group &each : m_groups)
        if (each.component == component && each.measured == measured)
            return &each;
    return nullptr;
}

std::int64_t PeriodTable::periodOf(const Level &level, SimTime at)
{
    return std::max<std::int64_t>(at.us - 1, 0) / (level.seconds * 1'000'000);
}

void PeriodTable::forgetOldRows(Level &level)
{
    const std::size_t many = std::max(leastMinutes, mostValues / std::max<std::size_t>(m_columns, 1));
    for (const std::size_t kept = std::min(level.kept, many); level.rows.size() > kept; ++level.first)
        level.rows.pop_front();
}

PeriodTable::Row *PeriodTable::writable(Level &level, std::int64_t number)
{
    if (level.kept == 0 || number < level.first)
        return nullptr;
    while (level.first + static_cast<std::int64_t>(level.rows.size()) <= number) {
        level.rows.push_back(std::make_shared<Row>());
        level.rows.back()->sets.reserve(m_columns);
    }
    std::shared_ptr<Row> &row = level.rows[static_cast<std::size_t>(number - level.first)];
    if (!isSoleOwner(row))
        row = std::make_shared<Row>(*row);
    return row.get();
}

StatisticSet &PeriodTable::set(Row &row, PeriodColumn column)
{
    if (row.sets.size() <= column)
        row.sets.resize(column + 1);
    return row.sets[column];
}

void PeriodTable::add(PeriodColumn column, double value, std::uint64_t samples)
{
    for (Level &level : m_levels)
        if (Row *row = writable(level, m_seconds / level.seconds))
            set(*row, column).add(value, samples);
}

void PeriodTable::merge(PeriodColumn column, const StatisticSet &samples)
{
    for (Level &level : m_levels)
        if (Row *row = samples.count > 0 ? writable(level, m_seconds / level.seconds) : nullptr)
            set(*row, column).merge(samples);
}

void PeriodTable::addAt(PeriodColumn column, SimTime at, double value)
{
    for (Level &level : m_levels)
        if (Row *row = writable(level, periodOf(level, at)))
            set(*row, column).add(value);
}

void PeriodTable::addTimeAt(PeriodColumn column, SimTime at, double ms)
{
    for (Level &level : m_levels)
        if (Row *row = writable(level, periodOf(level, at))) {
            set(*row, column).add(ms);
            auto counts = std::find_if(row->times.begin(), row->times.end(),
                                       [&](const auto &each) { return each.first == column; });
            if (counts == row->times.end())
                counts = row->times.insert(counts, {column, {}});
            counts->second.add(ms);
        }
}

void PeriodTable::endSecond()
{
    ++m_seconds;
    for (Level &level : m_levels)
        forgetOldRows(level);
}

std::optional<double> PeriodTable::value(ComponentId component, const CloudMetric &metric, CloudStatistic statistic,
                                         std::int32_t shard, std::int64_t from, std::int64_t to) const
{
    const Group *columns = group(component, metric.measured);
    if (!columns)
        return std::nullopt;
    const bool fine = from % minute != 0 || to % minute != 0;
    const Level &level = m_levels[fine ? 1 : 0];
    StatisticSet all;
    TimeCounts times;
    const std::int64_t stop = std::min(to / level.seconds, level.first + static_cast<std::int64_t>(level.rows.size()));
    for (std::int64_t r = std::max(from / level.seconds, level.first); r < stop; ++r) {
        const Row &row = *level.rows[static_cast<std::size_t>(r - level.first)];
        for (const auto &[number, column] : columns->columns) {
            if ((shard >= 0 && number != shard) || column >= row.sets.size())
                continue;
            all.merge(row.sets[column]);
            for (const auto &[of, counts] : row.times)
                if (of == column)
                    times.merge(counts);
        }
    }
    if (all.count == 0)
        return std::nullopt;
    switch (statistic) {
    case CloudStatistic::Sum: return all.sum;
    case CloudStatistic::Average: return all.sum / static_cast<double>(all.count);
    case CloudStatistic::Minimum: return all.least;
    case CloudStatistic::Maximum: return all.most;
    case CloudStatistic::SampleCount: return static_cast<double>(all.count);
    default: return std::clamp(times.quantile(shareOf(statistic)), all.least, all.most);
    }
}

std::vector<std::int32_t> PeriodTable::shards(ComponentId component, Measured measured) const
{
    std::vector<std::int32_t> numbers;
    if (const Group *columns = group(component, measured))
        for (const auto &[shard, column] : columns->columns)
            numbers.push_back(shard);
    return numbers;
}

std::size_t PeriodTable::openMemory() const
{
    std::size_t bytes = 0;
    for (const Level &level : m_levels)
        bytes += level.rows.size() * sizeof(level.rows.front()) + (level.kept ? m_columns * sizeof(StatisticSet) : 0);
    return bytes;
}

} // namespace hotshard

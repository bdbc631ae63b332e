#include "simulation/charts.h"

#include "simulation/chart_buckets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace hotshard {

namespace {

using chart::ColumnSums, chart::Buckets, chart::RowTotal, chart::largest, chart::none, chart::nothing, chart::abreast;

/// From this iterator age on a lane is worth a thick line.
constexpr Duration notable = Duration::seconds(5);

float orNone(float value) { return std::isinf(value) ? none : value; }

class Builder {
public:
    Builder(const SeriesTable &series, const Snapshot &snapshot, const SnapshotQuery &query)
        : m_series(series)
        , m_snapshot(snapshot)
        , m_query(query)
    {
        for (std::size_t g = 0; g < series.groups().size(); ++g)
            if (isShown(series.groups()[g].component))
                m_groups[series.groups()[g].metric].push_back(g);
    }

    Chart lanes(Metric metric, const Buckets &buckets)
    {
        Chart chart;
        chart.times = buckets.times();
        const std::vector<Reading> chosen = worst(metric == Metric::Backlog ? backlogs() : readings());
        ChartLine others;
        others.role = ChartLine::Role::Others;
        for (const std::size_t group : m_groups[metric])
            addLanes(chart, others, group, chosen, buckets);
        if (!others.high.empty())
            chart.lines.push_back(std::move(others));
        return chart;
    }

    /// Of the first stream, or of each of the functions that read it on the average.
    ChartLine flow(ChartLine::Role role, Metric metric, const Buckets &buckets)
    {
        const auto first = [this](ComponentId component) { return isOfFirstStream(component); };
        ChartLine line = sum(role, metric, buckets, first);
        line.of = static_cast<int>(std::count_if(m_snapshot.functions.begin(), m_snapshot.functions.end(),
                                                 [&](const FunctionView &function) { return first(function.id); }));
        if (role != ChartLine::Role::Out || line.of < 2) {
            line.of = 1;
            return line;
        }
        for (float &value : line.high)
            value /= static_cast<float>(line.of);
        line.low = line.high;
        return line;
    }

    /// The mean of each whole minute, at the points of `buckets` that lie in it: what a metric with a period of a
    /// minute shows. Nothing where the minute is not over, or is no longer known.
    ChartLine minutes(ChartLine::Role role, Metric metric, const Buckets &buckets)
    {
        constexpr std::int64_t minute = 60;
        ChartLine line;
        line.role = role;
        line.high.assign(buckets.count(), none);
        Buckets whole = buckets;
        whole.edges.clear();
        if (buckets.count() > 0 && minute % SeriesTable::levels[buckets.level].seconds == 0) {
            const std::int64_t known = m_series.firstSecond(buckets.level);
            std::int64_t from = buckets.edges.front() / minute * minute;
            from += from < known ? minute : 0;
            for (std::int64_t edge = from; edge <= m_series.seconds(); edge += minute)
                whole.edges.push_back(edge);
        }
        const std::vector<float> means = flow(role, metric, whole).high;
        for (std::size_t i = 0; i < buckets.count() && !means.empty(); ++i)
            if (const std::int64_t m = (buckets.edges[i + 1] - 1 - whole.edges.front()) / minute;
                buckets.edges[i + 1] > whole.edges.front() && m < static_cast<std::int64_t>(means.size()))
                line.high[i] = means[static_cast<std::size_t>(m)];
        line.low = line.high;
        return line;
    }

    template <class Takes>
    ChartLine sum(ChartLine::Role role, Metric metric, const Buckets &buckets, Takes &&takes)
    {
        ChartLine line;
        line.role = role;
        line.high.assign(buckets.count(), none);
        RowTotal total;
        const auto addTo = [&](std::size_t i) {
            double sum = 0;
            std::uint64_t counted = 0;
            for (std::size_t lane = 0; lane < abreast; ++lane) {
                sum += static_cast<double>(total.sums[lane]);
                counted += total.counted[lane];
            }
            total = {};
            if (counted == 0)
                return;
            // A shard that began within the point counts for its part.
            const auto mean = static_cast<float>(sum / static_cast<double>(buckets.rows(i)));
            line.high[i] = std::isnan(line.high[i]) ? mean : line.high[i] + mean;
        };
        for (const std::size_t group : m_groups[metric])
            if (takes(m_series.groups()[group].component))
                visit(
                    group, buckets, [&](const SeriesTable::GroupRow &row) { total.add(row.mean, row.columns); }, addTo);
        line.low = line.high;
        return line;
    }

    ChartLine maximum(ChartLine::Role role, Metric metric, const Buckets &buckets)
    {
        ChartLine line;
        line.role = role;
        line.high.assign(buckets.count(), none);
        float most = nothing;
        const auto addTo = [&](std::size_t i) { line.high[i] = std::fmax(line.high[i], orNone(most)), most = nothing; };
        for (const std::size_t group : m_groups[metric])
            visit(
                group, buckets, [&](const SeriesTable::GroupRow &row) { most = largest(row.max, row.columns, most); },
                addTo);
        line.low = line.high;
        return line;
    }

private:
    /// What one function has to do in one shard, or what waits there at all.
    struct Reading {
        ComponentId component; ///< whose column it is
        const LaneView *lane = nullptr;
        std::string name; ///< of the component, when there are several
        std::uint64_t backlog = 0;
        Duration age;
        bool focus = false;
    };

    /// The streams and the functions that read them; without a stream, asynchronous functions and servers.
    [[nodiscard]] bool isShown(ComponentId component) const
    {
        const auto is = [&](const auto &view) { return view.id == component; };
        return std::any_of(m_snapshot.streams.begin(), m_snapshot.streams.end(), is)
            || std::any_of(m_snapshot.functions.begin(), m_snapshot.functions.end(), is)
            || (m_snapshot.streams.empty()
                && (std::any_of(m_snapshot.asyncFunctions.begin(), m_snapshot.asyncFunctions.end(), is)
                    || std::any_of(m_snapshot.queueServers.begin(), m_snapshot.queueServers.end(), is)));
    }

    [[nodiscard]] bool isOfFirstStream(ComponentId component) const
    {
        if (m_snapshot.streams.empty())
            return !m_snapshot.asyncFunctions.empty() && component == m_snapshot.asyncFunctions.front().id;
        const ComponentId stream = m_snapshot.streams.front().id;
        return component == stream
            || std::any_of(m_snapshot.functions.begin(), m_snapshot.functions.end(), [&](const FunctionView &function) {
                   return function.id == component && function.reads == stream;
               });
    }

    [[nodiscard]] std::vector<Reading> readings() const
    {
        std::vector<Reading> all;
        for (const StreamView &stream : m_snapshot.streams)
            for (const LaneView &lane : stream.lanes)
                for (const ConsumerView &consumer : lane.consumers)
                    if (lane.state != ShardState::Closed)
                        all.push_back({consumer.function, &lane, nameOf(consumer.function), consumer.backlog,
                                       consumer.iteratorAge});
        return all;
    }

    [[nodiscard]] std::vector<Reading> backlogs() const
    {
        std::vector<Reading> all;
        for (const StreamView &stream : m_snapshot.streams)
            for (const LaneView &lane : stream.lanes)
                if (lane.state != ShardState::Closed)
                    all.push_back({stream.id, &lane, m_snapshot.streams.size() > 1 ? stream.name : std::string(),
                                   lane.backlog, lane.iteratorAge});
        return all;
    }

    [[nodiscard]] std::string nameOf(ComponentId function) const
    {
        if (m_snapshot.functions.size() > 1)
            for (const FunctionView &view : m_snapshot.functions)
                if (view.id == function)
                    return view.name;
        return {};
    }

    /// Calls add(row) for every row of the buckets and close(i) when a bucket has had all of its rows.
    template <class Add, class Close>
    void visit(std::size_t group, const Buckets &buckets, Add &&add, Close &&close) const
    {
        if (buckets.count() == 0)
            return;
        std::size_t i = 0;
        m_series.visitRows(buckets.level, group, buckets.edges.front(), buckets.edges.back(),
                           [&](const SeriesTable::GroupRow &row) {
                               for (; row.second >= buckets.edges[i + 1]; ++i)
                                   close(i);
                               add(row);
                           });
        for (; i < buckets.count(); ++i)
            close(i);
    }

    /// A line for each of the chosen, and into the band what all others have.
    void addLanes(Chart &chart, ChartLine &others, std::size_t group, const std::vector<Reading> &chosen,
                  const Buckets &buckets) const
    {
        const std::vector<ColumnIndex> &columns = m_series.groups()[group].columns;
        const ComponentId component = m_series.groups()[group].component;
        std::vector<std::size_t> own;                // columns with a line of their own
        std::vector<float> other(columns.size(), 0); // NaN for those: what is added to it is in no band
        const std::size_t before = chart.lines.size();
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto shard = static_cast<std::uint32_t>(m_series.columns()[columns[c]].shard);
            const auto reading = std::find_if(chosen.begin(), chosen.end(), [&](const Reading &r) {
                return r.component == component && r.lane->shard.value == shard;
            });
            if (reading == chosen.end())
                continue;
            own.push_back(c);
            other[c] = none;
            chart.lines.push_back(laneLine(*reading));
        }
        const bool banded = own.size() < columns.size();
        if (banded && others.high.empty())
            others.low.assign(buckets.count(), none), others.high = others.low;
        ColumnSums sums;
        sums.clear(columns.size());
        const auto close = [&](std::size_t i) {
            for (std::size_t l = 0; l < own.size(); ++l)
                chart.lines[before + l].high.push_back(orNone(sums.max[own[l]]));
            for (std::size_t c = 0; c < columns.size(); ++c) {
                sums.sum[c] = -(sums.sum[c] / sums.counted[c] + other[c]); // negative: the least is the largest
                sums.max[c] += other[c];
            }
            if (banded) {
                others.low[i] = std::fmin(others.low[i], -orNone(largest(sums.sum.data(), columns.size(), nothing)));
                others.high[i] = std::fmax(others.high[i], orNone(largest(sums.max.data(), columns.size(), nothing)));
            }
            sums.clear(columns.size());
        };
        visit(
            group, buckets, [&](const SeriesTable::GroupRow &row) { sums.add(row); }, close);
        for (std::size_t l = before; l < chart.lines.size(); ++l)
            chart.lines[l].low = chart.lines[l].high;
    }

    /// Those with the largest backlogs; the one that is oldest is in focus when it is late.
    [[nodiscard]] std::vector<Reading> worst(std::vector<Reading> all) const
    {
        const auto oldest =
            std::max_element(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.age < b.age; });
        if (oldest != all.end() && oldest->age >= notable)
            oldest->focus = true;
        std::stable_sort(all.begin(), all.end(), [](const Reading &a, const Reading &b) {
            if (a.backlog != b.backlog)
                return a.backlog > b.backlog;
            return a.lane->shard < b.lane->shard;
        });
        if (all.size() > static_cast<std::size_t>(m_query.chartLines))
            all.resize(static_cast<std::size_t>(m_query.chartLines));
        return all;
    }

    [[nodiscard]] static ChartLine laneLine(const Reading &reading)
    {
        ChartLine line;
        line.role = ChartLine::Role::Lane;
        line.shard = reading.lane->shard;
        line.component = reading.name;
        line.hottestKey = reading.lane->hottestKey;
        line.hottestShare = reading.lane->hottestShare;
        line.focus = reading.focus;
        return line;
    }

    const SeriesTable &m_series;
    const Snapshot &m_snapshot;
    const SnapshotQuery &m_query;
    std::map<Metric, std::vector<std::size_t>> m_groups; ///< of the shown components
};

/// Of all functions together, when each of them has one.
double concurrencyLimit(const Snapshot &snapshot)
{
    if (snapshot.functions.empty() && snapshot.asyncFunctions.size() == 1)
        return static_cast<double>(std::max<std::int64_t>(snapshot.asyncFunctions.front().reserved, 0));
    double limit = 0;
    bool shared = false;
    for (const FunctionView &function : snapshot.functions) {
        if (function.reserved < 0 && !function.account)
            return 0;
        shared = shared || function.account;
        limit += static_cast<double>(std::max<std::int64_t>(function.reserved, 0));
    }
    return shared && !snapshot.accounts.empty() ? static_cast<double>(snapshot.accounts.front().limit) : limit;
}

} // namespace

ChartSet makeCharts(const SeriesTable &series, const Snapshot &snapshot, const SnapshotQuery &query)
{
    const std::int64_t now = series.seconds();
    const std::int64_t from = std::clamp<std::int64_t>(query.chartFrom.us / 1'000'000, 0, now);
    const std::int64_t to = std::clamp<std::int64_t>(query.chartTo.us / 1'000'000, from, now);
    const Buckets shown(series, from, to, query.chartPoints);
    const Buckets whole(series, 0, now, query.chartPoints);
    Builder builder(series, snapshot, query);
    using Role = ChartLine::Role;

    ChartSet charts;
    charts.iteratorAge = builder.lanes(Metric::IteratorAge, shown);
    charts.backlog = builder.lanes(Metric::Backlog, shown);
    if (snapshot.streams.empty() && !snapshot.queueServers.empty())
        charts.backlog.lines.push_back(
            builder.sum(Role::Others, Metric::Waiting, shown, [](ComponentId) { return true; }));
    charts.flow.times = charts.duration.times = charts.concurrency.times = shown.times();
    charts.worstAge.times = whole.times();
    charts.flow.lines = {builder.flow(Role::In, Metric::Incoming, shown),
                         builder.flow(Role::Out, Metric::Outgoing, shown),
                         builder.flow(Role::Rejected, Metric::Rejected, shown)};
    const bool events = snapshot.streams.empty() && !snapshot.asyncFunctions.empty();
    // Without a shard there is no iterator: what waits is an event in a function's queue.
    if (events) {
        charts.iteratorAge.lines = {builder.maximum(Role::Maximum, Metric::EventAge, shown)};
        charts.iteratorAge.lines.front().focus = true;
        charts.flow.lines.back() = builder.flow(Role::Rejected, Metric::EventsDropped, shown);
    }
    if (!snapshot.alarms.empty()) // what they see of it
        charts.flow.lines.push_back(builder.minutes(Role::Mean, Metric::Incoming, shown));
    if (!snapshot.streams.empty())
        charts.flow.limit = snapshot.streams.front().writeLimitRecords * snapshot.streams.front().openShards;
    const auto all = [](ComponentId) { return true; };
    charts.concurrency.lines = {builder.sum(Role::Concurrent, Metric::Concurrent, shown, all),
                                builder.sum(Role::Throttles, Metric::Throttles, shown, all)};
    charts.concurrency.limit = concurrencyLimit(snapshot);
    charts.duration.lines = {builder.maximum(Role::Mean, Metric::DurationMean, shown),
                             builder.maximum(Role::P50, Metric::DurationP50, shown),
                             builder.maximum(Role::P95, Metric::DurationP95, shown),
                             builder.maximum(Role::P99, Metric::DurationP99, shown),
                             builder.maximum(Role::Maximum, Metric::DurationMax, shown)};
    charts.worstAge.lines = {builder.maximum(Role::Maximum, events ? Metric::EventAge : Metric::IteratorAge, whole)};
    return charts;
}

} // namespace hotshard

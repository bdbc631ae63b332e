#include "simulation/charts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace hotshard {

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();
/// From this iterator age on a lane is worth a thick line.
constexpr Duration notable = Duration::seconds(5);

/// The stretches of time that become the points of a line.
struct Buckets {
    std::size_t level = 0;
    std::vector<std::int64_t> edges; ///< seconds; point i covers [edges[i], edges[i + 1])

    Buckets(const SeriesTable &series, std::int64_t from, std::int64_t to, int points)
    {
        const std::int64_t wanted = std::max<std::int64_t>(1, points);
        level = affordableLevel(series, from, to, wanted);
        const std::int64_t unit = SeriesTable::levels[level].seconds;
        from = std::max(from, series.firstSecond(level)) / unit * unit;
        to = to / unit * unit; // a coarse row is there when it is whole
        std::int64_t width = std::max(unit, ((to - from + wanted - 1) / wanted + unit - 1) / unit * unit);
        while ((to + width - 1) / width - from / width > wanted) // a part of a point at both ends
            width += unit;
        // Edges at multiples of the width: points do not wander while time goes on.
        for (std::int64_t edge = from / width * width; edge < to; edge += width)
            edges.push_back(std::max(edge, from));
        if (!edges.empty())
            edges.push_back(to);
    }
    /// The finest level that still has it all, or a coarser one when reading that would take longer than a
    /// frame (hundreds of shards) and half the wanted points are left.
    static std::size_t affordableLevel(const SeriesTable &series, std::int64_t from, std::int64_t to,
                                       std::int64_t wanted)
    {
        constexpr std::int64_t affordable = 400'000; // values of all columns, a few of them per metric
        const auto columns = static_cast<std::int64_t>(series.columns().size());
        std::size_t level = series.levelFor(from);
        while (level + 1 < SeriesTable::levels.size()
               && (to - from) / SeriesTable::levels[level].seconds * columns > affordable
               && (to - from) / SeriesTable::levels[level + 1].seconds >= wanted / 2)
            ++level;
        return level;
    }
    [[nodiscard]] std::size_t count() const { return edges.empty() ? 0 : edges.size() - 1; }
    [[nodiscard]] std::vector<float> times() const
    {
        std::vector<float> times;
        for (std::size_t i = 0; i < count(); ++i)
            times.push_back(static_cast<float>(edges[i + 1]));
        return times;
    }
};

class Builder {
public:
    Builder(const SeriesTable &series, const Snapshot &snapshot, const SnapshotQuery &query)
        : m_series(series)
        , m_snapshot(snapshot)
        , m_query(query)
    {
        for (ColumnIndex c = 0; c < series.columns().size(); ++c)
            if (isShown(series.columns()[c].component))
                m_columns[series.columns()[c].metric].push_back(c);
    }

    Chart lanes(Metric metric, const Buckets &buckets)
    {
        Chart chart;
        chart.times = buckets.times();
        if (m_snapshot.streams.empty())
            return chart;
        const std::vector<const LaneView *> chosen = worstLanes();
        ChartLine others;
        others.role = ChartLine::Role::Others;
        others.low.assign(buckets.count(), none);
        others.high.assign(buckets.count(), none);
        bool any = false;
        for (const ColumnIndex c : m_columns[metric]) {
            const auto shard = static_cast<std::uint32_t>(m_series.columns()[c].shard);
            const auto lane =
                std::find_if(chosen.begin(), chosen.end(), [&](const LaneView *l) { return l->shard.value == shard; });
            if (lane != chosen.end()) {
                chart.lines.push_back(laneLine(**lane, c, buckets));
                continue;
            }
            any = true;
            for (std::size_t i = 0; i < buckets.count(); ++i) {
                const auto value = at(c, buckets, i);
                others.low[i] = std::fmin(others.low[i], value.mean);
                others.high[i] = std::fmax(others.high[i], value.max);
            }
        }
        if (any)
            chart.lines.push_back(std::move(others));
        return chart;
    }

    ChartLine sum(ChartLine::Role role, Metric metric, const Buckets &buckets)
    {
        ChartLine line;
        line.role = role;
        line.high.assign(buckets.count(), none);
        for (const ColumnIndex c : m_columns[metric]) {
            for (std::size_t i = 0; i < buckets.count(); ++i) {
                const SeriesTable::Value value = at(c, buckets, i);
                if (std::isnan(value.mean))
                    continue;
                const float share = value.mean * value.covered; // a shard that began within counts for its part
                line.high[i] = std::isnan(line.high[i]) ? share : line.high[i] + share;
            }
        }
        line.low = line.high;
        return line;
    }

    ChartLine maximum(ChartLine::Role role, Metric metric, const Buckets &buckets)
    {
        ChartLine line;
        line.role = role;
        line.high.assign(buckets.count(), none);
        for (const ColumnIndex c : m_columns[metric])
            for (std::size_t i = 0; i < buckets.count(); ++i)
                line.high[i] = std::fmax(line.high[i], at(c, buckets, i).max);
        line.low = line.high;
        return line;
    }

private:
    /// The first stream and the functions that read it.
    [[nodiscard]] bool isShown(ComponentId component) const
    {
        if (m_snapshot.streams.empty())
            return false;
        const ComponentId stream = m_snapshot.streams.front().id;
        return component == stream
            || std::any_of(m_snapshot.functions.begin(), m_snapshot.functions.end(), [&](const FunctionView &function) {
                   return function.id == component && function.reads == stream;
               });
    }

    [[nodiscard]] SeriesTable::Value at(ColumnIndex column, const Buckets &buckets, std::size_t i) const
    {
        return m_series.value(buckets.level, column, buckets.edges[i], buckets.edges[i + 1]);
    }

    [[nodiscard]] std::vector<const LaneView *> worstLanes() const
    {
        std::vector<const LaneView *> lanes;
        for (const LaneView &lane : m_snapshot.streams.front().lanes)
            if (lane.state != ShardState::Closed)
                lanes.push_back(&lane);
        const auto worse = [](const LaneView *a, const LaneView *b) {
            if (a->backlog != b->backlog)
                return a->backlog > b->backlog;
            return a->shard < b->shard;
        };
        std::sort(lanes.begin(), lanes.end(), worse);
        if (lanes.size() > static_cast<std::size_t>(m_query.chartLines))
            lanes.resize(static_cast<std::size_t>(m_query.chartLines));
        return lanes;
    }

    [[nodiscard]] ChartLine laneLine(const LaneView &lane, ColumnIndex column, const Buckets &buckets) const
    {
        ChartLine line;
        line.role = ChartLine::Role::Lane;
        line.shard = lane.shard;
        line.hottestKey = lane.hottestKey;
        line.hottestShare = lane.hottestShare;
        line.focus = lane.iteratorAge >= notable && &lane == worst();
        for (std::size_t i = 0; i < buckets.count(); ++i)
            line.high.push_back(at(column, buckets, i).max);
        line.low = line.high;
        return line;
    }

    [[nodiscard]] const LaneView *worst() const
    {
        const auto &lanes = m_snapshot.streams.front().lanes;
        return &*std::max_element(lanes.begin(), lanes.end(),
                                  [](const LaneView &a, const LaneView &b) { return a.iteratorAge < b.iteratorAge; });
    }

    const SeriesTable &m_series;
    const Snapshot &m_snapshot;
    const SnapshotQuery &m_query;
    std::map<Metric, std::vector<ColumnIndex>> m_columns;
};

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
    charts.flow.times = charts.duration.times = shown.times();
    charts.worstAge.times = whole.times();
    charts.flow.lines = {builder.sum(Role::In, Metric::Incoming, shown),
                         builder.sum(Role::Out, Metric::Outgoing, shown),
                         builder.sum(Role::Rejected, Metric::Rejected, shown)};
    if (!snapshot.streams.empty())
        charts.flow.limit = snapshot.streams.front().writeLimitRecords * snapshot.streams.front().openShards;
    charts.duration.lines = {builder.maximum(Role::Mean, Metric::DurationMean, shown),
                             builder.maximum(Role::P50, Metric::DurationP50, shown),
                             builder.maximum(Role::P95, Metric::DurationP95, shown),
                             builder.maximum(Role::P99, Metric::DurationP99, shown),
                             builder.maximum(Role::Maximum, Metric::DurationMax, shown)};
    charts.worstAge.lines = {builder.maximum(Role::Maximum, Metric::IteratorAge, whole)};
    return charts;
}

} // namespace hotshard

// The summary that a person reads after `hotshard run`.
#include "app/cli/run_report.h"

#include "routing/shard_map.h"

#include <array>
#include <cstdio>
#include <ostream>

namespace hotshard::cli {

namespace {

std::string grouped(std::uint64_t n)
{
    std::string text = std::to_string(n);
    for (std::size_t i = text.size(); i > 3; i -= 3)
        text.insert(i - 3, ",");
    return text;
}

std::string formatted(const char *format, double value)
{
    std::array<char, 48> text;
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

std::string valueText(const MetricValue &metric)
{
    if (const auto *count = std::get_if<std::uint64_t>(&metric.value))
        return grouped(*count);
    return formatted("%.6g", std::get<double>(metric.value)) + ' ' + metric.unit;
}

/// As the results call it: "open".
std::string stateOf(const std::vector<ComponentResult> &results, const std::string &stream, ShardId id)
{
    for (const ComponentResult &result : results)
        if (result.name == stream)
            for (const ShardResult &shard : result.shards)
                if (shard.shard == id)
                    return shard.state;
    return {};
}

void printLane(const LaneView &lane, const std::string &state, std::ostream &out)
{
    std::array<char, 200> line;
    std::snprintf(line.data(), line.size(), "  %-21s %-9s in %8.1f/s  out %8.1f/s  waiting %12s  iterator age %9.1f s",
                  shardName(lane.shard).c_str(), state.c_str(), lane.inPerSecond, lane.outPerSecond,
                  grouped(lane.backlog).c_str(), lane.iteratorAge.toSeconds());
    out << line.data();
    if (lane.expired)
        out << "  lost " << grouped(lane.expired);
    out << '\n';
}

} // namespace

void printText(const Simulation &simulation, std::ostream &out)
{
    SnapshotQuery query;
    query.chartPoints = 0;
    const Snapshot snapshot = simulation.snapshot(query);
    out << simulation.spec().title.en << "\n"
        << formatted("after %.6g s", simulation.now().toSeconds()) << " of "
        << formatted("%.6g s", simulation.spec().duration.toSeconds()) << ", seed " << simulation.spec().seed << "\n\n";
    const std::vector<ComponentResult> results = simulation.results();
    for (const ComponentResult &result : results) {
        out << result.name << " (" << result.type << ")\n";
        for (const MetricValue &metric : result.metrics)
            out << "  " << metric.name << std::string(metric.name.size() < 24 ? 24 - metric.name.size() : 1, ' ')
                << valueText(metric) << '\n';
    }
    for (const StreamView &stream : snapshot.streams) {
        out << "\nShards of " << stream.name << " (rates over the last 10 s)\n";
        for (const LaneView &lane : stream.lanes)
            printLane(lane, stateOf(results, stream.name, lane.shard), out);
    }
    if (!snapshot.keys.empty()) {
        out << "\nHottest keys (last minute)\n";
        for (std::size_t k = 0; k < snapshot.keys.size() && k < kColouredKeys; ++k)
            out << "  " << formatted("%5.1f %%  ", snapshot.keys[k].share * 100) << snapshot.keys[k].name << '\n';
    }
    out << "\nConservation: ";
    const std::vector<std::string> broken = simulation.network().checkConservation();
    if (broken.empty())
        out << "every record is accounted for\n";
    for (const std::string &line : broken)
        out << "\n  BROKEN " << line;
}

} // namespace hotshard::cli

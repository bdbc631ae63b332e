#include "app/cli/run_report.h"

#include "app/cli/number_text.h"
#include "app/cli/watch_report.h"
#include "components/source.h"
#include "components/window.h"
#include "diagnosis/diagnose.h"
#include "routing/shard_map.h"
#include "topology/upstream.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace hotshard::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Divided, not multiplied by 1e-6: 82.974179 stays 82.974179.
double secondsOf(SimTime time) { return static_cast<double>(time.us) / 1e6; }

Json toJson(const MetricValue &metric)
{
    return std::visit([](auto value) { return Json(value); }, metric.value);
}

std::string metricText(const MetricValue &metric)
{
    if (const auto *count = std::get_if<std::uint64_t>(&metric.value))
        return std::to_string(*count);
    return numberText(std::get<double>(metric.value));
}

Json componentJson(const ComponentResult &result)
{
    Json component{{"id", result.name}, {"type", result.type}, {"metrics", Json::object()}};
    for (const MetricValue &metric : result.metrics)
        component["metrics"][metric.name] = toJson(metric);
    if (result.shards.empty())
        return component;
    component["shards"] = Json::array();
    for (const ShardResult &shard : result.shards) {
        Json entry{{"id", shardName(shard.shard)}};
        if (!shard.state.empty()) {
            entry["state"] = shard.state;
            entry["starting_hash_key"] = shard.rangeStart;
            entry["ending_hash_key"] = shard.rangeEnd;
            entry["parents"] = Json::array();
            for (const ShardId parent : shard.parents)
                entry["parents"].push_back(shardName(parent));
        }
        for (const MetricValue &metric : shard.metrics)
            entry[metric.name] = toJson(metric);
        component["shards"].push_back(std::move(entry));
    }
    return component;
}

/// The finest resolution that covers the whole run.
std::size_t wholeRunLevel(const Simulation &simulation) { return simulation.series().levelFor(0); }

std::string columnName(const Simulation &simulation, const SeriesColumn &column)
{
    std::string name = simulation.network().components()[column.component.value]->name();
    if (column.shard >= 0)
        name += ".shard-" + std::to_string(column.shard);
    return name + '.' + metricName(column.metric);
}

Json seriesJson(const Simulation &simulation)
{
    const SeriesTable &series = simulation.series();
    const std::size_t level = wholeRunLevel(simulation);
    const std::int64_t step = SeriesTable::levels[level].seconds;
    Json list = Json::array();
    for (ColumnIndex c = 0; c < series.columns().size(); ++c) {
        const SeriesColumn &column = series.columns()[c];
        Json entry{
            {"component", simulation.network().components()[column.component.value]->name()},
            {"shard", column.shard < 0 ? Json() : Json(shardName(ShardId{static_cast<std::uint32_t>(column.shard)}))},
            {"metric", metricName(column.metric)},
            {"unit", metricUnit(column.metric)},
            {"step_s", step},
            {"values", Json::array()}};
        for (std::int64_t t = 0; t + step <= series.seconds(); t += step) {
            const float value = series.value(level, c, t, t + step).mean;
            entry["values"].push_back(std::isnan(value) ? Json() : Json(static_cast<double>(value)));
        }
        list.push_back(std::move(entry));
    }
    return list;
}

/// The source whose keys a window counts: the first upstream.
const Source *sourceOf(const Simulation &simulation, const Window &window)
{
    for (const std::size_t source : sourcesOf(simulation.spec(), window.name()))
        if (const auto *found = dynamic_cast<const Source *>(simulation.network().components()[source].get()))
            return found;
    return nullptr;
}

/// Calls visit(window component, row, key text) for every fired window of the run.
template <class Visit>
void visitWindows(const Simulation &simulation, Visit &&visit)
{
    for (const auto &component : simulation.network().components()) {
        const auto *window = dynamic_cast<const Window *>(component.get());
        if (!window)
            continue;
        const Source *source = sourceOf(simulation, *window);
        for (const WindowRow &row : window->rows()) {
            const bool known = row.key >= 0 && source;
            const std::string unknown = row.key < 0 ? std::string() : "#" + std::to_string(row.key);
            visit(*window, row, known ? source->keyName(static_cast<std::uint32_t>(row.key)) : unknown);
        }
    }
}

Snapshot smallSnapshot(const Simulation &simulation)
{
    SnapshotQuery query;
    query.chartPoints = 0;
    query.logColumns = 1;
    return simulation.snapshot(query);
}

Json windowsJson(const Simulation &simulation)
{
    Json list = Json::array();
    visitWindows(simulation, [&](const Window &window, const WindowRow &row, const std::string &key) {
        list.push_back({{"component", window.name()},
                        {"key", row.key < 0 ? Json() : Json(key)},
                        {"start_s", secondsOf(row.start)},
                        {"end_s", secondsOf(row.end)},
                        {"fired_s", secondsOf(row.firedAt)},
                        {"reported", row.reported},
                        {"truth", row.truth}});
    });
    return list;
}

Json conservationJson(const Simulation &simulation)
{
    Json list = Json::array();
    for (const ConservationRow &row : simulation.network().conservation())
        list.push_back({{"component", row.name},
                        {"in", row.in},
                        {"waiting", row.waiting},
                        {"in_flight", row.inFlight},
                        {"delivered", row.delivered},
                        {"expired", row.expired},
                        {"rejected", row.rejected},
                        {"dead_lettered", row.deadLettered},
                        {"filtered_out", row.filteredOut},
                        {"skipped", row.skipped},
                        {"holds", row.holds()}});
    return list;
}

} // namespace

std::string fingerprintText(const Simulation &simulation) { return fingerprintText(simulation.fingerprint()); }

Json resultJson(const Simulation &simulation, const std::string &file)
{
    const ScenarioSpec &spec = simulation.spec();
    Json json{{"hotshard_results", 1},
              {"scenario",
               {{"file", file},
                {"title", spec.title.en},
                {"seed", spec.seed},
                {"duration_s", secondsOf(SimTime{spec.duration.us})}}},
              {"until_s", secondsOf(simulation.now())},
              {"fingerprint", fingerprintText(simulation)},
              {"components", Json::array()}};
    for (const ComponentResult &result : simulation.results())
        json["components"].push_back(componentJson(result));
    json["changes"] = Json::array();
    for (const ChangeMark &change : smallSnapshot(simulation).changes)
        if (!change.planned) {
            json["changes"].push_back(
                {{"at_s", secondsOf(change.at)}, {"path", change.path}, {"from", change.from}, {"to", change.to}});
            if (!change.by.empty())
                json["changes"].back()["by"] = change.by;
        }
    if (Json alarms = alarmsJson(simulation); !alarms.empty())
        json["alarms"] = std::move(alarms);
    json["series"] = seriesJson(simulation);
    json["windows"] = windowsJson(simulation);
    json["conservation"] = conservationJson(simulation);
    return json;
}

void printJson(const Simulation &simulation, const std::string &file, std::ostream &out)
{
    out << resultJson(simulation, file).dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void printCsv(const Simulation &simulation, std::ostream &out)
{
    out << "component,shard,metric,unit,value\n";
    for (const ComponentResult &result : simulation.results()) {
        for (const MetricValue &metric : result.metrics)
            out << csvField(result.name) << ",," << metric.name << ',' << metric.unit << ',' << metricText(metric)
                << '\n';
        for (const ShardResult &shard : result.shards)
            for (const MetricValue &metric : shard.metrics)
                out << csvField(result.name) << ',' << shardName(shard.shard) << ',' << metric.name << ','
                    << metric.unit << ',' << metricText(metric) << '\n';
    }
}

void printSeriesCsv(const Simulation &simulation, std::ostream &out)
{
    const SeriesTable &series = simulation.series();
    const std::size_t level = wholeRunLevel(simulation);
    const std::int64_t step = SeriesTable::levels[level].seconds;
    out << "time_s";
    for (const SeriesColumn &column : series.columns())
        out << ',' << csvField(columnName(simulation, column) + " [" + metricUnit(column.metric) + ']');
    out << '\n';
    for (std::int64_t t = 0; t + step <= series.seconds(); t += step) {
        out << t + step;
        for (ColumnIndex c = 0; c < series.columns().size(); ++c) {
            const float value = series.value(level, c, t, t + step).mean;
            out << ',' << (std::isnan(value) ? std::string() : numberText(static_cast<double>(value)));
        }
        out << '\n';
    }
}

void printWindowsCsv(const Simulation &simulation, std::ostream &out)
{
    out << "component,key,start_s,end_s,fired_s,reported,truth\n";
    visitWindows(simulation, [&](const Window &window, const WindowRow &row, const std::string &key) {
        out << csvField(window.name()) << ',' << csvField(key) << ',' << numberText(secondsOf(row.start)) << ','
            << numberText(secondsOf(row.end)) << ',' << numberText(secondsOf(row.firedAt)) << ','
            << numberText(row.reported) << ',' << numberText(row.truth) << '\n';
    });
}

} // namespace hotshard::cli

#include "app/cli/watch_report.h"

#include "app/cli/number_text.h"
#include "components/alarm.h"
#include "routing/shard_map.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace hotshard::cli {

namespace {

using Json = nlohmann::ordered_json;

double secondsOf(SimTime time) { return static_cast<double>(time.us) / 1e6; }

void printMetric(const Simulation &simulation, const Component &component, const CloudMetric &metric,
                 std::int32_t shard, std::ostream &out)
{
    const PeriodTable &periods = simulation.periods();
    const std::string name = shard < 0 ? std::string() : shardName(ShardId{static_cast<std::uint32_t>(shard)});
    const std::string head =
        std::string(metric.nameSpace()) + ',' + csvField(component.name()) + ',' + name + ',' + metric.name + ',';
    for (std::int64_t from = periods.firstSecond(); from + PeriodTable::minute <= periods.seconds();
         from += PeriodTable::minute)
        for (std::size_t s = 0; s < statisticNames().size(); ++s) {
            const auto statistic = static_cast<CloudStatistic>(s);
            if (!metric.has(statistic))
                continue;
            if (const auto value =
                    periods.value(component.id(), metric, statistic, shard, from, from + PeriodTable::minute))
                out << head << statisticName(statistic) << ',' << metric.unit << ',' << from << ','
                    << numberText(*value) << '\n';
        }
}

template <class Visit>
void visitAlarms(const Simulation &simulation, Visit &&visit)
{
    for (const auto &component : simulation.network().components())
        if (const auto *alarm = dynamic_cast<const Alarm *>(component.get()))
            visit(*alarm);
}

} // namespace

void printCloudWatchCsv(const Simulation &simulation, std::ostream &out)
{
    out << "namespace,component,shard,metric,statistic,unit,start_s,value\n";
    for (const auto &component : simulation.network().components()) {
        const std::string &type = simulation.network().parameters(component->id()).type().name;
        if (type != "kinesis_stream" && type != "lambda")
            continue; // a table's stream has other metrics
        for (const CloudMetric &metric : cloudMetrics()) {
            const std::vector<std::int32_t> shards = simulation.periods().shards(component->id(), metric.measured);
            if (shards.empty())
                continue;
            if (metric.ofFunction() || metric.ofWholeStream())
                printMetric(simulation, *component, metric, -1, out);
            for (const std::int32_t shard : shards)
                if (metric.ofOneShard())
                    printMetric(simulation, *component, metric, shard, out);
        }
    }
}

void printAlarmsCsv(const Simulation &simulation, std::ostream &out)
{
    out << "alarm,at_s,from,to,value\n";
    visitAlarms(simulation, [&](const Alarm &alarm) {
        for (const AlarmChange &change : alarm.changes())
            out << csvField(alarm.name()) << ',' << numberText(secondsOf(change.at)) << ',' << stateName(change.from)
                << ',' << stateName(change.to) << ',' << (change.value ? numberText(*change.value) : std::string())
                << '\n';
    });
}

Json alarmsJson(const Simulation &simulation)
{
    Json list = Json::array();
    visitAlarms(simulation, [&](const Alarm &alarm) {
        Json changes = Json::array();
        for (const AlarmChange &change : alarm.changes())
            changes.push_back({{"at_s", secondsOf(change.at)},
                               {"from", stateName(change.from)},
                               {"to", stateName(change.to)},
                               {"value", change.value ? Json(*change.value) : Json()}});
        list.push_back({{"component", alarm.name()},
                        {"state", stateName(alarm.state())},
                        {"notifications", alarm.notifications()},
                        {"changes", std::move(changes)}});
    });
    return list;
}

} // namespace hotshard::cli

#include "scenario/log_scenario.h"

#include "kernel/portable_math.h"

#include <algorithm>

namespace hotshard {

namespace {

constexpr std::int64_t shards = 4;
constexpr double playedSeconds = 600;
constexpr double evenBusyShare = 0.6;

ComponentSpec component(const std::string &id, const std::string &type, const std::string &from, const std::string &to)
{
    ComponentSpec spec;
    spec.id = id;
    spec.type = type;
    spec.from = from;
    spec.to = to;
    return spec;
}

/// Three significant digits: what a person would have typed.
double rounded(double value)
{
    double unit = 1;
    while (value / unit >= 1000)
        unit *= 10;
    while (value / unit < 100)
        unit /= 10;
    return static_cast<double>(math::round(value / unit)) * unit;
}

} // namespace

ScenarioSpec scenarioForLog(std::shared_ptr<const RecordedTraffic> traffic, const std::string &file,
                            const std::string &keyField)
{
    const double records = std::max(1.0, static_cast<double>(traffic->timeUs.size()));
    const double span =
        std::max(1.0, traffic->timeUs.empty() ? 1.0 : static_cast<double>(traffic->timeUs.back()) * 1e-6);
    const double scale = std::clamp(span > playedSeconds ? rounded(span / playedSeconds) : 1.0, 0.001, 1e6);
    const double rate = records * scale / span;
    const double perRecord = std::clamp(evenBusyShare * shards / rate, 1e-6, 60.0);

    ScenarioSpec spec;
    spec.title = {file, ""};
    spec.description = {"The records of " + file + ", by " + keyField + ", over four shards.",
                        file + " のレコードを " + keyField + " をキーにして 4 シャードで再生する。"};
    // Long enough for the last records to be read.
    const auto minutes = static_cast<std::int64_t>(span / scale / 60) + 2;
    spec.duration = Duration::minutes(minutes);
    spec.speed = 20;
    ComponentSpec log = component("log", "replay", "", "requests");
    log.parameters = {{"file", file}, {"key", keyField}, {"pace", std::string("scaled")}, {"scale", scale}};
    ComponentSpec stream = component("requests", "kinesis_stream", "", "");
    stream.parameters = {{"shards", shards}};
    ComponentSpec function = component("analyse", "lambda", "requests", "per_minute");
    function.parameters = {{"latency.per_batch", Duration::milliseconds(10).us},
                           {"latency.per_record", std::max<std::int64_t>(1, math::round(rounded(perRecord * 1e6)))}};
    spec.components = {log, stream, function, component("per_minute", "window", "", "table"),
                       component("table", "sink", "", "")};
    spec.controls = {"requests.shards",   "log.scale", "log.partition_key", "log.salts", "analyse.latency.per_record",
                     "analyse.batch_size"};
    spec.traffic["log"] = std::move(traffic);
    return spec;
}

} // namespace hotshard

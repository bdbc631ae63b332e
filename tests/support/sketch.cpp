#include "support/sketch.h"

#include "components/registry.h"
#include "kernel/check.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <QtTest>

#include <cstdio>
#include <sstream>

namespace hotshard::test {

namespace {

using Words = std::vector<std::string>;

[[noreturn]] void unreadable(const std::string &what)
{
    std::fprintf(stderr, "a sketch that cannot be read: %s\n", what.c_str());
    std::abort();
}

void set(ScenarioSpec &spec, const std::string &path, const std::string &value)
{
    if (const auto issue = setParameter(spec, path, value))
        unreadable(toString(*issue));
}

/// Short names of parameters, by type of component.
const std::map<std::string, std::map<std::string, std::string>> shortNames{
    {"producer",
     {{"keys", "keys.count"},
      {"hot", "keys.hot_share"},
      {"zipf", "keys.exponent"},
      {"size", "record_size"},
      {"bad", "bad_records"},
      {"attempts", "retries.attempts"},
      {"delay", "retries.delay"},
      {"by", "partition_key"},
      {"", "rate"}}},
    {"kinesis_stream",
     {{"records", "limits.records"},
      {"bytes", "limits.bytes"},
      {"record_size", "limits.record_size"},
      {"reshard", "reshard_time"}}},
    {"lambda",
     {{"batch", "batch_size"},
      {"poll", "poll_interval"},
      {"fixed", "latency.per_batch"},
      {"spread", "latency.distribution"},
      {"variation", "latency.variation"},
      {"errors", "error_rate"},
      {"retries", "retries.maximum"},
      {"back_off", "retries.back_off"},
      {"by", "output.partition_key"},
      {"salts", "output.salts"},
      {"attempts", "output.attempts"},
      {"delay", "output.retry_delay"},
      {"", "latency.per_record"}}},
    {"window", {{"idle", "idle_after"}, {"", "size"}}},
    {"dynamodb_table", {{"units", "limits.write_units"}}},
    {"bucket", {{"size", "object_size"}, {"bad", "bad_objects"}, {"delay", "notifications.delay"}, {"", "rate"}}},
    {"lambda_async",
     {{"mib", "latency.per_mib"},
      {"errors", "error_rate"},
      {"retries", "retries.maximum"},
      {"age", "retries.event_age"},
      {"reserved", "reserved_concurrency"},
      {"", "latency.per_object"}}},
    {"sink", {}},
    {"object_log", {{"get", "get_time"}, {"put", "put_time"}, {"wait", "finish_wait"}}},
    {"worker", {{"service", "service.distribution"}, {"", "service.mean"}}},
};

bool startsAsNumber(const std::string &word) { return !word.empty() && word[0] >= '0' && word[0] <= '9'; }

void applyWord(ScenarioSpec &spec, const std::string &id, const std::string &type, const std::string &word)
{
    const auto &names = shortNames.at(type);
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (equals != std::string::npos) {
        const auto found = names.find(name);
        set(spec, id + "." + (found == names.end() ? name : found->second), word.substr(equals + 1));
        if (type == "producer" && (name == "hot" || name == "zipf"))
            set(spec, id + ".keys.distribution", name);
    } else if (startsAsNumber(word)) {
        set(spec, id + "." + names.at(""), word);
    } else if (type == "producer" || type == "bucket") {
        set(spec, id + (word == "constant" || word == "poisson" ? ".arrivals" : ".keys.distribution"), word);
    } else {
        set(spec, id + (type == "window" ? ".aggregate" : type == "worker" ? ".service.distribution" : "."), word);
    }
}

bool namesType(const Words &words) { return words.size() > 1 && findComponentType(words[1]); }

/// \param before the type of the stage before; empty for the first
std::string typeOf(const std::string &before, const Words &words)
{
    if (namesType(words))
        return words[1];
    const bool sized = words.size() > 1 && startsAsNumber(words[1]);
    if (before.empty())
        return "producer";
    if (before == "producer")
        return sized ? "worker" : "kinesis_stream";
    if (findComponentType(before)->role == Role::Stream)
        return "lambda";
    if (before == "lambda" && words[0].find('[') != std::string::npos)
        return "kinesis_stream";
    return before == "lambda" && sized ? "window" : "sink";
}

std::vector<Words> split(std::string_view line)
{
    std::vector<Words> stages(1);
    std::istringstream in{std::string(line)};
    for (std::string word; in >> word;) {
        if (word == "->")
            stages.emplace_back();
        else
            stages.back().push_back(word);
    }
    return stages;
}

} // namespace

ScenarioSpec sketch(std::string_view line, Duration duration, std::uint64_t seed)
{
    ScenarioSpec spec;
    spec.title.en = std::string(line);
    spec.duration = duration;
    spec.seed = seed;
    const std::vector<Words> stages = split(line);
    std::map<std::string, std::string> shards; // of each stream
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (stages[i].empty())
            unreadable("an empty stage");
        ComponentSpec component;
        component.type = typeOf(i > 0 ? spec.components.back().type : std::string(), stages[i]);
        const std::size_t bracket = stages[i][0].find('[');
        component.id = stages[i][0].substr(0, bracket);
        if (bracket != std::string::npos)
            shards[component.id] = stages[i][0].substr(bracket + 1, stages[i][0].size() - bracket - 2);
        if (findComponentType(component.type)->mayReadAny())
            component.from = spec.components.back().id;
        else if (i > 0)
            spec.components.back().to = component.id;
        if (component.type == "lambda")
            component.parameters = {{"latency.per_batch", std::int64_t{0}}, // what is not said takes no time
                                    {"latency.per_record", std::int64_t{0}}};
        spec.components.push_back(component);
    }
    for (std::size_t i = 0; i < stages.size(); ++i)
        for (std::size_t w = namesType(stages[i]) ? 2 : 1; w < stages[i].size(); ++w)
            applyWord(spec, spec.components[i].id, spec.components[i].type, stages[i][w]);
    for (const auto &[stream, count] : shards)
        set(spec, stream + ".shards", count);
    for (const Issue &issue : validate(spec))
        unreadable(toString(issue));
    return spec;
}

void change(ScenarioSpec &spec, Duration at, const std::string &path, const std::string &value)
{
    ParameterValue parsed;
    if (const auto issue = parseParameter(spec, path, value, parsed))
        unreadable(toString(*issue));
    TimedChange timed{SimTime{at.us}, {{path, parsed}}, {}};
    const auto after = std::upper_bound(spec.timeline.begin(), spec.timeline.end(), timed,
                                        [](const TimedChange &a, const TimedChange &b) { return a.at < b.at; });
    spec.timeline.insert(after, timed);
}

void addAlarm(ScenarioSpec &spec, const std::string &id, const std::string &watched, std::string_view words)
{
    spec.components.push_back({id, "alarm", {}, watched, "", {}});
    for (const Words &stage : split(words))
        for (const std::string &word : stage)
            set(spec, id + "." + word.substr(0, word.find('=')), word.substr(word.find('=') + 1));
    for (const Issue &issue : validate(spec))
        unreadable(toString(issue));
}

void setByHand(Simulation &simulation, const std::string &path, const std::string &value)
{
    ParameterValue parsed;
    if (const auto issue = parseParameter(simulation.spec(), path, value, parsed))
        unreadable(toString(*issue));
    simulation.set(path, parsed);
}

Simulation simulate(const ScenarioSpec &spec)
{
    Simulation simulation(spec);
    simulation.advanceTo(simulation.end());
    return simulation;
}

Simulation simulate(std::string_view line, Duration duration, std::uint64_t seed)
{
    return simulate(sketch(line, duration, seed));
}

void checkAll(const Simulation &simulation)
{
    std::string broken;
    for (const std::string &line : simulation.network().checkConservation())
        broken += line + "\n";
    if (!broken.empty())
        broken += "at " + std::to_string(simulation.now().toSeconds()) + " s of: " + simulation.spec().title.en;
    QVERIFY2(broken.empty(), broken.c_str());
}

std::string print(const std::vector<LaneView> &lanes)
{
    std::ostringstream out;
    const char *const states[] = {"open", "draining", "waiting", "closed"};
    for (const LaneView &lane : lanes)
        out << lane.shard.value << " " << states[static_cast<std::size_t>(lane.state)] << " backlog " << lane.backlog
            << " in flight " << lane.inFlight << " expired " << lane.expired << " [" << lane.rangeStart << ", "
            << lane.rangeEnd << ")\n";
    return out.str();
}

std::vector<LaneView> lanesOf(const Simulation &simulation)
{
    SnapshotQuery query;
    query.chartPoints = 0;
    return simulation.snapshot(query).streams.at(0).lanes;
}

} // namespace hotshard::test

// hotshard event: what the function is handed at an instant of a run, as the real service would hand it over.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/scenario_arguments.h"
#include "components/lambda.h"
#include "kernel/units.h"
#include "routing/shard_map.h"
#include "scenario/lambda_event.h"
#include "simulation/inspect.h"
#include "topology/validate.h"

#include <algorithm>
#include <charconv>
#include <ostream>

namespace hotshard {

namespace {

using cli::Parsed;

std::optional<std::uint32_t> parsedShard(std::string_view text)
{
    constexpr std::string_view prefix = "shardId-";
    if (text.starts_with(prefix))
        text.remove_prefix(prefix.size());
    std::uint32_t shard = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), shard);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(shard) : std::nullopt;
}

std::optional<SimTime> parsedTime(const std::string &text)
{
    const auto us = units::parseDuration(text);
    return us && *us >= 0 ? std::optional(SimTime{*us}) : std::nullopt;
}

cli::CommandHelp help()
{
    return {"hotshard event FILE --at TIME [options]",
            "Prints the event that the function is handed at that instant of the run: JSON as AWS Lambda gets it\n"
            "from Kinesis, to test a function of one's own with. It is the batch in flight, or else the one that\n"
            "waits to be handed over next. Without --shard: of the first shard that has one in flight.\n"
            "With --failures: what the on-failure destination was told until then, an array of documents.",
            {{"--at",
              "TIME",
              "instant of the run: 90s, 12m",
              {},
              [](const std::string &text) { return parsedTime(text) ? "" : "a duration such as 90s"; }},
             {"--function", "ID", "of this function; the first that reads a stream unless told"},
             {"--shard",
              "SHARD",
              "of this shard: 3 or shardId-000000000003",
              {},
              [](const std::string &text) { return parsedShard(text) ? "" : "a shard such as 3"; }},
             {"--decoded", "", "the data of each record as JSON instead of Base64"},
             {"--failures", "", "the documents of the on-failure destination instead"},
             cli::seedOption("another seed than the scenario's"),
             cli::setOption(),
             cli::fieldOption()},
            1,
            1};
}

/// The function of that name, or the first one. Null when there is none; then it is told.
const Lambda *functionOf(const Simulation &simulation, const Parsed &parsed, std::ostream &err)
{
    const auto wanted = parsed.value("--function");
    std::vector<std::string> names;
    for (const auto &part : simulation.network().components()) {
        const auto *function = dynamic_cast<const Lambda *>(part.get());
        if (!function)
            continue;
        if (!wanted || function->name() == *wanted)
            return function;
        names.push_back(function->name());
    }
    if (!wanted) {
        err << "hotshard: this scenario has no function that reads a stream\n";
        return nullptr;
    }
    const std::string nearest = nearestName(*wanted, names);
    err << "hotshard: there is no function \"" << *wanted << '"'
        << (nearest.empty() ? "" : "; did you mean " + nearest + '?') << '\n';
    return nullptr;
}

/// The batch of that shard; without one, of the first shard that has a batch in flight, or that has anything.
std::optional<Inspection> batchOf(const Simulation &simulation, const Lambda &function, const Parsed &parsed)
{
    InspectionQuery query;
    query.what = InspectionQuery::What::Batch;
    query.component = function.id();
    if (const auto shard = parsed.value("--shard")) {
        query.shard = ShardId{*parsedShard(*shard)};
        Inspection answer = inspect(simulation, query);
        return answer.batch ? std::optional(std::move(answer)) : std::nullopt;
    }
    std::optional<Inspection> best;
    const auto inHand = [](const Inspection &answer) {
        return answer.batch->state == BatchStory::State::Working
            || answer.batch->state == BatchStory::State::BackingOff;
    };
    for (std::uint32_t s = 0; s < function.laneCount() && !(best && inHand(*best)); ++s) {
        query.shard = ShardId{s};
        Inspection answer = inspect(simulation, query);
        if (answer.batch && !answer.batch->records.empty() && (!best || inHand(answer)))
            best = std::move(answer);
    }
    return best;
}

int printFailures(const Simulation &simulation, const Lambda &function, std::ostream &out)
{
    const std::int64_t epochUs = epochOf(simulation.spec());
    const char *before = "[";
    for (const FailureStory &failure : failures(simulation, function.id())) {
        std::string document = failureDocument(failure, epochUs);
        document.pop_back(); // its line end
        out << before << '\n' << document;
        before = ",";
    }
    out << (*before == '[' ? "[]\n" : "\n]\n");
    return cli::exitGood;
}

int printEvent(const Simulation &simulation, const Lambda &function, const Parsed &parsed, std::ostream &out,
               std::ostream &err)
{
    const std::optional<Inspection> answer = batchOf(simulation, function, parsed);
    if (!answer && parsed.has("--shard")) {
        err << "hotshard: " << function.name() << " has no shard "
            << shardName(ShardId{*parsedShard(*parsed.value("--shard"))}) << " then; there are " << function.laneCount()
            << " of them\n";
        return cli::exitBad;
    }
    if (!answer || answer->batch->records.empty()) {
        err << "hotshard: " << function.name() << " has no batch in flight then, and no record waits for it\n";
        return cli::exitBad;
    }
    out << lambdaEvent(*answer->batch, answer->epochUs,
                       parsed.has("--decoded") ? EventData::Decoded : EventData::Base64);
    return cli::exitGood;
}

} // namespace

int eventCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    int exitCode = cli::exitGood;
    const auto parsed = cli::parseOptions(help(), args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    const auto at = parsed->value("--at");
    if (!at) {
        err << "hotshard: --at TIME is missing\nUsage: " << help().usage << '\n';
        return cli::exitUsage;
    }
    std::optional<ScenarioSpec> spec = cli::loadScenario(*parsed, err, exitCode);
    if (!spec)
        return exitCode;
    if (!cli::applyOptions(*parsed, *spec, err))
        return cli::exitUsage;
    if (const Issues issues = validate(*spec); !issues.empty()) {
        cli::report(issues, err);
        return cli::exitUsage;
    }
    Simulation simulation(*spec);
    const Lambda *function = functionOf(simulation, *parsed, err);
    if (!function)
        return cli::exitUsage;
    if (*parsedTime(*at) > simulation.end()) {
        err << "hotshard: the run ends before " << *at << '\n';
        return cli::exitUsage;
    }
    simulation.advanceTo(*parsedTime(*at));
    return parsed->has("--failures") ? printFailures(simulation, *function, out)
                                     : printEvent(simulation, *function, *parsed, out, err);
}

} // namespace hotshard

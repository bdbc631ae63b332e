#include "app/cli/scenario_arguments.h"

#include "kernel/units.h"
#include "scenario/scenario_file.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <ostream>

namespace hotshard::cli {

namespace {

std::optional<std::uint64_t> parsedSeed(const std::string &text)
{
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(seed) : std::nullopt;
}

std::optional<SimTime> parsedUntil(const std::string &text)
{
    const auto us = units::parseDuration(text);
    return us && *us > 0 && *us <= ScenarioLimits::longestRun.us ? std::optional(SimTime{*us}) : std::nullopt;
}

std::string expectedUntil(const std::string &text)
{
    return parsedUntil(text) ? "" : "a duration such as 10m, at most a year";
}
std::string expectedSeed(const std::string &text)
{
    return parsedSeed(text) ? ""
                            : "a whole number from 0 to " + std::to_string(std::numeric_limits<std::uint64_t>::max());
}
std::string expectedSet(const std::string &text) { return text.find('=') != std::string::npos ? "" : "PATH=VALUE"; }
std::string expectedField(const std::string &text) { return text.empty() ? "the name of a field or column" : ""; }

/// The scenario, or one around a log. With issues when the file is bad.
LoadResult load(const Parsed &parsed, std::ostream &err)
{
    const auto field = parsed.value("--field");
    LogOptions log;
    if (field)
        log.key = *field;
    LoadResult loaded = loadScenarioFile(parsed.files[0], {}, log);
    report(loaded.issues, err);
    // Only a log can lack its key's column; a replay's column is named in its scenario.
    const bool lacksKey = std::any_of(loaded.issues.begin(), loaded.issues.end(),
                                      [](const Issue &issue) { return issue.problem.ends_with("\" for the key"); });
    if (lacksKey && !isScenarioFile(parsed.files[0]))
        err << "hotshard: --field NAME tells which of them is the key\n";
    return loaded;
}

} // namespace

Option untilOption()
{
    return {"--until", "DURATION", "stop there instead of at the scenario's end: 10m", {}, expectedUntil};
}
Option seedOption(const std::string &help) { return {"--seed", "N", help, {}, expectedSeed}; }
Option setOption()
{
    return {"--set", "PATH=VALUE", "start with another value: clicks.shards=8; may be repeated", {}, expectedSet};
}
Option fieldOption()
{
    return {"--field", "NAME", "the key of a log: path, host, ... or a column; path unless told", {}, expectedField};
}

SimTime untilOf(const Parsed &parsed, const ScenarioSpec &spec)
{
    const auto text = parsed.value("--until");
    return text ? *parsedUntil(*text) : SimTime{spec.duration.us};
}

void report(const Issues &issues, std::ostream &err)
{
    for (const Issue &issue : issues)
        err << toString(issue) << '\n';
}

std::optional<ScenarioSpec> loadScenario(const Parsed &parsed, std::ostream &err, int &exitCode)
{
    if (parsed.has("--field") && isScenarioFile(parsed.files[0])) {
        err << "hotshard: --field is for logs; " << parsed.files[0] << " is a scenario\n";
        exitCode = exitUsage;
        return std::nullopt;
    }
    LoadResult loaded = load(parsed, err);
    exitCode = exitBad;
    if (!loaded.issues.empty())
        return std::nullopt;
    exitCode = exitGood;
    return std::move(loaded.spec);
}

bool applyOptions(const Parsed &parsed, ScenarioSpec &spec, std::ostream &err)
{
    bool good = true;
    if (const auto seed = parsed.value("--seed"))
        spec.seed = *parsedSeed(*seed);
    for (const std::string &change : parsed.all("--set")) {
        const std::size_t equals = change.find('=');
        if (const auto issue = setParameter(spec, change.substr(0, equals), change.substr(equals + 1))) {
            err << toString(*issue) << '\n';
            good = false;
        }
    }
    return good;
}

} // namespace hotshard::cli

// `hotshard run`: a scenario without a display.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/run_report.h"
#include "diagnosis/diagnose.h"
#include "kernel/units.h"
#include "scenario/scenario_file.h"
#include "session/outline.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>

namespace hotshard::cli {

namespace {

std::optional<std::uint64_t> seedOf(const std::string &text)
{
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(seed) : std::nullopt;
}

std::optional<SimTime> untilOf(const std::string &text)
{
    const auto us = units::parseDuration(text);
    return us && *us > 0 && *us <= ScenarioLimits::longestRun.us ? std::optional(SimTime{*us}) : std::nullopt;
}

std::string expectedUntil(const std::string &text)
{
    return untilOf(text) ? "" : "a duration such as 10m, at most a year";
}
std::string expectedSeed(const std::string &text)
{
    return seedOf(text) ? "" : "a whole number from 0 to " + std::to_string(std::numeric_limits<std::uint64_t>::max());
}
std::string expectedSet(const std::string &text) { return text.find('=') != std::string::npos ? "" : "PATH=VALUE"; }
std::string expectedField(const std::string &text) { return text.empty() ? "the name of a field or column" : ""; }

const CommandHelp help{
    "hotshard run FILE [options]",
    "Runs a scenario without a display and prints what it came to.\n"
    "FILE is a scenario, or an access log, CSV or JSON Lines file to play over four shards.",
    {{"--until", "DURATION", "stop there instead of at the scenario's end: 10m", {}, expectedUntil},
     {"--seed", "N", "another seed than the scenario's", {}, expectedSeed},
     {"--set", "PATH=VALUE", "start with another value: clicks.shards=8; may be repeated", {}, expectedSet},
     {"--field", "NAME", "the key of a log: path, host, ... or a column; path unless told", {}, expectedField},
     formatOption({"text", "json", "csv"}),
     {"--export", "DIR", "write results, series, windows and charts into this folder"},
     {"--progress", "", "show progress on stderr"},
     {"--fingerprint", "", "print the run's fingerprint as the last line"}},
    1,
    1};

void report(const Issues &issues, std::ostream &err)
{
    for (const Issue &issue : issues)
        err << toString(issue) << '\n';
}

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

/// What `--seed` and `--set` change in the scenario. False when a path or a value is wrong.
bool applyOptions(const Parsed &parsed, ScenarioSpec &spec, std::ostream &err)
{
    bool good = true;
    if (const auto seed = parsed.value("--seed"))
        spec.seed = *seedOf(*seed);
    for (const std::string &change : parsed.all("--set")) {
        const std::size_t equals = change.find('=');
        if (const auto issue = setParameter(spec, change.substr(0, equals), change.substr(equals + 1))) {
            err << toString(*issue) << '\n';
            good = false;
        }
    }
    return good;
}

void runWithProgress(Simulation &simulation, SimTime until, bool progress, std::ostream &err)
{
    constexpr int steps = 50;
    for (int i = 1; i <= steps; ++i) {
        simulation.advanceTo(SimTime{until.us / steps * i + (i == steps ? until.us % steps : 0)});
        if (progress)
            err << '\r' << "simulated " << i * 100 / steps << " %" << std::flush;
    }
    if (progress)
        err << '\n';
}

/// Writes beside the target and renames, so that nothing half-written is left behind.
bool writeFile(const std::filesystem::path &path, const std::function<void(std::ostream &)> &write, std::ostream &err)
{
    const std::filesystem::path part = path.string() + ".part";
    std::error_code error;
    {
        std::ofstream out(part, std::ios::binary);
        write(out);
        out.flush();
        if (!out) {
            out.close();
            std::filesystem::remove(part, error);
            err << "hotshard: cannot write " << path.string() << '\n';
            return false;
        }
    }
    std::filesystem::rename(part, path, error);
    if (!error)
        return true;
    err << "hotshard: cannot write " << path.string() << ": " << error.message() << '\n';
    std::filesystem::remove(part, error);
    return false;
}

bool exportRun(const Simulation &simulation, const std::string &file, const std::string &folder,
               const ChartExport &exportCharts, std::ostream &err)
{
    const std::filesystem::path dir(folder);
    std::error_code error;
    std::filesystem::create_directories(dir, error);
    if (error) {
        err << "hotshard: cannot make the folder " << folder << ": " << error.message() << '\n';
        return false;
    }
    bool good = writeFile(
        dir / "results.json", [&](std::ostream &out) { printJson(simulation, file, out); }, err);
    good = writeFile(
               dir / "summary.txt", [&](std::ostream &out) { printText(simulation, out); }, err)
        && good;
    good = writeFile(
               dir / "results.csv", [&](std::ostream &out) { printCsv(simulation, out); }, err)
        && good;
    good = writeFile(
               dir / "series.csv", [&](std::ostream &out) { printSeriesCsv(simulation, out); }, err)
        && good;
    good = writeFile(
               dir / "windows.csv", [&](std::ostream &out) { printWindowsCsv(simulation, out); }, err)
        && good;
    if (exportCharts) {
        Snapshot snapshot = simulation.snapshot({});
        snapshot.findings = diagnose(snapshot);
        good = exportCharts(snapshot, makeOutline(simulation.spec()), folder, err) && good;
    }
    return good;
}

void printResults(const Simulation &simulation, const Parsed &parsed, std::ostream &out)
{
    if (parsed.wants("json"))
        printJson(simulation, parsed.files[0], out);
    else if (parsed.wants("csv"))
        printCsv(simulation, out);
    else
        printText(simulation, out);
    if (parsed.has("--fingerprint"))
        out << fingerprintText(simulation) << '\n';
}

} // namespace

} // namespace hotshard::cli

int hotshard::runCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err,
                         const ChartExport &exportCharts)
{
    using namespace hotshard::cli;
    int exitCode = exitGood;
    const std::optional<Parsed> parsed = parseOptions(help, args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    if (parsed->has("--field") && isScenarioFile(parsed->files[0])) {
        err << "hotshard: --field is for logs; " << parsed->files[0] << " is a scenario\n";
        return exitUsage;
    }
    LoadResult loaded = load(*parsed, err);
    if (!loaded.issues.empty())
        return exitBad;
    if (!applyOptions(*parsed, loaded.spec, err))
        return exitUsage;
    const auto untilText = parsed->value("--until");
    const SimTime until = untilText ? *untilOf(*untilText) : SimTime{loaded.spec.duration.us};
    if (const Issues issues = validate(loaded.spec); !issues.empty()) {
        report(issues, err);
        return exitUsage;
    }
    Simulation simulation(loaded.spec);
    runWithProgress(simulation, until, parsed->has("--progress"), err);
    bool good = true;
    if (const auto folder = parsed->value("--export"))
        good = exportRun(simulation, parsed->files[0], *folder, exportCharts, err);
    printResults(simulation, *parsed, out);
    for (const std::string &line : simulation.network().checkConservation()) {
        err << "hotshard: conservation is broken: " << line << '\n';
        good = false;
    }
    return good ? exitGood : exitBad;
}

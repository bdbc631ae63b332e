// `hotshard run`: a scenario without a display.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/run_report.h"
#include "app/cli/scenario_arguments.h"
#include "app/cli/watch_report.h"
#include "diagnosis/diagnose.h"
#include "session/outline.h"
#include "topology/validate.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>

namespace hotshard::cli {

namespace {

const CommandHelp help{"hotshard run FILE [options]",
                       "Runs a scenario without a display and prints what it came to.\n"
                       "FILE is a scenario, or an access log, CSV or JSON Lines file to play over four shards.",
                       {untilOption(),
                        seedOption("another seed than the scenario's"),
                        setOption(),
                        fieldOption(),
                        formatOption({"text", "json", "csv"}),
                        {"--export", "DIR", "write results, series, windows and charts into this folder"},
                        {"--progress", "", "show progress on stderr"},
                        {"--fingerprint", "", "print the run's fingerprint as the last line"}},
                       1,
                       1};

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
    good = writeFile(
               dir / "cloudwatch.csv", [&](std::ostream &out) { printCloudWatchCsv(simulation, out); }, err)
        && good;
    good = writeFile(
               dir / "alarms.csv", [&](std::ostream &out) { printAlarmsCsv(simulation, out); }, err)
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
    std::optional<ScenarioSpec> spec = loadScenario(*parsed, err, exitCode);
    if (!spec)
        return exitCode;
    if (!applyOptions(*parsed, *spec, err))
        return exitUsage;
    if (const Issues issues = validate(*spec); !issues.empty()) {
        report(issues, err);
        return exitUsage;
    }
    Simulation simulation(*spec);
    runWithProgress(simulation, untilOf(*parsed, *spec), parsed->has("--progress"), err);
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

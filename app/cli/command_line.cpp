#include "app/cli/command_line.h"

#include "app/cli/options.h"
#include "app/cli/window_options.h"
#include "kernel/issue.h"

#include <exception>
#include <filesystem>
#include <vector>

#ifndef HOTSHARD_VERSION
#define HOTSHARD_VERSION "0.1.0"
#endif

namespace hotshard {

namespace {

using Run = std::function<int(std::span<const std::string>, std::ostream &, std::ostream &)>;

struct Command {
    std::string name, help;
    Run run;
};

std::vector<Command> commands(const ChartExport &exportCharts)
{
    const Run run = [exportCharts](std::span<const std::string> args, std::ostream &out, std::ostream &err) {
        return runCommand(args, out, err, exportCharts);
    };
    return {{"run", "run a scenario or a log without a display", run},
            {"sweep", "run a scenario with many values and seeds, on all cores", sweepCommand},
            {"event", "print the event that a function is handed at an instant", eventCommand},
            {"validate", "say everything that is wrong with scenario files", validateCommand},
            {"list", "list the scenarios that come with the program", listCommand},
            {"schema", "print the JSON Schema of scenario files", schemaCommand},
            {"route", "print the shard of each partition key", routeCommand},
            {"keys", "count the keys of a log and where they go", keysCommand},
            {"bench", "measure the engine", benchCommand}};
}

/// Asks the disk without throwing: a word longer than a file name may be is no file.
bool isThere(const std::string &path)
{
    std::error_code error;
    return std::filesystem::exists(path, error);
}

std::optional<int> dispatched(std::span<const std::string> args, std::ostream &out, std::ostream &err,
                              const ChartExport &exportCharts)
{
    if (args.empty())
        return std::nullopt;
    if (args[0] == "--help" || args[0] == "-h" || args[0] == "help") {
        printUsage(out);
        return cli::exitGood;
    }
    if (args[0] == "--version") {
        out << "hotshard " HOTSHARD_VERSION "\n";
        return cli::exitGood;
    }
    const std::vector<Command> known = commands(exportCharts);
    for (const Command &command : known)
        if (command.name == args[0])
            return command.run(args.subspan(1), out, err);
    // A word that is no file can only have been meant as a command.
    if (args[0].starts_with('-') || isThere(args[0]) || args[0].find_first_of("./") != std::string::npos)
        return std::nullopt;
    std::vector<std::string> names;
    for (const Command &command : known)
        names.push_back(command.name);
    const std::string nearest = nearestName(args[0], names);
    err << "hotshard: there is no command or file \"" << args[0] << '"'
        << (nearest.empty() ? std::string() : "; did you mean " + nearest + '?')
        << "\n`hotshard --help` lists the commands.\n";
    return cli::exitUsage;
}

} // namespace

void printUsage(std::ostream &out)
{
    out << "Usage: hotshard [SCENARIO|LOG] [options]  open the window\n"
           "       hotshard COMMAND [arguments]       work without a display\n\nCommands:\n";
    for (const Command &command : commands({}))
        out << "  " << command.name << std::string(10 - command.name.size(), ' ') << command.help << '\n';
    out << "\nOptions of the window:\n";
    cli::printOptions(cli::windowHelp(), out);
    out << "\n`hotshard COMMAND --help` explains a command.\n"
           "Exit codes: 0 good, 1 the run or a file is bad, 2 wrong usage.\n";
}

std::optional<int> runCommandLine(std::span<const std::string> args, std::ostream &out, std::ostream &err,
                                  const ChartExport &exportCharts)
{
    const std::optional<int> exitCode = dispatched(args, out, err, exportCharts);
    if (!exitCode)
        return exitCode;
    // A full disk or a closed pipe shows when the last buffer is written.
    out.flush();
    if (out)
        return exitCode;
    err << "hotshard: the results could not be written to standard output\n";
    return *exitCode == cli::exitGood ? cli::exitBad : *exitCode;
}

int withoutCrash(const std::function<int()> &work, std::ostream &err)
{
    try {
        return work();
    } catch (const std::exception &problem) {
        err << "hotshard: " << problem.what() << '\n';
        return cli::exitBad;
    }
}

} // namespace hotshard

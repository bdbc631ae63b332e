// `hotshard validate`: all that is wrong with scenario files, without running them.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "scenario/scenario_file.h"

#include <limits>

int hotshard::validateCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    using namespace hotshard::cli;
    static const CommandHelp help{"hotshard validate FILE...",
                                  "Reads scenario files and says everything that is wrong with them: file, line, JSON\n"
                                  "pointer, what was expected, and the nearest valid name.",
                                  {},
                                  1,
                                  std::numeric_limits<std::size_t>::max()};
    int exitCode = exitGood;
    const auto parsed = parseOptions(help, args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    for (const std::string &file : parsed->files) {
        const LoadResult loaded = loadScenarioFile(file);
        for (const Issue &issue : loaded.issues)
            err << toString(issue) << '\n';
        if (loaded.issues.empty())
            out << file << ": good\n";
        else
            exitCode = exitBad;
    }
    return exitCode;
}

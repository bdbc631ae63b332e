// `hotshard schema`: the JSON Schema of scenario files, for editors.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "scenario/schema.h"

int hotshard::schemaCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    static const cli::CommandHelp help{"hotshard schema",
                                       "Prints the JSON Schema (draft-07) of scenario files. Named in a file as\n"
                                       "\"$schema\", it lets an editor complete names and explain them.",
                                       {}};
    int exitCode = cli::exitGood;
    if (!cli::parseOptions(help, args, out, err, exitCode))
        return exitCode;
    out << scenarioSchema();
    return cli::exitGood;
}

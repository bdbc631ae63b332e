// The command line: which command is meant, and what there is.
#pragma once

#include "app/cli/commands.h"

#include <optional>
#include <ostream>
#include <span>
#include <string>

namespace hotshard {

/// Runs the command that the arguments name (without the program's own name) and gives its exit code.
/// Nothing when they name no command but at most one file: then the window is wanted.
[[nodiscard]] std::optional<int> runCommandLine(std::span<const std::string> args, std::ostream &out,
                                                std::ostream &err, const ChartExport &exportCharts);

/// What `hotshard --help` prints.
void printUsage(std::ostream &out);

} // namespace hotshard

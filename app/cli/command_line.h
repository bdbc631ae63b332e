// The command line: which command is meant, and what there is.
#pragma once

#include "app/cli/commands.h"

#include <functional>
#include <optional>
#include <ostream>
#include <span>
#include <string>

namespace hotshard {

/// Runs the command that the arguments name (without the program's own name) and gives its exit code.
/// Nothing when they name no command: then the window is wanted (window_options.h).
/// Results that `out` did not take make a good run a bad one.
[[nodiscard]] std::optional<int> runCommandLine(std::span<const std::string> args, std::ostream &out, std::ostream &err,
                                                const ChartExport &exportCharts);

/// Runs `work` and gives its exit code; an exception that nobody expected becomes a message and exit code 1.
[[nodiscard]] int withoutCrash(const std::function<int()> &work, std::ostream &err);

/// What `hotshard --help` prints.
void printUsage(std::ostream &out);

} // namespace hotshard

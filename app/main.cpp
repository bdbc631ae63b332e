// Chooses between a command without a display and the window.
#include "app/cli/command_line.h"
#include "app/cli/window_options.h"
#ifdef HOTSHARD_GUI
#include "app/window/export_offscreen.h"
#include "app/window/open_window.h"
#endif

#include <iostream>
#include <string>
#include <vector>

namespace {

int start(int argc, char **argv)
{
    const std::vector<std::string> args(argv + 1, argv + argc);
    hotshard::ChartExport exportCharts;
#ifdef HOTSHARD_GUI
    exportCharts = hotshard::exportChartsOffscreen;
#endif
    if (const auto exitCode = hotshard::runCommandLine(args, std::cout, std::cerr, exportCharts))
        return *exitCode;
    int exitCode = 0;
    const auto options = hotshard::cli::windowOptions(args, std::cout, std::cerr, exitCode);
    if (!options)
        return exitCode;
#ifdef HOTSHARD_GUI
    return hotshard::openWindow(argc, argv, *options);
#else
    hotshard::printUsage(std::cerr);
    return args.empty() ? 0 : 2;
#endif
}

} // namespace

int main(int argc, char **argv)
{
    return hotshard::withoutCrash([&] { return start(argc, argv); }, std::cerr);
}

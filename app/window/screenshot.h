// Pictures of the window for the documentation that can be made again: same scenario, same instant, same bytes.
#pragma once

#include "app/cli/window_options.h"

namespace hotshard::app {

class MainWindow;
class Settings;

/// What a picture looks like unless told: English and light; nothing is read from the disk or remembered.
void isolate(Settings &settings);
/// Language and theme as asked for on the command line; this time only.
void followOptions(Settings &settings, const cli::WindowOptions &options);
/// Opens the inspector as asked for on the command line, with what the window shows now.
void showInspected(MainWindow &window, const cli::WindowOptions &options);
/// Runs the scenario that far, saves the window, returns the exit code.
/// REQUIRES: options.screenshot.
int takeScreenshot(MainWindow &window, const cli::WindowOptions &options);

} // namespace hotshard::app

// The program with its window.
#pragma once

#include "app/cli/window_options.h"

namespace hotshard {

/// Opens the window on a scenario or a log, or takes a picture of it; Qt finds its own options in argv. Returns the
/// exit code. What the options say of the look is not remembered.
int openWindow(int argc, char **argv, const cli::WindowOptions &options);

} // namespace hotshard

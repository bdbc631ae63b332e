// The program with its window.
#pragma once

#include <string>

namespace hotshard {

/// Opens the window on a scenario or a log; empty = the first shipped scenario. Returns the exit code.
/// Besides, for pictures that can be made again: --screenshot FILE [--after 90s] [--lang en|ja]
/// [--theme light|dark|projector] [--size 1920x1080] runs that far, saves the window and quits.
int openWindow(int argc, char **argv, const std::string &fileOrEmpty);

} // namespace hotshard

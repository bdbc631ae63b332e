// The charts of a run into files without a display: the command line's way to the views.
#pragma once

#include "metrics/snapshot.h"
#include "session/outline.h"

#include <iosfwd>
#include <string>

namespace hotshard {

/// Every chart as PNG, SVG, PDF and CSV into `folder`. What could not be written is said on `err`.
/// REQUIRES: no QApplication exists yet; called from the main thread, once in a process.
[[nodiscard]] bool exportChartsOffscreen(const Snapshot &snapshot, const Outline &outline, const std::string &folder,
                                         std::ostream &err);

} // namespace hotshard

// A scenario from the disk: the document, and the files that its replays play.
#pragma once

#include "scenario/loader.h"

#include <filesystem>
#include <functional>
#include <string>

namespace hotshard {

/// Told the share read of the file at hand, 0..1; false cancels.
using LoadProgress = std::function<bool(double share)>;

/// For a log that no scenario describes.
struct LogOptions {
    std::string key = "path"; ///< the field or column that is the key
};

/// Reads a scenario file, or makes a scenario around a log (see log_scenario.h): what does not begin like a
/// scenario document is taken for a log. JSON Lines is told from a document by its second object, also in a file
/// called .json; an object with a member "hotshard" is a scenario wherever it ends. Never throws. With `cancelled`
/// progress the result has no components and one issue that says so. A replay's file is looked for beside the scenario
/// only; absolute paths and ".." are refused, because a scenario from somebody else must not read what lies elsewhere.
/// Lines of a log that could not be read are counted in the traffic and are no issue here.
/// Thread: any; takes seconds for a gigabyte.
[[nodiscard]] LoadResult loadScenarioFile(const std::filesystem::path &path, const LoadProgress &progress = {},
                                          const LogOptions &log = {});

/// Whether loadScenarioFile() takes a file for a scenario rather than a log; false when it cannot be read.
[[nodiscard]] bool isScenarioFile(const std::filesystem::path &path);

} // namespace hotshard

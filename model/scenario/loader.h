// A scenario file's text to plain values, with every problem at once. No I/O here: see scenario_file.h.
#pragma once

#include "kernel/issue.h"
#include "topology/spec.h"

#include <string>
#include <string_view>

namespace hotshard {

/// What was read. `spec` holds all that could be understood; it can be run only when there are no issues.
struct LoadResult {
    ScenarioSpec spec;
    Issues issues; ///< by line; each with file, line, JSON pointer and what would be right
};

/// Reads and checks a document. Never throws, whatever the text.
/// \param fileName as the user named it; goes into the issues only.
[[nodiscard]] LoadResult loadScenario(std::string_view text, const std::string &fileName);

} // namespace hotshard

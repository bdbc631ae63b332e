// Everything that can be wrong with a scenario as a value. No I/O, no simulation.
#pragma once

#include "kernel/issue.h"
#include "topology/spec.h"

#include <string>

namespace hotshard {

/// What a scenario may ask for; the schema and the reference page say the same.
struct ScenarioLimits {
    static constexpr Duration shortestRun = Duration::milliseconds(1);
    static constexpr Duration longestRun = Duration::hours(366 * 24);
    static constexpr double slowest = 1; ///< simulated seconds per shown second
    static constexpr double fastest = 10'000;
    static constexpr std::size_t components = 1000;
    static constexpr std::size_t steps = 10'000; ///< of the timeline, of the lesson, of the controls
    /// Guessing what was meant costs time: beyond so many problems nobody reads the guesses.
    static constexpr std::size_t guesses = 50;
    static constexpr std::size_t idLength = 64;
};

/// All problems at once, in the order of the document; empty when the scenario can be run.
/// Each has the JSON pointer of the place where the file says it ("/components/1/latency/per_record");
/// `file` and `line` are left to the caller.
[[nodiscard]] Issues validate(const ScenarioSpec &spec);

/// The pointer of a parameter of component `index`: nested objects for dotted names.
[[nodiscard]] std::string parameterPointer(std::size_t index, const std::string &name);

/// One step of a JSON pointer with '~' and '/' escaped.
[[nodiscard]] std::string pointerStep(const std::string &name);

} // namespace hotshard

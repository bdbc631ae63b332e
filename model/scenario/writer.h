// A scenario as a document: what loading it again gives the same scenario for.
#pragma once

#include "topology/spec.h"

#include <string>

namespace hotshard {

/// JSON in the order of the reference page, with human units, short objects on one line, and a line break at
/// the end. Parameters are in the order of their declarations; what was not written down stays unwritten.
/// Recorded traffic is not part of it. Names and values that no declaration knows are left out.
[[nodiscard]] std::string writeScenario(const ScenarioSpec &spec);

} // namespace hotshard

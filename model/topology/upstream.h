// Where the records of a component come from, however many streams and functions lie between.
#pragma once

#include "topology/spec.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hotshard {

/// Indices of the sources whose records reach the component `id`, in the order of the scenario. Never fails: unknown
/// ids and circles are passed over.
[[nodiscard]] std::vector<std::size_t> sourcesOf(const ScenarioSpec &spec, const std::string &id);

/// How many streams the records of each component have gone through before it; by index. REQUIRES: no circles.
[[nodiscard]] std::vector<std::size_t> streamsBefore(const ScenarioSpec &spec);

} // namespace hotshard

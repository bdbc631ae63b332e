// Answers what somebody wants to know of one thing in a run, from its present state alone.
//
// Costs what the answer is long: a shard or an iterator next to nothing, a batch as many records as it has. The run is
// not changed. Any thread that may read the simulation.
#pragma once

#include "metrics/inspection.h"
#include "simulation/simulation.h"

namespace hotshard {

/// A query that points at nothing (no such shard, a function that is none) gives an empty answer.
[[nodiscard]] Inspection inspect(const Simulation &simulation, const InspectionQuery &query);

/// What the on-failure destination of a function was told so far, oldest first. Empty for others.
[[nodiscard]] std::vector<FailureStory> failures(const Simulation &simulation, ComponentId function);

/// Wall time of the run's first instant (kernel/wall_time.h).
[[nodiscard]] std::int64_t epochOf(const ScenarioSpec &spec);

} // namespace hotshard

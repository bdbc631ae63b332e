// How a run would go on, in a few milliseconds at any record rate: for a slider that is being dragged.
//
// Exact in distribution but not in every record; metrics/preview.h holds the result, simulation/cohort_run.h and
// cohort_lane.h say what is exact and what is not. Only the first stream, its producer and its function are drawn:
// windows, sinks and everything after them have no effect on backlog and age, and no preview. What cannot be drawn
// is refused with a reason, never guessed. A pure function of the state and the scenario's seed.
// Thread: any; `present` is only read.
#pragma once

#include "metrics/preview.h"
#include "simulation/simulation.h"

#include <cstddef>
#include <functional>
#include <limits>

namespace hotshard {

/// Why this run cannot be previewed; None when it can.
[[nodiscard]] PreviewRefusal whyNoPreview(const Simulation &present);

/// What a preview may take. Beyond it, the preview ends sooner than was asked.
struct PreviewLimits {
    /// Lanes times seconds. Every shard that there is at some time counts, for all seconds: it bounds the memory (8
    /// bytes each) and what is done once a second. Batches beyond one a second are not counted.
    std::size_t laneSeconds = std::numeric_limits<std::size_t>::max();
    /// Asked before every minute of it; false ends it there.
    std::function<bool()> keepGoing = {};
};

/// From the present state of a run to `until`; a change to be tried is made on a copy before (Simulation::set).
/// REQUIRES: `present` has been started (advanceTo was called).
[[nodiscard]] Preview previewOf(const Simulation &present, SimTime until, const PreviewLimits &limits = {});

/// A scenario from its beginning. REQUIRES: as Simulation.
[[nodiscard]] Preview previewOf(const ScenarioSpec &spec, SimTime until);

} // namespace hotshard

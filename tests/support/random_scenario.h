// Small scenarios by chance: every type, every parameter that matters, changes at odd instants.
#pragma once

#include "support/sketch.h"

namespace hotshard::test {

/// The same scenario for the same number. Runs of 40 s with some 200 to 100,000 records.
[[nodiscard]] ScenarioSpec randomScenario(std::uint64_t number);

/// Scenarios that meet everything at once: throttling with retries, reshards, poison, changes.
[[nodiscard]] std::vector<ScenarioSpec> busyScenarios();

} // namespace hotshard::test

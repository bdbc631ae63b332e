// A scenario around a log that somebody drops on the window: four shards, a function, a window, a table.
#pragma once

#include "record/recorded_traffic.h"
#include "topology/spec.h"

#include <memory>
#include <string>

namespace hotshard {

/// Plays `traffic` so that it lasts ten simulated minutes (as recorded, when it is shorter), before a function
/// that would be busy for 60 % of its time if the keys spread evenly over the four shards: so the log itself
/// decides whether a lane falls behind. Pure; the same traffic gives the same scenario.
/// \param file the log's name, as written into the scenario; \param keyField the field that is the key.
[[nodiscard]] ScenarioSpec scenarioForLog(std::shared_ptr<const RecordedTraffic> traffic, const std::string &file,
                                          const std::string &keyField);

} // namespace hotshard

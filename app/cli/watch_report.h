// What a monitoring service shows of a run, as tables for programs.
#pragma once

#include "simulation/simulation.h"

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>

namespace hotshard::cli {

/// One line a minute, metric and statistic: namespace,component,shard,metric,statistic,unit,start_s,value. Minutes that
/// are over, with data; a stream's shards after the whole of it.
void printCloudWatchCsv(const Simulation &simulation, std::ostream &out);
/// alarm,at_s,from,to,value: every change of state, by alarm and time; the value is empty where none was there.
void printAlarmsCsv(const Simulation &simulation, std::ostream &out);
/// Every alarm with its state and its changes.
[[nodiscard]] nlohmann::ordered_json alarmsJson(const Simulation &simulation);

} // namespace hotshard::cli

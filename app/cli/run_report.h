// What `hotshard run` says of a run: text for people, JSON and CSV for programs.
//
// The JSON shape is stable; README "Results as JSON" documents it. Numbers of simulated time are seconds.
#pragma once

#include "simulation/simulation.h"

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <string>

namespace hotshard::cli {

/// Everything: components, shards, series, windows, changes, conservation, fingerprint.
[[nodiscard]] nlohmann::ordered_json resultJson(const Simulation &simulation, const std::string &file);
/// The same as text. Bytes of the user's that are not UTF-8 (a file's name may have them) are replaced.
void printJson(const Simulation &simulation, const std::string &file, std::ostream &out);
/// A summary to read.
void printText(const Simulation &simulation, std::ostream &out);
/// One line per number: component,shard,metric,unit,value.
void printCsv(const Simulation &simulation, std::ostream &out);
/// Time series, one row a step of time, one column a series: `time_s`, then `clicks.shard-0.backlog [records]`.
void printSeriesCsv(const Simulation &simulation, std::ostream &out);
/// component,key,start_s,end_s,fired_s,reported,truth.
void printWindowsCsv(const Simulation &simulation, std::ostream &out);
/// 16 hexadecimal digits.
[[nodiscard]] std::string fingerprintText(const Simulation &simulation);

} // namespace hotshard::cli

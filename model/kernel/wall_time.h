// Which wall time an instant of a run stands for. Nothing in a run depends on it: it is for what is handed to people
// and to real functions, which want dates.
//
// A run that replays a log begins when the log does; any other at 2025-01-01 00:00 UTC. That is our choice, a whole
// day, so that windows of any usual length that are aligned to time 0 are aligned to the calendar, too.
#pragma once

#include <cstdint>
#include <string>

namespace hotshard {

/// Wall time of SimTime::zero() unless a log says otherwise, us since 1970-01-01 UTC.
inline constexpr std::int64_t usualEpochUs = 1'735'689'600'000'000;

/// `2025-01-01T00:00:12.345Z`; `digits` (0 to 6) of the fraction, the rest is cut off. REQUIRES: years 1970 to 9999.
[[nodiscard]] std::string isoTime(std::int64_t epochUs, int digits);

} // namespace hotshard

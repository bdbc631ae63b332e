// From what a snapshot shows to what is worth knowing: findings with their evidence.
//
// A pure function: the same snapshot gives the same findings. No finding without numbers behind it, and a
// healthy run has exactly one, of kind Healthy. Words are chosen by whoever shows them.
#pragma once

#include "metrics/snapshot.h"

#include <vector>

namespace hotshard {

/// Findings, worst first; never empty once the run has traffic.
[[nodiscard]] std::vector<Finding> diagnose(const Snapshot &snapshot);

/// Ages from which a lane is worth a warning and an alarm (the field's usual alarm is at 30,000 ms: AWS,
/// "monitoring Lambda functions", IteratorAge).
inline constexpr Duration warnAge = Duration::seconds(5);
inline constexpr Duration alarmAge = Duration::seconds(30);

} // namespace hotshard

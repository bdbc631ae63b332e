// What an alarm may watch and do; a part of validate.h.
#pragma once

#include "kernel/issue.h"
#include "topology/spec.h"

namespace hotshard {

/// Adds what is wrong with alarms beyond their single parameters: a metric that the watched component does not have,
/// a statistic that the metric does not have, periods that do not exist, an action that cannot be done.
void validateAlarms(const ScenarioSpec &spec, Issues &issues);

} // namespace hotshard

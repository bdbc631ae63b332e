// Which component may be joined to which; a part of validate.h.
#pragma once

#include "kernel/issue.h"
#include "topology/spec.h"

namespace hotshard {

/// Adds what is wrong with `from` and `to` of all components. Unknown types are skipped: they are reported
/// elsewhere, and nothing can be said about their connections.
void validateConnections(const ScenarioSpec &spec, Issues &issues);

} // namespace hotshard

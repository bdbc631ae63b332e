// The only list of component types.
#pragma once

#include "components/component_type.h"

#include <string>
#include <vector>

namespace hotshard {

/// All types, in the order of the reference page. Constant; safe from any thread.
[[nodiscard]] const std::vector<ComponentType> &componentTypes();

/// Null when there is no such type.
[[nodiscard]] const ComponentType *findComponentType(const std::string &name);

} // namespace hotshard

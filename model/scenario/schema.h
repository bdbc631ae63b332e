// The published JSON Schema of scenario files, made from the declarations of the component types.
#pragma once

#include <string>

namespace hotshard {

/// JSON Schema draft-07 as text; the checked-in copy is scenarios/scenario.schema.json. What the schema refuses
/// the loader refuses too; ranges of values with a unit, paths and connections are checked by the loader only.
[[nodiscard]] std::string scenarioSchema();

} // namespace hotshard

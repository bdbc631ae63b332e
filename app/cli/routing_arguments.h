// Options that `route` and `keys` share, checked.
#pragma once

#include "app/cli/options.h"

#include <cstdint>
#include <iosfwd>
#include <optional>

namespace hotshard::cli {

[[nodiscard]] Option shardsOption();
[[nodiscard]] Option kindOption();

/// `--shards`, 1 to ShardMap::maxShards; required. Nothing when it is wrong, which is told to `err`.
[[nodiscard]] std::optional<std::uint32_t> shardsOf(const Parsed &parsed, std::ostream &err);

} // namespace hotshard::cli

// JSON as people write it: what fits stands on one line.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace hotshard {

/// Two spaces a level; lists and objects of up to `width` characters on one line. Names stay in their order.
/// Bytes that are not UTF-8 are replaced. REQUIRES: nesting of a few dozen levels at most.
[[nodiscard]] std::string toText(const nlohmann::ordered_json &value, std::size_t width = 110);

} // namespace hotshard

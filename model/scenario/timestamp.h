// Wall times as logs and tables write them, to microseconds since 1970-01-01 UTC.
//
// Pure functions; the local time zone plays no part. Years 1 to 9999. Anything else gives nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hotshard {

/// `17/May/2015:10:05:03 +0200`, as access logs have it between brackets.
[[nodiscard]] std::optional<std::int64_t> parseLogTime(std::string_view text);

/// `2015-05-17T10:05:03.25+02:00` (ISO 8601; `T` or a space, seconds and fraction may be missing, without a
/// zone it is UTC), `2015-05-17`, the form of access logs, or a number: seconds since 1970 up to 1e11, above
/// that milliseconds (up to 1e14), microseconds (up to 1e17), nanoseconds. Beyond microseconds is cut off.
[[nodiscard]] std::optional<std::int64_t> parseTimestamp(std::string_view text);

} // namespace hotshard

// Human units to exact values and back: "5m", "200ms", "800/s", "2 KiB", "30 %".
//
// Printing gives the shortest text that parses back to the same value, so that a scenario that is saved and
// loaded again does not drift. Numbers are read and written with '.', whatever the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hotshard::units {

/// Microseconds from "5m", "1h30m", "200ms", "50us", "1.5 s", "24h", "7d"; a bare "0" is allowed.
[[nodiscard]] std::optional<std::int64_t> parseDuration(std::string_view text);
/// Per second, from "800/s", "1.5k/s", "48000/min", "10/h", "0"; a bare number is per second.
[[nodiscard]] std::optional<double> parseRate(std::string_view text);
/// Bytes from "500 B", "2 KiB", "1 MiB", "1.5 KiB"; KB and MB are read as KiB and MiB, as the field's documents do.
[[nodiscard]] std::optional<std::int64_t> parseBytes(std::string_view text);
/// A share 0..1 from "30 %", "0.3", "30%".
[[nodiscard]] std::optional<double> parseShare(std::string_view text);
/// A finite number from "12", "1.5", "1.5k", "2M".
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);
/// A whole number from "12", "10,000", "10k"; refuses fractions.
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text);

[[nodiscard]] std::string printDuration(std::int64_t us); ///< "5m", "1h30m", "200ms", "1.5s"
[[nodiscard]] std::string printRate(double perSecond);    ///< "800/s"
[[nodiscard]] std::string printBytes(std::int64_t bytes); ///< "500 B", "2 KiB"
[[nodiscard]] std::string printShare(double share);       ///< "30 %"
[[nodiscard]] std::string printNumber(double number);     ///< shortest that reads back the same

} // namespace hotshard::units

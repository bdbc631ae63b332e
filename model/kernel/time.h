// Simulated time: integer microseconds, so that sums do not depend on the order of addition and a run is
// the same on every machine. There is no wall clock below `session`.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace hotshard {

/// A length of simulated time in microseconds; may be negative as a difference.
struct Duration {
    std::int64_t us = 0;

    static constexpr Duration microseconds(std::int64_t n) { return {n}; }
    static constexpr Duration milliseconds(std::int64_t n) { return {n * 1'000}; }
    static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
    static constexpr Duration minutes(std::int64_t n) { return {n * 60'000'000}; }
    static constexpr Duration hours(std::int64_t n) { return {n * 3'600'000'000}; }
    [[nodiscard]] constexpr double toSeconds() const { return static_cast<double>(us) * 1e-6; }

    constexpr auto operator<=>(const Duration &) const = default;
    constexpr Duration operator+(Duration d) const { return {us + d.us}; }
    constexpr Duration operator-(Duration d) const { return {us - d.us}; }
    constexpr Duration operator*(std::int64_t n) const { return {us * n}; }
};

/// An instant of simulated time, counted from the start of the run.
struct SimTime {
    std::int64_t us = 0;

    static constexpr SimTime zero() { return {0}; }
    /// Later than every instant of any run.
    static constexpr SimTime never() { return {std::numeric_limits<std::int64_t>::max() / 4}; }
    [[nodiscard]] constexpr double toSeconds() const { return static_cast<double>(us) * 1e-6; }

    constexpr auto operator<=>(const SimTime &) const = default;
    constexpr SimTime operator+(Duration d) const { return {us + d.us}; }
    constexpr SimTime operator-(Duration d) const { return {us - d.us}; }
    constexpr Duration operator-(SimTime t) const { return {us - t.us}; }
};

} // namespace hotshard

// The scenarios that come with the program, and what is measured of their runs.
#pragma once

#include "simulation/simulation.h"
#include "topology/spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotshard::test {

/// Names of scenarios/*.json without the ending, sorted; the schema is none.
[[nodiscard]] std::vector<std::string> shippedNames();

/// scenarios/<name>.json. Stops with its problems when it has any.
[[nodiscard]] ScenarioSpec shipped(const std::string &name);

/// As `--set path=value`. Stops when that is refused.
void setAtStart(ScenarioSpec &spec, const std::string &path, const std::string &value);

[[nodiscard]] Simulation runUntil(const ScenarioSpec &spec, Duration until);
[[nodiscard]] Simulation runWhole(const ScenarioSpec &spec);

/// A count from `Simulation::results()`; of one shard, or of the component when `shard` is negative.
[[nodiscard]] std::uint64_t countOf(const Simulation &run, const std::string &component, const std::string &metric,
                                    std::int32_t shard = -1);

/// Shards of a stream whose range holds the hash of `key` (by QCryptographicHash): the open one and its ancestors.
[[nodiscard]] std::vector<std::int32_t> lineageOf(const Simulation &run, const std::string &stream,
                                                  const std::string &key);
/// All shards that a stream ever had.
[[nodiscard]] std::vector<std::int32_t> shardsOf(const Simulation &run, const std::string &stream);

/// One value a second, summed over shards: value i is of the second that ends at i + 1.
[[nodiscard]] std::vector<double> seriesOf(const Simulation &run, const std::string &component, Metric metric,
                                           const std::vector<std::int32_t> &shards);

/// Of one value a second: the mean of values[from, to).
[[nodiscard]] double meanOf(const std::vector<double> &values, std::size_t from, std::size_t to);
[[nodiscard]] double sumOf(const std::vector<double> &values, std::size_t from, std::size_t to);
[[nodiscard]] double largest(const std::vector<double> &values, std::size_t from, std::size_t to);
/// First index in [from, size) with a value of at most / more than `bound`; the size when there is none.
[[nodiscard]] std::size_t firstAtMost(const std::vector<double> &values, std::size_t from, double bound);
[[nodiscard]] std::size_t firstAbove(const std::vector<double> &values, std::size_t from, double bound);

[[nodiscard]] inline double asNumber(std::size_t value) { return static_cast<double>(value); }

/// True when |value - expected| <= bound; says so otherwise.
[[nodiscard]] bool isNear(double value, double expected, double bound, const char *what);

/// Backlogs move by whole batches of 100: lines through them are off by up to 3 A / T for a sawtooth of height 2 A.
[[nodiscard]] double sawtooth(double lanes, double seconds);

/// Slope of the least-squares line through values[from, to), per second.
[[nodiscard]] double slope(const std::vector<double> &values, std::size_t from, std::size_t to);

/// Standard deviation of that slope when the values are a random walk with this variance a second: that of a
/// Wiener process over T seconds is sqrt(6 v / (5 T)).
[[nodiscard]] double slopeDeviation(double variancePerSecond, double seconds);

/// Share of the first of `count` keys whose frequencies fall as rank^-exponent.
[[nodiscard]] double leadingZipfShare(int count, double exponent);

/// A worker with full batches of a fixed size, one at a time, that take mean * lognormal(sigma) seconds.
struct BusyWorker {
    double batch, mean, sigma;
    [[nodiscard]] double perSecond() const { return batch / mean; }
    /// Variance a second of the records it has done (renewal theory: n batches in time t have variance
    /// t cv^2 / mean, cv^2 = exp(sigma^2) - 1).
    [[nodiscard]] double variancePerSecond() const;
};

} // namespace hotshard::test

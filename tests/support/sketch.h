// Whole scenarios in one line, runs of them, and what every run must obey.
//
//   "web 800/s zipf=1.1 keys=1000 -> clicks[2] retention=1h -> count 4ms batch=100 -> minutes 60s sum by=key"
//
// The stages are a producer, then a stream `name[shards]` or a worker (`name` and a service time), then a
// function, then a window (with a size), a sink, or a further stream `name[shards]` and its function; or whatever type
// the second word names (`log object_log`). A word `name=value` sets the parameter of that name, or of the short name
// in the table of sketch.cpp.
#pragma once

#include "simulation/simulation.h"
#include "topology/spec.h"

#include <string>
#include <string_view>

namespace hotshard::test {

/// Stops with a message when the line cannot be read: a test that means something else than it says is worse.
[[nodiscard]] ScenarioSpec sketch(std::string_view line, Duration duration = Duration::minutes(10),
                                  std::uint64_t seed = 1);

/// Adds a change to the timeline: change(spec, Duration::minutes(5), "clicks.shards", "4").
void change(ScenarioSpec &spec, Duration at, const std::string &path, const std::string &value);

/// Adds an alarm: addAlarm(spec, "late", "count", "metric=IteratorAge statistic=Maximum threshold=1000").
void addAlarm(ScenarioSpec &spec, const std::string &id, const std::string &watched, std::string_view words);

/// Sets a parameter of a run by hand, as text.
void setByHand(Simulation &simulation, const std::string &path, const std::string &value);

/// Runs the sketch to its end.
[[nodiscard]] Simulation simulate(std::string_view line, Duration duration = Duration::minutes(10),
                                  std::uint64_t seed = 1);
[[nodiscard]] Simulation simulate(const ScenarioSpec &spec);

/// What may be said of every run at every instant. Fails the test with what is broken.
void checkAll(const Simulation &simulation);

/// One line for each lane: `0 open   backlog 12 in flight 4 expired 0 [0, 0.5)`.
[[nodiscard]] std::string print(const std::vector<LaneView> &lanes);
/// Lanes of the first stream.
[[nodiscard]] std::vector<LaneView> lanesOf(const Simulation &simulation);

/// The component of that name as its own type. REQUIRES: it is there and is one.
template <class Type>
[[nodiscard]] const Type &component(const Simulation &simulation, const std::string &name)
{
    return dynamic_cast<const Type &>(*simulation.network().find(name));
}

/// 64 bits with no pattern, for inputs of tests: a test's own generator, not the one under test.
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed * 2862933555777941757U + 3037000493U)
    {
    }
    [[nodiscard]] std::uint64_t bits()
    {
        // xorshift64* (Vigna 2016).
        m_state ^= m_state >> 12;
        m_state ^= m_state << 25;
        m_state ^= m_state >> 27;
        return m_state * 2685821657736338717U;
    }
    /// Uniform in [0, n). REQUIRES: n > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t n) { return (bits() >> 11) % n; }
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
    }
    [[nodiscard]] bool chance(double share) { return static_cast<double>(bits() >> 11) * 0x1p-53 < share; }

private:
    std::uint64_t m_state;
};

} // namespace hotshard::test

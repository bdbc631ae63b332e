// A run as one copyable value: clock, future, components, time series, changes made and still to come.
//
// Copying it is a checkpoint and a fork. It is a pure function of (scenario, seed, timed changes): where
// advanceTo() is called with what, and how often, makes no difference to any result.
// Thread: one at a time; copies are independent (they share immutable chunks).
#pragma once

#include "kernel/scheduler.h"
#include "metrics/period_table.h"
#include "metrics/series_table.h"
#include "metrics/snapshot.h"
#include "topology/network.h"
#include "topology/spec.h"

#include <memory>
#include <string>
#include <vector>

namespace hotshard {

class Simulation {
public:
    /// REQUIRES: as Network.
    explicit Simulation(const ScenarioSpec &spec);
    Simulation(const Simulation &other);
    Simulation &operator=(const Simulation &other);
    Simulation(Simulation &&) noexcept = default;
    Simulation &operator=(Simulation &&) noexcept = default;
    ~Simulation() = default;

    [[nodiscard]] SimTime now() const { return m_now; }
    [[nodiscard]] SimTime end() const { return SimTime{m_spec->duration.us}; }
    /// Runs up to and including `target`. REQUIRES: target is not before now().
    void advanceTo(SimTime target);
    /// Changes a live parameter now, by hand; it is recorded as a change.
    void set(const std::string &path, const ParameterValue &value);
    /// Changes made by hand so far, to be saved into a timeline.
    [[nodiscard]] const std::vector<TimedChange> &changesByHand() const { return m_byHand; }

    /// Everything that a view may see, for one screen. Without findings: those come from `diagnosis`.
    [[nodiscard]] Snapshot snapshot(const SnapshotQuery &query) const;
    /// The numbers that every component came to so far, in the order of the scenario.
    [[nodiscard]] std::vector<ComponentResult> results() const;
    /// A hash that moves when any result moves: every value of every second, all counts and histograms.
    [[nodiscard]] std::uint64_t fingerprint() const;

    [[nodiscard]] const Network &network() const { return m_network; }
    [[nodiscard]] const SeriesTable &series() const { return m_series; }
    [[nodiscard]] const PeriodTable &periods() const { return m_periods; }
    [[nodiscard]] const Scheduler &scheduler() const { return m_scheduler; }
    [[nodiscard]] const ScenarioSpec &spec() const { return *m_spec; }

private:
    [[nodiscard]] SimTime horizon(SimTime target) const;
    void runEvents(SimTime until, Context &context);
    void sample(Context &context);
    void runControls(Context &context);
    void apply(const std::map<std::string, ParameterValue> &values, const Text &note, const std::string &alarm,
               Context &context);
    [[nodiscard]] Context context();
    [[nodiscard]] std::vector<ChangeMark> plannedChanges() const;

    std::shared_ptr<const ScenarioSpec> m_spec;
    Network m_network;
    Scheduler m_scheduler;
    SeriesTable m_series;
    PeriodTable m_periods;
    SimTime m_now;
    bool m_started = false;
    std::size_t m_nextChange = 0; ///< in the timeline
    std::vector<ChangeMark> m_changes;
    std::vector<TimedChange> m_byHand;
    std::unique_ptr<RecordBlock> m_scratch; ///< made when it is first needed; not part of the value
};

} // namespace hotshard

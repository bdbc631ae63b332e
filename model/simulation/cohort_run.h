// A run drawn per poll: the lanes of one stream, from the present state of an exact run on, with all changes that
// its timeline still holds. Its cost depends on polls and seconds, not on records.
//
// Backlog and iterator age mean what the exact engine's series of these names mean. What is exact in
// distribution and what is not stands in simulation/cohort_lane.h. In flight go on as they are: batches with
// their attempts and ends, reshards under way, children that wait for their parents. Writes that wait to be tried
// again are left out (`limited` says so). Where advanceTo() is cut makes no difference to any draw.
// A copyable value: a copy is a fork. Thread: one at a time.
#pragma once

#include "components/parameters.h"
#include "metrics/preview.h"
#include "routing/key_table.h"
#include "routing/shard_control.h"
#include "simulation/cohort_lane.h"
#include "simulation/simulation.h"

#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

namespace hotshard {

class KinesisStream;
class Lambda;
class Source;

class CohortRun {
public:
    /// It ends where its lanes, those of a reshard included, would be more than `mostLaneSeconds` by the seconds so
    /// far. REQUIRES: `present` has been started, and whyNoPreview(present) is None.
    explicit CohortRun(const Simulation &present,
                       std::size_t mostLaneSeconds = std::numeric_limits<std::size_t>::max());

    [[nodiscard]] SimTime now() const { return m_now; }
    /// Runs up to and including `target`, or until it has to refuse or end. REQUIRES: target is not before now().
    void advanceTo(SimTime target);
    /// It has refused, or as much has been drawn as was allowed: it goes no further.
    [[nodiscard]] bool over() const { return refused() || m_full; }
    /// It came to something that it cannot draw; result() says what.
    [[nodiscard]] bool refused() const { return m_refusal != PreviewRefusal::None; }
    /// All seconds so far.
    [[nodiscard]] Preview result() const;

private:
    struct Entry {
        CohortLane lane;
        PreviewLane series;
        bool shown = true; ///< it had not ended when the preview began
    };
    struct Parts { ///< of the scenario that are previewed
        const Source *source;
        const KinesisStream *stream;
        const Lambda *function;
    };
    friend PreviewRefusal whyNoPreview(const Simulation &present);
    [[nodiscard]] static Parts partsOf(const Simulation &present);

    void addLane(ShardId shard, CohortQueue waiting);
    void takeLane(const Parts &parts, ShardId shard);
    void divideTraffic();
    [[nodiscard]] SimTime horizon(SimTime target) const;
    void startWaitingLanes(SimTime from, SimTime until);
    [[nodiscard]] SimTime readyAt(const CohortLane &lane) const;
    [[nodiscard]] const ShardMap &map() const { return m_control.map(); }
    [[nodiscard]] bool fits(std::size_t lanes) const;
    void sample();
    void runControls();
    void reshard();
    void apply(const TimedChange &change);
    void applyToShards();
    void setKeys();

    std::shared_ptr<const ScenarioSpec> m_spec; ///< its timeline
    std::size_t m_nextChange = 0;
    ComponentId m_source, m_stream, m_function;
    Parameters m_producer, m_streamParameters, m_functionParameters;
    KeyTableSpec m_keySpec;
    std::shared_ptr<const KeyTable> m_keys; ///< of the present strategy
    ShardControl m_control;
    std::vector<Entry> m_lanes; ///< by shard id
    LambdaSettings m_rules;
    Duration m_retention;
    RandomStream m_draws, m_phase;
    std::int64_t m_wanted; ///< the stream's parameter `shards`
    SimTime m_resharded = SimTime::never();
    SimTime m_now;
    double m_made = 0, m_madeAt = 0; ///< evenly spaced records so far, with a fraction, at a time in us
    double m_rate = 0;               ///< records/us since then
    bool m_retriesLeftOut = false;
    PreviewRefusal m_refusal = PreviewRefusal::None;
    std::size_t m_mostLaneSeconds;
    std::size_t m_shown = 0; ///< lanes that the result will have
    bool m_full = false;     ///< there is no room for another second
    SimTime m_from;
    std::vector<double> m_times;
    std::vector<float> m_backlog, m_worstAge;
};

} // namespace hotshard

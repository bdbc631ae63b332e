// The past of a run: any instant of it again, exactly.
//
// While a run goes forward, copies of it are kept (checkpoints; they share their chunks). seek(t) copies the nearest
// one before t and runs on from there, through the changes that were made by hand: what comes out equals the run that
// came by, bit for bit. A change made in the past forgets what came after it.
//
// Which are kept: one is taken when the run has gone on by `shortest`, or by 1/128 of its length if that is more. When
// there are more than `most`, the one goes whose loss leaves the smallest gap for its age: (next - previous) divided by
// the square root of the age. So gaps are small near now and not large far back; with n kept, a run of length T has at
// age a no gap above max(shortest, T/128) + 4 sqrt(a T) / n, however long it is.
//
// Cost: advance() adds a copy now and then, O(shards + chunks), and the writing anew of chunks that were being filled:
// a few percent of a long run. seek() costs one copy and the running of at most one gap. Seeking again between the same
// two checkpoints is cheaper: up to 16 more are kept there, until another gap is sought.
//
// Memory: n + 16 times what a checkpoint holds alone (checkpointBytes(): chunks being filled, rows of time series that
// the run has thinned since, sums of open windows; some 300 KB for 8 shards, 4 MB for 256), plus records that waited at
// a kept instant, held once: 4.4 bytes each, 6.4 where a shard gets few a second (record/log_chunk.h). n is
// `most`, or less when that would take more than `budget`, but never below 16.
//
// Thread: one at a time. No threads and no clock inside.
#pragma once

#include "simulation/simulation.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hotshard {

struct HistoryLimits {
    Duration shortest = Duration::seconds(10);    ///< between two checkpoints
    std::size_t most = 128;                       ///< checkpoints; at least 16
    std::size_t budget = std::size_t{256} << 20U; ///< bytes that they shall not exceed, waiting records aside
};

class History {
public:
    /// The past begins with `start`, which is kept for good.
    explicit History(Simulation start, HistoryLimits limits = {});

    /// Runs on up to and including `target`: through the known changes as far as the past is known, and beyond.
    /// REQUIRES: `run` came from this history (seek) or is the run that it began with; target is not before run.now().
    void advance(Simulation &run, SimTime target);
    /// A change by hand at run.now(). What was known after it is forgotten. REQUIRES: as advance(); as Simulation::set.
    void set(Simulation &run, const std::string &path, const ParameterValue &value);
    /// Forgets what came after `run`, its changes included. REQUIRES: as advance().
    void forgetAfter(const Simulation &run);

    /// The run at `at`, with all changes up to and including that instant; beyond reached() it runs on without more.
    /// REQUIRES: `at` is not before begin().
    [[nodiscard]] Simulation seek(SimTime at);

    [[nodiscard]] SimTime begin() const { return m_kept.front().now(); }
    /// How far the run has come.
    [[nodiscard]] SimTime reached() const { return m_reached; }
    /// Changes made by hand, those after a sought instant included.
    [[nodiscard]] const std::vector<TimedChange> &changes() const { return m_changes; }
    /// Instants of the checkpoints, oldest first.
    [[nodiscard]] std::vector<SimTime> checkpoints() const;
    /// Copies of the run that it holds: the checkpoints, and those within the gap that was sought last.
    [[nodiscard]] std::size_t copies() const { return m_kept.size() + m_near.size(); }
    /// What one checkpoint of a run as long as this one holds alone, about.
    [[nodiscard]] static std::size_t checkpointBytes(const Simulation &run);

private:
    void replay(Simulation &run, SimTime target) const;
    void applyKnown(Simulation &run) const;
    [[nodiscard]] Duration interval() const;
    void keep(const Simulation &run);
    void thin(std::size_t most);
    [[nodiscard]] const Simulation &nearest(SimTime at);
    void runThroughGap(Simulation &run, SimTime at);

    HistoryLimits m_limits;
    std::vector<Simulation> m_kept; ///< by time; never empty
    std::vector<Simulation> m_near; ///< within the gap that was sought last, by time
    std::size_t m_nearGap = 0;      ///< index in m_kept of the checkpoint before it
    std::vector<TimedChange> m_changes;
    SimTime m_reached;
};

} // namespace hotshard

#include "session/history.h"

#include "components/ports.h"
#include "kernel/check.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hotshard {

namespace {

constexpr std::size_t fewest = 16;    ///< checkpoints, whatever the budget
constexpr std::size_t nearParts = 16; ///< of a gap that is sought again and again, and copies kept there at most
constexpr std::int64_t lengthParts = 128;

/// Of one shard: what its readers and writers keep, and the chunk of its log that is being filled.
std::size_t laneBytes(const RecordLog &log)
{
    std::size_t bytes = 4'000;
    if (log.end() > 0)
        log.visit(log.end() - 1, log.end(), [&](const LogSpan &span) { bytes += span.chunk->memory(); });
    return bytes;
}

/// The last of `runs` that is not after `at`; runs.size() when all are.
std::size_t lastUpTo(const std::vector<Simulation> &runs, SimTime at)
{
    const auto after = std::upper_bound(runs.begin(), runs.end(), at,
                                        [](SimTime time, const Simulation &run) { return time < run.now(); });
    return after == runs.begin() ? runs.size() : static_cast<std::size_t>(after - runs.begin()) - 1;
}

} // namespace

History::History(Simulation start, HistoryLimits limits)
    : m_limits(limits)
    , m_changes(start.changesByHand())
    , m_reached(start.now())
{
    m_limits.most = std::max(m_limits.most, fewest);
    m_kept.push_back(std::move(start));
}

std::size_t History::checkpointBytes(const Simulation &run)
{
    std::size_t bytes = 100'000; // histograms and all that does not grow
    for (const auto &component : run.network().components()) {
        if (const ShardPort *stream = component->shardPort())
            for (std::uint32_t shard = 0; shard < stream->shardCount(); ++shard)
                bytes += laneBytes(stream->log(ShardId{shard}));
        bytes += component->openMemory(); // in the time between two checkpoints all of it is written
    }
    const Duration gap{run.now().us / lengthParts * 2}; // to the checkpoint after, usually
    return bytes + run.periods().openMemory() + run.series().openMemory(gap.us / 1'000'000);
}

void History::applyKnown(Simulation &run) const
{
    while (run.changesByHand().size() < m_changes.size() && m_changes[run.changesByHand().size()].at <= run.now()) {
        const auto &[path, value] = *m_changes[run.changesByHand().size()].set.begin();
        run.set(path, value);
    }
}

void History::replay(Simulation &run, SimTime target) const
{
    applyKnown(run);
    while (run.now() < target) {
        const std::size_t next = run.changesByHand().size();
        run.advanceTo(next < m_changes.size() ? std::min(target, m_changes[next].at) : target);
        applyKnown(run);
    }
}

Duration History::interval() const
{
    return std::max(m_limits.shortest, Duration{(m_reached - begin()).us / lengthParts});
}

void History::advance(Simulation &run, SimTime target)
{
    HOTSHARD_REQUIRE(target >= run.now(), "a run goes forward only");
    replay(run, std::min(target, std::max(m_reached, run.now())));
    while (run.now() < target) {
        const SimTime due = m_kept.back().now() + interval();
        run.advanceTo(std::min(target, std::max(due, run.now())));
        m_reached = run.now();
        if (m_reached >= due)
            keep(run);
    }
    m_reached = std::max(m_reached, run.now());
}

void History::keep(const Simulation &run)
{
    m_kept.push_back(run);
    const std::size_t affordable = m_limits.budget / checkpointBytes(run);
    thin(std::clamp(affordable, fewest, m_limits.most));
}

void History::thin(std::size_t most)
{
    while (m_kept.size() > most) {
        std::size_t least = 1;
        double smallest = 0;
        for (std::size_t i = 1; i + 1 < m_kept.size(); ++i) {
            const double gap = (m_kept[i + 1].now() - m_kept[i - 1].now()).toSeconds();
            const double weight = gap / std::sqrt((m_reached - m_kept[i].now()).toSeconds());
            if (i == 1 || weight < smallest) {
                smallest = weight;
                least = i;
            }
        }
        m_kept.erase(m_kept.begin() + static_cast<std::ptrdiff_t>(least));
        m_near.clear();
    }
}

void History::set(Simulation &run, const std::string &path, const ParameterValue &value)
{
    forgetAfter(run);
    run.set(path, value);
    m_changes.push_back(run.changesByHand().back());
}

void History::forgetAfter(const Simulation &run)
{
    m_changes.resize(run.changesByHand().size());
    while (m_kept.size() > 1
           && (m_kept.back().now() > run.now() || m_kept.back().changesByHand().size() > m_changes.size()))
        m_kept.pop_back();
    m_near.clear();
    m_reached = run.now();
}

const Simulation &History::nearest(SimTime at)
{
    const std::size_t kept = lastUpTo(m_kept, at);
    if (kept != m_nearGap)
        m_near.clear();
    m_nearGap = kept;
    const std::size_t near = lastUpTo(m_near, at);
    return near < m_near.size() ? m_near[near] : m_kept[kept];
}

void History::runThroughGap(Simulation &run, SimTime at)
{
    const SimTime from = m_kept[m_nearGap].now();
    const bool last = m_nearGap + 1 == m_kept.size();
    const SimTime to = last ? m_reached : m_kept[m_nearGap + 1].now();
    // The last gap still grows: its parts are those that it will have.
    const Duration gap = last ? std::max(to - from, interval()) : to - from;
    const Duration part{gap.us / static_cast<std::int64_t>(nearParts)};
    // Short stretches are run anew as quickly as they are copied.
    if (part.us >= m_limits.shortest.us / static_cast<std::int64_t>(nearParts))
        for (SimTime next = run.now() + part; next < at && next < to && m_near.size() < nearParts; next = next + part) {
            replay(run, next);
            const std::size_t before = lastUpTo(m_near, next);
            m_near.insert(m_near.begin() + static_cast<std::ptrdiff_t>(before < m_near.size() ? before + 1 : 0), run);
        }
    replay(run, at);
}

Simulation History::seek(SimTime at)
{
    HOTSHARD_REQUIRE(at >= begin(), "the past begins where the run began");
    Simulation run = nearest(at);
    runThroughGap(run, at);
    return run;
}

std::vector<SimTime> History::checkpoints() const
{
    std::vector<SimTime> times;
    for (const Simulation &run : m_kept)
        times.push_back(run.now());
    return times;
}

} // namespace hotshard

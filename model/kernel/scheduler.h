// The future of a run: events by (time, sequence). Equal times keep the order in which they were scheduled.
//
// It carries polls and completions, never records. A copyable value: a vector heap of small plain events.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace hotshard {

struct Event {
    SimTime at;
    std::uint64_t sequence = 0; ///< given by the scheduler
    ComponentId component;
    std::uint32_t kind = 0;  ///< meaning is the component's own
    std::uint32_t shard = 0; ///< or any index of the component's own
};

class Scheduler {
public:
    /// REQUIRES: `at` is not before the last event taken.
    void schedule(SimTime at, ComponentId component, std::uint32_t kind, std::uint32_t shard)
    {
        m_heap.push_back({at, m_nextSequence++, component, kind, shard});
        std::push_heap(m_heap.begin(), m_heap.end(), later);
    }
    /// After all other events of its instant, and among its like by component and shard: when it was scheduled makes
    /// no difference. REQUIRES: as above; a component has one such event for a shard at an instant.
    void scheduleLast(SimTime at, ComponentId component, std::uint32_t kind, std::uint32_t shard)
    {
        constexpr std::uint64_t last = std::uint64_t{1} << 63;
        m_heap.push_back({at, last | std::uint64_t{component.value} << 32 | shard, component, kind, shard});
        std::push_heap(m_heap.begin(), m_heap.end(), later);
    }
    [[nodiscard]] bool empty() const { return m_heap.empty(); }
    [[nodiscard]] std::size_t size() const { return m_heap.size(); }
    /// Time of the next event; never() when there is none.
    [[nodiscard]] SimTime next() const { return m_heap.empty() ? SimTime::never() : m_heap.front().at; }
    /// All that is to come, in no order that means anything.
    [[nodiscard]] const std::vector<Event> &pending() const { return m_heap; }
    /// REQUIRES: !empty().
    Event take()
    {
        std::pop_heap(m_heap.begin(), m_heap.end(), later);
        const Event event = m_heap.back();
        m_heap.pop_back();
        return event;
    }

private:
    static bool later(const Event &a, const Event &b) { return a.at != b.at ? a.at > b.at : a.sequence > b.sequence; }
    std::vector<Event> m_heap;
    std::uint64_t m_nextSequence = 0;
};

} // namespace hotshard

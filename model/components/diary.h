// What the event source mapping remembers for those who ask: its last reads, and what became of the batch in hand.
//
// Costs a few words a read and a line for each attempt that did not simply succeed; nothing a record. Nothing that a
// run does depends on it.
#pragma once

#include "kernel/time.h"
#include "metrics/inspection.h"

#include <cstdint>
#include <vector>

namespace hotshard {

/// Of one shard's reading.
struct ReadDiary {
    std::uint64_t calls = 0, throttled = 0, empty = 0; ///< empty: answered without a record
    SimTime last = SimTime::never();
    std::uint64_t lastRecords = 0;
    bool lastThrottled = false;

    void note(SimTime now, std::uint64_t records, bool refused)
    {
        ++calls;
        throttled += refused;
        empty += !refused && records == 0;
        last = now;
        lastRecords = records;
        lastThrottled = refused;
    }
};

/// Attempts of the batch in hand, halves and remainders included; the newest `most` of them.
class AttemptDiary {
public:
    static constexpr std::size_t most = 100;

    [[nodiscard]] bool empty() const { return m_attempts.empty(); }
    [[nodiscard]] const std::vector<AttemptStory> &attempts() const { return m_attempts; }
    [[nodiscard]] std::uint64_t forgotten() const { return m_forgotten; }
    void clear()
    {
        m_attempts.clear();
        m_forgotten = 0;
    }
    void note(const AttemptStory &attempt)
    {
        if (m_attempts.size() == most) {
            m_attempts.erase(m_attempts.begin());
            ++m_forgotten;
        }
        m_attempts.push_back(attempt);
    }

private:
    std::vector<AttemptStory> m_attempts;
    std::uint64_t m_forgotten = 0;
};

} // namespace hotshard

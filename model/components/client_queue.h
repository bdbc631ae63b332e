// What waits in a producer's client, in the order of its deadlines. A copyable value.
#pragma once

#include "components/ports.h"
#include "record/record_block.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace hotshard {

/// What a client sends as one Kinesis record: a record, or an aggregate of several.
struct ClientEntry {
    LooseRecord first;
    std::vector<LooseRecord> more = {}; ///< of an aggregate
    std::int64_t bytes = 0;
    SimTime deadline;           ///< to be sent by then, with others or alone
    SimTime expiry;             ///< of its oldest record: after that it is given up
    std::uint32_t attempts = 0; ///< so far
    bool stored = false;        ///< has been written, by a call whose answer was lost
    PutAnswer answer = PutAnswer::Written;

    [[nodiscard]] std::uint64_t records() const { return 1 + more.size(); }
};

/// Sorted by deadline; of equal ones, those that were tried before come first, then who came first.
class EntryQueue {
public:
    void push(ClientEntry entry)
    {
        m_bytes += entry.bytes;
        // Deadlines come nearly sorted, and entries are never more than a little out of place.
        std::deque<ClientEntry> &queue = entry.attempts > 0 ? m_again : m_fresh;
        auto at = queue.end();
        while (at != queue.begin() && entry.deadline < std::prev(at)->deadline)
            --at;
        queue.insert(at, std::move(entry));
    }
    [[nodiscard]] bool empty() const { return m_fresh.empty() && m_again.empty(); }
    [[nodiscard]] std::size_t size() const { return m_fresh.size() + m_again.size(); } ///< entries
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    /// REQUIRES: !empty().
    [[nodiscard]] const ClientEntry &front() const { return nextIsRetry() ? m_again.front() : m_fresh.front(); }
    ClientEntry pop()
    {
        std::deque<ClientEntry> &queue = nextIsRetry() ? m_again : m_fresh;
        ClientEntry entry = std::move(queue.front());
        queue.pop_front();
        m_bytes -= entry.bytes;
        return entry;
    }
    /// Takes out what is too old at `now`, and hands each entry to `drop`.
    template <class Drop>
    void dropExpired(SimTime now, Drop &&drop)
    {
        // Fresh entries expire in their order; those that were tried before do not.
        while (!m_fresh.empty() && m_fresh.front().expiry < now) {
            m_bytes -= m_fresh.front().bytes;
            drop(m_fresh.front());
            m_fresh.pop_front();
        }
        std::erase_if(m_again, [&](const ClientEntry &entry) {
            if (now <= entry.expiry)
                return false;
            m_bytes -= entry.bytes;
            drop(entry);
            return true;
        });
    }
    template <class Visit>
    void forEach(Visit &&visit)
    {
        for (auto *queue : {&m_fresh, &m_again})
            for (ClientEntry &entry : *queue)
                visit(entry);
    }

private:
    [[nodiscard]] bool nextIsRetry() const
    {
        return !m_again.empty() && (m_fresh.empty() || m_again.front().deadline <= m_fresh.front().deadline);
    }
    std::deque<ClientEntry> m_fresh, m_again;
    std::int64_t m_bytes = 0;
};

} // namespace hotshard

// Records of one shard that wait or go through a function together, oldest first: runs of numbers of its log.
//
// One run as long as the shard is one lane; many when its records are spread over lanes by their keys. A value.
#pragma once

#include "kernel/check.h"

#include <cstdint>
#include <vector>

namespace hotshard {

/// Records [from, to) of a log.
struct RecordRun {
    std::uint64_t from = 0, to = 0;
    bool operator==(const RecordRun &) const = default;
};

class Batch {
public:
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] bool empty() const { return m_count == 0; }
    /// REQUIRES: !empty().
    [[nodiscard]] std::uint64_t first() const { return m_runs[m_head].from; }
    /// REQUIRES: !empty().
    [[nodiscard]] std::uint64_t last() const { return m_runs.back().to - 1; }

    void clear()
    {
        m_runs.clear();
        m_head = 0;
        m_count = 0;
    }
    /// Adds records at the end. REQUIRES: they come after all that it holds.
    void append(std::uint64_t from, std::uint64_t to)
    {
        if (from == to)
            return;
        m_count += to - from;
        if (m_head < m_runs.size() && m_runs.back().to == from)
            m_runs.back().to = to;
        else
            m_runs.push_back({from, to});
    }
    /// Moves the first `n` records to the end of `to`. REQUIRES: n <= count().
    void moveFront(std::uint64_t n, Batch &to)
    {
        HOTSHARD_REQUIRE(n <= m_count, "a batch gives what it has");
        m_count -= n;
        while (n > 0) {
            RecordRun &run = m_runs[m_head];
            const std::uint64_t part = n < run.to - run.from ? n : run.to - run.from;
            to.append(run.from, run.from + part);
            run.from += part;
            n -= part;
            if (run.from == run.to)
                ++m_head;
        }
        forgetEmpty();
    }
    /// Drops the first `n` records. REQUIRES: n <= count().
    void dropFront(std::uint64_t n)
    {
        Batch dropped;
        moveFront(n, dropped);
    }
    /// How many of its first records have a number below `number`.
    [[nodiscard]] std::uint64_t countBelow(std::uint64_t number) const
    {
        std::uint64_t n = 0;
        for (std::size_t r = m_head; r < m_runs.size() && m_runs[r].from < number; ++r)
            n += (m_runs[r].to < number ? m_runs[r].to : number) - m_runs[r].from;
        return n;
    }
    /// Calls visit(from, to) for each run.
    template <class Visit>
    void forRuns(Visit &&visit) const
    {
        for (std::size_t r = m_head; r < m_runs.size(); ++r)
            visit(m_runs[r].from, m_runs[r].to);
    }

private:
    void forgetEmpty()
    {
        if (m_head == m_runs.size()) {
            m_runs.clear();
            m_head = 0;
        } else if (m_head > 64 && m_head * 2 > m_runs.size()) {
            m_runs.erase(m_runs.begin(), m_runs.begin() + static_cast<std::ptrdiff_t>(m_head));
            m_head = 0;
        }
    }

    std::vector<RecordRun> m_runs;
    std::size_t m_head = 0; ///< the runs before it are spent
    std::uint64_t m_count = 0;
};

} // namespace hotshard

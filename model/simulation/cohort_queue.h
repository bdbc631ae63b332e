// The records that wait in one lane, as cohorts: "n records came between these two times". What waited when the
// preview began lies in the run's own log and is read from there.
//
// Exact in distribution: given their number, the arrivals of a Poisson stream within a stretch of time are
// independent and uniform in it. To take k of n draws one order statistic, the arrival of the next record to be
// read; what is behind it is uniform again. Evenly spaced cohorts need no draw. Times are us of simulated time,
// arrivals not rounded. A copyable value; copies share the log's chunks. Thread: one at a time.
#pragma once

#include "kernel/counting.h"
#include "record/record_log.h"

#include <cstdint>
#include <vector>

namespace hotshard {

class CohortQueue {
public:
    CohortQueue() = default;
    /// Begins with the records [read, log.end()) of a log.
    CohortQueue(const RecordLog &log, std::uint64_t read);

    /// `n` records came after `from`, `to` included, not before any that is there. `even`: at equal distances, the
    /// last of them at `to`.
    void add(double from, double to, std::int64_t n, bool even);

    [[nodiscard]] std::int64_t size() const { return m_size; }
    /// Arrival of the next record to be read. REQUIRES: size() > 0.
    [[nodiscard]] double head(DrawSequence &draws);
    /// Takes the oldest `n` records. REQUIRES: n <= size().
    void take(std::int64_t n, DrawSequence &draws);
    /// Takes all that came before `time`; how many those were.
    std::int64_t takeBefore(double time, DrawSequence &draws);

    /// Order statistics drawn so far.
    [[nodiscard]] std::uint64_t drawn() const { return m_drawn; }

private:
    struct Cohort {
        double from, to;
        std::int64_t n;
        bool even;
        bool headKnown; ///< one of the n came at `from`, the others after it
    };
    [[nodiscard]] std::int64_t known() const { return static_cast<std::int64_t>(m_log.end() - m_read); }
    [[nodiscard]] Cohort &front() { return m_cohorts[m_first]; }
    [[nodiscard]] double place(const Cohort &cohort, std::int64_t k, std::int64_t n, DrawSequence &draws);
    void popFront();

    RecordLog m_log;
    std::uint64_t m_read = 0; ///< in the log
    std::vector<Cohort> m_cohorts;
    std::size_t m_first = 0; ///< cohorts before it have been taken
    std::int64_t m_size = 0;
    std::uint64_t m_drawn = 0;
};

} // namespace hotshard

#include "simulation/cohort_queue.h"

#include "kernel/check.h"
#include "kernel/portable_math.h"

#include <algorithm>
#include <cmath>

namespace hotshard {

CohortQueue::CohortQueue(const RecordLog &log, std::uint64_t read)
    : m_log(log)
    , m_read(read)
    , m_size(static_cast<std::int64_t>(log.end() - read))
{
}

void CohortQueue::add(double from, double to, std::int64_t n, bool even)
{
    if (n <= 0)
        return;
    m_cohorts.push_back({from, to, n, even, false});
    m_size += n;
}

void CohortQueue::popFront()
{
    ++m_first;
    if (m_first == m_cohorts.size()) {
        m_cohorts.clear();
        m_first = 0;
    } else if (m_first >= 1024 && m_first * 2 >= m_cohorts.size()) { // those taken make room, now and then
        m_cohorts.erase(m_cohorts.begin(), m_cohorts.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
    }
}

double CohortQueue::place(const Cohort &cohort, std::int64_t k, std::int64_t n, DrawSequence &draws)
{
    const double width = cohort.to - cohort.from;
    if (cohort.even)
        return cohort.from + width * static_cast<double>(k) / static_cast<double>(n);
    ++m_drawn;
    return cohort.from + width * orderStatistic(draws, k, n);
}

double CohortQueue::head(DrawSequence &draws)
{
    HOTSHARD_REQUIRE(m_size > 0, "only a record that waits has an arrival");
    if (known() > 0)
        return static_cast<double>(m_log.arrival(m_read));
    Cohort &cohort = front();
    if (!cohort.headKnown) {
        cohort.from = place(cohort, 1, cohort.n, draws);
        cohort.headKnown = true;
    }
    return cohort.from;
}

void CohortQueue::take(std::int64_t n, DrawSequence &draws)
{
    HOTSHARD_REQUIRE(n <= m_size, "no more is taken than waits");
    m_size -= n;
    const std::int64_t fromLog = std::min(n, known());
    m_read += static_cast<std::uint64_t>(fromLog);
    for (n -= fromLog; n > 0;) {
        Cohort &cohort = front();
        if (cohort.n <= n) {
            n -= cohort.n;
            popFront();
            continue;
        }
        // The record after the n-th becomes the head: one draw says where, and where the others are not.
        const std::int64_t placed = cohort.headKnown ? 1 : 0;
        cohort.from = place(cohort, n + 1 - placed, cohort.n - placed, draws);
        cohort.headKnown = true;
        cohort.n -= n;
        n = 0;
    }
}

std::int64_t CohortQueue::takeBefore(double time, DrawSequence &draws)
{
    const std::int64_t before = m_size;
    if (known() > 0) {
        const SimTime last{static_cast<std::int64_t>(std::ceil(time)) - 1};
        const std::uint64_t gone = m_log.arrivedBy(last, m_read, m_log.end() - m_read);
        m_read += gone;
        m_size -= static_cast<std::int64_t>(gone);
    }
    while (known() == 0 && m_size > 0 && front().to < time) {
        m_size -= front().n;
        popFront();
    }
    if (known() == 0 && m_size > 0 && front().from < time) {
        Cohort &cohort = front();
        const std::int64_t placed = cohort.headKnown ? 1 : 0;
        const double part = (time - cohort.from) / (cohort.to - cohort.from);
        const std::int64_t others = cohort.n - placed;
        const std::int64_t gone = placed
            + (cohort.even ? static_cast<std::int64_t>(part * static_cast<double>(others))
                           : binomial(draws, others, part));
        m_size -= gone;
        cohort.n -= gone;
        cohort.from = cohort.even ? cohort.to
                - (cohort.to - cohort.from) * static_cast<double>(cohort.n)
                    / static_cast<double>(std::max<std::int64_t>(1, others))
                                  : time;
        cohort.headKnown = false;
        if (cohort.n == 0)
            popFront();
    }
    return before - m_size;
}

} // namespace hotshard

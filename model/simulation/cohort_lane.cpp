#include "simulation/cohort_lane.h"

#include "kernel/check.h"
#include "kernel/portable_math.h"

#include <algorithm>
#include <cmath>

namespace hotshard {

namespace {

constexpr Duration longestBackOff = Duration::seconds(60);

} // namespace

CohortLane::CohortLane(ShardId shard, RandomStream draws, CohortQueue waiting, SimTime now)
    : m_shard(shard)
    , m_draws(draws)
    , m_waiting(std::move(waiting))
    , m_counted(now)
{
}

void CohortLane::setArrivals(const LaneArrivals &arrivals, SimTime now)
{
    count(now);
    m_arrivals = arrivals;
}

void CohortLane::close(SimTime now)
{
    count(now);
    m_closed = true;
    if (m_batch.state == WorkerState::Idle)
        noteDone(now);
}

void CohortLane::start(SimTime now, SimTime firstPoll)
{
    HOTSHARD_REQUIRE(isWaiting(), "a lane is started once");
    m_batch.state = WorkerState::Idle;
    m_buffer.nextPoll = firstPoll;
    noteDone(now);
}

void CohortLane::resume(const Batch &batch, const Buffer &buffer, SimTime next, Duration oldestAge)
{
    m_batch = batch;
    m_buffer = buffer;
    m_next = next;
    m_oldestAge = static_cast<double>(oldestAge.us);
}

void CohortLane::count(SimTime now)
{
    const auto from = static_cast<double>(m_counted.us), to = static_cast<double>(now.us);
    if (m_closed || to <= from)
        return;
    m_counted = now;
    if (m_arrivals.share <= 0 || m_arrivals.perUs <= 0)
        return;
    ++m_counts;
    if (m_arrivals.even)
        return countEven(from, to);
    const std::int64_t n = poisson(m_draws, m_arrivals.perUs * m_arrivals.share * (to - from));
    m_waiting.add(from, to, accept(n, (to - from) * 1e-6), false);
}

void CohortLane::countEven(double from, double to)
{
    const LaneArrivals &a = m_arrivals;
    // A record belongs to the microsecond in which it comes.
    const auto made = [&a](double at) { return std::floor(a.anchorUnits + (at + 0.999 - a.anchor) * a.perUs); };
    const auto madeAt = [&a](double units) { return a.anchor + (units - a.anchorUnits) / a.perUs; };
    const double before = made(from), after = made(to);
    const auto n = static_cast<std::int64_t>(after - before);
    const double seconds = (to - from) * 1e-6;
    // From the last record before to the last one within: the first of them comes at most a gap after `from`.
    const bool undivided = a.share >= 1;
    m_waiting.add(madeAt(before), madeAt(after), accept(undivided ? n : binomial(m_draws, n, a.share), seconds),
                  undivided);
}

std::int64_t CohortLane::accept(std::int64_t n, double seconds)
{
    if (m_arrivals.refused)
        return 0;
    const double perRecord = std::max(1.0, m_arrivals.bytes);
    // A record larger than the bucket passes when that is full.
    const double byteBurst = std::max(m_arrivals.byteBurst, perRecord);
    const double runOff = m_arrivals.recordLimit * seconds, runOffBytes = m_arrivals.byteLimit * seconds;
    const double room = std::floor(
        std::min(m_arrivals.recordBurst + runOff - m_records, (byteBurst + runOffBytes - m_bytes) / perRecord));
    const auto most = static_cast<std::int64_t>(std::max(0.0, room));
    m_limited = m_limited || n > most;
    n = std::min(n, most);
    m_records = std::max(0.0, m_records + static_cast<double>(n) - runOff);
    m_bytes = std::max(0.0, m_bytes + static_cast<double>(n) * perRecord - runOffBytes);
    return n;
}

double CohortLane::age(SimTime now)
{
    return m_waiting.size() > 0 ? static_cast<double>(now.us) - m_waiting.head(m_draws) : 0;
}

void CohortLane::expire(SimTime now, Duration retention)
{
    const std::int64_t gone = m_waiting.takeBefore(static_cast<double>((now - retention).us), m_draws);
    m_buffer.records = std::max<std::int64_t>(0, m_buffer.records - gone);
    if (gone > 0 && m_batch.state == WorkerState::Idle)
        noteDone(now);
}

void CohortLane::runTo(SimTime until, const LambdaSettings &rules, Duration retention)
{
    while (std::min(m_next, m_buffer.nextPoll) <= until) {
        if (m_buffer.nextPoll < m_next) {
            poll(m_buffer.nextPoll, rules, retention);
            continue;
        }
        const SimTime now = m_next;
        if (m_batch.state == WorkerState::Working)
            finish(now, rules, retention);
        else
            retry(now, rules, retention);
    }
}

void CohortLane::poll(SimTime now, const LambdaSettings &rules, Duration retention)
{
    constexpr auto most = static_cast<std::int64_t>(Lambda::bufferRecords);
    ++m_polls;
    // What has been counted suffices while it fills the buffer: records that came since are newer than all of it.
    if (m_waiting.size() <= most)
        count(now);
    m_oldestAge = std::max(m_oldestAge, age(now));
    expire(now, retention);
    if (m_waiting.size() <= most)
        count(now);
    m_buffer.records = std::min(most, m_waiting.size());
    m_buffer.moreWait = m_waiting.size() > most;
    m_buffer.nextPoll = now + rules.pollInterval;
    const bool idle = m_batch.state == WorkerState::Idle;
    if (idle && m_buffer.records > 0) {
        startBatch(now, rules);
    } else if (idle && m_closed) {
        m_drainedAt = now;
        m_buffer.nextPoll = SimTime::never();
    }
}

void CohortLane::startBatch(SimTime now, const LambdaSettings &rules)
{
    ++m_polls;
    const std::int64_t n = std::min(static_cast<std::int64_t>(rules.batchSize), m_buffer.records);
    m_batch = {.records = n, .oldest = m_waiting.head(m_draws)};
    m_waiting.take(n, m_draws);
    m_buffer.records -= n;
    invoke(now, rules);
}

void CohortLane::invoke(SimTime now, const LambdaSettings &rules)
{
    const double factor =
        rules.spread == Spread::Constant ? 1 : spreadFactor(rules.spread, rules.variation, m_draws.bits());
    const double time = rules.mean(static_cast<std::uint64_t>(m_batch.records)) * factor;
    const Duration duration{std::max<std::int64_t>(1, math::round(std::min(time, 0x1p50)))};
    m_batch.failing = duration > rules.timeout || (rules.errorRate > 0 && m_draws.uniform() < rules.errorRate);
    m_batch.state = WorkerState::Working;
    m_next = now + std::min(duration, rules.timeout);
}

void CohortLane::finish(SimTime now, const LambdaSettings &rules, Duration retention)
{
    if (!m_batch.failing) {
        m_processed += static_cast<std::uint64_t>(m_batch.records);
        return finishBatch(now, rules, retention);
    }
    if (rules.maxRetries >= 0 && m_batch.attempt > rules.maxRetries)
        return finishBatch(now, rules, retention); // set aside
    const std::uint32_t doublings = std::min(m_batch.attempt - 1, 20u);
    m_batch.state = WorkerState::BackingOff;
    m_next = now + std::min(Duration{rules.backOff.us << doublings}, longestBackOff);
}

void CohortLane::retry(SimTime now, const LambdaSettings &rules, Duration retention)
{
    m_expiresInFlight = m_expiresInFlight || m_batch.oldest < static_cast<double>((now - retention).us);
    ++m_batch.attempt;
    invoke(now, rules);
}

void CohortLane::finishBatch(SimTime now, const LambdaSettings &rules, Duration retention)
{
    m_batch = {};
    m_next = SimTime::never();
    noteDone(now);
    if (m_buffer.records > 0)
        expire(now, retention);
    if (m_buffer.records > 0)
        startBatch(now, rules);
    else if (m_buffer.moreWait)
        poll(now, rules, retention);
}

void CohortLane::noteDone(SimTime now)
{
    if (m_closed && m_waiting.size() == 0 && m_doneAt == SimTime::never())
        m_doneAt = now;
}

CohortLane::Sample CohortLane::sample(SimTime now, Duration retention)
{
    count(now);
    const double headAge = age(now);
    m_oldestAge = std::max(m_oldestAge, headAge);
    expire(now, retention);
    const Sample sample{static_cast<float>(m_waiting.size()), static_cast<float>(m_oldestAge * 1e-6)};
    m_oldestAge = headAge;
    m_over = m_doneAt < now; // nothing will happen here again
    return sample;
}

void CohortLane::addWork(Preview &preview) const
{
    preview.polls += m_polls;
    preview.counts += m_counts;
    preview.orderStatistics += m_waiting.drawn();
}

} // namespace hotshard

// The event source mapping's reading: from the shards of the stream into its buffer.
#include "components/lambda.h"

#include "components/read_limiter.h"

#include <algorithm>

namespace hotshard {

Duration Lambda::firstPollAfter(ShardId shard) const
{
    return {static_cast<std::int64_t>(m_phase.uniform(shard.value) * static_cast<double>(m_settings.pollInterval.us))};
}

void Lambda::addLanes(Context &context)
{
    while (m_lanes.size() < stream(context).shardCount()) {
        Lane lane;
        const auto shard = static_cast<std::int32_t>(m_lanes.size());
        lane.columns = context.series.addColumn({id(), Metric::Outgoing, shard});
        context.series.addColumn({id(), Metric::IteratorAge, shard});
        context.series.addColumn({id(), Metric::Busy, shard});
        lane.workers.resize(m_settings.factor);
        m_lanes.push_back(std::move(lane));
    }
}

void Lambda::startLane(ShardId shard, SimTime firstPoll, Context &context)
{
    m_lanes[shard.value].reading = true;
    if (DeliveryPort *to = target(context))
        to->shardStarts(shard, context);
    if (m_settings.pushed)
        planPush(shard, context);
    else
        schedulePoll(shard, firstPoll, context);
}

void Lambda::startReadyLanes(Context &context)
{
    // A child is read only when its parents have been read to their ends: otherwise newer records of a key
    // would be done before older ones.
    ShardPort &from = stream(context);
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s) {
        if (m_lanes[s].reading || m_lanes[s].over)
            continue;
        const std::vector<ShardId> parents = from.parents(ShardId{s});
        const bool ready = std::all_of(parents.begin(), parents.end(), [&](ShardId parent) {
            // A parent that waits itself has nothing done and, as it was split at once, nothing written.
            const Lane &lane = m_lanes[parent.value];
            return (lane.reading || lane.over) && from.closed(parent) && lane.position.needed == from.log(parent).end();
        });
        if (!ready)
            continue;
        startLane(ShardId{s}, context.now + firstPollAfter(ShardId{s}), context);
        if (DeliveryPort *to = target(context))
            for (const ShardId parent : parents)
                to->drained(parent, {ShardId{s}}, context);
    }
}

void Lambda::schedulePoll(ShardId shard, SimTime at, Context &context)
{
    m_lanes[shard.value].nextPoll = at;
    // When a push is planned depends on when the record was made, and so on how time is cut: its place must not.
    if (m_settings.pushed)
        context.scheduler.scheduleLast(at, id(), Poll, shard.value);
    else
        context.scheduler.schedule(at, id(), Poll, shard.value);
}

std::int64_t Lambda::ageNow(const RecordLog &log, const Lane &lane, SimTime now) const
{
    const std::uint64_t next = lane.position.next;
    if (next == log.end() || log.arrival(next) > now.us)
        return 0;
    return now.us - log.arrival(next);
}

void Lambda::expire(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    const SimTime lost = context.now - from.retention() - Duration::microseconds(1);
    const std::uint64_t first = lane.position.next;
    const std::uint64_t gone = log.arrivedBy(lost, first, log.end() - first);
    if (gone == 0)
        return;
    if (!m_active && m_settings.start != LambdaSettings::Start::TrimHorizon) {
        skip(lane, gone); // it would never have been this mapping's
        report(shard, context);
        return;
    }
    const std::uint64_t bound = first + gone;
    std::uint64_t expired = 0;
    for (Worker &worker : lane.workers) {
        const std::uint64_t n = worker.queue.countBelow(bound);
        worker.queue.dropFront(n);
        lane.buffered -= n;
        expired += n;
    }
    if (bound > lane.fetched) {
        expired += bound - lane.fetched;
        lane.fetched = bound;
    }
    lane.position.expired += expired;
    lane.position.taken += expired;
    report(shard, context);
}

void Lambda::loseExpired(Context &context)
{
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s) {
        Lane &lane = m_lanes[s];
        lane.oldest = std::max(lane.oldest, ageNow(stream(context).log(ShardId{s}), lane, context.now));
        expire(ShardId{s}, context);
    }
}

Lambda::Fetched Lambda::fetch(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    lane.moreWait = false;
    if (!runs())
        return Fetched::Nothing;
    if (lane.workers.size() != m_settings.factor) {
        if (lane.buffered > 0 || lane.busyWorkers > 0)
            return Fetched::Nothing; // a key must not be in two lanes at once
        lane.workers.clear();
        lane.workers.resize(m_settings.factor);
    }
    if (lane.buffered >= bufferRecords) {
        lane.moreWait = true;
        return Fetched::Nothing;
    }
    if (!m_settings.pushed && lane.iteratorSince != SimTime::never()
        && context.now - lane.iteratorSince > iteratorLife) {
        ++m_expiredIterators; // ExpiredIteratorException: it asks for a new one at its position, and goes on
        lane.iteratorSince = context.now;
    }
    ShardPort &from = stream(context);
    const ReadAnswer answer = from.read(m_consumer, shard, lane.fetched, bufferRecords - lane.buffered, context.now);
    m_readThrottles += answer.throttled;
    lane.reads.note(context.now, answer.records, answer.throttled);
    m_events.polled += answer.records;
    lane.moreWait = answer.moreWait;
    lane.heldUntil = answer.again;
    lane.lastRead = context.now;
    if (answer.throttled)
        return Fetched::Throttled;
    lane.iteratorSince = context.now;
    if (m_settings.readTime > Duration{0} && !m_settings.pushed) {
        lane.calling = true;
        lane.answerEnd = lane.fetched + answer.records;
        context.scheduler.schedule(context.now + m_settings.readTime, id(), Answer, shard.value);
        return Fetched::Later;
    }
    spread(shard, lane.fetched + answer.records, from.log(shard));
    return answer.records > 0 ? Fetched::Records : Fetched::Nothing;
}

void Lambda::answered(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    lane.calling = false;
    expire(shard, context);
    const bool came = lane.answerEnd > lane.fetched; // what has expired on the way does not come
    if (came)
        spread(shard, lane.answerEnd, stream(context).log(shard));
    goOn(shard, came ? Fetched::Records : Fetched::Nothing, context);
    if (lane.nextPoll != SimTime::never()) // the interval runs from call to call
        schedulePoll(shard, std::max(lane.lastRead + m_settings.pollInterval, context.now), context);
}

void Lambda::spread(ShardId shard, std::uint64_t to, const RecordLog &log)
{
    Lane &lane = m_lanes[shard.value];
    const std::uint64_t from = lane.fetched;
    lane.fetched = to;
    if (lane.workers.size() == 1 && m_settings.kept >= 1) {
        lane.workers.front().queue.append(from, to);
        lane.buffered += to - from;
        return;
    }
    const RandomStream filter = m_filter.sub(shard.value);
    const std::uint64_t lanes = lane.workers.size();
    std::uint64_t number = from;
    log.visit(from, to, [&](const LogSpan &span) {
        for (std::uint32_t i = span.from; i < span.to; ++i, ++number) {
            if (m_settings.kept < 1 && filter.uniform(number) >= m_settings.kept) {
                ++m_filteredOut;
                ++m_taken;
                ++lane.position.taken;
                continue;
            }
            lane.workers[span.chunk->laneHash(i) * lanes >> 8].queue.append(number, number + 1);
            ++lane.buffered;
        }
    });
}

bool Lambda::isReadToItsEnd(const Lane &lane) const { return lane.buffered == 0 && lane.busyWorkers == 0 && runs(); }

void Lambda::poll(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    lane.nextPoll = SimTime::never();
    lane.oldest = std::max(lane.oldest, ageNow(stream(context).log(shard), lane, context.now));
    expire(shard, context);
    const Fetched fetched = fetch(shard, context);
    if (fetched != Fetched::Later)
        goOn(shard, fetched, context);
}

void Lambda::goOn(ShardId shard, Fetched fetched, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    ShardPort &from = stream(context);
    for (std::uint32_t w = 0; w < lane.workers.size() && fetched == Fetched::Records; ++w)
        dispatch(shard, w, context);
    const bool readToTheEnd = fetched == Fetched::Nothing && isReadToItsEnd(lane);
    const bool ends = readToTheEnd && from.closed(shard) && lane.fetched == from.log(shard).end();
    if (ends && lane.windowEnd != SimTime::never()) {
        dispatch(shard, 0, context); // its last window is closed first
    } else if (ends) {
        lane.over = true;
        lane.reading = false;
        lane.nextPoll = SimTime::never();
        report(shard, context);
        startReadyLanes(context);
        return;
    }
    if (m_settings.pushed) {
        planPush(shard, context);
        return;
    }
    if (DeliveryPort *to = target(context); to && readToTheEnd)
        to->caughtUp(shard, context);
    // Soon again after a refusal, and never in step, or the consumer that comes last in each second would starve.
    const double part =
        fetched == Fetched::Throttled ? 0.1 + 0.4 * m_throttling.sub(shard.value).uniform(m_readThrottles) : 1;
    const auto wait = static_cast<std::int64_t>(part * static_cast<double>(m_settings.pollInterval.us));
    schedulePoll(shard, context.now + Duration{std::max<std::int64_t>(wait, 1)}, context);
}

void Lambda::readOn(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    if (m_settings.pushed) {
        planPush(shard, context);
        return;
    }
    if (lane.buffered > 0 || !lane.moreWait || lane.calling)
        return;
    report(shard, context);
    const SimTime may = lane.lastRead == SimTime::never() ? context.now : lane.lastRead + leastBetweenReads;
    if (may <= context.now)
        poll(shard, context);
    else if (may < lane.nextPoll)
        schedulePoll(shard, may, context);
}

void Lambda::planPush(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    if (lane.over || !lane.reading || !runs() || lane.nextPoll != SimTime::never() || lane.listening)
        return;
    // Whoever is done asks again; until then it would only wait in the buffer.
    const bool newFactor = lane.workers.size() != m_settings.factor && (lane.buffered > 0 || lane.busyWorkers > 0);
    if (lane.busyWorkers == lane.workers.size() || lane.buffered >= bufferRecords || newFactor)
        return;
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    if (lane.fetched < log.end()) {
        const SimTime comes = SimTime{log.arrival(lane.fetched)} + Duration{FanOut::delay};
        schedulePoll(shard, std::max({comes, context.now, lane.heldUntil}), context);
    } else if (!from.closed(shard)) {
        lane.listening = true;
        from.tellOfArrival(m_consumer, shard);
    } else if (lane.buffered == 0 && lane.busyWorkers == 0) {
        schedulePoll(shard, context.now, context); // the end of the shard
    }
}

void Lambda::recordsArrive(ShardId shard, SimTime first, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    lane.listening = false;
    if (lane.nextPoll == SimTime::never() && lane.reading && !lane.over)
        schedulePoll(shard, first + Duration{FanOut::delay}, context);
}

void Lambda::report(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    std::uint64_t next = lane.fetched, needed = lane.fetched;
    for (const Worker &worker : lane.workers) {
        if (!worker.queue.empty())
            next = std::min(next, worker.queue.first());
        if (!worker.piece.records.empty())
            needed = std::min(needed, worker.piece.records.first());
    }
    lane.position.next = next;
    lane.position.needed = std::min(next, needed);
    stream(context).consumerAt(m_consumer, shard, lane.position);
}

} // namespace hotshard

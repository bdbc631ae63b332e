// The reading side of a stream: its consumers, each with its own position, and the read limits that they share.
#include "components/kinesis_stream.h"

#include <algorithm>

namespace hotshard {

std::uint32_t KinesisStream::addConsumer(ComponentId consumer, bool dedicated)
{
    m_consumers.push_back({consumer, dedicated});
    for (Lane &lane : m_lanes) {
        lane.consumers.resize(m_consumers.size());
        lane.dedicatedReads.resize(m_consumers.size());
    }
    return static_cast<std::uint32_t>(m_consumers.size() - 1);
}

ReadAnswer KinesisStream::read(std::uint32_t consumer, ShardId shard, std::uint64_t from, std::uint64_t most,
                               SimTime now)
{
    Lane &lane = m_lanes[shard.value];
    const bool dedicated = m_consumers[consumer].dedicated;
    ReadLimiter &limiter = dedicated ? lane.dedicatedReads[consumer] : lane.reads;
    if (!dedicated && !limiter.call(now.us)) {
        lane.readRefused.add(1);
        return refuseRead(shard);
    }
    SimTime arrived = now;
    if (dedicated) {
        // What is pushed now has been on its way; nobody is refused, it only comes later (SubscribeToShard).
        arrived = now - Duration{FanOut::delay - FanOut::gathered};
        const std::int64_t held = limiter.heldUp(now.us);
        if (held > 0)
            return {.moreWait = true, .again = now + Duration{held}};
    }
    std::int64_t bytes = 0;
    const ReadAnswer given =
        answer(lane.log, {from, std::min(most, ReadLimiter::answerRecords), ReadLimiter::answerBytes}, arrived, bytes);
    limiter.gave(bytes);
    if (!dedicated)
        noteRead(lane, given, from, bytes, now);
    return given;
}

ReadAnswer KinesisStream::refuseRead(ShardId shard)
{
    ++m_lanes[shard.value].readThrottled;
    return {0, true, false};
}

ReadAnswer KinesisStream::answer(const RecordLog &log, const AnswerLimits &limits, SimTime now, std::int64_t &bytes)
{
    ReadAnswer answer;
    const std::uint64_t found = log.arrivedBy(now, limits.from, limits.records + 1);
    answer.moreWait = found > limits.records;
    log.visit(limits.from, limits.from + found - answer.moreWait, [&](const LogSpan &span) {
        for (std::uint32_t i = span.from; i < span.to && bytes < limits.bytes;) {
            const bool alike = span.chunk->bytes.empty();
            const std::int64_t room = limits.bytes - bytes;
            const std::int64_t size = std::max<std::int64_t>(span.chunk->size(i), 1);
            const std::uint32_t n = !alike ? 1
                                           : static_cast<std::uint32_t>(std::clamp<std::int64_t>(
                                               room / size, 1, static_cast<std::int64_t>(span.to - i)));
            bytes += size * n;
            answer.records += n;
            i += n;
        }
    });
    answer.moreWait = answer.moreWait || answer.records < found;
    return answer;
}

void KinesisStream::noteRead(Lane &lane, const ReadAnswer &answer, std::uint64_t from, std::int64_t bytes, SimTime now)
{
    // "A value of zero indicates that the records being read are completely caught up" (Kinesis Developer Guide,
    // monitoring-with-cloudwatch), though the last record of such an answer has an age as well: 0 it is, then.
    const bool behind = answer.moreWait && answer.records > 0;
    const std::int64_t age = behind ? now.us - lane.log.arrival(from + answer.records - 1) : 0;
    lane.readRefused.add(0);
    lane.readRecords.add(static_cast<double>(answer.records));
    lane.readBytes.add(static_cast<double>(bytes));
    lane.readAge.add(static_cast<double>(age) / 1e3);
}

void KinesisStream::samplePeriods(Lane &lane, std::uint64_t accepted, std::uint64_t bytes, std::uint64_t refused,
                                  PeriodTable &periods)
{
    // Without a try there is no sample, and so no data point.
    if (accepted + refused > 0) {
        periods.add(lane.periods, static_cast<double>(accepted), accepted);
        periods.add(lane.periods + 1, static_cast<double>(bytes), accepted);
        periods.add(lane.periods + 2, static_cast<double>(refused), accepted + refused);
    }
    PeriodColumn column = lane.periods + 3;
    for (StatisticSet *reads : {&lane.readRecords, &lane.readBytes, &lane.readAge, &lane.readRefused}) {
        periods.merge(column++, *reads);
        *reads = {};
    }
}

void KinesisStream::consumerAt(std::uint32_t consumer, ShardId shard, const ConsumerPosition &position)
{
    Lane &lane = m_lanes[shard.value];
    lane.consumers[consumer] = position;
    std::uint64_t needed = position.needed;
    for (const ConsumerPosition &other : lane.consumers)
        needed = std::min(needed, other.needed);
    lane.log.trim(needed);
}

void KinesisStream::tellOfArrival(std::uint32_t consumer, ShardId shard)
{
    Lane &lane = m_lanes[shard.value];
    if (lane.listeners.empty()) {
        lane.heard = lane.log.end();
        ++m_listening;
    }
    lane.listeners.push_back(consumer);
}

void KinesisStream::tellListeners(Context &context)
{
    for (const ShardId open : shards().openShards())
        tell(open, context);
}

void KinesisStream::tell(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    if (lane.listeners.empty() || lane.heard == lane.log.end())
        return;
    const std::vector<std::uint32_t> told = std::move(lane.listeners);
    lane.listeners.clear();
    --m_listening;
    const SimTime first{lane.log.arrival(lane.heard)};
    for (const std::uint32_t consumer : told)
        context.components[m_consumers[consumer].component.value]->recordsArrive(shard, first, context);
}

std::uint64_t KinesisStream::givenTo(ComponentId consumer) const
{
    std::uint64_t given = 0;
    for (std::size_t c = 0; c < m_consumers.size(); ++c)
        for (const Lane &lane : m_lanes)
            if (m_consumers[c].component == consumer)
                given += lane.consumers[c].taken - lane.consumers[c].expired;
    return given;
}

const ConsumerPosition &KinesisStream::slowest(const Lane &lane)
{
    return *std::min_element(lane.consumers.begin(), lane.consumers.end(),
                             [](const ConsumerPosition &a, const ConsumerPosition &b) { return a.taken < b.taken; });
}

void KinesisStream::forgetUnread(Lane &lane, SimTime now)
{
    ConsumerPosition &position = lane.consumers.front();
    const SimTime lost = now - m_retention - Duration::microseconds(1);
    position.next += lane.log.arrivedBy(lost, position.next, lane.log.end() - position.next);
    position.needed = position.taken = position.expired = position.next;
    lane.log.trim(position.needed);
}

} // namespace hotshard

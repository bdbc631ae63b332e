#include "components/kinesis_stream.h"

#include "kernel/random.h"

#include <algorithm>

namespace hotshard {

void KinesisStream::start(Context &context) { addLanes(context); }

void KinesisStream::addLanes(Context &context)
{
    SeriesTable &series = context.series;
    while (m_lanes.size() < shards().shards().size()) {
        Lane lane(writeLimits());
        const auto shard = static_cast<std::int32_t>(m_lanes.size());
        lane.columns = series.addColumn({id(), Metric::Incoming, shard});
        for (const Metric metric :
             {Metric::IncomingBytes, Metric::Rejected, Metric::Expired, Metric::Backlog, Metric::ReadThrottled})
            series.addColumn({id(), metric, shard});
        lane.periods = context.periods.addColumn(id(), Measured::Records, shard);
        for (const Measured measured : {Measured::Bytes, Measured::Refused, Measured::ReadRecords, Measured::ReadBytes,
                                        Measured::ReadAge, Measured::ReadRefused})
            context.periods.addColumn(id(), measured, shard);
        lane.consumers.resize(std::max<std::size_t>(m_consumers.size(), 1));
        lane.dedicatedReads.resize(m_consumers.size());
        m_lanes.push_back(std::move(lane));
    }
}

void KinesisStream::sample(Context &context)
{
    const auto take = [](std::uint64_t now, std::uint64_t &sampled) {
        const auto difference = static_cast<float>(now - sampled);
        sampled = now;
        return difference;
    };
    const bool rotate = (context.now.us / 1'000'000) % KeyTally::periodSeconds == 0;
    for (std::size_t s = 0; s < m_lanes.size(); ++s) {
        Lane &lane = m_lanes[s];
        lane.expired = expired(lane, context.now);
        if (lane.drainedAt < context.now - Duration::minutes(2))
            continue; // nothing will happen here again
        if (m_consumers.empty())
            forgetUnread(lane, context.now);
        samplePeriods(lane, lane.log.end() - lane.sampledEnd, lane.bytes - lane.sampledBytes,
                      lane.rejected - lane.sampledRejected, context.periods);
        SeriesTable &series = context.series;
        series.set(lane.columns, take(lane.log.end(), lane.sampledEnd));
        series.set(lane.columns + 1, take(lane.bytes, lane.sampledBytes));
        series.set(lane.columns + 2, take(lane.rejected, lane.sampledRejected));
        series.set(lane.columns + 3, take(slowest(lane).expired, lane.sampledExpired));
        series.set(lane.columns + 4, static_cast<float>(lane.log.end() - slowest(lane).taken));
        series.set(lane.columns + 5, take(lane.readThrottled, lane.sampledReadThrottled));
        if (rotate)
            lane.tally.rotate();
        if (lane.drainedAt == SimTime::never() && drained(ShardId{static_cast<std::uint32_t>(s)}))
            lane.drainedAt = context.now;
    }
}

ConservationRow KinesisStream::conservation() const
{
    ConservationRow row{.id = id(), .name = name()};
    for (const Lane &lane : m_lanes) {
        const ConsumerPosition &position = slowest(lane);
        row.in += lane.log.end();
        row.waiting += lane.log.end() - position.taken;
        row.expired += position.expired;
        row.delivered += position.taken - position.expired;
    }
    return row;
}

std::uint64_t KinesisStream::waiting() const
{
    std::uint64_t waiting = 0;
    for (const Lane &lane : m_lanes)
        waiting += lane.log.end() - slowest(lane).needed;
    return waiting;
}

std::size_t KinesisStream::logMemory() const
{
    std::size_t bytes = 0;
    for (const Lane &lane : m_lanes)
        bytes += lane.log.memory();
    return bytes;
}

std::uint64_t KinesisStream::hash(std::uint64_t h) const
{
    for (const Lane &lane : m_lanes)
        for (const std::uint64_t n : {lane.log.end(), lane.bytes, lane.rejected, lane.readThrottled})
            h = mix64(h ^ n);
    for (const Lane &lane : m_lanes)
        for (const ConsumerPosition &position : lane.consumers)
            for (const std::uint64_t n : {position.taken, position.needed, position.expired})
                h = mix64(h ^ n);
    if (m_control.refusals() > 0)
        h = mix64(h ^ m_control.refusals());
    return h;
}

} // namespace hotshard

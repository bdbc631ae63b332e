#include "components/kinesis_stream.h"

#include "kernel/portable_math.h"
#include "kernel/random.h"

#include <algorithm>

namespace hotshard {

namespace {

constexpr std::int64_t largestRecord = 1024 * 1024; ///< of a type that does not say otherwise

WriteLimits limitsFrom(const Parameters &parameters)
{
    WriteLimits limits;
    limits.recordsPerSecond = math::round(parameters.number("limits.records")); // whole tokens a second
    limits.bytesPerSecond = parameters.integer("limits.bytes");
    if (parameters.has("limits.burst_records"))
        limits.burstRecords = parameters.integer("limits.burst_records");
    if (parameters.has("limits.burst_bytes"))
        limits.burstBytes = parameters.integer("limits.burst_bytes");
    return limits;
}

} // namespace

KinesisStream::KinesisStream(ComponentId id, const std::string &name, const Parameters &parameters)
    : Component(id, name)
    , m_map(static_cast<std::uint32_t>(parameters.integer("shards")))
    , m_limits(limitsFrom(parameters))
    , m_largestRecord(parameters.has("limits.record_size") ? parameters.integer("limits.record_size") : largestRecord)
    , m_retention(parameters.duration("retention"))
    , m_reshardTime(parameters.duration("reshard_time"))
    , m_target(static_cast<std::uint32_t>(parameters.integer("shards")))
{
}

void KinesisStream::start(Context &context) { addLanes(context.series); }

void KinesisStream::addLanes(SeriesTable &series)
{
    while (m_lanes.size() < m_map.shards().size()) {
        Lane lane(writeLimits());
        const auto shard = static_cast<std::int32_t>(m_lanes.size());
        lane.columns = series.addColumn({id(), Metric::Incoming, shard});
        for (const Metric metric :
             {Metric::IncomingBytes, Metric::Rejected, Metric::Expired, Metric::Backlog, Metric::ReadThrottled})
            series.addColumn({id(), metric, shard});
        lane.consumers.resize(std::max<std::size_t>(m_consumers.size(), 1));
        lane.dedicatedReads.resize(m_consumers.size());
        m_lanes.push_back(std::move(lane));
    }
}

void KinesisStream::reconfigure(const Parameters &parameters, Context &context)
{
    m_retention = parameters.duration("retention");
    const auto wanted = static_cast<std::uint32_t>(parameters.integer("shards"));
    if (wanted == m_target)
        return;
    m_target = wanted;
    // A change of mind while a reshard is under way starts the waiting time again.
    m_reshardAt = wanted == m_map.openCount() ? SimTime::never() : context.now + m_reshardTime;
}

void KinesisStream::control(Context &context)
{
    m_reshardAt = SimTime::never();
    if (!m_map.reshardTo(m_target))
        return;
    const std::size_t before = m_lanes.size();
    addLanes(context.series);
    for (std::size_t s = before; s < m_lanes.size(); ++s)
        m_lanes[s].created = context.now;
    for (const Consumer &consumer : m_consumers)
        context.components[consumer.component.value]->shardsChanged(context);
}

bool KinesisStream::closed(ShardId shard) const { return m_map.shard(shard).state == Shard::State::Closed; }

std::vector<ShardId> KinesisStream::parents(ShardId shard) const
{
    std::vector<ShardId> parents;
    for (const auto &parent : {m_map.shard(shard).parent, m_map.shard(shard).adjacentParent})
        if (parent)
            parents.push_back(*parent);
    return parents;
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
        if (lane.drainedAt < context.now - Duration::minutes(2))
            continue; // nothing will happen here again
        if (m_consumers.empty())
            forgetUnread(lane, context.now);
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
    return h;
}

} // namespace hotshard

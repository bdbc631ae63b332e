// A stream's shards over time: operations of its control plane, what an on-demand stream does by itself, and how long
// a closed shard lives on.
#include "components/kinesis_stream.h"

#include "kernel/portable_math.h"
#include "routing/on_demand.h"

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

/// A type of stream whose shards nobody else may change has neither of these.
std::string modeIn(const Parameters &parameters)
{
    return parameters.has("mode") ? parameters.text("mode") : "provisioned";
}

std::optional<ReshardRequest> operationIn(const Parameters &parameters)
{
    return parameters.has("operation") ? parseReshard(parameters.text("operation")).request : std::nullopt;
}

StreamMode modeOf(const std::string &name)
{
    return name == "on_demand" ? StreamMode::OnDemand : StreamMode::Provisioned;
}

/// The next whole minute for an on-demand stream.
SimTime nextLook(StreamMode mode, SimTime now)
{
    constexpr std::int64_t minute = Duration::minutes(1).us;
    return mode == StreamMode::OnDemand ? SimTime{(now.us / minute + 1) * minute} : SimTime::never();
}

} // namespace

KinesisStream::KinesisStream(ComponentId id, const std::string &name, const Parameters &parameters)
    : Component(id, name)
    , m_control(static_cast<std::uint32_t>(parameters.integer("shards")), modeOf(modeIn(parameters)),
                parameters.duration("reshard_time"))
    , m_limits(limitsFrom(parameters))
    , m_largestRecord(parameters.has("limits.record_size") ? parameters.integer("limits.record_size") : largestRecord)
    , m_retention(parameters.duration("retention"))
    , m_wanted(static_cast<std::uint32_t>(parameters.integer("shards")))
    , m_mode(modeIn(parameters))
    , m_nextLook(nextLook(m_control.mode(), SimTime::zero()))
{
    if (const auto request = operationIn(parameters))
        m_control.ask(*request, SimTime::zero());
}

void KinesisStream::reconfigure(const Parameters &parameters, Context &context)
{
    if (const Duration retention = parameters.duration("retention"); retention != m_retention)
        changeRetention(retention, context);
    switchMode(modeIn(parameters), context.now);
    if (const auto wanted = static_cast<std::uint32_t>(parameters.integer("shards")); wanted != m_wanted) {
        m_wanted = wanted;
        m_control.want(wanted, context.now);
    }
    if (const auto request = operationIn(parameters))
        m_control.ask(*request, context.now);
}

void KinesisStream::switchMode(const std::string &mode, SimTime now)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    if (!m_control.switchTo(modeOf(mode), now))
        return;
    m_nextLook = nextLook(m_control.mode(), now);
    for (Lane &lane : m_lanes) { // only from now on it is looked at
        lane.warmMinutes = 0;
        lane.minuteRecords = lane.log.end();
        lane.minuteBytes = lane.bytes;
    }
}

void KinesisStream::changeRetention(Duration retention, Context &context)
{
    // What was too old before stays lost; what is too old from now on is lost at once.
    const auto lose = [&] {
        for (Lane &lane : m_lanes) {
            lane.expired = expired(lane, context.now);
            if (m_consumers.empty())
                forgetUnread(lane, context.now);
        }
        for (const Consumer &consumer : m_consumers)
            context.components[consumer.component.value]->loseExpired(context);
    };
    lose();
    m_retention = retention;
    lose();
}

void KinesisStream::control(Context &context)
{
    bool changed = m_control.advance(context.now);
    if (m_nextLook <= context.now) {
        changed = splitWarmShards() || changed;
        m_nextLook = nextLook(m_control.mode(), context.now);
    }
    if (changed)
        shardsMoved(context);
}

bool KinesisStream::splitWarmShards()
{
    std::vector<ShardId> warm;
    for (const ShardId shard : shards().openShards()) {
        Lane &lane = m_lanes[shard.value];
        const bool isWarm = on_demand::isWarmMinute(lane.log.end() - lane.minuteRecords, lane.bytes - lane.minuteBytes,
                                                    m_limits.recordsPerSecond, m_limits.bytesPerSecond);
        lane.warmMinutes = isWarm ? lane.warmMinutes + 1 : 0;
        lane.minuteRecords = lane.log.end();
        lane.minuteBytes = lane.bytes;
        if (lane.warmMinutes >= on_demand::warmMinutes)
            warm.push_back(shard);
    }
    return m_control.splitByItself(warm);
}

void KinesisStream::shardsMoved(Context &context)
{
    const std::size_t before = m_lanes.size();
    addLanes(context);
    for (std::size_t s = before; s < m_lanes.size(); ++s)
        m_lanes[s].created = context.now;
    for (const Shard &shard : shards().shards())
        if (Lane &lane = m_lanes[shard.id.value];
            shard.state == Shard::State::Closed && lane.closedAt == SimTime::never())
            lane.closedAt = context.now;
    for (const Consumer &consumer : m_consumers)
        context.components[consumer.component.value]->shardsChanged(context);
}

bool KinesisStream::expired(const Lane &lane, SimTime now) const
{
    return lane.expired || (lane.closedAt != SimTime::never() && lane.closedAt + m_retention < now);
}

bool KinesisStream::closed(ShardId shard) const { return shards().shard(shard).state == Shard::State::Closed; }

std::vector<ShardId> KinesisStream::parents(ShardId shard) const
{
    std::vector<ShardId> parents;
    for (const auto &parent : {shards().shard(shard).parent, shards().shard(shard).adjacentParent})
        if (parent)
            parents.push_back(*parent);
    return parents;
}

} // namespace hotshard

#include "routing/shard_control.h"

#include "kernel/check.h"

#include <algorithm>
#include <utility>

namespace hotshard {

ShardControl::ShardControl(std::uint32_t shards, StreamMode mode, Duration operationTime)
    : m_map(shards)
    , m_operationTime(operationTime)
    , m_mode(mode)
{
}

bool ShardControl::refuse(SimTime at, std::string asked, Refusal why)
{
    ++m_refusals;
    m_lastRefusal = {at, std::move(asked), std::move(why)};
    return false;
}

bool ShardControl::ask(const ReshardRequest &request, SimTime now)
{
    if (m_mode == StreamMode::OnDemand)
        return refuse(now, toString(request),
                      {"ValidationException", "only for streams with the provisioned capacity mode"});
    if (updating())
        return refuse(now, toString(request),
                      {"ResourceInUseException", "the stream is UPDATING: one operation at a time"});
    if (auto why = m_map.refuse(request))
        return refuse(now, toString(request), *std::move(why));
    if (request.kind == ReshardRequest::Kind::Update) {
        if (request.count == m_map.openCount())
            return true; // there is nothing to do, and nothing is counted
        if (auto why = m_updates.use(now))
            return refuse(now, toString(request), *std::move(why));
    }
    begin(request, now);
    return true;
}

void ShardControl::begin(const ReshardRequest &request, SimTime now)
{
    m_running = request;
    m_nextChange = now + m_operationTime;
    m_amendableUntil = SimTime{-1};
}

void ShardControl::want(std::uint32_t count, SimTime now)
{
    m_wanted = count;
    if (!updating())
        callForWanted(now, false);
    else if (now < m_amendableUntil)
        callForWanted(now, true);
    // Otherwise it waits until the stream is ACTIVE: a call that was taken cannot be withdrawn.
}

void ShardControl::callForWanted(SimTime now, bool amends)
{
    const auto open = static_cast<std::uint32_t>(m_map.openCount());
    if (amends)
        m_nextChange = SimTime::never();
    if (*m_wanted == open) {
        m_wanted.reset();
        return;
    }
    ReshardRequest call{.kind = ReshardRequest::Kind::Update};
    call.count = std::clamp(*m_wanted, (open + 1) / 2, 2 * open);
    if (amends && !m_map.refuse(call)) // one call, counted already
        begin(call, now);
    else if (!ask(call, now))
        m_wanted.reset();
    if (updating())
        m_amendableUntil = now + amendable;
}

bool ShardControl::advance(SimTime now)
{
    const bool due = m_nextChange <= now;
    while (m_nextChange <= now)
        takeEffect();
    return due;
}

void ShardControl::takeEffect()
{
    const SimTime at = std::exchange(m_nextChange, SimTime::never());
    m_amendableUntil = SimTime{-1};
    if (m_running.kind != ReshardRequest::Kind::Update) {
        const ReshardResult done = m_map.reshard(m_running);
        HOTSHARD_REQUIRE(done, "nothing changes the shards while an operation runs");
    } else if (m_running.count > m_map.openCount()) {
        m_map.splitEvery();
        if (m_running.count < m_map.openCount())
            m_nextChange = at + m_operationTime;
    } else {
        m_map.mergeDownTo(m_running.count);
    }
    if (!updating() && m_wanted)
        callForWanted(at, false);
}

bool ShardControl::switchTo(StreamMode mode, SimTime now)
{
    if (mode == m_mode)
        return true;
    const std::string asked = mode == StreamMode::OnDemand ? "mode on_demand" : "mode provisioned";
    if (updating())
        return refuse(now, asked, {"ResourceInUseException", "the stream is UPDATING: one operation at a time"});
    if (auto why = m_switches.use(now))
        return refuse(now, asked, *std::move(why));
    m_mode = mode;
    return true;
}

bool ShardControl::splitByItself(std::span<const ShardId> shards)
{
    bool any = false;
    for (const ShardId shard : shards) {
        const ReshardResult done = m_map.reshard({.kind = ReshardRequest::Kind::Split, .shard = shard});
        any = any || done;
    }
    return any;
}

} // namespace hotshard

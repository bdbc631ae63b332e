// Tumbling windows of the event source mapping; their rules are in shard_window.h.
#include "components/lambda.h"

#include "kernel/sole_owner.h"

#include <algorithm>

namespace hotshard {

bool Lambda::closeIsDue(ShardId shard, Context &context) const
{
    const Lane &lane = m_lanes[shard.value];
    const RecordLog &log = stream(context).log(shard);
    const Batch &queue = lane.workers.front().queue;
    if (!queue.empty())
        return log.arrival(queue.first()) >= lane.windowEnd.us;
    if (!runs() || lane.calling)
        return false;
    // What has arrived and was not read may belong to it.
    if (lane.fetched < log.end() && log.arrival(lane.fetched) < std::min(lane.windowEnd.us, context.now.us + 1))
        return false;
    const bool shardEnds = stream(context).closed(shard) && lane.fetched == log.end();
    return shardEnds || context.now >= lane.windowEnd + longestWindowWait;
}

bool Lambda::closesWindow(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    if (lane.windowEnd == SimTime::never() || !closeIsDue(shard, context))
        return false;
    Worker &worker = lane.workers.front();
    worker.piece = {};
    worker.final = true;
    worker.attempts.clear();
    ++lane.busyWorkers;
    invoke(shard, 0, context);
    return true;
}

void Lambda::closeAgain(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    if (lane.windowEnd == SimTime::never() || context.now < lane.windowEnd + longestWindowWait)
        return; // of a window that was closed earlier
    dispatch(shard, 0, context);
    if (lane.windowEnd != SimTime::never())
        context.scheduler.schedule(context.now + Duration::seconds(1), id(), Close, shard.value);
}

std::uint64_t Lambda::openWindow(ShardId shard, std::uint64_t records, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    const RecordLog &log = stream(context).log(shard);
    const Batch &queue = lane.workers.front().queue;
    const std::uint64_t first = queue.first();
    if (lane.windowEnd == SimTime::never()) {
        const std::int64_t length = m_settings.window.us;
        lane.windowEnd = SimTime{(log.arrival(first) / length + 1) * length};
        lane.windowRecords = 0;
        context.scheduler.schedule(std::max(context.now, lane.windowEnd + longestWindowWait), id(), Close, shard.value);
    }
    const std::uint64_t end =
        first + log.arrivedBy(lane.windowEnd - Duration::microseconds(1), first, log.end() - first);
    return std::min(records, queue.countBelow(end));
}

void Lambda::closeWindow(ShardId shard, bool lost, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    ShardWindow window{shard, lane.windowEnd - m_settings.window, lane.windowEnd, lane.windowRecords, context.now,
                       lost};
    lane.windowEnd = SimTime::never();
    ++(lost ? m_lostWindows : m_closedWindows);
    m_windowRecords += lost ? 0 : window.records;
    if (DeliveryPort *to = target(context); to && !lost)
        to->writeResults(1, context);
    if (m_shardWindows->size() >= maxShardWindows)
        return;
    if (!isSoleOwner(m_shardWindows))
        m_shardWindows = std::make_shared<std::vector<ShardWindow>>(*m_shardWindows);
    m_shardWindows->push_back(window);
}

} // namespace hotshard

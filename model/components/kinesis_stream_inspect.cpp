// What an inspector is told of a shard.
#include "components/kinesis_stream.h"

#include <algorithm>
#include <numeric>

namespace hotshard {

namespace {

constexpr std::size_t listedKeys = 10;

/// The hottest keys first; of equal ones the one with the lower number.
std::vector<KeyCount> hottest(const KeyTally::Counts &counts)
{
    std::vector<std::uint32_t> order(counts.size() - 1); // the last slot is all other keys
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    std::vector<KeyCount> keys;
    for (std::size_t i = 0; i < listedKeys && counts[order[i]] > 0; ++i)
        keys.push_back({order[i], {}, counts[order[i]]});
    return keys;
}

} // namespace

ShardStory KinesisStream::shardStory(ShardId id, SimTime now) const
{
    const Shard &shard = shards().shard(id);
    const Lane &lane = m_lanes[id.value];
    ShardStory story;
    story.stream = this->id();
    story.streamName = name();
    story.name = shardName(id);
    story.state = state(shard);
    story.rangeStart = shard.range.first.toString();
    story.rangeEnd = shard.range.last.toString();
    const double end = shard.range.last == HashKey::highest() ? 1 : HashKey{shard.range.last.value + 1}.asFraction();
    story.share = end - shard.range.first.asFraction();
    story.parents = parents(id);
    story.children.assign(shard.children().begin(), shard.children().end());
    story.created = lane.created;
    if (!story.children.empty())
        story.closed = m_lanes[story.children.front().value].created;
    story.records = lane.log.end();
    story.bytes = lane.bytes;
    story.rejected = lane.rejected;
    story.readThrottles = lane.readThrottled;
    story.kept = lane.log.begin();
    story.retention = m_retention;
    if (const std::uint64_t oldest = slowest(lane).next; oldest < lane.log.end())
        story.oldestArrival = SimTime{lane.log.arrival(oldest)};
    story.recordLimit = m_limits.recordsPerSecond;
    story.byteLimit = m_limits.bytesPerSecond;
    story.recordsHeld = lane.limiter.recordsHeld(now.us);
    story.bytesHeld = lane.limiter.bytesHeld(now.us);
    const KeyTally::Counts counts = lane.tally.sums();
    story.keys = hottest(counts);
    story.otherRecords = counts.back();
    for (std::size_t c = 0; c < m_consumers.size(); ++c) {
        const ConsumerPosition &position = lane.consumers[c];
        story.consumers.push_back({m_consumers[c].component,
                                   {},
                                   position.next,
                                   position.taken,
                                   position.expired,
                                   lane.log.end() - position.taken});
    }
    return story;
}

} // namespace hotshard

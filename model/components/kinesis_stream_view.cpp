// What a view sees of a stream: its lanes, with slices of their logs.
#include "components/kinesis_stream.h"

#include <algorithm>

namespace hotshard {

namespace {

/// A drained shard stays on the screen for so long, then it is only counted.
constexpr Duration drainedShown = Duration::seconds(10);

/// Slices of the records [from, to) of equal counts, sampled. Slice borders and samples stand at round
/// record numbers, so that a slice keeps its mix while the log moves.
std::vector<KeyMix> slices(const RecordLog &log, std::uint64_t from, std::uint64_t to, int most)
{
    std::vector<KeyMix> result;
    if (from >= to || most <= 0)
        return result;
    std::uint64_t width = 1;
    for (std::uint64_t decade = 1; width * static_cast<std::uint64_t>(most) < to - from; decade *= 10)
        for (const std::uint64_t step : {1ull, 2ull, 5ull})
            if (width * static_cast<std::uint64_t>(most) < to - from)
                width = decade * step;
    constexpr std::uint64_t samples = 24;
    const std::uint64_t stride = std::max<std::uint64_t>(1, width / samples);
    for (std::uint64_t start = from / width * width; start < to; start += width) {
        KeyMix mix{};
        const std::uint64_t stop = std::min(to, start + width);
        // A partial first slice is sampled from where it begins.
        for (std::uint64_t n = std::max(from, start); n < stop; n += stride)
            log.visit(n, n + 1, [&](const LogSpan &span) {
                ++mix[std::min<std::uint32_t>(span.chunk->key(span.from), kColouredKeys)];
            });
        result.push_back(mix);
    }
    return result;
}

ReadUseView readUse(const ReadLimiter &limiter, SimTime now)
{
    const ReadLimiter::Use use = limiter.use(now.us);
    return {use.calls, use.bytes, use.refused, Duration{use.silence}};
}

} // namespace

std::uint64_t KinesisStream::needed(const Lane &lane)
{
    std::uint64_t needed = lane.log.end();
    for (const ConsumerPosition &position : lane.consumers)
        needed = std::min(needed, position.needed);
    return needed;
}

bool KinesisStream::drained(ShardId shard) const
{
    // A shard that was split at once never held a record: it still waits for its own parents.
    const Lane &lane = m_lanes[shard.value];
    if (lane.drainedAt != SimTime::never())
        return true;
    const std::vector<ShardId> before = parents(shard);
    return closed(shard) && needed(lane) == lane.log.end()
        && std::all_of(before.begin(), before.end(), [this](ShardId parent) { return drained(parent); });
}

ShardState KinesisStream::state(const Shard &shard) const
{
    const Lane &lane = m_lanes[shard.id.value];
    for (const ShardId parent : parents(shard.id))
        if (!drained(parent))
            return ShardState::Waiting;
    if (shard.state == Shard::State::Open)
        return ShardState::Open;
    return needed(lane) < lane.log.end() ? ShardState::Draining : ShardState::Closed;
}

std::vector<ShardId> KinesisStream::shownShards(SimTime now) const
{
    // By range, a child after its parents: a split's children start where the parent does or later, a merged
    // child is placed at its second parent.
    std::vector<std::pair<HashKey, ShardId>> order;
    std::vector<HashKey> place(shards().shards().size());
    for (const Shard &shard : shards().shards()) {
        HashKey &key = place[shard.id.value];
        key = shard.range.first;
        for (const ShardId parent : parents(shard.id))
            key = std::max(key, place[parent.value]);
        if (m_lanes[shard.id.value].drainedAt > now - drainedShown)
            order.emplace_back(key, shard.id);
    }
    std::sort(order.begin(), order.end());
    std::vector<ShardId> shown;
    for (const auto &[key, shard] : order)
        shown.push_back(shard);
    return shown;
}

LaneView KinesisStream::describeLane(const Shard &shard, const SnapshotQuery &, const SeriesTable &,
                                     int slicesWanted) const
{
    const Lane &lane = m_lanes[shard.id.value];
    LaneView view;
    view.shard = shard.id;
    view.state = state(shard);
    view.rangeStart = shard.range.first.asFraction();
    view.rangeEnd = shard.range.last == HashKey::highest() ? 1 : HashKey{shard.range.last.value + 1}.asFraction();
    view.parents = parents(shard.id);
    for (const ShardId child : shard.children())
        view.children.push_back(child);
    const ConsumerPosition &position = slowest(lane);
    view.backlog = lane.log.end() - position.taken;
    view.expired = position.expired;
    view.rejected = lane.rejected;
    view.retention = m_retention;
    const KeyTally::Counts counts = lane.tally.sums();
    double total = 0;
    for (const std::uint32_t n : counts)
        total += n;
    const auto hottest = std::max_element(counts.begin(), counts.end() - 1); // "all others" is no key
    if (*hottest > 0) {
        view.hottestKey = static_cast<int>(hottest - counts.begin());
        view.hottestShare = *hottest / total;
    }
    view.log = slices(lane.log, position.next, lane.log.end(), slicesWanted);
    return view;
}

void KinesisStream::describeConsumers(LaneView &view, const Lane &lane, SimTime now) const
{
    view.reads = readUse(lane.reads, now);
    for (std::size_t c = 0; c < m_consumers.size(); ++c) {
        const ConsumerPosition &position = lane.consumers[c];
        ConsumerView consumer;
        consumer.function = m_consumers[c].component;
        consumer.dedicated = m_consumers[c].dedicated;
        consumer.backlog = lane.log.end() - position.taken;
        consumer.expired = position.expired;
        if (consumer.backlog > 0)
            consumer.iteratorAge = now - SimTime{lane.log.arrival(position.next)};
        if (consumer.dedicated)
            consumer.reads = readUse(lane.dedicatedReads[c], now);
        if (&position == &slowest(lane))
            view.lead = static_cast<int>(c);
        view.consumers.push_back(std::move(consumer));
    }
}

void KinesisStream::describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                             SimTime now) const
{
    StreamView view;
    view.id = id();
    view.name = name();
    view.writeLimitRecords = static_cast<double>(m_limits.recordsPerSecond);
    view.writeLimitBytes = static_cast<double>(m_limits.bytesPerSecond);
    view.readLimitCalls = static_cast<double>(ReadLimiter::callsPerSecond);
    view.readLimitBytes = static_cast<double>(ReadLimiter::bytesPerSecond);
    view.openShards = static_cast<int>(shards().openCount());
    view.resharding = m_control.updating();
    view.status = view.resharding ? StreamStatus::Updating : StreamStatus::Active;
    view.onDemand = m_control.mode() == StreamMode::OnDemand;
    view.refusedRequests = m_control.refusals();
    if (const auto &refused = m_control.lastRefusal())
        view.lastRefusal = {refused->at, refused->asked, refused->why.code, refused->why.text};
    const std::vector<ShardId> shown = shownShards(now);
    std::vector<bool> listed(m_lanes.size());
    for (const ShardId shard : shown)
        listed[shard.value] = true;
    for (std::size_t s = 0; s < m_lanes.size(); ++s)
        if (!listed[s])
            ++(expired(m_lanes[s], now) ? view.expiredShards : view.closedShards);
    const std::vector<float> recent = series.recentMeans(10);
    const bool detailed = static_cast<int>(shown.size()) <= query.maxDetailedLanes;
    for (const ShardId shard : shown) {
        LaneView lane = describeLane(shards().shard(shard), query, series, detailed ? query.logColumns : 1);
        const ColumnIndex columns = m_lanes[shard.value].columns;
        lane.inPerSecond = static_cast<double>(recent[columns]);
        lane.bytesInPerSecond = static_cast<double>(recent[columns + 1]);
        lane.rejectedPerSecond = static_cast<double>(recent[columns + 2]);
        lane.writeRecordsLoad = lane.inPerSecond / static_cast<double>(m_limits.recordsPerSecond);
        lane.writeBytesLoad = lane.bytesInPerSecond / static_cast<double>(m_limits.bytesPerSecond);
        if (lane.backlog > 0)
            lane.oldestAge = now - SimTime{m_lanes[shard.value].log.arrival(slowest(m_lanes[shard.value]).next)};
        describeConsumers(lane, m_lanes[shard.value], now);
        view.lanes.push_back(std::move(lane));
    }
    snapshot.streams.push_back(std::move(view));
}

void KinesisStream::results(ComponentResult &result) const
{
    static constexpr const char *stateNames[] = {"open", "draining", "waiting", "closed"};
    const ConservationRow row = conservation();
    std::uint64_t bytes = 0, rejected = 0;
    for (const Shard &shard : shards().shards()) {
        const Lane &lane = m_lanes[shard.id.value];
        bytes += lane.bytes;
        rejected += lane.rejected;
        ShardResult entry;
        entry.shard = shard.id;
        entry.state = lane.expired ? "expired" : stateNames[static_cast<std::size_t>(state(shard))];
        entry.rangeStart = shard.range.first.toString();
        entry.rangeEnd = shard.range.last.toString();
        entry.parents = parents(shard.id);
        entry.metrics = {{"incoming_records", "records", lane.log.end()},
                         {"incoming_bytes", "B", lane.bytes},
                         {"rejected_records", "records", lane.rejected},
                         {"expired_records", "records", slowest(lane).expired},
                         {"backlog", "records", lane.log.end() - slowest(lane).taken},
                         {"read_throttles", "calls", lane.readThrottled}};
        result.shards.push_back(std::move(entry));
    }
    result.count("incoming_records", row.in);
    result.count("incoming_bytes", bytes, "B");
    result.count("rejected_records", rejected);
    result.count("expired_records", row.expired);
    result.count("backlog", row.waiting);
    result.count("open_shards", shards().openCount(), "shards");
    result.count("refused_operations", m_control.refusals(), "operations");
}

} // namespace hotshard

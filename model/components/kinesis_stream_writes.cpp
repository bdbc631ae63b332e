// The writing side of a stream: routes records to shards and keeps to the write limits.
#include "components/kinesis_stream.h"

#include "components/shard_sort.h"
#include "kernel/random.h"

#include <algorithm>
#include <array>

namespace hotshard {

namespace {

/// Of the partition key, which an ExplicitHashKey does not change.
std::uint8_t laneHashOf(const LooseRecord &record)
{
    return LogChunk::hashByte(record.laneByKey ? record.key : record.byHash ? record.hash : record.partition);
}

} // namespace

/// Columns of records that were accepted one by one.
struct KinesisStream::AcceptedColumns {
    static constexpr std::size_t most = 32'768; ///< positions of poison have 16 bits
    std::vector<std::int64_t> arrival;
    std::vector<std::uint32_t> key, bytes, lag;
    std::vector<double> values;
    std::vector<std::uint16_t> poison;
    std::vector<std::uint8_t> lane;
    bool late = false;

    void add(const LooseRecord &record)
    {
        if (record.poison)
            poison.push_back(static_cast<std::uint16_t>(arrival.size()));
        arrival.push_back(record.at.us);
        key.push_back(record.key);
        lane.push_back(laneHashOf(record));
        bytes.push_back(record.bytes);
        values.push_back(record.value);
        lag.push_back(static_cast<std::uint32_t>((record.at - record.made).us));
        late = late || record.at != record.made;
    }
};

namespace {

/// Tables with more entries are routed record by record instead of keeping a shard for every entry.
constexpr std::uint64_t keptRoutes = std::uint64_t{1} << 24;

bool laterRecord(const LooseRecord &a, const LooseRecord &b) { return b < a; }

} // namespace

void KinesisStream::prepareRoutes(const WriteRequest &request)
{
    if (m_routedKeys == request.keys && m_routedVersion == shards().version() && m_routes)
        return;
    m_routedKeys = request.keys;
    m_routedVersion = shards().version();
    m_routes.reset();
    const KeyTable &keys = *request.keys;
    if (keys.size() > keptRoutes)
        return;
    auto routes = std::make_shared<std::vector<std::uint32_t>>(keys.size());
    for (std::size_t i = 0; i < routes->size(); ++i)
        (*routes)[i] = shards().shardFor(keys.hash(i)).value;
    m_routes = std::move(routes);
}

void KinesisStream::findShards(const WriteRequest &request, std::uint32_t *shard) const
{
    const RecordBlock &block = request.block;
    const auto count = static_cast<std::size_t>(block.count);
    if (block.partitionBy == PartitionBy::Hash) {
        for (std::size_t i = 0; i < count; ++i)
            shard[i] = shards().shardFor(HashKey::fromHalves(block.hash[i], 0)).value;
    } else if (m_routes) {
        const std::uint32_t *routes = m_routes->data();
        for (std::size_t i = 0; i < count; ++i)
            shard[i] = routes[block.partition[i]];
    } else {
        for (std::size_t i = 0; i < count; ++i)
            shard[i] = shards().shardFor(request.keys->hash(block.partition[i])).value;
    }
}

ShardId KinesisStream::shardOf(const LooseRecord &record, const KeyTable &keys) const
{
    return shards().shardFor(record.byHash ? HashKey::fromHalves(record.hash, 0) : keys.hash(record.partition));
}

int KinesisStream::blockRecords() const
{
    constexpr std::size_t perShard = 16;
    return static_cast<int>(
        std::clamp<std::size_t>(shards().openCount() * perShard, kUsualBlockRecords, kBlockRecords));
}

void KinesisStream::write(const WriteRequest &request, Context &context)
{
    const RecordBlock &block = request.block;
    const auto count = static_cast<std::size_t>(block.count);
    if (block.partitionBy == PartitionBy::Table)
        prepareRoutes(request);
    m_orderAtRisk = m_orderAtRisk || !request.keepsOrder;

    ShardSort sort;
    findShards(request, sort.shard.data());
    sort.count(count, m_lanes.size());

    std::vector<std::vector<LooseRecord>> due(request.due.empty() ? 0 : m_lanes.size());
    for (const LooseRecord &record : request.due)
        due[shardOf(record, *request.keys).value].push_back(record);
    sort.gather(block, !due.empty() || !block.laneByKey || !surelyAccepted(block, sort));
    std::vector<LooseRecord> none;
    for (const ShardId open : shards().openShards()) {
        const std::uint32_t s = open.value;
        auto &retries = due.empty() ? none : due[s];
        if (sort.countOf(s) > 0 || !retries.empty())
            writeRun({open, sort.countOf(s), sort.timesOf(s), sort.keysOf(s), sort.positionsOf(s)}, request, retries);
    }
    if (m_listening > 0)
        tellListeners(context);
}

PutAnswer KinesisStream::put(const PutEntry &entry, Context &context)
{
    const LooseRecord &record = entry.record;
    std::int64_t bytes = record.bytes;
    for (const LooseRecord &other : entry.more)
        bytes += other.bytes;
    if (bytes > m_largestRecord)
        return PutAnswer::Refused;
    const ShardId shard = shardOf(record, entry.keys);
    Lane &lane = m_lanes[shard.value];
    m_orderAtRisk = m_orderAtRisk || !entry.keepsOrder;
    if (!lane.limiter.take(record.at.us, bytes + entry.roundedUp)) {
        ++lane.rejected;
        m_orderAtRisk = true; // when it is tried again, a later record of the key may be done before it
        return PutAnswer::Throttled;
    }
    // All that are in one Kinesis record have its partition key: "a" (KPL, kinesis_record.cc), a number of its own.
    constexpr std::uint64_t aggregateKey = ~std::uint64_t{0};
    const bool together = !entry.more.empty();
    const auto append = [&](const LooseRecord &one) {
        const auto whole = static_cast<std::uint64_t>((record.at - one.made).us);
        const auto lag = static_cast<std::uint32_t>(whole);
        const auto lagHigh = static_cast<std::uint16_t>(whole >> 32); // a function may write what has waited for hours
        const std::uint8_t laneHash = together ? LogChunk::hashByte(aggregateKey) : laneHashOf(one);
        const std::uint16_t first = 0;
        LogColumns columns{
            .arrival = {&record.at.us, 1}, .key = {&one.key, 1}, .commonBytes = one.bytes, .commonValue = one.value};
        if (whole > 0)
            columns.lag = {&lag, 1};
        if (lagHigh > 0)
            columns.lagHigh = {&lagHigh, 1};
        if (one.poison)
            columns.poison = {&first, 1};
        if (!one.laneByKey || together)
            columns.lane = {&laneHash, 1};
        lane.log.append(columns);
        lane.tally.add(&one.key, 1);
    };
    append(record);
    for (const LooseRecord &other : entry.more)
        append(other);
    lane.bytes += static_cast<std::uint64_t>(bytes);
    if (m_listening > 0)
        tell(shard, context);
    return PutAnswer::Written;
}

bool KinesisStream::surelyAccepted(const RecordBlock &block, const ShardSort &sort) const
{
    if (block.hasBytes || block.hasValues || !block.poison.empty() || block.commonBytes > m_largestRecord)
        return false; // each record is looked at
    const std::vector<ShardId> &open = shards().openShards();
    return std::all_of(open.begin(), open.end(), [&](ShardId shard) {
        const std::int64_t n = sort.countOf(shard.value);
        return m_lanes[shard.value].limiter.surelyAccepts(n, n * block.commonBytes);
    });
}

void KinesisStream::writeRun(const Run &run, const WriteRequest &request, std::vector<LooseRecord> &due)
{
    Lane &lane = m_lanes[run.shard.value];
    if (!due.empty() || !writeAtOnce(lane, run, request))
        writeOneByOne(lane, run, request, due);
}

bool KinesisStream::writeAtOnce(Lane &lane, const Run &run, const WriteRequest &request)
{
    const RecordBlock &block = request.block;
    const auto n = static_cast<std::int64_t>(run.count);
    std::array<std::uint32_t, kBlockRecords> sizes;
    std::int64_t bytes = n * block.commonBytes;
    std::uint32_t largest = block.commonBytes;
    if (block.hasBytes) {
        bytes = largest = 0;
        for (std::size_t i = 0; i < run.count; ++i) {
            bytes += sizes[i] = block.bytes[run.position[i]];
            largest = std::max(largest, sizes[i]);
        }
    }
    if (largest > m_largestRecord || !lane.limiter.surelyAccepts(n, bytes))
        return false;
    if (block.hasBytes)
        lane.limiter.takeAll(run.time, run.count, bytes, [&](std::size_t i) -> std::int64_t { return sizes[i]; });
    else
        lane.limiter.takeAll(run.time, run.count, bytes,
                             [&](std::size_t) -> std::int64_t { return block.commonBytes; });

    LogColumns columns{.arrival = {run.time, run.count},
                       .key = {run.key, run.count},
                       .commonBytes = block.commonBytes,
                       .commonValue = block.commonValue};
    if (block.hasBytes)
        columns.bytes = {sizes.data(), run.count};
    std::vector<double> values;
    if (block.hasValues) {
        for (std::size_t i = 0; i < run.count; ++i)
            values.push_back(block.values[run.position[i]]);
        columns.values = values;
    }
    std::vector<std::uint16_t> poison;
    for (std::size_t i = 0; i < run.count && !block.poison.empty(); ++i)
        if (std::binary_search(block.poison.begin(), block.poison.end(), run.position[i]))
            poison.push_back(static_cast<std::uint16_t>(i));
    columns.poison = poison;
    std::array<std::uint8_t, kBlockRecords> lanes;
    if (!block.laneByKey) {
        const bool byHash = block.partitionBy == PartitionBy::Hash;
        for (std::size_t i = 0; i < run.count; ++i)
            lanes[i] = LogChunk::hashByte(byHash ? block.hash[run.position[i]] : block.partition[run.position[i]]);
        columns.lane = {lanes.data(), run.count};
    }
    lane.log.append(columns);
    lane.bytes += static_cast<std::uint64_t>(bytes);
    lane.tally.add(run.key, run.count);
    return true;
}

void KinesisStream::appendAccepted(Lane &lane, AcceptedColumns &accepted, const WriteRequest &request)
{
    if (accepted.arrival.empty())
        return;
    LogColumns columns{.arrival = accepted.arrival,
                       .key = accepted.key,
                       .poison = accepted.poison,
                       .commonBytes = request.block.commonBytes,
                       .commonValue = request.block.commonValue};
    // A record that was tried before may have been made with another size or value than the block has now.
    if (request.block.hasBytes || accepted.late)
        columns.bytes = accepted.bytes;
    if (request.block.hasValues || accepted.late)
        columns.values = accepted.values;
    if (accepted.late)
        columns.lag = accepted.lag;
    if (!request.block.laneByKey || accepted.late)
        columns.lane = accepted.lane;
    lane.log.append(columns);
    lane.tally.add(accepted.key.data(), accepted.key.size());
    accepted = {};
}

void KinesisStream::writeOneByOne(Lane &lane, const Run &run, const WriteRequest &request,
                                  std::vector<LooseRecord> &due)
{
    AcceptedColumns accepted;
    std::make_heap(due.begin(), due.end(), laterRecord);
    const auto attempt = [&](LooseRecord record) {
        if (record.bytes > m_largestRecord) {
            request.writer.refused(record);
            return;
        }
        if (lane.limiter.take(record.at.us, record.bytes)) {
            accepted.add(record);
            lane.bytes += record.bytes;
            if (accepted.arrival.size() == AcceptedColumns::most)
                appendAccepted(lane, accepted, request);
            return;
        }
        ++lane.rejected;
        const std::optional<SimTime> again = request.writer.rejected(record);
        if (!again)
            return;
        m_orderAtRisk = true; // from now on a later record of the key may be done before it
        record.at = *again;
        ++record.attempt;
        if (record.at > request.horizon) {
            request.writer.keep(record);
        } else {
            due.push_back(record);
            std::push_heap(due.begin(), due.end(), laterRecord);
        }
    };
    for (std::size_t i = 0; i < run.count || !due.empty();) {
        // At the same microsecond a fresh record comes first.
        if (due.empty() || (i < run.count && run.time[i] <= due.front().at.us)) {
            attempt(looseRecord(request.block, run.position[i++]));
            continue;
        }
        std::pop_heap(due.begin(), due.end(), laterRecord);
        const LooseRecord record = due.back();
        due.pop_back();
        attempt(record);
    }
    appendAccepted(lane, accepted, request);
}

} // namespace hotshard

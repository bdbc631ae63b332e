#include "components/table_stream.h"

#include "components/registry.h"

#include <algorithm>

namespace hotshard {

namespace {

/// The stream that keeps the changes: one shard for each partition.
Parameters asStream(const Parameters &table)
{
    const ComponentType *stream = findComponentType("kinesis_stream");
    return {*stream,
            {{"shards", table.integer("partitions")},
             {"limits.records", static_cast<double>(table.integer("limits.write_units"))},
             {"limits.bytes", table.integer("limits.write_units") * TableStream::writeUnitBytes},
             {"limits.record_size", TableStream::largestItem},
             {"retention", Duration::hours(24).us}}};
}

} // namespace

TableStream::TableStream(ComponentId id, const std::string &name, const Parameters &parameters)
    : KinesisStream(id, name, asStream(parameters))
    , m_writeUnits(parameters.integer("limits.write_units"))
{
}

WriteLimits TableStream::writeLimits() const
{
    return {.recordsPerSecond = m_writeUnits, .bytesPerSecond = m_writeUnits * writeUnitBytes, .unit = writeUnitBytes};
}

bool TableStream::mayRead(std::uint32_t consumer, SimTime now) const
{
    const auto consumers = static_cast<std::int64_t>(consumerCount());
    if (consumers <= readersAtOnce)
        return true;
    const std::int64_t turn = now.us / 1'000'000 * readersAtOnce % consumers; // the first whose turn it is
    return (consumer + consumers - turn) % consumers < readersAtOnce;
}

ReadAnswer TableStream::read(std::uint32_t consumer, ShardId shard, std::uint64_t from, std::uint64_t most, SimTime now)
{
    if (!mayRead(consumer, now))
        return refuseRead(shard);
    std::int64_t bytes = 0;
    return answer(log(shard), {from, std::min(most, answerRecords), answerBytes}, now, bytes);
}

void TableStream::describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series, SimTime now) const
{
    KinesisStream::describe(snapshot, query, series, now);
    snapshot.streams.back().table = true;
}

} // namespace hotshard

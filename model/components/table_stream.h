// A table whose item changes are a stream: a DynamoDB table with DynamoDB Streams, as a function sees it.
//
// Shards: an item belongs to a partition by the hash of its key, and each partition has a shard of the stream
// (stackoverflow 39184004), so the order of an item's changes is kept (DynamoDB developer guide, "Change data capture
// for DynamoDB Streams"). Which hash the table uses is not published: ours is that of the stream, MD5 over equal
// ranges.
//
// Writing: a partition takes 1,000 write units a second (same guide, "Understanding DynamoDB warm throughput in
// different scenarios"); a write needs one for each KiB begun ("DynamoDB read and write operations"). What exceeds that
// is refused and tried again by its writer. An item has 400 KiB at most ("Quotas").
//
// Reading: records are kept for 24 hours, always. GetRecords gives up to 1,000 records or 1 MB (API reference). No more
// than two processes may read a shard at a time (API reference, LimitExceededException); how others fare is not
// published: here two are answered in each whole second, and which two goes round. Lambda polls each shard four times a
// second (Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB"); there is no enhanced fan-out.
//
// Left out: that a shard is closed after some hours and goes on in a child, that busy or large partitions are split,
// adaptive capacity, and write units saved for bursts beyond those of a second.
#pragma once

#include "components/kinesis_stream.h"

namespace hotshard {

class TableStream final : public KinesisStream {
public:
    TableStream(ComponentId id, const std::string &name, const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<TableStream>(*this); }
    TableStream(const TableStream &) = default;

    /// Nothing of it changes while it runs.
    void reconfigure(const Parameters &, Context &) override { }
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    [[nodiscard]] ReadAnswer read(std::uint32_t consumer, ShardId shard, std::uint64_t from, std::uint64_t most,
                                  SimTime now) override;

    static constexpr std::int64_t writeUnitBytes = 1024;
    static constexpr std::int64_t largestItem = 400 * 1024;
    static constexpr std::uint64_t answerRecords = 1000;
    static constexpr std::int64_t answerBytes = 1'000'000;
    static constexpr std::int64_t readersAtOnce = 2;
    /// How often Lambda polls a shard.
    static constexpr Duration pollInterval = Duration::milliseconds(250);

private:
    [[nodiscard]] WriteLimits writeLimits() const override;
    [[nodiscard]] bool mayRead(std::uint32_t consumer, SimTime now) const;

    std::int64_t m_writeUnits; ///< a second and partition
};

} // namespace hotshard

// A Kinesis data stream: routes records to shards by hash key, refuses what exceeds a shard's write limits,
// keeps the rest in order for its reader, and splits or merges shards while running.
//
// Shards: open, then closed by a split or merge (what they hold can still be read), then, when the retention has passed
// since, expired: no listing names them any more. Who may change the shards and how long that takes stands in
// routing/shard_control.h, what an on-demand stream does by itself in routing/on_demand.h. A lower retention makes
// older records unreadable at once; a higher one keeps what is still there (Kinesis developer guide, "Change the data
// retention period").
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "components/read_limiter.h"
#include "components/write_limiter.h"
#include "metrics/inspection.h"
#include "metrics/key_tally.h"
#include "record/record_log.h"
#include "routing/shard_control.h"

#include <algorithm>

namespace hotshard {

class ShardSort;

class KinesisStream : public Component, public WritePort, public ShardPort {
public:
    KinesisStream(ComponentId id, const std::string &name, const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<KinesisStream>(*this); }
    KinesisStream(const KinesisStream &) = default;

    void start(Context &context) override;
    [[nodiscard]] SimTime nextControl() const override { return std::min(m_control.nextChange(), m_nextLook); }
    void control(Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;
    [[nodiscard]] WritePort *writePort() override { return this; }
    [[nodiscard]] ShardPort *shardPort() override { return this; }

    void write(const WriteRequest &request, Context &context) override;
    [[nodiscard]] PutAnswer put(const PutEntry &entry, Context &context) override;
    [[nodiscard]] ShardId shardOf(const LooseRecord &record, const KeyTable &keys) const override;
    [[nodiscard]] int blockRecords() const override;

    [[nodiscard]] std::uint32_t shardCount() const override { return static_cast<std::uint32_t>(m_lanes.size()); }
    [[nodiscard]] const RecordLog &log(ShardId shard) const override { return m_lanes[shard.value].log; }
    [[nodiscard]] bool closed(ShardId shard) const override;
    [[nodiscard]] std::vector<ShardId> parents(ShardId shard) const override;
    [[nodiscard]] Duration retention() const override { return m_retention; }
    [[nodiscard]] bool orderAtRisk() const override { return m_orderAtRisk; }
    [[nodiscard]] std::uint32_t addConsumer(ComponentId consumer, bool dedicated) override;
    [[nodiscard]] ReadAnswer read(std::uint32_t consumer, ShardId shard, std::uint64_t from, std::uint64_t most,
                                  SimTime now) override;
    void consumerAt(std::uint32_t consumer, ShardId shard, const ConsumerPosition &position) override;
    void tellOfArrival(std::uint32_t consumer, ShardId shard) override;
    [[nodiscard]] std::uint64_t givenTo(ComponentId consumer) const override;

    [[nodiscard]] std::size_t consumerCount() const { return m_consumers.size(); }
    [[nodiscard]] const ShardMap &shards() const { return m_control.map(); }
    [[nodiscard]] const ShardControl &shardControl() const { return m_control; }
    /// kinesis_stream_inspect.cpp: without the names of consumers and keys. REQUIRES: the shard exists.
    [[nodiscard]] ShardStory shardStory(ShardId shard, SimTime now) const;
    [[nodiscard]] SimTime created(ShardId shard) const { return m_lanes[shard.value].created; }
    [[nodiscard]] const WriteLimiter &limiter(ShardId shard) const { return m_lanes[shard.value].limiter; }
    /// Bytes that waiting records take, headers included.
    [[nodiscard]] std::size_t logMemory() const;
    [[nodiscard]] std::uint64_t waiting() const;

protected:
    /// What of a log one answer may hold, from number `from` on.
    struct AnswerLimits {
        std::uint64_t from, records;
        std::int64_t bytes;
    };
    /// As many records as have arrived and fit, and their bytes.
    [[nodiscard]] static ReadAnswer answer(const RecordLog &log, const AnswerLimits &limits, SimTime now,
                                           std::int64_t &bytes);
    [[nodiscard]] ReadAnswer refuseRead(ShardId shard);
    /// Of a new shard.
    [[nodiscard]] virtual WriteLimits writeLimits() const { return m_limits; }

private:
    struct Lane {
        explicit Lane(const WriteLimits &limits)
            : limiter(limits)
        {
        }
        RecordLog log;
        WriteLimiter limiter;
        KeyTally tally;
        std::uint64_t bytes = 0, rejected = 0;
        /// What each consumer has come to. A stream that nobody reads has one, too: its records only age.
        std::vector<ConsumerPosition> consumers;
        ReadLimiter reads;                       ///< shared by the polling consumers
        std::vector<ReadLimiter> dedicatedReads; ///< by consumer
        std::vector<std::uint32_t> listeners;    ///< consumers to be told of the next record
        std::uint64_t heard = 0;                 ///< the log's end when the first of them asked
        std::uint64_t readThrottled = 0, sampledReadThrottled = 0;
        std::uint64_t sampledEnd = 0, sampledBytes = 0, sampledRejected = 0, sampledExpired = 0;
        SimTime closedAt = SimTime::never(), drainedAt = SimTime::never();
        bool expired = false; ///< it was at the last whole second, or when the retention was last changed
        int warmMinutes = 0;  ///< on end; on-demand streams only, as is what it had at the last whole minute
        std::uint64_t minuteRecords = 0, minuteBytes = 0;
        SimTime created; ///< its parents were closed then
        /// Of this second: what each GetRecords call of the polling consumers gave.
        StatisticSet readRecords, readBytes, readAge, readRefused;
        PeriodColumn periods = 0; ///< Records; Bytes, Refused, ReadRecords, ReadBytes, ReadAge, ReadRefused follow
        ColumnIndex columns = 0;  ///< Incoming; IncomingBytes, Rejected, Expired, Backlog, ReadThrottled follow
    };
    /// The records of one block that go to one shard, in order.
    struct Run {
        ShardId shard;
        std::size_t count;
        const std::int64_t *time;
        const std::uint32_t *key;
        const std::uint16_t *position; ///< in the block; not noted when all are surely accepted
    };
    void addLanes(Context &context);
    static void noteRead(Lane &lane, const ReadAnswer &answer, std::uint64_t from, std::int64_t bytes, SimTime now);
    static void samplePeriods(Lane &lane, std::uint64_t accepted, std::uint64_t bytes, std::uint64_t refused,
                              PeriodTable &periods);
    void prepareRoutes(const WriteRequest &request);
    void findShards(const WriteRequest &request, std::uint32_t *shard) const;
    /// Whatever the times of its records, and without looking at any of them.
    [[nodiscard]] bool surelyAccepted(const RecordBlock &block, const ShardSort &sort) const;
    void writeRun(const Run &run, const WriteRequest &request, std::vector<LooseRecord> &due);
    [[nodiscard]] bool writeAtOnce(Lane &lane, const Run &run, const WriteRequest &request);
    struct AcceptedColumns;
    static void appendAccepted(Lane &lane, AcceptedColumns &accepted, const WriteRequest &request);
    void writeOneByOne(Lane &lane, const Run &run, const WriteRequest &request, std::vector<LooseRecord> &due);
    void shardsMoved(Context &context);
    [[nodiscard]] bool splitWarmShards();
    void changeRetention(Duration retention, Context &context);
    void switchMode(const std::string &mode, SimTime now);
    /// No listing names it any more.
    [[nodiscard]] bool expired(const Lane &lane, SimTime now) const;
    [[nodiscard]] bool drained(ShardId shard) const;
    [[nodiscard]] ShardState state(const Shard &shard) const;
    [[nodiscard]] std::vector<ShardId> shownShards(SimTime now) const;
    [[nodiscard]] LaneView describeLane(const Shard &shard, const SnapshotQuery &query, const SeriesTable &series,
                                        int slices) const;
    void describeConsumers(LaneView &view, const Lane &lane, SimTime now) const;

    /// The consumer that is furthest behind.
    [[nodiscard]] static const ConsumerPosition &slowest(const Lane &lane);
    /// Number of the oldest record that a consumer may still look at.
    [[nodiscard]] static std::uint64_t needed(const Lane &lane);
    void forgetUnread(Lane &lane, SimTime now);
    void tellListeners(Context &context);
    void tell(ShardId shard, Context &context);

    struct Consumer {
        ComponentId component;
        bool dedicated = false;
    };
    std::vector<Consumer> m_consumers; ///< in the order in which they were added
    ShardControl m_control;
    std::size_t m_listening = 0; ///< shards with listeners
    std::vector<Lane> m_lanes;   ///< by shard id
    WriteLimits m_limits;
    std::int64_t m_largestRecord = 1024 * 1024; ///< bytes, partition key included
    Duration m_retention;
    std::uint32_t m_wanted = 1;            ///< the parameter `shards` as it was last seen
    std::string m_mode;                    ///< the parameter `mode` likewise
    SimTime m_nextLook = SimTime::never(); ///< at the warm shards of an on-demand stream
    bool m_orderAtRisk = false;

    /// Shard of each partition key, made anew when the shards or the table change; shared by copies.
    std::shared_ptr<const KeyTable> m_routedKeys;
    std::uint64_t m_routedVersion = 0;
    std::shared_ptr<const std::vector<std::uint32_t>> m_routes; ///< null for tables too large to keep
};

} // namespace hotshard

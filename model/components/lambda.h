// A Lambda function and its event source mapping: polls every shard of a stream, hands over batches, one
// invocation at a time per shard, and tries a failed batch again until it succeeds, expires or is set aside.
//
// Polling: a shard is polled every poll interval; as long as batches come back full the next one is read at
// once ("while more records are there it keeps going until caught up", AWS documentation, with-kinesis).
// Back-off between retries: 0.5 s doubling up to 60 s; AWS does not publish it, this fits the recorded
// number of tries within a 60 s age limit (domain notes 4.4).
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "kernel/distributions.h"
#include "kernel/random.h"
#include "kernel/shared_pages.h"
#include "metrics/histogram.h"

namespace hotshard {

class Lambda final : public Component {
public:
    /// REQUIRES: wiring.from is a component with a shard port.
    Lambda(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Lambda>(*this); }
    Lambda(const Lambda &) = default;

    void start(Context &context) override;
    void onEvent(const Event &event, Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void shardsChanged(Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;

    /// Age of every record when it was first handed over, us.
    [[nodiscard]] const Histogram &waits() const { return m_waits; }
    /// Lambda's IteratorAge: age of the last record of a batch when it was handed over.
    [[nodiscard]] const Histogram &iteratorAges() const { return m_ages; }
    [[nodiscard]] const Histogram &durations() const { return m_durations; }
    [[nodiscard]] std::uint64_t outOfOrder() const { return m_outOfOrder; }

    /// Where the reading of one shard stands.
    struct Reading {
        WorkerState state;
        bool failing, poison, full;         ///< of the batch in flight
        std::uint32_t attempt;              ///< likewise
        std::uint64_t done, batchEnd, read; ///< [done, batchEnd) is in flight, `read` comes next
        SimTime polled;
        Duration oldest; ///< largest iterator age of this second so far
    };
    [[nodiscard]] Reading reading(ShardId shard) const
    {
        const Lane &lane = m_lanes[shard.value];
        return {lane.state, lane.failing,  lane.poison, lane.full,   lane.attempt,
                lane.done,  lane.batchEnd, lane.read,   lane.polled, {lane.oldest}};
    }
    /// How long after the start of its reading a shard is polled for the first time.
    [[nodiscard]] Duration firstPollAfter(ShardId shard) const { return pollPhase(shard.value); }

private:
    enum EventKind : std::uint32_t { Poll, Done, Retry };
    struct Lane {
        WorkerState state = WorkerState::Waiting;
        bool failing = false, poison = false;
        bool full = false; ///< the batch was as large as allowed when it was read
        std::uint32_t attempt = 1;
        std::uint64_t invocation = 0;         ///< number of the next, counts its draws
        std::uint64_t done = 0, batchEnd = 0; ///< [done, batchEnd) is in flight
        std::uint64_t read = 0;               ///< next to be read; beyond batchEnd when records expired since
        std::uint64_t expired = 0;            ///< never read
        std::uint64_t delivered = 0, sampledDelivered = 0, invocations = 0;
        SimTime polled, started, until, busySince;
        std::int64_t oldest = 0; ///< largest iterator age of this second, us
        std::int64_t busy = 0;   ///< us of this second
        ColumnIndex columns = 0; ///< Outgoing; IteratorAge, Busy follow
    };
    void configure(const Parameters &parameters);
    [[nodiscard]] Duration pollPhase(std::uint32_t shard) const;
    void addLanes(Context &context);
    void startLane(ShardId shard, SimTime firstPoll, Context &context);
    void startReadyLanes(Context &context);
    void poll(ShardId shard, Context &context);
    void invoke(ShardId shard, Context &context);
    void finish(ShardId shard, Context &context);
    void fail(ShardId shard, Context &context);
    void retry(ShardId shard, Context &context);
    void succeed(ShardId shard, Context &context);
    void setAside(ShardId shard, Context &context);
    void finishBatch(ShardId shard, bool full, Context &context);
    void expire(ShardId shard, Context &context);
    void report(ShardId shard, Context &context);
    [[nodiscard]] ShardPort &stream(Context &context) const;
    [[nodiscard]] DeliveryPort *target(Context &context) const;
    [[nodiscard]] bool holdsPoison(const RecordLog &log, const Lane &lane) const;
    void checkOrder(const RecordLog &log, const Lane &lane);
    [[nodiscard]] std::int64_t ageNow(const RecordLog &log, const Lane &lane, SimTime now) const;
    void sampleInvocations(SeriesTable &series);

    Wiring m_wiring;
    RandomStream m_latency, m_errors, m_phase;
    std::int64_t m_batchSize = 100, m_maxRetries = -1;
    Duration m_pollInterval, m_perBatch, m_perRecord, m_backOff;
    Spread m_spread = Spread::Constant;
    double m_variation = 0, m_errorRate = 0;

    std::vector<Lane> m_lanes; ///< by shard id
    Histogram m_waits, m_ages, m_durations;
    /// By key: latest event time done, us. Nothing is noted while order is not at risk.
    SharedPages<std::int64_t> m_lastDone{-1};
    std::vector<float> m_secondDurations; ///< ms, of invocations that ended in this second
    std::uint64_t m_read = 0, m_delivered = 0, m_deadLettered = 0, m_expiredInFlight = 0;
    std::uint64_t m_invocations = 0, m_invokedRecords = 0, m_failures = 0, m_outOfOrder = 0;
    std::uint64_t m_sampledInvocations = 0, m_sampledRecords = 0, m_sampledErrors = 0;
    ColumnIndex m_columns = 0; ///< Invocations; Errors, DurationMean .. DurationMax, BatchRecords follow
};

} // namespace hotshard

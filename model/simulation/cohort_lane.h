// One shard of a preview and the poller that reads it: what Lambda does per poll, with cohorts instead of records.
//
// Exact: poll times and phases, batch sizes, full batches that are followed at once, times, errors, retries with
// their back-off, batches set aside, the retention of records not yet read. Counts are drawn when a poll or a
// sample needs to know them, not before: a lane that is behind reads what was counted long ago.
// Not exact: a write limit cuts the count of a stretch of time (a second at most) to what its bucket had room for,
// and what it rejects is not tried again. Evenly spaced records that are divided among shards lie uniformly
// between two counts, and shards are drawn independently of each other.
// Thread: one at a time. A copyable value.
#pragma once

#include "components/lambda.h"
#include "kernel/distributions.h"
#include "kernel/time.h"
#include "metrics/preview.h"
#include "metrics/snapshot.h"
#include "simulation/cohort_queue.h"

#include <cstdint>

namespace hotshard {

/// What comes to a lane at the moment, and what it accepts.
struct LaneArrivals {
    double share = 0; ///< of the producer's records
    double perUs = 0; ///< records of the producer
    bool even = false;
    double anchor = 0, anchorUnits = 0; ///< evenly spaced: so many records, with a fraction, had been made by then
    double recordLimit = 1000, byteLimit = 1048576; ///< a second
    double recordBurst = 1000, byteBurst = 1048576; ///< what the buckets hold
    double bytes = 0;                               ///< of a record
    bool refused = false;                           ///< records are larger than the stream takes
};

class CohortLane {
public:
    CohortLane(ShardId shard, RandomStream draws, CohortQueue waiting, SimTime now);

    [[nodiscard]] ShardId shard() const { return m_shard; }
    /// Counts what came until `now`; from then on arrivals are these.
    void setArrivals(const LaneArrivals &arrivals, SimTime now);
    /// Records and bytes that the write limits' buckets hold.
    void setBuckets(double records, double bytes) { m_records = records, m_bytes = bytes; }
    /// Takes no more writes.
    void close(SimTime now);

    /// Read from `now` on, polled for the first time at `firstPoll`. REQUIRES: isWaiting().
    void start(SimTime now, SimTime firstPoll);
    /// Goes on in the middle: the next end or retry of the batch comes at `next`.
    struct Batch {
        WorkerState state = WorkerState::Idle;
        std::int64_t records = 0;
        double oldest = 0; ///< arrival of its first record, us
        bool failing = false;
        std::uint32_t attempt = 1;
    };
    /// What the mapping has read ahead of its invocations.
    struct Buffer {
        std::int64_t records = 0; ///< the oldest of those that wait
        bool moreWait = false;    ///< the last poll left records behind
        SimTime nextPoll = SimTime::never();
    };
    void resume(const Batch &batch, const Buffer &buffer, SimTime next, Duration oldestAge);

    /// All polls, ends and retries up to and including `until`.
    void runTo(SimTime until, const LambdaSettings &rules, Duration retention);
    struct Sample {
        float backlog, iteratorAge;
    };
    /// Closes a second.
    [[nodiscard]] Sample sample(SimTime now, Duration retention);

    /// Its parents have not been read to their ends.
    [[nodiscard]] bool isWaiting() const { return m_batch.state == WorkerState::Waiting; }
    /// Closed, and everything done: since when; never() before.
    [[nodiscard]] SimTime doneAt() const { return m_doneAt; }
    /// When a poll found that it was: children are looked after then. never() before.
    [[nodiscard]] SimTime drainedAt() const { return m_drainedAt; }
    [[nodiscard]] bool isOver() const { return m_over; }

    [[nodiscard]] std::uint64_t processed() const { return m_processed; }
    [[nodiscard]] bool limited() const { return m_limited; }
    /// Records in flight would have expired: what follows is not right.
    [[nodiscard]] bool expiresInFlight() const { return m_expiresInFlight; }
    void addWork(Preview &preview) const;

private:
    void count(SimTime now);
    void countEven(double from, double to);
    [[nodiscard]] std::int64_t accept(std::int64_t n, double seconds);
    [[nodiscard]] double age(SimTime now);
    void expire(SimTime now, Duration retention);
    void poll(SimTime now, const LambdaSettings &rules, Duration retention);
    void invoke(SimTime now, const LambdaSettings &rules);
    void finish(SimTime now, const LambdaSettings &rules, Duration retention);
    void startBatch(SimTime now, const LambdaSettings &rules);
    void finishBatch(SimTime now, const LambdaSettings &rules, Duration retention);
    void retry(SimTime now, const LambdaSettings &rules, Duration retention);
    void noteDone(SimTime now);

    ShardId m_shard;
    DrawSequence m_draws;
    CohortQueue m_waiting;
    LaneArrivals m_arrivals;
    SimTime m_counted; ///< arrivals up to here are in m_waiting
    double m_records = 0, m_bytes = 0;
    bool m_closed = false, m_over = false, m_limited = false, m_expiresInFlight = false;

    Batch m_batch{.state = WorkerState::Waiting};
    Buffer m_buffer;
    SimTime m_next = SimTime::never(); ///< of the batch
    double m_oldestAge = 0;            ///< us; of this second
    SimTime m_doneAt = SimTime::never(), m_drainedAt = SimTime::never();
    std::uint64_t m_processed = 0, m_polls = 0, m_counts = 0;
};

} // namespace hotshard

// A Lambda function and its event source mapping: polls every shard of a stream into a buffer, cuts batches from
// it, hands them over, and tries what failed again until it succeeds, is too old, or is set aside.
//
// Polling: a shard is polled once a poll interval, and at once when its buffer has been used up while more records
// wait ("while more records are there it keeps going until caught up", AWS documentation, with-kinesis; one
// GetRecords a second and a buffer of up to 10,000 records, domain notes 4.2), but never more than 5 times a second. A
// call may take time (read_time): the records that it brings are those that had arrived when it was made. With enhanced
// fan-out nothing is polled: records are pushed about 70 ms after their arrival (read_limiter.h), and an idle shard
// costs no event. Batches hold records of one shard.
// Start: at the trim horizon, at the latest record, or at a time; what lies before it is skipped when the mapping
// becomes active, for the shards that exist then; later ones are read from their beginnings. A time in the future is
// refused by the real service: ours is the latest record then.
// Lanes: a shard is one lane, or, with a parallelization factor, several by the hash of the partition key; within a
// lane one invocation follows the other, so the order of a key is kept (4.3). The hash is not published: ours is
// LogChunk::laneHash. A new factor counts for a shard once its buffer and its lanes are empty, so that no key is in two
// lanes. Back-off between retries: 0.5 s doubling up to 60 s; AWS does not publish it, this fits the recorded number of
// tries within a 60 s age limit (4.4, T16). A throttled invocation waits half to all of 0.5 s, doubling up to 4 s: also
// ours. Halves of a bisected batch are tried without a wait, left half first.
#pragma once

#include "components/batch.h"
#include "components/component.h"
#include "components/dead_letter.h"
#include "components/diary.h"
#include "components/environments.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "components/shard_window.h"
#include "components/stream_writer.h"
#include "kernel/distributions.h"
#include "kernel/random.h"
#include "kernel/shared_pages.h"
#include "metrics/histogram.h"

#include <optional>

namespace hotshard {

/// The settings of a function and its mapping, as the parameters have them.
struct LambdaSettings {
    explicit LambdaSettings(const Parameters &parameters);

    enum class Start { TrimHorizon, Latest, AtTime };

    bool enabled = true;
    bool pushed = false; ///< enhanced fan-out
    Start start = Start::TrimHorizon;
    Duration startAt;    ///< of AtTime: since the start of the run
    Duration activation; ///< from the creation until it reads
    std::uint64_t batchSize = 100;
    Duration batchingWindow, pollInterval, readTime;
    Duration window; ///< tumbling; zero: none
    std::uint32_t factor = 1;
    double kept = 1; ///< share of the records that pass the filter
    std::int64_t maxRetries = -1;
    Duration maxAge; ///< zero: no limit
    Duration backOff;
    bool bisect = false, partialResponses = false, onFailure = false;
    enum class Response { Lowest, Unknown, Nothing };
    Response response = Response::Lowest; ///< what a partial response names

    Duration perBatch, perRecord, timeout, coldStart, keptWarm;
    Spread spread = Spread::Constant;
    double variation = 0, errorRate = 0;
    double slowdown = 1;        ///< of the part of the time that is computing, by the memory
    std::int64_t reserved = -1; ///< concurrency; -1: none

    /// Nothing depends on single records: a preview may draw counts instead.
    [[nodiscard]] bool isPlain() const;
    /// Time of an invocation before it varies, us.
    [[nodiscard]] double mean(std::uint64_t records) const;
};

class Lambda final : public Component {
public:
    /// REQUIRES: wiring.from is a component with a shard port. `origin`: who names the keys of the records, when
    /// wiring.to is a stream; null otherwise.
    Lambda(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters,
           const Partitioner *origin = nullptr);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Lambda>(*this); }
    Lambda(const Lambda &) = default;

    void start(Context &context) override;
    void onEvent(const Event &event, Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void shardsChanged(Context &context) override;
    void loseExpired(Context &context) override;
    void recordsArrive(ShardId shard, SimTime first, Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    [[nodiscard]] std::uint64_t givenTo(ComponentId target) const override;
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
    [[nodiscard]] std::uint64_t throttles() const { return m_throttles; }
    [[nodiscard]] const std::vector<DeadLetter> &deadLetters() const { return *m_deadLetters; }
    static constexpr std::size_t maxDeadLetters = 100'000;
    /// Of the mapping's tumbling windows, in the order in which they were closed; the first `maxShardWindows`.
    [[nodiscard]] const std::vector<ShardWindow> &shardWindows() const { return *m_shardWindows; }
    static constexpr std::size_t maxShardWindows = 100'000;

    /// Shared consumers call no more often than they may (5 calls a second, domain notes 2.1): not one is refused by
    /// its own calls.
    static constexpr Duration leastBetweenReads = Duration::milliseconds(200);
    /// An iterator that was not used for so long has expired (Kinesis API GetRecords).
    static constexpr Duration iteratorLife = Duration::minutes(5);
    /// Records that the mapping reads ahead of its invocations, a shard.
    static constexpr std::uint64_t bufferRecords = 10'000;
    /// Payload of a synchronous invocation; a record is sent in Base64 with about half a KiB of JSON around it.
    static constexpr std::int64_t payloadBytes = 6 * 1024 * 1024, envelopeBytes = 512;

    /// Where the reading of one shard stands, while it is one lane.
    struct Reading {
        WorkerState state;
        bool failing, poison;         ///< of the batch in flight
        std::uint32_t attempt;        ///< likewise
        std::uint64_t done, batchEnd; ///< [done, batchEnd) is in flight
        std::uint64_t fetched;        ///< [batchEnd, fetched) is in the buffer
        bool moreWait;                ///< the last poll left records behind
        SimTime nextPoll, until;      ///< of the poller, and of the batch in flight
        Duration oldest;              ///< largest iterator age of this second so far
    };
    [[nodiscard]] Reading reading(ShardId shard) const;

    // lambda_inspect.cpp: what an inspector is told
    [[nodiscard]] IteratorStory iteratorStory(ShardId shard, const ShardPort &stream, SimTime now) const;
    /// The batch of a lane, without its stories of records; `records` gets where they lie. -1: the lane that has most
    /// to tell. REQUIRES: the shard exists for this function.
    [[nodiscard]] BatchStory batchStory(ShardId shard, int lane, const RecordLog &log, Batch &records) const;
    [[nodiscard]] RecordFate recordFate(ShardId shard, std::uint64_t number) const;
    /// How often a record of the batch in hand has been handed over, the present time included.
    [[nodiscard]] std::uint32_t handedOver(ShardId shard, int lane, std::uint64_t number) const;
    [[nodiscard]] ComponentId reads() const { return m_wiring.from; }
    [[nodiscard]] std::size_t laneCount() const { return m_lanes.size(); }
    [[nodiscard]] bool writesToStream() const { return m_writer.has_value(); }
    /// Of what it writes to a stream; null when it writes to none.
    [[nodiscard]] const Partitioner *outputKeys() const { return m_writer ? &m_writer->partitioner() : nullptr; }
    /// With other functions of its account.
    [[nodiscard]] bool sharesConcurrency() const { return m_wiring.account.value != Wiring::nowhere; }
    /// How long after the start of its reading a shard is polled for the first time.
    [[nodiscard]] Duration firstPollAfter(ShardId shard) const;

private:
    enum EventKind : std::uint32_t { Poll, Done, Retry, WindowEnd, Write, Answer, Activate, Close };
    static constexpr std::uint32_t maxFactor = 10;
    struct Piece {
        Batch records;
        std::uint32_t attempt = 1;
    };
    /// One lane: invocations follow each other.
    struct Worker {
        WorkerState state = WorkerState::Idle;
        Batch queue;              ///< in the buffer
        Piece piece;              ///< in flight or waiting for its retry
        std::vector<Piece> later; ///< parts of the same batch that come after it, the next one last
        bool failing = false, poison = false, timedOut = false, throttled = false;
        bool final = false;           ///< the invocation that closes a tumbling window; it has no records
        bool fromAccount = false;     ///< its concurrency is the account's
        std::uint32_t throttles = 0;  ///< of this attempt
        std::uint64_t succeeded = 0;  ///< of a partial response: how many records from the front
        Batch unwritten;              ///< refused by the stream it writes to, and to be put again
        std::uint32_t writes = 0;     ///< puts of this invocation so far
        std::uint64_t lostWrites = 0; ///< of this invocation: larger than the stream takes
        std::uint64_t doneBefore = 0; ///< of this batch, by partial responses
        SimTime started, until, busySince, invokedAt;
        std::int64_t age = -1;                ///< us, of the last record when it was handed over; -1 without records
        SimTime gatheringSince;               ///< the batching window's start
        SimTime windowEnd = SimTime::never(); ///< that is scheduled
        AttemptDiary attempts;                ///< before the present one
    };
    /// The reading of one shard.
    struct Lane {
        bool reading = false; ///< false while a parent is not done, and after the shard's end
        bool over = false;    ///< read to its end for good
        bool moreWait = false;
        bool listening = false; ///< fan-out: the stream tells of the next record
        bool calling = false;   ///< GetRecords has been called and has not answered
        SimTime lastRead = SimTime::never(), iteratorSince = SimTime::never();
        SimTime heldUntil;                    ///< fan-out: by the byte limit
        std::uint64_t answerEnd = 0;          ///< of the call: the end of what it will bring
        SimTime windowEnd = SimTime::never(); ///< of the tumbling window that is open
        std::uint64_t windowRecords = 0;      ///< in its state
        std::uint64_t fetched = 0;            ///< next number to be read from the stream
        std::uint64_t buffered = 0;           ///< records in the queues of its workers
        std::uint64_t busyWorkers = 0;
        ConsumerPosition position;
        std::uint64_t invocation = 0; ///< number of the next, counts its draws
        std::uint64_t delivered = 0, sampledDelivered = 0;
        SimTime nextPoll = SimTime::never();
        std::int64_t oldest = 0; ///< largest iterator age of this second, us
        std::int64_t busy = 0;   ///< us of this second, of all its workers
        ColumnIndex columns = 0; ///< Outgoing; IteratorAge, Busy follow
        ReadDiary reads;
        std::vector<Worker> workers;
    };

    [[nodiscard]] ShardPort &stream(Context &context) const;
    [[nodiscard]] DeliveryPort *target(Context &context) const;
    [[nodiscard]] ConcurrencyPort *account(Context &context) const;

    // lambda_reading.cpp: from the stream into the buffer
    void addLanes(Context &context);
    void startLane(ShardId shard, SimTime firstPoll, Context &context);
    void startReadyLanes(Context &context);
    void schedulePoll(ShardId shard, SimTime at, Context &context);
    void poll(ShardId shard, Context &context);
    void readOn(ShardId shard, Context &context);
    enum class Fetched { Nothing, Records, Later, Throttled };
    [[nodiscard]] Fetched fetch(ShardId shard, Context &context);
    void goOn(ShardId shard, Fetched fetched, Context &context);
    void answered(ShardId shard, Context &context);
    void planPush(ShardId shard, Context &context);
    [[nodiscard]] bool isReadToItsEnd(const Lane &lane) const;
    [[nodiscard]] bool runs() const { return m_settings.enabled && m_active; }
    // lambda_start.cpp: where the reading begins
    void create(Context &context);
    void activate(Context &context);
    void skip(Lane &lane, std::uint64_t records);
    void spread(ShardId shard, std::uint64_t to, const RecordLog &log);
    void expire(ShardId shard, Context &context);
    void report(ShardId shard, Context &context);
    [[nodiscard]] std::int64_t ageNow(const RecordLog &log, const Lane &lane, SimTime now) const;

    // lambda_batches.cpp: from the buffer through the function
    void dispatch(ShardId shard, std::uint32_t worker, Context &context);
    [[nodiscard]] std::uint64_t cutBatch(ShardId shard, Worker &worker, Context &context);
    [[nodiscard]] std::uint64_t fitting(const RecordLog &log, const Batch &queue, std::uint64_t most) const;
    void invoke(ShardId shard, std::uint32_t worker, Context &context);
    [[nodiscard]] bool keepsWriting(ShardId shard, std::uint32_t worker, Context &context);
    void finish(ShardId shard, std::uint32_t worker, Context &context);
    void backOff(ShardId shard, std::uint32_t worker, std::uint32_t doublings, Context &context);
    void waitForConcurrency(ShardId shard, std::uint32_t worker, Context &context);
    void retry(ShardId shard, std::uint32_t worker, Context &context);
    void dropTooOld(ShardId shard, Worker &worker, Context &context);
    void deliver(ShardId shard, const Batch &records, std::uint64_t gaveUp, Context &context);
    void setAside(ShardId shard, const Batch &records, DeadLetter::Reason reason, std::uint32_t attempts,
                  Context &context);
    void finishPiece(ShardId shard, std::uint32_t worker, Context &context);
    void checkOrder(const RecordLog &log, const Batch &records);
    // lambda_windows.cpp: a state for each shard and window
    [[nodiscard]] bool closeIsDue(ShardId shard, Context &context) const;
    [[nodiscard]] bool closesWindow(ShardId shard, Context &context);
    void closeAgain(ShardId shard, Context &context);
    /// How many of the first `records` in the queue belong to the window of the first.
    [[nodiscard]] std::uint64_t openWindow(ShardId shard, std::uint64_t records, Context &context);
    void closeWindow(ShardId shard, bool lost, Context &context);

    // lambda_writes.cpp: on to another stream
    void handlerEnds(ShardId shard, std::uint32_t worker, Context &context);
    void writeOut(ShardId shard, std::uint32_t worker, Context &context);

    void sampleInvocations(SeriesTable &series);

    // lambda_answers.cpp: what an invocation came to
    void judge(ShardId shard, Worker &worker, Duration duration, std::uint64_t draw, const RecordLog &log);
    void answer(Worker &worker, const RecordLog &log);
    void fail(ShardId shard, std::uint32_t worker, Context &context);
    void bisect(Worker &worker);

    // lambda_periods.cpp: what CloudWatch shows
    struct EventCounts {
        std::uint64_t polled = 0, filtered = 0, invoked = 0, failed = 0, dropped = 0, toDestination = 0;
    };
    void addPeriodColumns(PeriodTable &periods);
    void measureEnd(const Worker &worker, Duration duration, Context &context) const;
    /// Before the counts of the second begin anew.
    void samplePeriods(PeriodTable &periods);
    [[nodiscard]] static std::uint64_t inFlight(const Lane &lane);
    static SlotView describeSlot(const Worker &worker);
    static void describeSlots(WorkerView &view, const Lane &lane);
    static void describeLane(ConsumerView &shown, const Lane &lane, double busyShare);
    void describeLanes(Snapshot &snapshot, const std::vector<float> &recent) const;
    [[nodiscard]] static std::size_t tellingWorker(const Lane &lane);
    static void noteAttempt(Worker &worker, AttemptStory::Result result, SimTime now);
    static void noteEnd(Worker &worker, SimTime now);

    Wiring m_wiring;
    LambdaSettings m_settings;
    RandomStream m_latency, m_errors, m_phase, m_filter, m_throttling;
    std::optional<StreamWriter> m_writer; ///< when it writes to a stream
    bool m_created = false, m_active = false;
    bool m_dedicated = false;
    std::uint32_t m_consumer = 0;

    std::vector<Lane> m_lanes; ///< by shard id
    Environments m_environments;
    Histogram m_waits, m_ages, m_durations;
    /// By key: latest event time done, us. Nothing is noted while order is not at risk.
    SharedPages<std::int64_t> m_lastDone{-1};
    std::vector<float> m_secondDurations; ///< ms, of invocations that ended in this second
    std::shared_ptr<std::vector<DeadLetter>> m_deadLetters = std::make_shared<std::vector<DeadLetter>>();
    std::shared_ptr<std::vector<ShardWindow>> m_shardWindows = std::make_shared<std::vector<ShardWindow>>();
    std::uint64_t m_closedWindows = 0, m_lostWindows = 0, m_windowRecords = 0;
    std::uint64_t m_taken = 0, m_inFlight = 0, m_delivered = 0, m_deadLettered = 0, m_expiredInFlight = 0;
    std::uint64_t m_filteredOut = 0, m_redelivered = 0, m_skipped = 0, m_expiredIterators = 0, m_deadAged = 0;
    std::uint64_t m_overlooked = 0; ///< failed, and yet the response said that all went well
    std::uint64_t m_invocations = 0, m_invokedRecords = 0, m_failures = 0, m_outOfOrder = 0;
    std::uint64_t m_throttles = 0, m_coldStarts = 0, m_timeouts = 0, m_readThrottles = 0;
    std::uint64_t m_sampledInvocations = 0, m_sampledRecords = 0, m_sampledErrors = 0, m_sampledThrottles = 0;
    std::uint32_t m_mostConcurrent = 0;    ///< of this second
    EventCounts m_events, m_sampledEvents; ///< of the mapping, for its opt-in metrics
    PeriodColumn m_periods = 0;            ///< Invoked; Throttled, AtOnce, Failed, TookTime, BatchAge, events follow
    ColumnIndex m_columns =
        0; ///< Invocations; Errors, DurationMean .. DurationMax, BatchRecords, Throttles, Concurrent
};

} // namespace hotshard

// What a view may see of a run: immutable plain values, made for one screen.
//
// The engine publishes a Snapshot, a view reads it and never waits. Its cost depends on what the screen asks
// for (SnapshotQuery), not on the traffic. It holds meaning only: no colours, no icons, no sentences.
#pragma once

#include "kernel/ids.h"
#include "kernel/text.h"
#include "kernel/time.h"
#include "metrics/alarm_rule.h"
#include "metrics/beside_streams.h"
#include "metrics/chart_lines.h"
#include "metrics/finding.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hotshard {

/// Keys that keep a colour of their own; all others are shown as one.
inline constexpr int kColouredKeys = 8;
/// Keys counted one by one in every shard; the rest are counted together. Slot kCountedKeys-1 is "all others".
inline constexpr int kCountedKeys = 64;

/// What a screen asks for.
struct SnapshotQuery {
    int logColumns = 160;      ///< slices of a lane's log bar; fewer are given when many lanes are shown
    int maxDetailedLanes = 24; ///< above this count a lane's log is one slice
    int chartPoints = 240;     ///< points of a chart line at most; 0 = no charts
    int chartLines = 7;        ///< lanes with a line of their own; the rest are a min-max band
    int hashTicks = 400;       ///< keys shown in the hash space
    SimTime chartFrom = SimTime::zero();
    SimTime chartTo = SimTime::never(); ///< never: up to now
    bool operator==(const SnapshotQuery &) const = default;
};

/// A key that can be seen: coloured by its rank, placed in the hash space.
struct KeyView {
    std::string name;
    double share = 0;    ///< of the records of the last minute, 0..1
    double position = 0; ///< MD5 of the partition key as a fraction of 2^128; < 0 when the key has no fixed place
    bool operator==(const KeyView &) const = default;
};

/// Counts by key colour: [0..7] the coloured keys, [8] all others.
using KeyMix = std::array<std::uint32_t, kColouredKeys + 1>;

/// The client library of a producer whose calls are simulated. Records, if not said otherwise.
struct ClientView {
    std::uint64_t calls = 0, timeouts = 0; ///< calls
    std::uint64_t failedEntries = 0;       ///< throttled entries of PutRecords
    std::uint64_t waiting = 0;             ///< not in the stream yet, calls in flight included
    std::uint64_t callsInFlight = 0;       ///< calls
    std::uint64_t expired = 0;             ///< lost: too old in the client
    std::uint64_t overflowed = 0;          ///< lost: its buffer was full
    std::uint64_t unnoticed = 0;           ///< lost: failed entries that nobody looked at
    std::uint64_t duplicates = 0;          ///< written once more after a time-out
};

struct ProducerView {
    ComponentId id;
    std::string name;
    double rate = 0; ///< set records/s; for a replay the rate of the last second
    double producedPerSecond = 0;
    double rejectedPerSecond = 0;
    std::uint64_t produced = 0, rejectedAttempts = 0, gaveUp = 0, waitingRetry = 0;
    std::uint64_t refused = 0;         ///< larger than the stream takes: lost at once
    std::uint64_t lost = 0;            ///< never written and never will be, for whatever reason; gaveUp and refused too
    std::optional<ClientView> client;  ///< when its calls are simulated
    KeyMix mix{};                      ///< records of the last minute
    std::optional<ComponentId> writes; ///< the stream that takes its records
    bool replay = false;
    std::uint64_t skippedLines = 0;   ///< lines of a replayed file that could not be read
    std::optional<BucketView> bucket; ///< when it is one: what it makes are objects
    std::vector<float> recentRate;    ///< records/s, one point a second, the last 120 s, oldest first
};

enum class ShardState { Open, Draining, Waiting, Closed };
enum class WorkerState { Idle, Working, BackingOff, Waiting };

/// One lane of the parallelization factor.
struct SlotView {
    WorkerState state = WorkerState::Idle;
    bool throttled = false, poison = false;
    int attempt = 1;
    int batchRecords = 0;
    std::uint64_t waiting = 0; ///< records in the buffer for this lane, and in flight
    SimTime started, until;
};

/// What the function does for one shard at the moment.
struct WorkerView {
    WorkerState state = WorkerState::Idle;
    int batchRecords = 0;     ///< in flight, or to be tried again
    int attempt = 1;          ///< 1 = first
    bool poison = false;      ///< the batch holds a record that always fails
    bool throttled = false;   ///< it waits because no concurrency was left
    int throttles = 0;        ///< how often this batch was refused
    int busyWorkers = 0;      ///< lanes of the parallelization factor that are at work or wait for a retry
    int doneBefore = 0;       ///< records of this batch that partial responses have named as done
    std::vector<int> later{}; ///< sizes of the other parts of a bisected batch, the next one first
    SimTime started;          ///< of the running attempt; ahead of the clock during a cold start
    SimTime until;            ///< its end, or the end of the back-off
    double busyShare = 0;     ///< of the last 10 s, 0..1
    double recordsPerInvocation = 0;
    std::vector<SlotView> parallel{}; ///< with a factor above 1: its lanes
    int busiestSlot = -1;             ///< the one with most records waiting; -1: none stands out
};

/// How much of a shard's read limits is used.
struct ReadUseView {
    double callsPerSecond = 0, bytesPerSecond = 0, refusedPerSecond = 0; ///< means of the last 10 whole seconds
    Duration silence;                                                    ///< nothing is given for so long
};

/// How far one function has come in one shard.
struct ConsumerView {
    ComponentId function;
    bool dedicated = false; ///< enhanced fan-out: read limits of its own
    std::uint64_t backlog = 0, inFlight = 0, expired = 0;
    double outPerSecond = 0;
    Duration iteratorAge; ///< 0 when none waits
    ReadUseView reads;    ///< dedicated: its own
    WorkerView worker;
};

/// One shard: a lane of the floor.
struct LaneView {
    ShardId shard;
    ShardState state = ShardState::Open;
    double rangeStart = 0, rangeEnd = 1; ///< of the hash space, as fractions of 2^128
    std::vector<ShardId> parents, children;
    double inPerSecond = 0, outPerSecond = 0, rejectedPerSecond = 0; ///< means of the last 10 s
    double bytesInPerSecond = 0;
    double writeRecordsLoad = 0, writeBytesLoad = 0; ///< share of the write limits used, last 10 s
    std::uint64_t backlog = 0;                       ///< records not yet read
    std::uint64_t inFlight = 0;                      ///< read and not yet done
    std::uint64_t expired = 0;                       ///< lost to the retention before they were read
    std::uint64_t rejected = 0;                      ///< writes refused so far, repeated tries included
    Duration iteratorAge; ///< age of the record at the iterator: the next to be read; 0 when none waits
    Duration oldestAge;   ///< age of the oldest unread record; 0 when none
    Duration retention;
    int hottestKey = -1;     ///< index into Snapshot::keys; -1 when none counts
    double hottestShare = 0; ///< of this shard's records in the last minute
    std::vector<KeyMix> log; ///< slices of the backlog with equal counts, oldest first
    /// Everyone who reads it, in the order of Snapshot::functions. What the lane itself says of reading (backlog,
    /// age, out, worker) is that of the one furthest behind.
    std::vector<ConsumerView> consumers;
    int lead = -1; ///< index of that one; -1: nobody reads
    WorkerView worker;
    ReadUseView reads; ///< shared by all who poll
};

/// Active: nothing changes its shards.
enum class StreamStatus { Updating, Active };

/// Something that was asked of a stream's control plane and refused.
struct RefusedRequestView {
    SimTime at;
    std::string asked;      ///< "split shardId-000000000003", "mode on_demand"
    std::string code, text; ///< the service's error, and the rule in English
    bool operator==(const RefusedRequestView &) const = default;
};

struct StreamView {
    ComponentId id;
    std::string name;
    std::vector<LaneView> lanes;     ///< in the order of their ranges, children after their parents
    double writeLimitRecords = 1000; ///< records/s a shard
    double writeLimitBytes = 1048576;
    double readLimitCalls = 5; ///< calls/s a shard, of all who poll
    double readLimitBytes = 2097152;
    int openShards = 0;
    StreamStatus status = StreamStatus::Active;
    bool resharding = false; ///< status is Updating
    bool onDemand = false;
    std::uint64_t closedShards = 0;  ///< drained and no longer listed in `lanes`
    std::uint64_t expiredShards = 0; ///< closed for longer than the retention: no listing names them any more
    std::uint64_t refusedRequests = 0;
    std::optional<RefusedRequestView> lastRefusal;
    bool table = false; ///< the changes of a table: its shards are the partitions
};

/// What a function reported of a tumbling window of one shard.
struct ShardWindowView {
    ShardId shard;
    SimTime start, end; ///< [start, end)
    std::uint64_t records = 0;
    SimTime closed;
    bool lost = false; ///< its final invocation was given up
};

struct FunctionView {
    ComponentId id;
    std::string name;
    ComponentId reads;                 ///< the stream whose lanes hold its workers
    std::optional<ComponentId> writes; ///< a stream, a window or a sink
    std::uint64_t invocations = 0, errors = 0, delivered = 0, deadLettered = 0;
    double durationMeanMs = 0, durationP50Ms = 0, durationP95Ms = 0, durationP99Ms = 0, durationMaxMs = 0;
    double recordsPerInvocation = 0;
    double capacityPerShard = 0;  ///< records/s that one worker can do with full batches, from the parameters
    std::uint64_t outOfOrder = 0; ///< records done after a later record of the same key
    int batchSize = 0;
    int factor = 1; ///< lanes a shard
    std::uint64_t throttles = 0, coldStarts = 0, timeouts = 0;
    std::uint64_t filteredOut = 0;
    std::uint64_t skipped = 0;          ///< before the starting position
    std::uint64_t expiredIterators = 0; ///< unused for five minutes, and asked for anew
    Duration tumblingWindow;            ///< zero: none
    std::uint64_t closedWindows = 0, lostWindows = 0;
    std::vector<ShardWindowView> newestWindows; ///< newest last, at most 12
    std::uint64_t redelivered = 0;              ///< records handed over again after they had been handed over
    std::uint32_t concurrent = 0;               ///< execution environments at work
    /// To a stream: records accepted there (those written again included), refused attempts, records given up.
    std::uint64_t written = 0, writeRejectedAttempts = 0, writeGaveUp = 0;
    bool enabled = true;
    std::int64_t reserved = -1;         ///< concurrency of its own; -1: none
    std::optional<ComponentId> account; ///< whose concurrency it uses otherwise
    double throttlesPerSecond = 0;      ///< mean of the last 10 s
    double errorsPerSecond = 0;         ///< likewise
    std::uint64_t deadAged = 0;         ///< of those set aside: too old; the others had no attempt left
    bool keepsDeadLetters = false;      ///< it has an on-failure destination
};

/// The concurrency that functions share.
struct AccountView {
    ComponentId id;
    std::string name;
    std::int64_t limit = 0;    ///< invocations at a time, reserved ones included
    std::int64_t reserved = 0; ///< of it, set apart for single functions
    std::uint64_t busy = 0;    ///< taken by functions without a part of their own
    std::uint64_t refused = 0; ///< invocations
};

/// A component that has no view of its own yet: its name and what it counts.
struct PlainView {
    ComponentId id;
    std::string name, type;
    std::vector<std::pair<std::string, double>> counts; ///< the first of its results
};

enum class WindowStatus { Filling, Late, Fired };

/// One window: what it says and what is true.
struct WindowResult {
    SimTime start, end; ///< [start, end)
    WindowStatus status = WindowStatus::Filling;
    double reported = 0;           ///< the aggregate of what has arrived
    double truth = 0;              ///< the aggregate of what was produced
    std::uint64_t lateRecords = 0; ///< arrived after the window had fired
    SimTime firedAt;               ///< meaningful when Fired
};

struct WindowView {
    ComponentId id;
    std::string name;
    Duration size;
    std::vector<WindowResult> newest; ///< newest last, at most 12; the oldest that has not fired is always there
    SimTime watermark;
    Duration behind; ///< clock minus watermark
    std::uint64_t fired = 0;
};

/// A change that was made, or that the timeline will make.
struct ChangeMark {
    SimTime at;
    std::string path;     ///< "clicks.shards"
    std::string from, to; ///< printed values
    Text note;
    bool planned = false; ///< still to come
    bool byHand = false;  ///< made in the window, not in the file
    std::string by{};     ///< name of the alarm that made it; empty for none
    bool operator==(const ChangeMark &) const = default;
};

/// A change of an alarm's state.
struct AlarmChange {
    SimTime at;
    AlarmState from = AlarmState::InsufficientData, to = AlarmState::Ok;
    std::optional<double> value; ///< the newest data point then; nothing when it was missing
    bool operator==(const AlarmChange &) const = default;
};

struct AlarmView {
    ComponentId id;
    std::string name;
    ComponentId watched;
    std::string metric, statistic, unit; ///< as CloudWatch names them
    std::int32_t shard = -1;             ///< -1: the whole component
    Duration period;
    double threshold = 0;
    Comparison comparison = Comparison::Greater;
    AlarmRule rule;
    AlarmState state = AlarmState::InsufficientData;
    SimTime since;               ///< of the state
    std::optional<double> value; ///< the newest data point
    std::uint64_t notifications = 0;
    std::string sets; ///< path that its action changes; empty: it only notifies
    std::shared_ptr<const std::vector<AlarmChange>> changes;
};

/// produced = stored + in flight + delivered + expired + rejected + dead-lettered + filtered out + skipped, for one
/// component.
struct ConservationRow {
    ComponentId id;
    std::string name;
    std::uint64_t in = 0; ///< everything that came in or was made
    std::uint64_t waiting = 0, inFlight = 0, delivered = 0, expired = 0, rejected = 0, deadLettered = 0;
    std::uint64_t filteredOut = 0;
    std::uint64_t skipped = 0; ///< before the position at which a mapping starts to read
    [[nodiscard]] bool holds() const
    {
        return in == waiting + inFlight + delivered + expired + rejected + deadLettered + filteredOut + skipped;
    }
    bool operator==(const ConservationRow &) const = default;
};

struct Snapshot {
    std::uint64_t run = 0; ///< changes with every restart and every scenario
    SimTime time;
    Duration duration; ///< of the scenario
    bool finished = false;
    std::vector<KeyView> keys;   ///< by rank; the first kColouredKeys have a colour
    std::uint64_t otherKeys = 0; ///< keys that are not in `keys`
    double otherShare = 0;
    std::vector<KeyView> ticks; ///< of the hash space: those of `keys` first, then others
    std::vector<ProducerView> producers;
    std::vector<StreamView> streams;
    std::vector<FunctionView> functions;
    std::vector<AsyncFunctionView> asyncFunctions;
    std::vector<QueueServerView> queueServers;
    std::vector<WindowView> windows;
    std::vector<SinkView> sinks;
    std::vector<AlarmView> alarms;
    std::vector<AccountView> accounts;
    std::vector<PlainView> others; ///< components without a view of their own
    ChartSet charts;
    std::vector<ChangeMark> changes;
    std::vector<ConservationRow> conservation;
    std::vector<Finding> findings; ///< worst first; a healthy run has exactly one of kind Healthy
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace hotshard

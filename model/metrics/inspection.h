// The whole story so far of one thing that somebody points at: a shard, an iterator, a batch, a record.
//
// Plain values, made when they are asked for (simulation/inspect.h); a run that nobody inspects pays nothing. Exact:
// numbers are integers, hash keys and sequence numbers decimal texts. A record has no state of its own in the engine,
// so what is known of one follows from where it lies: when it was read, and the attempts before the batch in hand, are
// not known.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"
#include "metrics/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hotshard {

/// What to look at.
struct InspectionQuery {
    enum class What { Nothing, Shard, Iterator, Batch, Record };
    What what = What::Nothing;
    ComponentId component; ///< the stream of a shard or a record, the function of an iterator or a batch
    ShardId shard;
    int lane = -1;            ///< of a batch: the lane of the parallelization factor; -1: the one that has most to tell
    std::uint64_t record = 0; ///< its number in the shard, from 0
    bool operator==(const InspectionQuery &) const = default;
};

/// One consumer's place in a shard.
struct ConsumerStory {
    ComponentId component;
    std::string name;
    std::uint64_t next = 0;    ///< number of the oldest record that waits for it; the shard's end when none does
    std::uint64_t taken = 0;   ///< records that wait no more, expired ones included
    std::uint64_t expired = 0; ///< of these, how many the retention took
    std::uint64_t waiting = 0;
};

struct KeyCount {
    std::uint32_t key = 0;
    std::string name;
    std::uint64_t records = 0; ///< of the last minute
};

struct ShardStory {
    ComponentId stream;
    std::string streamName, name; ///< "clicks", "shardId-000000000003"
    ShardState state = ShardState::Open;
    std::string rangeStart, rangeEnd; ///< decimal, both ends belong to it
    double share = 0;                 ///< of the hash space
    std::vector<ShardId> parents, children;
    SimTime created;
    std::optional<SimTime> closed;
    std::string startingSequenceNumber, endingSequenceNumber; ///< the latter empty while it is open
    std::uint64_t records = 0, bytes = 0;                     ///< taken in
    std::uint64_t rejected = 0;                               ///< writes refused, repeated tries included
    std::uint64_t readThrottles = 0;
    std::uint64_t kept = 0; ///< number of the oldest record that can still be looked at
    Duration retention;
    std::optional<SimTime> oldestArrival;        ///< of the oldest record that waits for any consumer
    std::int64_t recordLimit = 0, byteLimit = 0; ///< a second
    double recordsHeld = 0, bytesHeld = 0;       ///< of one second's worth of the limits, how much is used up now
    std::vector<KeyCount> keys;                  ///< the hottest of the last minute, at most 10
    std::uint64_t otherRecords = 0;              ///< of all keys that are not counted one by one
    std::vector<ConsumerStory> consumers;
};

struct IteratorStory {
    ComponentId function, stream;
    std::string functionName, streamName;
    ShardId shard;
    bool reading = false;       ///< false while a parent is not done, and after the shard's end
    bool over = false;          ///< read to its end for good
    std::uint64_t fetched = 0;  ///< number of the next record to be read from the stream
    std::string sequenceNumber; ///< of that record; empty while it does not exist
    std::uint64_t end = 0;      ///< of the shard
    std::uint64_t buffered = 0; ///< read, and in no batch yet
    std::uint64_t inFlight = 0; ///< in batches
    std::uint64_t taken = 0, expired = 0;
    Duration age; ///< of the oldest record that is in no batch yet; 0 when none is
    std::uint64_t reads = 0, readThrottles = 0, emptyReads = 0;
    std::optional<SimTime> lastRead, nextRead;
    std::uint64_t lastRecords = 0;
    bool lastThrottled = false;
    std::uint64_t invocations = 0, delivered = 0;
    bool dedicated = false; ///< enhanced fan-out
};

/// One attempt of the batch in hand, or of a part of it.
struct AttemptStory {
    enum class Result { Succeeded, Failed, TimedOut, Partial, Throttled };
    SimTime start, end;
    std::uint64_t first = 0, last = 0, records = 0; ///< numbers in the shard, and how many
    std::uint32_t number = 1;                       ///< as retries are counted
    Result result = Result::Failed;
    std::uint64_t done = 0; ///< records that it was done with: all, none, or up to the lowest that a response named
};

struct RecordStory {
    std::uint64_t number = 0; ///< in its shard, from 0
    std::string sequenceNumber;
    std::string partitionKey;
    std::string key;         ///< the natural key
    bool madeUpKey = false;  ///< its partition key was drawn as a hash: the text is one that lands in the same shard
    std::uint32_t bytes = 0; ///< partition key included
    double value = 1;
    SimTime made, arrival;
    bool poison = false;
    std::uint32_t handedOver = 0; ///< times it has been handed to the function, as far as is known
    bool operator==(const RecordStory &) const = default;
};

struct BatchStory {
    enum class State {
        None,     ///< there is nothing to hand over
        Buffered, ///< no batch is in hand: what the next would be if it were cut now
        Working,  ///< handed over
        BackingOff
    };
    ComponentId function, stream;
    std::string functionName, streamName;
    ShardId shard;
    int lane = 0, lanes = 1;
    State state = State::None;
    std::uint32_t attempt = 1;
    SimTime started, until; ///< of the attempt or of the wait
    bool poison = false, throttled = false;
    std::uint64_t laterParts = 0, laterRecords = 0; ///< parts of a bisected batch that come after it
    std::uint64_t buffered = 0;                     ///< records of its lane that wait for the next batch
    std::vector<RecordStory> records;
    std::vector<AttemptStory> attempts; ///< before the present one, oldest first
    std::uint64_t forgottenAttempts = 0;
};

/// Where a record is for one function.
struct RecordFate {
    enum class State { NotRead, Buffered, InHand, WaitsForPart, SetAside, Done };
    ComponentId function;
    std::string functionName;
    State state = State::NotRead;
    int lane = 0;
    std::uint32_t handedOver = 0; ///< in the batch in hand
    bool atLeast = false;         ///< older attempts were forgotten
    SimTime setAsideAt;
    bool filteredOut = false; ///< of a Done one, by the filter as it is set now
};

struct RecordPlace {
    ComponentId stream;
    std::string streamName;
    ShardId shard;
    std::uint64_t oldest = 0, end = 0; ///< numbers that can be asked for: [oldest, end)
    std::optional<RecordStory> record; ///< none: not written yet, or no longer kept
    std::vector<RecordFate> fates;
};

/// What an on-failure destination was told.
struct FailureStory {
    ComponentId function;
    std::string functionName, streamName;
    SimTime at;
    ShardId shard;
    std::string condition; ///< "RetryAttemptsExhausted"
    std::string firstSequenceNumber, lastSequenceNumber;
    SimTime firstArrival, lastArrival;
    std::uint64_t records = 0;
    std::uint32_t invocations = 0;
    bool byResponse = false; ///< the function names what failed in its response: it has no error itself
};

struct Inspection {
    InspectionQuery query;
    std::uint64_t request = 0; ///< which one it answers
    std::uint64_t run = 0;     ///< as Snapshot::run
    SimTime time;
    std::int64_t epochUs = 0; ///< wall time of SimTime::zero()
    // The one that was asked for; none when the query points at nothing.
    std::optional<ShardStory> shard;
    std::optional<IteratorStory> iterator;
    std::optional<BatchStory> batch;
    std::optional<RecordPlace> record;
};

using InspectionPtr = std::shared_ptr<const Inspection>;

} // namespace hotshard

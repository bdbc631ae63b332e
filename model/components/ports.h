// How components meet: narrow interfaces, so that nobody knows another's insides.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"
#include "record/record_block.h"
#include "record/record_log.h"
#include "routing/key_table.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace hotshard {

struct Context;

/// The writer's side of a rejected write.
class RejectionPort {
public:
    virtual ~RejectionPort() = default;
    /// A write was rejected at `record.at`. When it shall be tried again; nothing when it is given up.
    virtual std::optional<SimTime> rejected(const LooseRecord &record) = 0;
    /// The next try lies beyond the horizon: the writer keeps the record until then.
    virtual void keep(const LooseRecord &record) = 0;
    /// The record is larger than the stream takes (ValidationException): no later try would change that.
    virtual void refused(const LooseRecord &record) = 0;
};

/// A block of fresh records and the retries that are due in the same stretch of time.
struct WriteRequest {
    const RecordBlock &block;
    const std::shared_ptr<const KeyTable> &keys; ///< that block.partition indexes
    const std::vector<LooseRecord> &due;         ///< sorted, none after the horizon
    SimTime horizon;                             ///< nothing changes before it; retries up to it are done now
    bool keepsOrder;                             ///< every natural key has one partition key
    RejectionPort &writer;
};

/// One record that is written on its own, or an aggregate of several.
struct PutEntry {
    const LooseRecord &record;
    const KeyTable &keys; ///< that record.partition indexes
    bool keepsOrder;      ///< every natural key has one partition key
    /// Further records in the same Kinesis record (KPL): all go where the first one goes and count as one record.
    std::span<const LooseRecord> more = {};
    std::uint32_t roundedUp = 0; ///< bytes that the byte limit counts beyond those of the records
};

enum class PutAnswer {
    Written,
    Throttled, ///< ProvisionedThroughputExceededException: later it may pass
    Refused    ///< too large (ValidationException): it never passes; also where nobody takes single records
};

/// Takes records: a stream or a worker.
class WritePort {
public:
    virtual ~WritePort() = default;
    virtual void write(const WriteRequest &request, Context &context) = 0;
    /// Writes one record at record.at, or does not; REQUIRES: not before anything written earlier. For writers who
    /// look at every answer, and for those who write while events run.
    [[nodiscard]] virtual PutAnswer put(const PutEntry &, Context &) { return PutAnswer::Refused; }
    /// The shard that a record would go to now, as a producer with a map of the shards predicts it.
    [[nodiscard]] virtual ShardId shardOf(const LooseRecord &, const KeyTable &) const { return ShardId{0}; }
    /// How many records it likes to get at a time, up to kBlockRecords. Makes no difference to any result.
    [[nodiscard]] virtual int blockRecords() const { return kUsualBlockRecords; }
};

/// What a consumer gets when it asks a shard for records.
struct ReadAnswer {
    std::uint64_t records = 0;       ///< from the asked position on
    bool throttled = false;          ///< a read limit refused the call (ReadProvisionedThroughputExceeded)
    bool moreWait = false;           ///< further records have arrived already
    SimTime again = SimTime::zero(); ///< fan-out: the limit holds the next push up until then
};

/// How far a consumer has come in a shard. Numbers are those of the shard's log.
struct ConsumerPosition {
    std::uint64_t needed = 0;  ///< records below it are never looked at again
    std::uint64_t next = 0;    ///< the oldest record that still waits for the consumer; the log's end when none does
    std::uint64_t taken = 0;   ///< how many wait no more: handed over, filtered out, set aside or expired
    std::uint64_t expired = 0; ///< how many of these the retention took
};

/// A stream as its consumers see it. A consumer keeps its positions; the stream keeps the records.
class ShardPort {
public:
    virtual ~ShardPort() = default;
    /// Shards that ever were; ids are 0 .. shardCount() - 1.
    [[nodiscard]] virtual std::uint32_t shardCount() const = 0;
    [[nodiscard]] virtual const RecordLog &log(ShardId shard) const = 0;
    /// Takes no more writes: its end is final.
    [[nodiscard]] virtual bool closed(ShardId shard) const = 0;
    [[nodiscard]] virtual std::vector<ShardId> parents(ShardId shard) const = 0;
    [[nodiscard]] virtual Duration retention() const = 0;
    /// False while every record of a natural key is written to one shard in the order it was made.
    [[nodiscard]] virtual bool orderAtRisk() const = 0;

    /// Once for each consumer, before it reads. Gives its number. Dedicated: enhanced fan-out, with read limits of
    /// its own; the others share those of the shard.
    [[nodiscard]] virtual std::uint32_t addConsumer(ComponentId consumer, bool dedicated) = 0;
    /// GetRecords: asks for up to `most` records from number `from` on that have arrived by `now`.
    [[nodiscard]] virtual ReadAnswer read(std::uint32_t consumer, ShardId shard, std::uint64_t from, std::uint64_t most,
                                          SimTime now) = 0;
    virtual void consumerAt(std::uint32_t consumer, ShardId shard, const ConsumerPosition &position) = 0;
    /// Fan-out: tells the consumer, by Component::recordsArrive(), of the next record that is written to the shard.
    /// REQUIRES: none lies behind its position now.
    virtual void tellOfArrival(std::uint32_t consumer, ShardId shard) = 0;
};

/// The concurrency that all functions of an account share.
class ConcurrencyPort {
public:
    virtual ~ConcurrencyPort() = default;
    /// A function's own part, which it counts itself; -1: it has none and takes from what is left.
    virtual void reserve(ComponentId function, std::int64_t concurrency) = 0;
    /// One more invocation of a function without a part of its own. False: throttled.
    [[nodiscard]] virtual bool take(ComponentId function) = 0;
    virtual void giveBack(ComponentId function) = 0;
};

/// Records that a function has done with.
struct Delivery {
    const RecordLog &log;
    ShardId shard;
    std::uint64_t from = 0, to = 0; ///< numbers in the log
};

/// Who writes: a function has several workers, and each has one invocation at a time.
struct Writer {
    ComponentId function;
    std::uint32_t worker = 0; ///< of the function
    bool operator==(const Writer &) const = default;
};

/// Takes what a function, or a window, writes.
class DeliveryPort {
public:
    virtual ~DeliveryPort() = default;
    // Some targets are read and written within the invocation, which takes longer by that:
    /// An invocation that will write here begins at `at`, now or later. How much longer it takes before it works.
    [[nodiscard]] virtual Duration begins(const Writer &, SimTime, Context &) { return {}; }
    /// The invocation has worked, or gone on for as long as it was told: for how much longer it writes its `records`.
    /// Zero: all is written, and it delivers now.
    [[nodiscard]] virtual Duration goesOn(const Writer &, std::uint64_t, Context &) { return {}; }
    /// The invocation ends in the middle of it: it failed or was cut off.
    virtual void breaksOff(const Writer &, Context &) { }
    virtual void deliver(const Delivery &delivery, Context &context) = 0;
    /// A shard has been read to its end at context.now: everything made before has been delivered.
    virtual void caughtUp(ShardId, Context &) { }
    /// A shard has been read to its end for good; its children follow.
    virtual void drained(ShardId, const std::vector<ShardId> &, Context &) { }
    /// A shard will be read from now on.
    virtual void shardStarts(ShardId, Context &) { }
    /// Results of a window.
    virtual void writeResults(std::uint64_t, Context &) { }
};

/// An object that was created in a bucket, as a notification tells of it.
struct ObjectCreated {
    SimTime made;                   ///< when it was there
    SimTime told;                   ///< when the notification arrives; not before
    std::uint64_t number = 0;       ///< in its bucket
    std::uint64_t notification = 0; ///< of this object
    std::int64_t bytes = 0;
    bool bad = false; ///< functions always fail on it
};

/// Is told of objects.
class ObjectPort {
public:
    virtual ~ObjectPort() = default;
    virtual void created(const ObjectCreated &object, Context &context) = 0;
};

/// Wants to know what was made, to compare with what arrives.
class TruthPort {
public:
    virtual ~TruthPort() = default;
    virtual void made(const RecordBlock &block) = 0;
};

} // namespace hotshard

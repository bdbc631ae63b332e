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

/// Takes records: a stream or a worker.
class WritePort {
public:
    virtual ~WritePort() = default;
    virtual void write(const WriteRequest &request, Context &context) = 0;
    /// How many records it likes to get at a time, up to kBlockRecords. Makes no difference to any result.
    [[nodiscard]] virtual int blockRecords() const { return kUsualBlockRecords; }
};

/// A stream as its reader sees it. The reader keeps the positions; the stream keeps the records.
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
    /// The reader's positions: [done, read) is in flight, `expired` of those below `read` were never read.
    virtual void readerAt(ShardId shard, std::uint64_t read, std::uint64_t done, std::uint64_t expired) = 0;
};

/// Records that a function has done with.
struct Delivery {
    const RecordLog &log;
    ShardId shard;
    std::uint64_t from = 0, to = 0; ///< numbers in the log
};

/// Takes what a function, or a window, writes.
class DeliveryPort {
public:
    virtual ~DeliveryPort() = default;
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

/// Wants to know what was made, to compare with what arrives.
class TruthPort {
public:
    virtual ~TruthPort() = default;
    virtual void made(const RecordBlock &block) = 0;
};

} // namespace hotshard

// What a function writes to a stream: the records of its batches, under partition keys of its own (re-keying).
//
// The handler puts all records of its batch when it has done with them, and waits for the answers: the invocation
// lasts until they are through, so its timeout counts for them, too. Entries that the stream throttled are put again,
// all of them together, after a random part of delay x 2^i, 20 s at most (botocore's standard mode with full jitter:
// three attempts; PutRecords itself is not repeated by an SDK, so this is what a careful handler does, domain notes
// 2.4, 7.1); what is throttled to the last, or
// larger than the stream takes, is given up and counted. An invocation that times out between two puts is
// tried again as a whole: what it had written is written twice. A put that is accepted takes no time: it is part of
// the function's own.
// A record that is written again has the same salt or random key as before. A copyable value.
#pragma once

#include "components/batch.h"
#include "components/partitioner.h"
#include "components/ports.h"
#include "metrics/results.h"
#include "record/record_log.h"

#include <string>

namespace hotshard {

class StreamWriter {
public:
    /// `origin` names the natural keys.
    StreamWriter(const std::string &function, std::uint64_t seed, const Partitioner &origin,
                 const Parameters &parameters);
    /// Reads `output.*`. What waits for another try gets its key by the new strategy.
    void configure(const Parameters &parameters);

    struct Target {
        WritePort &port;
        bool keepsOrder; ///< records of a key come in the order in which they were made
    };
    /// Puts every record of `entries`, oldest first, at context.now; those that were throttled stay in it. Gives how
    /// many the stream will never take.
    [[nodiscard]] std::uint64_t put(ShardId shard, const RecordLog &log, Batch &entries, const Target &target,
                                    Context &context);
    [[nodiscard]] const Partitioner &partitioner() const { return m_partitioner; }
    /// Attempts in all.
    [[nodiscard]] std::uint32_t attempts() const { return m_attempts; }
    /// How long to wait after attempt number `attempt` (from 1) of an invocation.
    [[nodiscard]] Duration waitAfter(ShardId shard, std::uint64_t invocation, std::uint32_t attempt) const;
    /// What has been written will be written again: an earlier record of a key may follow a later one.
    void startsAgain() { m_inOrder = false; }
    void giveUp(std::uint64_t records) { m_gaveUp += records; }

    [[nodiscard]] std::uint64_t written() const { return m_written; }
    [[nodiscard]] std::uint64_t throttled() const { return m_throttled; } ///< attempts
    [[nodiscard]] std::uint64_t gaveUp() const { return m_gaveUp; }
    void results(ComponentResult &result) const;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const;

private:
    Partitioner m_partitioner;
    RandomStream m_jitter;
    std::uint32_t m_attempts = 3;
    Duration m_delay;
    bool m_inOrder = true;
    std::uint64_t m_written = 0, m_throttled = 0, m_gaveUp = 0;
};

} // namespace hotshard

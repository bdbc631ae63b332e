// Names what a shard's log has as numbers: keys, partition keys, sequence numbers. For one stream.
//
// A log keeps the natural key of a record and 8 bits of a hash of its partition key. That is enough to find a natural,
// a constant and, but for rare ties, a salted partition key again: the suffix whose hash fits and whose place in the
// hash space is the shard's. A random partition key was drawn as its hash, so no text of it ever was: one is made up
// that lands in the same shard.
#pragma once

#include "components/kinesis_stream.h"
#include "components/source.h"
#include "metrics/inspection.h"
#include "simulation/simulation.h"

namespace hotshard {

class RecordNames {
public:
    RecordNames(const Simulation &simulation, const KinesisStream &stream, std::int64_t epochUs);

    [[nodiscard]] std::string key(std::uint32_t key) const;
    /// REQUIRES: the record is kept.
    [[nodiscard]] RecordStory story(ShardId shard, std::uint64_t number) const;
    /// Of a record that arrived then.
    [[nodiscard]] std::string sequenceNumber(ShardId shard, std::uint64_t number, SimTime arrival) const;
    /// Of the shard itself, with index 0 at its creation: before all of its records.
    [[nodiscard]] std::string startingSequenceNumber(ShardId shard) const;

private:
    [[nodiscard]] std::string partitionKey(ShardId shard, const LogSpan &span, RecordStory &story) const;
    [[nodiscard]] std::int64_t wallSeconds(SimTime at) const { return (m_epochUs + at.us) / 1'000'000; }

    const KinesisStream &m_stream;
    const Source *m_source = nullptr;    ///< that names the keys: the first upstream
    const Partitioner *m_keys = nullptr; ///< of who writes the stream; the first of several
    std::string m_strategy;              ///< of the same: "natural", "salted", "random" or "constant"
    std::int64_t m_epochUs;
};

} // namespace hotshard

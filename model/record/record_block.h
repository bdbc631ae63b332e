// Records on their way from a source to a stream: a block of columns, made and used within one call.
#pragma once

#include "kernel/time.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace hotshard {

/// Records of a block at most.
inline constexpr int kBlockRecords = 4096;
/// Records of a block as a rule. Large enough to vectorise, small enough to stay in the first-level cache; who
/// spreads them over many shards asks for more, so that each shard gets a few at a time.
inline constexpr int kUsualBlockRecords = 1024;

/// How the shard of a record is found.
enum class PartitionBy {
    Table, ///< partition[i] indexes a table of partition keys
    Hash   ///< hash[i] holds the upper 64 bits of the partition key's MD5: a random key is used once
};

/// Columns of up to kBlockRecords records, sorted by time.
struct RecordBlock {
    int count = 0;
    bool complete = false;        ///< nothing more is made up to the horizon
    std::uint64_t firstIndex = 0; ///< number of the first record in its source; the others follow
    PartitionBy partitionBy = PartitionBy::Table;
    std::uint32_t commonBytes = 0; ///< size of every record when bytes is empty
    double commonValue = 1;        ///< value of every record when values is empty
    bool hasBytes = false, hasValues = false;
    bool laneByKey = true;             ///< the partition keys are the natural keys
    std::vector<std::uint16_t> poison; ///< positions of records on which functions fail; rising

    alignas(64) std::array<std::int64_t, kBlockRecords> time;       ///< us, made and first tried to be written
    alignas(64) std::array<std::uint32_t, kBlockRecords> key;       ///< natural key
    alignas(64) std::array<std::uint32_t, kBlockRecords> partition; ///< by Table
    alignas(64) std::array<std::uint64_t, kBlockRecords> hash;      ///< by Hash
    alignas(64) std::array<std::uint32_t, kBlockRecords> bytes;     ///< when hasBytes
    alignas(64) std::array<double, kBlockRecords> values;           ///< when hasValues
};

/// One record on its own: a write that was rejected and may be tried again.
struct LooseRecord {
    SimTime at;              ///< when it is tried again
    SimTime made;            ///< its event time
    std::uint64_t index = 0; ///< its number in the source
    std::uint64_t hash = 0;  ///< upper half of the partition key's hash, when partitioned by Hash
    std::uint32_t key = 0, partition = 0, bytes = 0;
    std::uint32_t attempt = 1; ///< attempts made so far
    double value = 1;
    bool poison = false;
    bool byHash = false;
    bool laneByKey = false; ///< its partition key is its natural key; not said by byHash

    /// Time first, then the order in which the source made them.
    [[nodiscard]] friend bool operator<(const LooseRecord &a, const LooseRecord &b)
    {
        return a.at != b.at ? a.at < b.at : a.index < b.index;
    }
};

/// A record of a block on its own, when it is written for the first time. REQUIRES: position < block.count.
[[nodiscard]] inline LooseRecord looseRecord(const RecordBlock &block, std::size_t position)
{
    LooseRecord record;
    record.at = record.made = SimTime{block.time[position]};
    record.index = block.firstIndex + position;
    record.key = block.key[position];
    record.byHash = block.partitionBy == PartitionBy::Hash;
    if (record.byHash)
        record.hash = block.hash[position];
    else
        record.partition = block.partition[position];
    record.bytes = block.hasBytes ? block.bytes[position] : block.commonBytes;
    record.value = block.hasValues ? block.values[position] : block.commonValue;
    record.poison = std::binary_search(block.poison.begin(), block.poison.end(), position);
    record.laneByKey = block.laneByKey;
    return record;
}

} // namespace hotshard

// The records of a block brought together by shard, each shard's in their order: a counting sort.
//
// Scratch of one call: large, and not initialised. Thread: one.
#pragma once

#include "record/record_block.h"

#include <array>
#include <cstdint>
#include <vector>

namespace hotshard {

class ShardSort {
public:
    /// In: the shard of every record of the block.
    std::array<std::uint32_t, kBlockRecords> shard;

    /// Counts the records of each of `shards` shards. REQUIRES: shard[i] < shards for i < records.
    void count(std::size_t records, std::size_t shards);
    [[nodiscard]] std::uint32_t countOf(std::uint32_t s) const { return m_first[s + 1] - m_first[s]; }
    /// Brings the counted records together. Positions in the block are noted only on demand.
    void gather(const RecordBlock &block, bool positions);

    /// Columns of a shard's records, countOf(s) each.
    [[nodiscard]] const std::int64_t *timesOf(std::uint32_t s) const { return &m_time[m_first[s]]; }
    [[nodiscard]] const std::uint32_t *keysOf(std::uint32_t s) const { return &m_key[m_first[s]]; }
    [[nodiscard]] const std::uint16_t *positionsOf(std::uint32_t s) const { return &m_position[m_first[s]]; }

private:
    template <bool Positions>
    void move(const RecordBlock &block);

    std::size_t m_records = 0;
    /// The two halves of a block are counted and moved in turns: a counter that is raised twice running waits for
    /// itself, and the records of a hot shard come close together.
    std::vector<std::uint32_t> m_first;          ///< by shard: where its records begin
    std::vector<std::uint32_t> m_at, m_atOfHalf; ///< by shard: where the next record of each half goes
    std::array<std::int64_t, kBlockRecords> m_time;
    std::array<std::uint32_t, kBlockRecords> m_key;
    std::array<std::uint16_t, kBlockRecords> m_position;
};

} // namespace hotshard

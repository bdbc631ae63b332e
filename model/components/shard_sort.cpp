#include "components/shard_sort.h"

namespace hotshard {

void ShardSort::count(std::size_t records, std::size_t shards)
{
    m_records = records;
    m_at.assign(shards, 0);
    m_atOfHalf.assign(shards, 0);
    m_first.resize(shards + 1);
    const std::size_t half = records / 2;
    for (std::size_t i = 0; i < half; ++i) {
        ++m_at[shard[i]];
        ++m_atOfHalf[shard[half + i]];
    }
    if (records % 2 != 0)
        ++m_atOfHalf[shard[records - 1]];
    std::uint32_t first = 0;
    for (std::size_t s = 0; s < shards; ++s) {
        const std::uint32_t ofHalf = first + m_at[s], next = ofHalf + m_atOfHalf[s];
        m_first[s] = m_at[s] = first;
        m_atOfHalf[s] = ofHalf;
        first = next;
    }
    m_first[shards] = first;
}

template <bool Positions>
void ShardSort::move(const RecordBlock &block)
{
    std::uint32_t *at = m_at.data(), *atOfHalf = m_atOfHalf.data();
    const auto put = [&](std::uint32_t to, std::size_t i) {
        m_time[to] = block.time[i];
        m_key[to] = block.key[i];
        if constexpr (Positions)
            m_position[to] = static_cast<std::uint16_t>(i);
    };
    const std::size_t half = m_records / 2;
    for (std::size_t i = 0; i < half; ++i) {
        put(at[shard[i]]++, i);
        put(atOfHalf[shard[half + i]]++, half + i);
    }
    if (m_records % 2 != 0)
        put(atOfHalf[shard[m_records - 1]]++, m_records - 1);
}

void ShardSort::gather(const RecordBlock &block, bool positions)
{
    if (positions)
        move<true>(block);
    else
        move<false>(block);
}

} // namespace hotshard

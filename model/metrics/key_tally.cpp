#include "metrics/key_tally.h"

#include "kernel/multiversion.h"

namespace hotshard {

HOTSHARD_MULTIVERSION
void KeyTally::addMany(Counts &counts, const std::uint32_t *key, std::size_t n)
{
    // A counter that is raised twice running waits for itself, and half of the records may be "others": in turns
    // into tables of their own they do not wait.
    constexpr std::size_t tables = 4;
    alignas(64) std::array<Counts, tables> spread;
    for (Counts &table : spread)
        for (std::uint32_t &count : table)
            count = 0;
    std::size_t i = 0;
    for (; i + tables <= n; i += tables)
        for (std::size_t t = 0; t < tables; ++t)
            ++spread[t][slot(key[i + t])];
    for (; i < n; ++i)
        ++spread[0][slot(key[i])];
    for (std::size_t k = 0; k < counts.size(); ++k)
        counts[k] += spread[0][k] + spread[1][k] + spread[2][k] + spread[3][k];
}

} // namespace hotshard

#include "kernel/block_draws.h"

#include "kernel/multiversion.h"
#include "kernel/portable_math.h"

#include <algorithm>
#include <array>

namespace hotshard {

HOTSHARD_MULTIVERSION
void drawBits(const RandomStream &stream, std::uint64_t first, std::span<std::uint64_t> bits)
{
    const RandomStream own = stream;
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] = own.bits(first + i);
}

HOTSHARD_MULTIVERSION
void drawExponentialGaps(const RandomStream &stream, std::uint64_t first, double mean, double longest,
                         std::span<std::int64_t> gap)
{
    // Two short loops overlap better in the processor than one long one.
    const RandomStream own = stream;
    for (std::size_t i = 0; i < gap.size(); ++i)
        gap[i] = static_cast<std::int64_t>(own.bits(first + i));
    for (std::size_t i = 0; i < gap.size(); ++i) {
        const double drawn = exponential(static_cast<std::uint64_t>(gap[i])) * mean;
        gap[i] = math::round(drawn < longest ? drawn : longest);
    }
}

HOTSHARD_MULTIVERSION
void drawCategories(const AliasTable &table, const RandomStream &stream, std::uint64_t first,
                    std::span<std::uint32_t> category)
{
    std::array<std::uint64_t, 256> bits;
    const RandomStream own = stream;
    for (std::size_t from = 0; from < category.size(); from += bits.size()) {
        const std::size_t n = std::min(bits.size(), category.size() - from);
        for (std::size_t i = 0; i < n; ++i)
            bits[i] = own.bits(first + from + i);
        std::uint32_t *to = category.data() + from;
        for (std::size_t i = 0; i < n; ++i)
            to[i] = table.draw(bits[i]);
    }
}

HOTSHARD_MULTIVERSION
void zipfWeights(double exponent, std::span<double> weight)
{
    for (std::size_t k = 0; k < weight.size(); ++k)
        weight[k] = math::pow(static_cast<double>(k + 1), -exponent);
}

HOTSHARD_MULTIVERSION
void shiftRight(std::span<std::int64_t> values, int bits)
{
    for (std::int64_t &value : values) // unsigned: there is no signed shift of 64 bits in plain x86-64
        value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) >> bits);
}

} // namespace hotshard

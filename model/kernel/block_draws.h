// Draws by the block: what RandomStream, exponential() and AliasTable give one by one, for a run of counters at
// once. The same bits; these loops decide what a record costs.
#pragma once

#include "kernel/distributions.h"
#include "kernel/random.h"

#include <cstdint>
#include <span>

namespace hotshard {

/// bits[i] = stream.bits(first + i).
void drawBits(const RandomStream &stream, std::uint64_t first, std::span<std::uint64_t> bits);

/// gap[i] = round(min(exponential(stream.bits(first + i)) * mean, longest)). REQUIRES: longest <= 2^51.
void drawExponentialGaps(const RandomStream &stream, std::uint64_t first, double mean, double longest,
                         std::span<std::int64_t> gap);

/// category[i] = table.draw(stream.bits(first + i)).
void drawCategories(const AliasTable &table, const RandomStream &stream, std::uint64_t first,
                    std::span<std::uint32_t> category);

/// Weights of Zipf's law: weight[k] = (k + 1) to the -exponent.
void zipfWeights(double exponent, std::span<double> weight);

/// Divides by 2^bits, rounding down. REQUIRES: no value is negative.
void shiftRight(std::span<std::int64_t> values, int bits);

} // namespace hotshard

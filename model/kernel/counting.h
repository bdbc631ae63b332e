// Draws about many records at once: how many come, how many of them belong, when the k-th of them came. Their cost
// does not grow with the number of records.
//
// Exact methods (the normal draws behind gamma to 1e-9), our own bits: rejection and splitting over RandomStream,
// portable_math and std::sqrt, which the floating-point standard fixes to the last bit. A draw takes a number of random
// bits that differs from draw to draw, hence the sequence. Thread: any; a sequence belongs to one.
#pragma once

#include "kernel/random.h"

#include <cstdint>

namespace hotshard {

/// The draws of a stream, taken one after the other. A value: a copy goes on with the same draws.
class DrawSequence {
public:
    explicit DrawSequence(RandomStream stream)
        : m_stream(stream)
    {
    }
    [[nodiscard]] std::uint64_t bits() { return m_stream.bits(m_taken++); }
    /// Uniform in (0, 1), never an end.
    [[nodiscard]] double uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }
    /// Random words taken so far.
    [[nodiscard]] std::uint64_t taken() const { return m_taken; }

private:
    RandomStream m_stream;
    std::uint64_t m_taken = 0;
};

/// How many of independent, rare events happened. REQUIRES: 0 <= mean <= 2^40.
[[nodiscard]] std::int64_t poisson(DrawSequence &draws, double mean);

/// How many of `n` independent trials succeed. REQUIRES: n >= 0. A share outside 0..1 counts as the nearest.
[[nodiscard]] std::int64_t binomial(DrawSequence &draws, std::int64_t n, double share);

/// Gamma with scale 1. REQUIRES: shape >= 1.
[[nodiscard]] double gamma(DrawSequence &draws, double shape);

/// The k-th smallest of `n` uniform numbers in (0, 1): Beta(k, n - k + 1). REQUIRES: 1 <= k <= n.
[[nodiscard]] double orderStatistic(DrawSequence &draws, std::int64_t k, std::int64_t n);

/// Natural logarithm of n!, error below 1e-9 of it. REQUIRES: n >= 0.
[[nodiscard]] double logFactorial(std::int64_t n);

} // namespace hotshard

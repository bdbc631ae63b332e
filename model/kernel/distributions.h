// Distributions as functions of random bits. Our own, because the standard leaves the output of std::
// distributions to the library; the first draws are pinned in a test.
#pragma once

#include "kernel/portable_math.h"
#include "kernel/random.h"

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace hotshard {

/// Exp(1) from 64 random bits: mean 1, from 0 to 36. No branches, so loops over it vectorise.
[[nodiscard]] inline double exponential(std::uint64_t bits)
{
    const double v = 2.0 - std::bit_cast<double>(0x3ff0000000000000 | (bits >> 12)); // (0, 1]
    return -math::log(v);
}

/// Standard normal from 64 random bits, by inverting the distribution function (P. J. Acklam's rational
/// approximation, relative error 1.2e-9: finer than any use here can see).
[[nodiscard]] double normal(std::uint64_t bits);

/// How a time varies around its mean.
enum class Spread { Constant, Uniform, Exponential, Lognormal };
/// By its name in scenario files, in small letters; Constant for any other name.
[[nodiscard]] Spread spreadNamed(const std::string &name);

/// A factor with mean 1. `variation`: half width (at most 1) of Uniform, sigma of the logarithm of Lognormal.
[[nodiscard]] double spreadFactor(Spread spread, double variation, std::uint64_t bits);

/// Draws a category with given weights in constant time (Walker's alias method, Vose's construction).
class AliasTable {
public:
    AliasTable() = default;
    /// REQUIRES: at least one weight, none negative, not all zero, at most 2^32 - 1 of them.
    explicit AliasTable(const std::vector<double> &weights);

    [[nodiscard]] std::size_t size() const { return m_cells.size(); }
    /// Category for 64 random bits. Arithmetic instead of a branch: the choice is not predictable.
    [[nodiscard]] std::uint32_t draw(std::uint64_t bits) const
    {
        const auto own = static_cast<std::uint32_t>(((bits >> 32) * m_cells.size()) >> 32);
        const Cell cell = m_cells[own];
        const std::uint64_t isOwn = ((bits & 0xffffffff) - cell.threshold) >> 63;
        return cell.alias ^ ((cell.alias ^ own) & static_cast<std::uint32_t>(0 - isOwn));
    }

private:
    /// 8 bytes, so that one load gives all. A full cell has itself as alias.
    struct Cell {
        std::uint32_t threshold = 0; ///< the own category below it
        std::uint32_t alias = 0;
    };
    std::vector<Cell> m_cells;
};

} // namespace hotshard

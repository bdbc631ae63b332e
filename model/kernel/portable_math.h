// Logarithm and exponential of our own: libm's last bit differs between systems, ours does not.
//
// Only +, -, *, / and bit operations, so with -ffp-contract=off every compiler gives the same bits, and the
// loops that use them vectorise.
#pragma once

#include <bit>
#include <cstdint>

namespace hotshard::math {

/// Natural logarithm. REQUIRES: x positive, finite and normal. Error below 2 units in the last place.
[[nodiscard]] inline double log(double x)
{
    // x = m * 2^e with m around 1; log(m) by the series of atanh, which converges fast there.
    constexpr std::uint64_t sqrtHalf = 0x3fe6a09e667f3bcd;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) + (0x3ff0000000000000 - sqrtHalf);
    const double e = std::bit_cast<double>((bits >> 52) | 0x4330000000000000) - (0x1p52 + 1023);
    const double m = std::bit_cast<double>((bits & 0x000fffffffffffff) + sqrtHalf);
    const double f = m - 1;
    const double s = f / (2 + f);
    const double z = s * s;
    const double p = 2
        + z
            * (2. / 3
               + z
                   * (2. / 5
                      + z
                          * (2. / 7
                             + z
                                 * (2. / 9
                                    + z * (2. / 11 + z * (2. / 13 + z * (2. / 15 + z * (2. / 17 + z * (2. / 19)))))))));
    return e * 0.6931471805599453 + s * p;
}

/// e to the x. Below -700 it gives 0, above 700 it gives exp(700).
[[nodiscard]] inline double exp(double x)
{
    if (x < -700)
        return 0;
    if (x > 700)
        x = 700;
    // x = n ln 2 + r with |r| <= ln 2 / 2; the sum below has 14 terms of the Taylor series.
    const double n = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52;
    const double r = (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
    double p = 1;
    for (int k = 14; k >= 1; --k)
        p = 1 + p * r / k;
    return p * std::bit_cast<double>(static_cast<std::uint64_t>(static_cast<std::int64_t>(n) + 1023) << 52);
}

/// x to the y. REQUIRES: x positive, finite and normal.
[[nodiscard]] inline double pow(double x, double y) { return exp(y * log(x)); }

/// Nearest whole number, halves to even. REQUIRES: |x| < 2^51.
[[nodiscard]] inline std::int64_t round(double x)
{
    return std::bit_cast<std::int64_t>(x + 0x1.8p52) - std::bit_cast<std::int64_t>(0x1.8p52);
}

} // namespace hotshard::math

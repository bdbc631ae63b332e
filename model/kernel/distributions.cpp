#include "kernel/distributions.h"

#include "kernel/check.h"

#include <algorithm>
#include <cmath>

namespace hotshard {

double normal(std::uint64_t bits)
{
    static constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                                   1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    static constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                                   6.680131188771972e+01, -1.328068155288572e+01};
    static constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                                   -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    static constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                   3.754408661907416e+00};
    const double p = (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52; // never 0 or 1
    constexpr double low = 0.02425;
    const auto tail = [](double q) {
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
            / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
    };
    if (p < low)
        return tail(std::sqrt(-2 * math::log(p)));
    if (p > 1 - low)
        return -tail(std::sqrt(-2 * math::log(1 - p)));
    const double q = p - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q
        / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

Spread spreadNamed(const std::string &name)
{
    return name == "uniform"    ? Spread::Uniform
        : name == "exponential" ? Spread::Exponential
        : name == "lognormal"   ? Spread::Lognormal
                                : Spread::Constant;
}

double spreadFactor(Spread spread, double variation, std::uint64_t bits)
{
    switch (spread) {
    case Spread::Constant: return 1;
    case Spread::Uniform: {
        const double u = static_cast<double>(bits >> 11) * 0x1p-53;
        return 1 + std::min(variation, 1.0) * (2 * u - 1);
    }
    case Spread::Exponential: return exponential(bits);
    case Spread::Lognormal: return math::exp(variation * normal(bits) - 0.5 * variation * variation);
    }
    return 1;
}

AliasTable::AliasTable(const std::vector<double> &weights)
    : m_cells(weights.size())
{
    HOTSHARD_REQUIRE(!weights.empty(), "an alias table has at least one weight");
    double sum = 0;
    for (const double w : weights)
        sum += w;
    HOTSHARD_REQUIRE(sum > 0, "the weights of an alias table are not all zero");

    const std::size_t n = weights.size();
    std::vector<double> scaled(n);
    std::vector<std::uint32_t> small, large;
    for (std::size_t i = 0; i < n; ++i) {
        scaled[i] = weights[i] * (static_cast<double>(n) / sum);
        (scaled[i] < 1 ? small : large).push_back(static_cast<std::uint32_t>(i));
    }
    while (!small.empty() && !large.empty()) {
        const std::uint32_t s = small.back(), l = large.back();
        small.pop_back();
        m_cells[s] = {static_cast<std::uint32_t>(scaled[s] * 0x1p32), l};
        scaled[l] -= 1 - scaled[s];
        if (scaled[l] < 1) {
            large.pop_back();
            small.push_back(l);
        }
    }
    for (const auto &rest : {small, large})
        for (const std::uint32_t i : rest)
            m_cells[i] = {0xffffffff, i};
}

} // namespace hotshard

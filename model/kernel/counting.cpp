#include "kernel/counting.h"

#include "kernel/check.h"
#include "kernel/distributions.h"
#include "kernel/portable_math.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard {

namespace {

/// Below this mean gaps are counted one by one; above it the rejection method is valid and faster.
constexpr double countedMean = 10;

/// Exp(1) gaps until the mean is used up.
std::int64_t poissonByGaps(DrawSequence &draws, double mean)
{
    std::int64_t n = 0;
    for (double left = mean; (left -= exponential(draws.bits())) >= 0;)
        ++n;
    return n;
}

/// W. Hoermann, "The transformed rejection method for generating Poisson random variables" (1993), PTRS.
std::int64_t poissonByRejection(DrawSequence &draws, double mean)
{
    const double b = 0.931 + 2.53 * std::sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inside = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        const double u = draws.uniform() - 0.5;
        const double v = draws.uniform();
        const double edge = 0.5 - std::fabs(u);
        const double k = std::floor((2 * a / edge + b) * u + mean + 0.43);
        if (edge >= 0.07 && v <= inside)
            return static_cast<std::int64_t>(k);
        if (k < 0 || (edge < 0.013 && v > edge))
            continue;
        const double height = v * (1.1239 + 1.1328 / (b - 3.4)) / (a / (edge * edge) + b);
        const auto n = static_cast<std::int64_t>(k);
        if (math::log(height) <= k * math::log(mean) - mean - logFactorial(n))
            return n;
    }
}

} // namespace

double logFactorial(std::int64_t n)
{
    static constexpr std::array<double, 10> small{0,
                                                  0,
                                                  0.6931471805599453,
                                                  1.791759469228055,
                                                  3.1780538303479458,
                                                  4.787491742782046,
                                                  6.579251212010101,
                                                  8.525161361065415,
                                                  10.60460290274525,
                                                  12.801827480081469};
    if (n < static_cast<std::int64_t>(small.size()))
        return small[static_cast<std::size_t>(n)];
    const auto x = static_cast<double>(n);
    const double inverse = 1 / x, square = inverse * inverse;
    return (x + 0.5) * math::log(x) - x + 0.9189385332046727
        + inverse * (1. / 12 - square * (1. / 360 - square * (1. / 1260 - square * (1. / 1680))));
}

std::int64_t poisson(DrawSequence &draws, double mean)
{
    HOTSHARD_REQUIRE(mean >= 0 && mean <= 0x1p40, "a Poisson count has a mean that can be drawn");
    return mean < countedMean ? poissonByGaps(draws, mean) : poissonByRejection(draws, mean);
}

double gamma(DrawSequence &draws, double shape)
{
    // G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables" (2000).
    const double d = shape - 1. / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal(draws.bits());
        const double root = 1 + c * x;
        const double u = draws.uniform();
        if (root <= 0)
            continue;
        const double v = root * root * root, square = x * x;
        if (u < 1 - 0.0331 * square * square || math::log(u) < 0.5 * square + d * (1 - v + math::log(v)))
            return d * v;
    }
}

double orderStatistic(DrawSequence &draws, std::int64_t k, std::int64_t n)
{
    HOTSHARD_REQUIRE(k >= 1 && k <= n, "an order statistic is one of its numbers");
    if (k == 1) // the smallest: no other has to be drawn
        return 1 - math::exp(math::log(draws.uniform()) / static_cast<double>(n));
    if (k == n)
        return math::exp(math::log(draws.uniform()) / static_cast<double>(n));
    const double below = gamma(draws, static_cast<double>(k));
    return below / (below + gamma(draws, static_cast<double>(n - k + 1)));
}

std::int64_t binomial(DrawSequence &draws, std::int64_t n, double share)
{
    // A trial succeeds when its uniform number lies below the share: the middle one of the numbers says on which
    // side half of them lie (J. H. Ahrens, U. Dieter, "Computer methods for sampling from gamma, beta, Poisson
    // and binomial distributions", 1974).
    constexpr std::int64_t oneByOne = 16;
    std::int64_t successes = 0;
    double p = share;
    while (n > oneByOne && p > 0 && p < 1) {
        const std::int64_t middle = n / 2 + 1;
        const double at = orderStatistic(draws, middle, n);
        if (at <= p) {
            successes += middle;
            n -= middle;
            p = (p - at) / (1 - at);
        } else {
            n = middle - 1;
            p /= at;
        }
    }
    if (p >= 1)
        return successes + n;
    for (std::int64_t i = 0; i < n && p > 0; ++i)
        successes += draws.uniform() < p ? 1 : 0;
    return successes;
}

} // namespace hotshard

// Shapes of distributions against theory, with bounds computed from the standard error of fixed seeds, and
// our own logarithm and exponential against the library's.
#include "kernel/distributions.h"

#include "support/test_main.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

using namespace hotshard;

namespace {

const RandomStream draws = RandomStream::named(42, "web", "arrivals");
constexpr std::size_t many = 200'000;

/// Distance in units of the last place of the library's result.
double ulps(double got, double wanted)
{
    const double unit = std::nextafter(std::abs(wanted), std::numeric_limits<double>::infinity()) - std::abs(wanted);
    return std::abs(got - wanted) / unit;
}

std::vector<double> sample(const std::function<double(std::uint64_t)> &draw)
{
    std::vector<double> values(many);
    for (std::size_t i = 0; i < many; ++i)
        values[i] = draw(draws.bits(i));
    return values;
}

/// Mean, variance and quantiles lie within 4 standard errors of theory. `fourth`: central fourth moment.
void compare(std::vector<double> values, double mean, double variance, double fourth,
             const std::function<double(double)> &distribution)
{
    const auto n = static_cast<double>(values.size());
    const double m = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (const double v : values)
        squares += (v - mean) * (v - mean);
    QVERIFY2(std::abs(m - mean) <= 4 * std::sqrt(variance / n), std::to_string(m).c_str());
    QVERIFY2(std::abs(squares / n - variance) <= 4 * std::sqrt((fourth - variance * variance) / n),
             std::to_string(squares / n).c_str());
    std::sort(values.begin(), values.end());
    // Kolmogorov-Smirnov: exceeded by one sample in 10,000.
    double distance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double p = distribution(values[i]);
        distance = std::max({distance, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
    }
    QVERIFY2(distance < 2.225 / std::sqrt(n), std::to_string(distance).c_str());
}

} // namespace

class TestDistributions : public QObject {
    Q_OBJECT

private slots:
    void logarithm();
    void exponentialFunction();
    void rounding();
    void firstDraws();
    void exponentialDraws();
    void normalDraws();
    void normalIsTheInverse();
    void spreads();
    void aliasTable_data();
    void aliasTable();
    void aliasTableEdges();
};

void TestDistributions::logarithm()
{
    QVERIFY(math::log(1) == 0);
    double worst = 0;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        // All sizes, and close to 1 where the result is small.
        const double wide = std::ldexp(1 + draws.uniform(i), static_cast<int>(draws.bits(i) % 2000) - 1000);
        const double unit = 1 - draws.uniform(i) * 0x1p-10;
        worst = std::max({worst, ulps(math::log(wide), std::log(wide)), ulps(math::log(unit), std::log(unit))});
    }
    QVERIFY2(worst <= 2, std::to_string(worst).c_str());
}

void TestDistributions::exponentialFunction()
{
    QVERIFY(math::exp(0) == 1);
    QVERIFY(math::exp(-701) == 0);
    QVERIFY(math::exp(1e9) == math::exp(700));
    double worst = 0;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        const double wide = (draws.uniform(i) - 0.5) * 1399, small = (draws.uniform(i) - 0.5) * 2;
        worst = std::max({worst, ulps(math::exp(wide), std::exp(wide)), ulps(math::exp(small), std::exp(small))});
    }
    QVERIFY2(worst <= 2, std::to_string(worst).c_str());
    for (const double exponent : {-3.0, -1.1, -0.3, 0.0, 0.5, 2.0})
        for (const double base : {1.0, 2.0, 3.0, 1000.0, 9'999'999.0})
            QVERIFY(ulps(math::pow(base, exponent), std::pow(base, exponent)) < 100); // errors of log, magnified
}

void TestDistributions::rounding()
{
    QCOMPARE(math::round(0.5), std::int64_t{0});
    QCOMPARE(math::round(1.5), std::int64_t{2});
    QCOMPARE(math::round(-2.5), std::int64_t{-2});
    QCOMPARE(math::round(-2.51), std::int64_t{-3});
    QCOMPARE(math::round(0x1p50 + 1), (std::int64_t{1} << 50) + 1);
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        const double x = (draws.uniform(i) - 0.5) * 0x1p40;
        QCOMPARE(math::round(x), static_cast<std::int64_t>(std::nearbyint(x)));
    }
}

void TestDistributions::firstDraws()
{
    // Computed with 40 digits elsewhere: 0.5254844201576620, 2.0490310192634955 (ours is the double below it),
    // 0.9449967313563252. The same bits on every machine.
    QVERIFY(exponential(draws.bits(0)) == 0.52548442015766195);
    QVERIFY(exponential(draws.bits(1)) == 2.0490310192634951);
    QVERIFY(exponential(draws.bits(2)) == 0.9449967313563252);
    QVERIFY(exponential(0) == 0);
    QVERIFY(std::abs(exponential(~std::uint64_t{0}) - 52 * std::log(2.0)) < 1e-13);
    // The inverse normal distribution function, good to 1.2e-9.
    QVERIFY(std::abs(normal(draws.bits(0)) / -0.23081020201080216 - 1) < 1.2e-9);
    QVERIFY(std::abs(normal(draws.bits(1)) / 1.1317978986982355 - 1) < 1.2e-9);
    QVERIFY(std::abs(normal(draws.bits(2)) / 0.2827588731254911 - 1) < 1.2e-9);
}

void TestDistributions::exponentialDraws()
{
    compare(sample(exponential), 1, 1, 9, [](double x) { return 1 - std::exp(-x); });
}

void TestDistributions::normalDraws()
{
    compare(sample(normal), 0, 1, 3, [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); });
}

void TestDistributions::normalIsTheInverse()
{
    // Deep in both tails too, where samples of any size say nothing.
    for (const double p : {1e-12, 1e-9, 1e-6, 0.001, 0.024, 0.0243, 0.3, 0.5, 0.7, 0.97, 0.99, 1 - 1e-6, 1 - 1e-9}) {
        const auto bits = static_cast<std::uint64_t>(p * 0x1p52) << 12;
        const double exact = (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
        const double x = normal(bits);
        const double back = x < 0 ? 0.5 * std::erfc(-x / std::sqrt(2.0)) : 1 - 0.5 * std::erfc(x / std::sqrt(2.0));
        // An error dx of x moves p by phi(x) dx.
        const double density = std::exp(-x * x / 2) / std::sqrt(2 * M_PI);
        QVERIFY2(std::abs(back - exact) <= density * std::max(1.0, std::abs(x)) * 1.3e-9 + 2e-16,
                 std::to_string(p).c_str());
    }
}

void TestDistributions::spreads()
{
    const auto factor = [](Spread spread, double variation) {
        return [=](std::uint64_t bits) { return spreadFactor(spread, variation, bits); };
    };
    QVERIFY(spreadFactor(Spread::Constant, 3, 12345) == 1);
    const double w = 0.6;
    compare(sample(factor(Spread::Uniform, w)), 1, w * w / 3, w * w * w * w / 5,
            [&](double x) { return (x - 1 + w) / (2 * w); });
    compare(sample(factor(Spread::Uniform, 2.5)), 1, 1 / 3.0, 1 / 5.0, [](double x) { return x / 2; });
    compare(sample(factor(Spread::Exponential, 0.3)), 1, 1, 9, [](double x) { return 1 - std::exp(-x); });
    const double s = 0.3, e = std::exp(s * s);
    const double variance = e - 1, fourth = variance * variance * (std::pow(e, 4) + 2 * std::pow(e, 3) + 3 * e * e - 3);
    compare(sample(factor(Spread::Lognormal, s)), 1, variance, fourth,
            [&](double x) { return 0.5 * std::erfc(-(std::log(x) + s * s / 2) / s / std::sqrt(2.0)); });
}

void TestDistributions::aliasTable_data()
{
    QTest::addColumn<std::vector<double>>("weights");
    std::vector<double> zipf, steep, flat(100, 0.1);
    for (int k = 1; k <= 1000; ++k) {
        zipf.push_back(std::pow(k, -1.1));
        steep.push_back(std::pow(k, -3.0));
    }
    QTest::newRow("zipf") << zipf;
    QTest::newRow("steep") << steep;
    QTest::newRow("flat") << flat;
    QTest::newRow("two") << std::vector<double>{1e-3, 7};
    QTest::newRow("with zeros") << std::vector<double>{0, 1, 0, 0, 3, 0};
    QTest::newRow("rising") << std::vector<double>{1, 2, 3, 4, 5, 6, 7};
}

void TestDistributions::aliasTable()
{
    QFETCH(std::vector<double>, weights);
    const AliasTable table(weights);
    QCOMPARE(table.size(), weights.size());
    constexpr double n = 1'000'000;
    std::vector<double> seen(weights.size(), 0);
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(n); ++i)
        ++seen[table.draw(draws.bits(i))];
    // Chi-squared over categories with at least 10 expected draws; the rest together.
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    double chi = 0, restSeen = 0, restWanted = 0, freedom = -1;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const double wanted = n * weights[k] / sum;
        if (weights[k] <= 0)
            QVERIFY(seen[k] == 0);
        if (wanted < 10) {
            restSeen += seen[k];
            restWanted += wanted;
            continue;
        }
        chi += (seen[k] - wanted) * (seen[k] - wanted) / wanted;
        ++freedom;
    }
    if (restWanted >= 10) {
        chi += (restSeen - restWanted) * (restSeen - restWanted) / restWanted;
        ++freedom;
    }
    // Wilson and Hilferty: the 99.99 % quantile of chi-squared; and its 0.01 %, as draws may also be too even.
    const double spread = 3.719 * std::sqrt(2 / (9 * freedom)), middle = 1 - 2 / (9 * freedom);
    QVERIFY2(chi < freedom * std::pow(middle + spread, 3), std::to_string(chi).c_str());
    if (freedom > 20)
        QVERIFY2(chi > freedom * std::pow(middle - spread, 3), std::to_string(chi).c_str());
}

void TestDistributions::aliasTableEdges()
{
    const AliasTable one({3.5});
    for (std::uint64_t i = 0; i < 1000; ++i)
        QCOMPARE(one.draw(draws.bits(i)), 0U);
    const AliasTable last({0, 0, 1});
    for (const std::uint64_t bits : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{0xffffffff}})
        QCOMPARE(last.draw(bits), 2U);
    // Equal weights: the upper bits alone decide.
    const AliasTable equal({1, 1, 1, 1});
    for (std::uint32_t k = 0; k < 4; ++k)
        QCOMPARE(equal.draw(std::uint64_t{k} << 62 | 12345), k);
}

HOTSHARD_TEST_MAIN(TestDistributions)
#include "tst_distributions.moc"

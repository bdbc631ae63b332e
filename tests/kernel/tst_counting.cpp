// Counts and order statistics against theory: mean, variance and frequencies within bounds that follow from the
// number of draws (fixed seeds). The first draws are pinned: a run must be the same on every machine.
#include "kernel/counting.h"

#include "support/test_main.h"

#include <cmath>
#include <functional>
#include <vector>

using namespace hotshard;

namespace {

constexpr std::size_t many = 100'000;

DrawSequence sequence(std::uint64_t seed) { return DrawSequence(RandomStream::named(seed, "clicks", "preview")); }

/// Mean and variance within 4 standard errors, both from the wanted moments; `excess`: excess kurtosis.
void compareMoments(const std::function<double(DrawSequence &)> &draw, double mean, double variance, double excess,
                    std::uint64_t seed)
{
    DrawSequence draws = sequence(seed);
    const auto n = static_cast<double>(many);
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < many; ++i) {
        const double d = draw(draws) - mean;
        sum += d;
        squares += d * d;
    }
    const double meanError = sum / n, varianceError = squares / n - variance;
    QVERIFY2(std::abs(meanError) <= 4 * std::sqrt(variance / n), std::to_string(meanError).c_str());
    const double spread = variance * std::sqrt((2 + excess) / n);
    QVERIFY2(std::abs(varianceError) <= 4 * spread, std::to_string(varianceError / spread).c_str());
}

/// Frequencies against probabilities: chi-square below what one sample in 10,000 exceeds (Wilson-Hilferty).
void compareFrequencies(const std::function<std::int64_t(DrawSequence &)> &draw,
                        const std::function<double(std::int64_t)> &probability, std::int64_t low, std::int64_t high)
{
    DrawSequence draws = sequence(9);
    std::vector<double> seen(static_cast<std::size_t>(high - low + 3), 0), wanted = seen;
    for (std::size_t i = 0; i < many; ++i)
        ++seen[static_cast<std::size_t>(std::min(std::max(draw(draws), low - 1), high + 1) - low + 1)];
    double all = 0; // of what lies below, within and, as the rest, above
    for (std::int64_t k = 0; k <= high; ++k) {
        const double p = probability(k);
        wanted[k < low ? 0 : static_cast<std::size_t>(k - low + 1)] += p;
        all += p;
    }
    wanted.back() = 1 - all;
    double chi = 0, cells = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const double expected = wanted[i] * static_cast<double>(many);
        if (expected < 5)
            continue;
        chi += (seen[i] - expected) * (seen[i] - expected) / expected;
        ++cells;
    }
    const double freedom = cells - 1, w = 2 / (9 * freedom);
    const double bound = freedom * std::pow(1 - w + 3.719 * std::sqrt(w), 3);
    QVERIFY2(chi < bound, (std::to_string(chi) + " of " + std::to_string(bound)).c_str());
}

} // namespace

class TestCounting : public QObject {
    Q_OBJECT

private slots:
    void firstDraws();
    void logFactorials();
    void poissonMoments_data();
    void poissonMoments();
    void poissonFrequencies_data();
    void poissonFrequencies();
    void poissonEdges();
    void gammaMoments();
    void orderStatistics_data();
    void orderStatistics();
    void binomials_data();
    void binomials();
    void binomialFrequencies();
    void binomialEdges();
    void aCopyGoesOnAlike();
};

void TestCounting::firstDraws()
{
    DrawSequence draws = sequence(42);
    std::vector<std::int64_t> counts;
    for (const double mean : {0.5, 3.0, 9.9, 10.0, 100.0, 12345.0, 8e6})
        counts.push_back(poisson(draws, mean));
    for (const double share : {0.01, 0.5, 0.99})
        counts.push_back(binomial(draws, 1000, share));
    std::string text;
    for (const std::int64_t n : counts)
        text += std::to_string(n) + " ";
    QCOMPARE(text, std::string("0 1 12 5 101 12334 8000952 12 478 987 "));
    char numbers[120];
    const double shape = gamma(draws, 100), first = orderStatistic(draws, 1, 900);
    const double middle = orderStatistic(draws, 101, 900), last = orderStatistic(draws, 900, 900);
    std::snprintf(numbers, sizeof numbers, "%a %a %a %a", shape, first, middle, last);
    QCOMPARE(std::string(numbers),
             std::string("0x1.4a5eb8f2987ap+6 0x1.cb129f9975p-13 0x1.f803d22ba0092p-4 0x1.ff6765e1e2f5p-1"));
    QCOMPARE(draws.taken(), std::uint64_t{148});
}

void TestCounting::logFactorials()
{
    for (const std::int64_t n : {0, 1, 2, 9, 10, 11, 50, 1000, 123456, 10'000'000}) {
        const double wanted = std::lgamma(static_cast<double>(n) + 1);
        QVERIFY2(std::abs(logFactorial(n) - wanted) <= 1e-9 * std::max(1.0, wanted), std::to_string(n).c_str());
    }
}

void TestCounting::poissonMoments_data()
{
    QTest::addColumn<double>("mean");
    for (const double mean : {0.01, 0.7, 5.0, 9.99, 10.01, 31.4, 100.0, 1000.0, 54321.0, 8e6})
        QTest::addRow("%g", mean) << mean;
}

void TestCounting::poissonMoments()
{
    QFETCH(double, mean);
    compareMoments([mean](DrawSequence &draws) { return static_cast<double>(poisson(draws, mean)); }, mean, mean,
                   1 / mean, static_cast<std::uint64_t>(mean * 100));
}

void TestCounting::poissonFrequencies_data()
{
    QTest::addColumn<double>("mean");
    for (const double mean : {0.7, 9.5, 10.5, 100.0, 1000.0})
        QTest::addRow("%g", mean) << mean;
}

void TestCounting::poissonFrequencies()
{
    QFETCH(double, mean);
    const double width = 4 * std::sqrt(mean);
    compareFrequencies([mean](DrawSequence &draws) { return poisson(draws, mean); },
                       [mean](std::int64_t k) {
                           const auto x = static_cast<double>(k);
                           return std::exp(x * std::log(mean) - mean - std::lgamma(x + 1));
                       },
                       static_cast<std::int64_t>(std::max(0.0, mean - width)),
                       static_cast<std::int64_t>(mean + width) + 3);
}

void TestCounting::poissonEdges()
{
    DrawSequence draws = sequence(1);
    QCOMPARE(poisson(draws, 0), std::int64_t{0});
    for (int i = 0; i < 1000; ++i)
        QVERIFY(poisson(draws, 10) >= 0);
}

void TestCounting::gammaMoments()
{
    for (const double shape : {1.0, 1.5, 7.0, 100.0, 1e6})
        compareMoments([shape](DrawSequence &draws) { return gamma(draws, shape); }, shape, shape, 6 / shape,
                       static_cast<std::uint64_t>(shape * 10));
}

void TestCounting::orderStatistics_data()
{
    QTest::addColumn<int>("k");
    QTest::addColumn<int>("n");
    QTest::newRow("only one") << 1 << 1;
    QTest::newRow("first of two") << 1 << 2;
    QTest::newRow("last of two") << 2 << 2;
    QTest::newRow("second of three") << 2 << 3;
    QTest::newRow("first of many") << 1 << 900;
    QTest::newRow("a batch of many") << 101 << 900;
    QTest::newRow("last but one") << 899 << 900;
    QTest::newRow("a batch of very many") << 10'001 << 1'000'000;
}

void TestCounting::orderStatistics()
{
    QFETCH(int, k);
    QFETCH(int, n);
    const double a = k, b = n - k + 1, sum = a + b;
    const double excess = 6 * ((a - b) * (a - b) * (sum + 1) - a * b * (sum + 2)) / (a * b * (sum + 2) * (sum + 3));
    compareMoments([k, n](DrawSequence &draws) { return orderStatistic(draws, k, n); }, a / sum,
                   a * b / (sum * sum * (sum + 1)), excess, static_cast<std::uint64_t>(k + n));
}

void TestCounting::binomials_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("share");
    QTest::newRow("few") << 7 << 0.3;
    QTest::newRow("just split") << 17 << 0.9;
    QTest::newRow("many, rare") << 10'000 << 0.001;
    QTest::newRow("many, half") << 10'000 << 0.5;
    QTest::newRow("very many") << 8'000'000 << 0.125;
}

void TestCounting::binomials()
{
    QFETCH(int, n);
    QFETCH(double, share);
    const double variance = n * share * (1 - share);
    compareMoments([n, share](DrawSequence &draws) { return static_cast<double>(binomial(draws, n, share)); },
                   n * share, variance, (1 - 6 * share * (1 - share)) / variance, static_cast<std::uint64_t>(n));
}

void TestCounting::binomialFrequencies()
{
    compareFrequencies([](DrawSequence &draws) { return binomial(draws, 200, 0.2); },
                       [](std::int64_t k) {
                           const auto x = static_cast<double>(k);
                           return std::exp(std::lgamma(201) - std::lgamma(x + 1) - std::lgamma(201 - x)
                                           + x * std::log(0.2) + (200 - x) * std::log(0.8));
                       },
                       20, 60);
}

void TestCounting::binomialEdges()
{
    DrawSequence draws = sequence(1);
    QCOMPARE(binomial(draws, 0, 0.5), std::int64_t{0});
    QCOMPARE(binomial(draws, 1000, 0), std::int64_t{0});
    QCOMPARE(binomial(draws, 1000, -0.1), std::int64_t{0});
    QCOMPARE(binomial(draws, 1000, 1), std::int64_t{1000});
    QCOMPARE(binomial(draws, 1000, 1.1), std::int64_t{1000});
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t n = binomial(draws, 40, 0.99);
        QVERIFY(n >= 0 && n <= 40);
    }
}

void TestCounting::aCopyGoesOnAlike()
{
    DrawSequence draws = sequence(5);
    (void)poisson(draws, 100);
    DrawSequence copy = draws;
    for (int i = 0; i < 100; ++i)
        QCOMPARE(poisson(copy, 50), poisson(draws, 50));
}

HOTSHARD_TEST_MAIN(TestCounting)
#include "tst_counting.moc"

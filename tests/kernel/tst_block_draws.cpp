// Blocks of draws against the same draws one by one: every bit, at every length around a vector's.
#include "kernel/block_draws.h"

#include "support/test_main.h"

using namespace hotshard;

namespace {

const RandomStream draws = RandomStream::named(7, "web", "arrivals");
constexpr std::uint64_t firsts[] = {0, 1, 1'000'003, 0xffff'ffff'ffff'fff0};

/// Calls check(first, n) for blocks that begin anywhere and are of any small length, and for large ones.
template <class Check>
void forBlocks(Check &&check)
{
    for (const std::uint64_t first : firsts)
        for (std::size_t n = 0; n < 70; ++n)
            check(first, n);
    for (const std::size_t n : {255U, 256U, 257U, 1024U, 4096U})
        check(std::uint64_t{12345}, n);
}

} // namespace

class TestBlockDraws : public QObject {
    Q_OBJECT

private slots:
    void bits()
    {
        forBlocks([](std::uint64_t first, std::size_t n) {
            std::vector<std::uint64_t> block(n);
            drawBits(draws, first, block);
            for (std::size_t i = 0; i < n; ++i)
                QCOMPARE(block[i], draws.bits(first + i));
        });
    }

    void exponentialGaps()
    {
        for (const auto &[mean, longest] : {std::pair{1024e3, 0x1p50}, {0.37, 0x1p50}, {1e14, 1e13}})
            forBlocks([mean = mean, longest = longest](std::uint64_t first, std::size_t n) {
                std::vector<std::int64_t> block(n);
                drawExponentialGaps(draws, first, mean, longest, block);
                for (std::size_t i = 0; i < n; ++i) {
                    const double gap = exponential(draws.bits(first + i)) * mean;
                    QCOMPARE(block[i], math::round(gap < longest ? gap : longest));
                }
            });
    }

    void categories()
    {
        std::vector<double> weights;
        for (int k = 1; k <= 1000; ++k)
            weights.push_back(1.0 / k);
        for (const AliasTable &table : {AliasTable({1}), AliasTable({0, 3, 1}), AliasTable(weights)})
            forBlocks([&](std::uint64_t first, std::size_t n) {
                std::vector<std::uint32_t> block(n);
                drawCategories(table, draws, first, block);
                for (std::size_t i = 0; i < n; ++i)
                    QCOMPARE(block[i], table.draw(draws.bits(first + i)));
            });
    }

    void zipf()
    {
        for (const double exponent : {0.0, 0.5, 1.0, 1.1, 3.0}) {
            std::vector<double> weights(1003);
            zipfWeights(exponent, weights);
            for (std::size_t k = 0; k < weights.size(); ++k)
                QVERIFY(weights[k] == math::pow(static_cast<double>(k + 1), -exponent));
        }
    }

    void shifts()
    {
        std::vector<std::int64_t> values = {0, 1, 1023, 1024, 1025, 0x7fff'ffff'ffff'ffff};
        shiftRight(values, 10);
        QCOMPARE(values, (std::vector<std::int64_t>{0, 0, 0, 1, 1, 0x7fff'ffff'ffff'ffff >> 10}));
    }
};

HOTSHARD_TEST_MAIN(TestBlockDraws)
#include "tst_block_draws.moc"

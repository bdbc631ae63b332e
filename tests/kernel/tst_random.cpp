// Draws are functions of seed, name and number. The literals were computed by a program of a few lines in
// another language, with integers of any size.
#include "kernel/random.h"

#include "support/test_main.h"

#include <cmath>
#include <set>

using namespace hotshard;

class TestRandom : public QObject {
    Q_OBJECT

private slots:
    void mixIsTheFinaliserOfSplitMix64()
    {
        // The published first outputs of SplitMix64 with seed 1234567.
        const std::uint64_t wanted[] = {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                        4593380528125082431U, 16408922859458223821U};
        std::uint64_t state = 1234567;
        for (const std::uint64_t n : wanted)
            QCOMPARE(mix64(state += 0x9e3779b97f4a7c15), n);
    }

    void firstDraws()
    {
        const RandomStream stream = RandomStream::named(42, "web", "arrivals");
        QCOMPARE(stream.bits(0), std::uint64_t{0x68a29a69cf5898fd});
        QCOMPARE(stream.bits(1), std::uint64_t{0xdf030ce24f63a1d6});
        QCOMPARE(stream.bits(2), std::uint64_t{0x9c7f6991c82f7108});
        QCOMPARE(stream.bits(3), std::uint64_t{0x398b6b4f9adfceeb});
        QCOMPARE(stream.bits(1'000'000'000'000), std::uint64_t{0x8f09c7d7e7cd9ec3});
        QCOMPARE(RandomStream::named(42, "web", "keys").bits(0), std::uint64_t{0x4092019f7f68291c});
        QCOMPARE(RandomStream::named(0, "", "").bits(0), std::uint64_t{0x89c409e6d4db6d31});
        QCOMPARE(stream.sub(7).bits(3), std::uint64_t{0xe0e058dca566207a});
        QVERIFY(stream.uniform(0) == 0.40873112757921815);
        QVERIFY(stream.uniform(1) == 0.8711402943148543);
        static_assert(RandomStream::named(42, "web", "arrivals").bits(0) == 0x68a29a69cf5898fd);
    }

    void everyNameAndSeedHasAStreamOfItsOwn()
    {
        std::set<std::uint64_t> first;
        std::size_t streams = 0;
        for (const std::uint64_t seed : {0U, 1U, 2U, 42U})
            for (const char *component : {"", "a", "ab", "abc", "b", "web", "web2", "2web"})
                for (const char *purpose : {"", "a", "bc", "c", "/", "a/", "keys", "arrivals"}) {
                    first.insert(RandomStream::named(seed, component, purpose).bits(0));
                    ++streams;
                }
        QCOMPARE(first.size(), streams); // also ("ab", "c") and ("a", "bc"), ("a", "") and ("", "a")
    }

    void subStreamsAreStreamsOfTheirOwn()
    {
        const RandomStream stream = RandomStream::named(1, "web", "retry");
        std::set<std::uint64_t> draws;
        for (std::uint64_t record = 0; record < 500; ++record) {
            draws.insert(stream.bits(record));
            for (std::uint64_t attempt = 0; attempt < 20; ++attempt)
                draws.insert(stream.sub(record).bits(attempt));
        }
        QCOMPARE(draws.size(), std::size_t{500 * 21});
    }

    void drawsAreUniform()
    {
        // Every one of the 64 bits is set in half of the draws: 5 standard deviations of a fair coin.
        const RandomStream stream = RandomStream::named(7, "web", "arrivals");
        constexpr int n = 100'000;
        int ones[64] = {};
        double sum = 0;
        for (std::uint64_t i = 0; i < n; ++i) {
            for (std::size_t b = 0; b < 64; ++b)
                ones[b] += static_cast<int>(stream.bits(i) >> b & 1);
            const double u = stream.uniform(i);
            QVERIFY(u >= 0 && u < 1);
            sum += u;
        }
        for (const int count : ones)
            QVERIFY(std::abs(count - n / 2) < 5 * std::sqrt(n / 4.0));
        QVERIFY(std::abs(sum / n - 0.5) < 4 * std::sqrt(1 / 12.0 / n));
    }

    void neighboursAreIndependent()
    {
        // Correlation of draw i with draw i + lag, and with the same draw of another name, is noise.
        const RandomStream a = RandomStream::named(7, "web", "arrivals"), b = RandomStream::named(7, "web", "keys");
        constexpr std::uint64_t n = 50'000;
        const auto bound = 4 / 12.0 / std::sqrt(static_cast<double>(n));
        for (const std::uint64_t lag : {1U, 2U, 3U, 64U, 1024U}) {
            double own = 0, other = 0;
            for (std::uint64_t i = 0; i < n; ++i) {
                own += (a.uniform(i) - 0.5) * (a.uniform(i + lag) - 0.5);
                other += (a.uniform(i) - 0.5) * (b.uniform(i + lag - 1) - 0.5);
            }
            QVERIFY(std::abs(own) / static_cast<double>(n) < bound);
            QVERIFY(std::abs(other) / static_cast<double>(n) < bound);
        }
    }
};

HOTSHARD_TEST_MAIN(TestRandom)
#include "tst_random.moc"

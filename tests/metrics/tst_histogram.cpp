// Counts in buckets against a sorted vector.
#include "metrics/histogram.h"

#include "support/test_main.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace hotshard;

namespace {

std::uint64_t noise(std::uint64_t i)
{
    i = (i + 1) * 6364136223846793005U;
    return (i ^ i >> 29) * 1442695040888963407U >> 9;
}

/// All sizes: each octave up to 2^`octaves` is as likely.
std::int64_t time(std::uint64_t i, std::uint64_t octaves)
{
    return static_cast<std::int64_t>(noise(i) % (std::uint64_t{2} << noise(i + 77'777) % octaves));
}

void compare(const Histogram &histogram, std::vector<std::int64_t> values)
{
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(values.size());
    QCOMPARE(histogram.count(), static_cast<std::uint64_t>(values.size()));
    QVERIFY(histogram.maxSeconds() == static_cast<double>(values.back()) * 1e-6);
    long double sum = 0;
    for (const std::int64_t v : values)
        sum += static_cast<long double>(v);
    const double mean = static_cast<double>(sum / static_cast<long double>(n)) * 1e-6;
    QVERIFY(std::abs(histogram.meanSeconds() - mean) <= 1e-14 * mean);
    for (const double q : {0.0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1.0}) {
        const auto rank = std::min(static_cast<std::size_t>(q * n), values.size() - 1);
        const double wanted = static_cast<double>(values[rank]);
        // Half a bucket: 1/256 of the octave, which starts at 64 us below the value itself.
        const double error = std::abs(histogram.quantileSeconds(q) * 1e6 - wanted);
        QVERIFY2(error <= (wanted + 64) / 256 + 1e-6,
                 qPrintable(QString("q %1: %2 us wrong of %3").arg(q).arg(error).arg(wanted)));
        if (wanted >= 64)
            QVERIFY(error <= 0.008 * wanted);
    }
}

} // namespace

class TestHistogram : public QObject {
    Q_OBJECT

private slots:
    void empty()
    {
        const Histogram histogram;
        QCOMPARE(histogram.count(), std::uint64_t{0});
        QVERIFY(histogram.meanSeconds() == 0 && histogram.maxSeconds() == 0 && histogram.quantileSeconds(0.5) == 0);
    }

    void bucketsAreNarrowAndRise()
    {
        std::int64_t start = 0;
        std::uint32_t bucket = Histogram::bucket(0);
        QCOMPARE(bucket, 0U);
        for (std::int64_t us = 1; us < 3'000'000; ++us) {
            const std::uint32_t b = Histogram::bucket(us);
            QVERIFY(b >= bucket);
            if (b == bucket)
                QVERIFY(static_cast<double>(us - start) < static_cast<double>(us + 64) * 0.008);
            else
                start = us;
            bucket = b;
        }
        QVERIFY(Histogram::bucket((std::int64_t{1} << 51) - 1) < 46 * 128);
    }

    void againstASortedVector_data()
    {
        QTest::addColumn<int>("octaves");
        for (const int octaves : {1, 6, 12, 30, 45})
            QTest::addRow("up to 2^%d us", octaves) << octaves;
    }
    void againstASortedVector()
    {
        QFETCH(int, octaves);
        Histogram histogram;
        std::vector<std::int64_t> values;
        for (std::uint64_t i = 0; i < 20'000; ++i) {
            const std::uint64_t times = 1 + noise(i) % 3;
            const std::int64_t v = time(i, static_cast<std::uint64_t>(octaves));
            histogram.add(v, times);
            values.insert(values.end(), times, v);
        }
        compare(histogram, values);
    }

    void agesAreAddedAsIfOneByOne()
    {
        Histogram together, single;
        std::vector<std::int64_t> values;
        for (std::uint64_t round = 0; round < 300; ++round) {
            const std::int64_t base = static_cast<std::int64_t>(round) * 1'000'000;
            std::vector<std::uint32_t> offset;
            std::uint32_t at = 0;
            const std::uint64_t step = round % 3 ? 2000 : 2; // within a bucket, and over many
            for (std::uint64_t i = 0; i < noise(round) % 700; ++i)
                offset.push_back(at += static_cast<std::uint32_t>(noise(round * 1000 + i) % step));
            const std::int64_t now = base + at + static_cast<std::int64_t>(noise(round + 9) % 100'000'000);
            together.addAges(now, base, offset);
            for (const std::uint32_t o : offset) {
                single.add(now - base - o);
                values.push_back(now - base - o);
            }
        }
        compare(together, values);
        QCOMPARE(together.hash(1), single.hash(1));
    }

    void manyAreAddedAsIfOneByOne()
    {
        for (const std::size_t n : {0U, 1U, 15U, 16U, 17U, 255U, 256U, 257U, 5000U}) {
            std::vector<std::int64_t> times;
            for (std::size_t i = 0; i < n; ++i)
                times.push_back(static_cast<std::int64_t>(i * i * 7919 % 400'000'007));
            if (n > 20)
                times[19] = Histogram::longest + 5;
            Histogram together, single;
            together.addEach(times);
            for (const std::int64_t us : times)
                single.add(us);
            QCOMPARE(together.hash(1), single.hash(1));
            QCOMPARE(together.count(), single.count());
            QCOMPARE(together.maxSeconds(), single.maxSeconds());
        }
    }

    void sumsBeyond64Bits()
    {
        // A day of overload: 10^9 records that waited 10^10 us each, and more.
        Histogram histogram;
        histogram.add(10'000'000'000, 4'000'000'000);
        QVERIFY(histogram.meanSeconds() == 10'000);
    }

    void hashMovesWithEveryCount()
    {
        Histogram a, b;
        a.add(100);
        b.add(100);
        QCOMPARE(a.hash(5), b.hash(5));
        QVERIFY(a.hash(5) != a.hash(6));
        b.add(101);
        QVERIFY(a.hash(5) != b.hash(5));
        a.add(5'000'000);
        QVERIFY(a.hash(5) != b.hash(5));
    }
};

HOTSHARD_TEST_MAIN(TestHistogram)
#include "tst_histogram.moc"

// Write limits of a shard against the same rule in exact rational arithmetic, and the numbers of the field.
#include "components/write_limiter.h"

#include "support/sketch.h"
#include "support/test_main.h"

using namespace hotshard;
using namespace hotshard::test;

namespace {

__extension__ typedef __int128 Wide;

/// Two buckets of tokens, filled at the limits' rates up to one second's worth; full at the start. In
/// millionths of a token.
struct Oracle {
    Wide recordRate, byteRate;
    Wide unit = 1;
    Wide records = recordRate * 1'000'000, bytes = byteRate * 1'000'000;
    std::int64_t last = 0;

    bool take(std::int64_t at, std::int64_t size)
    {
        records = std::min<Wide>(recordRate * 1'000'000, records + recordRate * (at - last));
        bytes = std::min<Wide>(byteRate * 1'000'000, bytes + byteRate * (at - last));
        last = at;
        const Wide units = size / unit + (size % unit > 0), charge = units * unit * 1'000'000;
        if (records < 1'000'000 || bytes < charge)
            return false;
        records -= 1'000'000;
        bytes -= charge;
        return true;
    }
};

} // namespace

class TestWriteLimiter : public QObject {
    Q_OBJECT

private slots:
    void againstExactBuckets_data()
    {
        QTest::addColumn<qint64>("records");
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<qint64>("gap");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<qint64>("unit");
        QTest::newRow("records bind") << qint64{1000} << qint64{1'048'576} << qint64{1400} << qint64{900} << qint64{1};
        QTest::newRow("bytes bind") << qint64{1000} << qint64{1'048'576} << qint64{2500} << qint64{5000} << qint64{1};
        QTest::newRow("odd rates") << qint64{997} << qint64{1'000'003} << qint64{1900} << qint64{2100} << qint64{1};
        QTest::newRow("one a second") << qint64{1} << qint64{1024} << qint64{900'000} << qint64{700} << qint64{1};
        QTest::newRow("the largest") << qint64{10'000'000} << qint64{1'000'000'000'000} << qint64{1}
                                     << qint64{10'485'760} << qint64{1};
        QTest::newRow("units of 1 KiB") << qint64{1000} << qint64{1'024'000} << qint64{2500} << qint64{5000}
                                        << qint64{1024};
    }
    void againstExactBuckets()
    {
        QFETCH(qint64, records);
        QFETCH(qint64, bytes);
        QFETCH(qint64, gap);
        QFETCH(qint64, size);
        QFETCH(qint64, unit);
        Dice dice(5);
        WriteLimiter limiter(records, bytes, unit);
        Oracle oracle{records, bytes, unit};
        std::int64_t at = 0;
        int accepted = 0, blocks = 0;
        for (int i = 0; i < 30'000; ++i) {
            // Now and then a pause of hours, and stretches of one instant.
            at += dice.chance(0.0005) ? 7'200'000'000 : dice.chance(0.3) ? 0 : dice.between(0, gap);
            if (dice.chance(0.05)) {
                // A block at once, if it surely fits: the same as one by one.
                std::vector<std::int64_t> times, sizes;
                std::int64_t sum = 0, time = at;
                for (std::uint64_t n = dice.below(40); n > 0; --n) {
                    times.push_back(time += dice.between(0, gap));
                    sizes.push_back(dice.between(0, size));
                    sum += sizes.back();
                }
                if (!limiter.surelyAccepts(static_cast<std::int64_t>(times.size()), sum) || times.empty())
                    continue;
                limiter.takeAll(times.data(), times.size(), sum, [&](std::size_t k) { return sizes[k]; });
                for (std::size_t k = 0; k < times.size(); ++k)
                    QVERIFY(oracle.take(times[k], sizes[k]));
                at = times.back();
                ++blocks;
                continue;
            }
            const std::int64_t n = dice.between(0, size);
            const bool wanted = oracle.take(at, n);
            QCOMPARE(limiter.take(at, n), wanted);
            accepted += wanted;
        }
        QVERIFY(accepted > 100);
        QVERIFY(blocks > 10 || records == 1); // a block is more than that limit surely takes
    }

    void oneSecondIsSavedAtMost()
    {
        WriteLimiter limiter(1000, 1'048'576);
        int accepted = 0;
        for (int i = 0; i < 3000; ++i)
            accepted += limiter.take(3'600'000'000, 100);
        QCOMPARE(accepted, 1000);
        QVERIFY(!limiter.take(3'600'000'999, 100)); // 0.999 of a record has run off
        QVERIFY(limiter.take(3'600'001'000, 100));
    }

    void recordsLargerThanASecondNeverPass()
    {
        WriteLimiter limiter(1000, 1'048'576);
        QVERIFY(!limiter.take(5'000'000, 1'048'577));
        QVERIFY(limiter.take(5'000'000, 1'048'576));
        QVERIFY(!limiter.surelyAccepts(1, 1));
    }

    void oneHotShardThrottles()
    {
        // Domain notes T19: 1,500/s of 100 B for 60 s without retries. The rule gives 60,000 accepted from an
        // empty bucket; ours starts full, so one second's worth, 1,000, is added.
        const Simulation run =
            simulate("web 1500/s constant size=100B attempts=1 -> clicks[1] -> count", Duration::seconds(60));
        checkAll(run);
        const auto rows = run.network().conservation();
        QVERIFY(rows[0].in >= 89'999 && rows[0].in <= 90'000); // the last one comes at the last instant
        QVERIFY(rows[1].in >= 60'997 && rows[1].in <= 61'000);
        QCOMPARE(rows[0].rejected, rows[0].in - rows[1].in);
    }

    void aSkewedStreamThrottlesBelowItsCapacity()
    {
        // T19: 1,500/s over two shards; 60 % on one key is 900/s and fits, 80 % is 1,200/s and does not.
        const auto rejected = [](const char *share) {
            // MD5 puts key-1 into the lower half of the hash space and key-2, all the others, into the upper.
            const Simulation run = simulate(std::string("web 1500/s constant keys=2 size=100B attempts=1 hot=") + share
                                                + " -> clicks[2] -> count",
                                            Duration::minutes(5));
            checkAll(run);
            for (const LaneView &lane : lanesOf(run))
                if (lane.hottestKey < 0)
                    QTest::qFail("both keys fall into one shard", __FILE__, __LINE__);
            return run.network().conservation()[0].rejected;
        };
        QCOMPARE(rejected("60%"), std::uint64_t{0});
        const double wanted = 200 * 300 - 1000; // 200/s for 5 minutes, less the second that was saved
        QVERIFY(std::abs(static_cast<double>(rejected("80%")) - wanted) < 4 * std::sqrt(450'000 * 0.8 * 0.2));
    }
};

HOTSHARD_TEST_MAIN(TestWriteLimiter)
#include "tst_write_limiter.moc"

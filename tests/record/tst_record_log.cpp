// The chunked log against a deque of plain structs, under random appends, trims, reads and copies.
#include "record/record_log.h"

#include "support/test_main.h"

#include <deque>
#include <optional>

using namespace hotshard;

namespace {

struct Plain {
    std::int64_t arrival = 0;
    std::uint32_t key = 0, bytes = 0;
    std::int64_t lag = 0;
    double value = 1;
    bool poison = false;
    std::uint8_t lane = 0;
    bool operator==(const Plain &) const = default;
};

std::uint64_t noise(std::uint64_t i)
{
    i = (i + 1) * 6364136223846793005U;
    return (i ^ i >> 29) * 1442695040888963407U >> 9;
}

/// A log and what it must hold.
struct Pair {
    RecordLog log;
    std::deque<Plain> oracle;
    std::uint64_t first = 0; ///< number of the oracle's first
    std::int64_t now = 0;

    void append(std::uint64_t seed)
    {
        const std::uint64_t style = noise(seed);
        const std::size_t count = style % 13 == 0 ? 5000 : style % 700;
        std::vector<std::int64_t> arrival;
        std::vector<std::uint32_t> key, bytes, lag;
        std::vector<double> values;
        std::vector<std::uint16_t> poison, lagHigh;
        std::vector<std::uint8_t> lane;
        const bool hasLane = style >> 17 & 1;
        const bool hasBytes = style >> 10 & 1, hasLag = style >> 11 & 1, hasValues = style >> 12 & 1;
        const bool longLag = hasLag && style >> 18 & 1;
        const auto commonBytes = static_cast<std::uint32_t>(100 + (style >> 13) % 2);
        const double commonValue = static_cast<double>((style >> 15) % 2);
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t n = noise(seed * 8191 + i);
            // Mostly close together, sometimes equal, rarely longer apart than 16 or 32 bits of microseconds.
            now += n % 1997 == 0 ? 5'000'000'000 : n % 499 == 0 ? 70'000 : static_cast<std::int64_t>(n % 3);
            arrival.push_back(now);
            key.push_back(static_cast<std::uint32_t>((n >> 8)
                                                     % (style % 3 == 0       ? 10'000'000
                                                            : style % 7 == 0 ? 0xffff'ffff
                                                                             : 60'000)));
            bytes.push_back(static_cast<std::uint32_t>((n >> 20) % 10'000'000));
            lag.push_back(static_cast<std::uint32_t>((n >> 30) % 4'000'000));
            lagHigh.push_back(static_cast<std::uint16_t>((n >> 9) % 3 * 20'000));
            values.push_back(static_cast<double>(n % 1000) / 8);
            lane.push_back(static_cast<std::uint8_t>(n >> 40));
            if ((n >> 5) % 50 == 0 && style >> 16 & 1)
                poison.push_back(static_cast<std::uint16_t>(i));
            oracle.push_back({now, key[i], hasBytes ? bytes[i] : commonBytes,
                              (hasLag ? lag[i] : 0) + (longLag ? std::int64_t{lagHigh[i]} << 32 : 0),
                              hasValues ? values[i] : commonValue, !poison.empty() && poison.back() == i,
                              hasLane ? lane[i] : LogChunk::hashByte(key[i])});
        }
        LogColumns columns{
            .arrival = arrival, .key = key, .poison = poison, .commonBytes = commonBytes, .commonValue = commonValue};
        if (hasBytes)
            columns.bytes = bytes;
        if (hasLag)
            columns.lag = lag;
        if (longLag)
            columns.lagHigh = lagHigh;
        if (hasLane)
            columns.lane = lane;
        if (hasValues)
            columns.values = values;
        log.append(columns);
    }

    void trim(std::uint64_t seed)
    {
        const std::uint64_t n = oracle.empty() ? 0 : noise(seed) % (oracle.size() + 1);
        oracle.erase(oracle.begin(), oracle.begin() + static_cast<std::ptrdiff_t>(n));
        first += n;
        log.trim(first);
    }

    /// Reads a stretch record by record.
    void compare(std::uint64_t from, std::uint64_t to) const
    {
        std::uint64_t number = from;
        log.visit(from, to, [&](const LogSpan &span) {
            QVERIFY(span.from < span.to && span.to <= span.chunk->count);
            for (std::uint32_t i = span.from; i < span.to; ++i, ++number) {
                const LogChunk &c = *span.chunk;
                const bool poison = std::find(c.poison.begin(), c.poison.end(), i) != c.poison.end();
                const Plain seen{c.arrival(i), c.key(i), c.size(i),    c.arrival(i) - c.eventTime(i),
                                 c.value(i),   poison,   c.laneHash(i)};
                if (!(seen == oracle[number - first]))
                    QFAIL(qPrintable(QString("record %1 is not what was appended").arg(number)));
            }
        });
        QCOMPARE(number, to);
    }
    void compareAll() const
    {
        QCOMPARE(log.begin(), first);
        QCOMPARE(log.end(), first + oracle.size());
        compare(first, first + oracle.size());
    }

    void look(std::uint64_t seed) const
    {
        if (oracle.empty())
            return;
        const std::uint64_t from = first + noise(seed) % oracle.size();
        compare(from, from + noise(seed + 1) % (first + oracle.size() - from + 1));
        QCOMPARE(log.arrival(from), oracle[from - first].arrival);
        const std::int64_t at = oracle[noise(seed + 2) % oracle.size()].arrival - static_cast<std::int64_t>(seed % 2);
        const std::uint64_t most = noise(seed + 3) % 3 ? noise(seed + 4) % 6000 : log.end();
        std::uint64_t arrived = 0;
        while (arrived < most && from + arrived < log.end() && oracle[from + arrived - first].arrival <= at)
            ++arrived;
        QCOMPARE(log.arrivedBy(SimTime{at}, from, most), arrived);
    }

    void step(std::uint64_t seed)
    {
        switch (noise(seed + 7) % 8) {
        case 0:
        case 1:
        case 2: append(seed); break;
        case 3: trim(seed); break;
        default: look(seed); break;
        }
    }
};

} // namespace

class TestRecordLog : public QObject {
    Q_OBJECT

private slots:
    void empty()
    {
        const RecordLog log;
        QCOMPARE(log.begin(), std::uint64_t{0});
        QCOMPARE(log.end(), std::uint64_t{0});
        QCOMPARE(log.arrivedBy(SimTime{5}, 0, 10), std::uint64_t{0});
        log.visit(0, 0, [](const LogSpan &) { QFAIL("nothing to visit"); });
    }

    void randomStepsAgainstADeque()
    {
        for (std::uint64_t run = 0; run < 4; ++run) {
            Pair pair;
            for (std::uint64_t i = 0; i < 150; ++i)
                pair.step(run * 10'000 + i);
            pair.compareAll();
            if (QTest::currentTestFailed())
                return;
        }
    }

    void copiesShareAndStayIndependent()
    {
        Pair first;
        for (std::uint64_t i = 0; i < 20; ++i)
            first.append(i);
        const Pair kept = first;
        Pair second = first;
        for (std::uint64_t i = 0; i < 60; ++i) {
            first.step(1000 + i);
            second.step(2000 + i);
        }
        first.compareAll();
        second.compareAll();
        kept.compareAll();
        QVERIFY(!(first.oracle == second.oracle));
    }

    void copiesShareChunks()
    {
        Pair pair;
        for (std::uint64_t i = 0; i < 20; ++i)
            pair.append(i);
        Pair copy = pair;
        const auto address = [](const RecordLog &log, std::uint64_t n) {
            const LogChunk *chunk = nullptr;
            log.visit(n, n + 1, [&](const LogSpan &span) { chunk = span.chunk; });
            return chunk;
        };
        copy.append(77);
        QVERIFY(copy.log.end() > pair.log.end());
        QVERIFY(address(pair.log, 0) == address(copy.log, 0));
        // The chunk that was being filled is not shared any more.
        QVERIFY(address(pair.log, pair.log.end() - 1) != address(copy.log, pair.log.end() - 1));
    }

    void aLongBacklogIsAFewBytesARecord_data()
    {
        QTest::addColumn<int>("gap");
        QTest::addColumn<quint32>("keys");
        QTest::addColumn<double>("most");
        QTest::newRow("a shard's full rate") << 1'000 << 60'000U << 4.4;
        QTest::newRow("a million keys") << 1'000 << 1'000'000U << 5.4;
        QTest::newRow("every key there can be") << 1'000 << 0xffff'ffffU << 6.4;
        QTest::newRow("slow: strides longer than 65 ms") << 10'000 << 60'000U << 6.4;
    }
    void aLongBacklogIsAFewBytesARecord()
    {
        QFETCH(int, gap);
        QFETCH(quint32, keys);
        QFETCH(double, most);
        RecordLog log;
        std::vector<std::int64_t> arrival(1000);
        std::vector<std::uint32_t> key(1000);
        for (std::int64_t block = 0; block < 1000; ++block) {
            for (std::size_t i = 0; i < 1000; ++i) {
                arrival[i] = (block * 1000 + static_cast<std::int64_t>(i)) * gap;
                key[i] = static_cast<std::uint32_t>(noise(i) % keys);
            }
            log.append({.arrival = arrival, .key = key, .commonBytes = 500});
        }
        QCOMPARE(log.end(), std::uint64_t{1'000'000});
        QVERIFY2(static_cast<double>(log.memory()) <= most * 1e6, std::to_string(log.memory()).c_str());
        QVERIFY(log.memory() >= 4'000'000); // it is measured, not promised
        log.trim(990'000);
        QVERIFY(log.memory() < 200'000);
    }

    void aQuietShardIsSmall()
    {
        RecordLog log;
        const std::int64_t arrival[] = {5};
        const std::uint32_t key[] = {1};
        log.append({.arrival = arrival, .key = key});
        QVERIFY2(log.memory() < 1'200, std::to_string(log.memory()).c_str());
    }

    void whatDiffersCostsOnlyWhereItIs()
    {
        // One large key in a million does not widen the others.
        RecordLog log;
        for (std::int64_t block = 0; block < 100; ++block) {
            std::vector<std::int64_t> arrival(5000, block);
            std::vector<std::uint32_t> key(5000, block == 50 ? 70'000U : 3U);
            log.append({.arrival = arrival, .key = key, .commonBytes = 1});
        }
        QVERIFY(log.memory() < 500'000 * 45 / 10);
    }
};

HOTSHARD_TEST_MAIN(TestRecordLog)
#include "tst_record_log.moc"

// Records that are written one by one: they are in the stream what they are in a block.
#include "components/kinesis_stream.h"
#include "components/registry.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>
#include <set>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// Tries a refused record again after a time that hangs on its number and its tries alone.
struct Retrier final : RejectionPort {
    std::vector<LooseRecord> kept;
    std::uint64_t throttled = 0, gaveUp = 0, tooLarge = 0;
    std::optional<SimTime> rejected(const LooseRecord &record) override
    {
        ++throttled;
        if (record.attempt >= 4) {
            ++gaveUp;
            return std::nullopt;
        }
        return record.at + Duration{static_cast<std::int64_t>(1 + mix64(record.index * 8 + record.attempt) % 300'000)};
    }
    void keep(const LooseRecord &record) override { kept.push_back(record); }
    void refused(const LooseRecord &) override { ++tooLarge; }
};

/// A stream of its own with what writing to it needs.
struct Bench {
    explicit Bench(const std::string &settings)
        : spec(sketch("web 1/s -> clicks" + settings + " -> count"))
        , stream(ComponentId{0}, "clicks",
                 Parameters(*findComponentType("kinesis_stream"), spec.components[1].parameters))
    {
        stream.start(context);
    }
    ScenarioSpec spec;
    KinesisStream stream;
    Components components;
    Scheduler scheduler;
    SeriesTable series;
    PeriodTable periods;
    RecordBlock block;
    Context context{SimTime::zero(), components, scheduler, series, periods, block};
};

std::vector<SeenRecord> contentOf(const RecordLog &log, std::vector<int> &lanes)
{
    std::vector<SeenRecord> content;
    log.visit(0, log.end(), [&](const LogSpan &span) {
        for (std::uint32_t i = span.from; i < span.to; ++i) {
            const LogChunk &chunk = *span.chunk;
            content.push_back({chunk.eventTime(i), chunk.key(i), chunk.size(i), chunk.value(i),
                               std::count(chunk.poison.begin(), chunk.poison.end(), i) > 0, chunk.arrival(i)});
            lanes.push_back(chunk.laneHash(i));
        }
    });
    return content;
}

void fillBlock(RecordBlock &block, Dice &dice, std::int64_t &time, std::uint64_t &index, bool byHash, bool laneByKey)
{
    block.count = static_cast<int>(dice.between(1, 300));
    block.complete = true;
    block.firstIndex = index;
    block.partitionBy = byHash ? PartitionBy::Hash : PartitionBy::Table;
    block.laneByKey = laneByKey;
    block.commonBytes = dice.chance(0.1) ? 3000 : 200;
    block.commonValue = 1 + static_cast<double>(dice.below(3));
    block.hasBytes = dice.chance(0.3);
    block.hasValues = dice.chance(0.3);
    block.poison.clear();
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.count); ++i) {
        block.time[i] = time += dice.between(0, 3000);
        block.key[i] = static_cast<std::uint32_t>(dice.below(50));
        block.partition[i] = laneByKey ? block.key[i] : static_cast<std::uint32_t>(dice.below(50));
        block.hash[i] = dice.bits();
        block.bytes[i] = static_cast<std::uint32_t>(dice.below(2500));
        block.values[i] = static_cast<double>(dice.below(5));
        if (dice.chance(0.02))
            block.poison.push_back(static_cast<std::uint16_t>(i));
    }
    index += static_cast<std::uint64_t>(block.count);
}

/// A record, and whether it is its first try.
using Try = std::pair<LooseRecord, bool>;

/// Each on its own in the order of time, what is refused once more, all before `end`.
void putEach(std::vector<Try> &tries, SimTime end, const KeyTable &keys, Bench &single, Retrier &one)
{
    const auto later = [](const auto &a, const auto &b) {
        return a.first.at != b.first.at ? b.first.at < a.first.at
            : a.second != b.second      ? b.second
                                        : b.first.index < a.first.index;
    };
    std::make_heap(tries.begin(), tries.end(), later);
    while (!tries.empty() && tries.front().first.at < end) {
        std::pop_heap(tries.begin(), tries.end(), later);
        LooseRecord record = tries.back().first;
        tries.pop_back();
        const PutAnswer answer = single.stream.put({record, keys, true}, single.context);
        one.tooLarge += answer == PutAnswer::Refused;
        if (answer != PutAnswer::Throttled)
            continue;
        if (const auto again = one.rejected(record)) {
            record.at = *again;
            ++record.attempt;
            tries.emplace_back(record, false);
            std::push_heap(tries.begin(), tries.end(), later);
        }
    }
}

} // namespace

class TestSingleWrites : public QObject {
    Q_OBJECT

private slots:
    void putWritesWhatWriteDoes_data();
    void putWritesWhatWriteDoes();
    void anAggregateIsOneRecord();
};

void TestSingleWrites::putWritesWhatWriteDoes_data()
{
    QTest::addColumn<QString>("stream");
    QTest::addColumn<bool>("byHash");
    QTest::addColumn<bool>("laneByKey");
    for (const bool byHash : {false, true})
        for (const bool laneByKey : {false, true}) {
            const auto add = [&](const char *stream) {
                QTest::addRow("%s%s%s", stream, byHash ? " by hash" : "", laneByKey ? " lane by key" : "")
                    << QString(stream) << byHash << laneByKey;
            };
            add("[3]");
            add("[3] records=100/s");
            add("[1] bytes=100KiB limits.burst_bytes=4KiB record_size=2KiB");
            add("[5] records=60/s limits.burst_records=900");
        }
}

void TestSingleWrites::putWritesWhatWriteDoes()
{
    // The same records and the same tries: in blocks, and each on its own in the order of time.
    QFETCH(QString, stream);
    QFETCH(bool, byHash);
    QFETCH(bool, laneByKey);
    const auto keys = KeyTable::build({.names = nullptr, .prefix = "key-", .count = 50, .salts = 1});
    Bench blocks(stream.toStdString()), single(stream.toStdString());
    Retrier writer, one;
    std::vector<Try> tries;
    Dice dice(7);
    std::int64_t time = 0;
    std::uint64_t index = 0;
    for (int n = 0; n < 100; ++n) {
        RecordBlock &block = blocks.block;
        fillBlock(block, dice, time, index, byHash, laneByKey);
        for (std::size_t i = 0; i < static_cast<std::size_t>(block.count); ++i)
            tries.emplace_back(looseRecord(block, i), true);
        std::vector<LooseRecord> due, later;
        for (const LooseRecord &record : writer.kept)
            (record.at.us <= time ? due : later).push_back(record);
        std::sort(due.begin(), due.end());
        writer.kept = later;
        blocks.stream.write({block, keys, due, SimTime{time}, true, writer}, blocks.context);
        time += 1; // or records of one microsecond would lie in two blocks with a retry between them
    }
    putEach(tries, SimTime{time}, *keys, single, one);
    QCOMPARE(one.throttled, writer.throttled);
    QCOMPARE(one.gaveUp, writer.gaveUp);
    QCOMPARE(one.tooLarge, writer.tooLarge);
    QCOMPARE(tries.size(), writer.kept.size());
    QCOMPARE(one.throttled > 0, stream != "[3]");
    for (std::uint32_t s = 0; s < single.stream.shardCount(); ++s) {
        std::vector<int> lanesOfOne, lanesOfBlocks;
        QVERIFY(contentOf(single.stream.log(ShardId{s}), lanesOfOne)
                == contentOf(blocks.stream.log(ShardId{s}), lanesOfBlocks));
        QVERIFY(lanesOfOne == lanesOfBlocks);
        QVERIFY(lanesOfOne.size() > 1000);
    }
    QCOMPARE(single.stream.hash(1), blocks.stream.hash(1));
}

void TestSingleWrites::anAggregateIsOneRecord()
{
    // 100 user records in one Kinesis record: one of 1,000 records/s, all of its bytes, one lane, one time of arrival.
    const auto keys = KeyTable::build({.names = nullptr, .prefix = "key-", .count = 50, .salts = 1});
    Bench bench("[2] records=2/s");
    std::vector<LooseRecord> records(100);
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].made = SimTime{static_cast<std::int64_t>(1000 + i)};
        records[i].key = records[i].partition = static_cast<std::uint32_t>(i % 50);
        records[i].bytes = 300;
        records[i].laneByKey = true;
    }
    records[0].at = SimTime{5000};
    const PutEntry entry{records[0], *keys, true, std::span(records).subspan(1)};
    for (const PutAnswer wanted : {PutAnswer::Written, PutAnswer::Written, PutAnswer::Throttled})
        QVERIFY(bench.stream.put(entry, bench.context) == wanted);
    const ShardId shard = bench.stream.shardOf(records[0], *keys);
    QCOMPARE(bench.stream.log(shard).end(), std::uint64_t{200});
    QVERIFY(std::abs(bench.stream.limiter(shard).bytesHeld(5000) - 2 * 100 * 300) < 1);
    std::vector<int> lanes;
    const auto content = contentOf(bench.stream.log(shard), lanes);
    QCOMPARE(std::set<int>(lanes.begin(), lanes.end()).size(), std::size_t{1});
    QCOMPARE(content[42].made, std::int64_t{1042});
    QCOMPARE(content[42].arrival, std::int64_t{5000});
}

HOTSHARD_TEST_MAIN(TestSingleWrites)
#include "tst_single_writes.moc"

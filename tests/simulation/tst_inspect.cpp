// The stories that an inspector tells, against sketches small enough to be told by hand.
#include "simulation/inspect.h"

#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "components/source.h"
#include "routing/hash_range.h"

#include "support/random_scenario.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <set>

using namespace hotshard;
using namespace hotshard::test;
using What = InspectionQuery::What;

namespace {

Simulation runTo(const ScenarioSpec &spec, Duration until)
{
    Simulation simulation(spec);
    simulation.advanceTo(SimTime{until.us});
    return simulation;
}
Simulation runTo(const std::string &line, Duration until) { return runTo(sketch(line), until); }

InspectionQuery ask(const Simulation &simulation, What what, const std::string &component, std::uint32_t shard = 0,
                    std::uint64_t record = 0)
{
    return {what, simulation.network().find(component)->id(), ShardId{shard}, -1, record};
}

BatchStory batch(const Simulation &simulation, std::uint32_t shard = 0)
{
    return inspect(simulation, ask(simulation, What::Batch, "count", shard)).batch.value();
}

std::string resultName(AttemptStory::Result result)
{
    static constexpr const char *names[] = {"succeeded", "failed", "timed out", "partial", "throttled"};
    return names[static_cast<std::size_t>(result)];
}

/// "0-9 failed; 0-4 succeeded".
std::string attempts(const BatchStory &story)
{
    std::string text;
    for (const AttemptStory &attempt : story.attempts)
        text += (text.empty() ? "" : "; ") + std::to_string(attempt.first) + '-' + std::to_string(attempt.last) + ' '
            + resultName(attempt.result) + (attempt.done ? " " + std::to_string(attempt.done) : "");
    return text;
}

std::string numbers(const BatchStory &story)
{
    return story.records.empty()
        ? "none"
        : std::to_string(story.records.front().number) + '-' + std::to_string(story.records.back().number);
}

} // namespace

class TestInspect : public QObject {
    Q_OBJECT

private slots:
    void shardTellsItsRangeAndCounts()
    {
        const Simulation simulation =
            runTo("web 100/s constant keys=1 size=100 -> clicks[2] -> count fixed=1ms", Duration::seconds(10));
        std::uint64_t records = 0;
        for (std::uint32_t s = 0; s < 2; ++s) {
            const ShardStory story = inspect(simulation, ask(simulation, What::Shard, "clicks", s)).shard.value();
            const HashRange range = component<KinesisStream>(simulation, "clicks").shards().shard(ShardId{s}).range;
            QCOMPARE(story.rangeStart, range.first.toString());
            QCOMPARE(story.rangeEnd, range.last.toString());
            QCOMPARE(story.share, 0.5);
            QCOMPARE(story.bytes, story.records * 100);
            QCOMPARE(story.consumers.size(), std::size_t{1});
            QCOMPARE(story.consumers[0].name, std::string("count"));
            records += story.records;
            if (story.records > 0) {
                QCOMPARE(story.keys.size(), std::size_t{1});
                QCOMPARE(story.keys[0].name, std::string("key-1"));
                QCOMPARE(story.keys[0].records, story.records);
            }
        }
        QCOMPARE(records, component<Source>(simulation, "web").produced());
    }

    void splitShardTellsWhen()
    {
        ScenarioSpec spec = sketch("web 10/s -> clicks[1] reshard=30s -> count fixed=1ms");
        change(spec, Duration::seconds(20), "clicks.shards", "2");
        const Simulation simulation = runTo(spec, Duration::minutes(2));
        const ShardStory parent = inspect(simulation, ask(simulation, What::Shard, "clicks", 0)).shard.value();
        const ShardStory child = inspect(simulation, ask(simulation, What::Shard, "clicks", 2)).shard.value();
        QCOMPARE(parent.closed.value().us, std::int64_t{50'000'000});
        QCOMPARE(parent.children, (std::vector<ShardId>{{1}, {2}}));
        QCOMPARE(child.created.us, std::int64_t{50'000'000});
        QVERIFY(!child.closed);
        QCOMPARE(child.parents, std::vector<ShardId>{{0}});
    }

    /// A batch at work is what the engine has in hand, record by record.
    void batchInHandIsTheEngines()
    {
        const Simulation simulation =
            runTo("web 100/s constant keys=3 -> clicks[1] -> count fixed=100ms batch=10", Duration::seconds(5));
        const auto reading = component<Lambda>(simulation, "count").reading(ShardId{0});
        const BatchStory story = batch(simulation);
        QCOMPARE(story.state, BatchStory::State::Working);
        QCOMPARE(numbers(story), std::to_string(reading.done) + '-' + std::to_string(reading.batchEnd - 1));
        QCOMPARE(story.until.us, reading.until.us);
        for (const RecordStory &record : story.records) {
            QCOMPARE(record.partitionKey, record.key);
            QCOMPARE(record.handedOver, 1u);
            QVERIFY(record.arrival <= simulation.now() && record.made == record.arrival);
        }
    }

    void nothingInHandTellsWhatWouldBeNext()
    {
        const Simulation simulation = runTo(
            "web 10/s constant -> clicks[1] -> count fixed=1ms batch=1000 batching_window=60s", Duration::seconds(30));
        const BatchStory story = batch(simulation);
        QCOMPARE(story.state, BatchStory::State::Buffered);
        QCOMPARE(story.records.size(), std::size_t{story.buffered});
        QVERIFY(story.records.size() > 250);
        QCOMPARE(story.records.front().handedOver, 0u);
    }

    /// Bisected, every attempt is told with the records that it was about.
    void attemptsOfABisectedBatch()
    {
        Simulation simulation =
            runTo("web 8/s constant bad_records=1 -> clicks[1] -> count fixed=10ms batch=4 retries.bisect=true "
                  "enabled=false",
                  Duration::seconds(1));
        setByHand(simulation, "web.rate", "0/s");
        setByHand(simulation, "count.enabled", "true");
        simulation.advanceTo(SimTime{3'000'000});
        const BatchStory story = batch(simulation);
        QVERIFY2(
            QString::fromStdString(attempts(story)).startsWith(QLatin1String("0-3 failed; 0-1 failed; 0-0 failed")),
            attempts(story).c_str());
        QVERIFY(story.poison);
    }

    /// A failing function: as many attempts are told as it was invoked.
    void everyAttemptIsTold()
    {
        const Simulation simulation =
            runTo("web 5/s constant -> clicks[1] -> count fixed=10ms errors=1 batch=5", Duration::seconds(20));
        const BatchStory story = batch(simulation);
        QCOMPARE(story.state, BatchStory::State::BackingOff);
        QCOMPARE(story.attempts.size(), std::size_t{story.attempt});
        for (std::size_t i = 1; i < story.attempts.size(); ++i) {
            QCOMPARE(story.attempts[i].number, static_cast<std::uint32_t>(i + 1));
            QVERIFY(story.attempts[i - 1].end <= story.attempts[i].start);
            QVERIFY((story.attempts[i].end - story.attempts[i].start).us >= 10'000);
        }
        QCOMPARE(story.records.front().handedOver, story.attempt);
    }

    void throttledAttemptsDoNotCountAsHandedOver()
    {
        const Simulation simulation =
            runTo("web 5/s constant -> clicks[1] -> count fixed=10ms reserved_concurrency=0", Duration::seconds(20));
        const BatchStory story = batch(simulation);
        QVERIFY(story.throttled && story.attempts.size() > 3);
        QCOMPARE(resultName(story.attempts.back().result), std::string("throttled"));
        QCOMPARE(story.records.front().handedOver, 0u);
        QCOMPARE(story.attempt, 1u);
    }

    void iteratorTellsItsReads()
    {
        const Simulation simulation = runTo("web 10/s constant -> clicks[1] -> count fixed=1ms", Duration::seconds(60));
        const IteratorStory story = inspect(simulation, ask(simulation, What::Iterator, "count")).iterator.value();
        QVERIFY(story.reading && story.lastRead && story.nextRead);
        QVERIFY(story.reads >= 59 && story.reads <= 61);
        QCOMPARE(story.fetched + (story.end - story.fetched), story.end);
        QVERIFY(story.lastRead->us <= simulation.now().us && story.nextRead->us >= simulation.now().us);
        QCOMPARE(story.nextRead->us - story.lastRead->us, std::int64_t{1'000'000});
        QCOMPARE(story.sequenceNumber.empty(), story.fetched == story.end);
    }

    /// Every kept record of a shard is in one place for a function, and the places add up to the function's counts.
    void fatesAddUp()
    {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const ScenarioSpec spec = randomScenario(seed);
            Simulation simulation(spec);
            simulation.advanceTo(SimTime{spec.duration.us / 3});
            for (const auto &part : simulation.network().components())
                if (const auto *function = dynamic_cast<const Lambda *>(part.get()))
                    checkFates(simulation, *function);
        }
    }

    /// A salted key is found again: the text's hash lies in the shard, and its name is the key's.
    void saltedKeysAreFoundAgain()
    {
        const Simulation simulation =
            runTo("web 200/s keys=20 partition_key=salted salts=8 -> clicks[4] -> count enabled=false",
                  Duration::seconds(20));
        std::set<std::string> salts;
        const auto &stream = component<KinesisStream>(simulation, "clicks");
        for (std::uint32_t s = 0; s < 4; ++s)
            for (std::uint64_t n = 0; n < stream.log(ShardId{s}).end(); ++n) {
                const RecordStory record =
                    inspect(simulation, ask(simulation, What::Record, "clicks", s, n)).record->record.value();
                QVERIFY(!record.madeUpKey);
                QCOMPARE(stream.shards().shardFor(HashKey::ofPartitionKey(record.partitionKey)), ShardId{s});
                QVERIFY(record.partitionKey.starts_with(record.key + '#'));
                salts.insert(record.partitionKey.substr(record.key.size()));
            }
        QCOMPARE(salts.size(), std::size_t{8});
    }

    /// A stream that a function writes has the function's keys: salted anew, and found again.
    void keysOfASecondStream()
    {
        const Simulation simulation = runTo(
            "web 100/s keys=5 -> clicks[1] -> light output.partition_key=salted output.salts=4 -> again[4] -> count "
            "enabled=false",
            Duration::seconds(20));
        const auto &stream = component<KinesisStream>(simulation, "again");
        std::uint64_t seen = 0;
        for (std::uint32_t s = 0; s < 4; ++s)
            for (std::uint64_t n = 0; n < stream.log(ShardId{s}).end(); ++n, ++seen) {
                const RecordStory record =
                    inspect(simulation, ask(simulation, What::Record, "again", s, n)).record->record.value();
                QVERIFY(!record.madeUpKey);
                QVERIFY(record.key.starts_with("key-") && record.partitionKey.starts_with(record.key + '#'));
                QCOMPARE(stream.shards().shardFor(HashKey::ofPartitionKey(record.partitionKey)), ShardId{s});
            }
        QVERIFY(seen > 1000);
    }

    /// A random key was drawn as a hash: the text that is made up for it lands in the same shard.
    void randomKeysLandInTheirShard()
    {
        const Simulation simulation =
            runTo("web 50/s partition_key=random -> clicks[3] -> count enabled=false", Duration::seconds(10));
        const auto &stream = component<KinesisStream>(simulation, "clicks");
        for (std::uint32_t s = 0; s < 3; ++s)
            for (std::uint64_t n = 0; n < stream.log(ShardId{s}).end(); ++n) {
                const RecordStory record =
                    inspect(simulation, ask(simulation, What::Record, "clicks", s, n)).record->record.value();
                QVERIFY(record.madeUpKey);
                QCOMPARE(stream.shards().shardFor(HashKey::ofPartitionKey(record.partitionKey)), ShardId{s});
            }
    }

    void whatDoesNotExistHasNoStory()
    {
        const Simulation simulation = runTo("web 10/s -> clicks[1] -> count fixed=1ms", Duration::seconds(5));
        QVERIFY(!inspect(simulation, ask(simulation, What::Shard, "clicks", 7)).shard);
        QVERIFY(!inspect(simulation, ask(simulation, What::Shard, "web")).shard);
        QVERIFY(!inspect(simulation, ask(simulation, What::Batch, "clicks")).batch);
        QVERIFY(!inspect(simulation, ask(simulation, What::Batch, "count", 7)).batch);
        QVERIFY(!inspect(simulation, {What::Iterator, ComponentId{99}, ShardId{0}, -1, 0}).iterator);
        const Inspection future = inspect(simulation, ask(simulation, What::Record, "clicks", 0, 1'000'000));
        QVERIFY(future.record && !future.record->record);
    }

    void lookingChangesNothing()
    {
        Simulation simulation = runTo(randomScenario(7), Duration::seconds(30));
        const std::uint64_t before = simulation.fingerprint();
        for (const auto &part : simulation.network().components())
            for (const What what : {What::Shard, What::Iterator, What::Batch, What::Record})
                (void)inspect(simulation, {what, part->id(), ShardId{0}, -1, 0});
        QCOMPARE(simulation.fingerprint(), before);
    }

private:
    static void checkFates(const Simulation &simulation, const Lambda &function)
    {
        const auto *stream =
            dynamic_cast<const KinesisStream *>(simulation.network().components()[function.reads().value].get());
        QVERIFY(stream);
        for (std::uint32_t s = 0; s < function.laneCount(); ++s) {
            InspectionQuery query{What::Iterator, function.id(), ShardId{s}, -1, 0};
            const IteratorStory iterator = inspect(simulation, query).iterator.value();
            std::uint64_t buffered = 0, inHand = 0, notRead = 0;
            for (std::uint64_t n = stream->log(ShardId{s}).begin(); n < iterator.end; ++n) {
                const RecordFate::State state = function.recordFate(ShardId{s}, n).state;
                buffered += state == RecordFate::State::Buffered;
                inHand += state == RecordFate::State::InHand || state == RecordFate::State::WaitsForPart;
                notRead += state == RecordFate::State::NotRead;
            }
            QCOMPARE(buffered, iterator.buffered);
            QCOMPARE(inHand, iterator.inFlight);
            QCOMPARE(notRead, iterator.end - iterator.fetched);
        }
    }
};

HOTSHARD_TEST_MAIN(TestInspect)
#include "tst_inspect.moc"

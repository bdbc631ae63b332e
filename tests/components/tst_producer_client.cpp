// The client of a producer: calls, answers, retries and losses, against a slow obvious version and by hand.
#include "client_oracle.h"

#include "components/kinesis_stream.h"
#include "components/producer_client.h"
#include "components/registry.h"
#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <sstream>

using namespace hotshard;
using namespace hotshard::test;

namespace {

std::string one(Dice &dice, const std::vector<const char *> &choices) { return choices[dice.below(choices.size())]; }

std::string randomClient(Dice &dice)
{
    return " client.call=" + one(dice, {"put_record", "put_records", "put_records"}) + " client.records_per_call="
        + one(dice, {"1", "7", "40", "500"}) + " client.bytes_per_call=" + one(dice, {"2KiB", "10KiB", "10MiB"})
        + " client.buffering=" + one(dice, {"0s", "3ms", "100ms"}) + " client.connections="
        + one(dice, {"1", "2", "24"}) + " client.latency=" + one(dice, {"1ms", "20ms", "300ms"})
        + " client.latency_variation=" + one(dice, {"0%", "30%", "100%"}) + " client.buffer="
        + one(dice, {"0", "0", "60"}) + " client.overflow=" + one(dice, {"newest", "oldest"}) + " client.check_answers="
        + one(dice, {"true", "true", "false"}) + " client.retries=" + one(dice, {"standard", "none", "kpl", "kpl"})
        + " client.record_ttl=" + one(dice, {"200ms", "2s"}) + " client.rate_limit=" + one(dice, {"0", "2", "150"})
        + " client.lost_answers=" + one(dice, {"0%", "0%", "20%"}) + " client.timeout=" + one(dice, {"25ms", "500ms"})
        + " client.aggregate=" + one(dice, {"false", "true"}) + " client.aggregate_size=" + one(dice, {"1KiB", "4KiB"})
        + " attempts=" + one(dice, {"1", "3", "20"}) + " delay=" + one(dice, {"1ms", "100ms"});
}

std::string randomStream(Dice &dice)
{
    return " -> clicks[" + one(dice, {"1", "3"}) + "] records=" + one(dice, {"20/s", "200/s", "1000/s"})
        + " bytes=" + one(dice, {"20KiB", "1MiB"}) + " record_size=" + one(dice, {"1KiB", "1MiB"})
        + " limits.burst_records=" + one(dice, {"0", "5"}) + " -> count";
}

/// A client and a stream of its own.
struct Place {
    explicit Place(const ScenarioSpec &spec)
        : producer(*findComponentType("producer"), spec.components[0].parameters)
        , stream(ComponentId{0}, "clicks",
                 Parameters(*findComponentType("kinesis_stream"), spec.components[1].parameters))
        , partitioner(RandomStream::named(1, "web", "partition key"), {.names = nullptr, .prefix = "key-", .count = 20})
        , client(RandomStream::named(1, "web", "client"), producer)
    {
        partitioner.configure(producer);
        stream.start(context);
    }
    Parameters producer;
    KinesisStream stream;
    Partitioner partitioner;
    ProducerClient client;
    Components components;
    Scheduler scheduler;
    SeriesTable series;
    PeriodTable periods;
    RecordBlock block;
    Context context{SimTime::zero(), components, scheduler, series, periods, block};
    ProducerClient::Target target{stream, partitioner, context};
};

std::vector<LooseRecord> randomRecords(Dice &dice, const Partitioner &partitioner, std::size_t count)
{
    std::vector<LooseRecord> records(count);
    std::int64_t time = 0;
    const std::int64_t gap = dice.chance(0.5) ? 4000 : 30'000;
    for (std::size_t i = 0; i < count; ++i) {
        records[i].at = records[i].made = SimTime{time += dice.chance(0.2) ? 0 : dice.between(0, gap)};
        records[i].index = i;
        records[i].key = static_cast<std::uint32_t>(dice.below(20));
        records[i].bytes = static_cast<std::uint32_t>(dice.between(1, dice.chance(0.1) ? 1500 : 400));
        partitioner.assign(records[i]);
    }
    return records;
}

std::string print(const ProducerClient::Counts &c)
{
    std::string text;
    const auto say = [&](const char *name, std::uint64_t n) {
        text += std::string(name) + " " + std::to_string(n) + " ";
    };
    say("taken", c.taken), say("written", c.written), say("duplicates", c.duplicates), say("calls", c.calls);
    say("timeouts", c.timeouts), say("rejected", c.rejectedAttempts), say("failed", c.failedEntries);
    say("gave up", c.gaveUp), say("expired", c.expired), say("refused", c.refused), say("overflowed", c.overflowed);
    say("unnoticed", c.unnoticed);
    return text;
}

std::string print(const RecordLog &log)
{
    std::string text;
    log.visit(0, log.end(), [&](const LogSpan &span) {
        for (std::uint32_t i = span.from; i < span.to; ++i)
            text += std::to_string(span.chunk->arrival(i)) + " " + std::to_string(span.chunk->eventTime(i)) + " key "
                + std::to_string(span.chunk->key(i)) + " lane " + std::to_string(span.chunk->laneHash(i)) + "\n";
    });
    return text;
}

/// The first lines that are not the same; empty when all are.
std::string difference(const RecordLog &a, const RecordLog &b)
{
    std::istringstream of(print(a)), wanted(print(b));
    for (std::string x, y; of || wanted;) {
        if (!std::getline(of, x))
            x = "nothing";
        if (!std::getline(wanted, y))
            y = "nothing";
        if (x != y)
            return x + ", wanted " + y + "\n";
    }
    return {};
}

/// Results of a run of a sketch.
ProducerView viewOf(const std::string &line, Duration duration)
{
    const Simulation run = simulate(line, duration);
    checkAll(run);
    return run.snapshot({}).producers.at(0);
}

} // namespace

class TestProducerClient : public QObject {
    Q_OBJECT

private slots:
    void againstThePlainVersion();
    void callsWaitForConnections();
    void aFullCallDoesNotWait();
    void oneConnectionKeepsTheOrder();
    void fewerConnectionsThanCalls();
    void aBoundedBufferLosesOneEnd();
    void pendingRecordsKeepTheirKeys();
    void aWorkerTakesCallsToo();
};

void TestProducerClient::againstThePlainVersion()
{
    ProducerClient::Counts all; // every way to go must have been gone
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        Dice dice(seed);
        const std::string line = "web 1/s" + randomClient(dice) + randomStream(dice);
        const ScenarioSpec spec = sketch(line);
        Place engine(spec), plain(spec);
        const auto records = randomRecords(dice, engine.partitioner, static_cast<std::size_t>(dice.between(50, 500)));
        for (const LooseRecord &record : records) {
            // Going on in pieces is the same as going on at once.
            if (dice.chance(0.3))
                engine.client.goOn(SimTime{record.at.us - dice.between(1, 5000)}, engine.target);
            engine.client.take(record, engine.target);
        }
        PlainClient oracle(ClientSettings(plain.producer), RandomStream::named(1, "web", "client"), plain.stream,
                           plain.partitioner, plain.context);
        oracle.run(records);
        const ProducerClient::Counts counts = engine.client.counts(), wanted = oracle.counts();
        QVERIFY2(print(counts) == print(wanted), (line + "\n" + print(counts) + "\n" + print(wanted)).c_str());
        for (std::uint32_t shard = 0; shard < plain.stream.shardCount(); ++shard)
            QVERIFY2(difference(engine.stream.log(ShardId{shard}), plain.stream.log(ShardId{shard})).empty(),
                     (difference(engine.stream.log(ShardId{shard}), plain.stream.log(ShardId{shard})) + line).c_str());
        QCOMPARE(counts.written + counts.duplicates, engine.stream.conservation().in);
        all.duplicates += counts.duplicates, all.failedEntries += counts.failedEntries, all.gaveUp += counts.gaveUp;
        all.expired += counts.expired, all.refused += counts.refused, all.overflowed += counts.overflowed;
        all.unnoticed += counts.unnoticed, all.timeouts += counts.timeouts;
    }
    for (const std::uint64_t n : {all.duplicates, all.failedEntries, all.gaveUp, all.expired, all.refused,
                                  all.overflowed, all.unnoticed, all.timeouts})
        QVERIFY2(n > 100, print(all).c_str());
}

void TestProducerClient::callsWaitForConnections()
{
    // Two connections, 50 ms a call: 40 records/s; 60/s are made, so 20/s pile up.
    const ProducerView web = viewOf(
        "web 60/s constant client.call=put_record client.connections=2 client.latency=50ms -> clicks[1] -> count",
        Duration::seconds(60));
    QVERIFY(std::abs(static_cast<double>(web.client->calls) - 40 * 60) <= 4);
    QVERIFY(std::abs(static_cast<double>(web.client->waiting) - 20 * 60) <= 4);
    QCOMPARE(web.client->callsInFlight, std::uint64_t{2});
    QCOMPARE(web.lost, std::uint64_t{0});
}

void TestProducerClient::aFullCallDoesNotWait()
{
    // 1,000/s in calls of 100 or after 50 ms: 20 calls a second of 50 each; in calls of 20 at most, 50 a second.
    const auto calls = [](const char *most) {
        return viewOf(std::string("web 1000/s constant size=10 client.call=put_records client.buffering=50ms "
                                  "client.records_per_call=")
                          + most + " -> clicks[1] records=2000/s -> count",
                      Duration::seconds(60))
            .client->calls;
    };
    QVERIFY(std::abs(static_cast<double>(calls("100")) - 1000.0 * 60 / 51) <= 3); // the first one waits for 50 others
    QVERIFY(std::abs(static_cast<double>(calls("20")) - 3000) <= 3);
}

void TestProducerClient::oneConnectionKeepsTheOrder()
{
    const auto outOfOrder = [](const char *client) {
        const Simulation run =
            simulate(std::string("web 150/s constant keys=5 attempts=20 delay=10ms client.latency=5ms ") + client
                         + " -> clicks[1] records=100/s -> count",
                     Duration::seconds(60));
        checkAll(run);
        return component<Lambda>(run, "count").outOfOrder();
    };
    QCOMPARE(outOfOrder("client.call=put_record client.connections=1"), std::uint64_t{0});
    QVERIFY(outOfOrder("client.call=put_record client.connections=8") > 100);
    QVERIFY(outOfOrder("client.call=put_records client.connections=1 client.buffering=20ms") > 100);
    QVERIFY(outOfOrder("client.call=put_record client.connections=24 client.latency=100ms client.latency_variation=1 "
                       "client.retries=none")
            > 10);
}

void TestProducerClient::fewerConnectionsThanCalls()
{
    // The calls in flight are finished; then there is one at a time.
    ScenarioSpec spec = sketch("web 60/s constant client.call=put_record client.connections=24 client.latency=400ms "
                               "-> clicks[1] -> count",
                               Duration::seconds(20));
    change(spec, Duration::seconds(10), "web.client.connections", "1");
    const Simulation run = simulate(spec);
    checkAll(run);
    const ProducerView web = run.snapshot({}).producers.at(0);
    QCOMPARE(web.client->callsInFlight, std::uint64_t{1});
    QVERIFY(std::abs(static_cast<double>(web.client->calls) - (600 + 25)) < 30);
    change(spec, Duration::seconds(15), "web.client.connections", "1000");
    const Simulation again = simulate(spec);
    checkAll(again);
    QVERIFY(again.snapshot({}).producers.at(0).client->waiting < 60);
}

void TestProducerClient::aBoundedBufferLosesOneEnd()
{
    // A call of 1 s holds the only connection; 100 records come meanwhile, 30 may wait.
    const auto made = [](const char *overflow) {
        Rig rig(sketch(std::string("web 100/s constant client.call=put_record client.connections=1 client.latency=1s "
                                   "client.buffer=30 client.overflow=")
                           + overflow + " -> clicks[1] -> count",
                       Duration::seconds(60)));
        rig.advanceTo(SimTime{30'000'000});
        std::int64_t oldest = 0;
        for (const SeenDelivery &delivery : rig.recorder().deliveries)
            for (const SeenRecord &record : delivery.records)
                oldest = std::max(oldest, record.arrival - record.made);
        return oldest;
    };
    // First in, first out behind 30 others that take 1 s each; or never older than 30 newer ones.
    QVERIFY(made("newest") > 25'000'000);
    QVERIFY(made("oldest") < 1'000'000);
}

void TestProducerClient::pendingRecordsKeepTheirKeys()
{
    // Salted until 10 s, then natural: what waits in the client goes where its salted key belongs.
    ScenarioSpec spec =
        sketch("web 300/s constant keys=1 by=salted salts=5 client.call=put_record client.connections=1 "
               "client.latency=20ms -> clicks[4] -> count",
               Duration::seconds(20));
    change(spec, Duration::seconds(10), "web.partition_key", "natural");
    const Simulation run = simulate(spec);
    checkAll(run);
    int used = 0;
    for (const LaneView &lane : lanesOf(run))
        used += lane.inPerSecond > 0; // of the last 10 s
    QVERIFY(used > 1);
}

void TestProducerClient::aWorkerTakesCallsToo()
{
    const ProducerView web = viewOf("web 100/s constant client.call=put_records -> desk 1ms", Duration::seconds(10));
    QCOMPARE(web.lost, std::uint64_t{0});
    QVERIFY(web.client->waiting < 20);
}

HOTSHARD_TEST_MAIN(TestProducerClient)
#include "tst_producer_client.moc"

// A function that writes to a second stream under keys of its own: what every record keeps, what the writes cost, and
// what becomes of the order. Rules: Kinesis API PutRecords (entries are refused one by one, the rest stands),
// botocore's standard retry mode (domain notes 2.4, 7.1), Lambda's timeout (6).
#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "components/window.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// Of a record wherever it lies: event time, key, size.
using Identity = std::tuple<std::int64_t, std::uint32_t, std::uint32_t>;

struct Stored {
    std::uint32_t shard;
    std::int64_t arrival;
    Identity record;
};

/// All that still lies in a stream.
std::vector<Stored> stored(const Simulation &run, const std::string &name)
{
    const auto &stream = component<KinesisStream>(run, name);
    std::vector<Stored> all;
    for (std::uint32_t s = 0; s < stream.shardCount(); ++s) {
        const RecordLog &log = stream.log(ShardId{s});
        log.visit(log.begin(), log.end(), [&](const LogSpan &span) {
            for (std::uint32_t i = span.from; i < span.to; ++i) {
                const LogChunk &c = *span.chunk;
                if (c.arrival(i) <= run.now().us)
                    all.push_back({s, c.arrival(i), {c.eventTime(i), c.key(i), c.size(i)}});
            }
        });
    }
    return all;
}

std::multiset<Identity> identities(const std::vector<Stored> &all)
{
    std::multiset<Identity> set;
    for (const Stored &record : all)
        set.insert(record.record);
    return set;
}

FunctionView function(const Simulation &run, const std::string &name)
{
    for (const FunctionView &view : run.snapshot({}).functions)
        if (view.name == name)
            return view;
    return {};
}

/// A second consumer that never runs keeps all records where they are.
void keepAll(ScenarioSpec &spec, const std::string &stream)
{
    ComponentSpec idle{"idle-" + stream, "lambda", {}, stream, "", {}};
    idle.parameters["enabled"] = false;
    spec.components.push_back(idle);
}

} // namespace

class TestRekeying : public QObject {
    Q_OBJECT

private slots:
    /// A record keeps its key, size and event time; each is written once; sums behind are those of the source.
    void everyRecordArrivesAsItWasMade_data()
    {
        QTest::addColumn<QString>("by");
        QTest::addColumn<int>("shards");
        for (const char *by : {"natural", "salted salts=5", "random", "constant"})
            for (const int shards : {1, 3})
                QTest::addRow("%s from %d", by, shards) << QString(by) << shards;
    }
    void everyRecordArrivesAsItWasMade()
    {
        QFETCH(QString, by);
        QFETCH(int, shards);
        ScenarioSpec spec = sketch("web 300/s zipf=1 keys=40 -> clicks[" + std::to_string(shards) + "] -> route 1ms by="
                                       + by.toStdString() + " -> keyed[4] -> add 1ms -> minutes 10s by=key",
                                   Duration::minutes(2));
        keepAll(spec, "clicks");
        keepAll(spec, "keyed");
        change(spec, Duration::seconds(100), "web.rate", "0/s");
        const Simulation run = simulate(spec);
        checkAll(run);
        QVERIFY(identities(stored(run, "clicks")) == identities(stored(run, "keyed")));
        QVERIFY(stored(run, "keyed").size() > 25'000);
        const auto &window = component<Window>(run, "minutes");
        double missing = 0;
        std::size_t rows = 0;
        for (const WindowRow &row : window.rows()) {
            missing += row.truth - row.reported;
            rows += row.truth > 0;
        }
        QVERIFY(rows > 300);
        // Shards of the first stream are read at moments of their own: what comes from the later one may come after
        // its window has fired.
        const std::uint64_t late = window.conservation().rejected;
        QCOMPARE(missing, static_cast<double>(late));
        QVERIFY(shards > 1 ? late < 1000 : late == 0);
    }

    /// What has waited for longer than 71 minutes (2^32 us) keeps its event time, too.
    void eventTimesOfHoursAgo()
    {
        ScenarioSpec spec =
            sketch("web 2/s keys=9 -> clicks[1] -> route enabled=false -> keyed[2] -> add", Duration::hours(3));
        keepAll(spec, "clicks");
        keepAll(spec, "keyed");
        change(spec, Duration::hours(2), "web.rate", "0/s");
        change(spec, Duration::minutes(170), "route.enabled", "true");
        const Simulation run = simulate(spec);
        QVERIFY(identities(stored(run, "clicks")) == identities(stored(run, "keyed")));
        std::int64_t longest = 0;
        for (const Stored &record : stored(run, "keyed"))
            longest = std::max(longest, record.arrival - std::get<0>(record.record));
        QVERIFY(longest > Duration::minutes(169).us);
    }

    /// A salted record lies where the MD5 of one of its key's salted names says; all salts are used.
    void saltsChooseTheShard()
    {
        ScenarioSpec spec =
            sketch("web 200/s uniform keys=3 -> clicks[2] -> route by=salted salts=8 -> keyed[7] -> add",
                   Duration::minutes(1));
        keepAll(spec, "keyed");
        const Simulation run = simulate(spec);
        const ShardMap &map = component<KinesisStream>(run, "keyed").shards();
        std::map<std::uint32_t, std::set<std::uint32_t>> allowed, seen;
        for (std::uint32_t k = 0; k < 3; ++k)
            for (int salt = 0; salt < 8; ++salt)
                allowed[k].insert(
                    map.shardFor(HashKey::ofPartitionKey("key-" + std::to_string(k + 1) + "#" + std::to_string(salt)))
                        .value);
        for (const Stored &record : stored(run, "keyed"))
            seen[std::get<1>(record.record)].insert(record.shard);
        QVERIFY(seen == allowed);
        QVERIFY(allowed[0].size() > 2);
    }

    /// Written when the handler ends: a batch arrives at one instant, at the end of its invocation.
    void writtenWhenTheHandlerEnds()
    {
        ScenarioSpec spec =
            sketch("web 20/s constant -> clicks[1] -> route fixed=300ms -> keyed[1] -> add", Duration::seconds(30));
        keepAll(spec, "keyed");
        const Simulation run = simulate(spec);
        std::map<std::int64_t, int> batches;
        for (const Stored &record : stored(run, "keyed"))
            ++batches[record.arrival];
        QCOMPARE(batches.size(), static_cast<std::size_t>(function(run, "route").invocations));
        for (const auto &[at, records] : batches)
            QCOMPARE(records, batches.begin()->first == at ? records : 20);
        QCOMPARE(function(run, "route").durationMaxMs, 300.0);
    }

    /// Refused entries are put again, three attempts in all; the invocation lasts until they are through.
    void refusedEntriesAreTriedAgain()
    {
        // Batches of up to 200 meet a shard that takes 100 records/s: half of them wait up to 1 s, then up to 2 s.
        ScenarioSpec spec = sketch("web 90/s constant -> clicks[1] -> route batching_window=2s batch=1000 attempts=20 "
                                   "-> keyed[1] limits.records=100 -> add",
                                   Duration::minutes(5));
        Simulation run = simulate(spec);
        checkAll(run);
        const FunctionView patient = function(run, "route");
        QVERIFY(patient.writeRejectedAttempts > 1000);
        QCOMPARE(patient.writeGaveUp, std::uint64_t{0});
        QVERIFY(patient.durationMeanMs > 100); // the handler itself takes no time
        QCOMPARE(patient.written, component<KinesisStream>(run, "keyed").conservation().in);
        const ConservationRow row = component<Lambda>(run, "route").conservation();
        QCOMPARE(row.rejected, std::uint64_t{0});

        setByHand(run, "route.output.attempts", "1");
        ScenarioSpec hasty = spec;
        change(hasty, Duration{0}, "route.output.attempts", "1");
        const Simulation once = simulate(hasty);
        checkAll(once);
        const FunctionView view = function(once, "route");
        QVERIFY(view.writeGaveUp > 1000);
        QCOMPARE(view.writeGaveUp, view.writeRejectedAttempts);
        QVERIFY(view.durationMaxMs < 1);
        QCOMPARE(component<Lambda>(once, "route").conservation().rejected, view.writeGaveUp);
        QCOMPARE(view.delivered, view.written);
    }

    /// Three attempts are the SDK's default: of a batch that never fits, the rest is given up after two waits.
    void threeAttempts()
    {
        // 1,000 records at once; one shard takes one a second.
        ScenarioSpec spec = sketch("web 1000/s constant -> clicks[1] -> route batch=10000 poll=60s -> keyed[1] "
                                   "limits.records=1 -> add",
                                   Duration::minutes(3));
        change(spec, Duration::seconds(1), "web.rate", "0/s");
        const Simulation run = simulate(spec);
        checkAll(run);
        const FunctionView view = function(run, "route");
        QCOMPARE(view.invocations, std::uint64_t{1});
        QCOMPARE(view.written + view.writeGaveUp, std::uint64_t{1000});
        QVERIFY(view.written >= 1 && view.written <= 4);
        QVERIFY(view.writeRejectedAttempts > 2 * 995 + 995 && view.writeRejectedAttempts <= 3 * 999);
        QVERIFY(view.durationMaxMs <= 3000); // up to 1 s, then up to 2 s
    }

    /// A timeout between two attempts is a function error: the batch is tried again, and what was written is there
    /// twice.
    void timeoutBetweenAttemptsWritesTwice()
    {
        ScenarioSpec spec = sketch("web 100/s constant keys=5 -> clicks[1] -> route batch=1000 poll=10s timeout=1s "
                                   "attempts=20 delay=20s retries=1 -> keyed[1] limits.records=50 -> add",
                                   Duration::minutes(2));
        keepAll(spec, "keyed");
        const Simulation run = simulate(spec);
        checkAll(run);
        const FunctionView view = function(run, "route");
        QVERIFY(view.timeouts > 0 && view.errors >= view.timeouts);
        const std::vector<Stored> all = stored(run, "keyed");
        const std::multiset<Identity> set = identities(all);
        std::size_t twice = 0;
        for (const Stored &record : all)
            twice += set.count(record.record) > 1;
        QVERIFY(twice > 10);
        QCOMPARE(view.written, component<KinesisStream>(run, "keyed").conservation().in);
        QVERIFY(function(run, "add").outOfOrder > 0);
    }

    /// The order of a key: kept with the key itself, whatever lies between; lost with salts and random keys.
    void orderOfAKey()
    {
        for (const char *by : {"natural", "constant", "salted", "random"}) {
            ScenarioSpec spec =
                sketch(std::string("web 800/s zipf=1 keys=60 -> clicks[3] reshard=1s -> route 1ms by=") + by
                           + " parallelization_factor=3 -> keyed[4] limits.records=100000 -> add 1ms",
                       Duration::minutes(2));
            change(spec, Duration::seconds(40), "clicks.shards", "6");
            change(spec, Duration::seconds(70), "keyed.shards", "2");
            const Simulation run = simulate(spec);
            checkAll(run);
            const bool lost = std::string(by) == "salted" || std::string(by) == "random";
            QCOMPARE(function(run, "add").outOfOrder > 0, lost);
            QCOMPARE(function(run, "route").outOfOrder, std::uint64_t{0});
        }
    }

    /// Downstream lanes of a parallelization factor follow the new partition key.
    void factorFollowsTheNewKey()
    {
        const auto backlog = [](const std::string &by) {
            const Simulation run = simulate("web 900/s uniform keys=1 -> clicks[1] -> route by=" + by
                                                + " -> keyed[1] -> add fixed=200ms parallelization_factor=4",
                                            Duration::minutes(3));
            return run.snapshot({}).streams.at(1).lanes.front().backlog;
        };
        QVERIFY(backlog("natural") > 60'000); // 500/s of 900/s
        QVERIFY(backlog("random") < 3'000);
    }

    /// The snapshot holds both streams, the first one first wherever it stands in the file, and who reads and writes.
    void snapshotHoldsTheChain()
    {
        ScenarioSpec spec =
            sketch("web 100/s keys=9 -> clicks[2] -> route 1ms -> keyed[3] -> add 1ms -> table", Duration::seconds(20));
        std::reverse(spec.components.begin(), spec.components.end());
        const Simulation run = simulate(spec);
        const Snapshot snapshot = run.snapshot({});
        std::map<std::uint32_t, std::string> names;
        for (const auto &one : run.network().components())
            names[one->id().value] = one->name();
        std::string text;
        for (const StreamView &view : snapshot.streams)
            text += view.name + "[" + std::to_string(view.lanes.size()) + "] of "
                + names[view.lanes.front().consumers.front().function.value] + "; ";
        for (const FunctionView &view : snapshot.functions)
            text += names[view.reads.value] + " > " + view.name + " > "
                + names[view.writes.value_or(ComponentId{99}).value] + "; ";
        QCOMPARE(text,
                 std::string("clicks[2] of route; keyed[3] of add; clicks > route > keyed; keyed > add > table; "));
        QCOMPARE(snapshot.keys.front().name, std::string("key-1"));
        checkAll(run);
    }
};

HOTSHARD_TEST_MAIN(TestRekeying)
#include "tst_rekeying.moc"

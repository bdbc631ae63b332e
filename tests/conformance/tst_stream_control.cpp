// A stream's control plane in a run: operations that take time and are refused, the capacity mode, the retention. One
// row a rule, with where it comes from:
//   api            text of the Kinesis API reference
//   guide          text of the Kinesis developer guide
//   kinesalite     tests of github mhart/kinesalite
//   inferred       our choice where the service does not say; see routing/shard_control.h and routing/on_demand.h
#include "components/kinesis_stream.h"
#include "routing/shard_control.h"
#include "support/sketch.h"
#include "support/test_main.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <algorithm>
#include <map>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// What stands in a file as `"20s": "split 0"`; a text with a path sets another parameter: "shards=4".
struct Asked {
    int second;
    std::string what;
};

ScenarioSpec scenario(const std::string &stream, const std::vector<Asked> &asked, Duration duration)
{
    ScenarioSpec spec = sketch("web 100/s keys=50 -> " + stream + " -> count", duration);
    for (const Asked &one : asked) {
        const std::size_t equals = one.what.find('=');
        const std::string parameter = equals == std::string::npos ? "operation" : one.what.substr(0, equals);
        change(spec, Duration::seconds(one.second), "clicks." + parameter,
               equals == std::string::npos ? one.what : one.what.substr(equals + 1));
    }
    return spec;
}

StreamView streamOf(const Simulation &run)
{
    SnapshotQuery query;
    query.chartPoints = 0;
    return run.snapshot(query).streams.at(0);
}

/// "UPDATING 0 1; refused split shardId-000000000001: ResourceInUseException": the status, the open shards in the
/// order of their ranges, the last refusal.
QString print(const Simulation &run)
{
    const StreamView stream = streamOf(run);
    const ShardMap &map = component<KinesisStream>(run, "clicks").shards();
    QString text = stream.status == StreamStatus::Updating ? "UPDATING" : "ACTIVE";
    for (const ShardId shard : map.openShards())
        text += ' ' + QString::number(shard.value);
    if (stream.lastRefusal)
        text += QString("; refused %1: %2")
                    .arg(QString::fromStdString(stream.lastRefusal->asked),
                         QString::fromStdString(stream.lastRefusal->code));
    return text;
}

} // namespace

class TestStreamControl : public QObject {
    Q_OBJECT

private slots:
    void operations_data();
    void operations();
    void theSameTextTwice();
    void theEleventhUpdateInADay();
    void moreThanOneDoublingIsSeveralCalls();
    void closedShardsExpire();
    void writesAndReadsGoOnWhileUpdating();
    void modeIsSwitchedTwiceInADay();
    void onDemandStartsWithFourShards();
    void mistakesAreToldBeforeTheRun();
    void lowerRetentionLosesAtOnce();
    void higherRetentionKeepsWhatIsThere();
    void nothingReadsAndTheRetentionChanges();
};

void TestStreamControl::operations_data()
{
    QTest::addColumn<QString>("stream");
    QTest::addColumn<std::vector<Asked>>("asked");
    QTest::addColumn<int>("second");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *rule, const char *stream, std::vector<Asked> asked, int second,
                        const char *expected) {
        QTest::newRow(rule) << stream << std::move(asked) << second << expected;
    };
    const char *two = "clicks[2] reshard=30s";
    row("3.5 SplitShard takes a while, the stream is UPDATING (api)", two, {{10, "split 0"}}, 39, "UPDATING 0 1");
    row("3.1 then there are two children, and it is ACTIVE (api)", two, {{10, "split 0"}}, 40, "ACTIVE 2 3 1");
    row("3.1 a second one meanwhile (kinesalite test/splitShard.js)", two, {{10, "split 0"}, {20, "split 1"}}, 60,
        "ACTIVE 2 3 1; refused split shardId-000000000001: ResourceInUseException");
    row("3.2 a merge meanwhile (kinesalite test/mergeShards.js)", two, {{10, "split 0"}, {20, "merge 0 1"}}, 60,
        "ACTIVE 2 3 1; refused merge shardId-000000000000 shardId-000000000001: ResourceInUseException");
    row("3.3 UpdateShardCount meanwhile (api)", two, {{10, "split 0"}, {20, "update 4"}}, 60,
        "ACTIVE 2 3 1; refused update 4: ResourceInUseException");
    row("3.1 one after the other", two, {{10, "split 0"}, {40, "split 1"}}, 70, "ACTIVE 2 3 4 5");
    row("3.1 a closed shard (api: OPEN only)", two, {{10, "split 0"}, {50, "split 0"}}, 60,
        "ACTIVE 2 3 1; refused split shardId-000000000000: InvalidArgumentException");
    row("3.1 no such shard (kinesalite test/splitShard.js)", two, {{10, "split 7"}}, 10,
        "ACTIVE 0 1; refused split shardId-000000000007: ResourceNotFoundException");
    row("T7 a hash that is no cut (kinesalite test/splitShard.js)", two, {{10, "split 0 1"}}, 10,
        "ACTIVE 0 1; refused split shardId-000000000000 1: InvalidArgumentException");
    row("T7 the lowest cut (kinesalite test/splitShard.js)", two, {{10, "split 0 2"}}, 40, "ACTIVE 2 3 1");
    row("T9 neighbours merge (kinesalite test/mergeShards.js)", "clicks[3] reshard=30s", {{10, "merge 0 1"}}, 40,
        "ACTIVE 3 2");
    row("T9 not adjacent (kinesalite test/mergeShards.js)", "clicks[3] reshard=30s", {{10, "merge 0 2"}}, 10,
        "ACTIVE 0 1 2; refused merge shardId-000000000000 shardId-000000000002: InvalidArgumentException");
    row("T9 the upper one first (kinesalite test/mergeShards.js)", two, {{10, "merge 1 0"}}, 10,
        "ACTIVE 0 1; refused merge shardId-000000000001 shardId-000000000000: InvalidArgumentException");
    row("T11 UpdateShardCount to double (api)", two, {{10, "update 4"}}, 40, "ACTIVE 2 3 4 5");
    row("T11 to more than double (api)", two, {{10, "update 5"}}, 10,
        "ACTIVE 0 1; refused update 5: InvalidArgumentException");
    row("T11 to half (api)", "clicks[4] reshard=30s", {{10, "update 2"}}, 40, "ACTIVE 4 5");
    row("T11 to less than half (api)", "clicks[4] reshard=30s", {{10, "update 1"}}, 10,
        "ACTIVE 0 1 2 3; refused update 1: InvalidArgumentException");
    row("3.3 no doubling: first all halves (short-lived shards: api; two stages: inferred)", two, {{10, "update 3"}},
        40, "UPDATING 2 3 4 5");
    row("3.3 then they are merged down", two, {{10, "update 3"}}, 70, "ACTIVE 6 4 5");
    row("3.3 the wanted count is called for, too (the parameter `shards`)", two, {{10, "shards=4"}}, 40,
        "ACTIVE 2 3 4 5");
    row("3.3 a new wish waits until the stream is ACTIVE (inferred)", two, {{10, "shards=4"}, {20, "shards=2"}}, 69,
        "UPDATING 2 3 4 5");
    row("3.3 and is called for then", two, {{10, "shards=4"}, {20, "shards=2"}}, 70, "ACTIVE 6 7");
    row("2.5 on-demand: SplitShard (api: ValidationException)", "clicks[2] mode=on_demand", {{10, "split 0"}}, 10,
        "ACTIVE 0 1; refused split shardId-000000000000: ValidationException");
    row("2.5 on-demand: MergeShards (api)", "clicks[2] mode=on_demand", {{10, "merge 0 1"}}, 10,
        "ACTIVE 0 1; refused merge shardId-000000000000 shardId-000000000001: ValidationException");
    row("2.5 on-demand: UpdateShardCount (api)", "clicks[2] mode=on_demand", {{10, "update 4"}}, 10,
        "ACTIVE 0 1; refused update 4: ValidationException");
    row("2.5 on-demand: a wanted count (api)", "clicks[2] mode=on_demand", {{10, "shards=4"}}, 100,
        "ACTIVE 0 1; refused update 4: ValidationException");
    row("2.5 the mode is not switched while UPDATING (api: ResourceInUseException)", two,
        {{10, "split 0"}, {20, "mode=on_demand"}}, 60, "ACTIVE 2 3 1; refused mode on_demand: ResourceInUseException");
}

void TestStreamControl::operations()
{
    QFETCH(QString, stream);
    QFETCH(std::vector<Asked>, asked);
    QFETCH(int, second);
    Simulation run(scenario(stream.toStdString(), asked, Duration::minutes(2)));
    // At the very instant, and how it was gone to makes no difference.
    run.advanceTo(SimTime{Duration::seconds(second).us});
    QTEST(print(run), "expected");
    Simulation pieces(run.spec());
    for (int half = 1; half <= 2 * second; ++half)
        pieces.advanceTo(SimTime{half * 500'000LL});
    QCOMPARE(print(pieces), print(run));
    run.advanceTo(run.end());
    checkAll(run);
}

// Each time that it is set it is asked for: set at two instants it is two operations.
void TestStreamControl::theSameTextTwice()
{
    Simulation run(scenario("clicks[2] reshard=5s",
                            {{10, "split 0"}, {20, "split 0"}, {30, "split 0"}, {35, "retention=1h"}},
                            Duration::minutes(1)));
    run.advanceTo(SimTime{19'000'000});
    QCOMPARE(streamOf(run).refusedRequests, std::uint64_t{0});
    run.advanceTo(run.end());
    const StreamView stream = streamOf(run);
    QCOMPARE(stream.refusedRequests, std::uint64_t{2});
    QCOMPARE(stream.lastRefusal->at, SimTime{30'000'000});
    QVERIFY(stream.lastRefusal->text.find("closed") != std::string::npos);
    // An operation is no state: once it was asked for, nothing is left of the text.
    QCOMPARE(std::get<std::string>(run.network().value("clicks.operation")), std::string());
}

// 3.3 api UpdateShardCount: ten calls in any 24 hours
void TestStreamControl::theEleventhUpdateInADay()
{
    std::vector<Asked> asked;
    for (int i = 0; i < 11; ++i) // by hand and by the wanted count: both are calls
        asked.push_back({i * 3600, i % 2 == 1 ? "update 2" : i == 2 ? "shards=4" : "update 4"});
    ScenarioSpec spec = scenario("clicks[2] reshard=30s", asked, Duration::hours(30));
    change(spec, Duration::hours(23), "clicks.operation", "split 33"); // splits are not counted
    change(spec, Duration::hours(24), "clicks.operation", "update 4");
    for (ComponentSpec &component : spec.components)
        if (component.id == "web")
            component.parameters["rate"] = 0.1;
    Simulation run(spec);
    run.advanceTo(SimTime{Duration::minutes(599).us});
    QCOMPARE(print(run), QString("ACTIVE 30 31")); // ten calls, six shards a pair of them
    run.advanceTo(SimTime{Duration::hours(10).us});
    QCOMPARE(print(run), QString("ACTIVE 30 31; refused update 4: LimitExceededException"));
    QCOMPARE(streamOf(run).refusedRequests, std::uint64_t{1});
    run.advanceTo(SimTime{Duration::minutes(24 * 60 + 1).us});
    QVERIFY2(print(run).startsWith("ACTIVE 32 33 34 35"), qPrintable(print(run)));
}

// 3.3 api: at most double; so 2 -> 16 is three calls, one after the other
void TestStreamControl::moreThanOneDoublingIsSeveralCalls()
{
    Simulation run(scenario("clicks[2] reshard=30s", {{10, "shards=16"}}, Duration::minutes(3)));
    for (const auto &[second, open] : {std::pair{39, 2}, {40, 4}, {69, 4}, {70, 8}, {99, 8}, {100, 16}}) {
        run.advanceTo(SimTime{Duration::seconds(second).us});
        QCOMPARE(streamOf(run).openShards, open);
        QCOMPARE(streamOf(run).resharding, second < 100);
    }
    QCOMPARE(component<KinesisStream>(run, "clicks").shardControl().updateCalls(), std::size_t{3});
}

// 3.4 guide, "After a reshard": OPEN, CLOSED, and EXPIRED when the retention has passed since it was closed
void TestStreamControl::closedShardsExpire()
{
    Simulation run(scenario("clicks[2] reshard=10s retention=60s", {{10, "split 0"}}, Duration::minutes(3)));
    const auto stateOfParent = [&] { return QString::fromStdString(run.results().at(1).shards.at(0).state); };
    run.advanceTo(SimTime{80'000'000});
    QCOMPARE(streamOf(run).closedShards, std::uint64_t{1});
    QCOMPARE(streamOf(run).expiredShards, std::uint64_t{0});
    QCOMPARE(stateOfParent(), QString("closed"));
    run.advanceTo(SimTime{81'000'000});
    QCOMPARE(streamOf(run).closedShards, std::uint64_t{0});
    QCOMPARE(streamOf(run).expiredShards, std::uint64_t{1});
    QCOMPARE(stateOfParent(), QString("expired"));
    setByHand(run, "clicks.retention", "1h"); // what is gone does not come back
    run.advanceTo(SimTime{85'000'000});
    QCOMPARE(stateOfParent(), QString("expired"));
}

// 3.1 guide: the stream takes and gives records while it is UPDATING, writes to the parent
void TestStreamControl::writesAndReadsGoOnWhileUpdating()
{
    Simulation run(scenario("clicks[1] reshard=30s", {{10, "split 0"}}, Duration::minutes(2)));
    run.advanceTo(SimTime{39'999'999});
    const LaneView parent = lanesOf(run).at(0);
    QVERIFY(parent.inPerSecond > 80 && parent.outPerSecond > 80);
    run.advanceTo(SimTime{60'000'000});
    const std::uint64_t end = component<KinesisStream>(run, "clicks").log(ShardId{0}).end();
    QVERIFY(end > 3500);
    run.advanceTo(run.end());
    QCOMPARE(component<KinesisStream>(run, "clicks").log(ShardId{0}).end(), end);
}

// 2.5 guide: twice in 24 hours; the shards stay
void TestStreamControl::modeIsSwitchedTwiceInADay()
{
    Simulation run(scenario("clicks[3] reshard=10s",
                            {{10, "mode=on_demand"}, {20, "mode=provisioned"}, {30, "mode=on_demand"}, {40, "split 0"}},
                            Duration::hours(1)));
    run.advanceTo(SimTime{15'000'000});
    QCOMPARE(print(run), QString("ACTIVE 0 1 2"));
    QVERIFY(streamOf(run).onDemand);
    run.advanceTo(SimTime{25'000'000});
    QVERIFY(!streamOf(run).onDemand);
    run.advanceTo(SimTime{35'000'000});
    QCOMPARE(print(run), QString("ACTIVE 0 1 2; refused mode on_demand: LimitExceededException"));
    run.advanceTo(SimTime{60'000'000}); // so it can still be split
    QVERIFY(print(run).startsWith("ACTIVE 3 4 1 2;"));

    ShardControl control(1, StreamMode::OnDemand, Duration::seconds(30));
    const SimTime noon{Duration::hours(12).us};
    QVERIFY(control.switchTo(StreamMode::Provisioned, noon));
    QVERIFY(control.switchTo(StreamMode::OnDemand, noon + Duration::hours(1)));
    QVERIFY(!control.switchTo(StreamMode::Provisioned, noon + Duration::hours(23)));
    QVERIFY(control.switchTo(StreamMode::Provisioned, noon + Duration::hours(24)));
    QVERIFY(!control.switchTo(StreamMode::OnDemand, noon + Duration::hours(24)));
}

// 2.5 guide: a new on-demand stream takes 4 MB/s; getmoto/moto models.py has 4 shards for it
void TestStreamControl::onDemandStartsWithFourShards()
{
    for (const auto &[stream, shards] :
         {std::pair{"clicks mode=on_demand", 4}, {"clicks[7] mode=on_demand", 7}, {"clicks", 1}}) {
        Simulation run(scenario(stream, {}, Duration::minutes(1)));
        run.advanceTo(SimTime{1'000'000});
        QCOMPARE(streamOf(run).openShards, shards);
        QCOMPARE(run.network().value("clicks.shards"), ParameterValue(std::int64_t{shards}));
        QCOMPARE(initialValue(run.spec(), *findParameter(run.spec(), "clicks.shards")),
                 ParameterValue(std::int64_t{shards}));
    }
}

void TestStreamControl::mistakesAreToldBeforeTheRun()
{
    ScenarioSpec spec = scenario("clicks[2]", {{10, "split 0"}}, Duration::minutes(1));
    spec.timeline[0].set["clicks.operation"] = std::string("splt 0");
    spec.components[1].parameters["operation"] = std::string("merge one 2");
    QStringList told;
    for (const Issue &issue : validate(spec))
        told << QString::fromStdString(toString(issue));
    QCOMPARE(told.join('\n'),
             QString("/components/1/operation: is not a shard: \"one\"; expected a number or a name such as "
                     "shardId-000000000003\n"
                     "/timeline/0/set/clicks.operation: unknown operation \"splt\"; expected split SHARD [HASH], "
                     "merge LOWER UPPER or update COUNT; did you mean \"split\"?"));
    ParameterValue value;
    const auto issue = parseParameter(spec, "clicks.operation", "update many", value);
    QVERIFY(issue && issue->pointer == "clicks.operation" && issue->problem == "is not a number of shards: \"many\"");
}

namespace {

/// 200 records/s come, 100 are done: after 100 s the oldest that waits is about 50 s old.
const char *behind = "web 200/s constant keys=1 -> clicks[1] retention=%1 -> count 10ms poll=5s";

} // namespace

// 2.5 guide, "Change the data retention period": records beyond the new one are inaccessible almost at once
void TestStreamControl::lowerRetentionLosesAtOnce()
{
    Simulation run(sketch(QString(behind).arg("1h").toStdString(), Duration::minutes(5)));
    const SimTime now{100'300'000};
    run.advanceTo(now);
    QVERIFY(lanesOf(run)[0].oldestAge > Duration::seconds(45));
    setByHand(run, "clicks.retention", "20s");
    const LaneView lane = lanesOf(run)[0];
    QVERIFY2(lane.oldestAge <= Duration::seconds(20) && lane.oldestAge > Duration::milliseconds(19'900),
             std::to_string(lane.oldestAge.toSeconds()).c_str());
    QVERIFY2(lane.expired > 200 * 25 && lane.expired < 200 * 32, std::to_string(lane.expired).c_str());
    QCOMPARE(lane.backlog, std::uint64_t{200 * 20 + 1}); // one each 5 ms, both ends
    checkAll(run);
    run.advanceTo(run.end());
    checkAll(run);
}

// 2.5 guide: raising it does not bring back what was lost, and keeps what is still there
void TestStreamControl::higherRetentionKeepsWhatIsThere()
{
    Simulation run(sketch(QString(behind).arg("20s").toStdString(), Duration::minutes(5)));
    const SimTime now{100'300'000};
    run.advanceTo(now);
    setByHand(run, "clicks.retention", "1h");
    const LaneView before = lanesOf(run)[0];
    QVERIFY(before.oldestAge <= Duration::seconds(20)); // those of the last 0.3 s were lost before
    run.advanceTo(SimTime{140'300'000});
    const LaneView after = lanesOf(run)[0];
    QCOMPARE(after.expired, before.expired);
    QVERIFY(after.oldestAge > Duration::seconds(35)); // 100 of 200 records/s stay: it grows by 1 s in 2 s
    QVERIFY(after.backlog > before.backlog + 3800);
    checkAll(run);
}

void TestStreamControl::nothingReadsAndTheRetentionChanges()
{
    ScenarioSpec spec = sketch("web 200/s constant keys=1 -> clicks[1] retention=1h -> count", Duration::minutes(5));
    spec.components.pop_back(); // nobody reads it
    Simulation run(spec);
    run.advanceTo(SimTime{100'300'000});
    setByHand(run, "clicks.retention", "20s");
    QCOMPARE(lanesOf(run)[0].backlog, std::uint64_t{200 * 20 + 1});
    checkAll(run);
}

HOTSHARD_TEST_MAIN(TestStreamControl)
#include "tst_stream_control.moc"

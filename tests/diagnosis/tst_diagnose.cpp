// Each kind of finding: a run that has it, one that nearly has it and must not.
#include "diagnosis/diagnose.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>
#include <functional>

using namespace hotshard;
using namespace hotshard::test;

namespace {

std::vector<Finding> findings(const Simulation &run) { return diagnose(run.snapshot({})); }

std::vector<Finding> findings(const std::string &line, Duration duration = Duration::minutes(5))
{
    return findings(simulate(line, duration));
}

const Finding *find(const std::vector<Finding> &all, FindingKind kind)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Finding &f) { return f.kind == kind; });
    return found == all.end() ? nullptr : &*found;
}

bool has(const std::vector<Finding> &all, FindingKind kind) { return find(all, kind); }

bool onlyHealthy(const std::vector<Finding> &all)
{
    return all.size() == 1 && all[0].kind == FindingKind::Healthy && all[0].severity == Severity::Info;
}

/// A quiet stream of two lanes and its function, as a snapshot to be spoilt.
Snapshot quiet()
{
    Snapshot s;
    StreamView stream;
    stream.id = ComponentId{1};
    stream.openShards = 2;
    for (std::uint32_t i = 0; i < 2; ++i) {
        LaneView lane;
        lane.shard = ShardId{i};
        lane.inPerSecond = lane.outPerSecond = 300;
        lane.hottestKey = 0;
        lane.hottestShare = 0.1;
        stream.lanes.push_back(lane);
    }
    s.streams.push_back(stream);
    FunctionView function;
    function.id = ComponentId{2};
    function.reads = ComponentId{1};
    function.capacityPerShard = 400;
    s.functions.push_back(function);
    return s;
}

LaneView &lane(Snapshot &s, std::size_t i) { return s.streams[0].lanes[i]; }

} // namespace

class TestDiagnose : public QObject {
    Q_OBJECT

private slots:
    void healthy();
    void hotKey();
    void slowFunction();
    void writeLimit();
    void poison();
    void orderLost();
    void waiting();
    void loss();
    void catchingUp();
    void lossOfAllShardsIsTold();
    void concurrency();
    void readLimit();
    void severalFunctions();
    void switchedOff();
    void agesAndSeverities();
    void worstFirst();
};

void TestDiagnose::healthy()
{
    QVERIFY(onlyHealthy(findings("web 500/s keys=300 -> clicks[2] -> count 1ms")));
    QVERIFY(onlyHealthy(diagnose(quiet())));
    QVERIFY(std::abs(diagnose(quiet())[0].inPerSecond - 600) < 1e-9);
    QVERIFY(diagnose(Snapshot{}).empty()); // nothing runs: nothing to say
}

void TestDiagnose::hotKey()
{
    // One key of 60 % of 900/s; a worker does 250/s: no number of shards helps.
    const auto all = findings("web 900/s hot=60% keys=500 -> clicks[8] -> count 4ms");
    const Finding *hot = find(all, FindingKind::HotKey);
    QVERIFY(hot && !hot->moreShardsHelp && hot->severity == Severity::Alarm);
    QCOMPARE(hot->key, 0);
    QVERIFY(hot->keyShare > 0.8 && hot->shardShare > 0.5 && hot->backlog > 10'000);
    QVERIFY(std::abs(hot->keyPerSecond - 540) < 60 && std::abs(hot->outPerSecond - 250) < 1);
    QVERIFY(!has(all, FindingKind::SlowFunction));
    // The same key with a function that keeps up is no finding at all.
    QVERIFY(onlyHealthy(findings("web 900/s hot=60% keys=500 -> clicks[8] -> count 1ms")));
    // A leading key in a lane that takes no more than the others is not what makes it slow.
    Snapshot s = quiet();
    lane(s, 0).iteratorAge = Duration::seconds(40);
    lane(s, 0).hottestShare = 0.6;
    QVERIFY(!has(diagnose(s), FindingKind::HotKey) && has(diagnose(s), FindingKind::SlowFunction));
    lane(s, 0).inPerSecond = 460;
    QVERIFY(has(diagnose(s), FindingKind::HotKey));
    lane(s, 0).hottestShare = 0.39;
    QVERIFY(!has(diagnose(s), FindingKind::HotKey));
}

void TestDiagnose::slowFunction()
{
    const auto all = findings("web 900/s uniform keys=3000 -> clicks[2] -> count 4ms");
    const Finding *slow = find(all, FindingKind::SlowFunction);
    QVERIFY(slow && slow->moreShardsHelp && slow->severity == Severity::Alarm);
    QVERIFY(!has(all, FindingKind::HotKey) && !has(all, FindingKind::Healthy));
    QVERIFY(std::abs(slow->growthPerSecond - 200) < 40);
    // Every key at its limit: the function is slow, even though one key leads in one lane.
    QVERIFY(!has(findings("web 900/s uniform keys=3000 -> clicks[2] -> count 2ms"), FindingKind::SlowFunction));
}

void TestDiagnose::writeLimit()
{
    const auto all = findings("web 2600/s keys=3000 uniform -> clicks[2] -> count 100us");
    const Finding *limit = find(all, FindingKind::WriteLimit);
    QVERIFY(limit && limit->moreShardsHelp && limit->severity == Severity::Alarm && limit->count > 100);
    const auto hot = findings("web 2600/s hot=70% keys=3000 -> clicks[4] -> count 100us");
    QVERIFY(find(hot, FindingKind::WriteLimit) && !find(hot, FindingKind::WriteLimit)->moreShardsHelp);
    QVERIFY(
        !has(findings("web 1700/s constant keys=3000 uniform -> clicks[2] -> count 100us"), FindingKind::WriteLimit));
}

void TestDiagnose::poison()
{
    Simulation run = simulate("web 200/s keys=50 bad=0.02% -> clicks[2] -> count 1ms");
    const auto all = findings(run);
    const Finding *poison = find(all, FindingKind::Poison);
    QVERIFY(poison && poison->severity == Severity::Alarm && !poison->moreShardsHelp && poison->count > 1);
    QVERIFY(!has(all, FindingKind::SlowFunction) && !has(all, FindingKind::HotKey));
    // In flight for the first time: it may be said only when it has failed.
    Snapshot s = quiet();
    lane(s, 1).worker.poison = true;
    QVERIFY(onlyHealthy(diagnose(s)));
    lane(s, 1).worker.attempt = 2;
    QVERIFY(has(diagnose(s), FindingKind::Poison));
    QVERIFY(!has(findings("web 200/s keys=50 bad=0.02% -> clicks[2] -> count 1ms retries=0"), FindingKind::Poison));
}

void TestDiagnose::orderLost()
{
    const auto all = findings("web 800/s keys=20 by=random -> clicks[4] -> count 2ms fixed=50ms");
    const Finding *order = find(all, FindingKind::OrderLost);
    QVERIFY(order && order->count > 0 && order->component == ComponentId{2} && order->severity == Severity::Warning);
    QVERIFY(!has(findings("web 800/s keys=20 -> clicks[4] -> count 2ms fixed=50ms"), FindingKind::OrderLost));
    // One shard keeps the order whatever the partition key.
    QVERIFY(!has(findings("web 200/s keys=20 by=random -> clicks[1] -> count 2ms"), FindingKind::OrderLost));
}

void TestDiagnose::waiting()
{
    ScenarioSpec spec =
        sketch("web 900/s keys=3000 uniform -> clicks[2] reshard=1s -> count 4ms", Duration::minutes(5));
    change(spec, Duration::minutes(4), "clicks.shards", "4");
    const auto all = findings(simulate(spec));
    const Finding *waiting = find(all, FindingKind::Waiting);
    QVERIFY(waiting && waiting->severity == Severity::Warning);
    QVERIFY(waiting->seconds > 30 && waiting->backlog > 10'000);
    QVERIFY(std::abs(waiting->seconds - waiting->backlog / 250) < 2);
    ScenarioSpec light =
        sketch("web 900/s keys=3000 uniform -> clicks[2] reshard=1s -> count 1ms", Duration::minutes(5));
    change(light, Duration::minutes(4), "clicks.shards", "4");
    QVERIFY(onlyHealthy(findings(simulate(light))));
}

void TestDiagnose::loss()
{
    const auto all = findings("web 900/s keys=3000 uniform -> clicks[2] retention=60s -> count 4ms");
    const Finding *loss = find(all, FindingKind::Loss);
    QVERIFY(loss && loss->severity == Severity::Alarm && loss->count > 1000);
    QVERIFY(!has(findings("web 900/s keys=3000 uniform -> clicks[2] retention=10m -> count 4ms"), FindingKind::Loss));
}

void TestDiagnose::catchingUp()
{
    ScenarioSpec spec = sketch("web 900/s keys=3000 uniform -> clicks[2] -> count 4ms", Duration::minutes(6));
    change(spec, Duration::minutes(5), "count.latency.per_record", "1ms");
    const auto all = findings(simulate(spec));
    const Finding *up = find(all, FindingKind::CatchingUp);
    QVERIFY(up && up->severity == Severity::Info && !has(all, FindingKind::SlowFunction));
    QVERIFY(std::abs(up->seconds - up->backlog / -up->growthPerSecond) < 1e-6);
    Snapshot s = quiet();
    lane(s, 0).iteratorAge = Duration::seconds(20);
    lane(s, 0).backlog = 6000;
    lane(s, 0).outPerSecond = 299; // it grows
    QVERIFY(!has(diagnose(s), FindingKind::CatchingUp));
    lane(s, 0).outPerSecond = 320;
    QVERIFY(has(diagnose(s), FindingKind::CatchingUp));
    QVERIFY(std::abs(find(diagnose(s), FindingKind::CatchingUp)->seconds - 300) < 1e-9);
}

void TestDiagnose::lossOfAllShardsIsTold()
{
    Snapshot s = quiet();
    lane(s, 0).expired = 40;
    lane(s, 1).expired = 60;
    const auto all = diagnose(s);
    const Finding *loss = find(all, FindingKind::Loss);
    QVERIFY(loss && loss->count == 100 && loss->shards == 2 && loss->shard == ShardId{1});
    lane(s, 0).expired = 0;
    QCOMPARE(find(diagnose(s), FindingKind::Loss)->shards, 1);
}

void TestDiagnose::concurrency()
{
    Snapshot s = quiet();
    lane(s, 0).iteratorAge = Duration::seconds(40);
    lane(s, 0).outPerSecond = 200;
    QVERIFY(has(diagnose(s), FindingKind::SlowFunction));
    s.functions[0].throttlesPerSecond = 3;
    s.functions[0].reserved = 1;
    const auto all = diagnose(s);
    const Finding *limit = find(all, FindingKind::ConcurrencyLimit);
    QVERIFY(limit && limit->severity == Severity::Alarm && limit->limit == 1 && limit->refusedPerSecond == 3);
    QVERIFY(limit->shards == 1 && limit->function == s.functions[0].id);
    QVERIFY(!has(all, FindingKind::SlowFunction)); // told once, with its cause
    // Of an account: what others have not reserved.
    s.functions[0].reserved = -1;
    s.functions[0].account = ComponentId{9};
    s.accounts.push_back({.id = ComponentId{9}, .name = "prod", .limit = 10, .reserved = 4});
    QCOMPARE(find(diagnose(s), FindingKind::ConcurrencyLimit)->limit, 6.0);
    // Throttles that nobody feels, and a backlog that shrinks in spite of them, are no findings.
    lane(s, 0).outPerSecond = 400;
    QVERIFY(!has(diagnose(s), FindingKind::ConcurrencyLimit) && has(diagnose(s), FindingKind::CatchingUp));
    lane(s, 0).iteratorAge = Duration::seconds(1);
    QVERIFY(onlyHealthy(diagnose(s)));
}

/// quiet() with three functions on each lane.
static Snapshot threeFunctions()
{
    Snapshot s = quiet();
    for (std::uint32_t f = 3; f < 5; ++f) {
        s.functions.push_back(s.functions[0]);
        s.functions.back().id = ComponentId{f};
    }
    for (LaneView &lane : s.streams[0].lanes) {
        lane.bytesInPerSecond = 1e6;
        for (const FunctionView &function : s.functions) {
            ConsumerView consumer;
            consumer.function = function.id;
            consumer.outPerSecond = 300;
            lane.consumers.push_back(consumer);
        }
    }
    return s;
}

void TestDiagnose::readLimit()
{
    Snapshot s = threeFunctions();
    LaneView &late = lane(s, 1);
    late.reads.refusedPerSecond = 2;
    QVERIFY(onlyHealthy(diagnose(s))); // refused now and then, and in time all the same
    late.consumers[2].iteratorAge = Duration::seconds(50);
    late.consumers[2].outPerSecond = 100;
    const auto all = diagnose(s);
    const Finding *limit = find(all, FindingKind::ReadLimit);
    QVERIFY(limit && limit->severity == Severity::Alarm && limit->consumers == 3 && limit->shard == ShardId{1});
    QVERIFY(limit->count == 3e6 && limit->limit == 2097152 && !limit->byCalls);
    QVERIFY(!has(all, FindingKind::SlowFunction));
    // One with enhanced fan-out has limits of its own: it is slow by itself.
    late.consumers[2].dedicated = true;
    QVERIFY(!has(diagnose(s), FindingKind::ReadLimit) && has(diagnose(s), FindingKind::SlowFunction));
}

void TestDiagnose::severalFunctions()
{
    // The lane's own numbers are of one of them; the others are looked at as well.
    Snapshot s = threeFunctions();
    lane(s, 0).consumers[1].iteratorAge = Duration::seconds(20);
    lane(s, 0).consumers[1].outPerSecond = 200;
    lane(s, 0).consumers[2].iteratorAge = Duration::seconds(60);
    lane(s, 0).consumers[2].outPerSecond = 400;
    lane(s, 0).consumers[2].backlog = 1000;
    const auto all = diagnose(s);
    const Finding *slow = find(all, FindingKind::SlowFunction), *up = find(all, FindingKind::CatchingUp);
    QVERIFY(slow && slow->function == ComponentId{3} && slow->severity == Severity::Warning);
    QVERIFY(up && up->function == ComponentId{4} && up->seconds == 10);
}

void TestDiagnose::switchedOff()
{
    Snapshot s = threeFunctions();
    s.functions[1].enabled = false;
    QVERIFY(onlyHealthy(diagnose(s)));
    for (LaneView &lane : s.streams[0].lanes) {
        lane.consumers[1].iteratorAge = Duration::seconds(40);
        lane.consumers[1].outPerSecond = 0;
        lane.consumers[1].backlog = 500;
    }
    const auto all = diagnose(s);
    QCOMPARE(all.size(), std::size_t{1});
    QVERIFY(all[0].kind == FindingKind::SwitchedOff && all[0].backlog == 1000 && all[0].function == ComponentId{3});
}

void TestDiagnose::agesAndSeverities()
{
    Snapshot s = quiet();
    lane(s, 0).outPerSecond = 200;
    const auto severity = [&](Duration age) {
        lane(s, 0).iteratorAge = age;
        const auto all = diagnose(s);
        return all.size() == 1 ? all[0].severity : Severity::Info;
    };
    QVERIFY(severity(warnAge - Duration{1}) == Severity::Info);
    QVERIFY(onlyHealthy(diagnose(s)));
    QVERIFY(severity(warnAge) == Severity::Warning);
    QVERIFY(severity(alarmAge - Duration{1}) == Severity::Warning);
    QVERIFY(severity(alarmAge) == Severity::Alarm);
}

void TestDiagnose::worstFirst()
{
    const auto all =
        findings("web 2600/s keys=50 by=random attempts=4 bad=0.05% -> clicks[2] retention=20s -> count 4ms");
    QVERIFY(all.size() >= 3);
    QVERIFY(std::is_sorted(all.begin(), all.end(),
                           [](const Finding &a, const Finding &b) { return a.severity > b.severity; }));
    QVERIFY(!has(all, FindingKind::Healthy));
    // The same snapshot gives the same findings.
    const Snapshot s = simulate("web 900/s -> clicks[2] -> count 4ms", Duration::minutes(2)).snapshot({});
    QVERIFY(diagnose(s) == diagnose(s));
}

HOTSHARD_TEST_MAIN(TestDiagnose)
#include "tst_diagnose.moc"

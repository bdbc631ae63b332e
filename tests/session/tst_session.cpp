// A run on a thread of its own: commands go in, snapshots come out, nothing is lost and nothing hangs.
#include "session/session.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <functional>

using namespace hotshard;
using namespace hotshard::test;

namespace {

ScenarioSpec scenario(Duration duration = Duration::minutes(5))
{
    ScenarioSpec spec =
        sketch("web 900/s zipf=1 keys=200 -> clicks[2] reshard=3s -> count 2ms -> minutes 10s", duration);
    spec.controls = {"clicks.shards", "web.rate", "count.latency.per_record"};
    spec.speed = 60;
    change(spec, Duration::seconds(20), "web.rate", "1500/s");
    return spec;
}

/// Waits for what the engine's thread will do; a minute is as good as never.
bool await(Session &session, const std::function<bool(const Snapshot &)> &condition)
{
    return QTest::qWaitFor([&] { return condition(*session.latest()); }, 60'000);
}

bool awaitTime(Session &session, Duration at)
{
    return await(session, [at](const Snapshot &s) { return s.time.us >= at.us; });
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void startsPausedWithASnapshot();
    void outlineOfTheScenario();
    void stepsAreExact();
    void playsToTheEnd();
    void pauses();
    void restarts();
    void setsParameters();
    void recordedSpecGivesTheSameRun();
    void queryDecidesWhatIsShown();
    void thePointerChangesOnlyWithNews();
    void destroyedWhileRunning();
    void speedIsKeptInItsRange();
};

void TestSession::startsPausedWithASnapshot()
{
    Session session(scenario());
    const SnapshotPtr first = session.latest();
    QVERIFY(first);
    QVERIFY(first->time == SimTime::zero());
    QVERIFY(first->duration == Duration::minutes(5));
    QVERIFY(!first->finished && !session.isPlaying());
    QCOMPARE(first->streams.size(), std::size_t{1});
    QCOMPARE(first->streams[0].lanes.size(), std::size_t{2});
    QCOMPARE(first->changes.size(), std::size_t{1});
    QVERIFY(first->changes[0].planned);
}

void TestSession::outlineOfTheScenario()
{
    const Session session(scenario());
    const Outline &outline = session.outline();
    QCOMPARE(outline.components.size(), std::size_t{4});
    QCOMPARE(outline.controls.size(), std::size_t{3});
    QCOMPARE(outline.controls[0].path, std::string("clicks.shards"));
    QCOMPARE(outline.controls[0].componentType, std::string("kinesis_stream"));
    QVERIFY(outline.controls[0].value == ParameterValue(std::int64_t{2}));
    QVERIFY(outline.controls[1].initial == ParameterValue(900.0));
    QCOMPARE(outline.controls[2].decl.name, std::string("latency.per_record"));
    QVERIFY(outline.duration == Duration::minutes(5));
}

void TestSession::stepsAreExact()
{
    Session session(scenario());
    session.step(Duration{12'345'678});
    QVERIFY(awaitTime(session, Duration{12'345'678}));
    QVERIFY(session.latest()->time == SimTime{12'345'678});
    session.step(Duration::hours(1)); // no further than the end
    QVERIFY(await(session, [](const Snapshot &s) { return s.finished; }));
    QVERIFY(session.latest()->time == SimTime{Duration::minutes(5).us});
    const Simulation alone = simulate(scenario());
    QCOMPARE(session.latest()->producers[0].produced, alone.snapshot({}).producers[0].produced);
    QVERIFY(session.latest()->conservation == alone.snapshot({}).conservation);
}

void TestSession::playsToTheEnd()
{
    Session session(scenario());
    session.setSpeed(10'000);
    session.play();
    std::int64_t last = 0;
    QVERIFY(await(session, [&](const Snapshot &s) {
        const bool forward = s.time.us >= last;
        last = s.time.us;
        return !forward || s.finished;
    }));
    QVERIFY(session.latest()->finished);
    QVERIFY(QTest::qWaitFor([&] { return !session.isPlaying(); }, 60'000));
    QVERIFY(session.latest()->conservation == simulate(scenario()).snapshot({}).conservation);
    QVERIFY(!session.latest()->findings.empty());
}

void TestSession::pauses()
{
    Session session(scenario(Duration::hours(10)));
    session.play();
    QVERIFY(awaitTime(session, Duration::seconds(1)));
    QVERIFY(session.isPlaying());
    session.pause();
    // A step is taken by a paused run only: its snapshot is the first after the pause.
    session.step(Duration::hours(20));
    QVERIFY(await(session, [](const Snapshot &s) { return s.finished; }));
    QVERIFY(!session.isPlaying());
}

void TestSession::restarts()
{
    Session session(scenario());
    session.step(Duration::minutes(1));
    session.setParameter("clicks.shards", std::int64_t{8});
    session.step(Duration::minutes(1));
    QVERIFY(awaitTime(session, Duration::minutes(2)));
    const std::uint64_t run = session.latest()->run;
    session.restart();
    QVERIFY(await(session, [&](const Snapshot &s) { return s.run != run; }));
    QVERIFY(session.latest()->time == SimTime::zero());
    QCOMPARE(session.latest()->streams[0].openShards, 2);
    QVERIFY(session.recordedSpec() == scenario());
    session.step(Duration::minutes(2));
    QVERIFY(awaitTime(session, Duration::minutes(2)));
    Simulation alone(scenario());
    alone.advanceTo(SimTime{Duration::minutes(2).us});
    QVERIFY(session.latest()->conservation == alone.snapshot({}).conservation);
}

void TestSession::setsParameters()
{
    Session session(scenario());
    session.step(Duration::seconds(10));
    session.setParameter("clicks.shards", std::int64_t{4});
    session.step(Duration::seconds(3)); // the time that a reshard takes
    QVERIFY(await(session, [](const Snapshot &s) { return s.time.us == 13'000'000; }));
    const SnapshotPtr now = session.latest();
    QCOMPARE(now->streams[0].openShards, 4);
    const auto byHand = std::find_if(now->changes.begin(), now->changes.end(), [](auto &c) { return c.byHand; });
    QVERIFY(byHand != now->changes.end());
    QCOMPARE(byHand->path, std::string("clicks.shards"));
    QCOMPARE(byHand->from, std::string("2"));
    QCOMPARE(byHand->to, std::string("4"));
    QVERIFY(byHand->at == SimTime{10'000'000});
}

void TestSession::recordedSpecGivesTheSameRun()
{
    const auto changedByHand = [](const Snapshot &s) {
        return std::count_if(s.changes.begin(), s.changes.end(), [](const ChangeMark &c) { return c.byHand; });
    };
    Session session(scenario());
    session.setSpeed(1000);
    session.play();
    QVERIFY(awaitTime(session, Duration::seconds(5)));
    session.setParameter("web.rate", 1200.0);
    session.setParameter("clicks.shards", std::int64_t{5});
    QVERIFY(await(session, [&](const Snapshot &s) { return s.time.us >= 60'000'000 && changedByHand(s) >= 2; }));
    session.setParameter("count.latency.per_record", std::int64_t{500});
    QVERIFY(await(session, [&](const Snapshot &s) { return s.finished && changedByHand(s) == 3; }));
    const ScenarioSpec recorded = session.recordedSpec();
    QVERIFY(recorded.timeline.size() >= 3);
    const Simulation alone = simulate(recorded);
    const SnapshotPtr seen = session.latest();
    QVERIFY(seen->conservation == alone.snapshot({}).conservation);
    QCOMPARE(seen->functions[0].invocations, alone.snapshot({}).functions[0].invocations);
    QVERIFY(seen->functions[0].durationP99Ms == alone.snapshot({}).functions[0].durationP99Ms);
    QCOMPARE(seen->windows[0].newest.size(), alone.snapshot({}).windows[0].newest.size());
    for (std::size_t i = 0; i < seen->windows[0].newest.size(); ++i)
        QVERIFY(seen->windows[0].newest[i].firedAt == alone.snapshot({}).windows[0].newest[i].firedAt);
    QVERIFY(seen->charts.flow.lines.at(1).high == alone.snapshot({}).charts.flow.lines.at(1).high);
    // And it makes a difference that the changes are there.
    QVERIFY(alone.fingerprint() != simulate(scenario()).fingerprint());
}

void TestSession::queryDecidesWhatIsShown()
{
    Session session(scenario());
    session.step(Duration::minutes(1));
    SnapshotQuery query;
    query.chartPoints = 10;
    query.hashTicks = 3;
    session.setQuery(query);
    QVERIFY(await(session, [](const Snapshot &s) { return s.time.us > 0 && s.charts.flow.times.size() <= 10; }));
    QVERIFY(!session.latest()->charts.flow.times.empty());
    QVERIFY(session.latest()->ticks.size() < 200);
}

void TestSession::thePointerChangesOnlyWithNews()
{
    Session session(scenario());
    session.step(Duration::seconds(1));
    QVERIFY(awaitTime(session, Duration::seconds(1)));
    const SnapshotPtr seen = session.latest();
    QVERIFY(session.latest() == seen);
    session.step(Duration::seconds(1));
    QVERIFY(awaitTime(session, Duration::seconds(2)));
    QVERIFY(session.latest() != seen);
    QVERIFY(seen->time == SimTime{1'000'000}); // what was handed out does not change
}

void TestSession::destroyedWhileRunning()
{
    for (int i = 0; i < 20; ++i) {
        Session session(scenario(Duration::hours(24)));
        session.setSpeed(10'000);
        session.play();
        if (i % 2)
            QVERIFY(awaitTime(session, Duration::seconds(i)));
        session.setParameter("web.rate", 10'000.0);
        QVERIFY(session.latest());
    }
}

void TestSession::speedIsKeptInItsRange()
{
    Session session(scenario());
    QVERIFY(session.speed() == 60);
    session.setSpeed(0.1);
    QVERIFY(session.speed() == 1);
    session.setSpeed(1e9);
    QVERIFY(session.speed() == 10'000);
    QVERIFY(!session.isBehind());
}

HOTSHARD_TEST_MAIN(TestSession)
#include "tst_session.moc"

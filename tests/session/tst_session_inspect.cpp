// Questions about one thing in a run at work: answered by the engine's thread, once or again and again.
#include "session/handed_event.h"
#include "session/session.h"
#include "simulation/inspect.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <functional>

using namespace hotshard;
using namespace hotshard::test;

namespace {

ScenarioSpec scenario()
{
    return sketch("web 300/s keys=50 -> clicks[2] -> count fixed=150ms batch=50", Duration::hours(24));
}

const ComponentId stream{1}, function{2};

InspectionQuery shard(std::uint32_t id) { return {InspectionQuery::What::Shard, stream, ShardId{id}, -1, 0}; }
InspectionQuery batch(std::uint32_t id) { return {InspectionQuery::What::Batch, function, ShardId{id}, -1, 0}; }

bool await(Session &session, const std::function<bool(const Inspection &)> &condition)
{
    return QTest::qWaitFor(
        [&] {
            const InspectionPtr answer = session.latestInspection();
            return answer && condition(*answer);
        },
        60'000);
}

} // namespace

class TestSessionInspect : public QObject {
    Q_OBJECT

private slots:
    void nobodyAskedNothingIsTold()
    {
        Session session(scenario());
        session.step(Duration::seconds(5));
        QVERIFY(QTest::qWaitFor([&] { return session.latest()->time.us == 5'000'000; }, 60'000));
        QVERIFY(!session.latestInspection());
    }

    /// The answer of a paused run is that of a simulation of the same instant.
    void answerIsOfTheRun()
    {
        Session session(scenario());
        session.step(Duration::seconds(7));
        const std::uint64_t request = session.inspect(batch(1), false);
        QVERIFY(await(session, [&](const Inspection &i) { return i.request == request; }));
        Simulation same(scenario());
        same.advanceTo(SimTime{7'000'000});
        const Inspection expected = inspect(same, batch(1));
        const InspectionPtr answer = session.latestInspection();
        QCOMPARE(answer->time.us, expected.time.us);
        QVERIFY(answer->batch && answer->batch->records == expected.batch->records);
        QVERIFY(!handedEvent(*answer).empty());
        QCOMPARE(handedEvent(*answer), handedEvent(expected));
        QVERIFY(handedEvent(*answer, true, 1).size() < handedEvent(*answer).size());
    }

    /// Told once, it stays; followed, it goes with the run, and no more after the question is taken back.
    void followsOnlyWhenItShall()
    {
        Session session(scenario());
        session.setSpeed(60);
        session.play();
        std::uint64_t request = session.inspect(shard(0), false);
        QVERIFY(await(session, [&](const Inspection &i) { return i.request == request; }));
        const InspectionPtr once = session.latestInspection();
        QTest::qWait(300);
        QVERIFY(session.latestInspection() == once);
        request = session.inspect(shard(1), true);
        QVERIFY(await(session, [&](const Inspection &i) { return i.request == request; }));
        const SimTime first = session.latestInspection()->time;
        QVERIFY(await(session, [&](const Inspection &i) { return i.time.us > first.us + 5'000'000; }));
        QCOMPARE(session.latestInspection()->shard->name, std::string("shardId-000000000001"));
        (void)session.inspect({}, false);
        session.pause();
        QTest::qWait(100);
        const InspectionPtr last = session.latestInspection();
        session.play();
        QTest::qWait(300);
        QVERIFY(session.latestInspection() == last);
    }

    /// A restart is followed, too: the answer says of which run it is.
    void followsARestart()
    {
        Session session(scenario());
        session.step(Duration::seconds(30));
        (void)session.inspect(shard(0), true);
        QVERIFY(await(session, [](const Inspection &i) { return i.time.us == 30'000'000; }));
        session.restart();
        QVERIFY(await(session, [](const Inspection &i) { return i.time.us == 0 && i.run == 2; }));
    }
};

HOTSHARD_TEST_MAIN(TestSessionInspect)
#include "tst_session_inspect.moc"

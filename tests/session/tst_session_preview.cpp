// Previews while a run is at work: asked for and answered without waiting, the newest wins, the run stays as it is.
#include "session/session.h"

#include "simulation/preview.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

ScenarioSpec scenario(const std::string &line = "web 900/s zipf=1 keys=200 -> clicks[2] reshard=3s -> count 3ms")
{
    ScenarioSpec spec = sketch(line, Duration::minutes(30));
    spec.controls = {"web.rate"};
    return spec;
}

ParameterValue rate(double perSecond) { return perSecond; }

/// The answer to a request; a minute is as good as never.
PreviewPtr await(Session &session, std::uint64_t request)
{
    const bool came = QTest::qWaitFor(
        [&] {
            const PreviewPtr preview = session.latestPreview();
            return preview && preview->request >= request;
        },
        60'000);
    return came ? session.latestPreview() : nullptr;
}

} // namespace

class TestSessionPreview : public QObject {
    Q_OBJECT

private slots:
    void noneBeforeTheFirst();
    void saysWhatTheEngineSays();
    void theRunStaysAsItIs();
    void theNewestWins();
    void anEmptyPathChangesNothing();
    void noLongerThanTheRun();
    void endsSoonerWithManyShards_data();
    void endsSoonerWithManyShards();
    void worksWhilePlaying();
    void refusesWithAReason();
    void knowsItsRun();
    void destroyedWhileDrawing();
};

void TestSessionPreview::noneBeforeTheFirst()
{
    Session session(scenario());
    QVERIFY(!session.latestPreview());
}

void TestSessionPreview::saysWhatTheEngineSays()
{
    Session session(scenario());
    session.step(Duration::minutes(3));
    const PreviewPtr preview = await(session, session.askPreview("web.rate", rate(300), Duration::minutes(12)));
    QVERIFY(preview);
    QCOMPARE(preview->path, std::string("web.rate"));
    QCOMPARE(preview->value, std::string("300/s"));

    Simulation same(scenario());
    same.advanceTo(SimTime{Duration::minutes(3).us});
    setByHand(same, "web.rate", "300/s");
    const Preview wanted = previewOf(same, same.now() + Duration::minutes(12));
    QVERIFY(preview->refusal == PreviewRefusal::None);
    QCOMPARE(preview->from.us, wanted.from.us);
    QVERIFY(preview->times == wanted.times);
    QVERIFY(preview->backlog == wanted.backlog);
    QVERIFY(preview->worstAge == wanted.worstAge);
    QCOMPARE(preview->processed, wanted.processed);
}

void TestSessionPreview::theRunStaysAsItIs()
{
    Session session(scenario());
    session.step(Duration::minutes(1));
    QVERIFY(QTest::qWaitFor([&] { return session.latest()->time.us == Duration::minutes(1).us; }, 60'000));
    const SnapshotPtr before = session.latest();
    QVERIFY(await(session, session.askPreview("web.rate", rate(5000), Duration::minutes(10))));
    QCOMPARE(session.latest(), before); // nothing new to draw
    QVERIFY(before->changes.empty());
    QVERIFY(session.recordedSpec() == scenario());
}

void TestSessionPreview::theNewestWins()
{
    Session session(scenario());
    std::uint64_t last = 0;
    for (int i = 1; i <= 200; ++i)
        last = session.askPreview("web.rate", rate(100.0 + i), Duration::minutes(10));
    QCOMPARE(last, std::uint64_t{200});
    const PreviewPtr preview = await(session, last);
    QVERIFY(preview);
    QCOMPARE(preview->request, last);
    QCOMPARE(preview->value, std::string("300/s"));
}

void TestSessionPreview::anEmptyPathChangesNothing()
{
    Session session(scenario());
    session.step(Duration::minutes(3));
    const PreviewPtr preview = await(session, session.askPreview({}, {}, Duration::minutes(12)));
    QVERIFY(preview && preview->path.empty() && preview->value.empty());
    Simulation same(scenario());
    same.advanceTo(SimTime{Duration::minutes(3).us});
    const Preview wanted = previewOf(same, same.now() + Duration::minutes(12));
    QVERIFY(preview->refusal == PreviewRefusal::None);
    QVERIFY(!wanted.times.empty() && preview->times == wanted.times && preview->backlog == wanted.backlog);
}

void TestSessionPreview::noLongerThanTheRun()
{
    Session session(scenario());
    session.step(Duration::minutes(25));
    const PreviewPtr preview = await(session, session.askPreview("web.rate", rate(300), Duration::hours(2)));
    QVERIFY(preview);
    QCOMPARE(preview->times.size(), std::size_t{300});
    session.restart();
    const PreviewPtr shortest = await(session, session.askPreview("web.rate", rate(300), Duration::seconds(1)));
    QVERIFY(shortest);
    QCOMPARE(shortest->times.size(), std::size_t{600}); // ten minutes at least
}

void TestSessionPreview::endsSoonerWithManyShards_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("reshardAt");
    QTest::addColumn<int>("seconds");
    QTest::newRow("from the beginning") << "web 9/s -> clicks[2000] -> count" << 0 << 500;
    QTest::newRow("later") << "web 9/s -> clicks[4] reshard=2s -> count" << 1 << 0;
    QTest::newRow("so late that none of it is drawn") << "web 9/s -> clicks[1300] reshard=29s -> count" << 571 << 600;
}

void TestSessionPreview::endsSoonerWithManyShards()
{
    QFETCH(QString, line);
    QFETCH(int, reshardAt);
    QFETCH(int, seconds);
    ScenarioSpec spec = scenario(line.toStdString());
    if (reshardAt > 0)
        change(spec, Duration::seconds(reshardAt), "clicks.shards", "4000");
    Session session(spec);
    const PreviewPtr preview = await(session, session.askPreview("web.rate", rate(8), Duration::minutes(30)));
    QVERIFY(preview && preview->refusal == PreviewRefusal::None);
    std::size_t values = 0;
    for (const PreviewLane &lane : preview->lanes) {
        QCOMPARE(lane.backlog.size(), preview->times.size());
        values += lane.backlog.size();
    }
    QVERIFY2(values <= 1'000'000, std::to_string(values).c_str());
    if (seconds > 0)
        QCOMPARE(preview->times.size(), static_cast<std::size_t>(seconds));
    else
        QVERIFY(preview->lanes.size() > 4000 && preview->times.size() == 1'000'000 / preview->lanes.size());
}

void TestSessionPreview::worksWhilePlaying()
{
    Session session(scenario());
    session.setSpeed(100);
    session.play();
    std::int64_t from = -1;
    for (int i = 0; i < 5; ++i) {
        const PreviewPtr preview = await(session, session.askPreview("web.rate", rate(500), Duration::minutes(10)));
        QVERIFY(preview && preview->refusal == PreviewRefusal::None);
        QVERIFY(preview->from.us >= from); // from the present, wherever that is by now
        from = preview->from.us;
    }
}

void TestSessionPreview::refusesWithAReason()
{
    ScenarioSpec spec = scenario("web 100/s bad=0.01 -> clicks[2] -> count 3ms");
    Session session(spec);
    const PreviewPtr preview = await(session, session.askPreview("web.rate", rate(300), Duration::minutes(10)));
    QVERIFY(preview);
    QVERIFY(preview->refusal == PreviewRefusal::PoisonRecords);
    QVERIFY(preview->times.empty());
}

void TestSessionPreview::knowsItsRun()
{
    Session session(scenario());
    const PreviewPtr first = await(session, session.askPreview("web.rate", rate(300), Duration::minutes(10)));
    QVERIFY(first);
    QCOMPARE(first->run, session.latest()->run);
    session.restart();
    const PreviewPtr second = await(session, session.askPreview("web.rate", rate(300), Duration::minutes(10)));
    QVERIFY(second);
    QCOMPARE(second->run, first->run + 1);
}

void TestSessionPreview::destroyedWhileDrawing()
{
    for (int i = 0; i < 20; ++i) {
        Session session(scenario("web 900/s -> clicks[64] -> count 1ms"));
        (void)session.askPreview("web.rate", rate(300), Duration::minutes(30));
        QTest::qWait(i % 4);
    }
}

HOTSHARD_TEST_MAIN(TestSessionPreview)
#include "tst_session_preview.moc"

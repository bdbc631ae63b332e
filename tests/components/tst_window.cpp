// When windows fire, what they say and what is true, recomputed from every single record.
#include "components/window.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// The rows of a run, and the same computed from all records that the rig saw made and delivered.
struct Truths {
    std::map<std::pair<std::int64_t, std::int64_t>, double> made, delivered; ///< by window and key (-1: all)
};

Truths recompute(const ScenarioSpec &spec, std::int64_t size, bool byKey, bool sum)
{
    Rig rig(spec);
    rig.advanceTo(SimTime{spec.duration.us});
    Truths truths;
    const auto keyOf = [&](const SeenRecord &r) { return byKey ? std::int64_t{r.key} : -1; };
    for (const SeenRecord &r : rig.recorder().produced)
        truths.made[{r.made / size, keyOf(r)}] += sum ? r.value : 1;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &r : delivery.records)
            truths.delivered[{r.made / size, keyOf(r)}] += sum ? r.value : 1;
    return truths;
}

const Window &windowOf(const Simulation &run) { return component<Window>(run, "minutes"); }

std::uint64_t late(const Simulation &run) { return windowOf(run).conservation().rejected; }

} // namespace

class TestWindow : public QObject {
    Q_OBJECT

private slots:
    void rowsAreTrue_data();
    void rowsAreTrue();
    void firesByTheSlowestShard();
    void aSlowShardHoldsBack();
    void anIdleShardDoesNot();
    void anIdleShardThatGetsWorkIsNotLate();
    void aSlowPollIsNotLate();
    void retriesMakeRecordsLate();
    void throughReshards();
    void sumsAreExact();
    void largeSums();
    void replayedValues();
    void oneKeyByTheMillion();
    void aMillionKeys();
    void copiesShareWhatTheyHaveSeen();
};

void TestWindow::rowsAreTrue_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("byKey");
    QTest::newRow("all") << "web 400/s -> clicks[3] -> count 500us -> minutes 10s" << qint64{10'000'000} << false;
    QTest::newRow("by key") << "web 400/s keys=30 -> clicks[3] -> count 500us -> minutes 7s by=key" << qint64{7'000'000}
                            << true;
    QTest::newRow("small") << "web 900/s keys=3 -> clicks[2] -> count poll=10ms -> minutes 100ms by=key"
                           << qint64{100'000} << true;
    QTest::newRow("behind") << "web 400/s keys=9 -> clicks[2] -> count 8ms -> minutes 10s by=key" << qint64{10'000'000}
                            << true;
}

void TestWindow::rowsAreTrue()
{
    QFETCH(QString, line);
    QFETCH(qint64, size);
    QFETCH(bool, byKey);
    const ScenarioSpec spec = sketch(line.toStdString(), Duration::minutes(4));
    const Simulation run = simulate(spec);
    checkAll(run);
    const Truths truths = recompute(spec, size, byKey, false);
    const auto &rows = windowOf(run).rows();
    QVERIFY(rows.size() > 10);
    QCOMPARE(late(run), std::uint64_t{0});
    std::int64_t windows = 0;
    std::size_t matched = 0;
    for (const WindowRow &row : rows) {
        QCOMPARE((row.end - row.start).us, size);
        QCOMPARE(row.start.us % size, std::int64_t{0});
        QVERIFY(row.firedAt > row.end);
        windows = std::max<std::int64_t>(windows, row.start.us / size + 1);
        const auto made = truths.made.find({row.start.us / size, row.key});
        // A window without any record has a row only when it is for all records.
        QVERIFY(made != truths.made.end() ? row.truth == made->second : row.truth == 0 && row.key == -1);
        QVERIFY(row.reported == row.truth); // nothing is late here, so all of it was counted
        matched += made != truths.made.end();
    }
    std::size_t wanted = 0;
    for (const auto &[place, count] : truths.made)
        wanted += place.first < windows;
    QCOMPARE(matched, wanted); // no row is missing
}

void TestWindow::firesByTheSlowestShard()
{
    // Recomputed from deliveries: a window fires when every shard has brought a record from beyond its end.
    const ScenarioSpec spec =
        sketch("web 500/s keys=2000 -> clicks[4] -> count 1ms fixed=300ms -> minutes 5s idle=1h", Duration::minutes(3));
    Rig rig(spec);
    rig.advanceTo(SimTime{spec.duration.us});
    std::vector<std::int64_t> latest(4, -1), fired;
    for (const SeenDelivery &delivery : rig.recorder().deliveries) {
        for (const SeenRecord &r : delivery.records)
            latest[delivery.shard] = std::max(latest[delivery.shard], r.made);
        const std::int64_t lowest = *std::min_element(latest.begin(), latest.end());
        while (lowest >= static_cast<std::int64_t>(fired.size() + 1) * 5'000'000)
            fired.push_back(delivery.at);
    }
    const Simulation run = simulate(spec);
    const auto &rows = windowOf(run).rows();
    QCOMPARE(rows.size(), fired.size());
    QVERIFY(rows.size() > 30);
    for (std::size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i].firedAt.us, fired[i]);
}

void TestWindow::aSlowShardHoldsBack()
{
    // One key is 70 % of 600/s: its shard does 250/s of 430 and falls behind, and with it all results.
    const Simulation run =
        simulate("web 600/s hot=70% keys=500 -> clicks[4] -> count 4ms -> minutes 10s", Duration::minutes(10));
    checkAll(run);
    const WindowView view = run.snapshot({}).windows.at(0);
    const double hot = 250 / (600 * (0.7 + 0.3 / 4)); // share of its time that the slow shard has come to
    QVERIFY(std::abs(view.watermark.toSeconds() - 600 * hot) < 15);
    QVERIFY(view.behind == run.now() - view.watermark);
    QCOMPARE(view.fired, static_cast<std::uint64_t>(view.watermark.us / 10'000'000));
    QCOMPARE(late(run), std::uint64_t{0});
    QVERIFY(view.newest.size() <= 12);
    for (const WindowResult &result : view.newest)
        QVERIFY(result.status != WindowStatus::Fired || result.reported == result.truth);
}

void TestWindow::anIdleShardDoesNot()
{
    // Every record has one key: the other shard is empty and must not stop the clock, once it counts as idle.
    const Simulation run =
        simulate("web 100/s keys=1 -> clicks[2] -> count 1ms -> minutes 10s idle=3s", Duration::minutes(2));
    checkAll(run);
    const auto &rows = windowOf(run).rows();
    QVERIFY(rows.size() >= 11);
    for (const WindowRow &row : rows) {
        QVERIFY(row.reported == row.truth);
        // At most the idle time, a poll and a second of the clock after its end.
        QVERIFY2((row.firedAt - row.end).toSeconds() <= 3 + 1 + 1.2,
                 std::to_string((row.firedAt - row.end).toSeconds()).c_str());
    }
    const Simulation never =
        simulate("web 100/s keys=1 -> clicks[2] -> count 1ms -> minutes 10s idle=1h", Duration::minutes(2));
    QCOMPARE(windowOf(never).rows().size(), std::size_t{0});
}

void TestWindow::anIdleShardThatGetsWorkIsNotLate()
{
    // Idle for a minute, then a batch that takes longer than `idle_after`: the shard is slow now, not idle.
    ScenarioSpec spec = sketch("web 0/s keys=1 -> clicks[1] -> count fixed=20s batch=10000 -> minutes 1s idle=2s",
                               Duration::minutes(4));
    change(spec, Duration{60'300'000}, "web.rate", "50/s");
    change(spec, Duration::minutes(2), "web.rate", "0/s");
    const Simulation run = simulate(spec);
    checkAll(run);
    QCOMPARE(late(run), std::uint64_t{0});
    QVERIFY(windowOf(run).rows().size() > 120);
    for (const WindowRow &row : windowOf(run).rows())
        QVERIFY(row.reported == row.truth);
}

void TestWindow::aSlowPollIsNotLate()
{
    // Polled more rarely than `idle_after`: records that came after the last look are still to come.
    const Simulation run =
        simulate("web 0.2/s keys=40 -> clicks[3] -> count poll=20s -> minutes 1s idle=100ms", Duration::minutes(10));
    checkAll(run);
    QCOMPARE(late(run), std::uint64_t{0});
    QVERIFY(windowOf(run).conservation().delivered > 50);
}

void TestWindow::retriesMakeRecordsLate()
{
    // A throttled record is written up to a minute after it was made; its window may have fired.
    const ScenarioSpec spec =
        sketch("web 1300/s keys=200 attempts=6 delay=10s -> clicks[1] -> count batch=1000 poll=200ms "
               "-> minutes 1s",
               Duration::minutes(2));
    const Simulation run = simulate(spec);
    checkAll(run);
    QVERIFY(late(run) > 1000);
    // Each record is counted once: in its window, or as late.
    const Truths truths = recompute(spec, 1'000'000, false, false);
    double delivered = 0, counted = 0;
    for (const auto &[place, count] : truths.delivered)
        delivered += count;
    for (const WindowRow &row : windowOf(run).rows())
        counted += row.reported;
    const ConservationRow row = windowOf(run).conservation();
    QVERIFY(delivered == static_cast<double>(row.in));
    QVERIFY(counted == static_cast<double>(row.delivered));
    QCOMPARE(row.in, row.waiting + row.delivered + row.rejected);
}

void TestWindow::throughReshards()
{
    // Children inherit what their parents had come to: nothing is late, nothing fires early.
    ScenarioSpec spec = sketch("web 700/s keys=400 -> clicks[2] reshard=2s -> count 2ms -> minutes 5s by=key idle=1s",
                               Duration::minutes(8));
    change(spec, Duration::minutes(1), "clicks.shards", "8");
    change(spec, Duration::minutes(4), "clicks.shards", "3");
    const Simulation run = simulate(spec);
    checkAll(run);
    QCOMPARE(late(run), std::uint64_t{0});
    const Truths truths = recompute(spec, 5'000'000, true, false);
    for (const WindowRow &row : windowOf(run).rows()) {
        QVERIFY(row.reported == row.truth);
        QVERIFY(row.truth == truths.made.at({row.start.us / 5'000'000, row.key}));
    }
    QVERIFY(windowOf(run).rows().size() > 10'000);
}

void TestWindow::sumsAreExact()
{
    // 0.1 has no exact double; as a sum of millionths it has.
    const Simulation run =
        simulate("web 800/s constant value=0.1 -> clicks[2] -> count -> minutes 10s sum", Duration::minutes(2));
    checkAll(run);
    QVERIFY(windowOf(run).rows().size() >= 10);
    for (const WindowRow &row : windowOf(run).rows()) {
        QVERIFY(row.reported == row.truth);
        if (row.start.us > 0)
            QVERIFY(row.truth == 800); // 8,000 records
    }
}

void TestWindow::largeSums()
{
    for (const char *value : {"1000000000000", "-1000000000000"}) {
        const std::string line = std::string("web 800/s constant value=") + value;
        const Simulation run = simulate(line + " -> clicks[1] -> count -> minutes 10s sum", Duration::seconds(40));
        const WindowRow row = windowOf(run).rows()[1];
        QVERIFY(row.truth == 8000 * std::stod(value));
        QVERIFY(row.reported == row.truth);
    }
}

void TestWindow::replayedValues()
{
    auto traffic = std::make_shared<RecordedTraffic>();
    traffic->keys = {"a", "b"};
    std::map<std::int64_t, std::int64_t> millionths;
    Dice dice(3);
    for (std::int64_t t = 0; t < 60'000'000; t += 30'000) {
        traffic->timeUs.push_back(t);
        traffic->key.push_back(static_cast<std::uint32_t>(dice.below(2)));
        traffic->bytes.push_back(100);
        const std::int64_t value = dice.between(-5'000'000, 90'000'000);
        traffic->value.push_back(static_cast<double>(value) * 1e-6);
        millionths[t / 10'000'000] += value;
    }
    ScenarioSpec spec = sketch("web 1/s -> clicks[2] -> count -> minutes 10s sum", Duration::seconds(58));
    spec.components[0] = {"web", "replay", {},
                          "",    "clicks", {{"file", std::string("x")}, {"pace", std::string("original")}}};
    spec.traffic["web"] = traffic;
    const Simulation run = simulate(spec);
    checkAll(run);
    QVERIFY(windowOf(run).rows().size() >= 4);
    for (const WindowRow &row : windowOf(run).rows()) {
        QVERIFY(row.truth == static_cast<double>(millionths.at(row.start.us / 10'000'000)) * 1e-6);
        QVERIFY(row.reported == row.truth);
    }
}

void TestWindow::oneKeyByTheMillion()
{
    // Counts and sums by key that no narrow number holds: 8,000 and 16,000 records of a window, each the largest.
    for (const char *value : {"1000000000000", "-1000000000000"})
        for (const char *aggregate : {" sum", " count"}) {
            const std::string line =
                std::string("web 800/s constant keys=1 value=") + value + " -> clicks[1] -> count -> minutes ";
            const Simulation run = simulate(line + "10s by=key" + aggregate, Duration::seconds(40));
            const WindowRow row = windowOf(run).rows()[1];
            QCOMPARE(row.key, std::int64_t{0});
            QVERIFY(row.truth == 8000 * (*(aggregate + 1) == 's' ? std::stod(value) : 1));
            QVERIFY(row.reported == row.truth);
            const Simulation longer = simulate(line + "20s by=key" + aggregate, Duration::seconds(50));
            QVERIFY(windowOf(longer).rows()[1].truth == 2 * row.truth);
        }
}

void TestWindow::aMillionKeys()
{
    // Nothing is read: 60 windows stay open, each with what 8,000 keys were seen.
    Simulation run(
        sketch("web 8000/s uniform keys=1000000 -> clicks[1] records=1000000/s -> count fixed=15m -> minutes "
               "1s by=key",
               Duration::minutes(1)));
    run.advanceTo(run.end());
    // 1 MB a window: a byte for each key, in a thousand pages.
    QVERIFY2(windowOf(run).memory() < 60 * 1'100'000, std::to_string(windowOf(run).memory()).c_str());
    const Simulation copy = run;
    QVERIFY2(windowOf(copy).ownMemory() < 10'000, std::to_string(windowOf(copy).ownMemory()).c_str());
}

void TestWindow::copiesShareWhatTheyHaveSeen()
{
    const ScenarioSpec spec =
        sketch("web 900/s keys=3000 -> clicks[2] -> count -> minutes 10s by=key", Duration::minutes(9));
    Simulation run(spec);
    run.advanceTo(SimTime{Duration{305'000'000}.us});
    const std::size_t alone = windowOf(run).ownMemory();
    Simulation fork = run;
    const std::size_t rows = windowOf(run).rows().size();
    QVERIFY(rows > 10'000);
    QVERIFY(alone > rows * 20);
    fork.advanceTo(SimTime{Duration{325'000'000}.us});
    // It has written two windows and their rows; the rows of five minutes are those of its origin.
    QVERIFY2(windowOf(fork).ownMemory() < alone / 5, std::to_string(windowOf(fork).ownMemory()).c_str());
    QCOMPARE(windowOf(run).rows().size(), rows);
    run.advanceTo(fork.now());
    QCOMPARE(windowOf(run).rows().size(), windowOf(fork).rows().size());
    std::size_t i = 0;
    for (const WindowRow &row : windowOf(run).rows()) {
        const WindowRow same = windowOf(fork).rows()[i++];
        QVERIFY(row.start == same.start && row.firedAt == same.firedAt && row.key == same.key);
        QVERIFY(row.reported == same.reported && row.truth == same.truth && row.end == same.end);
    }
    QCOMPARE(i, windowOf(fork).rows().size());
}

HOTSHARD_TEST_MAIN(TestWindow)
#include "tst_window.moc"

// A run is a function of scenario, seed and changes: however it is cut, copied or spread over threads.
#include "components/window.h"
#include "support/random_scenario.h"
#include "support/test_main.h"

#include <functional>
#include <thread>

using namespace hotshard;
using namespace hotshard::test;

namespace {

using NextCut = std::function<std::int64_t(std::int64_t)>;

Simulation runCut(const ScenarioSpec &spec, const NextCut &next)
{
    Simulation run(spec);
    for (std::int64_t at = 0; at < spec.duration.us;) {
        at = std::min(spec.duration.us, next(at));
        run.advanceTo(SimTime{at});
    }
    return run;
}

/// Everything that can be compared: fingerprint, counts, and what a screen would show.
std::string print(const Simulation &run)
{
    std::string text = std::to_string(run.fingerprint());
    for (const ConservationRow &row : run.network().conservation())
        text += " " + row.name + " " + std::to_string(row.in) + " " + std::to_string(row.waiting) + " "
            + std::to_string(row.inFlight) + " " + std::to_string(row.delivered) + " " + std::to_string(row.expired)
            + " " + std::to_string(row.rejected) + " " + std::to_string(row.deadLettered);
    for (const ComponentResult &result : run.results())
        for (const MetricValue &metric : result.metrics)
            text += " " + metric.name + "="
                + (metric.value.index() == 0 ? std::to_string(std::get<0>(metric.value))
                                             : std::to_string(std::get<1>(metric.value)));
    return text;
}

} // namespace

class TestDeterminism : public QObject {
    Q_OBJECT

private slots:
    void cutsMakeNoDifference_data();
    void cutsMakeNoDifference();
    void cutsByChance();
    void copiesContinueTheSame();
    void copiesDoNotTouchTheirOrigin();
    void threadsMakeNoDifference();
    void changesByHandAreAsTheTimeline();
    void seedsMakeADifference();
    void theSameTrafficWithMoreShards();
};

void TestDeterminism::cutsMakeNoDifference_data()
{
    QTest::addColumn<int>("scenario");
    for (int i = 0; i < 4; ++i)
        QTest::addRow("%d", i) << i;
}

void TestDeterminism::cutsMakeNoDifference()
{
    QFETCH(int, scenario);
    const ScenarioSpec spec = busyScenarios().at(static_cast<std::size_t>(scenario));
    const Simulation whole = runCut(spec, [&](std::int64_t) { return spec.duration.us; });
    checkAll(whole);
    const std::string wanted = print(whole);
    QCOMPARE(print(runCut(spec, [](std::int64_t at) { return at + 1000; })), wanted);
    QCOMPARE(print(runCut(spec, [](std::int64_t at) { return at + 16'667; })), wanted);
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        Dice dice(seed);
        QCOMPARE(print(runCut(
                     spec, [&](std::int64_t at) { return at + dice.between(1, dice.chance(0.5) ? 999 : 3'000'000); })),
                 wanted);
    }
}

void TestDeterminism::cutsByChance()
{
    for (std::uint64_t number = 0; number < 30; ++number) {
        const ScenarioSpec spec = randomScenario(1000 + number);
        Dice dice(number);
        const Simulation whole = simulate(spec);
        const Simulation cut =
            runCut(spec, [&](std::int64_t at) { return at + dice.between(1, dice.chance(0.7) ? 40'000 : 2'500'000); });
        if (print(cut) != print(whole))
            QFAIL(qPrintable(QString("scenario %1: %2\n%3\n%4")
                                 .arg(number)
                                 .arg(QString::fromStdString(spec.title.en), QString::fromStdString(print(whole)),
                                      QString::fromStdString(print(cut)))));
    }
}

void TestDeterminism::copiesContinueTheSame()
{
    for (const ScenarioSpec &spec : busyScenarios()) {
        const std::string wanted = print(simulate(spec));
        Dice dice(11);
        Simulation run(spec);
        for (std::int64_t at = 0; at < spec.duration.us; at += dice.between(1, 7'000'000)) {
            run.advanceTo(SimTime{at});
            Simulation copy = run;
            QCOMPARE(copy.fingerprint(), run.fingerprint());
            copy.advanceTo(copy.end());
            QCOMPARE(print(copy), wanted);
            checkAll(copy);
            if (dice.chance(0.5))
                run = Simulation(run); // go on with a copy, too
        }
        run.advanceTo(run.end());
        QCOMPARE(print(run), wanted);
    }
}

void TestDeterminism::copiesDoNotTouchTheirOrigin()
{
    const ScenarioSpec spec = busyScenarios().front();
    Simulation run(spec);
    run.advanceTo(SimTime{15'000'000});
    const std::string before = print(run);
    Simulation fork = run;
    setByHand(fork, "clicks.shards", "16");
    setByHand(fork, "web.rate", "9000/s");
    fork.advanceTo(fork.end());
    QCOMPARE(print(run), before);
    run.advanceTo(run.end());
    QCOMPARE(print(run), print(simulate(spec)));
    QVERIFY(print(fork) != print(run));
}

void TestDeterminism::threadsMakeNoDifference()
{
    for (const ScenarioSpec &spec : busyScenarios()) {
        Simulation first(spec);
        first.advanceTo(SimTime{17'000'000});
        Simulation second = first;
        std::jthread other([&] { second.advanceTo(second.end()); });
        first.advanceTo(first.end());
        other.join();
        QCOMPARE(print(first), print(second));
        QCOMPARE(print(first), print(simulate(spec)));
    }
}

void TestDeterminism::changesByHandAreAsTheTimeline()
{
    for (ScenarioSpec spec : busyScenarios()) {
        if (spec.components.size() < 3)
            continue;
        Simulation run(spec);
        run.advanceTo(SimTime{5'000'321});
        setByHand(run, "web.rate", "800/s");
        setByHand(run, "web.rate", "2000/s"); // dragged: the last one counts
        setByHand(run, "clicks.shards", "4");
        run.advanceTo(SimTime{5'400'000});
        setByHand(run, "web.rate", "2100/s");
        run.advanceTo(SimTime{30'000'000}); // the instant of a change in the file
        setByHand(run, "count.batch_size", "20");
        run.advanceTo(run.end());
        checkAll(run);
        spec.timeline.insert(spec.timeline.end(), run.changesByHand().begin(), run.changesByHand().end());
        std::stable_sort(spec.timeline.begin(), spec.timeline.end(),
                         [](const TimedChange &a, const TimedChange &b) { return a.at < b.at; });
        QCOMPARE(print(simulate(spec)), print(run));
    }
}

void TestDeterminism::seedsMakeADifference()
{
    const std::string line = "web 500/s -> clicks[2] -> count 1ms";
    QVERIFY(simulate(line, Duration::minutes(1), 1).fingerprint()
            != simulate(line, Duration::minutes(1), 2).fingerprint());
    QVERIFY(simulate(line, Duration::minutes(1), 1).fingerprint()
            == simulate(line, Duration::minutes(1), 1).fingerprint());
}

void TestDeterminism::theSameTrafficWithMoreShards()
{
    // Common random numbers: the window's truth is the same whatever takes the records.
    const auto truth = [](const char *rest) {
        const Simulation run = simulate(
            std::string("web 300/s zipf=1 keys=20 -> clicks") + rest + " -> minutes 10s by=key", Duration::minutes(3));
        std::map<std::pair<std::int64_t, std::int64_t>, double> sums;
        for (const WindowRow &row : component<Window>(run, "minutes").rows())
            if (row.start.us < 100'000'000)
                sums[{row.start.us, row.key}] = row.truth;
        return sums;
    };
    const auto two = truth("[2] -> count 1ms");
    QVERIFY(two.size() > 100);
    QVERIFY(two == truth("[8] -> count 2ms spread=lognormal batch=7"));
}

HOTSHARD_TEST_MAIN(TestDeterminism)
#include "tst_determinism.moc"

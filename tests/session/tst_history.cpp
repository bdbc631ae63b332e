// The past of a run: every instant of it is what a run straight to that instant is.
#include "session/history.h"

#include "support/random_scenario.h"
#include "support/test_main.h"
#include "topology/parameter_path.h"

#include <cmath>
#include <string>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// A change by hand: at, path, value as a person types it.
struct ByHand {
    Duration at;
    std::string path, value;
};

ParameterValue valueOf(const Simulation &run, const ByHand &change)
{
    ParameterValue value;
    const auto issue = parseParameter(run.spec(), change.path, change.value, value);
    return issue ? ParameterValue() : value;
}

/// The run straight to `at`, changes up to then included.
Simulation straight(const ScenarioSpec &spec, const std::vector<ByHand> &changes, SimTime at)
{
    Simulation run(spec);
    for (const ByHand &change : changes) {
        if (change.at.us > at.us)
            break;
        run.advanceTo(SimTime{change.at.us});
        run.set(change.path, valueOf(run, change));
    }
    run.advanceTo(at);
    return run;
}

/// Runs to `until` with a history, in steps as a window makes them.
Simulation record(History &history, const std::vector<ByHand> &changes, SimTime until, std::uint64_t dice = 1)
{
    Dice steps(dice);
    Simulation run = history.seek(history.begin());
    std::size_t next = 0;
    while (run.now() < until) {
        SimTime target = std::min(until, run.now() + Duration{steps.between(1, 2'000'000)});
        const bool changesHere = next < changes.size() && changes[next].at.us <= target.us;
        if (changesHere)
            target = SimTime{changes[next].at.us};
        history.advance(run, target);
        if (changesHere) {
            history.set(run, changes[next].path, valueOf(run, changes[next]));
            ++next;
        }
    }
    return run;
}

/// Fingerprint, counts and changes: "0123 web 400 4 ... | clicks.shards 2 -> 4 at 12.5".
std::string print(const Simulation &run)
{
    std::string text = std::to_string(run.now().us) + " " + std::to_string(run.fingerprint());
    for (const ConservationRow &row : run.network().conservation())
        text += " " + row.name + " " + std::to_string(row.in) + " " + std::to_string(row.waiting) + " "
            + std::to_string(row.delivered);
    SnapshotQuery query;
    query.chartPoints = 0;
    for (const ChangeMark &change : run.snapshot(query).changes)
        text += " | " + change.path + " " + change.from + " -> " + change.to + " at "
            + std::to_string(change.at.toSeconds());
    return text;
}

const char *const line = "web 1500/s zipf=1 keys=200 attempts=5 delay=500ms -> clicks[2] reshard=3s "
                         "-> count 1ms spread=lognormal errors=2% -> minutes 10s by=key";

ScenarioSpec scenario()
{
    ScenarioSpec spec = sketch(line, Duration::minutes(3));
    change(spec, Duration::seconds(40), "web.rate", "2500/s");
    change(spec, Duration{75'000'321}, "clicks.shards", "5");
    return spec;
}

const std::vector<ByHand> changesByHand = {
    {Duration{20'000'007}, "clicks.shards", "4"}, {Duration{20'000'007}, "web.rate", "1800/s"},
    {Duration{20'400'000}, "web.rate", "1900/s"}, {Duration::seconds(40), "count.batch_size", "20"},
    {Duration{76'500'000}, "clicks.shards", "3"}, {Duration{110'000'000}, "web.partition_key", "random"}};

HistoryLimits everySecond() { return {.shortest = Duration::seconds(1)}; }

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private slots:
    void seeksWhatWas_data();
    void seeksWhatWas();
    void seeksByChance();
    void seeksTheInstantsOfChanges();
    void seeksNearbyAgainAndAgain();
    void seeksBeyondWhatIsKnown();
    void aSoughtRunGoesOnTheSame();
    void aForkWithoutChangeIsTheRun();
    void aChangeInThePastForgetsWhatCame();
    void aChangeForgetsWhatWasSoughtNearby();
    void beginsInTheMiddle();
    void stepsMakeNoDifference();
    void keepsFewForever_data();
    void keepsFewForever();
    void keepsFewNearWhatIsSought();
    void keepsLessOfWhatIsLarge();
};

void TestHistory::seeksWhatWas_data()
{
    QTest::addColumn<int>("shortest");
    QTest::addColumn<int>("most");
    QTest::newRow("every second") << 1 << 1000;
    QTest::newRow("few") << 1 << 16;
    QTest::newRow("as it is") << 10 << 128;
    QTest::newRow("the beginning only") << 1000 << 16;
}

void TestHistory::seeksWhatWas()
{
    QFETCH(int, shortest);
    QFETCH(int, most);
    History history(Simulation(scenario()),
                    {.shortest = Duration::seconds(shortest), .most = static_cast<std::size_t>(most)});
    const Simulation run = record(history, changesByHand, SimTime{180'000'000});
    QCOMPARE(print(run), print(straight(scenario(), changesByHand, run.now())));
    QVERIFY(history.reached() == run.now());
    Dice dice(7);
    for (int i = 0; i < 40; ++i) {
        const SimTime at{dice.chance(0.3) ? dice.between(0, 180) * 1'000'000 : dice.between(0, 180'000'000)};
        QCOMPARE(print(history.seek(at)), print(straight(scenario(), changesByHand, at)));
    }
}

void TestHistory::seeksByChance()
{
    for (std::uint64_t number = 0; number < 20; ++number) {
        const ScenarioSpec spec = randomScenario(3000 + number);
        History history(Simulation(spec), everySecond());
        (void)record(history, {}, SimTime{40'000'000}, number);
        Dice dice(number);
        for (int i = 0; i < 5; ++i) {
            const SimTime at{dice.between(0, 40'000'000)};
            if (print(history.seek(at)) != print(straight(spec, {}, at)))
                QFAIL(qPrintable(QString("scenario %1 at %2 us: ").arg(number).arg(at.us) + spec.title.en.c_str()));
        }
    }
}

void TestHistory::seeksTheInstantsOfChanges()
{
    History history(Simulation(scenario()), everySecond());
    (void)record(history, changesByHand, SimTime{180'000'000});
    for (const ByHand &change : changesByHand)
        for (const std::int64_t offset : {-1, 0, 1}) {
            const SimTime at{change.at.us + offset};
            QCOMPARE(print(history.seek(at)), print(straight(scenario(), changesByHand, at)));
        }
}

void TestHistory::seeksNearbyAgainAndAgain()
{
    // Back and forth within one gap and over its ends: what is kept there on the way makes no difference.
    History history(Simulation(scenario()), {.shortest = Duration::seconds(50)});
    (void)record(history, changesByHand, SimTime{180'000'000});
    const auto kept = history.checkpoints();
    for (const int second : {90, 99, 98, 97, 60, 61, 99, 101, 170, 179, 178, 51, 3, 99, 50, 100})
        for (const std::int64_t offset : {0, 123'456}) {
            const SimTime at{second * 1'000'000 + offset};
            QCOMPARE(print(history.seek(at)), print(straight(scenario(), changesByHand, at)));
        }
    QVERIFY(history.checkpoints() == kept);
}

void TestHistory::seeksBeyondWhatIsKnown()
{
    History history{Simulation(scenario())};
    (void)record(history, changesByHand, SimTime{120'000'000});
    QCOMPARE(print(history.seek(SimTime{150'000'000})),
             print(straight(scenario(), changesByHand, SimTime{150'000'000})));
    QVERIFY(history.reached() == SimTime{120'000'000});
}

void TestHistory::aSoughtRunGoesOnTheSame()
{
    History history(Simulation(scenario()), everySecond());
    (void)record(history, changesByHand, SimTime{100'000'000});
    Simulation run = history.seek(SimTime{15'000'000});
    for (const int second : {18, 20, 21, 60, 99, 100, 120, 180}) { // through the known changes, then on
        history.advance(run, SimTime{second * 1'000'000});
        QCOMPARE(print(run),
                 print(straight(scenario(), {changesByHand.begin(), changesByHand.begin() + 5}, run.now())));
    }
    QVERIFY(history.reached() == run.now());
    QCOMPARE(print(history.seek(SimTime{140'000'000})),
             print(straight(scenario(), {changesByHand.begin(), changesByHand.begin() + 5}, SimTime{140'000'000})));
}

void TestHistory::aForkWithoutChangeIsTheRun()
{
    History history{Simulation(scenario())};
    const Simulation run = record(history, changesByHand, SimTime{180'000'000});
    History fork = history; // shares what both know
    Simulation again = fork.seek(SimTime{30'000'000});
    fork.advance(again, SimTime{180'000'000});
    QCOMPARE(print(again), print(run));
    QCOMPARE(print(history.seek(run.now())), print(run));
}

void TestHistory::aChangeInThePastForgetsWhatCame()
{
    History history(Simulation(scenario()), everySecond());
    const Simulation first = record(history, changesByHand, SimTime{150'000'000});
    Simulation run = history.seek(SimTime{50'000'000});
    const ByHand other{Duration::seconds(50), "clicks.shards", "7"};
    history.set(run, other.path, valueOf(run, other));
    QVERIFY(history.reached() == SimTime{50'000'000});
    QVERIFY(history.checkpoints().back() <= SimTime{50'000'000});
    QCOMPARE(history.changes().size(), std::size_t{5});
    history.advance(run, SimTime{150'000'000});
    std::vector<ByHand> forked(changesByHand.begin(), changesByHand.begin() + 4);
    forked.push_back(other);
    for (const int second : {10, 30, 49, 50, 51, 90, 149, 150})
        QCOMPARE(print(history.seek(SimTime{second * 1'000'000})),
                 print(straight(scenario(), forked, SimTime{second * 1'000'000})));
    QVERIFY(print(run) != print(first));
    // Back to before the first change by hand, and forgetting without a change.
    run = history.seek(SimTime{10'000'000});
    history.forgetAfter(run);
    QCOMPARE(history.changes().size(), std::size_t{0});
    history.advance(run, SimTime{60'000'000});
    QCOMPARE(print(run), print(straight(scenario(), {}, SimTime{60'000'000})));
}

void TestHistory::aChangeForgetsWhatWasSoughtNearby()
{
    // Instants kept within the gap that is sought are past the change, too.
    History history(Simulation(scenario()), {.shortest = Duration::seconds(50)});
    Simulation run = history.seek(history.begin());
    history.advance(run, SimTime{60'000'000});
    (void)history.seek(SimTime{40'000'000});
    run = history.seek(SimTime{10'000'000});
    const ByHand change{Duration::seconds(10), "web.rate", "700/s"};
    history.set(run, change.path, valueOf(run, change));
    history.advance(run, SimTime{60'000'000});
    for (const int second : {40, 10, 39, 60})
        QCOMPARE(print(history.seek(SimTime{second * 1'000'000})),
                 print(straight(scenario(), {change}, SimTime{second * 1'000'000})));
}

void TestHistory::beginsInTheMiddle()
{
    const std::vector<ByHand> before(changesByHand.begin(), changesByHand.begin() + 3);
    History history(straight(scenario(), before, SimTime{30'000'000}));
    QVERIFY(history.begin() == SimTime{30'000'000});
    Simulation run = history.seek(history.begin());
    history.advance(run, SimTime{90'000'000});
    for (const int second : {30, 31, 60, 90})
        QCOMPARE(print(history.seek(SimTime{second * 1'000'000})),
                 print(straight(scenario(), before, SimTime{second * 1'000'000})));
}

void TestHistory::stepsMakeNoDifference()
{
    std::vector<SimTime> wanted;
    for (const std::uint64_t dice : {1U, 2U, 3U}) {
        History history(Simulation(scenario()), everySecond());
        (void)record(history, changesByHand, SimTime{120'000'000}, dice);
        if (wanted.empty())
            wanted = history.checkpoints();
        QVERIFY(history.checkpoints() == wanted);
    }
    QVERIFY(wanted.size() > 100);
}

void TestHistory::keepsFewForever_data()
{
    QTest::addColumn<int>("most");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("minutes") << 32 << qint64{600};
    QTest::newRow("hours") << 32 << qint64{20'000};
    QTest::newRow("a day") << 128 << qint64{86'400};
    QTest::newRow("days, few") << 16 << qint64{200'000};
}

void TestHistory::keepsFewForever()
{
    // The rule of the header, held at every instant on the way.
    QFETCH(int, most);
    QFETCH(qint64, seconds);
    History history(Simulation(sketch("web 1/s keys=1 -> desk 1ms", Duration::hours(100))),
                    {.shortest = Duration::seconds(10), .most = static_cast<std::size_t>(most)});
    Simulation run = history.seek(SimTime::zero());
    for (std::int64_t at = 10; at < seconds; at += std::max<std::int64_t>(10, at / 40)) {
        history.advance(run, SimTime{at * 1'000'000});
        std::vector<SimTime> kept = history.checkpoints();
        QVERIFY(kept.size() <= static_cast<std::size_t>(most));
        QVERIFY(kept.front() == SimTime::zero());
        kept.push_back(run.now());
        const double length = run.now().toSeconds();
        for (std::size_t i = 0; i + 1 < kept.size(); ++i) {
            const double gap = (kept[i + 1] - kept[i]).toSeconds(), age = length - kept[i].toSeconds();
            const double bound = std::max(10.0, length / 128) + 4 * std::sqrt(age * length) / most;
            QVERIFY2(gap <= bound, qPrintable(QString("length %1: gap %2 at age %3").arg(length).arg(gap).arg(age)));
        }
    }
}

void TestHistory::keepsFewNearWhatIsSought()
{
    // Looking at the present again and again, while the gap before it grows.
    History history(Simulation(sketch("web 1/s keys=1 -> desk 1ms", Duration::hours(4))));
    Simulation run = history.seek(SimTime::zero());
    std::size_t most = 0;
    for (int i = 1; i <= 4'000; ++i) {
        history.advance(run, SimTime{i * 3'000'000LL});
        QCOMPARE(history.seek(run.now()).fingerprint(), run.fingerprint());
        most = std::max(most, history.copies() - history.checkpoints().size());
    }
    QVERIFY2(most >= 8 && most <= 16, std::to_string(most).c_str());
}

void TestHistory::keepsLessOfWhatIsLarge()
{
    const ScenarioSpec spec = sketch("web 1/s -> clicks[64] -> count", Duration::hours(1));
    Simulation probe(spec);
    probe.advanceTo(SimTime{300'000'000});
    const std::size_t one = History::checkpointBytes(probe);
    QVERIFY(one > 64 * 1000);
    History history(Simulation(spec), {.shortest = Duration::seconds(1), .most = 128, .budget = 40 * one});
    Simulation run = history.seek(SimTime::zero());
    history.advance(run, SimTime{300'000'000});
    const std::size_t kept = history.checkpoints().size(); // their logs differ a little from one second to another
    QVERIFY2(kept >= 36 && kept <= 44, std::to_string(kept).c_str());
    History poor(Simulation(spec), {.shortest = Duration::seconds(1), .most = 128, .budget = 1});
    run = poor.seek(SimTime::zero());
    poor.advance(run, SimTime{300'000'000});
    QCOMPARE(poor.checkpoints().size(), std::size_t{16});
}

HOTSHARD_TEST_MAIN(TestHistory)
#include "tst_history.moc"

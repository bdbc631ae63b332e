// What copies of a run share, and what the kept past takes: counted in bytes, every allocation of the program.
#include "session/history.h"

#include "support/counted_memory.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <optional>
#include <string>
#include <vector>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// A run far behind: millions of records wait, by a thousand keys.
const char *const behind =
    "web 9000/s zipf=1 keys=1000 -> clicks[4] records=1000000/s limits.bytes=1GiB -> count 5ms -> minutes 10s by=key";

Simulation runTo(const char *line, Duration at)
{
    Simulation run(sketch(line, Duration::hours(1)));
    run.advanceTo(SimTime{at.us});
    return run;
}

/// Bytes that `make` leaves behind.
template <class Make>
std::size_t bytesOf(Make &&make)
{
    const std::size_t before = heldBytes;
    make();
    return heldBytes - before;
}

std::string kilobytes(std::size_t bytes) { return std::to_string(bytes / 1024) + " KiB"; }

} // namespace

class TestForks : public QObject {
    Q_OBJECT

private slots:
    void tenForksHoldOnePast();
    void aForkHoldsWhatItHasDoneSince();
    void tenForksHoldTheirKeysOnce();
    void forksOfALongRunAreAsSmall();
    void theLastOfThemHoldsItAll();
    void checkpointsAreAsLargeAsIsSaid_data();
    void checkpointsAreAsLargeAsIsSaid();
    void historyStaysSmall();
};

void TestForks::tenForksHoldOnePast()
{
    std::vector<Simulation> runs;
    runs.reserve(11);
    const std::size_t one = bytesOf([&] { runs.push_back(runTo(behind, Duration::minutes(5))); });
    QVERIFY2(one > 8'000'000, kilobytes(one).c_str()); // what two million waiting records take
    const std::size_t ten = bytesOf([&] { runs.insert(runs.end(), 10, Simulation(runs.front())); });
    QVERIFY2(ten < one / 5, kilobytes(ten).c_str());
}

void TestForks::aForkHoldsWhatItHasDoneSince()
{
    Simulation run = runTo(behind, Duration::minutes(5));
    std::vector<Simulation> forks(10, run);
    // Ten seconds further: each holds the 90,000 records that it has made, not the millions before them.
    const std::size_t forked = bytesOf([&] {
        for (Simulation &fork : forks)
            fork.advanceTo(SimTime{Duration::seconds(310).us});
    });
    const std::size_t alone = bytesOf([&] { run.advanceTo(SimTime{Duration::seconds(310).us}); });
    QVERIFY2(forked / 10 < 90'000 * 10, kilobytes(forked / 10).c_str());
    QVERIFY2(alone < 90'000 * 10, kilobytes(alone).c_str());
    for (const Simulation &fork : forks)
        QCOMPARE(fork.fingerprint(), run.fingerprint());
}

void TestForks::tenForksHoldTheirKeysOnce()
{
    // A million keys counted one by one, and names for ten thousand: neither is copied.
    const char *const line = "web 8000/s uniform keys=1000000 -> clicks[2] records=1000000/s limits.bytes=1GiB -> "
                             "count -> minutes 60s by=key";
    ScenarioSpec spec = sketch(line, Duration::hours(1));
    std::vector<std::string> names;
    for (int i = 0; i < 10'000; ++i)
        names.push_back("/a/page/with/a/rather/long/name/" + std::to_string(i));
    spec.components[0].parameters["keys.names"] = names;
    std::vector<Simulation> runs;
    runs.reserve(11);
    runs.emplace_back(spec);
    runs.front().advanceTo(SimTime{50'000'000});
    const std::size_t ten = bytesOf([&] { runs.insert(runs.end(), 10, Simulation(runs.front())); });
    QVERIFY2(ten < 10 * 300'000, kilobytes(ten).c_str());
}

void TestForks::forksOfALongRunAreAsSmall()
{
    const char *const line = "web 50/s keys=10 -> clicks[2] -> count 1ms";
    const Simulation early = runTo(line, Duration::minutes(5)), late = runTo(line, Duration::hours(12));
    std::vector<Simulation> copies;
    copies.reserve(2);
    const std::size_t small = bytesOf([&] { copies.push_back(early); });
    const std::size_t large = bytesOf([&] { copies.push_back(late); });
    QVERIFY2(large < small + 30'000, (kilobytes(small) + ", " + kilobytes(large)).c_str());
}

void TestForks::theLastOfThemHoldsItAll()
{
    const std::size_t before = heldBytes;
    {
        std::vector<Simulation> runs(1, runTo(behind, Duration::minutes(1)));
        const std::size_t one = heldBytes - before;
        runs.push_back(runs.front());
        runs.erase(runs.begin());
        QVERIFY2(heldBytes - before <= one + 20'000, kilobytes(heldBytes - before - one).c_str());
        runs.front().advanceTo(SimTime{61'000'000}); // nobody shares any more: nothing is copied
        QVERIFY(heldBytes - before <= one + 400'000);
    }
    QVERIFY(heldBytes - before < 100'000); // tables of the program that are made once
}

void TestForks::checkpointsAreAsLargeAsIsSaid_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("seconds");
    const auto row = [](const char *name, const char *line, int seconds) {
        QTest::newRow(name) << QString(line) << seconds;
    };
    row("8 shards", "web 800/s zipf=1 keys=1000 -> clicks[8] -> count 1ms", 600);
    row("64 shards", "web 9000/s -> clicks[64] -> count 1ms", 300);
    row("sums by key", "web 5000/s keys=300000 zipf=0 -> clicks[10] -> count 100us -> minutes 1m by=key", 330);
    row("seconds thinned", "web 1/s keys=10 -> clicks[16] -> count", 18'000);
}

void TestForks::checkpointsAreAsLargeAsIsSaid()
{
    QFETCH(QString, line);
    QFETCH(int, seconds);
    std::optional<History> history(Simulation(sketch(line.toStdString(), Duration::seconds(seconds))));
    Simulation run = history->seek(SimTime::zero());
    history->advance(run, run.end());
    const std::size_t copies = history->copies(), all = heldBytes;
    history.reset();
    const std::size_t held = (all - heldBytes) / copies, said = History::checkpointBytes(run);
    QVERIFY2(said >= held / 2 && said <= held * 2, (kilobytes(held) + " held, " + kilobytes(said) + " said").c_str());
}

void TestForks::historyStaysSmall()
{
    // However long the run: no more than its checkpoints, each as large as is said.
    History history(Simulation(sketch("web 20/s keys=10 -> clicks[2] -> count 1ms", Duration::hours(30))));
    Simulation run = history.seek(SimTime::zero());
    const std::size_t before = heldBytes;
    for (const int hours : {1, 6, 24}) {
        history.advance(run, SimTime{Duration::hours(hours).us});
        const std::size_t held = heldBytes - before;
        QVERIFY2(held < 128 * History::checkpointBytes(run), kilobytes(held).c_str());
    }
    QVERIFY(history.checkpoints().size() <= 128);
}

HOTSHARD_TEST_MAIN(TestForks)
#include "tst_forks.moc"

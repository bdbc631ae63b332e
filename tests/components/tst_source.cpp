// What a source makes: when, with which key, and what a change of rate or of shards does not change.
#include "components/traffic.h"

#include "components/registry.h"
#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

const char *const rest = " -> clicks[4] records=100000/s -> count";

std::vector<SeenRecord> made(const ScenarioSpec &spec,
                             const std::vector<std::pair<std::int64_t, std::string>> &rates = {})
{
    Rig rig(spec);
    for (const auto &[at, rate] : rates) {
        rig.advanceTo(SimTime{at});
        rig.set("web.rate", rate);
    }
    rig.advanceTo(SimTime{spec.duration.us});
    return rig.recorder().produced;
}

std::vector<SeenRecord> made(const std::string &web,
                             const std::vector<std::pair<std::int64_t, std::string>> &rates = {})
{
    return made(sketch(web + rest, Duration::minutes(2)), rates);
}

ScenarioSpec replay(const std::shared_ptr<RecordedTraffic> &traffic, const std::string &pace, bool repeat)
{
    ScenarioSpec spec = sketch("web 1/s -> clicks[2] -> count", Duration::minutes(1));
    spec.components[0] = {"web", "replay", {},
                          "",    "clicks", {{"file", std::string("x")}, {"pace", pace}, {"repeat", repeat}}};
    spec.traffic["web"] = traffic;
    return spec;
}

std::shared_ptr<RecordedTraffic> smallFile()
{
    auto traffic = std::make_shared<RecordedTraffic>();
    traffic->keys = {"/", "/news"};
    traffic->timeUs = {0, 1'000'000, 1'000'000, 4'000'000, 9'000'000};
    traffic->key = {0, 1, 0, 0, 1};
    traffic->bytes = {10, 20, 30, 40, 50};
    return traffic;
}

std::vector<std::int64_t> times(const std::vector<SeenRecord> &records)
{
    std::vector<std::int64_t> times;
    for (const SeenRecord &r : records)
        times.push_back(r.made);
    return times;
}

} // namespace

class TestSource : public QObject {
    Q_OBJECT

private slots:
    void recordsKeepTheirKeysAndGaps();
    void aChangeOfRateMidGap();
    void constantArrivals();
    void rateZeroAndBack();
    void poissonCounts();
    void keysHaveTheirShares();
    void sameDrawsWhateverTheShards();
    void poisonShare();
    void replayAtAnyPace();
    void replayRepeats();
    void aFileWithoutGapsRepeatsOnceASecond();
    void replayChangesItsPace();
    void saltsSpreadAKey();
};

void TestSource::recordsKeepTheirKeysAndGaps()
{
    const auto slow = made("web 50/s bad=3%"), fast = made("web 400/s bad=3%");
    QVERIFY(fast.size() > 4 * slow.size());
    for (std::size_t i = 0; i < slow.size(); ++i) {
        QCOMPARE(fast[i].key, slow[i].key);
        QCOMPARE(fast[i].poison, slow[i].poison);
        // The same instant in units of the mean gap; each gap is rounded to a nanosecond, each time to 1 us.
        QVERIFY(std::abs(static_cast<double>(fast[i].made) * 8 - static_cast<double>(slow[i].made))
                <= 9 + static_cast<double>(i) * 0.009);
    }
}

void TestSource::aChangeOfRateMidGap()
{
    // Time runs 4 times as fast from 10.5 s on and stands as before from 20.1 s on, mid-gap both times.
    const auto plain = made("web 2/s"), changed = made("web 2/s", {{10'500'000, "8/s"}, {20'100'000, "2/s"}});
    const auto moved = [](std::int64_t t) {
        // The instant of `changed` at which the plain source's clock shows t.
        if (t <= 10'500'000)
            return static_cast<double>(t);
        if (t <= 10'500'000 + 4 * 9'600'000)
            return 10.5e6 + static_cast<double>(t - 10'500'000) / 4;
        return 20.1e6 + static_cast<double>(t - 10'500'000 - 4 * 9'600'000);
    };
    std::size_t compared = 0;
    for (std::size_t i = 0; i < plain.size() && i < changed.size(); ++i, ++compared) {
        QCOMPARE(changed[i].key, plain[i].key);
        QVERIFY2(std::abs(static_cast<double>(changed[i].made) - moved(plain[i].made)) <= 3,
                 std::to_string(changed[i].made).c_str());
    }
    QVERIFY(compared > 200);
}

void TestSource::constantArrivals()
{
    const auto records = made("web 800/s constant");
    QCOMPARE(records.size(), std::size_t{96'000});
    for (std::size_t i = 0; i < records.size(); ++i)
        QCOMPARE(records[i].made, static_cast<std::int64_t>(i + 1) * 1250);
    // 0.4 of a gap at the old rate, 0.6 at the new one.
    const auto changed = made("web 1/s constant", {{10'400'000, "2/s"}});
    QCOMPARE(changed[9].made, std::int64_t{10'000'000});
    QCOMPARE(changed[10].made, std::int64_t{10'700'000});
    QCOMPARE(changed[11].made, std::int64_t{11'200'000});
}

void TestSource::rateZeroAndBack()
{
    const auto plain = made("web 3/s"), paused = made("web 3/s", {{20'000'000, "0/s"}, {50'000'000, "3/s"}});
    QVERIFY(paused.size() > 200);
    for (std::size_t i = 0; i < paused.size(); ++i) {
        const std::int64_t wanted = plain[i].made + (plain[i].made > 20'000'000 ? 30'000'000 : 0);
        QVERIFY(std::abs(paused[i].made - wanted) <= 2);
        QCOMPARE(paused[i].key, plain[i].key);
    }
    QVERIFY(made("web 0/s").empty());
    const auto late = made("web 0/s", {{60'000'000, "10/s"}});
    QVERIFY(!late.empty() && late.front().made > 60'000'000);
    QVERIFY(std::abs(static_cast<double>(late.size()) - 600) < 4 * std::sqrt(600.0));
}

void TestSource::poissonCounts()
{
    // Counts of seconds have the mean and the variance of a Poisson distribution.
    const auto records = made("web 700/s");
    std::vector<double> seconds(120, 0);
    for (const SeenRecord &r : records)
        ++seconds[static_cast<std::size_t>(std::min<std::int64_t>(r.made, 119'999'999) / 1'000'000)];
    double variance = 0;
    const double mean = static_cast<double>(records.size()) / 120;
    for (const double n : seconds)
        variance += (n - mean) * (n - mean) / 119;
    QVERIFY(std::abs(mean - 700) < 4 * std::sqrt(700 / 120.0));
    QVERIFY(std::abs(variance - 700) < 4 * 700 * std::sqrt(2 / 119.0));
}

void TestSource::keysHaveTheirShares()
{
    const auto share = [](const std::vector<SeenRecord> &records, std::uint32_t key) {
        return static_cast<double>(std::count_if(records.begin(), records.end(), [&](auto &r) { return r.key == key; }))
            / static_cast<double>(records.size());
    };
    const auto near = [](double got, double wanted, double n) {
        return std::abs(got - wanted) < 4 * std::sqrt(wanted * (1 - wanted) / n);
    };
    const auto hot = made("web 800/s hot=35% keys=5");
    QVERIFY(near(share(hot, 0), 0.35, 96'000));
    for (std::uint32_t k = 1; k < 5; ++k)
        QVERIFY(near(share(hot, k), 0.65 / 4, 96'000));
    const auto zipf = made("web 800/s zipf=1 keys=4");
    for (std::uint32_t k = 0; k < 4; ++k)
        QVERIFY(near(share(zipf, k), 1.0 / (k + 1) / (25.0 / 12), 96'000));
    const auto uniform = made("web 800/s uniform keys=7");
    for (std::uint32_t k = 0; k < 7; ++k)
        QVERIFY(near(share(uniform, k), 1 / 7.0, 96'000));
    const auto all = made("web 800/s hot=100% keys=5");
    QVERIFY(share(all, 0) == 1);
    QVERIFY(share(made("web 800/s hot=0% keys=5"), 0) == 0);
}

void TestSource::sameDrawsWhateverTheShards()
{
    const auto run = [](const char *stream) {
        return made(
            sketch(std::string("web 500/s bad=1% keys=50 -> ") + stream + " -> count 1ms", Duration::minutes(1)));
    };
    const auto two = run("clicks[2]");
    QVERIFY(two.size() > 29'000);
    QVERIFY(two == run("clicks[8]"));
    QVERIFY(two == run("clicks[2] records=10/s retention=10s")); // nor does throttling
}

void TestSource::poisonShare()
{
    const auto records = made("web 800/s bad=2%");
    const auto bad = std::count_if(records.begin(), records.end(), [](const SeenRecord &r) { return r.poison; });
    QVERIFY(std::abs(static_cast<double>(bad) - 0.02 * 96'000) < 4 * std::sqrt(96'000 * 0.02 * 0.98));
}

void TestSource::replayAtAnyPace()
{
    const auto file = smallFile();
    const auto original = made(replay(file, "original", false));
    QCOMPARE(times(original), file->timeUs);
    for (std::size_t i = 0; i < original.size(); ++i) {
        QCOMPARE(original[i].key, file->key[i]);
        QCOMPARE(original[i].bytes, file->bytes[i]);
    }
    ScenarioSpec scaled = replay(file, "scaled", false);
    scaled.components[0].parameters["scale"] = 4.0;
    QCOMPARE(times(made(scaled)), (std::vector<std::int64_t>{0, 250'000, 250'000, 1'000'000, 2'250'000}));
    ScenarioSpec fixed = replay(file, "fixed", false);
    fixed.components[0].parameters["rate"] = 2.0;
    QCOMPARE(times(made(fixed)), (std::vector<std::int64_t>{0, 500'000, 1'000'000, 1'500'000, 2'000'000}));
}

void TestSource::replayRepeats()
{
    // The file begins again one mean gap, 9 s / 4, after its last record.
    const auto seen = times(made(replay(smallFile(), "original", true)));
    QCOMPARE(seen[5], std::int64_t{11'250'000});
    for (std::size_t i = 0; i + 5 < seen.size(); ++i)
        QCOMPARE(seen[i + 5] - seen[i], std::int64_t{11'250'000});
    QVERIFY(seen.size() > 25);
    ScenarioSpec fixed = replay(smallFile(), "fixed", true);
    fixed.components[0].parameters["rate"] = 2.0;
    const auto even = times(made(fixed));
    QCOMPARE(even.size(), std::size_t{121});
    for (std::size_t i = 0; i < even.size(); ++i)
        QCOMPARE(even[i], static_cast<std::int64_t>(i) * 500'000);
}

void TestSource::aFileWithoutGapsRepeatsOnceASecond()
{
    auto file = smallFile();
    file->timeUs.assign(5, 0);
    const auto seen = times(made(replay(file, "original", true)));
    QCOMPARE(seen.size(), std::size_t{5 * 61});
    QCOMPARE(seen[5], std::int64_t{1'000'000});
}

void TestSource::replayChangesItsPace()
{
    ScenarioSpec fixed = replay(smallFile(), "fixed", true);
    fixed.components[0].parameters["rate"] = 2.0;
    const auto seen = times(made(fixed, {{10'100'000, "0/s"}, {20'100'000, "4/s"}}));
    QCOMPARE(seen[20], std::int64_t{10'000'000});
    QCOMPARE(seen[21], std::int64_t{20'300'000}); // a fifth of the gap was over: 0.8 of 250 ms are left
    QCOMPARE(seen[22], std::int64_t{20'550'000});
}

void TestSource::saltsSpreadAKey()
{
    // One key, 16 suffixes: many shards; and a retry keeps the partition key that it was made with.
    ScenarioSpec spec = sketch("web 1800/s keys=1 by=salted salts=16 attempts=20 -> clicks[8] records=300/s -> count",
                               Duration::minutes(1));
    change(spec, Duration::seconds(30), "web.partition_key", "natural");
    const Simulation run = simulate(spec);
    checkAll(run);
    int used = 0;
    for (const LaneView &lane : lanesOf(run))
        used += lane.shard.value < 8
            && run.series()
                    .value(0,
                           static_cast<ColumnIndex>(run.series().find(ComponentId{1}, Metric::Incoming,
                                                                      static_cast<std::int32_t>(lane.shard.value))),
                           0, 30)
                    .mean
                > 0;
    QVERIFY(used >= 5);
}

HOTSHARD_TEST_MAIN(TestSource)
#include "tst_source.moc"

// What the shipped scenarios teach, held against theory: every bound follows from rates, capacities and the
// noise of their random draws, none from what a run printed.
#include "shipped.h"

#include "diagnosis/diagnose.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace hotshard;
using namespace hotshard::test;

namespace {

double total(const Simulation &run, const std::string &stream, const std::string &metric,
             const std::vector<std::int32_t> &shards)
{
    double sum = 0;
    for (const std::int32_t shard : shards)
        sum += static_cast<double>(countOf(run, stream, metric, shard));
    return sum;
}

std::vector<double> backlogOf(const Simulation &run, const std::string &stream)
{
    return seriesOf(run, stream, Metric::Backlog, shardsOf(run, stream));
}

} // namespace

class TestScenarioClaims : public QObject {
    Q_OBJECT

private slots:
    void hotKeyGrowsHoweverManyShards_data();
    void hotKeyGrowsHoweverManyShards();
    void hotKeyIsHelpedByRandomKeys();
    void hotKeyIsFound_data();
    void hotKeyIsFound();
    void moreShardsSameBacklog();
    void moreShardsLeaveNothingToDoForTheOthers();
    void moreShardsWaitForTheirParent();
    void slowFunctionGrowsHalfAsFast();
    void slowFunctionStartedWithTwiceTheShards();
    void slowFunctionIsFound();
    void peakLeavesItsBacklog();
    void peakDrainsAtTheSparePace();
    void peakTakesTheAnswerOfItsQuestion();
};

namespace {

// hot-key: 1,000 records/s by Zipf(1.4) over 10,000 pages; 100 records take 20 ms + 100 x 3.1 ms in the mean.
constexpr BusyWorker counter{100, 0.330, 0.2};
const double frontRate = 1000 * leadingZipfShare(10'000, 1.4);

} // namespace

void TestScenarioClaims::hotKeyGrowsHoweverManyShards_data()
{
    QTest::addColumn<QString>("shards");
    for (const char *shards : {"4", "8", "16"})
        QTest::newRow(shards) << shards;
}

void TestScenarioClaims::hotKeyGrowsHoweverManyShards()
{
    QFETCH(QString, shards);
    ScenarioSpec spec = shipped("hot-key");
    setAtStart(spec, "clicks.shards", shards.toStdString());
    const Simulation run = runWhole(spec);
    const std::vector<std::int32_t> hot = lineageOf(run, "clicks", "/front");
    QCOMPARE(hot.size(), std::size_t{1}); // nothing was split
    QCOMPARE(shardsOf(run, "clicks").size(), static_cast<std::size_t>(shards.toInt()));

    // The page alone is more than a worker can do, so its lane grows by the difference at least. A backlog is a
    // random walk with the variance of what comes (Poisson: the rate) plus that of what is done.
    constexpr std::size_t from = 300, to = 1800;
    const double excess = frontRate - counter.perSecond();
    const double noise = slopeDeviation(frontRate + counter.variancePerSecond(), to - from);
    QVERIFY(excess > 10 * noise); // so the bound below is no wish
    const double growth = slope(seriesOf(run, "clicks", Metric::Backlog, hot), from, to);
    QVERIFY2(growth > excess - 4 * noise, qPrintable(QString::number(growth)));
    // It is not slower than that because it is broken: all that came is there or was done at full capacity. The
    // first records wait for a poll, up to a second, and the first batches may be small: twice that is granted.
    const double came = total(run, "clicks", "incoming_records", hot);
    const double left = total(run, "clicks", "backlog", hot);
    QVERIFY(isNear(came - left, counter.perSecond() * 1800,
                   4 * std::sqrt(counter.variancePerSecond() * 1800) + 2 * counter.perSecond(), "done"));

    for (const std::int32_t shard : shardsOf(run, "clicks")) {
        if (shard == hot.front())
            continue;
        const std::vector<double> ages = seriesOf(run, "count", Metric::IteratorAge, {shard});
        const double oldest = *std::max_element(ages.begin(), ages.end());
        QVERIFY2(oldest < 2, qPrintable(QString("shard %1: %2 s").arg(shard).arg(oldest)));
    }
}

void TestScenarioClaims::hotKeyIsHelpedByRandomKeys()
{
    ScenarioSpec spec = shipped("hot-key");
    setAtStart(spec, "web.partition_key", "random");
    const Simulation run = runWhole(spec);
    for (const std::int32_t shard : shardsOf(run, "clicks")) {
        const std::vector<double> ages = seriesOf(run, "count", Metric::IteratorAge, {shard});
        QVERIFY(*std::max_element(ages.begin(), ages.end()) < 2);
    }
}

void TestScenarioClaims::hotKeyIsFound_data() { hotKeyGrowsHoweverManyShards_data(); }

void TestScenarioClaims::hotKeyIsFound()
{
    QFETCH(QString, shards);
    ScenarioSpec spec = shipped("hot-key");
    setAtStart(spec, "clicks.shards", shards.toStdString());
    Simulation run(spec);
    for (const int minute : {10, 20, 30}) {
        run.advanceTo(SimTime{Duration::minutes(minute).us});
        const Snapshot snapshot = run.snapshot({});
        const std::vector<Finding> findings = diagnose(snapshot);
        QCOMPARE(std::count_if(findings.begin(), findings.end(),
                               [](const Finding &f) { return f.kind == FindingKind::HotKey; }),
                 1);
        const Finding &finding = findings.front();
        QCOMPARE(finding.kind, FindingKind::HotKey);
        QVERIFY(!finding.moreShardsHelp);
        QCOMPARE(static_cast<std::int32_t>(finding.shard.value), lineageOf(run, "clicks", "/front").front());
        QCOMPARE(snapshot.keys.at(static_cast<std::size_t>(finding.key)).name, std::string("/front"));
        // The lane's rate of ten seconds times the page's share of a minute: the first is the noisier one.
        const double noise = std::sqrt(frontRate / 10 + frontRate / 60);
        QVERIFY(isNear(finding.keyPerSecond, frontRate, 4 * noise, "records/s of /front"));
        QVERIFY(finding.keyPerSecond > counter.perSecond());
    }
}

void TestScenarioClaims::moreShardsSameBacklog()
{
    // 60 % of 700 records/s have one key; 100 records take 330 ms, always.
    constexpr double keyRate = 420, capacity = 100 / 0.330, seconds = 1800;
    std::vector<double> backlogs;
    for (const char *shards : {"2", "4", "8", ""}) {
        ScenarioSpec spec = shipped("more-shards-same-backlog");
        if (*shards) {
            spec.timeline.clear();
            setAtStart(spec, "clicks.shards", shards);
        }
        const Simulation run = runWhole(spec);
        const std::vector<std::int32_t> lane = lineageOf(run, "clicks", "gateway-2");
        QCOMPARE(lane.size(), *shards ? std::size_t{1} : std::size_t{2}); // the scenario's own doubling: a parent
        backlogs.push_back(total(run, "clicks", "backlog", lane));
        // Poisson arrivals of the key's share; idle for a poll at the start and one after the parent's end.
        QVERIFY(isNear(backlogs.back(), (keyRate - capacity) * seconds, 4 * std::sqrt(keyRate * seconds) + 2 * capacity,
                       "backlog of gateway-2"));
    }
    for (const double backlog : backlogs)
        QVERIFY(isNear(backlog, backlogs.front(), 0.01 * backlogs.front(), "backlog with other shards"));
}

void TestScenarioClaims::moreShardsLeaveNothingToDoForTheOthers()
{
    const Simulation run = runWhole(shipped("more-shards-same-backlog"));
    const std::vector<std::int32_t> hot = lineageOf(run, "clicks", "gateway-2");
    const std::vector<Finding> findings = diagnose(run.snapshot({}));
    QCOMPARE(findings.front().kind, FindingKind::HotKey);
    QCOMPARE(static_cast<std::int32_t>(findings.front().shard.value), hot.back());
    QVERIFY(!findings.front().moreShardsHelp);
    for (const std::int32_t shard : shardsOf(run, "clicks"))
        if (std::find(hot.begin(), hot.end(), shard) == hot.end()) {
            const std::vector<double> ages = seriesOf(run, "count", Metric::IteratorAge, {shard});
            QVERIFY(*std::max_element(ages.begin(), ages.end()) < 2);
        }
}

void TestScenarioClaims::moreShardsWaitForTheirParent()
{
    constexpr double capacity = 100 / 0.330;
    constexpr std::size_t split = 630; // the new shards open 30 s after they were asked for
    const Simulation run = runWhole(shipped("more-shards-same-backlog"));
    const std::vector<std::int32_t> hot = lineageOf(run, "clicks", "gateway-2");
    const std::vector<double> ofParent = seriesOf(run, "clicks", Metric::Backlog, {hot.front()});
    const std::size_t drained = firstAtMost(ofParent, split, 0);
    // Its batches always take as long. Each value is of a whole second, and the last batch may be a small one.
    QVERIFY(isNear(static_cast<double>(drained - split), ofParent[split - 1] / capacity, 2, "s to drain the parent"));
    // Meanwhile its child is written to and not read; then it is read within a batch and a poll.
    const std::vector<double> done = seriesOf(run, "count", Metric::Outgoing, {hot.back()});
    QVERIFY(isNear(static_cast<double>(firstAbove(done, 0, 0)), static_cast<double>(drained), 3, "child begins"));
    QVERIFY(seriesOf(run, "clicks", Metric::Backlog, {hot.back()})[drained - 1] > ofParent[split - 1]);
    // Those of the other parent, which has no backlog, need not wait: a poll, and a batch.
    for (const std::int32_t shard : {4, 5})
        QVERIFY(firstAbove(seriesOf(run, "count", Metric::Outgoing, {shard}), 0, 0) <= split + 3);
    QCOMPARE(countOf(run, "count", "out_of_order_records"), std::uint64_t{0});
}

namespace {

// slow-function: 1,154 records/s over keys that spread; 100 records take 520 ms, always.
constexpr double slowRate = 1154, slowCapacity = 100 / 0.520;

} // namespace

void TestScenarioClaims::slowFunctionGrowsHalfAsFast()
{
    const Simulation run = runWhole(shipped("slow-function"));
    // The split takes effect some time after it was asked for; what the parents hold by then is read to its end
    // before the children begin.
    const auto reshardTime = std::get<std::int64_t>(run.network().value("events.reshard_time"));
    const auto split = static_cast<std::size_t>(180 + reshardTime / 1'000'000);
    const std::vector<double> ofParents = seriesOf(run, "events", Metric::Backlog, {0, 1});
    const double queued = ofParents[split - 1], splitAt = static_cast<double>(split);
    QVERIFY(isNear(queued, (slowRate - 2 * slowCapacity) * splitAt,
                   4 * std::sqrt(slowRate * splitAt) + 2 * slowCapacity, "backlog at the split"));
    const auto drained = std::find(ofParents.begin() + 180, ofParents.end(), 0.0) - ofParents.begin();
    // The longer parent ends last. Their share of the keys has sd sqrt(1/4 / 20,000), the rest is Poisson noise.
    const double uneven = slowRate * splitAt * 0.5 / std::sqrt(20'000.0) + std::sqrt(slowRate / 2 * splitAt);
    QVERIFY(isNear(static_cast<double>(drained) - splitAt, queued / (2 * slowCapacity), 4 * uneven / slowCapacity + 2,
                   "seconds to drain the parents"));

    const std::vector<double> backlog = backlogOf(run, "events");
    const auto from = static_cast<std::size_t>(drained) + 5;
    const double before = slope(backlog, 20, 180), after = slope(backlog, from, 1800);
    const double afterSeconds = 1800 - static_cast<double>(from);
    const double noiseBefore = slopeDeviation(slowRate, 160), noiseAfter = slopeDeviation(slowRate, afterSeconds);
    QVERIFY(isNear(before, slowRate - 2 * slowCapacity, 4 * noiseBefore + sawtooth(2, 160), "growth before"));
    QVERIFY(isNear(after, slowRate - 4 * slowCapacity, 4 * noiseAfter + sawtooth(4, afterSeconds), "growth after"));
    QVERIFY(isNear(after, before / 2,
                   4 * std::hypot(noiseBefore / 2, noiseAfter) + sawtooth(2, 160) / 2 + sawtooth(4, afterSeconds),
                   "growth after, against half of that before"));
    // Meanwhile nothing changes: still two workers.
    const std::size_t until = split + 240; // surely before the first of the parents is at its end
    const double meanwhile = slope(backlog, split, until), seconds = static_cast<double>(until - split);
    QVERIFY(isNear(meanwhile, slowRate - 2 * slowCapacity, 4 * slopeDeviation(slowRate, seconds) + sawtooth(2, seconds),
                   "growth while the parents drain"));
}

void TestScenarioClaims::slowFunctionStartedWithTwiceTheShards()
{
    // The traffic is the same whatever the shards, so its noise cancels: what remains is the batches'.
    ScenarioSpec two = shipped("slow-function");
    two.timeline.clear();
    ScenarioSpec four = two;
    setAtStart(four, "events.shards", "4");
    const std::vector<double> withTwo = backlogOf(runWhole(two), "events");
    const std::vector<double> withFour = backlogOf(runWhole(four), "events");
    const std::vector<double> doubled = backlogOf(runWhole(shipped("slow-function")), "events");
    constexpr std::size_t from = 900, to = 1800; // long after the parents' end
    const double teeth = sawtooth(4, to - from);
    const double fast = slope(withTwo, from, to), slow = slope(withFour, from, to);
    QVERIFY(isNear(fast - slow, 2 * slowCapacity, teeth + sawtooth(2, to - from), "growth that two more shards save"));
    QVERIFY(isNear(slope(doubled, from, to), slow, 2 * teeth, "growth after doubling, against four from the start"));
    QVERIFY(isNear(slow, fast / 2, 2 * slopeDeviation(slowRate, to - from) + 1.5 * teeth, "half the growth"));
}

void TestScenarioClaims::slowFunctionIsFound()
{
    const Snapshot snapshot = runUntil(shipped("slow-function"), Duration::seconds(170)).snapshot({});
    const std::vector<Finding> findings = diagnose(snapshot);
    QCOMPARE(findings.front().kind, FindingKind::SlowFunction);
    QVERIFY(findings.front().moreShardsHelp);
}

namespace {

// peak-and-catch-up: 400, from 5:00 to 10:00 1,000 records/s; two shards; 100 records take 30 ms + 100 x 3 ms.
constexpr BusyWorker biller{100, 0.330, 0.3};
constexpr int seeds = 20;

Simulation peakRun(std::uint64_t seed)
{
    ScenarioSpec spec = shipped("peak-and-catch-up");
    spec.seed = seed;
    return runWhole(spec);
}

/// Seconds from 10:00 until a lane has been read to its end for the first time.
double drainTime(const Simulation &run, std::int32_t shard)
{
    // Once it has caught up a lane waits for its next poll, and at most a poll interval of records waits.
    const std::vector<double> ages = seriesOf(run, "bill", Metric::IteratorAge, {shard});
    const auto end = std::find_if(ages.begin() + 600, ages.end(), [](double age) { return age <= 1; });
    return static_cast<double>(end - ages.begin()) + 0.5 - 600;
}

} // namespace

void TestScenarioClaims::peakLeavesItsBacklog()
{
    const double expected = (1000 - 2 * biller.perSecond()) * 300;
    const double noise = std::sqrt((1000 + 2 * biller.variancePerSecond()) * 300);
    // What the law leaves out: up to 400 records of one poll interval wait at 5:00, and a lane may rest for one
    // more poll before it sees the peak; up to a batch a lane is in flight and no backlog.
    const double more = 400 + 2 * biller.perSecond(), less = 2 * biller.batch;
    double sum = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        ScenarioSpec spec = shipped("peak-and-catch-up");
        spec.seed = static_cast<std::uint64_t>(seed);
        const Simulation run = runUntil(spec, Duration::minutes(10));
        const double backlog = static_cast<double>(countOf(run, "orders", "backlog"));
        QVERIFY(isNear(backlog, expected, 4 * noise + more, "backlog at 10:00"));
        sum += backlog;
    }
    const double error = 3 * noise / std::sqrt(seeds);
    QVERIFY2(sum / seeds < expected + more + error && sum / seeds > expected - less - error,
             qPrintable(QString("mean %1, expected %2").arg(sum / seeds).arg(expected)));
}

void TestScenarioClaims::peakDrainsAtTheSparePace()
{
    // Each lane for itself, because an empty lane does not help the other: backlog / (capacity - traffic), with
    // the traffic that this lane really had. What is left is the noise of the function's time: the first passage
    // of a random walk with drift, sd = sqrt(variance x time) / drift.
    double excess = 0, variance = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Simulation run = peakRun(seed);
        for (const std::int32_t shard : {0, 1}) {
            const double backlog = seriesOf(run, "orders", Metric::Backlog, {shard})[599];
            const double took = drainTime(run, shard);
            const std::vector<double> incoming = seriesOf(run, "orders", Metric::Incoming, {shard});
            const auto begin = incoming.begin() + 600;
            const double traffic =
                std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(took), 0.0) / std::floor(took);
            const double spare = biller.perSecond() - traffic;
            const double deviation = std::sqrt(biller.variancePerSecond() * backlog / spare) / spare;
            QVERIFY(isNear(took, backlog / spare, 4 * deviation, "seconds to drain"));
            excess += took - backlog / spare;
            variance += deviation * deviation;
        }
    }
    // In the mean over all lanes; a lane counts as read to its end up to a poll interval late or early.
    QVERIFY(isNear(excess / (2 * seeds), 0, 3 * std::sqrt(variance) / (2 * seeds) + 2, "mean deviation"));
}

void TestScenarioClaims::peakTakesTheAnswerOfItsQuestion()
{
    // At once, about 5 or about 10 minutes: the halves between them part the answers.
    const ScenarioSpec spec = shipped("peak-and-catch-up");
    const Simulation run = runWhole(spec);
    const double took = std::max(drainTime(run, 0), drainTime(run, 1)) / 60;
    QVERIFY2(took > 7.5 && took < 12.5, qPrintable(QString::number(took)));
    for (const LessonStep &step : spec.lesson)
        if (!step.ask.empty())
            QVERIFY(step.choices.at(static_cast<std::size_t>(step.answer)).en.find("10") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestScenarioClaims)
#include "tst_scenario_claims.moc"

// What a preview is besides its distribution: a pure function, a value, independent of the record rate, and a clear
// no where it cannot tell.
#include "simulation/preview.h"

#include "components/kinesis_stream.h"
#include "record/recorded_traffic.h"
#include "simulation/cohort_run.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

Simulation started(const ScenarioSpec &spec, Duration at = {0})
{
    Simulation run(spec);
    run.advanceTo(SimTime{at.us});
    return run;
}

bool same(const std::vector<float> &a, const std::vector<float> &b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](float x, float y) {
               return x == y || (std::isnan(x) && std::isnan(y));
           });
}

/// Every number of both.
bool same(const Preview &a, const Preview &b)
{
    bool equal = a.times == b.times && same(a.backlog, b.backlog) && same(a.worstAge, b.worstAge)
        && a.processed == b.processed && a.polls == b.polls && a.counts == b.counts
        && a.orderStatistics == b.orderStatistics && a.lanes.size() == b.lanes.size();
    for (std::size_t i = 0; equal && i < a.lanes.size(); ++i)
        equal = same(a.lanes[i].backlog, b.lanes[i].backlog) && same(a.lanes[i].iteratorAge, b.lanes[i].iteratorAge);
    return equal;
}

/// A run with waiting records, failing batches and a reshard to come.
ScenarioSpec eventful()
{
    ScenarioSpec spec = sketch("web 900/s zipf=1.1 keys=400 -> clicks[2] reshard=7s -> count 3ms errors=0.1 "
                               "spread=lognormal",
                               Duration::minutes(4));
    change(spec, Duration::seconds(70), "clicks.shards", "4");
    change(spec, Duration::milliseconds(120'300), "web.rate", "300/s");
    return spec;
}

} // namespace

class TestPreview : public QObject {
    Q_OBJECT

private slots:
    void theSameTwice();
    void whereItIsCutMakesNoDifference();
    void aCopyIsAFork();
    void thePresentIsNotTouched();
    void beginsWhereTheRunStands();
    void timesAndTotals();
    void workDoesNotGrowWithTheRate();
    void writeLimitsCut();
    void refusals_data();
    void refusals();
    void refusesWhatWillBeOnDemand();
    void refusesReplays();
    void refusesPoisonThatWaits();
    void refusesWhatExpiresInFlight();
    void refusesAtTheEnd();
};

void TestPreview::theSameTwice()
{
    const Simulation run = started(eventful(), Duration::seconds(60));
    const Preview first = previewOf(run, run.end());
    QVERIFY(first.refusal == PreviewRefusal::None);
    QVERIFY(same(first, previewOf(run, run.end())));
    ScenarioSpec other = eventful();
    other.seed = 2;
    const Simulation otherRun = started(other, Duration::seconds(60));
    QVERIFY(!same(first, previewOf(otherRun, otherRun.end())));
}

void TestPreview::whereItIsCutMakesNoDifference()
{
    const Simulation run = started(eventful(), Duration::milliseconds(60'123));
    CohortRun whole(run), pieces(run);
    whole.advanceTo(run.end());
    Dice dice(7);
    while (pieces.now() < run.end())
        pieces.advanceTo(std::min(run.end(), pieces.now() + Duration{dice.between(1, 3'000'000)}));
    QVERIFY(same(whole.result(), pieces.result()));
}

void TestPreview::aCopyIsAFork()
{
    CohortRun first(started(eventful()));
    first.advanceTo(SimTime{Duration::seconds(100).us});
    CohortRun fork = first;
    const Preview before = first.result();
    fork.advanceTo(SimTime{Duration::seconds(200).us});
    QVERIFY(same(before, first.result()));
    first.advanceTo(SimTime{Duration::seconds(200).us});
    QVERIFY(same(first.result(), fork.result()));
}

void TestPreview::thePresentIsNotTouched()
{
    Simulation run = started(eventful(), Duration::seconds(60)), untouched = run;
    (void)previewOf(run, run.end());
    QCOMPARE(run.fingerprint(), untouched.fingerprint());
    run.advanceTo(run.end());
    untouched.advanceTo(run.end());
    QCOMPARE(run.fingerprint(), untouched.fingerprint());
}

void TestPreview::beginsWhereTheRunStands()
{
    // Nothing comes any more: what waits is all there is, and the first sample is the run's own to the record.
    ScenarioSpec spec = sketch("web 900/s hot=0.6 keys=40 -> clicks[2] -> count 4ms fixed=50ms", Duration::minutes(5));
    change(spec, Duration::seconds(100), "web.rate", "0/s");
    Simulation run = started(spec, Duration::milliseconds(100'600));
    const Preview preview = previewOf(run, run.end());
    run.advanceTo(run.end());
    const auto stream = run.network().find("clicks")->id(), function = run.network().find("count")->id();
    QCOMPARE(preview.lanes.size(), std::size_t{2});
    for (const PreviewLane &lane : preview.lanes)
        for (std::size_t i = 0; i < preview.times.size(); ++i) {
            const auto second = static_cast<std::int64_t>(preview.times[i]) - 1;
            const auto exact = [&](ComponentId id, Metric metric) {
                const std::int64_t column = run.series().find(id, metric, static_cast<std::int32_t>(lane.shard.value));
                return run.series().value(0, static_cast<ColumnIndex>(column), second, second + 1).mean;
            };
            QCOMPARE(lane.backlog[i], exact(stream, Metric::Backlog));
            QCOMPARE(lane.iteratorAge[i], exact(function, Metric::IteratorAge));
        }
}

void TestPreview::timesAndTotals()
{
    const Simulation run = started(eventful(), Duration::milliseconds(60'500));
    const Preview preview = previewOf(run, SimTime{Duration::milliseconds(90'900).us});
    QCOMPARE(preview.from.us, std::int64_t{60'500'000});
    QCOMPARE(preview.times.size(), std::size_t{30});
    QCOMPARE(preview.times.front(), 61.0);
    QCOMPARE(preview.times.back(), 90.0);
    QCOMPARE(preview.lanes.size(), std::size_t{6}); // two parents and, 7 s after the change, four children
    QVERIFY(std::isnan(preview.lanes.back().backlog.front()));
    for (std::size_t i = 0; i < preview.times.size(); ++i) {
        float sum = 0, worst = 0;
        for (const PreviewLane &lane : preview.lanes) {
            QCOMPARE(lane.backlog.size(), preview.times.size());
            sum += std::isnan(lane.backlog[i]) ? 0 : lane.backlog[i];
            worst = std::fmax(worst, lane.iteratorAge[i]);
        }
        QCOMPARE(preview.backlog[i], sum);
        QCOMPARE(preview.worstAge[i], worst);
    }
}

void TestPreview::workDoesNotGrowWithTheRate()
{
    // The same load at every rate: as many more records in a batch as come in a second. A full batch takes 70 ms.
    const auto preview = [](const std::string &rate, const std::string &function) {
        return previewOf(sketch("web " + rate + " zipf=1 keys=1000 size=1 -> clicks[8] records=10000000/s "
                                    + "bytes=1000000000 -> count " + function,
                                Duration::minutes(3)),
                         SimTime{Duration::minutes(3).us});
    };
    constexpr std::uint64_t lanes = 8, seconds = 180;
    constexpr std::uint64_t mostPolls =
        lanes * seconds * (2 * 1000 / 70 + 3); // full batches, each with its poll, and one that waits
    for (const Preview &each :
         {preview("8000/s", "500us fixed=20ms batch=100"), preview("80000/s", "50us fixed=20ms batch=1000"),
          preview("800000/s", "5us fixed=20ms batch=10000")}) {
        QVERIFY(each.refusal == PreviewRefusal::None && !each.limited);
        QVERIFY2(each.polls <= mostPolls, std::to_string(each.polls).c_str());
        QVERIFY(each.counts <= each.polls + lanes * seconds); // one a poll at most, and one a sample
        QVERIFY(each.orderStatistics <= each.polls + lanes * seconds);
    }
}

void TestPreview::writeLimitsCut()
{
    // 900/s want in, 300/s may, 200/s are read. A bucket holds a second's worth beside what runs off.
    const Preview preview = previewOf(
        sketch("web 900/s by=constant -> clicks[1] records=300/s -> count 5ms fixed=0ms", Duration::minutes(2)),
        SimTime{Duration::minutes(2).us});
    QVERIFY(preview.limited);
    const auto taken = static_cast<double>(preview.processed) + static_cast<double>(preview.backlog.back());
    QVERIFY(taken <= 300 * 121);
    QVERIFY(taken >= 300 * 121 - 100 - 300); // the batch in flight, and a second in which the bucket filled
    // A larger bucket takes as much more, once; what is larger than the stream takes does not come at all.
    const auto takenWith = [](const std::string &producer, const std::string &stream) {
        const Preview each = previewOf(sketch("web 900/s by=constant" + producer + " -> clicks[1] records=300/s"
                                                  + stream + " -> count 5ms fixed=0ms",
                                              Duration::minutes(2)),
                                       SimTime{Duration::minutes(2).us});
        return static_cast<double>(each.processed) + static_cast<double>(each.backlog.back());
    };
    QVERIFY(std::abs(takenWith("", " limits.burst_records=5000") - taken - 4700) <= 300);
    QCOMPARE(takenWith(" size=2MiB", ""), 0.0);
    // From the middle the bucket is as full as the run has left it: what comes in is cut from the first second on.
    const Simulation run =
        started(sketch("web 900/s by=constant -> clicks[1] records=300/s -> count 5ms fixed=0ms", Duration::minutes(2)),
                Duration::minutes(1));
    const auto before = static_cast<double>(component<KinesisStream>(run, "clicks").waiting());
    const Preview later = previewOf(run, SimTime{Duration::seconds(70).us});
    QVERIFY(static_cast<double>(later.backlog.back()) + static_cast<double>(later.processed) <= before + 300 * 10 + 1);
}

void TestPreview::refusals_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<PreviewRefusal>("refusal");
    QTest::newRow("a worker") << "web 10/s -> desk 1ms" << PreviewRefusal::NoFunction;
    QTest::newRow("poison") << "web 10/s bad=0.01 -> clicks[1] -> count 1ms" << PreviewRefusal::PoisonRecords;
    QTest::newRow("a client") << "web 10/s client.call=put_records -> clicks[1] -> count 1ms"
                              << PreviewRefusal::ProducerOptions;
    QTest::newRow("an explicit hash key")
        << "web 10/s by=explicit_hash -> clicks[1] -> count 1ms" << PreviewRefusal::None;
    QTest::newRow("too many keys") << "web 10/s by=salted salts=256 keys=20000 -> clicks[1] -> count 1ms"
                                   << PreviewRefusal::TooManyKeys;
    QTest::newRow("a log file") << "web 10/s -> clicks[1] -> count 1ms -> log object_log"
                                << PreviewRefusal::FunctionOptions;
    QTest::newRow("a table") << "web 10/s -> items dynamodb_table -> count 1ms" << PreviewRefusal::FunctionOptions;
    QTest::newRow("on demand") << "web 10/s -> clicks[1] mode=on_demand -> count 1ms" << PreviewRefusal::OnDemand;
    QTest::newRow("none") << "web 10/s -> clicks[1] -> count 1ms -> minutes 60s" << PreviewRefusal::None;
}

void TestPreview::refusals()
{
    QFETCH(QString, line);
    QFETCH(PreviewRefusal, refusal);
    const Preview preview = previewOf(sketch(line.toStdString(), Duration::minutes(1)), SimTime{30'000'000});
    QCOMPARE(preview.refusal, refusal);
    QCOMPARE(preview.times.empty(), refusal != PreviewRefusal::None);
}

void TestPreview::refusesWhatWillBeOnDemand()
{
    ScenarioSpec spec = sketch("web 10/s -> clicks[1] -> count 1ms", Duration::minutes(1));
    change(spec, Duration::seconds(10), "clicks.mode", "on_demand");
    QCOMPARE(previewOf(spec, SimTime{30'000'000}).refusal, PreviewRefusal::OnDemand);
    // What was so before is no matter.
    change(spec, Duration::seconds(20), "clicks.mode", "provisioned");
    QCOMPARE(previewOf(started(spec, Duration::seconds(21)), SimTime{30'000'000}).refusal, PreviewRefusal::None);
}

void TestPreview::refusesReplays()
{
    ScenarioSpec spec = sketch("web 10/s -> clicks[1] -> count 1ms", Duration::minutes(1));
    auto traffic = std::make_shared<RecordedTraffic>();
    traffic->timeUs = {0, 1000};
    traffic->key = {0, 0};
    traffic->bytes = {1, 1};
    traffic->keys = {"/"};
    spec.components[0].type = "replay";
    spec.components[0].parameters.clear();
    spec.traffic["web"] = traffic;
    QCOMPARE(previewOf(spec, SimTime{30'000'000}).refusal, PreviewRefusal::Replay);
}

void TestPreview::refusesPoisonThatWaits()
{
    ScenarioSpec spec = sketch("web 100/s bad=0.05 -> clicks[1] -> count 1ms", Duration::minutes(1));
    change(spec, Duration::seconds(10), "web.bad_records", "0");
    QCOMPARE(previewOf(started(spec, Duration::seconds(11)), SimTime{30'000'000}).refusal,
             PreviewRefusal::PoisonRecords);
    // It would come later.
    ScenarioSpec later = sketch("web 100/s -> clicks[1] -> count 1ms", Duration::minutes(1));
    change(later, Duration::seconds(10), "web.bad_records", "0.05");
    QCOMPARE(previewOf(later, SimTime{30'000'000}).refusal, PreviewRefusal::PoisonRecords);
    QCOMPARE(previewOf(later, SimTime{9'000'000}).refusal, PreviewRefusal::None);
}

void TestPreview::refusesWhatExpiresInFlight()
{
    const ScenarioSpec spec = sketch("web 50/s -> clicks[1] retention=10s -> count 1ms errors=1", Duration::minutes(2));
    const Preview preview = previewOf(spec, SimTime{Duration::minutes(2).us});
    QCOMPARE(preview.refusal, PreviewRefusal::ExpireInFlight);
    QVERIFY(preview.times.empty() && preview.backlog.empty() && preview.lanes.empty());
}

void TestPreview::refusesAtTheEnd()
{
    const Simulation run = simulate("web 10/s -> clicks[1] -> count 1ms", Duration::minutes(1));
    QCOMPARE(previewOf(run, SimTime{Duration::minutes(2).us}).refusal, PreviewRefusal::AtTheEnd);
}

HOTSHARD_TEST_MAIN(TestPreview)
#include "tst_preview.moc"

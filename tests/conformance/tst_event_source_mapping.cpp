// The event source mapping's rules, one test a rule, each with its source: AWS documentation and recordings as
// gathered in the domain notes on Kinesis and Lambda (numbers of sections and test vectors T14-T22).
#include "components/lambda.h"
#include "components/read_limiter.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <functional>
#include <map>
#include <set>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// So many records within the first second, into one shard; `bad` are the positions of poison records.
/// Poison is drawn: the seed is looked for that gives just these. The mapping begins when all are there, or later.
std::unique_ptr<Rig> records(int count, const std::set<int> &bad, const std::string &function, bool begin = true)
{
    const std::string rate = std::to_string(count) + "/s";
    const std::string share =
        bad.empty() ? "" : " bad_records=" + std::to_string(static_cast<double>(bad.size()) / count);
    for (std::uint64_t seed = 1; seed < 100'000; ++seed) {
        ScenarioSpec spec =
            sketch("web " + rate + " constant" + share + " -> clicks[1] -> count enabled=false " + function,
                   Duration::hours(48), seed);
        auto rig = std::make_unique<Rig>(spec);
        rig->advanceTo(SimTime{1'000'000});
        rig->set("web.rate", "0/s");
        std::set<int> found;
        for (std::size_t i = 0; i < rig->recorder().produced.size(); ++i)
            if (rig->recorder().produced[i].poison)
                found.insert(static_cast<int>(i));
        if (found == bad && rig->recorder().produced.size() == static_cast<std::size_t>(count)) {
            rig->set("count.enabled", begin ? "true" : "false");
            return rig;
        }
    }
    return nullptr;
}

/// "3x0-2 1x3-5": how often which records were delivered, in runs.
std::map<std::uint64_t, int> deliveries(Rig &rig)
{
    std::map<std::uint64_t, int> times;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (std::uint64_t n = delivery.from; n < delivery.to; ++n)
            ++times[n];
    return times;
}

std::string letters(const Rig &, const Lambda &function)
{
    std::string text;
    for (const DeadLetter &letter : function.deadLetters())
        text += std::string(text.empty() ? "" : "; ") + reasonName(letter.reason) + " " + std::to_string(letter.first)
            + "-" + std::to_string(letter.last) + " after " + std::to_string(letter.invocations);
    return text;
}

} // namespace

class TestEventSourceMapping : public QObject {
    Q_OBJECT

private slots:
    /// 4.4, T14: MaximumRetryAttempts comes on top of the first attempt.
    void retriesComeOnTop_data()
    {
        QTest::addColumn<int>("retries");
        QTest::addColumn<QString>("letter");
        QTest::newRow("1") << 1 << "RetryAttemptsExhausted 0-0 after 2";
        QTest::newRow("2") << 2 << "RetryAttemptsExhausted 0-0 after 3";
        QTest::newRow("3") << 3 << "RetryAttemptsExhausted 0-0 after 4";
    }
    void retriesComeOnTop()
    {
        QFETCH(int, retries);
        QFETCH(QString, letter);
        const auto rig = records(1, {0}, "batch=1 retries.on_failure=true retries.maximum=" + std::to_string(retries));
        QVERIFY(rig);
        rig->advanceTo(SimTime{600'000'000});
        QCOMPARE(QString::fromStdString(letters(*rig, rig->function())), letter);
        QCOMPARE(rig->function().conservation().deadLettered, std::uint64_t{1});
    }

    /// 4.5, T15: the lowest failed record is the checkpoint; the rest is a new batch with retries of its own.
    void partialResponse()
    {
        const auto rig =
            records(6, {5}, "batch=3 retries.on_failure=true retries.maximum=3 retries.partial_responses=true");
        QVERIFY(rig);
        rig->advanceTo(SimTime{600'000'000});
        for (std::uint64_t n = 0; n < 5; ++n)
            QCOMPARE(deliveries(*rig)[n], 1);
        QCOMPARE(letters(*rig, rig->function()), std::string("RetryAttemptsExhausted 5-5 after 4"));
        // 0-2, 3-5, then 5 alone: once as the rest, and three times more. So it was handed over five times.
        QCOMPARE(rig->function().iteratorAges().count(), std::uint64_t{2 + 1 + 3});
    }

    /// 4.5, T17: what the mapping makes of a response. An empty answer is a success, whatever happened; a number that
    /// is not in the batch fails all of it, without a function error.
    void whatAResponseSays_data()
    {
        QTest::addColumn<QString>("response");
        QTest::addColumn<QString>("letter");
        QTest::addColumn<int>("invocations");
        QTest::addColumn<int>("delivered");
        QTest::newRow("the lowest number") << "lowest"
                                           << "RetryAttemptsExhausted 4-5 after 2" << 3 << 4;
        QTest::newRow("an empty list") << "nothing"
                                       << "" << 1 << 6;
        QTest::newRow("an unknown number") << "unknown"
                                           << "RetryAttemptsExhausted 0-5 after 2" << 2 << 0;
    }
    void whatAResponseSays()
    {
        QFETCH(QString, response);
        QFETCH(QString, letter);
        QFETCH(int, invocations);
        QFETCH(int, delivered);
        const auto rig = records(6, {4},
                                 "batch=6 retries.on_failure=true retries.maximum=1 retries.partial_responses=true "
                                 "retries.response="
                                     + response.toStdString());
        QVERIFY(rig);
        rig->advanceTo(SimTime{600'000'000});
        QCOMPARE(QString::fromStdString(letters(*rig, rig->function())), letter);
        QCOMPARE(rig->function().iteratorAges().count(), static_cast<std::uint64_t>(invocations));
        QCOMPARE(deliveries(*rig).size(), static_cast<std::size_t>(delivered));
        ComponentResult result;
        rig->function().results(result);
        const auto named = [&](const char *name) {
            return std::any_of(result.metrics.begin(), result.metrics.end(),
                               [&](const MetricValue &metric) { return metric.name == name; });
        };
        QCOMPARE(named("overlooked_records"), response == "nothing");
    }

    /// 4.4, T16: an age limit of 60 s without a limit of retries gives seven calls, then the document.
    void recordAge()
    {
        const auto rig = records(1, {0}, "batch=1 retries.on_failure=true retries.record_age=60s");
        QVERIFY(rig);
        rig->advanceTo(SimTime{600'000'000});
        QCOMPARE(letters(*rig, rig->function()), std::string("RecordAgeExceeded 0-0 after 8"));
        QCOMPARE(rig->function().iteratorAges().count(), std::uint64_t{7});
    }

    /// 4.4, T16: what is too old when its batch is made is reported at once, the fresh rest is delivered.
    void tooOldOnArrival()
    {
        const auto rig = records(6, {}, "batch=10 poll=100ms retries.on_failure=true retries.record_age=60s", false);
        QVERIFY(rig);
        // The first record is 60 s old when the mapping begins, the last is not.
        rig->advanceTo(SimTime{60'500'000});
        rig->set("count.enabled", "true");
        rig->advanceTo(SimTime{70'000'000});
        const std::string seen = letters(*rig, rig->function());
        QVERIFY2(seen.starts_with("RecordAgeExceeded 0-"), seen.c_str());
        const ConservationRow row = rig->function().conservation();
        QVERIFY(row.deadLettered >= 1 && row.delivered >= 1);
        QCOMPARE(row.deadLettered + row.delivered, std::uint64_t{6});
    }

    /// 4.5, T18: bisect, left half first; splits use no retries.
    void bisect()
    {
        const auto rig =
            records(8, {5}, "batch=8 poll=60s retries.on_failure=true retries.maximum=0 retries.bisect=true");
        QVERIFY(rig);
        rig->advanceTo(SimTime{600'000'000});
        const Lambda &function = rig->function();
        QCOMPARE(letters(*rig, function), std::string("RetryAttemptsExhausted 5-5 after 1"));
        QCOMPARE(function.conservation().delivered, std::uint64_t{7});
        std::string order;
        for (const SeenDelivery &delivery : rig->recorder().deliveries)
            order += std::to_string(delivery.from) + "-" + std::to_string(delivery.to - 1) + " ";
        QCOMPARE(order, std::string("0-3 4-4 6-7 "));
        QCOMPARE(function.iteratorAges().count(), std::uint64_t{7});
    }

    /// 4.5, T18: without bisect one bad record takes its whole batch along.
    void withoutBisect()
    {
        const auto rig = records(8, {5}, "batch=8 poll=60s retries.on_failure=true retries.maximum=0");
        QVERIFY(rig);
        rig->advanceTo(SimTime{600'000'000});
        QCOMPARE(letters(*rig, rig->function()), std::string("RetryAttemptsExhausted 0-7 after 1"));
        QCOMPARE(rig->function().iteratorAges().count(), std::uint64_t{1});
    }

    /// 4.2: a payload is 6 MB at most, Base64 and JSON included: 4 records of 1 MiB, some 440 of 10 KiB.
    void payload_data()
    {
        QTest::addColumn<QString>("size");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("1 MiB") << "1048576" << 4 << 4;
        QTest::newRow("10 KiB") << "10240" << 430 << 450;
        QTest::newRow("1 KiB") << "1024" << 3'200 << 3'400;
    }
    void payload()
    {
        QFETCH(QString, size);
        QFETCH(int, least);
        QFETCH(int, most);
        Rig rig(sketch(
            "web 4000/s constant record_size=" + size.toStdString()
                + " -> clicks[1] limits.records=1000000 limits.bytes=100000000000 -> count fixed=10s batch=10000",
            Duration::minutes(10)));
        rig.advanceTo(SimTime{60'000'000});
        QVERIFY(rig.recorder().deliveries.size() >= 3);
        const SeenDelivery &batch = rig.recorder().deliveries[2];
        const auto n = static_cast<int>(batch.to - batch.from);
        QVERIFY2(least <= n && n <= most, std::to_string(n).c_str());
    }

    /// 2.1, 2.2, T21: five calls a second; an answer of 10 MiB silences the shard for 5 s.
    void readBudget()
    {
        ReadLimiter small;
        for (int call = 0; call < 5; ++call) {
            QVERIFY(small.call(10'000'000 + call * 100'000));
            small.gave(200 * 1024);
        }
        QVERIFY(!small.call(10'500'000 - 1));
        ReadLimiter large;
        QVERIFY(large.call(0));
        large.gave(ReadLimiter::answerBytes);
        for (const std::int64_t at : {1, 1'000'000, 2'500'000, 4'999'999})
            QVERIFY(!large.call(at));
        QVERIFY(large.call(5'000'000));
    }

    /// 4.3, T20: the factor helps many keys and not a single one.
    void parallelizationFactor()
    {
        const auto backlog = [](const std::string &keys, int factor) {
            const Simulation run =
                simulate("web 1000/s constant " + keys
                             + " -> clicks[1] limits.records=2000 -> count fixed=200ms parallelization_factor="
                             + std::to_string(factor),
                         Duration::minutes(10));
            return lanesOf(run).front().backlog;
        };
        // 100 records in 200 ms: 500/s of 1,000/s, so 300,000 wait after ten minutes.
        QVERIFY(std::abs(static_cast<double>(backlog("uniform keys=1000", 1)) - 300'000) < 1'500);
        QVERIFY(backlog("uniform keys=1000", 4) < 2'000);
        QVERIFY(std::abs(static_cast<double>(backlog("uniform keys=1", 4)) - 300'000) < 1'500);
        // It is the partition key that counts: one for all records, or one for each.
        QVERIFY(std::abs(static_cast<double>(backlog("uniform keys=1000 by=constant", 4)) - 300'000) < 1'500);
        QVERIFY(backlog("uniform keys=1 by=random", 4) < 2'000);
        QVERIFY(backlog("uniform keys=1 by=salted salts=64", 4) < 2'000);
    }

    /// 4.3: within a lane, and so for every key, the order is kept whatever the factor.
    void factorKeepsTheOrderOfAKey()
    {
        Rig rig(
            sketch("web 900/s zipf=1.1 keys=60 -> clicks[2] -> count 3ms fixed=9ms batch=20 parallelization_factor=5",
                   Duration::minutes(3)));
        for (const char *factor : {"5", "2", "10", "1"}) {
            rig.set("count.parallelization_factor", factor);
            rig.advanceTo(
                SimTime{static_cast<std::int64_t>(rig.recorder().produced.empty() ? 40 : 0) * 1'000'000
                        + (rig.recorder().produced.empty() ? 0 : rig.recorder().produced.back().made + 40'000'000)});
        }
        std::map<std::uint32_t, std::int64_t> last;
        for (const SeenDelivery &delivery : rig.recorder().deliveries)
            for (const SeenRecord &record : delivery.records) {
                QVERIFY(last[record.key] <= record.made);
                last[record.key] = record.made;
            }
        QVERIFY(rig.function().conservation().holds());
    }

    /// 4.2: the batching window waits for a full batch or its end, and begins when the invocation before has ended.
    void batchingWindow()
    {
        Rig rig(
            sketch("web 10/s constant -> clicks[1] -> count fixed=100ms batching_window=20s", Duration::minutes(5)));
        rig.advanceTo(SimTime{300'000'000});
        const auto &seen = rig.recorder().deliveries;
        QVERIFY(seen.size() >= 12);
        for (std::size_t i = 2; i < seen.size(); ++i) // 100 records are there after 10 s: the batch is full first
            QCOMPARE(seen[i].to - seen[i].from, std::uint64_t{100});
        Rig slow(
            sketch("web 2/s constant -> clicks[1] -> count fixed=100ms batching_window=20s", Duration::minutes(5)));
        slow.advanceTo(SimTime{300'000'000});
        const auto &few = slow.recorder().deliveries;
        QVERIFY(few.size() >= 10);
        for (std::size_t i = 2; i < few.size(); ++i)
            QCOMPARE(few[i].at - few[i - 1].at, std::int64_t{20'100'000});
    }

    /// 4.4, 4.8: a throttled invocation uses no retry, loses nothing and keeps the order.
    void throttledInvocations()
    {
        Rig rig(sketch("web 50/s constant -> clicks[4] -> count fixed=300ms retries.maximum=0 reserved_concurrency=1",
                       Duration::minutes(5)));
        rig.advanceTo(SimTime{120'000'000});
        ComponentResult result;
        rig.function().results(result);
        const ConservationRow row = rig.function().conservation();
        QVERIFY(row.delivered > 0);
        QCOMPARE(row.deadLettered, std::uint64_t{0});
        rig.set("count.reserved_concurrency", "0");
        rig.advanceTo(SimTime{125'000'000});
        const std::uint64_t before = rig.function().conservation().delivered;
        rig.advanceTo(SimTime{240'000'000});
        QCOMPARE(rig.function().conservation().delivered, before); // 0 stops the function, and nothing is lost
        QCOMPARE(rig.function().conservation().deadLettered, std::uint64_t{0});
        rig.set("count.reserved_concurrency", "-1");
        rig.advanceTo(SimTime{400'000'000});
        QVERIFY(rig.function().conservation().delivered > before + 5'000);
    }

    /// 4.8: functions share the account's concurrency, and one with a reserved part has that and no more.
    void accountConcurrency()
    {
        ScenarioSpec spec = sketch("web 40/s constant -> clicks[4] -> count fixed=900ms", Duration::minutes(5));
        ComponentSpec other = spec.components.back();
        other.id = "other";
        spec.components.push_back(other);
        spec.components.push_back({"ours", "account", {}, "", "", {{"concurrency", std::int64_t{5}}}});
        change(spec, Duration::minutes(2), "ours.concurrency", "8");
        Simulation run(spec);
        run.advanceTo(SimTime{120'000'000});
        const auto throttles = [&](const char *name) { return component<Lambda>(run, name).throttles(); };
        QVERIFY(throttles("count") > 10 && throttles("other") > 10); // eight lanes, five places
        run.advanceTo(SimTime{150'000'000});
        const std::uint64_t then = throttles("count") + throttles("other");
        run.advanceTo(run.end());
        QCOMPARE(throttles("count") + throttles("other"), then);
        checkAll(run);
        // Whoever is throttled comes to his turn: nobody is left behind the others.
        for (const LaneView &lane : lanesOf(run))
            QVERIFY(lane.backlog < 200);
    }

    /// 2.1: whoever is refused a read comes to his turn, whatever the phases of the polls.
    void sixConsumersTakeTurns()
    {
        ScenarioSpec spec = sketch("web 40/s constant -> clicks[1] -> count 1ms", Duration::minutes(10));
        for (int i = 0; i < 5; ++i) {
            ComponentSpec other = spec.components[2];
            other.id = "other" + std::to_string(i);
            spec.components.push_back(other);
        }
        const Simulation run = simulate(spec);
        for (std::size_t i = 2; i < spec.components.size(); ++i)
            QVERIFY(run.network().find(spec.components[i].id)->conservation().delivered > 12'000); // of 24,000
    }

    /// 4.7: what the filter drops costs no invocation, and the position moves past it.
    void filters()
    {
        const Simulation run = simulate("web 200/s -> clicks[2] -> count filter=0.25", Duration::minutes(5));
        const ConservationRow row = run.network().find("count")->conservation();
        const double all = static_cast<double>(row.delivered + row.filteredOut + row.inFlight);
        QVERIFY(std::abs(static_cast<double>(row.filteredOut) / all - 0.75) < 0.01);
        QVERIFY(lanesOf(run).front().backlog < 200);
    }

    /// 6: a timed-out invocation is a function error, takes the timeout, and leaves no environment behind.
    void timeouts()
    {
        Rig rig(sketch("web 20/s constant -> clicks[1] -> count fixed=5s timeout=3s retries.maximum=1 cold_start=200ms",
                       Duration::minutes(5)));
        rig.advanceTo(SimTime{60'000'000});
        QCOMPARE(rig.function().durations().maxSeconds(), 3.0);
        QCOMPARE(rig.function().conservation().delivered, std::uint64_t{0});
        QVERIFY(rig.function().conservation().deadLettered > 0);
    }

    /// 5: Lambda's IteratorAge is above zero in a healthy run, as a record waits for its poll.
    void healthyIteratorAge()
    {
        const Simulation run = simulate("web 100/s -> clicks[4] -> count", Duration::minutes(10));
        const auto &function = component<Lambda>(run, "count");
        QVERIFY(std::abs(function.waits().meanSeconds() - 0.5) < 0.02);
    }
};

HOTSHARD_TEST_MAIN(TestEventSourceMapping)
#include "tst_event_source_mapping.moc"

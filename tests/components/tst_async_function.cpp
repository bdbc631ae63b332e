// Objects of a bucket and the function that is invoked for each: by hand, second by second.
#include "components/async_function.h"

#include "components/object_log.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>
#include <sstream>

using namespace hotshard;
using namespace hotshard::test;

namespace {

AsyncFunctionView functionOf(const Simulation &run) { return run.snapshot({.chartPoints = 0}).asyncFunctions.at(0); }

std::string deadLetters(const Simulation &run, const std::string &name)
{
    std::ostringstream out;
    for (const AsyncFunction::Dropped &dropped : component<AsyncFunction>(run, name).deadLetters())
        out << dropped.object << " at " << dropped.at.toSeconds() << " " << reasonName(dropped.reason) << " after "
            << dropped.invocations << "\n";
    return out.str();
}

/// One object, after a second; its notification comes at once.
const std::string once = "uploads bucket 1/s constant delay=0s -> thumb lambda_async ";
ScenarioSpec oneObject(const std::string &function, Duration duration)
{
    ScenarioSpec spec = sketch(once + function + " retries.on_failure=true", duration);
    change(spec, Duration{1'500'000}, "uploads.rate", "0/s");
    return spec;
}

} // namespace

class TestAsyncFunction : public QObject {
    Q_OBJECT

private slots:
    void oneInvocationForEachObject()
    {
        const Simulation run = simulate("uploads bucket 4/s constant delay=0s size=2MiB -> thumb lambda_async 100ms "
                                        "mib=50ms cold_start=300ms -> table sink",
                                        Duration::seconds(60));
        checkAll(run);
        const AsyncFunctionView thumb = functionOf(run);
        QCOMPARE(thumb.invocations, std::uint64_t{240});
        QCOMPARE(thumb.durationMeanMs, 200.0);
        QCOMPARE(thumb.coldStarts, std::uint64_t{2}); // the second object comes during the first's cold start
        QCOMPARE(run.snapshot({.chartPoints = 0}).sinks.at(0).writes, thumb.delivered);
        QCOMPARE(thumb.delivered, std::uint64_t{239}); // the last one came at 60 s
    }

    /// A minute, then two; then it is given up (AWS: "How Lambda handles errors and retries").
    void errorsAreTriedTwiceMore()
    {
        const Simulation run = simulate(oneObject("500ms errors=100%", Duration::minutes(5)));
        checkAll(run);
        QCOMPARE(deadLetters(run, "thumb"), std::string("0 at 182.5 RetryAttemptsExhausted after 3\n"));
        QCOMPARE(functionOf(run).invocations, std::uint64_t{3});
        QCOMPARE(functionOf(run).retries, std::uint64_t{2});
        const Simulation none = simulate(oneObject("500ms errors=100% retries=0", Duration::minutes(5)));
        QCOMPARE(deadLetters(none, "thumb"), std::string("0 at 1.5 RetryAttemptsExhausted after 1\n"));
    }

    /// The function has no concurrency: 1 s, 2 s, 4 s ... up to 5 minutes, for six hours; no retry is used.
    void throttlesAreTriedForHours()
    {
        const Simulation run = simulate(oneObject("1ms reserved=0", Duration::hours(7)));
        checkAll(run);
        // At 0, 1, 3, 7 ... 511 s: ten times; then each 300 s as long as 21,600 s are not reached.
        QCOMPARE(functionOf(run).throttles, std::uint64_t{10 + (21'600 - 511) / 300});
        QCOMPARE(deadLetters(run, "thumb"), std::string("0 at 21601 RecordAgeExceeded after 0\n"));
        const Simulation brief = simulate(oneObject("1ms reserved=0 age=10s", Duration::minutes(1)));
        QCOMPARE(functionOf(brief).throttles, std::uint64_t{4});
        QCOMPARE(deadLetters(brief, "thumb"), std::string("0 at 11 RecordAgeExceeded after 0\n"));
    }

    void throttledEventsRunLater()
    {
        ScenarioSpec spec =
            sketch("uploads bucket 10/s -> thumb lambda_async 1s reserved=2 -> table sink", Duration::minutes(5));
        change(spec, Duration::minutes(1), "uploads.rate", "0/s");
        change(spec, Duration::minutes(1), "thumb.reserved_concurrency", "-1");
        Simulation run(spec);
        run.advanceTo(SimTime{60'000'000});
        checkAll(run);
        QVERIFY(functionOf(run).waitingThrottled > 400);
        QVERIFY(functionOf(run).delivered <= 120);
        QCOMPARE(functionOf(run).concurrent, 2U);
        run.advanceTo(run.end());
        checkAll(run);
        QCOMPARE(functionOf(run).delivered, functionOf(run).received); // nothing is lost
        QCOMPARE(functionOf(run).errors, std::uint64_t{0});
    }

    /// With a reader of a stream in the same account: what one takes, the other has not.
    void concurrencyIsTheAccounts()
    {
        ScenarioSpec spec = sketch("uploads bucket 20/s -> thumb lambda_async 1s", Duration::minutes(2));
        for (const ComponentSpec &more : sketch("web 100/s -> clicks[3] -> count fixed=400ms").components)
            spec.components.push_back(more);
        spec.components.push_back({"everything", "account", {}, "", "", {{"concurrency", std::int64_t{4}}}});
        Simulation run(spec);
        for (int s = 1; s <= 120; ++s) {
            run.advanceTo(SimTime{s * 1'000'000});
            const Snapshot snapshot = run.snapshot({.chartPoints = 0});
            QVERIFY(snapshot.asyncFunctions.at(0).concurrent + snapshot.functions.at(0).concurrent <= 4);
        }
        checkAll(run);
        QVERIFY(functionOf(run).throttles > 0);
        QVERIFY(run.snapshot({.chartPoints = 0}).functions.at(0).throttles > 0);
    }

    void concurrencyFollowsLittle()
    {
        const Simulation run = simulate("uploads bucket 30/s -> thumb lambda_async 2s latency.distribution=exponential",
                                        Duration::minutes(10));
        double sum = 0;
        Simulation steps(run.spec());
        for (int s = 60; s <= 600; ++s) {
            steps.advanceTo(SimTime{s * 1'000'000});
            sum += functionOf(steps).concurrent;
        }
        // 30/s x 2 s; Poisson counts with a correlation of 2 s over 541 s.
        QVERIFY2(std::abs(sum / 541 - 60) < 4 * std::sqrt(60 * 4 / 541.0), std::to_string(sum / 541).c_str());
        QCOMPARE(steps.fingerprint(), run.fingerprint());
    }

    void notificationsComeLateAndTwice()
    {
        const Simulation run = simulate("uploads bucket 50/s constant delay=2s notifications.repeated=20% -> thumb "
                                        "lambda_async 1ms",
                                        Duration::minutes(5));
        checkAll(run);
        const Snapshot snapshot = run.snapshot({.chartPoints = 0});
        const double objects = static_cast<double>(snapshot.producers.at(0).produced);
        QCOMPARE(objects, 15'000.0);
        const double twice = static_cast<double>(snapshot.producers.at(0).bucket->repeated);
        QVERIFY(std::abs(twice - 0.2 * objects) < 4 * std::sqrt(0.16 * objects));
        const double underWay = static_cast<double>(snapshot.asyncFunctions.at(0).underWay);
        QVERIFY(std::abs(underWay - 120) < 4 * std::sqrt(120.0)); // 60 notifications/s x 2 s
    }

    /// A change of the rate moves objects in time and changes nothing else about them.
    void rateChangesAreExact()
    {
        ScenarioSpec spec =
            sketch("uploads bucket 1/s constant delay=0s -> thumb lambda_async 1ms", Duration::seconds(20));
        change(spec, Duration{2'250'000}, "uploads.rate", "2/s"); // three quarters of the third gap are left
        Simulation run(spec);
        run.advanceTo(SimTime{2'624'999});
        QCOMPARE(run.snapshot({.chartPoints = 0}).producers.at(0).produced, std::uint64_t{2});
        run.advanceTo(SimTime{2'625'000});
        QCOMPARE(run.snapshot({.chartPoints = 0}).producers.at(0).produced, std::uint64_t{3});
        run.advanceTo(SimTime{12'625'000});
        QCOMPARE(run.snapshot({.chartPoints = 0}).producers.at(0).produced, std::uint64_t{23});
    }

    /// Every invocation is a writer of its own.
    void logFileWithManyWriters()
    {
        const Simulation run =
            simulate("uploads bucket 10/s -> note lambda_async 50ms -> log object_log", Duration::minutes(1));
        checkAll(run);
        const ObjectVersions &object = component<ObjectLog>(run, "log").object();
        QCOMPARE(object.written(), functionOf(run).delivered);
        QVERIFY(object.present() < object.written() * 6 / 10);
        QCOMPARE(object.lostToStaleReads(), std::uint64_t{0});
        const Simulation guarded =
            simulate("uploads bucket 3/s -> note lambda_async 50ms -> log object_log conditional_writes=true",
                     Duration::minutes(1));
        QCOMPARE(component<ObjectLog>(guarded, "log").object().lostToOtherWriters(), std::uint64_t{0});
    }
};

HOTSHARD_TEST_MAIN(TestAsyncFunction)
#include "tst_async_function.moc"

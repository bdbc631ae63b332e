// Rules of the neighbours of stream and function, one test a rule, each with its source: an object store as a log file,
// asynchronous invocation, a table's stream.
#include "components/async_function.h"
#include "components/object_log.h"
#include "components/registry.h"
#include "components/table_stream.h"

#include "support/sketch.h"
#include "support/test_main.h"

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// A log file and two writers, by hand.
class ByHand {
public:
    explicit ByHand(const std::map<std::string, ParameterValue> &parameters)
        : m_log(ComponentId{0}, "log", 1, Parameters(*findComponentType("object_log"), parameters))
    {
        m_log.start(m_context);
    }
    void at(std::int64_t ms) { m_context.now = SimTime{ms * 1000}; }
    void get(std::uint32_t writer) { (void)m_log.begins({ComponentId{1}, writer}, m_context.now, m_context); }
    /// Milliseconds that the writer goes on; 0: it is done.
    std::int64_t goOn(std::uint32_t writer, std::uint64_t lines)
    {
        return m_log.goesOn({ComponentId{1}, writer}, lines, m_context).us / 1000;
    }
    /// A whole update of one line, and nobody else: what the log holds at first.
    void append(std::uint64_t lines)
    {
        get(7);
        while (goOn(7, lines) > 0) { }
    }
    [[nodiscard]] const ObjectVersions &object() const { return m_log.object(); }

private:
    Components m_components;
    Scheduler m_scheduler;
    SeriesTable m_series;
    PeriodTable m_periods;
    RecordBlock m_scratch;
    Context m_context{SimTime::zero(), m_components, m_scheduler, m_series, m_periods, m_scratch};
    ObjectLog m_log;
};

AsyncFunctionView functionOf(const Simulation &run) { return run.snapshot({.chartPoints = 0}).asyncFunctions.at(0); }

/// One object, a second after the start.
Simulation oneObject(const std::string &function, Duration duration)
{
    ScenarioSpec spec = sketch("uploads bucket 1/s constant delay=0s -> thumb lambda_async " + function, duration);
    change(spec, Duration{1'500'000}, "uploads.rate", "0/s");
    Simulation run(spec);
    run.advanceTo(run.end());
    checkAll(run);
    return run;
}

} // namespace

class TestNeighbours : public QObject {
    Q_OBJECT

private slots:
    /// Amazon S3 user guide, "Amazon S3 data consistency model" (no locking; the last writer wins); domain notes on
    /// other systems, test vector T10.15: both GET version 0 (n lines), both PUT n + 1: n + 1 lines, one lost, no
    /// error.
    void lastWriterWins()
    {
        ByHand log({});
        log.append(41);
        log.get(0);
        log.get(1);
        QCOMPARE(log.goOn(0, 1), 100);
        QCOMPARE(log.goOn(1, 1), 100);
        log.at(100);
        QCOMPARE(log.goOn(0, 1), 0);
        QCOMPARE(log.goOn(1, 1), 0);
        QCOMPARE(log.object().present(), std::uint64_t{42});
        QCOMPARE(log.object().lostToOtherWriters(), std::uint64_t{1});
    }
    /// Amazon S3 user guide, "conditional writes" (If-Match, 412); T10.15: the second gets 412, after a retry n + 2.
    void ifMatch()
    {
        ByHand log({{"conditional_writes", true}});
        log.append(41);
        log.get(0);
        log.get(1);
        (void)log.goOn(0, 1);
        (void)log.goOn(1, 1);
        log.at(100);
        QCOMPARE(log.goOn(0, 1), 0);
        QCOMPARE(log.goOn(1, 1), 200); // 412: GET and PUT once more
        log.at(300);
        QCOMPARE(log.goOn(1, 1), 0);
        QCOMPARE(log.object().present(), std::uint64_t{43});
        QCOMPARE(log.object().written(), std::uint64_t{43});
    }
    /// S3 developer guide of 13 November 2020, "Amazon S3 data consistency model": overwrites are eventually
    /// consistent, so an update can be lost with one writer. Of 18 December 2020: strong; nothing is lost with one.
    void overwritesBeforeAndSinceDecember2020()
    {
        for (const bool strong : {false, true}) {
            ByHand log({{"consistency", std::string(strong ? "strong" : "eventual")},
                        {"stale.time", Duration::seconds(2).us},
                        {"stale.share", 1.0}});
            log.append(14);
            log.at(3000);
            log.append(5);
            log.at(4000);
            log.append(13); // one second after the PUT of the 5
            QCOMPARE(log.object().present(), std::uint64_t{strong ? 32U : 27U});
            QCOMPARE(log.object().lostToStaleReads(), std::uint64_t{strong ? 0U : 5U});
        }
    }
    /// Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation": two more tries, a
    /// minute and then two minutes later.
    void asynchronousErrors()
    {
        for (const auto &[until, invocations] :
             std::map<int, std::uint64_t>{{60, 1}, {62, 2}, {180, 2}, {182, 3}, {3600, 3}}) {
            const Simulation run = oneObject("1ms errors=100%", Duration::seconds(until));
            QCOMPARE(functionOf(run).invocations, invocations);
            QCOMPARE(functionOf(run).dropped, std::uint64_t{invocations == 3});
        }
    }
    /// Same page: throttles are tried again for up to six hours, after 1 s at first, 5 minutes at most.
    void asynchronousThrottles()
    {
        std::vector<int> seconds;
        std::uint64_t before = 0;
        ScenarioSpec spec =
            sketch("uploads bucket 1/s constant delay=0s -> thumb lambda_async 1ms reserved=0", Duration::hours(7));
        change(spec, Duration{1'500'000}, "uploads.rate", "0/s");
        Simulation run(spec);
        for (int s = 1; s <= 1500; ++s) {
            run.advanceTo(SimTime{s * 1'000'000});
            if (functionOf(run).throttles > before)
                seconds.push_back(s - 1);
            before = functionOf(run).throttles;
        }
        QCOMPARE(seconds, (std::vector<int>{0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1111, 1411}));
        run.advanceTo(SimTime{Duration::seconds(21'600).us});
        QCOMPARE(functionOf(run).dropped, std::uint64_t{0});
        run.advanceTo(SimTime{Duration::seconds(21'601).us});
        QCOMPARE(functionOf(run).droppedByAge, std::uint64_t{1});
        QCOMPARE(functionOf(run).invocations, std::uint64_t{0});
    }
    /// S3 user guide, "Amazon S3 Event Notifications": delivered at least once.
    void notificationsAtLeastOnce()
    {
        const Simulation run = oneObject("1ms", Duration::seconds(60));
        QCOMPARE(functionOf(run).invocations, std::uint64_t{1});
        const Simulation twice = simulate(
            "uploads bucket 1/s constant notifications.repeated=100% -> thumb lambda_async 1ms", Duration::seconds(60));
        QCOMPARE(functionOf(twice).received + functionOf(twice).underWay, std::uint64_t{120});
    }
    /// DynamoDB Streams API reference, GetRecords: 1,000 records or 1 MB; developer guide, "Change data capture": 24
    /// hours.
    void tableStreamLimits()
    {
        const Simulation run =
            simulate("app 100/s keys=9 -> items dynamodb_table partitions=3 -> react", Duration::seconds(10));
        const TableStream &items = component<TableStream>(run, "items");
        QCOMPARE(items.retention(), Duration::hours(24));
        const Simulation large = simulate("app 1/s constant attempts=1 size=410000B -> items dynamodb_table -> react",
                                          Duration::seconds(10));
        QCOMPARE(large.network().conservation()[1].in, std::uint64_t{0}); // developer guide, "Quotas": 400 KB an item
        QCOMPARE(items.shardCount(), 3U);                                 // one for each partition
        QCOMPARE(TableStream::answerRecords, std::uint64_t{1000});
        QCOMPARE(TableStream::answerBytes, std::int64_t{1'000'000});
        QCOMPARE(TableStream::readersAtOnce, std::int64_t{2}); // API reference, LimitExceededException
        // Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB": 4 polls a second.
        QCOMPARE(run.network().value("react.poll_interval"), ParameterValue{std::int64_t{250'000}});
    }
};

HOTSHARD_TEST_MAIN(TestNeighbours)
#include "tst_neighbours.moc"

// What CloudWatch says of a stream and of a function, against every record, and when an alarm goes off. Sources:
// Kinesis Data Streams Developer Guide, monitoring-with-cloudwatch; Lambda Developer Guide, monitoring-metrics-types;
// CloudWatch User Guide, alarm-evaluation and alarms-and-missing-data.
#include "components/alarm.h"
#include "metrics/alarm_rule.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>
#include <map>
#include <sstream>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// "0 - X": within, missing, breaching; newest last.
std::vector<DataPoint> points(const std::string &line)
{
    std::vector<DataPoint> all;
    for (const char c : line)
        if (c != ' ')
            all.push_back(c == 'X' ? DataPoint::Breaching : c == '0' ? DataPoint::Within : DataPoint::Missing);
    return all;
}

std::optional<double> valueOf(const PeriodTable &periods, std::uint32_t component, const char *metric,
                              CloudStatistic statistic, std::int64_t minute, std::int32_t shard = -1)
{
    return periods.value(ComponentId{component}, *findCloudMetric(metric), statistic, shard, minute * 60,
                         minute * 60 + 60);
}

/// "60s INSUFFICIENT_DATA->OK", one after the other.
std::string changesOf(const Simulation &run, const std::string &alarm)
{
    std::ostringstream out;
    for (const AlarmChange &change : component<Alarm>(run, alarm).changes())
        out << (out.tellp() > 0 ? ", " : "") << change.at.us / 1'000'000 << "s " << stateName(change.to);
    return out.str();
}

constexpr std::uint32_t stream = 1, function = 2; ///< places in a sketch
constexpr auto Sum = CloudStatistic::Sum;
constexpr auto Average = CloudStatistic::Average;
constexpr auto Maximum = CloudStatistic::Maximum;
constexpr auto SampleCount = CloudStatistic::SampleCount;

} // namespace

class TestCloudWatch : public QObject {
    Q_OBJECT
private slots:
    /// The two tables of alarms-and-missing-data, five data points, newest last, and the text below them.
    void missingData_data()
    {
        QTest::addColumn<int>("datapoints");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("states"); // missing, ignore, breaching, notBreaching; '=': as it was
        const auto row = [](int datapoints, const char *line, const char *states) {
            QTest::addRow("%d of 3: %s", datapoints, line) << datapoints << QString(line) << QString(states);
        };
        row(3, "0 - X - X", "OK OK OK OK");
        row(3, "0 - - - -", "OK OK OK OK");
        row(3, "- - - - -", "INSUFFICIENT_DATA = ALARM OK");
        row(3, "0 X X - X", "ALARM ALARM ALARM ALARM");
        row(3, "- - X - -", "ALARM = ALARM OK");
        row(2, "0 - X - X", "ALARM ALARM ALARM ALARM");
        row(2, "0 0 X 0 X", "ALARM ALARM ALARM ALARM");
        row(2, "0 - X - -", "OK OK ALARM OK");
        row(2, "- - - - 0", "OK OK ALARM OK");
        row(2, "- - - X -", "ALARM = ALARM OK");
        // "The alarm does not go immediately into ALARM state"
        row(3, "- - - - X", "INSUFFICIENT_DATA = ALARM OK");
        row(3, "- - - X -", "INSUFFICIENT_DATA = ALARM OK");
        // "All real data points are included in the evaluation", those beyond N are not
        row(3, "X X 0 0 X", "OK OK OK OK");
        row(2, "X X 0 0 X", "OK OK OK OK");
    }
    void missingData()
    {
        QFETCH(int, datapoints);
        QFETCH(QString, line);
        QFETCH(QString, states);
        const QStringList wanted = states.split(' ');
        const MissingData ways[] = {MissingData::Missing, MissingData::Ignore, MissingData::Breaching,
                                    MissingData::NotBreaching};
        for (const AlarmState present : {AlarmState::Ok, AlarmState::Alarm, AlarmState::InsufficientData})
            for (int i = 0; i < 4; ++i) {
                const AlarmRule rule{3, static_cast<std::uint32_t>(datapoints), ways[i]};
                const QString given = stateName(rule.evaluate(points(line.toStdString()), present));
                QCOMPARE(given, wanted[i] == "=" ? QString(stateName(present)) : wanted[i]);
            }
    }

    /// alarm-evaluation: "the breaching data points don't have to be consecutive".
    void mOutOfN()
    {
        const AlarmRule rule{5, 3, MissingData::Missing};
        const auto after = [&](const char *line) { return rule.evaluate(points(line), AlarmState::Ok); };
        QCOMPARE(after("X 0 X 0 0"), AlarmState::Ok);
        QCOMPARE(after("X 0 X 0 X"), AlarmState::Alarm);
        QCOMPARE(after("0 X 0 X 0 0"), AlarmState::Ok);
        QCOMPARE(after("X X X 0 0 0"), AlarmState::Ok); // the oldest is not among the last five
        QVERIFY(breaches(3, Comparison::GreaterOrEqual, 3) && !breaches(3, Comparison::Greater, 3));
        QVERIFY(breaches(3, Comparison::LessOrEqual, 3) && !breaches(3, Comparison::Less, 3));
    }

    /// IncomingRecords and IncomingBytes: what was put, by the minute, of every shard and of all.
    void incoming()
    {
        Rig rig(sketch("web 700/s zipf=1.1 size=3KiB -> clicks[3] records=100000 bytes=100000000 -> count",
                       Duration::minutes(4)));
        rig.advanceTo(SimTime{200'000'000});
        std::map<std::int64_t, double> records, bytes;
        for (const SeenRecord &record : rig.recorder().produced) {
            ++records[(record.made - 1) / 60'000'000];
            bytes[(record.made - 1) / 60'000'000] += record.bytes;
        }
        for (std::int64_t m = 0; m < 3; ++m) {
            QCOMPARE(valueOf(rig.periods(), stream, "IncomingRecords", Sum, m), records[m]);
            QCOMPARE(valueOf(rig.periods(), stream, "IncomingBytes", Sum, m), bytes[m]);
            double ofShards = 0;
            for (int shard = 0; shard < 3; ++shard)
                ofShards += valueOf(rig.periods(), stream, "IncomingRecords", Sum, m, shard).value();
            QCOMPARE(ofShards, records[m]);
        }
    }

    /// "WriteProvisionedThroughputExceeded: the number of records rejected"; "IncomingRecords: successfully put".
    void rejectedRecords()
    {
        const Simulation run = simulate("web 1500/s constant attempts=1 -> clicks[1] -> count", Duration::minutes(3));
        const auto refused = valueOf(run.periods(), stream, "WriteProvisionedThroughputExceeded", Sum, 1);
        const auto accepted = valueOf(run.periods(), stream, "IncomingRecords", Sum, 1);
        QCOMPARE(refused.value() + accepted.value(), 90'000.0);
        QCOMPARE(accepted, 60'000.0);
    }

    /// Lambda's IteratorAge: "the age of the last record in the event", Duration, Invocations, against every batch.
    void iteratorAgeOfTheFunction()
    {
        Rig rig(sketch("web 300/s -> clicks[2] -> count 1ms fixed=120ms", Duration::minutes(4)));
        rig.advanceTo(SimTime{239'000'000});
        std::map<std::int64_t, std::vector<double>> ages, durations; // by the minute of the start
        for (const SeenDelivery &batch : rig.recorder().deliveries) {
            const std::int64_t took = 120'000 + 1'000 * static_cast<std::int64_t>(batch.records.size());
            const std::int64_t start = batch.at - took, m = (start - 1) / 60'000'000;
            ages[m].push_back(static_cast<double>(start - batch.records.back().arrival) / 1e3);
            durations[m].push_back(static_cast<double>(took) / 1e3);
        }
        for (std::int64_t m = 0; m < 3; ++m) {
            const auto of = [&](const char *metric, CloudStatistic s) {
                return valueOf(rig.periods(), function, metric, s, m).value();
            };
            double sum = 0;
            for (const double age : ages[m])
                sum += age;
            const auto n = static_cast<double>(ages[m].size());
            QCOMPARE(of("Invocations", Sum), n);
            QCOMPARE(of("Duration", SampleCount), n);
            QCOMPARE(of("IteratorAge", Maximum), *std::max_element(ages[m].begin(), ages[m].end()));
            QVERIFY(std::abs(of("IteratorAge", Average) - sum / n) < 1e-6);
            QVERIFY(of("IteratorAge", Average) > 100); // it includes the wait for the poll: above zero in health
            QCOMPARE(of("Duration", Maximum), *std::max_element(durations[m].begin(), durations[m].end()));
            QCOMPARE(of("Errors", Average), 0.0);
        }
    }

    /// GetRecords.IteratorAgeMilliseconds: "a value of zero indicates that the records being read are completely caught
    /// up". It looks at what was read: the mapping reads ahead, so that Lambda's age is the larger one, by its buffer.
    void iteratorAgeOfTheStream()
    {
        const Simulation healthy = simulate("web 300/s -> clicks[2] -> count 1ms", Duration::minutes(3));
        QCOMPARE(valueOf(healthy.periods(), stream, "GetRecords.IteratorAgeMilliseconds", Maximum, 1), 0.0);
        QVERIFY(valueOf(healthy.periods(), stream, "GetRecords.Records", SampleCount, 1).value() >= 119);
        const Simulation late = simulate("web 900/s constant -> clicks[1] -> count 2ms", Duration::minutes(20));
        const auto ofStream = valueOf(late.periods(), stream, "GetRecords.IteratorAgeMilliseconds", Maximum, 18);
        const auto ofShard = valueOf(late.periods(), stream, "IteratorAgeMilliseconds", Maximum, 18, 0);
        const auto ofFunction = valueOf(late.periods(), function, "IteratorAge", Maximum, 18);
        QCOMPARE(ofShard, ofStream);
        // 900/s in, 500/s out: after 19 min the function is 506.7 s behind; 10,000 records ahead of it is the reader.
        QVERIFY2(std::abs(ofFunction.value() - 506'700) < 1'500, std::to_string(ofFunction.value()).c_str());
        QVERIFY2(std::abs(ofFunction.value() - ofStream.value() - 10'000 / 0.9) < 1'500,
                 std::to_string(ofStream.value()).c_str());
    }

    /// "The timestamp on an error metric reflects when the function was invoked, not when the error occurred."
    void errorsBelongToTheirStart()
    {
        ScenarioSpec spec = sketch("web 1/s constant -> clicks[1] -> count fixed=200s timeout=50s retries.maximum=0",
                                   Duration::minutes(5));
        const Simulation run = simulate(spec);
        // Timed out after 50 s each, one after the other.
        for (std::int64_t m = 0; m < 3; ++m) {
            const auto started = valueOf(run.periods(), function, "Invocations", Sum, m);
            QCOMPARE(valueOf(run.periods(), function, "Errors", Sum, m), started);
            QCOMPARE(valueOf(run.periods(), function, "Duration", Maximum, m), 50'000.0);
        }
    }

    /// Throttles are neither Invocations nor Errors; ConcurrentExecutions never exceeds what is reserved.
    void throttles()
    {
        const Simulation run = simulate("web 50/s constant -> clicks[4] -> count fixed=900ms reserved_concurrency=1",
                                        Duration::minutes(3));
        QVERIFY(valueOf(run.periods(), function, "Throttles", Sum, 1).value() > 10);
        QVERIFY(valueOf(run.periods(), function, "Invocations", Sum, 1).value() < 67);
        QCOMPARE(valueOf(run.periods(), function, "Errors", Sum, 1), 0.0);
        QCOMPARE(valueOf(run.periods(), function, "ConcurrentExecutions", Maximum, 1), 1.0);
    }

    /// The mapping's counts: polled = filtered out + invoked once each when nothing fails.
    void mappingCounts()
    {
        const Simulation run = simulate("web 200/s -> clicks[2] -> count filter=25%", Duration::minutes(4));
        double polled = 0, filtered = 0, invoked = 0;
        for (std::int64_t m = 0; m < 4; ++m) {
            polled += valueOf(run.periods(), function, "PolledEventCount", Sum, m).value();
            filtered += valueOf(run.periods(), function, "FilteredOutEventCount", Sum, m).value();
            invoked += valueOf(run.periods(), function, "InvokedEventCount", Sum, m).value();
        }
        QVERIFY(std::abs(filtered / polled - 0.75) < 0.01);
        QVERIFY(polled - filtered - invoked >= 0 && polled - filtered - invoked < 200);
    }

    /// An idle stream and an idle function have no data points, not zeros.
    void idle()
    {
        ScenarioSpec spec = sketch("web 100/s -> clicks[1] -> count", Duration::minutes(6));
        change(spec, Duration::minutes(2), "web.rate", "0/s");
        addAlarm(
            spec, "silent", "clicks",
            "metric=IncomingRecords statistic=Sum threshold=1 comparison=LessThanThreshold missing_data=breaching");
        addAlarm(spec, "usual", "clicks",
                 "metric=IncomingRecords statistic=Sum threshold=1 comparison=LessThanThreshold");
        const Simulation run = simulate(spec);
        QVERIFY(!valueOf(run.periods(), stream, "IncomingRecords", Sum, 4));
        QVERIFY(!valueOf(run.periods(), function, "Invocations", Sum, 4));
        QVERIFY(!valueOf(run.periods(), function, "IteratorAge", Maximum, 4));
        QCOMPARE(valueOf(run.periods(), stream, "GetRecords.Records", Sum, 4), 0.0); // it is still polled
        // With missing data as such the alarm that should have told of it only knows nothing any more. Both look at
        // three minutes: the last with data is still there at 240 s.
        QCOMPARE(changesOf(run, "silent"), std::string("60s OK, 300s ALARM"));
        QCOMPARE(changesOf(run, "usual"), std::string("60s OK, 300s INSUFFICIENT_DATA"));
    }

    /// Two of three minutes: the alarm comes with the second bad minute, and what it sets is a change of the run.
    void actionChangesAParameter()
    {
        ScenarioSpec spec =
            sketch("web 1500/s constant keys=1000 uniform -> clicks[1] reshard=30s -> count", Duration::minutes(8));
        addAlarm(spec, "full", "clicks",
                 "metric=WriteProvisionedThroughputExceeded statistic=Sum threshold=0 evaluation_periods=3 "
                 "datapoints_to_alarm=2 action.set=clicks.shards action.to=4");
        const Simulation run = simulate(spec);
        // At 60 s one data point of three is there, and it breaches; the reshard is done at 150 s, and by 300 s only
        // one of the last three minutes was bad.
        QCOMPARE(changesOf(run, "full"), std::string("120s ALARM, 300s OK"));
        const std::vector<ChangeMark> changes = run.snapshot({}).changes;
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes[0].at.us, std::int64_t{120'000'000});
        QCOMPARE(changes[0].path + " " + changes[0].from + " " + changes[0].to + " by " + changes[0].by,
                 std::string("clicks.shards 1 4 by full"));
        QCOMPARE(component<Alarm>(run, "full").notifications(), std::uint64_t{1});
        QCOMPARE(valueOf(run.periods(), stream, "WriteProvisionedThroughputExceeded", Sum, 4), 0.0);
    }

    /// High-resolution alarms look every ten seconds; with actions off nothing happens.
    void highResolution()
    {
        ScenarioSpec spec = sketch("web 1500/s constant keys=1000 uniform -> clicks[1] -> count", Duration::minutes(2));
        addAlarm(spec, "full", "clicks",
                 "metric=WriteProvisionedThroughputExceeded statistic=Sum threshold=0 period=10s "
                 "action.set=clicks.shards action.to=4 actions_enabled=false");
        const Simulation run = simulate(spec);
        QCOMPARE(changesOf(run, "full"), std::string("10s ALARM"));
        QCOMPARE(component<Alarm>(run, "full").notifications(), std::uint64_t{0});
        QVERIFY(run.snapshot({}).changes.empty());
    }

    /// Longer periods slide: each evaluation looks at the last five minutes, not at those of the clock.
    void slidingWindow()
    {
        ScenarioSpec spec = sketch("web 10/s constant -> clicks[1] -> count", Duration::minutes(12));
        change(spec, Duration::minutes(7), "web.rate", "100/s");
        addAlarm(spec, "busy", "clicks", "metric=IncomingRecords statistic=Sum period=5m threshold=10000");
        // 3,000 in five minutes; 2 at 100/s and 3 at 10/s make 13,800.
        QCOMPARE(changesOf(simulate(spec), "busy"), std::string("300s OK, 540s ALARM"));
    }

    /// How time is cut, and forks, make no difference to what was measured and done.
    void cutsAndForks()
    {
        ScenarioSpec spec = sketch("web 1500/s zipf=1.1 -> clicks[1] reshard=7s -> count 3ms fixed=40ms errors=5%",
                                   Duration::minutes(5));
        addAlarm(spec, "late", "count",
                 "metric=IteratorAge statistic=Maximum threshold=5000 period=10s evaluation_periods=2 "
                 "action.set=clicks.shards action.to=5");
        const Simulation whole = simulate(spec);
        Simulation cut(spec);
        for (std::int64_t at = 0; at < 170'000'000; at += 3'333'333)
            cut.advanceTo(SimTime{at});
        Simulation fork = cut;
        fork.set("late.threshold", ParameterValue{1e9});
        fork.advanceTo(fork.end());
        cut.advanceTo(cut.end());
        QCOMPARE(cut.fingerprint(), whole.fingerprint());
        QCOMPARE(changesOf(cut, "late"), changesOf(whole, "late"));
        QVERIFY(!changesOf(whole, "late").empty());
        for (const CloudMetric &metric : cloudMetrics())
            for (std::int64_t m = 0; m < 5; ++m)
                for (int s = 0; s < 9; ++s)
                    QCOMPARE(valueOf(cut.periods(), metric.ofFunction() ? function : stream, metric.name,
                                     static_cast<CloudStatistic>(s), m),
                             valueOf(whole.periods(), metric.ofFunction() ? function : stream, metric.name,
                                     static_cast<CloudStatistic>(s), m));
        QVERIFY(changesOf(fork, "late") != changesOf(whole, "late"));
    }
};

HOTSHARD_TEST_MAIN(TestCloudWatch)
#include "tst_cloudwatch.moc"

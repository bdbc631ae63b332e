#include "topology/parameter_path.h"
#include "topology/validate.h"

#include "support/test_main.h"

using namespace hotshard;

namespace {

/// A scenario with one alarm: words are `from=`, and parameters.
ScenarioSpec alarmed(const QString &words)
{
    ScenarioSpec spec;
    spec.components = {{"web", "producer", {}, "", "clicks", {}},
                       {"clicks", "kinesis_stream", {}, "", "", {}},
                       {"count", "lambda", {}, "clicks", "", {}},
                       {"late", "alarm", {}, "count", "", {}}};
    for (const QString &word : words.split(' ', Qt::SkipEmptyParts)) {
        const std::string name = word.section('=', 0, 0).toStdString(), value = word.section('=', 1).toStdString();
        if (name == "from")
            spec.components[3].from = value;
        else if (const auto issue = setParameter(spec, "late." + name, value))
            qFatal("%s", toString(*issue).c_str());
    }
    return spec;
}

} // namespace

class TestValidateAlarms : public QObject {
    Q_OBJECT
private slots:
    void findsWhatIsWrong_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("issues");
        const QString good = "metric=IteratorAge statistic=Maximum threshold=30000 ";
        const QString ofStream = "from=clicks statistic=Sum threshold=1 ";
        QTest::newRow("good") << good << "";
        QTest::newRow("nothing said")
            << ""
            << "/components/3/metric: is missing; expected one of *\n/components/3/statistic: is missing; expected one "
               "of *\n/components/3/threshold: is missing; expected *";
        QTest::newRow("no from") << good + "from="
                                 << "/components/3/from: is missing; expected the id of a stream or a function";
        QTest::newRow("watches a producer")
            << good + "from=web"
            << "/components/3/from: an alarm cannot read from a producer; expected the id of a stream or a function";
        QTest::newRow("metric of the other") << good + "from=clicks"
                                             << "/components/3/metric: a kinesis_stream has no metric "
                                                "\"IteratorAge\"; expected a metric of AWS/Kinesis*";
        QTest::newRow("statistic") << good + "statistic=Sum"
                                   << "/components/3/statistic: IteratorAge has no Sum; expected one of Average, "
                                      "Minimum, Maximum, SampleCount";
        QTest::newRow("percentile") << "metric=Duration statistic=p99 threshold=3"
                                    << "";
        QTest::newRow("shard") << ofStream + "metric=IncomingRecords shard=1"
                               << "";
        QTest::newRow("shard of a function")
            << good + "shard=0"
            << "/components/3/shard: IteratorAge is not a metric of a shard; expected -1, or a metric of a shard";
        QTest::newRow("without its shard")
            << ofStream + "metric=OutgoingBytes"
            << "/components/3/shard: OutgoingBytes is a metric of a shard; expected the number of a shard";
        QTest::newRow("high resolution") << good + "period=10s"
                                         << "";
        QTest::newRow("odd period") << good + "period=45s"
                                    << "/components/3/period: is 45s; expected 10s, 30s or whole minutes";
        QTest::newRow("more than a day") << good + "period=1h evaluation_periods=25"
                                         << "/components/3/evaluation_periods: are 25 times 1h; expected at most a day "
                                            "together";
        QTest::newRow("more of fewer") << good + "evaluation_periods=2 datapoints_to_alarm=3"
                                       << "/components/3/datapoints_to_alarm: is 3; expected at most "
                                          "evaluation_periods = 2";
        QTest::newRow("action") << good + "action.set=clicks.shards action.to=4"
                                << "";
        QTest::newRow("unknown path") << good + "action.set=clicks.shard action.to=4"
                                      << "/components/3/action/set: there is no parameter \"clicks.shard\"; expected a "
                                         "path such as \"clicks.shards\"; did you mean \"clicks.shards\"?";
        QTest::newRow("not live") << good + "action.set=clicks.reshard_time action.to=4s"
                                  << "/components/3/action/set: \"clicks.reshard_time\" cannot change while the "
                                     "simulation runs; expected a live parameter";
        QTest::newRow("wrong value") << good + "action.set=clicks.shards action.to=many"
                                     << "/components/3/action/to: is \"many\"; expected an integer from 1 to 10000";
        QTest::newRow("no path")
            << good + "action.to=4"
            << "/components/3/action/set: is missing; expected the path of the parameter that gets the value";
        QTest::newRow("everything at once")
            << "from=clicks metric=Errors statistic=p99 threshold=1 period=11s action.set=x action.to=1"
            << "/components/3/metric: a kinesis_stream*\n/components/3/statistic: *\n/components/3/period: "
               "*\n/components/3/action/set: *";
    }
    void findsWhatIsWrong()
    {
        QFETCH(QString, words);
        QFETCH(QString, issues);
        QStringList given;
        for (const Issue &issue : validate(alarmed(words)))
            given << QString::fromStdString(toString(issue));
        const QStringList wanted = issues.split('\n', Qt::SkipEmptyParts);
        bool same = given.size() == wanted.size();
        for (qsizetype i = 0; same && i < given.size(); ++i)
            same = QRegularExpression::fromWildcard(wanted[i], Qt::CaseSensitive,
                                                    QRegularExpression::UnanchoredWildcardConversion)
                       .match(given[i])
                       .hasMatch();
        QVERIFY2(same, qPrintable(given.join('\n')));
    }
};

HOTSHARD_TEST_MAIN(TestValidateAlarms)
#include "tst_validate_alarms.moc"

// `hotshard run` as a user meets it: options, exit codes, problems, fingerprints.
#include "executable.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace hotshard::test;

class TestRun : public QObject {
    Q_OBJECT

private slots:
    void printsASummary();
    void stopsWhereItIsTold();
    void goesBeyondTheEndOfTheScenario();
    void takesAnotherSeed();
    void setsParameters();
    void setsTheLastOfTwo();
    void refuses_data();
    void refuses();
    void tellsEveryProblemAtOnce();
    void checksOptionsBeforeItReads();
    void playsACsvByAnotherField();
    void missesAFile();
    void fingerprintIsTheLastLine();
    void formatDoesNotChangeTheRun();
    void showsProgressBesideTheResults();
    void playsALog();
    void playsACsvByPath();
    void tellsWhatAFileLacks();

private:
    static QString scenario() { return "scenarios/hot-key.json"; }
    static QString lastLine(const QString &text) { return text.trimmed().section('\n', -1); }
    static QString fingerprint(const QStringList &options)
    {
        return lastLine(launch(QStringList{"run", scenario(), "--until=90s", "--fingerprint"} + options).out);
    }
    static QJsonObject run(const QStringList &options)
    {
        return jsonObject(launch(QStringList{"run", scenario(), "--format", "json"} + options).out);
    }
    static double metric(const QJsonObject &results, const QString &component, const QString &name)
    {
        for (const QJsonValue &entry : results["components"].toArray())
            if (entry["id"] == component)
                return entry["metrics"][name].toDouble(-1);
        return -1;
    }
};

void TestRun::printsASummary()
{
    const Outcome done = launch({"run", scenario(), "--until", "2m"});
    QCOMPARE(done.code, 0);
    QCOMPARE(done.err, QString());
    QVERIFY(done.out.startsWith("One hot key\nafter 120 s of 1800 s, seed 42\n"));
    for (const char *part : {"\nweb (producer)\n", "\nclicks (kinesis_stream)\n", "\ncount (lambda)\n",
                             "\nShards of clicks", "  shardId-000000000003  open ", "\nHottest keys (last minute)\n"})
        QVERIFY2(done.out.contains(part), part);
    QVERIFY(done.out.endsWith("Conservation: every record is accounted for\n"));
    const QString hottest = done.out.section("Hottest keys (last minute)\n", 1).section('\n', 0, 0);
    QVERIFY2(hottest.endsWith("  /front"), qPrintable(hottest));
}

void TestRun::stopsWhereItIsTold()
{
    const QJsonObject results = run({"--until", "1m 30.5s"});
    QCOMPARE(results["until_s"].toDouble(), 90.5);
    QCOMPARE(results["scenario"]["duration_s"].toDouble(), 1800.0);
    QCOMPARE(results["series"].toArray().at(0)["values"].toArray().size(), qsizetype{90}); // whole seconds
}

void TestRun::goesBeyondTheEndOfTheScenario() { QCOMPARE(run({"--until", "31m"})["until_s"].toDouble(), 1860.0); }

void TestRun::takesAnotherSeed()
{
    const QJsonObject shipped = run({"--until=1m"}), same = run({"--until=1m", "--seed=42"}),
                      other = run({"--until=1m", "--seed=43"});
    QCOMPARE(same["fingerprint"], shipped["fingerprint"]);
    QVERIFY(other["fingerprint"] != shipped["fingerprint"]);
    QCOMPARE(other["scenario"]["seed"].toInt(), 43);
    const Outcome largest = launch({"run", scenario(), "--until=1s", "--seed", "18446744073709551615"});
    QVERIFY2(largest.out.contains("seed 18446744073709551615\n"), qPrintable(largest.out + largest.err));
}

void TestRun::setsParameters()
{
    const QJsonObject results = run({"--until=1m", "--set", "clicks.shards=6", "--set", "web.rate=0"});
    QCOMPARE(metric(results, "clicks", "open_shards"), 6.0);
    QCOMPARE(metric(results, "web", "produced_records"), 0.0);
    // It is the value from the start on, no change of the run.
    QVERIFY(results["changes"].toArray().isEmpty());
}

void TestRun::setsTheLastOfTwo()
{
    QCOMPARE(metric(run({"--until=1s", "--set=clicks.shards=2", "--set=clicks.shards=3"}), "clicks", "open_shards"),
             3.0);
}

void TestRun::refuses_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QStringList &options, const char *message) {
        QTest::newRow(name) << options << QString(message);
    };
    row("path", {"--set", "clicks.shard=4"}, "did you mean \"clicks.shards\"?");
    row("component", {"--set", "click.shards=4"}, "did you mean \"clicks.shards\"?");
    row("value", {"--set", "clicks.shards=many"}, "expected an integer from 1 to ");
    row("range", {"--set", "clicks.shards=0"}, "expected an integer from 1 to ");
    row("choice", {"--set", "web.partition_key=randon"}, "random");
    row("unit", {"--set", "count.latency.per_record=4"}, "a duration");
    row("no value", {"--set", "clicks.shards"}, "expected PATH=VALUE");
    row("nothing to set", {"--set"}, "--set needs a value");
    row("until", {"--until", "soon"}, "a duration such as 10m");
    row("until zero", {"--until", "0s"}, "a duration such as 10m");
    row("until negative", {"--until=-5s"}, "a duration such as 10m");
    row("seed", {"--seed", "x"}, "a whole number from 0");
    row("seed negative", {"--seed=-1"}, "a whole number from 0");
    row("seed too large", {"--seed", "18446744073709551616"}, "a whole number from 0 to 18446744073709551615");
    row("seed and more", {"--seed", "7 "}, "a whole number from 0");
    row("field of a scenario", {"--field", "host"}, "--field is for logs; scenarios/hot-key.json is a scenario");
    row("no field", {"--field="}, "the name of a field or column");
    row("format", {"--format", "yaml"}, "text, json or csv");
    row("option", {"--untill", "10m"}, "unknown option --untill; did you mean --until?");
    row("option fingerprint", {"--fingerprnt"}, "did you mean --fingerprint?");
    row("flag with value", {"--fingerprint=yes"}, "--fingerprint takes no value");
    row("second file", {"scenarios/slow-function.json"}, "one argument too many: scenarios/slow-function.json");
}

void TestRun::refuses()
{
    QFETCH(QStringList, options);
    QFETCH(QString, message);
    const Outcome done = launch(QStringList{"run", scenario()} + options);
    QCOMPARE(done.code, 2);
    QCOMPARE(done.out, QString()); // no half a result
    QVERIFY2(done.err.contains(message), qPrintable(done.err));
}

void TestRun::tellsEveryProblemAtOnce()
{
    const Outcome done =
        launch({"run", scenario(), "--until", "soon", "--seed", "x", "--set", "a.b", "--format", "xml"});
    QCOMPARE(done.code, 2);
    QCOMPARE(done.err.count(": expected "), 4);
    const Outcome set = launch({"run", scenario(), "--set", "a.b=1", "--set", "web.rate=x"});
    QCOMPARE(set.code, 2);
    QCOMPARE(set.err.count('\n'), 2);
}

void TestRun::checksOptionsBeforeItReads()
{
    // A file that cannot be loaded would be exit code 1.
    for (const QStringList &wrong :
         {QStringList{"--until", "soon"}, {"--seed", "x"}, {"--format", "xml"}, {"--set", "a"}})
        QCOMPARE(launch(QStringList{"run", "no/such/file.log"} + wrong).code, 2);
}

void TestRun::playsACsvByAnotherField()
{
    const QString orders = "tests/scenario/data/orders.csv";
    const Outcome none = launch({"run", orders});
    QCOMPARE(none.code, 1);
    QVERIFY2(none.err.endsWith("hotshard: --field NAME tells which of them is the key\n"), qPrintable(none.err));
    const Outcome done = launch({"run", orders, "--field", "id", "--format=json"});
    QVERIFY2(done.code == 0, qPrintable(done.err));
    QVERIFY(metric(jsonObject(done.out), "log", "produced_records") > 0);
    const Outcome near = launch({"run", orders, "--field", "nte"});
    QCOMPARE(near.code, 1);
    QVERIFY2(near.err.contains("did you mean \"note\"?"), qPrintable(near.err));
    const QStringList byHost{"run", "tests/scenario/data/combined.log", "--field=host", "--fingerprint", "--until=1s"};
    QCOMPARE(launch(byHost).code, 0);
}

void TestRun::missesAFile()
{
    const Outcome none = launch({"run"});
    QCOMPARE(none.code, 2);
    QVERIFY(none.err.contains("a file is missing"));
    for (const char *path : {"no/such/scenario.json", "scenarios"}) {
        const Outcome done = launch({"run", path});
        QCOMPARE(done.code, 1);
        QCOMPARE(done.out, QString());
        QVERIFY2(done.err.contains(path), qPrintable(done.err));
    }
}

void TestRun::fingerprintIsTheLastLine()
{
    const QString first = fingerprint({});
    QVERIFY2(QRegularExpression("^[0-9a-f]{16}$").match(first).hasMatch(), qPrintable(first));
    QCOMPARE(fingerprint({}), first); // another process
    QVERIFY(fingerprint({"--seed=7"}) != first);
    QVERIFY(fingerprint({"--set=web.rate=1001/s"}) != first);
    QCOMPARE(run({"--until=90s"})["fingerprint"].toString(), first);
    const Outcome without = launch({"run", scenario(), "--until=90s"});
    QVERIFY(!without.out.contains(first));
}

void TestRun::formatDoesNotChangeTheRun()
{
    const QString text = fingerprint({"--format=text"});
    QCOMPARE(fingerprint({"--format=csv"}), text);
    QCOMPARE(fingerprint({"--format=json"}), text);
}

void TestRun::showsProgressBesideTheResults()
{
    const Outcome quiet = launch({"run", scenario(), "--until=1m"});
    const Outcome shown = launch({"run", scenario(), "--until=1m", "--progress"});
    QCOMPARE(shown.code, 0);
    QVERIFY(shown.err.endsWith("simulated 100 %\n"));
    QCOMPARE(shown.out, quiet.out);
}

void TestRun::playsALog()
{
    // Five requests that can be read, two lines that cannot: counted by eye. Routing has its own tests.
    const Outcome done = launch({"run", "tests/scenario/data/combined.log", "--format=json"});
    QCOMPARE(done.code, 0);
    QCOMPARE(done.err, QString()); // bad lines are counted, they are no problem of the run
    const QJsonObject results = jsonObject(done.out);
    QCOMPARE(metric(results, "log", "produced_records"), 5.0);
    QCOMPARE(metric(results, "log", "skipped_lines"), 2.0);
    QCOMPARE(metric(results, "requests", "incoming_records"), 5.0);
    QCOMPARE(metric(results, "requests", "open_shards"), 4.0);
    QCOMPARE(results["scenario"]["title"].toString(), QString("combined.log"));
}

void TestRun::playsACsvByPath()
{
    QTemporaryDir folder;
    QFile csv(folder.filePath("visits.csv"));
    QVERIFY(csv.open(QIODevice::WriteOnly));
    csv.write("time,path\n2025-05-17T18:00:00Z,/a\n2025-05-17T18:00:01Z,/b\nnever,/c\n2025-05-17T18:00:02Z,/a\n");
    csv.close();
    const Outcome done = launch({"run", csv.fileName(), "--format=json", "--set", "requests.shards=1"});
    QCOMPARE(done.code, 0);
    const QJsonObject results = jsonObject(done.out);
    QCOMPARE(metric(results, "log", "produced_records"), 3.0);
    QCOMPARE(metric(results, "log", "skipped_lines"), 1.0);
    QCOMPARE(metric(results, "requests", "open_shards"), 1.0);
}

void TestRun::tellsWhatAFileLacks()
{
    const Outcome csv = launch({"run", "tests/scenario/data/orders.csv"});
    QCOMPARE(csv.code, 1);
    QVERIFY2(csv.err.contains("no column \"path\" for the key; expected one of: id, ts, amount, note"),
             qPrintable(csv.err));
    const Outcome bad = launch({"run", "tests/scenario/corpus/many-mistakes.json"});
    QCOMPARE(bad.code, 1);
    QVERIFY(bad.err.count('\n') > 1);
    for (const QString &line : bad.err.trimmed().split('\n'))
        QVERIFY2(QRegularExpression("many-mistakes\\.json:\\d+: ").match(line).hasMatch(), qPrintable(line));
}

QTEST_APPLESS_MAIN(TestRun)
#include "tst_run.moc"

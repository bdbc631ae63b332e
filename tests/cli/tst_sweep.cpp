// `hotshard sweep` as a user meets it: rows, formats, the same on any number of threads, and what it refuses.
#include "executable.h"

#include <QJsonArray>
#include <QtTest>

using namespace hotshard::test;

class TestSweepCommand : public QObject {
    Q_OBJECT

private slots:
    void printsARowForEachRun();
    void rowsAreWhatRunGives();
    void csvHoldsPlainNumbers();
    void seedsFollowTheScenarios();
    void threadsMakeNoDifference();
    void showsProgressBesideTheRows();
    void sweepsALog();
    void refuses_data();
    void refuses();
    void sameResultTwice();
    void aBadFileIsNoWrongUse();

private:
    static QString scenario() { return "scenarios/hot-key.json"; }
    static Outcome sweep(const QStringList &options)
    {
        return launch(QStringList{"sweep", scenario(), "--until=30s"} + options);
    }
};

void TestSweepCommand::printsARowForEachRun()
{
    const Outcome done = sweep({"--over", "clicks.shards=1,16", "--over=web.rate=0/s,1000/s", "--result",
                                "clicks.open_shards", "--result=web.rejected_attempts"});
    QCOMPARE(done.err, QString());
    QCOMPARE(done.code, 0);
    QCOMPARE(done.out.section('\n', 0, 3),
             QString("clicks.shards  web.rate  seed  clicks.open_shards [shards]  web.rejected_attempts [attempts]\n"
                     "            1       0/s    42                            1                                 0\n"
                     "            1    1000/s    42                            1                                 0\n"
                     "           16       0/s    42                           16                                 0"));
    QCOMPARE(done.out.count('\n'), 5);
}

void TestSweepCommand::rowsAreWhatRunGives()
{
    const Outcome done = sweep({"--over=clicks.shards=2,8", "--set", "web.rate=700/s", "--format=json"});
    QCOMPARE(done.code, 0);
    const QJsonObject json = jsonObject(done.out);
    QCOMPARE(json["hotshard_sweep"].toInt(), 1);
    QCOMPARE(json["until_s"].toDouble(), 30.0);
    QCOMPARE(json["over"][0]["path"].toString(), QString("clicks.shards"));
    const QJsonArray runs = json["runs"].toArray();
    QCOMPARE(runs.size(), qsizetype{2});
    for (const QJsonValue &row : runs) {
        const QString shards = QString::number(row["values"]["clicks.shards"].toInt());
        const QJsonObject run = jsonObject(launch({"run", scenario(), "--until=30s", "--set=web.rate=700/s",
                                                   "--set=clicks.shards=" + shards, "--format=json"})
                                               .out);
        QCOMPARE(row["fingerprint"], run["fingerprint"]);
        QVERIFY(row["results"].toObject().size() >= 5); // the usual ones
        for (const QJsonValue &component : run["components"].toArray())
            for (const QString &name : row["results"].toObject().keys())
                if (name.section('.', 0, 0) == component["id"].toString())
                    QCOMPARE(row["results"][name], component["metrics"][name.section('.', 1)]);
    }
}

void TestSweepCommand::csvHoldsPlainNumbers()
{
    const Outcome done = sweep({"--over=count.latency.per_record=5ms,4ms", "--over=web.partition_key=natural,random",
                                "--result=clicks.open_shards", "--format=csv"});
    QCOMPARE(done.code, 0);
    const QStringList lines = done.out.trimmed().split('\n');
    QCOMPARE(lines.size(), qsizetype{5});
    QCOMPARE(lines[0],
             QString("count.latency.per_record [s],web.partition_key,seed,clicks.open_shards [shards],"
                     "fingerprint"));
    QVERIFY2(lines[1].startsWith("0.005,natural,42,4,"), qPrintable(lines[1]));
    QVERIFY2(lines[4].startsWith("0.004,random,42,4,"), qPrintable(lines[4]));
}

void TestSweepCommand::seedsFollowTheScenarios()
{
    const QStringList options{"--result=clicks.open_shards", "--format=csv", "--seeds=3"};
    QStringList seeds;
    for (const QString &line : sweep(options).out.trimmed().split('\n').mid(1))
        seeds << line.section(',', 0, 0);
    QCOMPARE(seeds, QStringList({"42", "43", "44"}));
    QVERIFY(sweep(options + QStringList{"--seed=7"}).out.contains("\n9,4,"));
}

void TestSweepCommand::threadsMakeNoDifference()
{
    const QStringList options{"--over=clicks.shards=1,2,3,4,5", "--seeds=2", "--format=csv"};
    const QString one = sweep(options + QStringList{"--threads=1"}).out;
    QCOMPARE(one.count('\n'), 11);
    QCOMPARE(sweep(options + QStringList{"--threads=2"}).out, one);
    QCOMPARE(sweep(options + QStringList{"--threads=9"}).out, one);
    QCOMPARE(sweep(options).out, one);
}

void TestSweepCommand::showsProgressBesideTheRows()
{
    const QStringList options{"--over=clicks.shards=1,2"};
    const Outcome shown = sweep(options + QStringList{"--progress"});
    QCOMPARE(shown.code, 0);
    QVERIFY2(shown.err.endsWith("simulated 100 %, 2 of 2 runs\n"), qPrintable(shown.err));
    QCOMPARE(shown.out, sweep(options).out);
}

void TestSweepCommand::sweepsALog()
{
    const Outcome done = launch({"sweep", "tests/scenario/data/combined.log", "--over=requests.shards=1,4",
                                 "--result=log.produced_records", "--format=csv"});
    QVERIFY2(done.code == 0, qPrintable(done.err));
    QVERIFY2(done.out.contains("\n4,1,5,"), qPrintable(done.out));
}

void TestSweepCommand::refuses_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QStringList &options, const char *message) {
        QTest::newRow(name) << options << QString(message);
    };
    row("nothing", {}, "--over tells what to sweep over");
    row("path", {"--over=clicks.shard=1,2"}, "did you mean \"clicks.shards\"?");
    row("value", {"--over=clicks.shards=1,many"}, "clicks.shards: is \"many\"; expected an integer from 1 to ");
    row("empty value", {"--over=clicks.shards=1,,2"}, "clicks.shards: is \"\"; expected an integer");
    row("no value", {"--over=clicks.shards="}, "expected PATH=VALUE,VALUE...");
    row("no path", {"--over==1"}, "expected PATH=VALUE,VALUE...");
    row("twice", {"--over=clicks.shards=1", "--over=clicks.shards=2"}, "clicks.shards: is swept over twice");
    row("list", {"--over=web.keys.names=a,b"}, "web.keys.names: is a list, which cannot be swept over");
    row("result", {"--over=clicks.shards=1", "--result=clicks.backlogs"}, "did you mean \"clicks.backlog\"?");
    row("no result", {"--over=clicks.shards=1", "--result=backlog"}, "COMPONENT.METRIC");
    row("seeds", {"--seeds=0"}, "a whole number from 1 to 10000");
    row("threads", {"--seeds=2", "--threads=-1"}, "a whole number from 1 to 1024");
    row("format", {"--seeds=2", "--format=yaml"}, "text, json or csv");
    row("set", {"--seeds=2", "--set=web.rat=1/s"}, "did you mean \"web.rate\"?");
    row("field", {"--seeds=2", "--field=host"}, "--field is for logs");
}

void TestSweepCommand::refuses()
{
    QFETCH(QStringList, options);
    QFETCH(QString, message);
    const Outcome done = sweep(options);
    QCOMPARE(done.code, 2);
    QCOMPARE(done.out, QString()); // no half a result
    QVERIFY2(done.err.contains(message), qPrintable(done.err));
}

void TestSweepCommand::sameResultTwice()
{
    const QStringList options{"--seeds=2", "--format=csv", "--result=clicks.backlog"};
    QCOMPARE(sweep(options + QStringList{"--result=clicks.backlog"}).out, sweep(options).out);
    const Outcome wrong = sweep({"--seeds=2", "--result=clicks.backlogs", "--result=clicks.backlogs"});
    QCOMPARE(wrong.err.count("clicks.backlogs"), 1);
}

void TestSweepCommand::aBadFileIsNoWrongUse()
{
    const Outcome done = launch({"sweep", "tests/scenario/corpus/many-mistakes.json", "--seeds=2"});
    QCOMPARE(done.code, 1);
    QCOMPARE(done.out, QString());
    QCOMPARE(launch({"sweep", "--seeds=2"}).code, 2);
}

QTEST_APPLESS_MAIN(TestSweepCommand)
#include "tst_sweep.moc"

// The executable as a user meets it: what it prints for what, and its exit codes.
#include <QProcess>
#include <QtTest>

class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void printsWhatWasApproved_data();
    void printsWhatWasApproved();
    void schemaIsTheCheckedInOne();
    void listNamesEveryShippedScenario();
    void shippedScenariosAreGood();
};

namespace {

struct Outcome {
    int code = -1;
    QByteArray out, err;
};

const QString root = QStringLiteral(HOTSHARD_SOURCE_DIR);

Outcome hotshard(const QStringList &args)
{
    QProcess process;
    process.setWorkingDirectory(root + "/tests/scenario/corpus");
    process.start(QStringLiteral(HOTSHARD_EXECUTABLE), args);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray transcript(const QStringList &args, const Outcome &outcome)
{
    QByteArray text = "$ hotshard " + args.join(' ').toUtf8() + "\n" + outcome.out;
    if (!outcome.err.isEmpty())
        text += "--- stderr\n" + outcome.err;
    return text + "--- exit " + QByteArray::number(outcome.code) + "\n";
}

} // namespace

void TestCommandLine::printsWhatWasApproved_data()
{
    QTest::addColumn<QStringList>("args");
    const auto row = [](const char *name, const QStringList &args) { QTest::newRow(name) << args; };
    row("help", {"--help"});
    row("version", {"--version"});
    for (const char *command : {"run", "sweep", "event", "validate", "list", "schema", "route", "keys", "bench"})
        row(qPrintable(QString("help-") + command), {command, "--help"});
    row("nearest-command", {"validat", "good.json"});
    row("no-command", {"frobnicate"});
    row("nearest-option", {"list", "--fromat", "json"});
    row("option-without-value", {"list", "--format"});
    row("wrong-format", {"list", "--format", "xml"});
    row("validate-nothing", {"validate"});
    row("validate-good", {"validate", "good.json", "unit-forms.json"});
    row("validate-bad", {"validate", "many-mistakes.json", "good.json", "missing-comma.json"});
    row("validate-missing-file", {"validate", "no-such-file.json"});
    row("validate-folder", {"validate", "."});
    row("run-bad", {"run", "huge-numbers.json"});
    row("run-wrong-set", {"run", "good.json", "--set", "clicks.shard=4", "--set", "web.rate=fast"});
    row("run-wrong-options", {"run", "good.json", "--until", "soon", "--seed=-1", "--set", "web.rate", "--format=xml"});
    row("sweep-wrong-options",
        {"sweep", "good.json", "--over", "clicks.shards", "--seeds=0", "--threads=two", "--result=backlog", "--until",
         "soon", "--ovr=a"});
    row("sweep-wrong-names",
        {"sweep", "good.json", "--over", "clicks.shard=1,2", "--over=web.rate=1/s,fast,0/s", "--over=web.rate=9/s",
         "--result", "count.iterator_age_p98", "--set=web.rat=4"});
    row("sweep-nothing", {"sweep", "good.json"});
    row("bench-wrong", {"bench", "--runs=0", "--format=csv"});
    row("event-without-time", {"event", "good.json"});
    row("event-wrong-options", {"event", "good.json", "--at", "noon", "--shard", "first"});
    row("event-wrong-function", {"event", "good.json", "--at", "1s", "--function", "cuont"});
    row("event-no-shard", {"event", "good.json", "--at", "1s", "--shard", "shardId-000000000099"});
    row("event-beyond-the-end", {"event", "good.json", "--at", "9999h"});
    row("event-of-a-batch", {"event", "good.json", "--at", "20s", "--shard=0", "--set", "count.batch_size=2"});
    row("schema-too-many", {"schema", "extra"});
    row("window-wrong-options",
        {"good.json", "--bogus", "--theem=dark", "--theme", "pink", "--theme=drak", "--size", "1", "--size=1920x",
         "--lang", "xx", "--after", "soon", "--screenshot"});
    row("window-two-files", {"--lang", "ja", "good.json", "unit-forms.json"});
    row("window-after-alone", {"good.json", "--after", "90s", "--them=dark"});
    row("window-help", {"good.json", "--lang", "ja", "--help"});
}

void TestCommandLine::printsWhatWasApproved()
{
    QFETCH(QStringList, args);
    const QByteArray made = transcript(args, hotshard(args));
    const QString approved = root + "/tests/cli/approved/" + QTest::currentDataTag() + ".txt";
    if (qEnvironmentVariableIsSet("HOTSHARD_APPROVE") && contents(approved) != made) {
        QFile file(approved);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(made);
    }
    QCOMPARE(QString::fromUtf8(made), QString::fromUtf8(contents(approved)));
}

void TestCommandLine::schemaIsTheCheckedInOne()
{
    const Outcome outcome = hotshard({"schema"});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, contents(root + "/scenarios/scenario.schema.json"));
}

void TestCommandLine::listNamesEveryShippedScenario()
{
    const Outcome text = hotshard({"list"});
    const Outcome json = hotshard({"list", "--format", "json"});
    QCOMPARE(text.code, 0);
    QCOMPARE(json.code, 0);
    const QJsonArray list = QJsonDocument::fromJson(json.out).array();
    qsizetype count = 0;
    for (const QFileInfo &file : QDir(root + "/scenarios").entryInfoList({"*.json"}, QDir::Files)) {
        if (file.fileName().endsWith(".schema.json"))
            continue;
        ++count;
        QVERIFY2(text.out.contains(file.canonicalFilePath().toUtf8()), qPrintable(file.fileName()));
    }
    QCOMPARE(list.size(), count);
    QCOMPARE(text.out.count('\n'), count);
    for (const QJsonValue &scenario : list) {
        QVERIFY(QFile::exists(scenario["path"].toString()));
        QVERIFY(!scenario["title"]["en"].toString().isEmpty());
        QVERIFY(!scenario["title"]["ja"].toString().isEmpty());
        QVERIFY(text.out.contains(scenario["name"].toString().toUtf8()));
    }
}

void TestCommandLine::shippedScenariosAreGood()
{
    QStringList args{"validate"};
    for (const QFileInfo &file : QDir(root + "/scenarios").entryInfoList({"*.json"}, QDir::Files))
        if (!file.fileName().endsWith(".schema.json"))
            args << file.filePath();
    const Outcome outcome = hotshard(args);
    QCOMPARE(QString::fromUtf8(outcome.err), QString());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out.count(": good\n"), args.size() - 1);
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"

// Scenarios from the disk: what is read beside them, and what is refused.
#include "record/recorded_traffic.h"
#include "scenario/scenario_file.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace hotshard;

namespace {

const QByteArray accessLog = "10.0.0.1 - - [10/Oct/2025:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"x\"\n"
                             "10.0.0.1 - - [10/Oct/2025:13:55:37 +0000] \"GET /b HTTP/1.1\" 200 5 \"-\" \"x\"\n"
                             "10.0.0.2 - - [10/Oct/2025:13:55:38 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"x\"\n";

QByteArray replayOf(const QByteArray &file)
{
    return "{\n \"hotshard\": 1,\n \"components\": [\n"
           "  {\"id\": \"log\", \"type\": \"replay\", \"to\": \"w\",\n"
           "   \"file\": \""
        + file
        + "\"},\n"
          "  {\"id\": \"w\", \"type\": \"worker\"}\n ]\n}\n";
}

QString shown(const Issues &issues)
{
    QStringList lines;
    for (const Issue &issue : issues)
        lines << QString::fromStdString(toString(issue));
    return lines.join("\n");
}

} // namespace

class TestScenarioFile : public QObject {
    Q_OBJECT

private slots:
    void readsWhatLiesBeside();
    void refusesWhatLiesElsewhere_data();
    void refusesWhatLiesElsewhere();
    void saysWhichFileIsBad();
    void takesALogForAScenario();
    void tellsALogFromAScenario_data();
    void tellsALogFromAScenario();
    void takesAnotherKey();
    void canBeCancelled();
    void missingAndUnreadable();

private:
    std::filesystem::path write(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return path.toStdString();
    }
    QString load(const std::filesystem::path &path)
    {
        return shown(loadScenarioFile(path).issues).replace(m_folder.path() + "/", "");
    }

    QTemporaryDir m_folder;
};

void TestScenarioFile::readsWhatLiesBeside()
{
    write("data/a.log", accessLog);
    const LoadResult result = loadScenarioFile(write("good.json", replayOf("data/a.log")));
    QCOMPARE(shown(result.issues), QString());
    const auto traffic = result.spec.traffic.at("log");
    QCOMPARE(traffic->timeUs.size(), std::size_t{3});
    QCOMPARE(traffic->keys.at(0), std::string("/a"));
}

void TestScenarioFile::refusesWhatLiesElsewhere_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("absolute") << QByteArray("/etc/passwd");
    QTest::newRow("above") << QByteArray("../a.log");
    QTest::newRow("above in the middle") << QByteArray("data/../../a.log");
}

void TestScenarioFile::refusesWhatLiesElsewhere()
{
    QFETCH(QByteArray, file);
    QCOMPARE(load(write("elsewhere.json", replayOf(file))),
             QString("elsewhere.json:5: /components/0/file: the file \"%1\" lies elsewhere; expected a file beside the "
                     "scenario, without \"..\"")
                 .arg(QString::fromUtf8(file)));
}

void TestScenarioFile::saysWhichFileIsBad()
{
    const QString issues = load(write("lost.json", replayOf("lost.log")));
    QVERIFY2(issues.startsWith("lost.json:5: /components/0/file: the file \"lost.log\" cannot be played\nlost.log"),
             qPrintable(issues));
    const QString folder = load(write("folder.json", replayOf(".")));
    QVERIFY2(folder.startsWith("folder.json:5: "), qPrintable(folder));
}

void TestScenarioFile::takesALogForAScenario()
{
    const LoadResult result = loadScenarioFile(write("access.log", accessLog));
    QCOMPARE(shown(result.issues), QString());
    QCOMPARE(result.spec.traffic.size(), std::size_t{1});
    QVERIFY(!result.spec.components.empty());
}

void TestScenarioFile::tellsALogFromAScenario_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isLog");
    const QByteArray line = "{\"time\": 1760104536, \"path\": \"/a}{\\\"\"}\n";
    const QByteArray longLine =
        "{\"time\": 1760104536, \"path\": \"/a\", \"note\": \"" + QByteArray(5'000, 'x') + "\"}\n";
    const QByteArray oneLine = "{\"hotshard\": 1, \"components\": [{\"id\": \"w\", \"type\": \"worker\"}]}\n";
    QTest::newRow("JSON Lines called json") << "lines.json" << line + line << true;
    QTest::newRow("JSON Lines, long lines") << "long.txt" << longLine + longLine << true;
    QTest::newRow("JSON Lines, long lines, called json") << "long.json" << longLine + longLine << true;
    QTest::newRow("JSON Lines, a blank line between") << "blank.json" << line + "\r\n" + line << true;
    QTest::newRow("one line of JSON Lines") << "one.txt" << line << true;
    QTest::newRow("scenario on one line") << "flat.json" << oneLine << false;
    QTest::newRow("scenario on one line by another name") << "flat.txt" << oneLine << false;
    QTest::newRow("scenario and rubbish") << "twice.json" << oneLine + oneLine << false;
    QTest::newRow("scenario by another name") << "scenario.txt" << replayOf("none.log") << false;
    QTest::newRow("scenario whose comments have braces")
        << "comment.json" << QByteArray("{ // one } and a \"\n{\"hotshard\": 1}\n") << false;
}

void TestScenarioFile::tellsALogFromAScenario()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(bool, isLog);
    const LoadResult result = loadScenarioFile(write(name, content));
    QCOMPARE(result.spec.traffic.contains("log"), isLog);
    if (isLog)
        QCOMPARE(shown(result.issues), QString());
}

void TestScenarioFile::takesAnotherKey()
{
    const auto csv = write("visits.csv", "time,visitor\n1760104536,ann\n1760104537,bob\n");
    const LoadResult result = loadScenarioFile(csv, {}, {.key = "visitor"});
    QCOMPARE(shown(result.issues), QString());
    QCOMPARE(result.spec.traffic.at("log")->keys.size(), std::size_t{2});
    QCOMPARE(std::get<std::string>(result.spec.components.front().parameters.at("key")), std::string("visitor"));
    QVERIFY(load(csv).contains("no column \"path\" for the key"));
}

void TestScenarioFile::canBeCancelled()
{
    QByteArray large;
    while (large.size() < 3'000'000)
        large += accessLog;
    write("large.log", large);
    const LoadResult result =
        loadScenarioFile(write("large.json", replayOf("large.log")), [](double) { return false; });
    QVERIFY(shown(result.issues).contains("reading was cancelled"));
}

void TestScenarioFile::missingAndUnreadable()
{
    QCOMPARE(load(m_folder.filePath("none.json").toStdString()),
             QString("none.json: no such file; expected a scenario file, or a log to play"));
    QVERIFY(!load(m_folder.path().toStdString()).isEmpty());
    QVERIFY(!load(write("empty.json", "")).isEmpty());
    QVERIFY(!load(write("rubbish.bin", QByteArray("\x00\xff\x01\n\x02", 5))).isEmpty());
    QVERIFY(!load(write("cut.json", replayOf("a.log").left(40))).isEmpty());
}

QTEST_APPLESS_MAIN(TestScenarioFile)
#include "tst_scenario_file.moc"

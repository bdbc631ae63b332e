// `hotshard run --export DIR`: files whole and readable, or a message and nothing half-written.
#include "executable.h"

#include <QDir>
#include <QJsonArray>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

using namespace hotshard::test;

class TestRunExport : public QObject {
    Q_OBJECT

private slots:
    void writesEveryFile();
    void resultsAreThoseThatArePrinted();
    void seriesHaveAColumnEach();
    void windowsHaveARowEach();
    void windowsNameEveryKey();
    void chartsAreWhatTheirNamesSay();
    void replacesWhatWasThere();
    void refusesAFolderThatCannotBe_data();
    void refusesAFolderThatCannotBe();
    void leavesNothingHalfWritten();

private:
    static QStringList run(const QString &folder)
    {
        return {"run", "scenarios/hot-key.json", "--until=3m", "--format=json", "--fingerprint", "--export", folder};
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QStringList files(const QString &folder)
    {
        return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name);
    }
    static QStringList dataFiles()
    {
        return {"alarms.csv", "cloudwatch.csv", "results.csv", "results.json",
                "series.csv", "summary.txt",    "windows.csv"};
    }
    static QStringList charts()
    {
        if (!HOTSHARD_DRAWS)
            return {};
        return {"backlog", "flow", "function-time", "iterator-age", "traffic-by-key", "window-against-truth"};
    }
    static QList<QStringList> table(const QString &path)
    {
        QList<QStringList> rows;
        for (const QString &line : QString::fromUtf8(contents(path)).trimmed().split('\n'))
            rows << line.split(',');
        return rows;
    }
    /// One export, which most tests look at.
    QTemporaryDir m_folder;
    Outcome m_done = launch(run(m_folder.filePath("new/results")));
    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath("new/results/" + file); }
};

void TestRunExport::writesEveryFile()
{
    QCOMPARE(m_done.code, 0);
    QStringList expected = dataFiles();
    for (const QString &chart : charts())
        for (const char *suffix : {".csv", ".pdf", ".png", ".svg"})
            expected << chart + suffix;
    expected.sort();
    QCOMPARE(files(path("")), expected);
}

void TestRunExport::resultsAreThoseThatArePrinted()
{
    QVERIFY(!jsonObject(contents(path("results.json"))).isEmpty());
    // What is printed is the file and, as its own last line, the fingerprint.
    const QString fingerprint = jsonObject(contents(path("results.json")))["fingerprint"].toString();
    QCOMPARE(m_done.out, QString::fromUtf8(contents(path("results.json"))) + fingerprint + '\n');
    const QStringList plain{"run", "scenarios/hot-key.json", "--until=3m"};
    QCOMPARE(QString::fromUtf8(contents(path("summary.txt"))), launch(plain).out);
    QCOMPARE(QString::fromUtf8(contents(path("results.csv"))), launch(plain + QStringList{"--format=csv"}).out);
}

void TestRunExport::seriesHaveAColumnEach()
{
    const QList<QStringList> rows = table(path("series.csv"));
    const QJsonArray series = jsonObject(contents(path("results.json")))["series"].toArray();
    QCOMPARE(rows.size(), qsizetype{1 + 180});
    QCOMPARE(rows[0][0], QString("time_s"));
    QVERIFY(rows[0].contains("clicks.shard-0.backlog [records]"));
    QVERIFY(rows[0].contains("count.shard-3.iterator_age [s]"));
    for (qsizetype r = 0; r < rows.size(); ++r)
        QCOMPARE(rows[r].size(), 1 + series.size());
    for (qsizetype second = 1; second <= 180; ++second) {
        QCOMPARE(rows[second][0], QString::number(second)); // the end of the second
        for (qsizetype c = 0; c < series.size(); ++c) {
            const QJsonValue value = series.at(c)["values"].toArray().at(second - 1);
            QCOMPARE(rows[second][c + 1].isEmpty(), value.isNull());
            QCOMPARE(rows[second][c + 1].toDouble(), value.toDouble(0));
        }
    }
}

void TestRunExport::windowsHaveARowEach()
{
    const QList<QStringList> rows = table(path("windows.csv"));
    const QJsonArray windows = jsonObject(contents(path("results.json")))["windows"].toArray();
    QCOMPARE(rows[0].join(','), QString("component,key,start_s,end_s,fired_s,reported,truth"));
    QCOMPARE(rows.size(), 1 + windows.size());
    QVERIFY(!windows.isEmpty());
    for (qsizetype i = 0; i < windows.size(); ++i) {
        const QJsonValue window = windows.at(i);
        QCOMPARE(rows[i + 1][0], window["component"].toString());
        QCOMPARE(rows[i + 1][1], window["key"].toString());
        qsizetype column = 2;
        for (const char *key : {"start_s", "end_s", "fired_s", "reported", "truth"})
            QCOMPARE(rows[i + 1][column++].toDouble(), window[key].toDouble());
    }
}

void TestRunExport::windowsNameEveryKey()
{
    const QTemporaryDir folder;
    const Outcome done = launch(
        run(folder.path())
        + QStringList{"--set", "per_minute.by=key", "--set", "web.keys.count=300", "--set", "web.keys.prefix=user-"});
    QVERIFY2(done.code == 0, qPrintable(done.err));
    QSet<QString> keys;
    for (const QStringList &row : table(folder.filePath("windows.csv")).mid(1)) {
        QVERIFY2(!row[1].startsWith('#'), qPrintable(row.join(',')));
        keys << row[1];
    }
    QVERIFY2(keys.size() > 200, qPrintable(QString::number(keys.size())));
    QVERIFY(keys.contains("user-299")); // far beyond the keys that the screen counts
}

void TestRunExport::chartsAreWhatTheirNamesSay()
{
    for (const QString &chart : charts()) {
        QVERIFY2(contents(path(chart + ".png")).startsWith("\x89PNG\r\n\x1a\n"), qPrintable(chart));
        QVERIFY2(contents(path(chart + ".png")).contains("IEND"), qPrintable(chart));
        QVERIFY2(contents(path(chart + ".pdf")).startsWith("%PDF-"), qPrintable(chart));
        QVERIFY2(contents(path(chart + ".pdf")).trimmed().endsWith("%%EOF"), qPrintable(chart));
        QVERIFY2(contents(path(chart + ".svg")).trimmed().endsWith("</svg>"), qPrintable(chart));
        const QList<QStringList> rows = table(path(chart + ".csv"));
        QVERIFY2(rows.size() > 1 && rows[0].size() > 1, qPrintable(chart));
    }
}

void TestRunExport::replacesWhatWasThere()
{
    QTemporaryDir folder;
    QFile old(folder.filePath("results.json"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write(QByteArray(1'000'000, 'x'));
    old.close();
    QFile other(folder.filePath("notes.txt"));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("mine");
    other.close();
    QCOMPARE(launch(run(folder.path())).code, 0);
    QCOMPARE(contents(folder.filePath("results.json")), contents(path("results.json")));
    QCOMPARE(contents(folder.filePath("notes.txt")), QByteArray("mine"));
}

void TestRunExport::refusesAFolderThatCannotBe_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("below a file") << "file/results";
    QTest::newRow("a file") << "file";
    QTest::newRow("a device") << "/dev/null/results";
}

void TestRunExport::refusesAFolderThatCannotBe()
{
    QFETCH(QString, folder);
    QTemporaryDir root;
    QFile file(root.filePath("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    const QString wanted = QDir(root.path()).absoluteFilePath(folder);
    const Outcome done = launch(run(wanted));
    QCOMPARE(done.code, 1);
    QVERIFY2(done.err.contains(wanted), qPrintable(done.err));
    QCOMPARE(files(root.path()), QStringList{"file"});
    QCOMPARE(contents(root.filePath("file")), QByteArray("mine"));
    // The run itself was good: its results are still printed.
    QVERIFY(!jsonObject(done.out.section('\n', 0, -3)).isEmpty());
}

void TestRunExport::leavesNothingHalfWritten()
{
    // A folder stands where a file should go, and it is not empty.
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("series.csv/inside"));
    const Outcome done = launch(run(folder.path()));
    QCOMPARE(done.code, 1);
    QVERIFY2(done.err.contains("cannot write") && done.err.contains("series.csv"), qPrintable(done.err));
    for (const QString &name : files(folder.path()))
        QVERIFY2(!name.endsWith(".part"), qPrintable(name));
    QCOMPARE(contents(folder.filePath("results.json")), contents(path("results.json"))); // the others are whole
    QCOMPARE(contents(folder.filePath("windows.csv")), contents(path("windows.csv")));
}

QTEST_APPLESS_MAIN(TestRunExport)
#include "tst_run_export.moc"

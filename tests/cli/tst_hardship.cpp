// What a command line may meet: names that no disk has, a full disk, a mistake of ours.
#include "app/cli/command_line.h"
#include "executable.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <sstream>
#include <stdexcept>

using namespace hotshard;

class TestHardship : public QObject {
    Q_OBJECT

private slots:
    void aWordLongerThanAFileName();
    void aFileNameThatIsNotUtf8();
    void resultsThatCannotBeWritten_data();
    void resultsThatCannotBeWritten();
    void anUnexpectedException();
};

void TestHardship::aWordLongerThanAFileName()
{
    const QString word(300, 'a');
    const test::Outcome bare = test::launch({word});
    QCOMPARE(bare.code, 2);
    QVERIFY2(bare.err.contains("there is no command or file"), qPrintable(bare.err));
    for (const QStringList &args : {QStringList{"run", word},
                                    {"validate", word},
                                    {"keys", word, "--shards=2"},
                                    {"route", "--shards=2", "--keys", word}}) {
        const test::Outcome done = test::launch(args);
        QCOMPARE(done.code, 1);
        QVERIFY2(done.err.contains(word), qPrintable(done.err));
    }
}

void TestHardship::aFileNameThatIsNotUtf8()
{
    const QTemporaryDir folder;
    const std::string file = folder.path().toStdString() + "/b\xff.json";
    std::filesystem::copy_file(HOTSHARD_SOURCE_DIR "/scenarios/hot-key.json", file);
    std::ostringstream out, err;
    const std::string charts = folder.path().toStdString() + "/out";
    const std::vector<std::string> args{"run", file, "--until=5s", "--format=json", "--export", charts};
    QCOMPARE(runCommandLine(args, out, err, {}).value_or(-1), 0);
    QCOMPARE(QString::fromStdString(err.str()), QString());
    const QJsonObject results = test::jsonObject(QString::fromStdString(out.str()));
    const QString named = results["scenario"].toObject()["file"].toString();
    QVERIFY2(named.endsWith(QString("/b") + QChar(0xfffd) + ".json"), qPrintable(named));
    const auto written = std::filesystem::file_size(charts + "/results.json");
    std::filesystem::remove(file); // QTemporaryDir does not find it by this name
    QVERIFY(written > 0);
}

void TestHardship::resultsThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("args");
    QTest::newRow("run") << "run scenarios/hot-key.json --until=5s --format json";
    QTest::newRow("list") << "list";
    QTest::newRow("help") << "--help";
}

void TestHardship::resultsThatCannotBeWritten()
{
    QFETCH(QString, args);
    QProcess shell;
    shell.setWorkingDirectory(HOTSHARD_SOURCE_DIR);
    shell.start("/bin/sh", {"-c", "exec \"$0\" " + args + " > /dev/full", HOTSHARD_EXECUTABLE});
    QVERIFY(shell.waitForFinished(60'000));
    QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
    QCOMPARE(shell.exitCode(), 1);
    QCOMPARE(shell.readAllStandardError(),
             QByteArray("hotshard: the results could not be written to standard output\n"));
}

void TestHardship::anUnexpectedException()
{
    std::ostringstream err;
    QCOMPARE(withoutCrash([]() -> int { throw std::runtime_error("no memory for it"); }, err), 1);
    QCOMPARE(QString::fromStdString(err.str()), QString("hotshard: no memory for it\n"));
    QCOMPARE(withoutCrash([] { return 7; }, err), 7);
}

QTEST_APPLESS_MAIN(TestHardship)
#include "tst_hardship.moc"

// What `cmake --install` puts on a machine: a program that finds its scenarios.
#include "executable.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace hotshard::test;

class TestInstall : public QObject {
    Q_OBJECT

private slots:
    void installedProgramListsItsScenarios();

private:
    static QByteArray run(const QString &program, const QStringList &args)
    {
        QProcess process;
        process.start(program, args);
        const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
        return ended && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
    }
};

void TestInstall::installedProgramListsItsScenarios()
{
    const QTemporaryDir folder;
    const QString build = QFileInfo(QStringLiteral(HOTSHARD_EXECUTABLE)).dir().filePath("..");
    QVERIFY(!run("cmake", {"--install", build, "--prefix", folder.path()}).isEmpty());
    const QString program = folder.filePath("bin/hotshard");
    const QJsonArray installed = QJsonDocument::fromJson(run(program, {"list", "--format", "json"})).array();
    const QJsonArray built = QJsonDocument::fromJson(launch({"list", "--format", "json"}).out.toUtf8()).array();
    QVERIFY(!built.isEmpty());
    QCOMPARE(installed.size(), built.size());
    QCOMPARE(installed[0].toObject()["name"].toString(), QString("hot-key")); // as in the window's menu
    const QString scenarios = QFileInfo(folder.path()).canonicalFilePath() + "/share/hotshard/scenarios/";
    QStringList validate{"validate"};
    for (const QJsonValue &scenario : installed) {
        validate << scenario["path"].toString();
        QVERIFY2(validate.back().startsWith(scenarios), qPrintable(validate.back()));
    }
    // A replay's log lies beside it, and the schema that the files name.
    QCOMPARE(run(program, validate).count(": good\n"), installed.size());
    QVERIFY(QFile::exists(scenarios + "access-log.log"));
    QVERIFY(QFile::exists(scenarios + "scenario.schema.json"));
    QVERIFY(!QFile::exists(scenarios + "make_access_log.py"));
}

QTEST_APPLESS_MAIN(TestInstall)
#include "tst_install.moc"

// `hotshard route` and `hotshard keys`: output, exit codes, problems.
#include "app/cli/commands.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <sstream>

using namespace hotshard;

namespace {

struct Outcome {
    int code = 0;
    QString out, err;
};

using Command = int (*)(std::span<const std::string>, std::ostream &, std::ostream &);

Outcome call(Command command, const QStringList &words)
{
    std::vector<std::string> args;
    for (const QString &word : words)
        args.push_back(word.toStdString());
    std::ostringstream out, err;
    const int code = command(args, out, err);
    return {code, QString::fromStdString(out.str()), QString::fromStdString(err.str())};
}

} // namespace

class TestRoutingCommands : public QObject {
    Q_OBJECT

private slots:
    void routePrintsKeyHashAndShard()
    {
        const QString keys = write("keys.txt", "a\r\nb\nhot\n\xC3\xA4\xC3\xB6\xC3\xBC");
        const Outcome done = call(routeCommand, {"--kind", "kinesis", "--shards", "3", "--keys", keys});
        QCOMPARE(done.code, 0);
        QCOMPARE(done.err, QString());
        QCOMPARE(done.out,
                 QString("a\t16955237001963240173058271559858726497\tshardId-000000000000\n"
                         "b\t195289424170611159128911017612795795343\tshardId-000000000001\n"
                         "hot\t52123424389524434543810875721202177151\tshardId-000000000000\n"
                         "äöü\t13343390213271228868859100939581272193\tshardId-000000000000\n"));
    }

    void routeTellsEveryBadKeyAndGoesOn()
    {
        const QByteArray longest(256, 'x');
        const QString keys = write("bad.txt", "a\n\n\xFF\n" + longest + "\n" + longest + "x\nb\n");
        const Outcome done = call(routeCommand, {"--shards=1", "--keys", keys});
        QCOMPARE(done.code, 1);
        QCOMPARE(done.out.count('\n'), 3);
        QCOMPARE(done.err.count('\n'), 3);
        for (const char *place : {":2: ", ":3: ", ":5: "})
            QVERIFY2(done.err.contains(place), qPrintable(done.err));
    }

    void keysAsJson()
    {
        const QString log = write("a.csv", "time,user\n1,b\n2,b\n3,a\n4,e\n5,\"q\"\"\t\"\n6,\n");
        const Outcome done = call(keysCommand, {log, "--field", "user", "--shards", "3", "--format", "json"});
        QCOMPARE(done.code, 0);
        QVERIFY2(done.err.contains(":7: "), qPrintable(done.err));
        const QJsonObject json = QJsonDocument::fromJson(done.out.toUtf8()).object();
        QCOMPARE(json.keys(), (QStringList{"effective_shards", "keys", "records", "shards", "skipped"}));
        QCOMPARE(json["records"].toInt(), 5);
        QCOMPARE(json["skipped"].toInt(), 1);
        QCOMPARE(json["shards"].toArray().size(), 3);
        QCOMPARE(json["shards"][1].toObject(),
                 (QJsonObject{{"id", "shardId-000000000001"}, {"records", json["shards"][1]["records"]}}));
        QCOMPARE(json["keys"][0].toObject(),
                 (QJsonObject{{"key", "b"}, {"records", 2}, {"shard", "shardId-000000000001"}}));
        QCOMPARE(json["keys"][3]["key"].toString(), QString("q\"\t"));
        double squares = 0;
        for (const auto &shard : json["shards"].toArray())
            squares += shard.toObject()["records"].toDouble() / 5 * shard.toObject()["records"].toDouble() / 5;
        QVERIFY(qAbs(json["effective_shards"].toDouble() - 1 / squares) < 1e-12);
    }

    void keysAsText()
    {
        const QString log = write("b.csv", "time,path\n1,b\n2,b\n3,a\n");
        const Outcome done = call(keysCommand, {log, "--shards", "2"});
        QCOMPARE(done.code, 0);
        QVERIFY(done.out.contains("\n2\tshardId-000000000001\tb\n1\tshardId-000000000000\ta\n"));
    }

    void filesThatAreBad()
    {
        const Outcome missing = call(keysCommand, {m_folder.filePath("none.log"), "--shards", "2"});
        QCOMPARE(missing.code, 1);
        QVERIFY(missing.err.contains("no such file"));
        QCOMPARE(call(keysCommand, {m_folder.path(), "--shards", "2"}).code, 1);
        QCOMPARE(call(routeCommand, {"--shards", "2", "--keys", m_folder.path()}).code, 1);
        QCOMPARE(call(routeCommand, {"--shards", "2", "--keys", m_folder.filePath("none")}).code, 1);
    }

    void wrongUsage_data()
    {
        QTest::addColumn<bool>("route");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("says");
        QTest::newRow("no shards") << true << QStringList{"--keys", "-"} << "--shards";
        QTest::newRow("no keys") << true << QStringList{"--shards", "3"} << "--keys";
        QTest::newRow("0 shards") << true << QStringList{"--shards", "0", "--keys", "-"} << "1 to 10000";
        QTest::newRow("shards no number") << true << QStringList{"--shards", "3x", "--keys", "-"} << "3x";
        QTest::newRow("kind") << true << QStringList{"--kind", "kafka", "--shards", "3", "--keys", "-"} << "kafka";
        QTest::newRow("option") << true << QStringList{"--shard", "3", "--keys", "-"} << "--shards";
        QTest::newRow("no log") << false << QStringList{"--shards", "3"} << "missing";
        QTest::newRow("format") << false << QStringList{"x", "--shards", "3", "--format", "xml"} << "xml";
    }
    void wrongUsage()
    {
        QFETCH(bool, route);
        QFETCH(QStringList, words);
        QFETCH(QString, says);
        const Outcome done = call(route ? routeCommand : keysCommand, words);
        QCOMPARE(done.code, 2);
        QCOMPARE(done.out, QString());
        QVERIFY2(done.err.contains(says), qPrintable(done.err));
    }

private:
    QString write(const char *name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        std::ofstream(path.toStdString(), std::ios::binary).write(text.constData(), text.size());
        return path;
    }
    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestRoutingCommands)
#include "tst_routing_commands.moc"

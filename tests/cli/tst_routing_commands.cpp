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

    void rangesAsJson()
    {
        const QString list = write("ops.txt",
                                   "\xEF\xBB\xBF# by name and by number\r\n"
                                   "split 0 5\r\n\n"
                                   "  merge shardId-000000000001\t2 # together again");
        const Outcome done = call(routeCommand, {"--shards", "1", "--reshard", list, "--ranges"});
        QCOMPARE(done.err, QString());
        QCOMPARE(done.code, 0);
        const QString highest = "340282366920938463463374607431768211455";
        const QJsonValue null;
        const auto shard = [&](int id, bool open, const char *start, const QString &end, const QJsonValue &parent,
                               const QJsonValue &adjacent) {
            return QJsonObject{{"id", QString("shardId-00000000000%1").arg(id)},
                               {"state", open ? "open" : "closed"},
                               {"start", start},
                               {"end", end},
                               {"parent", parent},
                               {"adjacent_parent", adjacent}};
        };
        QCOMPARE(QJsonDocument::fromJson(done.out.toUtf8()).array(),
                 (QJsonArray{shard(0, false, "0", highest, null, null),
                             shard(1, false, "0", "4", "shardId-000000000000", null),
                             shard(2, false, "5", highest, "shardId-000000000000", null),
                             shard(3, true, "0", highest, "shardId-000000000001", "shardId-000000000002")}));
    }

    void keysAfterAReshard()
    {
        const QString keys = write("k.txt", "a\nb\n");
        const QString list = write("ops.txt", "update 2\nsplit 1 16955237001963240173058271559858726497\n");
        const Outcome done = call(routeCommand, {"--shards=1", "--reshard", list, "--keys", keys});
        QCOMPARE(done.code, 0);
        QCOMPARE(done.err, QString());
        QCOMPARE(done.out,
                 QString("a\t16955237001963240173058271559858726497\tshardId-000000000004\n"
                         "b\t195289424170611159128911017612795795343\tshardId-000000000002\n"));
    }

    void refusedReshards_data()
    {
        QTest::addColumn<QByteArray>("list"); // for a stream of 3 shards
        QTest::addColumn<QString>("says");
        QTest::newRow("split")
            << QByteArray("split 1 5")
            << ":1: split shardId-000000000001 5: InvalidArgumentException: NewStartingHashKey 5 is not "
               "both greater than one plus the shard's StartingHashKey "
               "113427455640312821154458202477256070485 and less than the shard's EndingHashKey "
               "226854911280625642308916404954512140969\n";
        QTest::newRow("a closed shard")
            << QByteArray("split 0 5\nsplit 0 5")
            << ":2: split shardId-000000000000 5: InvalidArgumentException: shard shardId-000000000000 is closed";
        QTest::newRow("no such shard")
            << QByteArray("\n\nmerge 2 3")
            << ":3: merge shardId-000000000002 shardId-000000000003: ResourceNotFoundException: there is no shard";
        QTest::newRow("merge") << QByteArray("merge 1 0")
                               << ":1: merge shardId-000000000001 shardId-000000000000: InvalidArgumentException: "
                                  "not an adjacent pair of shards eligible for merging";
        QTest::newRow("more than double")
            << QByteArray("update 6\nupdate 13")
            << ":2: update 13: InvalidArgumentException: UpdateShardCount goes to at most double the open shards";
        QTest::newRow("too many shards") << QByteArray("update 10001") << ":1: update 10001: LimitExceededException: ";
        QTest::newRow("no shard") << QByteArray("update 0") << ":1: update 0: InvalidArgumentException: ";
        QTest::newRow("the eleventh update") << QByteArray("update 4\nupdate 3\n").repeated(6)
                                             << ":11: update 4: LimitExceededException: the shard count of a stream "
                                                "can be updated 10 times in 24 hours\n";
    }
    void refusedReshards()
    {
        QFETCH(QByteArray, list);
        QFETCH(QString, says);
        const Outcome done = call(routeCommand, {"--shards=3", "--reshard", write("ops.txt", list), "--ranges"});
        QCOMPARE(done.code, 1);
        QCOMPARE(done.out, QString());
        QCOMPARE(done.err.count('\n'), 1);
        QVERIFY2(done.err.contains("ops.txt" + says), qPrintable(done.err));
    }

    /// Nothing is done while a word is wrong, and every wrong word is told.
    void wrongReshards()
    {
        const QString list = write("ops.txt",
                                   "splitt 0 5\n"
                                   "split 0 1\n" // would be refused
                                   "merge shardId-00000000001 x\n"
                                   "update 2 3\n"
                                   "update -1\n"
                                   "split 4294967296 0x10\n"
                                   "split 0 340282366920938463463374607431768211456\n"
                                   "frobnicate\n"
                                   "merge \xFF 1\n");
        const Outcome done = call(routeCommand, {"--shards=1", "--reshard", list, "--ranges"});
        QCOMPARE(done.code, 1);
        QCOMPARE(done.out, QString());
        QString expected;
        const QString hash = "; expected a decimal from 0 to 340282366920938463463374607431768211455\n";
        const QString shard = "; expected a number or a name such as shardId-000000000003";
        const QString operations = "; expected split SHARD [HASH], merge LOWER UPPER or update COUNT";
        const auto line = [&](int number, const QString &text) {
            expected += list + ':' + QString::number(number) + ": " + text;
        };
        line(1, "unknown operation \"splitt\"" + operations + "; did you mean \"split\"?\n");
        line(3, "is not a shard: \"shardId-00000000001\"" + shard + "; did you mean \"shardId-000000000001\"?\n");
        line(3, "is not a shard: \"x\"" + shard + '\n');
        line(4, "update takes 1 word, not 2; expected update COUNT\n");
        line(5, "is not a number of shards: \"-1\"; expected an integer from 1 to 10000\n");
        line(6, "is not a shard: \"4294967296\"" + shard + '\n');
        line(6, "is not a hash key: \"0x10\"" + hash);
        line(7, "is not a hash key: \"340282366920938463463374607431768211456\"" + hash);
        line(8, "unknown operation \"frobnicate\"" + operations + '\n');
        line(9, "is not a shard: \"\uFFFD\"" + shard + '\n');
        QCOMPARE(done.err, expected);
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
        const Outcome list = call(routeCommand, {"--shards=2", "--ranges", "--reshard", m_folder.filePath("none")});
        QCOMPARE(list.code, 1);
        QCOMPARE(list.out, QString());
        QVERIFY(list.err.endsWith("none: the file cannot be read\n"));
    }

    void wrongUsage_data()
    {
        QTest::addColumn<bool>("route");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("says");
        QTest::newRow("no shards") << true << QStringList{"--keys", "-"} << "--shards";
        QTest::newRow("no keys") << true << QStringList{"--shards", "3"} << "--keys";
        QTest::newRow("keys and ranges") << true << QStringList{"--shards=3", "--ranges", "--keys=-"}
                                         << "do not go together";
        QTest::newRow("ranges with a value") << true << QStringList{"--shards=3", "--ranges=all"} << "takes no value";
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

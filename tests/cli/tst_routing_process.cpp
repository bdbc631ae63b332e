// `hotshard route` and `hotshard keys` as processes in a pipe, against MD5 and counts made here.
#include "executable.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QMap>
#include <QtTest>

#include <cmath>

using namespace hotshard::test;

namespace {

/// Decimal digits of 128 bits, by schoolbook division.
QString decimal(QByteArray digest)
{
    QString digits;
    while (digest.count('\0') != digest.size()) {
        unsigned rest = 0;
        for (char &byte : digest) {
            const unsigned value = rest << 8U | static_cast<unsigned char>(byte);
            byte = static_cast<char>(value / 10);
            rest = value % 10;
        }
        digits.prepend(QChar('0' + static_cast<char16_t>(rest)));
    }
    return digits.isEmpty() ? "0" : digits;
}

QByteArray md5(const QByteArray &key) { return QCryptographicHash::hash(key, QCryptographicHash::Md5); }

/// Of a stream with 2^bits shards of equal size: the first bits of the hash.
QString shardOf(const QByteArray &key, unsigned bits)
{
    const auto first = static_cast<unsigned>(static_cast<unsigned char>(md5(key)[0]));
    return QString("shardId-%1").arg(bits ? first >> (8U - bits) : 0U, 12, 10, QChar('0'));
}

/// Keys of every length and of every kind of character.
QByteArrayList manyKeys()
{
    QByteArrayList keys{"a", " ", "a b", "日本語", "é😀", "\"quoted\"", QByteArray(256, 'x'), "-", "--help", "0"};
    for (int i = 0; i < 1000; ++i)
        keys << "key-" + QByteArray::number(i * i);
    for (int length = 1; length <= 130; ++length) // around the blocks of 64 bytes
        keys << QByteArray(length, 'k');
    return keys;
}

} // namespace

class TestRoutingProcess : public QObject {
    Q_OBJECT

private slots:
    void routesAsMd5Says_data();
    void routesAsMd5Says();
    void countsKeysFromStandardInput();
    void countsTheSameFromAFile();
    void textSaysWhatJsonSays();
};

void TestRoutingProcess::routesAsMd5Says_data()
{
    QTest::addColumn<unsigned>("bits");
    for (const unsigned bits : {0U, 1U, 3U, 8U})
        QTest::addRow("%d shards", 1 << bits) << bits;
}

void TestRoutingProcess::routesAsMd5Says()
{
    QFETCH(unsigned, bits);
    const QByteArrayList keys = manyKeys();
    QStringList expected;
    for (const QByteArray &key : keys)
        expected << QString::fromUtf8(key) + '\t' + decimal(md5(key)) + '\t' + shardOf(key, bits);
    const Outcome done = launch({"route", "--kind", "kinesis", "--shards", QString::number(1U << bits), "--keys", "-"},
                                keys.join('\n') + '\n');
    QCOMPARE(done.code, 0);
    QCOMPARE(done.err, QString());
    const QStringList lines = done.out.chopped(1).split('\n');
    QCOMPARE(lines.size(), expected.size());
    for (qsizetype i = 0; i < lines.size(); ++i)
        QCOMPARE(lines[i], expected[i]);
}

void TestRoutingProcess::countsKeysFromStandardInput()
{
    QByteArray csv = "time,device\n";
    QMap<QString, int> counts;
    const QByteArrayList keys{"pump", "valve", "é😀", "gate \"7\"", "pump", "pump", "valve"};
    for (int i = 0; i < 700; ++i) {
        const QByteArray &key = keys[i % keys.size()];
        ++counts[QString::fromUtf8(key)];
        csv += QByteArray::number(1'700'000'000 + i) + ",\"" + QByteArray(key).replace("\"", "\"\"") + "\"\n";
    }
    csv += "1700000999,\nnever,pump\n"; // no key, no time: two lines that cannot be used
    const Outcome done = launch({"keys", "-", "--field", "device", "--shards", "8", "--format", "json"}, csv);
    QCOMPARE(done.code, 0);
    const QJsonObject report = jsonObject(done.out);
    QCOMPARE(report["records"].toInt(), 700);
    QCOMPARE(report["skipped"].toInt(), 2);
    QMap<QString, int> shards;
    int last = 701;
    const QJsonArray list = report["keys"].toArray();
    QCOMPARE(list.size(), counts.size());
    for (const QJsonValue &key : list) {
        QCOMPARE(key["records"].toInt(), counts.value(key["key"].toString()));
        QCOMPARE(key["shard"].toString(), shardOf(key["key"].toString().toUtf8(), 3));
        QVERIFY(key["records"].toInt() <= last); // by falling count
        last = key["records"].toInt();
        shards[key["shard"].toString()] += last;
    }
    double squares = 0;
    QCOMPARE(report["shards"].toArray().size(), qsizetype{8});
    for (const QJsonValue &shard : report["shards"].toArray()) {
        QCOMPARE(shard["records"].toInt(), shards.value(shard["id"].toString()));
        squares += std::pow(shard["records"].toInt() / 700.0, 2);
    }
    QVERIFY(std::abs(report["effective_shards"].toDouble() - 1 / squares) < 1e-12);
}

void TestRoutingProcess::countsTheSameFromAFile()
{
    QFile log(HOTSHARD_SOURCE_DIR "/scenarios/access-log.log");
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QStringList options{"--field", "path", "--shards", "4", "--format", "json"};
    const Outcome file = launch(QStringList{"keys", "scenarios/access-log.log"} + options);
    const Outcome pipe = launch(QStringList{"keys", "-"} + options, log.readAll());
    QCOMPARE(file.code, 0);
    QCOMPARE(pipe.out, file.out);
    QCOMPARE(jsonObject(file.out)["records"].toInt(), 2850);
    // Every line left out is told with its place.
    QCOMPARE(file.err.count("scenarios/access-log.log:"), qsizetype{3});
    QCOMPARE(pipe.err.count("standard input:"), qsizetype{3});
}

void TestRoutingProcess::textSaysWhatJsonSays()
{
    const QStringList command{"keys", "scenarios/access-log.log", "--field", "host", "--shards", "4"};
    const QJsonObject json = jsonObject(launch(command + QStringList{"--format", "json"}).out);
    const QString text = launch(command).out;
    QVERIFY(text.startsWith(QString("records\t%1\n").arg(json["records"].toInt())));
    const QStringList rows = text.section("records\tshard\tkey\n", 1).trimmed().split('\n');
    const QJsonArray keys = json["keys"].toArray();
    QCOMPARE(rows.size(), keys.size());
    for (qsizetype i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i],
                 QString("%1\t%2\t%3")
                     .arg(keys.at(i)["records"].toInt())
                     .arg(keys.at(i)["shard"].toString(), keys.at(i)["key"].toString()));
}

QTEST_APPLESS_MAIN(TestRoutingProcess)
#include "tst_routing_process.moc"

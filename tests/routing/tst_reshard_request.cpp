// The language of reshard operations: what can be read, what it means, and what is said about mistakes.
#include "routing/reshard_request.h"

#include <QtTest>

using namespace hotshard;

namespace {

/// The request as it is printed, or everything that is wrong.
QString read(const QString &text)
{
    const ParsedReshard parsed = parseReshard(text.toStdString());
    if (parsed.request)
        return QString::fromStdString(toString(*parsed.request));
    QStringList wrong;
    for (const Issue &issue : parsed.issues)
        wrong << QString::fromStdString(toString(issue));
    return wrong.join(" | ");
}

} // namespace

class TestReshardRequest : public QObject {
    Q_OBJECT

private slots:
    void readsAndPrints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const char *three = "shardId-000000000003";
        QTest::newRow("split at the middle") << "split 3" << QString("split %1").arg(three);
        QTest::newRow("split at a hash") << "split 3 17" << QString("split %1 17").arg(three);
        QTest::newRow("a full name") << QString("split %1").arg(three) << QString("split %1").arg(three);
        QTest::newRow("blanks") << "\t merge  0\t3 " << QString("merge shardId-000000000000 %1").arg(three);
        QTest::newRow("update") << "update 8"
                                << "update 8";
        QTest::newRow("nothing") << " "
                                 << "";
        QTest::newRow("a wrong word") << "splitt 3"
                                      << "unknown operation \"splitt\"; expected split SHARD [HASH], merge LOWER UPPER "
                                         "or update COUNT; did you mean \"split\"?";
        QTest::newRow("too few words") << "split"
                                       << "split takes 1 or 2 words, not 0; expected split SHARD [HASH]";
        QTest::newRow("too many words") << "merge 1 2 3"
                                        << "merge takes 2 words, not 3; expected merge LOWER UPPER";
        QTest::newRow("two mistakes") << "split three 0x7"
                                      << "is not a shard: \"three\"; expected a number or a name such as "
                                         "shardId-000000000003 | is not a hash key: \"0x7\"; expected a decimal from 0 "
                                         "to 340282366920938463463374607431768211455";
        QTest::newRow("a count below zero") << "update -1"
                                            << "is not a number of shards: \"-1\"; expected an integer from 1 to 10000";
    }

    void readsAndPrints()
    {
        QFETCH(QString, text);
        QTEST(read(text), "expected");
        if (const auto request = parseReshard(text.toStdString()).request)
            QVERIFY(parseReshard(toString(*request)).request == request);
    }
};

QTEST_APPLESS_MAIN(TestReshardRequest)
#include "tst_reshard_request.moc"

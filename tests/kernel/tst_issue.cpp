#include "kernel/issue.h"

#include <QtTest>

using namespace hotshard;

class TestIssue : public QObject {
    Q_OBJECT

private slots:
    void printsWhatIsKnown_data();
    void printsWhatIsKnown();
    void findsTheNearestName_data();
    void findsTheNearestName();
};

void TestIssue::printsWhatIsKnown_data()
{
    QTest::addColumn<Issue>("issue");
    QTest::addColumn<QString>("text");
    QTest::newRow("all") << Issue{"a.json",      12,      "/components/1/shard", "unknown name \"shard\"",
                                  "a parameter", "shards"}
                         << "a.json:12: /components/1/shard: unknown name \"shard\"; expected a parameter; did you "
                            "mean \"shards\"?";
    QTest::newRow("no line") << Issue{"a.json", 0, "", "cannot be read", "", ""} << "a.json: cannot be read";
    QTest::newRow("no file") << Issue{"", 3, "/seed", "is missing", "", ""} << "line 3: /seed: is missing";
    QTest::newRow("path") << Issue{"", 0, "clicks.shards", "too large", "1", ""}
                          << "clicks.shards: too large; expected 1";
    QTest::newRow("bare") << Issue{"", 0, "", "bad", "", ""} << "bad";
}

void TestIssue::printsWhatIsKnown()
{
    QFETCH(Issue, issue);
    QTEST(QString::fromStdString(toString(issue)), "text");
}

void TestIssue::findsTheNearestName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("missing letter") << "shard"
                                    << "shards";
    QTest::newRow("swapped letters") << "retnetion"
                                     << "retention";
    QTest::newRow("other case") << "Shards"
                                << "shards";
    QTest::newRow("hyphen") << "batch-size"
                            << "batch_size";
    QTest::newRow("last part") << "per_record"
                               << "latency.per_record";
    QTest::newRow("exact") << "shards"
                           << "shards";
    QTest::newRow("far") << "colour"
                         << "";
    QTest::newRow("nothing in common") << "x"
                                       << "";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("very long") << QString(100'000, 'a') << "";
}

void TestIssue::findsTheNearestName()
{
    QFETCH(QString, name);
    const std::vector<std::string> candidates{"shards", "retention", "batch_size", "latency.per_record", "to"};
    QTEST(QString::fromStdString(nearestName(name.toStdString(), candidates)), "nearest");
}

QTEST_APPLESS_MAIN(TestIssue)
#include "tst_issue.moc"

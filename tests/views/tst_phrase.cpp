#include <QTest>

#include "support/sketch_snapshot.h"
#include "views/diagnosis/phrase.h"

using namespace hotshard;
using namespace hotshard::views;

class TestPhrase : public QObject {
    Q_OBJECT
private slots:
    void hotKey()
    {
        const Snapshot s = sketch::hotKey();
        const QLocale en(QLocale::English);
        const Finding &f = s.findings.front();
        QCOMPARE(liveSentence(s, en),
                 QString::fromUtf8("Shard 2 takes 46\u202F% of all records, because key /front is 61\u202F% of it: "
                                   "369/s in, 303/s out, backlog +66/s."));
        QCOMPARE(findingTitle(f, s, en), QString::fromUtf8("Shard 2 is hot: one key is 61\u202F% of its traffic"));
        QCOMPARE(findingEvidence(f, s, en),
                 QStringLiteral("/front sends 225 of 369 records/s; its function reads 303/s."));
        QVERIFY(findingRemedy(f, s, en).contains(QStringLiteral("one key has one hash")));
    }
    void drainingParent()
    {
        const Snapshot s = sketch::lineage();
        const QLocale en(QLocale::English);
        QCOMPARE(liveSentence(s, en),
                 QStringLiteral("Shard 0 is closed for writing and still has 3,808 records to read. Its children wait, "
                                "so that no key is read out of order."));
        QCOMPARE(findingEvidence(s.findings[0], s, en), QString::fromUtf8("Shard 0 drains at 303/s: 13\u202Fs to go."));
    }
    void everyKindSaysSomething()
    {
        const Snapshot s = sketch::hotKey();
        const QLocale en(QLocale::English);
        QStringList sentences;
        for (int kind = 0; kind <= static_cast<int>(FindingKind::Healthy); ++kind) {
            for (const double amount : {0.0, 1204.0}) {
                Finding f = s.findings[0];
                f.kind = static_cast<FindingKind>(kind);
                f.count = f.seconds = amount;
                for (const QString &text : {findingSentence(f, s, en), findingTitle(f, s, en),
                                            findingEvidence(f, s, en), findingRemedy(f, s, en)}) {
                    QVERIFY2(!text.isEmpty(), qPrintable(QString::number(kind)));
                    QVERIFY2(!text.contains(u'%') || text.contains(QString::fromUtf8("\u202F%")), qPrintable(text));
                    QVERIFY2(!text.contains(QStringLiteral("%1")), qPrintable(text));
                }
                QVERIFY(findingSentence(f, s, en).endsWith(u'.'));
            }
            Finding f = s.findings[0];
            f.kind = static_cast<FindingKind>(kind);
            sentences << findingSentence(f, s, en);
        }
        sentences.removeDuplicates();
        QCOMPARE(sentences.size(), static_cast<int>(FindingKind::Healthy) + 1);
    }
    void missingKeyAndNoFinding()
    {
        Snapshot s = sketch::hotKey();
        s.findings[0].key = -1;
        QVERIFY(liveSentence(s, QLocale(QLocale::English)).contains(QStringLiteral("one key")));
        s.findings[0].key = 4000;
        QVERIFY(!liveSentence(s, QLocale(QLocale::English)).isEmpty());
        s.findings.clear();
        QVERIFY(liveSentence(s, QLocale(QLocale::English)).isEmpty());
    }
    void aShardThatWaitsBlamesNoFunction()
    {
        Snapshot s = sketch::hotKey();
        const QLocale en(QLocale::English);
        for (LaneView &lane : s.streams[0].lanes)
            if (lane.shard == s.findings[0].shard)
                lane.state = ShardState::Waiting;
        s.findings[0].outPerSecond = 0;
        QCOMPARE(findingEvidence(s.findings[0], s, en),
                 QStringLiteral("/front sends 225 of 369 records/s; the shard waits for its parent."));
        QVERIFY(liveSentence(s, en).endsWith(QStringLiteral("It waits for its parent: 369/s in, none read yet.")));
    }
    void beforeTheStart()
    {
        Snapshot s = sketch::calm(4);
        const QLocale en(QLocale::English);
        s.time = SimTime::zero();
        QCOMPARE(liveSentence(s, en), QStringLiteral("Press play."));
        QCOMPARE(findingTitle(s.findings.front(), s, en), QStringLiteral("Press play"));
        QCOMPARE(spokenDuration(Duration::seconds(528), en), QString::fromUtf8("8.8\u202Fmin"));
        QCOMPARE(spokenDuration(Duration::seconds(2), en), QString::fromUtf8("2.0\u202Fs"));
    }
    void healthyCountsItsShards()
    {
        const QLocale en(QLocale::English);
        QCOMPARE(liveSentence(sketch::calm(4), en),
                 QString::fromUtf8("All 4 shards keep up: the largest iterator age is 0.8\u202Fs."));
        QCOMPARE(liveSentence(sketch::calm(1), en),
                 QString::fromUtf8("The shard keeps up: its iterator age is 0.8\u202Fs."));
    }
};

QTEST_GUILESS_MAIN(TestPhrase)
#include "tst_phrase.moc"

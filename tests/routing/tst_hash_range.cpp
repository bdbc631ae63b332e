// Ranges of the hash space: both ends included, integers, the service's refusals.
#include "routing/hash_range.h"

#include <QtTest>

using namespace hotshard;

namespace {

HashKey key(const char *decimal) { return HashKey::parse(decimal).value(); }

HashRange range(const char *first, const char *last) { return {key(first), key(last)}; }

} // namespace

class TestHashRange : public QObject {
    Q_OBJECT

private slots:
    void initialRangesCoverTheSpace()
    {
        for (std::uint32_t n = 1; n <= 1'000; ++n) {
            const auto ranges = initialRanges(n);
            QCOMPARE(ranges.size(), std::size_t{n});
            QVERIFY(ranges.front().first == HashKey::lowest());
            QVERIFY(ranges.back().last == HashKey::highest());
            for (std::size_t i = 0; i + 1 < ranges.size(); ++i) {
                QVERIFY(ranges[i].last.value + 1 == ranges[i + 1].first.value);
                QVERIFY(ranges[i].widthLessOne() == ranges[0].widthLessOne());
            }
            // Only the last one is larger, by the remainder: less than N keys.
            QVERIFY(ranges.back().widthLessOne() >= ranges.front().widthLessOne());
            QVERIFY(ranges.back().widthLessOne() - ranges.front().widthLessOne() < n);
        }
    }

    void bothEndsBelong()
    {
        const HashRange r = range("10", "20");
        QVERIFY(!r.contains(key("9")));
        QVERIFY(r.contains(key("10")));
        QVERIFY(r.contains(key("20")));
        QVERIFY(!r.contains(key("21")));
    }

    void shares()
    {
        QCOMPARE(HashRange::all().share(), 1.0);
        QCOMPARE(initialRanges(4)[1].share(), 0.25);
        QVERIFY(range("0", "0").share() > 0);
    }

    void evenSplitPoints_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::addColumn<QString>("point");
        QTest::newRow("even width") << "0"
                                    << "3"
                                    << "1";
        QTest::newRow("odd width") << "0"
                                   << "4"
                                   << "2";
        QTest::newRow("odd start") << "3"
                                   << "6"
                                   << "4";
        QTest::newRow("upper half, no overflow") << "340282366920938463463374607431768211451"
                                                 << "340282366920938463463374607431768211455"
                                                 << "340282366920938463463374607431768211453";
    }
    void evenSplitPoints()
    {
        QFETCH(QString, first);
        QFETCH(QString, last);
        QFETCH(QString, point);
        const HashRange r = range(qPrintable(first), qPrintable(last));
        QCOMPARE(QString::fromStdString(evenSplitPoint(r).toString()), point);
    }

    void splitRule()
    {
        const HashRange r = range("100", "104");
        QVERIFY(refuseSplit(r, key("99")));
        QVERIFY(refuseSplit(r, key("100")));
        QVERIFY(refuseSplit(r, key("101")));
        QVERIFY(!refuseSplit(r, key("102")));
        QVERIFY(!refuseSplit(r, key("103")));
        QVERIFY(refuseSplit(r, key("104")));
        QVERIFY(refuseSplit(r, key("105")));
        QVERIFY(refuseSplit(HashRange::all(), HashKey::highest()));
        QCOMPARE(refuseSplit(r, key("101"))->code, std::string("InvalidArgumentException"));
        QVERIFY(refuseSplit(r, key("101"))->text.find("greater than one plus") != std::string::npos);
    }

    void mergeRule()
    {
        // API documentation of MergeShards: 276..381 and 382..454 touch, 276..381 and 455..560 do not.
        QVERIFY(!refuseMerge(range("276", "381"), range("382", "454")));
        QVERIFY(refuseMerge(range("276", "381"), range("455", "560")));
        QVERIFY(refuseMerge(range("382", "454"), range("276", "381")));
        QVERIFY(refuseMerge(range("276", "381"), range("276", "381")));
        QVERIFY(refuseMerge(range("276", "381"), range("381", "454")));
        QVERIFY(refuseMerge(HashRange::all(), HashRange::all()));
    }
};

QTEST_APPLESS_MAIN(TestHashRange)
#include "tst_hash_range.moc"

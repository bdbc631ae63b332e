// Keys and shards of a recorded traffic, and the log that comes with the program.
#include "scenario/key_report.h"
#include "scenario/traffic_import.h"

#include <QtTest>

using namespace hotshard;

class TestKeyReport : public QObject {
    Q_OBJECT

private slots:
    void keyReports();
    void bundledLog();
};

void TestKeyReport::keyReports()
{
    // At 3 shards: a -> 0, b -> 1, e -> 2, f -> 1 (see the routing conformance test).
    const ImportResult result =
        importTraffic(std::string_view("time,path\n1,b\n2,b\n3,a\n4,e\n5,b\n6,f\n7,\n"), "text", {});
    const KeyReport report = keyReport(*result.traffic, 3);
    QCOMPARE(report.records, std::uint64_t{6});
    QCOMPARE(report.skipped, std::uint64_t{1});
    QCOMPARE(report.shards.size(), std::size_t{3});
    QCOMPARE(report.shards[0].records, std::uint64_t{1});
    QCOMPARE(report.shards[1].records, std::uint64_t{4});
    QCOMPARE(report.shards[2].records, std::uint64_t{1});
    QCOMPARE(report.keys.at(0).key, std::string("b"));
    QCOMPARE(report.keys.at(0).records, std::uint64_t{3});
    QCOMPARE(report.keys.at(0).shard, ShardId{1});
    QCOMPARE(report.keys.at(1).key, std::string("a"));
    QCOMPARE(report.effectiveShards, 36.0 / 18.0);
    QCOMPARE(keyReport(RecordedTraffic{}, 3).effectiveShards, 0.0);
}

void TestKeyReport::bundledLog()
{
    const ImportResult result =
        importTraffic(std::filesystem::path(HOTSHARD_SOURCE_DIR "/scenarios/access-log.log"), {});
    QVERIFY(result.traffic);
    const RecordedTraffic &t = *result.traffic;
    QCOMPARE(t.skipped, std::uint64_t{3});
    QCOMPARE(t.outOfOrder, std::uint64_t{0});
    QCOMPARE(t.keys.at(0), std::string("/"));
    const double front = static_cast<double>(t.counts.at(0)) / static_cast<double>(t.timeUs.size());
    QVERIFY(front > 0.35 && front < 0.40);
    QVERIFY(t.timeUs.back() > 590'000'000 && t.timeUs.back() <= 600'000'000);
}

QTEST_APPLESS_MAIN(TestKeyReport)
#include "tst_key_report.moc"

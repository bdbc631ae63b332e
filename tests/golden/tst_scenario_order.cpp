// What random-keys and access-log teach: who goes where, counted a second time here, and what is out of order.
#include "shipped.h"
#include "support/rig.h"

#include "scenario/key_report.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// Records that were done after a later one of the same key, among those done from `since` on; the truth, from
/// every delivery ever made.
struct Order {
    std::uint64_t before = 0, after = 0;
};

Order orderIn(const Recorder &recorder, std::int64_t since)
{
    Order order;
    std::map<std::uint32_t, std::int64_t> latest;
    for (const SeenDelivery &delivery : recorder.deliveries)
        for (const SeenRecord &record : delivery.records) {
            const auto [last, first] = latest.try_emplace(record.key, record.made);
            if (record.made < last->second)
                ++(delivery.at <= since ? order.before : order.after);
            else
                last->second = record.made;
        }
    return order;
}

std::uint64_t outOfOrder(const Simulation &run) { return countOf(run, "count", "out_of_order_records"); }

/// The bundled log as this test reads it: requests by path without the query.
struct Log {
    std::map<std::string, std::uint64_t> paths;
    std::uint64_t good = 0, bad = 0;
};

Log readLog()
{
    static const QRegularExpression line(
        R"re(^\S+ \S+ \S+ \[(\d\d)/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "[A-Z]+ ([^ ?"]+)[^ "]* HTTP/[\d.]+" \d{3} (\d+|-) ".*" ".*"$)re");
    Log log;
    QFile file(HOTSHARD_SOURCE_DIR "/scenarios/access-log.log");
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no log");
    for (const QByteArray &text : file.readAll().split('\n')) {
        if (text.isEmpty())
            continue;
        const QRegularExpressionMatch match = line.match(QString::fromUtf8(text));
        if (match.hasMatch() && match.captured(1).toInt() <= 31) {
            ++log.good;
            ++log.paths[match.captured(2).toStdString()];
        } else {
            ++log.bad;
        }
    }
    return log;
}

/// Of four shards: the first two bits of the MD5.
std::size_t quarterOf(const std::string &key)
{
    const QByteArray digest = QCryptographicHash::hash(QByteArray::fromStdString(key), QCryptographicHash::Md5);
    return static_cast<unsigned char>(digest[0]) >> 6U;
}

} // namespace

class TestScenarioOrder : public QObject {
    Q_OBJECT

private slots:
    void randomKeysLoseTheOrder();
    void randomKeysLoseWhatTheTruthSays();
    void randomKeysLevelTheLanes();
    void accessLogPlaysEveryGoodLine();
    void accessLogKeysGoWhereTheReportSays();
    void accessLogShowsItsHotPaths();
};

void TestScenarioOrder::randomKeysLoseTheOrder()
{
    Simulation run(shipped("random-keys"));
    run.advanceTo(SimTime{Duration::minutes(5).us});
    QCOMPARE(outOfOrder(run), std::uint64_t{0});
    run.advanceTo(SimTime{Duration::minutes(6).us});
    QVERIFY(outOfOrder(run) > 0);
    // The price is paid by the change alone: without it there is none to the end.
    ScenarioSpec natural = shipped("random-keys");
    natural.timeline.clear();
    Simulation kept(natural);
    kept.advanceTo(kept.end());
    QCOMPARE(outOfOrder(kept), std::uint64_t{0});
}

void TestScenarioOrder::randomKeysLoseWhatTheTruthSays()
{
    constexpr SimTime change{300'000'000}, end{480'000'000};
    const ScenarioSpec spec = shipped("random-keys");
    Rig rig(spec);
    rig.advanceTo(change);
    rig.set("web.partition_key", "random");
    rig.advanceTo(end);
    const Order order = orderIn(rig.recorder(), change.us);
    QCOMPARE(order.before, std::uint64_t{0});
    QVERIFY(order.after > 0);
    QCOMPARE(rig.function().outOfOrder(), order.after);
    Simulation run(spec);
    run.advanceTo(end);
    QCOMPARE(outOfOrder(run), order.after);
}

void TestScenarioOrder::randomKeysLevelTheLanes()
{
    Simulation run(shipped("random-keys"));
    run.advanceTo(SimTime{Duration::minutes(5).us});
    std::array<double, 4> counts{}, shares{};
    const auto count = [&](std::int32_t shard) {
        return static_cast<double>(countOf(run, "clicks", "incoming_records", shard));
    };
    // Before: the lane of /front takes that page's share at least, which alone is more than a fair quarter.
    const double front = leadingZipfShare(10'000, 1.3);
    const std::int32_t hot = lineageOf(run, "clicks", "/front").front();
    for (std::int32_t shard = 0; shard < 4; ++shard)
        counts[static_cast<std::size_t>(shard)] = count(shard);
    const double all = counts[0] + counts[1] + counts[2] + counts[3];
    QVERIFY(counts[static_cast<std::size_t>(hot)] > front * all - 3 * std::sqrt(front * (1 - front) * all));
    run.advanceTo(run.end());
    double since = 0;
    for (std::int32_t shard = 0; shard < 4; ++shard)
        since += shares[static_cast<std::size_t>(shard)] = count(shard) - counts[static_cast<std::size_t>(shard)];
    const double error = std::sqrt(0.25 * 0.75 / since);
    for (const double records : shares)
        QVERIFY2(std::abs(records / since - 0.25) < 3 * error, qPrintable(QString::number(records / since)));
    // The long lane is worked off: 225 records/s come, 303 can be done.
    const Snapshot snapshot = run.snapshot({});
    for (const LaneView &lane : snapshot.streams.at(0).lanes)
        QVERIFY(lane.iteratorAge < Duration::seconds(2));
}

void TestScenarioOrder::accessLogPlaysEveryGoodLine()
{
    const Log log = readLog();
    QCOMPARE(log.good, std::uint64_t{2850});
    QCOMPARE(log.bad, std::uint64_t{3});
    const ScenarioSpec spec = shipped("access-log");
    const RecordedTraffic &traffic = *spec.traffic.at("log");
    QCOMPARE(traffic.timeUs.size(), std::size_t{2850});
    QCOMPARE(traffic.skipped, log.bad);

    Simulation run(spec);
    run.advanceTo(SimTime{traffic.timeUs.back()}); // the last line; the next pass begins after it
    QCOMPARE(countOf(run, "log", "produced_records"), log.good);
    QCOMPARE(countOf(run, "log", "skipped_lines"), log.bad);
    std::array<std::uint64_t, 4> expected{};
    for (const auto &[path, records] : log.paths)
        expected[quarterOf(path)] += records;
    for (std::size_t shard = 0; shard < 4; ++shard)
        QCOMPARE(countOf(run, "requests", "incoming_records", static_cast<std::int32_t>(shard)), expected[shard]);
    // And once more from the beginning: a pass later everything has come twice.
    const std::int64_t gap = traffic.timeUs.back() / 2849; // one mean gap between the passes
    run.advanceTo(SimTime{2 * traffic.timeUs.back() + gap + 1});
    QCOMPARE(countOf(run, "log", "produced_records"), 2 * log.good);
    for (std::size_t shard = 0; shard < 4; ++shard)
        QCOMPARE(countOf(run, "requests", "incoming_records", static_cast<std::int32_t>(shard)), 2 * expected[shard]);
}

void TestScenarioOrder::accessLogKeysGoWhereTheReportSays()
{
    const Log log = readLog();
    const ScenarioSpec spec = shipped("access-log");
    const KeyReport report = keyReport(*spec.traffic.at("log"), 4);
    QCOMPARE(report.records, log.good);
    QCOMPARE(report.skipped, log.bad);
    QCOMPARE(report.keys.size(), log.paths.size());
    double squares = 0;
    std::array<std::uint64_t, 4> shards{};
    for (const KeyReport::KeyLoad &key : report.keys) {
        QVERIFY2(log.paths.contains(key.key), key.key.c_str());
        QCOMPARE(key.records, log.paths.at(key.key));
        QCOMPARE(static_cast<std::size_t>(key.shard.value), quarterOf(key.key));
        shards[key.shard.value] += key.records;
    }
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(report.shards.at(i).records, shards[i]);
        squares += std::pow(static_cast<double>(shards[i]) / static_cast<double>(log.good), 2);
    }
    QVERIFY(std::abs(report.effectiveShards - 1 / squares) < 1e-9);
    QVERIFY(std::is_sorted(report.keys.begin(), report.keys.end(),
                           [](const auto &a, const auto &b) { return a.records > b.records; }));
}

void TestScenarioOrder::accessLogShowsItsHotPaths()
{
    const Log log = readLog();
    const ScenarioSpec spec = shipped("access-log");
    Simulation run(spec);
    run.advanceTo(SimTime{Duration::minutes(9).us});
    const Snapshot snapshot = run.snapshot({});
    const auto hottest = std::max_element(log.paths.begin(), log.paths.end(),
                                          [](const auto &a, const auto &b) { return a.second < b.second; });
    QCOMPARE(snapshot.keys.at(0).name, hottest->first);
    const double share = static_cast<double>(hottest->second) / static_cast<double>(log.good);
    // Shown is the share of the last minute, a tenth of the log: binomial noise.
    const double noise = std::sqrt(share * (1 - share) / (static_cast<double>(log.good) / 10));
    QVERIFY(std::abs(snapshot.keys.at(0).share - share) < 3 * noise);
    for (const KeyView &key : snapshot.keys) {
        QVERIFY2(log.paths.contains(key.name), key.name.c_str());
        QCOMPARE(static_cast<std::size_t>(key.position * 4), quarterOf(key.name));
    }
    const LaneView &lane = snapshot.streams.at(0).lanes.at(quarterOf(hottest->first));
    QCOMPARE(lane.hottestKey, 0);
    QVERIFY(lane.rangeStart <= snapshot.keys.at(0).position && snapshot.keys.at(0).position < lane.rangeEnd);
}

QTEST_APPLESS_MAIN(TestScenarioOrder)
#include "tst_scenario_order.moc"

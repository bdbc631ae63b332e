// What the scenarios about a gateway with few devices teach, and its two remedies, held against theory.
#include "shipped.h"

#include <QtTest>

#include <cmath>
#include <set>

using namespace hotshard;
using namespace hotshard::test;

namespace {

// 1,200 records/s of five devices by Zipf's law; 100 records take 20 ms + 100 x 4 ms, always.
constexpr double rate = 1200, capacity = 100 / 0.420;

double deviceRate(int device) { return rate * leadingZipfShare(5, 1) / device; }

std::string name(int device) { return "device-" + std::to_string(device); }

/// The worst iterator age of a function over all shards, second by second.
std::vector<double> worstAge(const Simulation &run, const std::string &function, const std::string &stream)
{
    std::vector<double> worst;
    for (const std::int32_t shard : shardsOf(run, stream)) {
        const std::vector<double> ages = seriesOf(run, function, Metric::IteratorAge, {shard});
        worst.resize(ages.size(), 0);
        for (std::size_t i = 0; i < ages.size(); ++i)
            worst[i] = std::max(worst[i], std::isnan(ages[i]) ? 0 : ages[i]);
    }
    return worst;
}

} // namespace

class TestScenarioGateway : public QObject {
    Q_OBJECT

private slots:
    void shardsBeyondTheDevicesStayEmpty();
    void theBusiestDeviceFallsBehindWhateverTheShards();
    void aBetterKeyWorksOffTheBacklog();
    void aBetterKeyUsesAllShards();
    void randomKeysLoseTheOrder();
};

void TestScenarioGateway::shardsBeyondTheDevicesStayEmpty()
{
    const Simulation run = runWhole(shipped("device-gateway"));
    std::set<std::int32_t> used;
    for (int device = 1; device <= 5; ++device)
        for (const std::int32_t shard : lineageOf(run, "events", name(device)))
            used.insert(shard);
    std::size_t first = 0;
    for (const std::int32_t shard : shardsOf(run, "events")) {
        QCOMPARE(countOf(run, "events", "incoming_records", shard) > 0, used.count(shard) > 0);
        first += shard < 8 && used.count(shard) > 0;
    }
    QCOMPARE(first, std::size_t{4}); // of eight; two devices share one
}

void TestScenarioGateway::theBusiestDeviceFallsBehindWhateverTheShards()
{
    const Simulation run = runWhole(shipped("device-gateway"));
    const std::vector<double> backlog = seriesOf(run, "events", Metric::Backlog, lineageOf(run, "events", name(1)));
    const double growth = deviceRate(1) - capacity;
    for (const auto &[from, to] : {std::pair{20, 300}, std::pair{340, 900}}) {
        const double noise = 4 * slopeDeviation(deviceRate(1), to - from) + sawtooth(1, to - from);
        QVERIFY(isNear(slope(backlog, static_cast<std::size_t>(from), static_cast<std::size_t>(to)), growth, noise,
                       "growth of the backlog of device-1"));
    }
    QCOMPARE(countOf(run, "check", "out_of_order_records"), std::uint64_t{0});
}

void TestScenarioGateway::aBetterKeyWorksOffTheBacklog()
{
    const Simulation run = runWhole(shipped("device-gateway-rekeyed"));
    // The light function is never behind: a poll a second, and up to a second's batches of 15 ms each.
    const std::vector<double> ages = worstAge(run, "route", "events");
    QVERIFY(largest(ages, 0, ages.size()) < 1.5);
    QCOMPARE(countOf(run, "route", "write_gave_up_records"), std::uint64_t{0});
    const std::vector<std::int32_t> hot = lineageOf(run, "sensors", name(1));
    const std::vector<double> backlog = seriesOf(run, "sensors", Metric::Backlog, hot);
    const double growth = deviceRate(1) - capacity;
    QVERIFY(isNear(slope(backlog, 20, 180), growth, 4 * slopeDeviation(deviceRate(1), 160) + sawtooth(1, 160),
                   "growth with the device as key"));
    // From then on the shard gets its share of the salts, and is worked off with what is left.
    const std::vector<double> incoming = seriesOf(run, "sensors", Metric::Incoming, hot);
    const double spare = capacity - meanOf(incoming, 182, 900);
    const double expected = backlog[181] / spare;
    const double took = asNumber(firstAtMost(worstAge(run, "check", "sensors"), 182, 2) - 182);
    QVERIFY(isNear(took, expected, 4 * std::sqrt(150 * expected) / spare + 10, "s to work off the backlog"));
}

void TestScenarioGateway::aBetterKeyUsesAllShards()
{
    const Simulation run = runWhole(shipped("device-gateway-rekeyed"));
    // 5 x 64 keys over 8 shards: the variance of a shard's share is the sum of their squares, times 1/8 x 7/8.
    double squares = 0;
    for (int device = 1; device <= 5; ++device)
        squares += 64 * std::pow(deviceRate(device) / 64, 2);
    const double deviation = std::sqrt(squares * 7 / 64);
    for (const std::int32_t shard : shardsOf(run, "sensors")) {
        const double in = meanOf(seriesOf(run, "sensors", Metric::Incoming, {shard}), 190, 900);
        QVERIFY(isNear(in, rate / 8, 4 * deviation, "records/s of a shard"));
        QVERIFY(in < capacity);
    }
    // What was made is written twice, and done once, but for what is on its way.
    const std::uint64_t made = countOf(run, "gateway", "produced_records");
    QVERIFY(made - countOf(run, "sensors", "incoming_records") < static_cast<std::uint64_t>(2 * rate));
    QVERIFY(countOf(run, "check", "out_of_order_records") > 0); // of a device; a sensor's are in order
}

void TestScenarioGateway::randomKeysLoseTheOrder()
{
    const Simulation before = runUntil(shipped("device-gateway-random"), Duration::minutes(3));
    QCOMPARE(countOf(before, "check", "out_of_order_records"), std::uint64_t{0});
    const Simulation run = runWhole(shipped("device-gateway-random"));
    for (const std::int32_t shard : shardsOf(run, "events")) {
        const double in = meanOf(seriesOf(run, "events", Metric::Incoming, {shard}), 181, 900);
        QVERIFY(isNear(in, rate / 8, 4 * std::sqrt(rate / 8 / 719), "records/s of a shard"));
    }
    // Device-1's older records wait in its long shard while newer ones are done elsewhere.
    const auto late = static_cast<double>(countOf(run, "check", "out_of_order_records"));
    QVERIFY(late > 0.9 * static_cast<double>(countOf(before, "events", "backlog")));
    const std::vector<double> ages = worstAge(run, "check", "events");
    QVERIFY(largest(ages, 860, 900) < 2);
}

QTEST_APPLESS_MAIN(TestScenarioGateway)
#include "tst_scenario_gateway.moc"

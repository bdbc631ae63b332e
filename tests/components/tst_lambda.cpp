// The function and its event source mapping, batch by batch and microsecond by microsecond, against the slow
// oracle beside this file.
#include "lambda_oracle.h"

#include "support/rig.h"
#include "support/sketch.h"
#include "support/test_main.h"

using namespace hotshard;
using namespace hotshard::test;

namespace {

constexpr Duration tenMinutes = Duration::minutes(10);

/// Runs both and compares every batch of every shard.
OracleResult compare(const ScenarioSpec &spec, OracleSettings settings, const std::vector<std::int64_t> &cuts = {})
{
    Rig rig(spec);
    settings.seed = spec.seed;
    for (const std::int64_t cut : cuts) {
        rig.advanceTo(SimTime{cut});
        if (cut == cuts.front() && settings.shardsAfter != settings.shards)
            rig.set("clicks.shards", std::to_string(settings.shardsAfter));
    }
    rig.advanceTo(SimTime{spec.duration.us});
    const Recorder &seen = rig.recorder();
    const OracleResult wanted = runOracle(seen.produced, settings, spec.duration.us);
    std::map<std::uint32_t, std::size_t> next;
    for (const SeenDelivery &delivery : seen.deliveries) {
        const auto batches = wanted.batches.find(delivery.shard);
        const std::size_t n = next[delivery.shard]++;
        const bool exists = batches != wanted.batches.end() && n < batches->second.size();
        const auto place = QString("shard %1 batch %2 at %3 us").arg(delivery.shard).arg(n).arg(delivery.at);
        if (!exists || batches->second[n].at != delivery.at || batches->second[n].records != delivery.records)
            QTest::qFail(qPrintable(place), __FILE__, __LINE__);
        if (QTest::currentTestFailed())
            return wanted;
    }
    std::size_t batches = 0;
    for (const auto &[shard, list] : wanted.batches)
        batches += list.size();
    const ConservationRow row = rig.function().conservation();
    const bool counts = batches == seen.deliveries.size() && row.delivered == wanted.delivered
        && row.expired == wanted.expiredInFlight && row.deadLettered == wanted.setAside
        && rig.stream().conservation().expired == wanted.expired && rig.function().waits().count() == wanted.handedOver;
    const double mean = wanted.handedOver ? wanted.waited / static_cast<double>(wanted.handedOver) * 1e-6 : 0;
    const bool waits = std::abs(rig.function().waits().meanSeconds() - mean) <= 1e-12 * mean;
    const bool calls = rig.function().durations().count() + 100 > wanted.invocations
        && rig.function().iteratorAges().count() == wanted.invocations;
    if (!counts || !waits || !calls || !row.holds())
        QTest::qFail("counts differ from the oracle's", __FILE__, __LINE__);
    for (const Recorder::Moment &moment : seen.started)
        if (wanted.started.count(moment.shard) == 0 || wanted.started.at(moment.shard) != moment.at)
            QTest::qFail(qPrintable(QString("shard %1 started at %2").arg(moment.shard).arg(moment.at)), __FILE__,
                         __LINE__);
    return wanted;
}

/// Records of a key are delivered in the order in which they were made.
bool everyKeyInOrder(const std::vector<SeenDelivery> &deliveries)
{
    std::map<std::uint32_t, std::int64_t> last;
    for (const SeenDelivery &delivery : deliveries)
        for (const SeenRecord &record : delivery.records) {
            const auto [at, fresh] = last.try_emplace(record.key, record.made);
            if (!fresh && record.made < at->second)
                return false;
            at->second = record.made;
        }
    return true;
}

} // namespace

class TestLambda : public QObject {
    Q_OBJECT

private slots:
    void batches_data();
    void batches();
    void poisonBlocksUntilTheRetention();
    void poisonIsSetAsideAfterItsRetries();
    void afterAnOutageRecordsExpireUnread();
    void reshards_data();
    void reshards();
    void reshardIntoGrandchildrenKeepsTheOrder();
    void waitingShardsExpire();
    void expiredWhileWaitingIsNotDeliveredLater();
    void iteratorAgeIsOfTheLastRecord();
    void errorRate();
    void spreadKeepsTheMean();
    void orderIsLostWithRandomKeysOnly();
    void orderIsLostByRetries();
    void backlogByHand();
};

void TestLambda::batches_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<OracleSettings>("settings");
    OracleSettings s;
    QTest::newRow("light") << "web 50/s -> clicks[1] -> count 4ms" << [=]() mutable {
        s.perRecord = 4000;
        return s;
    }();
    QTest::newRow("two shards, behind") << "web 800/s zipf=1.2 keys=500 -> clicks[2] -> count 4ms fixed=20ms"
                                        << [=]() mutable {
                                               s.perRecord = 4000;
                                               s.perBatch = 20'000;
                                               s.shards = 2;
                                               return s;
                                           }();
    QTest::newRow("five shards, batches of 7, quick polls")
        << "web 700/s uniform keys=90 -> clicks[5] -> count 900us batch=7 poll=210ms fixed=3ms" << [=]() mutable {
               s.perRecord = 900;
               s.perBatch = 3000;
               s.batch = 7;
               s.poll = 210'000;
               s.shards = 5;
               return s;
           }();
    QTest::newRow("no time at all") << "web 300/s -> clicks[3] -> count batch=1" << [=]() mutable {
        s.batch = 1;
        s.shards = 3;
        return s;
    }();
    QTest::newRow("long polls") << "web 100/s constant -> clicks[2] -> count 1ms poll=60s batch=10000"
                                << [=]() mutable {
                                       s.perRecord = 1000;
                                       s.poll = 60'000'000;
                                       s.batch = 10'000;
                                       s.shards = 2;
                                       return s;
                                   }();
    QTest::newRow("longer than a poll") << "web 20/s -> clicks[1] -> count fixed=2500ms batch=1000" << [=]() mutable {
        s.perBatch = 2'500'000;
        s.batch = 1000;
        return s;
    }();
}

void TestLambda::batches()
{
    QFETCH(QString, line);
    QFETCH(OracleSettings, settings);
    const OracleResult result = compare(sketch(line.toStdString(), tenMinutes), settings);
    QVERIFY(result.delivered > 1000);
}

void TestLambda::poisonBlocksUntilTheRetention()
{
    // One bad record in about 3,000: its batch is tried until it expires, others expire behind it.
    OracleSettings s;
    s.perRecord = 1000;
    s.shards = 2;
    s.retention = 60'000'000;
    const OracleResult result = compare(
        sketch("web 100/s bad=0.03% keys=50 -> clicks[2] retention=60s -> count 1ms", Duration::minutes(30)), s);
    QVERIFY(result.expiredInFlight > 0);
    QVERIFY(result.expired > 0);
    QVERIFY(result.delivered > 0);
    QVERIFY(result.errors >= 7); // 0, .5, 1.5, 3.5, 7.5, 15.5, 31.5 s: domain notes 4.4
}

void TestLambda::poisonIsSetAsideAfterItsRetries()
{
    for (const std::int64_t retries : {0, 1, 3}) {
        OracleSettings s;
        s.perRecord = 1000;
        s.batch = 10;
        s.maxRetries = retries;
        const std::string line = "web 100/s bad=1% keys=50 -> clicks[1] -> count 1ms batch=10 retries=";
        const OracleResult result = compare(sketch(line + std::to_string(retries), tenMinutes), s);
        QVERIFY(result.setAside >= 1000);
        QVERIFY(result.errors % static_cast<std::uint64_t>(retries + 1) <= static_cast<std::uint64_t>(retries));
    }
}

void TestLambda::afterAnOutageRecordsExpireUnread()
{
    OracleSettings s;
    s.perRecord = 20'000;
    s.shards = 3;
    s.retention = 90'000'000;
    const OracleResult result =
        compare(sketch("web 400/s keys=5000 -> clicks[3] retention=90s -> count 20ms", tenMinutes), s);
    QVERIFY(result.expired > 10'000);
}

void TestLambda::reshards_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::newRow("split one") << 1 << 2;
    QTest::newRow("split two") << 2 << 4;
    QTest::newRow("merge four") << 4 << 2;
    QTest::newRow("odd") << 4 << 5;
    QTest::newRow("down to one") << 8 << 1;
    QTest::newRow("twice at once") << 1 << 4;
    QTest::newRow("three times at once") << 2 << 16;
}

void TestLambda::reshards()
{
    QFETCH(int, before);
    QFETCH(int, after);
    for (const int perRecord : {400, 2500}) { // nothing waits, and a long backlog
        OracleSettings s;
        s.shards = static_cast<std::uint32_t>(before);
        s.shardsAfter = static_cast<std::uint32_t>(after);
        s.perRecord = perRecord;
        s.reshardAt = 210'123'456;
        s.reshardTime = 10'000'000;
        const auto line = QString("web 900/s zipf=0.9 keys=300 size=10 -> clicks[%1] reshard=10s -> count %2us")
                              .arg(before)
                              .arg(perRecord);
        const OracleResult result = compare(sketch(line.toStdString(), tenMinutes), s, {200'123'456});
        QVERIFY(result.batches.size() > static_cast<std::size_t>(before));
    }
}

void TestLambda::reshardIntoGrandchildrenKeepsTheOrder()
{
    // 1 -> 4 splits twice at once: the shards in between never hold anything, and must still be waited for.
    Rig rig(sketch("web 900/s zipf=1 keys=300 -> clicks[1] reshard=0s -> count 2ms", tenMinutes));
    rig.advanceTo(SimTime{60'000'000});
    rig.set("clicks.shards", "4");
    rig.advanceTo(SimTime{tenMinutes.us});
    QVERIFY(rig.stream().shardCount() == 7);
    QVERIFY(everyKeyInOrder(rig.recorder().deliveries));
    std::map<std::uint32_t, bool> shards;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        shards[delivery.shard] = true;
    QCOMPARE(shards.size(), std::size_t{5}); // the parent and the four that are open now
}

void TestLambda::waitingShardsExpire()
{
    // The parent is blocked by a slow function for longer than the children's records are kept.
    ScenarioSpec spec =
        sketch("web 500/s keys=500 -> clicks[1] retention=1m reshard=0s -> count 1ms fixed=2m batch=100",
               Duration::minutes(40));
    change(spec, Duration::seconds(30), "clicks.shards", "2");
    Simulation simulation(spec);
    for (std::int64_t t = 0; t <= 40 * 60; t += 7) {
        simulation.advanceTo(SimTime{t * 1'000'000});
        checkAll(simulation);
        if (QTest::currentTestFailed())
            return;
    }
    std::uint64_t expired = 0;
    for (const LaneView &lane : lanesOf(simulation))
        expired += lane.shard.value > 0 ? lane.expired : 0;
    QVERIFY(expired > 100'000);
    QVERIFY(lanesOf(simulation).back().state == ShardState::Open); // it waits no longer
}

void TestLambda::expiredWhileWaitingIsNotDeliveredLater()
{
    // All that the children got expires before they are first read; what comes later is delivered, and only that.
    Rig rig(sketch("web 500/s keys=500 -> clicks[1] retention=1m reshard=0s -> count fixed=2m", Duration::minutes(9)));
    rig.advanceTo(SimTime{30'000'000});
    rig.set("clicks.shards", "2");
    rig.advanceTo(SimTime{40'000'000});
    rig.set("web.rate", "0/s");
    rig.advanceTo(SimTime{150'000'000});
    rig.set("web.rate", "20/s");
    rig.advanceTo(SimTime{540'000'000});
    std::size_t late = 0;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &record : delivery.records) {
            QVERIFY(delivery.shard == 0 || record.arrival > 150'000'000);
            late += record.arrival > 150'000'000;
        }
    QVERIFY(late > 100);
    QVERIFY(rig.function().conservation().holds() && rig.stream().conservation().holds());
    QCOMPARE(rig.function().conservation().in, rig.stream().conservation().delivered);
}

void TestLambda::iteratorAgeIsOfTheLastRecord()
{
    Rig rig(sketch("web 300/s -> clicks[1] -> count 5ms", Duration::minutes(3)));
    rig.advanceTo(SimTime{180'000'000});
    double sum = 0;
    for (const SeenDelivery &delivery : rig.recorder().deliveries) {
        const auto n = static_cast<std::int64_t>(delivery.records.size());
        sum += static_cast<double>(delivery.at - 5000 * n - delivery.records.back().arrival);
    }
    // One more batch may be in flight: its age is in the histogram, its delivery is not.
    const Histogram &ages = rig.function().iteratorAges();
    const auto n = static_cast<double>(rig.recorder().deliveries.size());
    const double other = ages.meanSeconds() * 1e6 * static_cast<double>(ages.count()) - sum;
    QVERIFY(ages.count() - rig.recorder().deliveries.size() <= 1);
    QVERIFY(n > 300 && other >= -1 && other <= ages.maxSeconds() * 1e6 + 1);
}

void TestLambda::errorRate()
{
    // A fifth of the invocations fail; each is tried again until it succeeds, so nothing is lost.
    const Simulation run = simulate("web 300/s -> clicks[2] -> count 1ms batch=20 errors=20% back_off=1ms", tenMinutes);
    checkAll(run);
    const FunctionView view = run.snapshot({}).functions.at(0);
    const auto n = static_cast<double>(view.invocations);
    QVERIFY(n > 5000);
    QVERIFY(std::abs(static_cast<double>(view.errors) - 0.2 * n) < 4 * std::sqrt(n * 0.2 * 0.8));
    QVERIFY(view.deadLettered == 0 && view.delivered > 179'000 - 4 * 425);
}

void TestLambda::spreadKeepsTheMean()
{
    for (const char *spread : {"uniform", "exponential", "lognormal"}) {
        const Simulation run =
            simulate(std::string("web 900/s -> clicks[1] -> count fixed=40ms batch=1 variation=0.5 spread=") + spread,
                     Duration::minutes(20));
        checkAll(run);
        const Histogram &durations = component<Lambda>(run, "count").durations();
        const double deviation = std::string(spread) == "uniform" ? 0.5 / std::sqrt(3.0)
            : std::string(spread) == "exponential"                ? 1
                                                                  : std::sqrt(std::exp(0.25) - 1);
        const double error = 0.04 * deviation / std::sqrt(static_cast<double>(durations.count()));
        QVERIFY(durations.count() > 20'000);
        QVERIFY2(std::abs(durations.meanSeconds() - 0.04) < 4 * error, spread);
    }
}

void TestLambda::orderIsLostWithRandomKeysOnly()
{
    const std::string rest = " zipf=1 keys=100 -> clicks[4] reshard=5s -> count 3ms";
    for (const char *by : {"natural", "constant", "random", "salted"}) {
        ScenarioSpec spec = sketch(std::string("web 900/s by=") + by + rest, tenMinutes);
        for (ComponentSpec &c : spec.components)
            if (c.id == "clicks")
                c.parameters["limits.records"] = 10'000.0;
        change(spec, Duration::minutes(2), "clicks.shards", "8");
        change(spec, Duration::minutes(5), "clicks.shards", "2");
        Rig rig(spec);
        rig.advanceTo(SimTime{tenMinutes.us});
        const bool spread = std::string(by) == "random" || std::string(by) == "salted";
        QCOMPARE(rig.function().outOfOrder() > 0, spread);
        QCOMPARE(everyKeyInOrder(rig.recorder().deliveries), !spread);
        // Counted exactly: records delivered after a later record of their key.
        std::map<std::uint32_t, std::int64_t> latest;
        std::uint64_t late = 0;
        for (const SeenDelivery &delivery : rig.recorder().deliveries)
            for (const SeenRecord &record : delivery.records) {
                std::int64_t &last = latest.try_emplace(record.key, -1).first->second;
                late += record.made < last ? 1 : 0;
                last = std::max(last, record.made);
            }
        QCOMPARE(rig.function().outOfOrder(), late);
        const Simulation run = simulate(spec);
        checkAll(run);
        QCOMPARE(component<Lambda>(run, "count").outOfOrder() > 0, spread);
    }
}

void TestLambda::orderIsLostByRetries()
{
    // A throttled record comes back behind later ones of its key; every one of them is counted.
    Rig rig(sketch("web 1500/s keys=20 attempts=5 -> clicks[1] -> count batch=1000 poll=200ms", Duration::minutes(2)));
    rig.advanceTo(SimTime{120'000'000});
    std::map<std::uint32_t, std::int64_t> latest;
    std::uint64_t late = 0;
    for (const SeenDelivery &delivery : rig.recorder().deliveries)
        for (const SeenRecord &record : delivery.records) {
            std::int64_t &last = latest.try_emplace(record.key, -1).first->second;
            late += record.made < last ? 1 : 0;
            last = std::max(last, record.made);
        }
    QVERIFY(late > 10'000);
    QCOMPARE(rig.function().outOfOrder(), late);
}

void TestLambda::backlogByHand()
{
    // Domain notes T20: 1,000/s in, 100 records in 200 ms: 500/s out, after 10 minutes 300,000 wait.
    const Simulation run = simulate("web 1000/s constant size=100B -> clicks[1] -> count 2ms", tenMinutes);
    checkAll(run);
    const LaneView lane = lanesOf(run).at(0);
    QVERIFY2(std::abs(static_cast<double>(lane.backlog) - 300'000) < 600, print(lanesOf(run)).c_str());
    QVERIFY(std::abs(lane.oldestAge.toSeconds() - 300) < 1.5);
    QVERIFY(std::abs(lane.outPerSecond - 500) < 1e-9);
}

HOTSHARD_TEST_MAIN(TestLambda)
#include "tst_lambda.moc"

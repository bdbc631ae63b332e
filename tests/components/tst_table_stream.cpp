// A table's stream: what it has other than the stream that it is built from.
#include "components/table_stream.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

std::uint64_t accepted(const Simulation &run) { return run.network().conservation()[1].in; }

/// Of one result of a component.
std::uint64_t count(const Simulation &run, const std::string &name, const std::string &metric)
{
    for (const ComponentResult &result : run.results())
        for (const MetricValue &value : result.metrics)
            if (result.name == name && value.name == metric)
                return std::get<std::uint64_t>(value.value);
    return 0;
}

} // namespace

class TestTableStream : public QObject {
    Q_OBJECT

private slots:
    /// A write needs a unit for each KiB begun; a bucket holds those of a second and is full at first.
    void writeUnits_data()
    {
        QTest::addColumn<QString>("size");
        QTest::addColumn<int>("perSecond");
        QTest::newRow("1 B") << "1B" << 1000;
        QTest::newRow("1 KiB") << "1KiB" << 1000;
        QTest::newRow("a byte more") << "1025B" << 500;
        QTest::newRow("2 KiB") << "2KiB" << 500;
        QTest::newRow("2.5 KiB") << "2560B" << 333;
    }
    void writeUnits()
    {
        QFETCH(QString, size);
        QFETCH(int, perSecond);
        const Simulation run = simulate("app 1500/s constant keys=9 attempts=1 size=" + size.toStdString()
                                            + " -> items dynamodb_table -> react",
                                        Duration::seconds(60));
        checkAll(run);
        const double units = 61'000, each = std::round(1000.0 / perSecond);
        QVERIFY2(std::abs(static_cast<double>(accepted(run)) - units / each) <= 2,
                 std::to_string(accepted(run)).c_str());
    }

    /// Lambda polls four times a second, unless the scenario says otherwise.
    void polls()
    {
        const std::string line = "app 40/s constant keys=9 -> items dynamodb_table -> react batch=10000";
        const Simulation usual = simulate(line, Duration::seconds(60));
        QVERIFY(std::abs(static_cast<double>(count(usual, "react", "invocations")) - 240) <= 1);
        const Simulation slow = simulate(line + " poll=1s", Duration::seconds(60));
        QVERIFY(std::abs(static_cast<double>(count(slow, "react", "invocations")) - 60) <= 1);
    }

    /// An answer holds a thousand records, or a megabyte.
    void answers()
    {
        for (const auto &[size, records] :
             std::vector<std::pair<std::string, std::uint64_t>>{{"100B", 1000}, {"5000B", 200}}) {
            ScenarioSpec spec = sketch("app 190/s constant keys=9 size=" + size
                                           + " -> items dynamodb_table -> react batch=10000 fixed=10ms enabled=false",
                                       Duration::seconds(61));
            change(spec, Duration::seconds(60), "react.enabled", "true");
            Simulation run(spec);
            std::uint64_t largest = 0;
            for (std::int64_t ms = 60'000; ms < 61'000; ++ms) {
                run.advanceTo(SimTime{ms * 1000});
                for (const LaneView &lane : lanesOf(run))
                    largest = std::max(largest, lane.inFlight);
            }
            QCOMPARE(largest, records);
        }
    }

    /// Two may read a shard at a time; with a third, each has its turn.
    void readers()
    {
        ScenarioSpec spec =
            sketch("app 50/s keys=90 -> items dynamodb_table partitions=2 -> react", Duration::minutes(2));
        ComponentSpec second = spec.components.back(), third = second;
        second.id = "second";
        third.id = "third";
        spec.components.push_back(second);
        const Simulation two = simulate(spec);
        QCOMPARE(count(two, "react", "read_throttles") + count(two, "second", "read_throttles"), std::uint64_t{0});
        spec.components.push_back(third);
        const Simulation three = simulate(spec);
        checkAll(three);
        std::uint64_t refused = 0;
        for (const char *name : {"react", "second", "third"}) {
            refused += count(three, name, "read_throttles");
            QVERIFY2(count(three, name, "outgoing_records") + 50 * 30 > accepted(three), name);
        }
        QVERIFY(refused > 200);
    }

    void orderOfAnItemIsKept()
    {
        const Simulation run =
            simulate("app 700/s keys=50 -> items dynamodb_table partitions=4 -> react 300us", Duration::minutes(2));
        checkAll(run);
        QCOMPARE(count(run, "react", "out_of_order_records"), std::uint64_t{0});
        QCOMPARE(count(run, "items", "open_shards"), std::uint64_t{4});
        QVERIFY(run.snapshot({.chartPoints = 0}).streams.at(0).table);
        for (const LaneView &lane : lanesOf(run))
            QCOMPARE(lane.retention, Duration::hours(24));
    }
};

HOTSHARD_TEST_MAIN(TestTableStream)
#include "tst_table_stream.moc"

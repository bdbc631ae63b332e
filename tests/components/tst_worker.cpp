// A queue with one server: every sojourn against Lindley's recursion on plain numbers.
#include "components/worker.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

class TestWorker : public QObject {
    Q_OBJECT

private slots:
    void constantByHand()
    {
        // Every 1.25 ms a record that takes 1 ms: nobody waits. Then 1.5 ms: the i-th waits i x 0.25 ms.
        const Simulation light = simulate("web 800/s constant -> desk 1ms constant", Duration::seconds(10));
        checkAll(light);
        QVERIFY(component<Worker>(light, "desk").meanSojournSeconds() == 0.001);
        const Simulation heavy = simulate("web 800/s constant -> desk 1500us constant", Duration::seconds(10));
        checkAll(heavy);
        const double n = 8000, mean = 0.0015 + 0.00025 * (n - 1) / 2;
        QVERIFY(std::abs(component<Worker>(heavy, "desk").meanSojournSeconds() - mean) < 1e-9);
        // At 10 s: 6,666 departed (the first at 2.75 ms).
        QCOMPARE(heavy.network().conservation()[1].inFlight, std::uint64_t{8000 - 6665});
    }

    void recursion()
    {
        const Simulation run = simulate("web 700/s -> desk 1ms", Duration::minutes(3), 9);
        checkAll(run);
        const Worker &desk = component<Worker>(run, "desk");
        // Drawn again: arrivals and service times are functions of seed, name and number.
        const RandomStream gaps = RandomStream::named(9, "web", "arrivals"),
                           service = RandomStream::named(9, "desk", "service");
        double arrival = 0, free = 0, sum = 0;
        for (std::uint64_t i = 0; i < desk.arrived(); ++i) {
            arrival += exponential(gaps.bits(i)) / 700;
            free = std::max(free, arrival) + exponential(service.bits(i)) / 1000;
            sum += free - arrival;
        }
        QVERIFY(desk.arrived() > 100'000);
        QVERIFY(std::abs(desk.meanSojournSeconds() - sum / static_cast<double>(desk.arrived())) < 1e-6);
        QVERIFY(std::abs(desk.sojourns().meanSeconds() - desk.meanSojournSeconds()) < 1.1e-6);
    }

    void overload()
    {
        // Sojourns grow without bound; their sum passes 64 bits and must not turn.
        const Simulation run = simulate("web 10000/s constant -> desk 1h constant", Duration::minutes(1));
        checkAll(run);
        const Worker &desk = component<Worker>(run, "desk");
        QVERIFY(desk.arrived() > 590'000);
        QVERIFY(std::abs(desk.meanSojournSeconds() / desk.sojourns().meanSeconds() - 1) < 1e-6);
        QVERIFY(desk.meanSojournSeconds() > 1e9);
    }

    void aNewServiceTimeCounts()
    {
        ScenarioSpec spec = sketch("web 500/s constant -> desk 1ms constant", Duration::seconds(20));
        change(spec, Duration::seconds(10), "desk.service.mean", "1500us");
        const Simulation run = simulate(spec);
        checkAll(run);
        QVERIFY(std::abs(component<Worker>(run, "desk").meanSojournSeconds() - 0.00125) < 1e-7);
    }
};

HOTSHARD_TEST_MAIN(TestWorker)
#include "tst_worker.moc"

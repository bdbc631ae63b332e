// Queueing theory: mean sojourn and Little's law against closed formulas, within confidence intervals that the
// test computes from batch means (fixed seeds, 99.9 %).
#include "components/lambda.h"
#include "components/worker.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <cmath>

using namespace hotshard;
using namespace hotshard::test;

namespace {

struct Interval {
    double mean = 0, half = 0;
};

/// Student's t at 99.95 % for 29 degrees of freedom: 30 batches.
Interval interval(const std::vector<double> &batches)
{
    Interval i;
    for (const double b : batches)
        i.mean += b / static_cast<double>(batches.size());
    double squares = 0;
    for (const double b : batches)
        squares += (b - i.mean) * (b - i.mean);
    const auto n = static_cast<double>(batches.size());
    i.half = 3.659 * std::sqrt(squares / (n - 1) / n);
    return i;
}

} // namespace

class TestQueueing : public QObject {
    Q_OBJECT

private slots:
    void meanSojourn_data();
    void meanSojourn();
    void pollingWaitsHalfAnInterval();
};

void TestQueueing::meanSojourn_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<double>("arrivals"); // a second
    QTest::addColumn<double>("wanted");   // s
    // M/M/1: 1 / (mu - lambda). M/D/1: 1/mu + lambda / (2 mu (mu - lambda)).
    QTest::newRow("M/M/1 at 50 %") << "web 500/s -> desk 1ms" << 500.0 << 1 / 500.0;
    QTest::newRow("M/M/1 at 80 %") << "web 800/s -> desk 1ms" << 800.0 << 1 / 200.0;
    QTest::newRow("M/D/1 at 50 %") << "web 500/s -> desk 1ms constant" << 500.0 << 0.001 + 500 / (2 * 1000 * 500.0);
    QTest::newRow("M/D/1 at 90 %") << "web 900/s -> desk 1ms constant" << 900.0 << 0.001 + 900 / (2 * 1000 * 100.0);
    QTest::newRow("D/D/1") << "web 900/s constant -> desk 1ms constant" << 900.0 << 0.001;
}

void TestQueueing::meanSojourn()
{
    QFETCH(QString, line);
    QFETCH(double, arrivals);
    QFETCH(double, wanted);
    Simulation run(sketch(line.toStdString(), Duration::minutes(32), 77));
    run.advanceTo(SimTime{Duration::minutes(2).us}); // warm
    const auto *desk = &component<Worker>(run, "desk");
    double sum = desk->meanSojournSeconds() * static_cast<double>(desk->arrived());
    std::uint64_t count = desk->arrived();
    double inSystem = desk->meanInSystem() * 120;
    std::vector<double> sojourns, little;
    for (std::int64_t batch = 1; batch <= 30; ++batch) {
        run.advanceTo(SimTime{Duration::minutes(2 + batch).us});
        const double total = desk->meanSojournSeconds() * static_cast<double>(desk->arrived());
        sojourns.push_back((total - sum) / static_cast<double>(desk->arrived() - count));
        sum = total;
        count = desk->arrived();
        const double seen = desk->meanInSystem() * static_cast<double>(run.series().seconds());
        little.push_back((seen - inSystem) / 60 - arrivals * sojourns.back());
        inSystem = seen;
    }
    checkAll(run);
    const Interval w = interval(sojourns), l = interval(little);
    QVERIFY2(std::abs(w.mean - wanted) <= w.half + 1e-6,
             qPrintable(QString("%1 +- %2, theory %3").arg(w.mean).arg(w.half).arg(wanted)));
    QVERIFY(w.half < 0.25 * wanted);          // the interval says something
    if (!line.contains("web 900/s constant")) // seconds see a constant rhythm always at the same beat
        QVERIFY2(std::abs(l.mean) <= l.half + 1e-6, qPrintable(QString("%1 +- %2").arg(l.mean).arg(l.half)));
}

void TestQueueing::pollingWaitsHalfAnInterval()
{
    // A function that takes no time: a record waits for the next poll, uniform in (0, 1 s): mean 0.5 s.
    const Simulation run = simulate("web 200/s -> clicks[4] -> count batch=10000", Duration::minutes(10));
    checkAll(run);
    const Histogram &waits = component<Lambda>(run, "count").waits();
    const double error = std::sqrt(1 / 12.0 / static_cast<double>(waits.count()));
    QVERIFY(waits.count() > 110'000);
    QVERIFY2(std::abs(waits.meanSeconds() - 0.5) < 4 * error, std::to_string(waits.meanSeconds()).c_str());
    QVERIFY(waits.maxSeconds() <= 1);
    QVERIFY(std::abs(waits.quantileSeconds(0.9) - 0.9) < 0.01);
}

HOTSHARD_TEST_MAIN(TestQueueing)
#include "tst_queueing.moc"

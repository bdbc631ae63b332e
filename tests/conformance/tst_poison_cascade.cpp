// T24: one bad record at the beginning, retries without a limit, a retention of 24 hours: what is lost, and how the
// shard comes back. Source: AWS documentation, with-kinesis (a failing batch blocks its shard until it expires);
// computed in the domain notes, 4.4 and T24.
#include "components/kinesis_stream.h"
#include "components/lambda.h"

#include "support/sketch.h"
#include "support/test_main.h"

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// One record a second, the first one bad; one record takes `service`.
Simulation cascade(const std::string &service)
{
    ScenarioSpec spec =
        sketch("web 1/s constant bad_records=100% -> clicks[1] -> count batch=1 fixed=" + service, Duration::hours(60));
    change(spec, Duration::milliseconds(1500), "web.bad_records", "0%");
    return Simulation(spec);
}

double lagHours(const Simulation &run) { return lanesOf(run).front().oldestAge.toSeconds() / 3600; }

std::uint64_t delivered(const Simulation &run) { return component<Lambda>(run, "count").conservation().delivered; }
std::uint64_t expired(const Simulation &run) { return component<KinesisStream>(run, "clicks").conservation().expired; }

SimTime at(double hours) { return SimTime{static_cast<std::int64_t>(hours * 3600e6)}; }

} // namespace

class TestPoisonCascade : public QObject {
    Q_OBJECT

private slots:
    void blocksForTheWholeRetention()
    {
        Simulation run = cascade("500ms");
        run.advanceTo(at(23.99));
        QCOMPARE(delivered(run), std::uint64_t{0});
        QCOMPARE(expired(run), std::uint64_t{0});
        run.advanceTo(at(24.02)); // the bad record has expired, and the pause before its last try is over
        QVERIFY(delivered(run) > 0);
        QVERIFY(std::abs(lagHours(run) - 24) < 0.02);
    }

    /// Twice as fast as the traffic: L(t) = 24 h - (t - 24 h), and only what expired within the last pause is lost.
    void aFastFunctionComesBack()
    {
        Simulation run = cascade("500ms");
        for (const double hours : {25.0, 30.0, 36.0, 45.0, 47.0}) {
            run.advanceTo(at(hours));
            QVERIFY2(std::abs(lagHours(run) - (48 - hours)) < 0.04, qPrintable(QString::number(lagHours(run))));
        }
        run.advanceTo(at(48.1));
        QVERIFY(lagHours(run) < 0.01);
        const std::uint64_t lost = expired(run);
        QVERIFY(lost <= 62); // a pause is 60 s at most
        run.advanceTo(run.end());
        QCOMPARE(expired(run), lost);
        checkAll(run);
    }

    /// Half as fast: the shard stays a day behind for ever, and every second record is lost.
    void aSlowFunctionNeverStopsLosing()
    {
        Simulation run = cascade("2s");
        run.advanceTo(at(30));
        const std::uint64_t then = expired(run), done = delivered(run);
        QVERIFY(std::abs(lagHours(run) - 24) < 0.02);
        run.advanceTo(at(50));
        QVERIFY(std::abs(lagHours(run) - 24) < 0.02);
        QVERIFY(std::abs(static_cast<double>(expired(run) - then) - 36'000) < 10);
        QVERIFY(std::abs(static_cast<double>(delivered(run) - done) - 36'000) < 10);
        checkAll(run);
    }
};

HOTSHARD_TEST_MAIN(TestPoisonCascade)
#include "tst_poison_cascade.moc"

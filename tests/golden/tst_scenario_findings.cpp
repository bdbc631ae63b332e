// What the diagnosis says of the shipped scenarios, at moments where a wrong cause would be easy to name.
#include "diagnosis/diagnose.h"
#include "golden/shipped.h"
#include "support/test_main.h"

#include <array>
#include <string>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// "read limit alarm, catching up info": kinds and severities, worst first.
std::string said(const std::string &scenario, Duration at)
{
    static constexpr std::array kinds{"hot key",      "slow function", "write limit", "poison",      "order lost",
                                      "waiting",      "loss",          "catching up", "concurrency", "read limit",
                                      "switched off", "lines lost",    "events wait", "events fail", "events given up",
                                      "queue grows",  "healthy"};
    static_assert(kinds.size() == static_cast<std::size_t>(FindingKind::Healthy) + 1);
    static constexpr const char *severities[] = {"info", "warning", "alarm"};
    std::string all;
    for (const Finding &finding : diagnose(runUntil(shipped(scenario), at).snapshot({})))
        all += (all.empty() ? "" : ", ") + std::string(kinds[static_cast<std::size_t>(finding.kind)]) + ' '
            + severities[static_cast<std::size_t>(finding.severity)];
    return all;
}

} // namespace

class TestScenarioFindings : public QObject {
    Q_OBJECT
private slots:
    void causes_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<int>("second");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *scenario, int second, const char *expected) {
            QTest::addRow("%s at %d s", scenario, second) << QString(scenario) << second << QString(expected);
        };
        row("five-consumers", 240, "read limit alarm");
        row("five-consumers", 330, "read limit alarm"); // smaller records, and large ones still to be read
        row("five-consumers", 880, "healthy info");
        row("five-consumers-fan-out", 880, "healthy info");
        row("too-little-concurrency", 240, "concurrency alarm");
        row("too-little-concurrency", 880, "healthy info");
        row("poison-record", 360, "poison alarm");
        row("parallelization-factor", 240, "slow function alarm");
    }
    void causes()
    {
        QFETCH(QString, scenario);
        QFETCH(int, second);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(said(scenario.toStdString(), Duration::seconds(second))), expected);
    }
};

HOTSHARD_TEST_MAIN(TestScenarioFindings)
#include "tst_scenario_findings.moc"

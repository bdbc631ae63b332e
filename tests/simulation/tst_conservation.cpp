// produced = stored + in flight + delivered + expired + rejected + dead-lettered, exactly, at every instant, in
// scenarios by chance.
#include "support/random_scenario.h"
#include "support/test_main.h"

using namespace hotshard;
using namespace hotshard::test;

class TestConservation : public QObject {
    Q_OBJECT

private slots:
    void byChance_data()
    {
        QTest::addColumn<quint64>("first");
        for (quint64 first = 0; first < 200; first += 20)
            QTest::addRow("from %d", static_cast<int>(first)) << first;
    }
    void byChance()
    {
        QFETCH(quint64, first);
        for (std::uint64_t number = first; number < first + 20; ++number) {
            Simulation run(randomScenario(number));
            Dice dice(number);
            checkAll(run);
            for (SimTime at{0}; at < run.end();) {
                at = std::min(run.end(),
                              at + Duration{dice.chance(0.3) ? dice.between(1, 2000) : dice.between(1, 4'000'000)});
                run.advanceTo(at);
                checkAll(run);
                for (const ConservationRow &row : run.network().conservation())
                    inFlight += row.inFlight;
                if (QTest::currentTestFailed())
                    QFAIL(qPrintable(QString("scenario %1").arg(number)));
            }
            for (const ConservationRow &row : run.network().conservation()) {
                delivered += row.delivered;
                expired += row.expired;
                rejected += row.rejected;
                setAside += row.deadLettered;
            }
        }
    }
    void theScenariosMeetAllThatCanBecomeOfARecord()
    {
        QVERIFY(delivered > 100'000 && expired > 10'000 && rejected > 10'000 && setAside > 10'000 && inFlight > 10'000);
    }

    void whatIsBrokenIsSaid()
    {
        // The law itself: a row that does not add up does not hold.
        ConservationRow row{.id = {},
                            .name = "x",
                            .in = 7,
                            .waiting = 1,
                            .inFlight = 1,
                            .delivered = 1,
                            .expired = 1,
                            .rejected = 1,
                            .deadLettered = 2};
        QVERIFY(row.holds());
        for (std::uint64_t *part :
             {&row.in, &row.waiting, &row.inFlight, &row.delivered, &row.expired, &row.rejected, &row.deadLettered}) {
            ++*part;
            QVERIFY(!row.holds());
            --*part;
        }
        const Simulation run = simulate("web 100/s -> clicks[1] -> count 1ms -> table", Duration::seconds(90));
        const auto rows = run.network().conservation();
        QCOMPARE(rows.size(), std::size_t{4});
        QVERIFY(rows[0].in > 8000 && rows[0].in == rows[1].in);
        QCOMPARE(rows[3].in, rows[2].delivered);
    }

private:
    std::uint64_t delivered = 0, expired = 0, rejected = 0, setAside = 0, inFlight = 0;
};

HOTSHARD_TEST_MAIN(TestConservation)
#include "tst_conservation.moc"

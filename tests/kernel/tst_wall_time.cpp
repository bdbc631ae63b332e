#include "kernel/wall_time.h"

#include "support/test_main.h"

using namespace hotshard;

class TestWallTime : public QObject {
    Q_OBJECT

private slots:
    void usualRunsBeginWithADay() { QCOMPARE(isoTime(usualEpochUs, 0), std::string("2025-01-01T00:00:00Z")); }

    void fractionsAreCutOff()
    {
        QCOMPARE(isoTime(usualEpochUs + 1'999'999, 3), std::string("2025-01-01T00:00:01.999Z"));
        QCOMPARE(isoTime(usualEpochUs + 1'000'042, 6), std::string("2025-01-01T00:00:01.000042Z"));
        QCOMPARE(isoTime(usualEpochUs + 1'999'999, 0), std::string("2025-01-01T00:00:01Z"));
    }

    /// Every 7 hours and some of 600 years, with Qt's calendar as the witness.
    void agreesWithAnotherCalendar()
    {
        for (std::int64_t ms = 0; ms < 600LL * 366 * 86'400'000; ms += 7 * 3'600'000 + 61'001) {
            const QDateTime witness = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
            const QString expected = QStringLiteral("%1-%2-%3T%4Z")
                                         .arg(witness.date().year(), 4, 10, QLatin1Char('0'))
                                         .arg(witness.date().month(), 2, 10, QLatin1Char('0'))
                                         .arg(witness.date().day(), 2, 10, QLatin1Char('0'))
                                         .arg(witness.time().toString(QStringLiteral("HH:mm:ss.zzz")));
            if (QString::fromStdString(isoTime(ms * 1000, 3)) != expected)
                QCOMPARE(QString::fromStdString(isoTime(ms * 1000, 3)), expected);
        }
    }
};

HOTSHARD_TEST_MAIN(TestWallTime)
#include "tst_wall_time.moc"

#include <QTest>

#include "views/theme/view_text.h"

using namespace hotshard;
namespace vt = hotshard::views::view_text;

class TestViewText : public QObject {
    Q_OBJECT
private slots:
    void numbers_data()
    {
        QTest::addColumn<QString>("got");
        QTest::addColumn<QString>("expected");
        const QLocale en(QLocale::English, QLocale::UnitedStates);
        const auto row = [](const char *name, const QString &got, const char *expected) {
            QTest::newRow(name) << got << QString::fromUtf8(expected);
        };
        row("count", vt::count(15498, en), "15,498");
        row("short below ten thousand", vt::shortCount(9808, en), "9,808");
        row("short thousands", vt::shortCount(51200, en), "51.2\u202Fk");
        row("short millions", vt::shortCount(1204331, en), "1.20\u202FM");
        row("short rounds up", vt::shortCount(999999, en), "1.00\u202FM");
        row("axis", vt::axisCount(20000, en), "20\u202Fk");
        row("axis zero", vt::axisCount(0, en), "0");
        row("seconds", vt::duration(Duration::seconds(42), en), "42\u202Fs");
        row("tenths", vt::duration(Duration::milliseconds(940), en), "0.9\u202Fs");
        row("zero", vt::duration(Duration{}, en), "0\u202Fs");
        row("almost ten", vt::duration(Duration::milliseconds(9960), en), "10\u202Fs");
        row("minutes", vt::duration(Duration::seconds(210), en), "3.5\u202Fmin");
        row("hours", vt::duration(Duration::minutes(23 * 60 + 36), en), "23.6\u202Fh");
        row("days", vt::duration(Duration::hours(24 * 14), en), "14.0\u202Fd");
        row("retention", vt::roundDuration(Duration::hours(24), en), "24\u202Fh");
        row("retention of days", vt::roundDuration(Duration::hours(168), en), "7\u202Fd");
        row("rate", vt::perSecond(369, en), "369/s");
        row("slow rate", vt::perSecond(0.5, en), "0.5/s");
        row("rate is zero", vt::perSecond(0, en), "0/s");
        row("fast rate", vt::perSecond(51200, en), "51.2\u202Fk/s");
        row("growth", vt::change(66, en), "+66/s");
        row("shrinking", vt::change(-303, en), "\u2212303/s");
        row("percent", vt::percent(0.281, en), "28\u202F%");
        row("small percent", vt::percent(0.008, en), "0.8\u202F%");
        row("milliseconds", vt::milliseconds(211.4, en), "211\u202Fms");
        row("bytes", vt::bytesPerSecond(1048576, en), "1.00\u202FMiB/s");
        row("clock", vt::clock(SimTime{751'900'000}), "00:12:31");
        row("short clock", vt::shortClock(SimTime{751'000'000}), "12:31");
        row("short clock of hours", vt::shortClock(SimTime{4351'000'000}), "1:12:31");
        row("name", vt::shortName(QStringLiteral("/a/very/long/path"), 9), "/a/v\u2026path");
        row("C locale still groups", vt::count(15498, QLocale::c()), "15,498");
        row("German point", vt::shortCount(51200, QLocale(QLocale::German)), "51,2\u202Fk");
        row("Japanese", vt::count(15498, QLocale(QLocale::Japanese)), "15,498");
    }
    void numbers()
    {
        QFETCH(QString, got);
        QTEST(got, "expected");
    }
};

QTEST_GUILESS_MAIN(TestViewText)
#include "tst_view_text.moc"

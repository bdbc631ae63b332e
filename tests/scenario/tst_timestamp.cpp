// Wall times in the forms in which logs and tables write them.
#include "scenario/timestamp.h"

#include <QtTest>

using namespace hotshard;

class TestTimestamp : public QObject {
    Q_OBJECT

private slots:
    void forms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("micros"); // -1: refused
        const qint64 base = 1'747'505'103'000'000;
        const auto row = [](const char *text, qint64 micros) { QTest::newRow(text) << text << micros; };
        row("17/May/2025:20:05:03 +0200", base);
        row("17/May/2025:12:35:03 -0530", base);
        row("17/May/2025:18:05:03", base);
        row("2025-05-17T18:05:03Z", base);
        row("2025-05-17T18:05:03", base);
        row("2025-05-17 20:05:03+02:00", base);
        row("2025-05-17 20:05:03 +0200", base);
        row("2025-05-17t20:05:03+02", base);
        row("2025-05-17T18:05:03.25Z", base + 250'000);
        row("2025-05-17T18:05:03,1234567Z", base + 123'456);
        row("2025-05-17T18:05Z", base - 3'000'000);
        row("2025-05-17", base - (18 * 3600 + 5 * 60 + 3) * 1'000'000LL);
        row("1970-01-01T00:00:00Z", 0);
        row("2024-02-29T00:00:00Z", 1'709'164'800'000'000);
        row("2000-03-01", 951'868'800'000'000);
        row("1747505103", base);
        row(" 1747505103 ", base);
        row("1747505103.25", base + 250'000);
        row("1747505103250", base + 250'000);
        row("1747505103250.5", base + 250'500);
        row("1747505103250001", base + 250'001);
        row("1747505103250001999", base + 250'001);
        row("0", 0);
        row("0.000001", 1);
        for (const char *wrong :
             {"", "x", "-", ".", "1.", "1.5x", "2025-13-01", "2025-02-29", "2025-05-32", "2025-05-17T24:00:00Z",
              "2025-05-17T18:60Z", "2025-05-17T18", "2025-05-17T18:05:03+2", "2025-05-17X18:05", "17/Mai/2025:20:05:03",
              "32/May/2025:20:05:03 +0200", "17/May/2025:20:05:03 +2460", "0000-01-01", "99999999999999999999"})
            row(wrong, -1);
    }
    void forms()
    {
        QFETCH(QString, text);
        const auto parsed = parseTimestamp(text.toStdString());
        QTEST(static_cast<qint64>(parsed.value_or(-1)), "micros");
    }

    void onlyTheFormOfLogsInLogs()
    {
        QVERIFY(parseLogTime("17/May/2025:20:05:03 +0200"));
        QVERIFY(!parseLogTime("2025-05-17T18:05:03Z"));
        QVERIFY(!parseLogTime("17/May/2025:20:05:03 +0200 "));
    }
};

QTEST_APPLESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"

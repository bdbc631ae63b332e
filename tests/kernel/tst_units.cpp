#include "kernel/units.h"

#include <QtTest>

#include <clocale>
#include <cmath>
#include <limits>

using namespace hotshard;

namespace {

QString shown(const std::optional<std::int64_t> &value) { return value ? QString::number(*value) : "refused"; }

QString shown(const std::optional<double> &value) { return value ? QString::number(*value, 'g', 17) : "refused"; }

/// Many values from one byte to the largest, for round trips.
std::vector<std::int64_t> manyWholes()
{
    std::vector<std::int64_t> values{0, 1, 999, 1000, 1001, 1023, 1024, 1025, 1536, 59'999'999, 60'000'000};
    std::uint64_t state = 1;
    for (int i = 0; i < 20'000; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        values.push_back(static_cast<std::int64_t>(state >> (3 + i % 58)));
    }
    return values;
}

} // namespace

class TestUnits : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { std::setlocale(LC_ALL, ""); }
    void durations_data();
    void durations();
    void rates_data();
    void rates();
    void bytes_data();
    void bytes();
    void shares_data();
    void shares();
    void numbers_data();
    void numbers();
    void integers_data();
    void integers();
    void prints();
    void wholesRoundTrip();
    void realsRoundTrip();
    void rubbishIsRefused_data();
    void rubbishIsRefused();
};

void TestUnits::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("us");
    QTest::newRow("minutes") << "5m"
                             << "300000000";
    QTest::newRow("min") << "5min"
                         << "300000000";
    QTest::newRow("compound") << "1h30m"
                              << "5400000000";
    QTest::newRow("compound with spaces") << " 1h 30m 5.5 s "
                                          << "5405500000";
    QTest::newRow("milliseconds") << "200ms"
                                  << "200000";
    QTest::newRow("microseconds") << "50us"
                                  << "50";
    QTest::newRow("micro sign") << "50\u00B5s"
                                << "50";
    QTest::newRow("mu") << "50\u03BCs"
                        << "50";
    QTest::newRow("fraction") << "1.5 s"
                              << "1500000";
    QTest::newRow("exact fraction") << "1.001s"
                                    << "1001000";
    QTest::newRow("days") << "7d"
                          << "604800000000";
    QTest::newRow("zero") << "0"
                          << "0";
    QTest::newRow("zero seconds") << "0s"
                                  << "0";
    QTest::newRow("difference") << "-5s"
                                << "-5000000";
    QTest::newRow("long and exact") << "9007199254740993us"
                                    << "9007199254740993";
    QTest::newRow("bare") << "5"
                          << "refused";
    QTest::newRow("wrong order") << "30m1h"
                                 << "refused";
    QTest::newRow("twice") << "1m1m"
                           << "refused";
    QTest::newRow("no number") << "m"
                               << "refused";
    QTest::newRow("unknown unit") << "5 weeks"
                                  << "refused";
    QTest::newRow("no unit at the end") << "1h30"
                                        << "refused";
    QTest::newRow("overflow") << "9223372036854775807d"
                              << "refused";
    QTest::newRow("overflow by sum") << "26000000d 2305843009213693951us"
                                     << "refused";
    QTest::newRow("overflow of a real") << "1e30s"
                                        << "refused";
    QTest::newRow("comma as point") << "1,5s"
                                    << "refused";
}

void TestUnits::durations()
{
    QFETCH(QString, text);
    QTEST(shown(units::parseDuration(text.toStdString())), "us");
}

void TestUnits::rates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("perSecond");
    QTest::newRow("per second") << "800/s"
                                << "800";
    QTest::newRow("spaces") << " 800 / s "
                            << "800";
    QTest::newRow("thousands") << "1.5k/s"
                               << "1500";
    QTest::newRow("exact thousands") << "2.3k/s"
                                     << "2300";
    QTest::newRow("millions") << "2M/s"
                              << "2000000";
    QTest::newRow("per minute") << "48000/min"
                                << "800";
    QTest::newRow("grouped") << "48,000/min"
                             << "800";
    QTest::newRow("per hour") << "36/h"
                              << "0.01";
    QTest::newRow("zero") << "0"
                          << "0";
    QTest::newRow("bare") << "12.5"
                          << "12.5";
    QTest::newRow("negative") << "-1/s"
                              << "-1";
    QTest::newRow("unknown unit") << "5/year"
                                  << "refused";
    QTest::newRow("no unit after the slash") << "5/"
                                             << "refused";
    QTest::newRow("no number") << "/s"
                               << "refused";
    QTest::newRow("huge") << "1e999/s"
                          << "refused";
    QTest::newRow("huge by magnitude") << "1e308G/s"
                                       << "refused";
}

void TestUnits::rates()
{
    QFETCH(QString, text);
    QTEST(shown(units::parseRate(text.toStdString())), "perSecond");
}

void TestUnits::bytes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("bytes");
    QTest::newRow("bytes") << "500 B"
                           << "500";
    QTest::newRow("bare") << "500"
                          << "500";
    QTest::newRow("KiB") << "2 KiB"
                         << "2048";
    QTest::newRow("KB as the field uses it") << "2KB"
                                             << "2048";
    QTest::newRow("fraction") << "1.5 KiB"
                              << "1536";
    QTest::newRow("MiB") << "1 MiB"
                         << "1048576";
    QTest::newRow("TiB") << "1 TiB"
                         << "1099511627776";
    QTest::newRow("part of a byte") << "1.5 B"
                                    << "refused";
    QTest::newRow("unknown unit") << "5 Mb"
                                  << "refused";
    QTest::newRow("overflow") << "9000000000 TiB"
                              << "refused";
}

void TestUnits::bytes()
{
    QFETCH(QString, text);
    QTEST(shown(units::parseBytes(text.toStdString())), "bytes");
}

void TestUnits::shares_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("share");
    QTest::newRow("per cent") << "30 %"
                              << "0.29999999999999999";
    QTest::newRow("no space") << "30%"
                              << "0.29999999999999999";
    QTest::newRow("number") << "0.5"
                            << "0.5";
    QTest::newRow("seven") << "7 %"
                           << "0.070000000000000007";
    QTest::newRow("outside is for the range") << "150 %"
                                              << "1.5";
    QTest::newRow("unknown unit") << "3 ppm"
                                  << "refused";
}

void TestUnits::shares()
{
    QFETCH(QString, text);
    QTEST(shown(units::parseShare(text.toStdString())), "share");
}

void TestUnits::numbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("number");
    QTest::newRow("whole") << "12"
                           << "12";
    QTest::newRow("real") << "1.5"
                          << "1.5";
    QTest::newRow("no leading zero") << ".5"
                                     << "0.5";
    QTest::newRow("thousands") << "1.5k"
                               << "1500";
    QTest::newRow("millions") << "2M"
                              << "2000000";
    QTest::newRow("exponent") << "1e3"
                              << "1000";
    QTest::newRow("sign in exponent") << "1E+3"
                                      << "1000";
    QTest::newRow("negative") << "-1.5"
                              << "-1.5";
    QTest::newRow("plus") << "+3"
                          << "3";
    QTest::newRow("bad exponent") << "1e"
                                  << "refused";
    QTest::newRow("huge exponent") << "1e99999999999"
                                   << "refused";
    QTest::newRow("two signs") << "--1"
                               << "refused";
    QTest::newRow("trailing") << "1x"
                              << "refused";
    QTest::newRow("point only") << "."
                                << "refused";
    QTest::newRow("point at the end") << "1."
                                      << "refused";
}

void TestUnits::numbers()
{
    QFETCH(QString, text);
    QTEST(shown(units::parseNumber(text.toStdString())), "number");
}

void TestUnits::integers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("integer");
    QTest::newRow("plain") << "12"
                           << "12";
    QTest::newRow("grouped") << "10,000"
                             << "10000";
    QTest::newRow("grouped twice") << "1,234,567"
                                   << "1234567";
    QTest::newRow("thousands") << "10k"
                               << "10000";
    QTest::newRow("whole by magnitude") << "1.5k"
                                        << "1500";
    QTest::newRow("negative") << "-1"
                              << "-1";
    QTest::newRow("whole real") << "2.0"
                                << "2";
    QTest::newRow("largest") << "9223372036854775807"
                             << "9223372036854775807";
    QTest::newRow("fraction") << "4.9"
                              << "refused";
    QTest::newRow("too large") << "9223372036854775808"
                               << "refused";
    QTest::newRow("huge") << "1e30"
                          << "refused";
    QTest::newRow("bad group") << "10,00"
                               << "refused";
    QTest::newRow("group first") << ",000"
                                 << "refused";
    QTest::newRow("long first group") << "1000,000"
                                      << "refused";
}

void TestUnits::integers()
{
    QFETCH(QString, text);
    QTEST(shown(units::parseInteger(text.toStdString())), "integer");
}

void TestUnits::prints()
{
    using namespace units;
    const std::vector<std::pair<std::string, std::string>> rows{
        {printDuration(0), "0s"},
        {printDuration(50), "50us"},
        {printDuration(200'000), "200ms"},
        {printDuration(1'234), "1.234ms"},
        {printDuration(1'500'000), "1.5s"},
        {printDuration(300'000'000), "5m"},
        {printDuration(5'400'000'000), "1h30m"},
        {printDuration(86'400'000'000), "24h"},
        {printDuration(604'800'000'000), "7d"},
        {printDuration(-300'000'000), "-5m"},
        {printRate(800), "800/s"},
        {printRate(10'000'000), "10000000/s"},
        {printRate(10.0 / 3600), "10/h"},
        {printRate(0), "0/s"},
        {printBytes(500), "500 B"},
        {printBytes(2048), "2 KiB"},
        {printBytes(1536), "1.5 KiB"},
        {printBytes(1024 * 1024), "1 MiB"},
        {printBytes(1025), "1025 B"},
        {printShare(0.3), "30 %"},
        {printShare(0.07), "7 %"},
        {printShare(0), "0 %"},
        {printShare(0.0005), "0.05 %"},
        {printNumber(0.1), "0.1"},
        {printNumber(1e12), "1000000000000"},
        {printNumber(1e-9), "1e-09"},
    };
    for (const auto &[actual, expected] : rows)
        QCOMPARE(QString::fromStdString(actual), QString::fromStdString(expected));
}

void TestUnits::wholesRoundTrip()
{
    for (const std::int64_t value : manyWholes()) {
        QCOMPARE(shown(units::parseDuration(units::printDuration(value))), QString::number(value));
        QCOMPARE(shown(units::parseDuration(units::printDuration(-value))), QString::number(-value));
        QCOMPARE(shown(units::parseBytes(units::printBytes(value))), QString::number(value));
    }
    QVERIFY(!units::printDuration(std::numeric_limits<std::int64_t>::min()).empty());
    QVERIFY(!units::printBytes(std::numeric_limits<std::int64_t>::max()).empty());
}

void TestUnits::realsRoundTrip()
{
    for (const std::int64_t whole : manyWholes()) {
        const double value = static_cast<double>(whole) * 0x1p-61 * std::pow(10.0, static_cast<double>(whole % 12));
        QVERIFY(units::parseNumber(units::printNumber(value)) == value);
        QVERIFY(units::parseRate(units::printRate(value)) == value);
        QVERIFY(units::parseShare(units::printShare(value)) == value);
    }
}

void TestUnits::rubbishIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank") << QByteArray("   ");
    QTest::newRow("nan") << QByteArray("nan");
    QTest::newRow("inf") << QByteArray("inf");
    QTest::newRow("infinity") << QByteArray("-Infinity");
    QTest::newRow("hex") << QByteArray("0x10");
    QTest::newRow("sign only") << QByteArray("-");
    QTest::newRow("zero byte") << QByteArray("1\0", 2);
    QTest::newRow("not UTF-8") << QByteArray("1\xff");
    QTest::newRow("very long") << QByteArray(100'000, '1');
    QTest::newRow("huge") << QByteArray("1e999");
}

void TestUnits::rubbishIsRefused()
{
    QFETCH(QByteArray, text);
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    QVERIFY(!units::parseDuration(view));
    QVERIFY(!units::parseRate(view));
    QVERIFY(!units::parseBytes(view));
    QVERIFY(!units::parseShare(view));
    QVERIFY(!units::parseNumber(view));
    QVERIFY(!units::parseInteger(view));
}

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"

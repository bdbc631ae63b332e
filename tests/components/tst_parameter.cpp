#include "components/declare.h"
#include "components/parameter.h"
#include "components/registry.h"

#include <QtTest>

#include <limits>

using namespace hotshard;

namespace {

ParameterDecl declared(const QString &type)
{
    using namespace declare;
    if (type == "boolean")
        return boolean("b", false);
    if (type == "integer")
        return integer("i", 1).between(1, 10'000);
    if (type == "number")
        return number("n", 1).between(-2.5, 1e6);
    if (type == "duration")
        return duration("d", Duration::seconds(1)).between(Duration{0}, Duration::minutes(15));
    if (type == "rate")
        return rate("r", 1).between(0, 1000);
    if (type == "bytes")
        return bytes("s", 1).between(1, 10.0 * 1024 * 1024);
    if (type == "share")
        return share("p", 0.1);
    if (type == "choice")
        return choice("c", "zipf").choice("uniform", "u", "u").choice("zipf", "z", "z").choice("hot", "h", "h");
    if (type == "list")
        return textList("l");
    return text("t", "");
}

} // namespace

class TestParameter : public QObject {
    Q_OBJECT

private slots:
    void everyDefaultIsValidAndRoundTrips();
    void everyDeclarationIsComplete();
    void parses_data();
    void parses();
    void saysWhatIsExpected_data();
    void saysWhatIsExpected();
    void wrongAlternativeIsNotValid();
    void listsRoundTrip();
    void numbersBothWays();
};

void TestParameter::everyDefaultIsValidAndRoundTrips()
{
    for (const ComponentType &type : componentTypes())
        for (const ParameterDecl &decl : type.parameters) {
            const QString name = QString::fromStdString(type.name + "." + decl.name);
            QVERIFY2(decl.required || isValid(decl, decl.initial), qPrintable(name));
            const std::optional<ParameterValue> back = parseValue(decl, printValue(decl, decl.initial));
            QVERIFY2(back && *back == decl.initial, qPrintable(name));
            const bool numeric = decl.max > decl.min || decl.type == ParameterType::Choice;
            QVERIFY2(!numeric || fromNumber(decl, toNumber(decl, decl.initial)) == decl.initial, qPrintable(name));
        }
}

void TestParameter::everyDeclarationIsComplete()
{
    for (const ComponentType &type : componentTypes())
        for (const ParameterDecl &decl : type.parameters) {
            const QString name = QString::fromStdString(type.name + "." + decl.name);
            QVERIFY2(!decl.title.en.empty() && !decl.title.ja.empty(), qPrintable(name));
            QVERIFY2(decl.help.en.ends_with('.') && !decl.help.ja.empty(), qPrintable(name));
            QVERIFY2((decl.type == ParameterType::Choice) == !decl.choices.empty(), qPrintable(name));
            QVERIFY2(!expectation(decl).empty(), qPrintable(name));
            QVERIFY2(type.find(decl.name) == &decl, qPrintable(name + " is declared twice"));
        }
}

void TestParameter::parses_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result"); // printed value, "refused", or "invalid" when out of range
    QTest::newRow("true") << "boolean"
                          << "true"
                          << "true";
    QTest::newRow("off") << "boolean"
                         << "off"
                         << "false";
    QTest::newRow("no boolean") << "boolean"
                                << "maybe"
                                << "refused";
    QTest::newRow("integer") << "integer"
                             << "10,000"
                             << "10000";
    QTest::newRow("integer above") << "integer"
                                   << "10001"
                                   << "invalid";
    QTest::newRow("integer below") << "integer"
                                   << "0"
                                   << "invalid";
    QTest::newRow("fraction") << "integer"
                              << "4.5"
                              << "refused";
    QTest::newRow("huge integer") << "integer"
                                  << "1e30"
                                  << "refused";
    QTest::newRow("number") << "number"
                            << "-2.5"
                            << "-2.5";
    QTest::newRow("number below") << "number"
                                  << "-2.6"
                                  << "invalid";
    QTest::newRow("no number") << "number"
                               << "nan"
                               << "refused";
    QTest::newRow("duration") << "duration"
                              << "15m"
                              << "15m";
    QTest::newRow("duration above") << "duration"
                                    << "16m"
                                    << "invalid";
    QTest::newRow("negative duration") << "duration"
                                       << "-1s"
                                       << "invalid";
    QTest::newRow("duration without unit") << "duration"
                                           << "5"
                                           << "refused";
    QTest::newRow("rate") << "rate"
                          << "60/min"
                          << "1/s";
    QTest::newRow("rate above") << "rate"
                                << "1.1k/s"
                                << "invalid";
    QTest::newRow("bytes") << "bytes"
                           << "2048"
                           << "2 KiB";
    QTest::newRow("no bytes") << "bytes"
                              << "0 B"
                              << "invalid";
    QTest::newRow("share") << "share"
                           << "0.25"
                           << "25 %";
    QTest::newRow("share above") << "share"
                                 << "101 %"
                                 << "invalid";
    QTest::newRow("choice") << "choice"
                            << "hot"
                            << "hot";
    QTest::newRow("unknown choice") << "choice"
                                    << "Zipf"
                                    << "refused";
    QTest::newRow("text") << "text"
                          << " any, text "
                          << " any, text ";
    QTest::newRow("list") << "list"
                          << "a,b , \"c, d\""
                          << "a, b, \"c, d\"";
    QTest::newRow("empty list") << "list"
                                << " "
                                << "";
    QTest::newRow("empty word") << "list"
                                << "a,,b"
                                << "refused";
    QTest::newRow("open quote") << "list"
                                << "\"a"
                                << "refused";
    QTest::newRow("after quote") << "list"
                                 << "\"a\"b"
                                 << "refused";
}

void TestParameter::parses()
{
    QFETCH(QString, type);
    QFETCH(QString, text);
    const ParameterDecl decl = declared(type);
    const std::optional<ParameterValue> value = parseValue(decl, text.toStdString());
    const QString result = !value ? "refused"
        : isValid(decl, *value)   ? QString::fromStdString(printValue(decl, *value))
                                  : "invalid";
    QTEST(result, "result");
}

void TestParameter::saysWhatIsExpected_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    QTest::newRow("boolean") << "boolean"
                             << "true or false";
    QTest::newRow("integer") << "integer"
                             << "an integer from 1 to 10000";
    QTest::newRow("number") << "number"
                            << "a number from -2.5 to 1000000";
    QTest::newRow("duration") << "duration"
                              << "a duration from 0s to 15m";
    QTest::newRow("rate") << "rate"
                          << "a rate from 0/s to 1000/s";
    QTest::newRow("bytes") << "bytes"
                           << "a size from 1 B to 10 MiB";
    QTest::newRow("share") << "share"
                           << "a share from 0 % to 100 %";
    QTest::newRow("choice") << "choice"
                            << "one of uniform, zipf, hot";
    QTest::newRow("text") << "text"
                          << "a text";
    QTest::newRow("list") << "list"
                          << "a list of texts";
}

void TestParameter::saysWhatIsExpected()
{
    QFETCH(QString, type);
    QTEST(QString::fromStdString(expectation(declared(type))), "text");
}

void TestParameter::wrongAlternativeIsNotValid()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!isValid(declared("integer"), ParameterValue(2.0)));
    QVERIFY(!isValid(declared("number"), ParameterValue(std::int64_t{2})));
    QVERIFY(!isValid(declared("number"), ParameterValue(nan)));
    QVERIFY(!isValid(declared("share"), ParameterValue(std::numeric_limits<double>::infinity())));
    QVERIFY(!isValid(declared("boolean"), ParameterValue(std::int64_t{1})));
    QVERIFY(!isValid(declared("text"), ParameterValue(true)));
    QVERIFY(!isValid(declared("choice"), ParameterValue(std::string("none"))));
    QVERIFY(!isValid(declare::text("file", "").required(), ParameterValue(std::string())));
}

void TestParameter::listsRoundTrip()
{
    const ParameterDecl decl = declared("list");
    const std::vector<std::vector<std::string>> lists{
        {}, {""}, {"a"}, {"a", "", "b"}, {"\"", ",", " ", "\t"}, {" a ", "b\"c", "d,e"}, {"東京", "/page/1"}};
    for (const auto &list : lists) {
        const auto back = parseValue(decl, printValue(decl, list));
        QVERIFY(back && *back == ParameterValue(list));
    }
}

void TestParameter::numbersBothWays()
{
    QCOMPARE(toNumber(declared("choice"), ParameterValue(std::string("hot"))), 2.0);
    QVERIFY(fromNumber(declared("choice"), 99) == ParameterValue(std::string("hot")));
    QVERIFY(fromNumber(declared("boolean"), 1) == ParameterValue(true));
    QVERIFY(fromNumber(declared("integer"), 2.6) == ParameterValue(std::int64_t{3}));
    QVERIFY(fromNumber(declared("integer"), 1e300) == ParameterValue(std::int64_t{10'000}));
    QVERIFY(fromNumber(declared("integer"), std::numeric_limits<double>::quiet_NaN())
            == ParameterValue(std::int64_t{1}));
    QVERIFY(fromNumber(declared("share"), -1) == ParameterValue(0.0));
    QCOMPARE(toNumber(declared("text"), ParameterValue(std::string("5"))), 0.0);
}

QTEST_APPLESS_MAIN(TestParameter)
#include "tst_parameter.moc"

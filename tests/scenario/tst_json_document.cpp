#include "scenario/json_document.h"

#include <QtTest>

using namespace hotshard;

namespace {

QString shown(const Issues &issues)
{
    QStringList lines;
    for (const Issue &issue : issues)
        lines << QString::fromStdString(toString(issue));
    return lines.join("\n");
}

} // namespace

class TestJsonDocument : public QObject {
    Q_OBJECT

private slots:
    void knowsLines();
    void keepsNumbersAsWritten();
    void refuses_data();
    void refuses();
    void limitsDepth();
    void limitsSize();
    void keepsTheFirstOfTwo();
    void describes();
};

void TestJsonDocument::knowsLines()
{
    const char *text = "\xEF\xBB\xBF// comment\n"
                       "{ /* two\n"
                       "lines */ \"a\":\n"
                       "    [1\n"
                       "    ,\n"
                       "    2,\n"
                       "    \"x\",\n"
                       "    {\"b/c~\": 5\n"
                       "    }, 6\n"
                       "\n"
                       "  ],\n"
                       "  \"z\": -1.5\n"
                       "}\n";
    const JsonResult result = readJson(text);
    QCOMPARE(shown(result.issues), QString());
    QVERIFY(result.whole);
    const std::vector<std::pair<const char *, int>> lines{{"", 2},
                                                          {"/a", 3},
                                                          {"/a/0", 4},
                                                          {"/a/1", 6},
                                                          {"/a/2", 7},
                                                          {"/a/3", 8},
                                                          {"/a/3/b~1c~0", 8},
                                                          {"/a/4", 9},
                                                          {"/z", 12},
                                                          {"/a/9", 3},
                                                          {"/nothing/at/all", 2},
                                                          {"/a/x", 3}};
    for (const auto &[pointer, line] : lines)
        QVERIFY2(lineOf(result.root, pointer) == line,
                 qPrintable(QString("%1 at %2").arg(pointer).arg(lineOf(result.root, pointer))));
}

void TestJsonDocument::keepsNumbersAsWritten()
{
    const JsonResult result =
        readJson("[0.1, 1e30, 18446744073709551615, 18446744073709551616, -9223372036854775808, 1.0]");
    QVERIFY(result.whole);
    QStringList literals;
    for (const JsonNode &node : result.root.children)
        literals << QString::fromStdString(node.text);
    QCOMPARE(
        literals,
        QStringList({"0.1", "1e30", "18446744073709551615", "18446744073709551616", "-9223372036854775808", "1.0"}));
}

void TestJsonDocument::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("issues");
    const auto row = [](const char *name, QByteArray text, const char *issues) {
        QTest::newRow(name) << text << QString(issues);
    };
    row("empty", "", "line 1: is not JSON: unexpected end of input; expected '[', '{', or a literal");
    row("two values", "{} {}", "line 1: is not JSON: unexpected '{'; expected end of input");
    row("trailing comma", "{\"a\": 1,\n}", "line 2: is not JSON: unexpected '}'; expected string literal");
    row("open string", "{\"a\n",
        "line 1: is not JSON: invalid string: control character U+000A (LF) must be escaped to "
        "\\u000A or \\n; last read: '\"a<U+000A>'; expected string literal");
    row("open comment", "{} /* x",
        "line 1: is not JSON: invalid comment; missing closing '*/'; last read: '{} /* x'; "
        "expected end of input");
    row("nan", "[NaN]", "line 1: is not JSON: invalid literal; last read: '[N'");
    row("overflow", "[\n1e999]", "line 2: is not JSON: number overflow parsing '1e999'");
    row("leading zero", "[01]", "line 1: is not JSON: unexpected number literal; expected ']'");
    row("half a surrogate", "[\"\\ud800\"]",
        "line 1: is not JSON: invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF; last read: "
        "'\"\\ud800\"'");
    row("zero byte", QByteArray("{}\n\0{}", 6), "line 2: holds a zero byte; expected a text in UTF-8");
    row("not UTF-8", "{\n\"a\": \"\xff\"}", "line 2: is not UTF-8; expected a text in UTF-8");
    row("overlong", "\"\xC0\xAF\"", "line 1: is not UTF-8; expected a text in UTF-8");
    row("surrogate in UTF-8", "\"\xED\xA0\x80\"", "line 1: is not UTF-8; expected a text in UTF-8");
    row("cut character", "\"\xE6\x9D", "line 1: is not UTF-8; expected a text in UTF-8");
    row("UTF-16", QByteArray("\xFF\xFE{\0}\0", 6), "line 1: is not UTF-8; expected a text in UTF-8");
}

void TestJsonDocument::refuses()
{
    QFETCH(QByteArray, text);
    const JsonResult result = readJson({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(!result.whole);
    QTEST(shown(result.issues), "issues");
}

void TestJsonDocument::limitsDepth()
{
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QVERIFY(readJson(nested(JsonLimits::depth)).whole);
    const JsonResult deep = readJson(nested(JsonLimits::depth + 1));
    QVERIFY(!deep.whole);
    QCOMPARE(shown(deep.issues).section(": ", 2),
             QString("is nested deeper than 32 levels; expected a flatter document"));
    QVERIFY(!readJson(nested(1'000'000)).whole);
    std::string objects;
    for (int i = 0; i < 100'000; ++i)
        objects += "{\"a\":";
    QVERIFY(!readJson(objects).whole);
}

void TestJsonDocument::limitsSize()
{
    QCOMPARE(shown(readJson(std::string(JsonLimits::bytes + 1, ' ')).issues),
             QString("is larger than 4 MiB; expected a scenario file"));
    std::string many = "[0";
    for (std::size_t i = 0; i < JsonLimits::values; ++i)
        many += ",0";
    QCOMPARE(shown(readJson(many + "]").issues),
             QString("line 1: has more than 200000 values; expected a smaller document"));
}

void TestJsonDocument::keepsTheFirstOfTwo()
{
    const JsonResult result = readJson("{\"l\": [{\"a\": 1,\n\"a\": [2],\n\"b\": 3}]}");
    QVERIFY(result.whole);
    QCOMPARE(shown(result.issues), QString("line 2: /l/0/a: the name is there twice; expected each name once"));
    const JsonNode &object = result.root.find("l")->children[0];
    QCOMPARE(object.find("a")->text, std::string("1"));
    QCOMPARE(object.children.size(), std::size_t{2});
    QCOMPARE(object.find("b")->line, 3);
}

void TestJsonDocument::describes()
{
    const JsonResult result = readJson("[null, true, 1.5, \"x\", [], {}]");
    QStringList words;
    for (const JsonNode &node : result.root.children)
        words << QString::fromStdString(describe(node));
    QCOMPARE(words, QStringList({"null", "true", "1.5", "\"x\"", "a list", "an object"}));
    JsonNode text;
    text.kind = JsonNode::Kind::String;
    for (int i = 0; i < 100; ++i)
        text.text += "語";
    QVERIFY(describe(text).size() < 80);
    QVERIFY(!QString::fromStdString(describe(text)).contains(QChar::ReplacementCharacter));
}

QTEST_APPLESS_MAIN(TestJsonDocument)
#include "tst_json_document.moc"

// Real files into traffic: what is read, what is counted as unreadable, what is refused and how.
#include "scenario/traffic_import.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

using namespace hotshard;

namespace {

using Keys = std::vector<std::string>;

std::filesystem::path data(const char *name)
{
    return std::filesystem::path(HOTSHARD_SOURCE_DIR "/tests/scenario/data") / name;
}

ImportOptions options(const std::string &format, const std::string &key)
{
    ImportOptions o;
    o.format = format;
    o.key = key;
    return o;
}

ImportResult fromText(std::string_view text, const std::string &format = "auto", const std::string &key = "path")
{
    return importTraffic(text, "text", options(format, key));
}

std::string line(int second, const std::string &path)
{
    const std::string two = (second < 10 ? "0" : "") + std::to_string(second);
    return "192.0.2.1 - - [17/May/2025:20:05:" + two + " +0000] \"GET " + path + " HTTP/1.1\" 200 5 \"-\" \"-\"\n";
}

QString all(const Issues &issues)
{
    QString text;
    for (const Issue &issue : issues)
        text += QString::fromStdString(toString(issue)) + '\n';
    return text;
}

/// Columns of equal length, times that do not fall, keys in range: whatever the input was.
bool sound(const RecordedTraffic &t)
{
    std::uint64_t counted = 0;
    for (const std::uint64_t count : t.counts)
        counted += count;
    return !t.timeUs.empty() && t.timeUs.front() == 0 && std::is_sorted(t.timeUs.begin(), t.timeUs.end())
        && t.key.size() == t.timeUs.size() && t.bytes.size() == t.timeUs.size()
        && (t.value.empty() || t.value.size() == t.timeUs.size()) && counted == t.timeUs.size()
        && std::is_sorted(t.counts.rbegin(), t.counts.rend())
        && std::all_of(t.key.begin(), t.key.end(), [&](std::uint32_t k) { return k < t.keys.size(); });
}

} // namespace

class TestTrafficImport : public QObject {
    Q_OBJECT

private slots:
    void accessLog();
    void accessLogFields_data();
    void accessLogFields();
    void sizesAndValuesOfAnAccessLog();
    void secondsAreSpread();
    void linesOutOfOrder();
    void csv();
    void csvDelimitersAndStrayQuotes();
    void jsonLines();
    void lineEndsAndMarks();
    void bytesThatAreNotText();
    void longLines();
    void refusals_data();
    void refusals();
    void filesThatCannotBeRead();
    void cancelling();
    void chunksDoNotShow();
    void truncatedAnywhere();
    void brokenAnywhere();
};

void TestTrafficImport::accessLog()
{
    const ImportResult result = importTraffic(data("combined.log"), {});
    QVERIFY2(result.traffic, qPrintable(all(result.issues)));
    const RecordedTraffic &t = *result.traffic;
    QCOMPARE(t.keys, (Keys{"/front", "/cart", "/with space.html"}));
    QCOMPARE(t.counts, (std::vector<std::uint64_t>{3, 1, 1}));
    QCOMPARE(t.key, (std::vector<std::uint32_t>{0, 0, 1, 0, 2}));
    // Three records share the first second; the zones differ, the instant does not.
    QCOMPARE(t.timeUs, (std::vector<std::int64_t>{0, 333'333, 666'666, 1'000'000, 2'000'000}));
    QCOMPARE(t.firstEpochUs, 1'747'505'103'000'000);
    QCOMPARE(t.skipped, std::uint64_t{2});
    QCOMPARE(t.outOfOrder, std::uint64_t{1});
    QVERIFY(t.value.empty());
    QVERIFY(sound(t));
    QCOMPARE(result.issues.size(), std::size_t{2});
    QCOMPARE(result.issues[0].line, 5);
    QCOMPARE(result.issues[1].line, 8);
    QVERIFY(result.issues[1].problem.find("no path") != std::string::npos);
}

void TestTrafficImport::accessLogFields_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QStringList>("keys");
    QTest::newRow("host") << "host"
                          << QStringList{"192.0.2.1", "192.0.2.2", "2001:db8::1", "198.51.100.4", "192.0.2.9"};
    QTest::newRow("status") << "status" << QStringList{"200", "304", "201", "408"};
    QTest::newRow("method") << "method" << QStringList{"GET", "POST", "-"};
    QTest::newRow("agent") << "agent"
                           << QStringList{"-", "Mozilla/5.0 (X11; Linux)", "Agent with \\\"quotes\\\"", "Bot/1.0"};
    QTest::newRow("referrer") << "referrer" << QStringList{"-", "https://example.com/"};
    QTest::newRow("user") << "user" << QStringList{"-", "alice", "john smith"};
}

void TestTrafficImport::accessLogFields()
{
    QFETCH(QString, field);
    const ImportResult result = importTraffic(data("combined.log"), options("combined", field.toStdString()));
    QVERIFY(result.traffic);
    QStringList keys;
    for (const std::string &key : result.traffic->keys)
        keys << QString::fromStdString(key);
    QTEST(keys, "keys");
}

void TestTrafficImport::sizesAndValuesOfAnAccessLog()
{
    ImportOptions o;
    const std::string text = line(1, "/a");
    QCOMPARE(importTraffic(text, "t", o).traffic->bytes.at(0), static_cast<std::uint32_t>(text.size() - 1));
    o.size = "bytes";
    o.value = "status";
    const ImportResult result = importTraffic(text, "t", o);
    QCOMPARE(result.traffic->bytes.at(0), 5U);
    QCOMPARE(result.traffic->value.at(0), 200.0);
}

void TestTrafficImport::secondsAreSpread()
{
    std::string text;
    for (int i = 0; i < 4; ++i)
        text += line(1, "/" + std::to_string(i));
    text += line(3, "/4");
    const ImportResult result = fromText(text);
    QCOMPARE(result.traffic->timeUs, (std::vector<std::int64_t>{0, 250'000, 500'000, 750'000, 2'000'000}));
    // Times finer than a second stay as they are, also when they are equal.
    const ImportResult fine = fromText("time,path\n10.5,a\n10.5,b\n11,c\n");
    QCOMPARE(fine.traffic->timeUs, (std::vector<std::int64_t>{0, 0, 500'000}));
}

void TestTrafficImport::linesOutOfOrder()
{
    const ImportResult result = fromText(line(5, "/a") + line(3, "/b") + line(5, "/c") + line(3, "/d") + line(4, "/e"));
    const RecordedTraffic &t = *result.traffic;
    QCOMPARE(t.outOfOrder, std::uint64_t{3});
    Keys order;
    for (const std::uint32_t key : t.key)
        order.push_back(t.keys[key]);
    QCOMPARE(order, (Keys{"/b", "/d", "/e", "/a", "/c"}));
    QVERIFY(sound(t));
}

void TestTrafficImport::csv()
{
    ImportOptions o = options("auto", "id");
    o.value = "amount";
    const ImportResult result = importTraffic(data("orders.csv"), o);
    QVERIFY2(result.traffic, qPrintable(all(result.issues)));
    const RecordedTraffic &t = *result.traffic;
    QCOMPARE(t.keys, (Keys{"7", "8"}));
    QCOMPARE(t.timeUs, (std::vector<std::int64_t>{0, 500'000, 1'750'000}));
    QCOMPARE(t.value, (std::vector<double>{1.5, 2, 4}));
    QCOMPARE(t.skipped, std::uint64_t{2});
    QCOMPARE(result.issues.at(0).line, 5); // the record in quotes spans lines 2 and 3
    QVERIFY(result.issues.at(0).problem.find("never") != std::string::npos);
    QCOMPARE(result.issues.at(1).line, 7);
    o.key = "note";
    QVERIFY(importTraffic(data("orders.csv"), o).traffic->keys.at(0) == "two\r\nlines, and \"quotes\"");
}

void TestTrafficImport::csvDelimitersAndStrayQuotes()
{
    QCOMPARE(fromText("path;time\na,b;5\n").traffic->keys, (Keys{"a,b"}));
    QCOMPARE(fromText("path\tTime\na\t5\n").traffic->keys, (Keys{"a"}));
    QCOMPARE(fromText("time|path\n5|a\n").traffic->keys, (Keys{"a"}));
    QCOMPARE(fromText("time,path\n5,5\" pipe\n6,x").traffic->keys, (Keys{"5\" pipe", "x"}));
    // A quote that never closes costs its line, not the rest of the file.
    const ImportResult open = fromText("time,path\n5,\"a\n6,b\n7,c\n");
    QCOMPARE(open.traffic->keys, (Keys{"b", "c"}));
    QCOMPARE(open.traffic->skipped, std::uint64_t{1});
    const ImportResult after = fromText("time,path\n5,\"a\"x\n6,b\n");
    QCOMPARE(after.traffic->keys, (Keys{"b"}));
}

void TestTrafficImport::jsonLines()
{
    const ImportResult result = importTraffic(data("events.jsonl"), options("auto", "request.path"));
    QVERIFY2(result.traffic, qPrintable(all(result.issues)));
    const RecordedTraffic &t = *result.traffic;
    QCOMPARE(t.keys, (Keys{"/a", "/caf\u00e9 \U0001F600"}));
    QCOMPARE(t.timeUs, (std::vector<std::int64_t>{0, 250'000, 1'000'000}));
    QCOMPARE(t.bytes, (std::vector<std::uint32_t>{100, 200, 300}));
    QCOMPARE(t.skipped, std::uint64_t{2});
    QCOMPARE(result.issues.at(0).line, 3);
}

void TestTrafficImport::lineEndsAndMarks()
{
    const std::string unix = line(1, "/a") + line(2, "/b");
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : unix)
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const ImportResult a = fromText(unix);
    const ImportResult b = fromText(windows);
    QCOMPARE(b.traffic->keys, a.traffic->keys);
    QCOMPARE(b.traffic->bytes, a.traffic->bytes);
    QCOMPARE(b.traffic->skipped, std::uint64_t{0});
    QCOMPARE(fromText(unix.substr(0, unix.size() - 1)).traffic->keys, a.traffic->keys); // no line end at the end
}

void TestTrafficImport::bytesThatAreNotText()
{
    const ImportResult result = fromText(line(1, "/caf\xE9") + line(2, "/caf\xE8") + line(3, "/caf\xE9"));
    // Told apart by their bytes, shown as text.
    QCOMPARE(result.traffic->keys, (Keys{"/caf\xEF\xBF\xBD", "/caf\xEF\xBF\xBD"}));
    QCOMPARE(result.traffic->counts, (std::vector<std::uint64_t>{2, 1}));
}

void TestTrafficImport::longLines()
{
    const std::string huge(3'000'000, 'x');
    const ImportResult log = fromText(line(1, "/a") + line(2, "/" + huge) + line(3, "/b"));
    QCOMPARE(log.traffic->keys, (Keys{"/a", "/b"}));
    QCOMPARE(log.traffic->skipped, std::uint64_t{1});
    QCOMPARE(log.issues.at(0).line, 2);
    const ImportResult csv = fromText("time,path\n1,a\n2,\"" + huge + "\"\n3,b\n4," + huge + "\n5,c\n");
    QCOMPARE(csv.traffic->keys, (Keys{"a", "b", "c"}));
    QCOMPARE(csv.traffic->skipped, std::uint64_t{2});
    const std::string allowed(1'000'000, 'y');
    QCOMPARE(fromText(line(1, "/a") + line(2, "/" + allowed)).traffic->skipped, std::uint64_t{0});
}

void TestTrafficImport::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("says"); // words of the message, joined by |
    const auto row = [](const char *name, const QByteArray &text, const char *format, const char *key,
                        const char *says) { QTest::newRow(name) << text << format << key << says; };
    const QByteArray log = QByteArray::fromStdString(line(1, "/a"));
    row("empty", "", "auto", "path", "empty");
    row("only blank lines", "\r\n\n", "auto", "path", "empty");
    row("prose", "Dear reader\nthis is a letter.\n", "auto", "path", "no known kind|access log|JSON Lines");
    row("binary",
        QByteArray("\x7f"
                   "ELF\0\0\0\1",
                   8),
        "auto", "path", "binary");
    row("gzip", "\x1F\x8B\x08zzzz", "auto", "path", "gzip");
    row("utf-16",
        "\xFF\xFE"
        "a",
        "auto", "path", "UTF-16");
    row("JSON array", "[{\"time\": 1}]\n", "auto", "path", "array|one object on each line");
    row("unknown format", log, "cvs", "path", "unknown format \"cvs\"|\"csv\"");
    row("unknown field of a log", log, "auto", "hots", "hots|\"host\"");
    row("CSV without time", "id,path\n1,a\n", "auto", "path", "no time column|id, path");
    row("CSV, wrong key", "time,user\n1,a\n", "auto", "usr", "no column \"usr\"|time, user|\"user\"");
    row("CSV, header only", "time,path\n", "auto", "path", "no records");
    row("CSV, no row good", "time,path\nx,y\nz,w\n", "auto", "path", "not one of 2 lines|CSV");
    row("JSON without time", "{\"path\": \"a\"}\n", "auto", "path", "no time field|path");
    row("JSON, wrong key", "{\"time\": 1, \"pth\": \"a\"}\n", "auto", "path", "no field \"path\"|\"pth\"");
    row("a log as CSV", log, "csv", "path", "no time column|looks like another format|\"combined\"");
    row("a CSV as log", "time,path\n1,a\n", "combined", "path", "not one of 2 lines|an access log|\"csv\"");
    row("a log as JSON", log, "jsonl", "path", "no JSON object|\"combined\"");
}

void TestTrafficImport::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, format);
    QFETCH(QString, key);
    QFETCH(QString, says);
    const ImportResult result =
        fromText({text.constData(), static_cast<std::size_t>(text.size())}, format.toStdString(), key.toStdString());
    QVERIFY(!result.traffic);
    QVERIFY(!result.cancelled);
    const QString told = all(result.issues);
    for (const QString &words : says.split('|'))
        QVERIFY2(told.contains(words), qPrintable(told));
}

void TestTrafficImport::filesThatCannotBeRead()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    QVERIFY(all(importTraffic(path, {}).issues).contains("folder"));
    QVERIFY(all(importTraffic(path / "nothing.log", {}).issues).contains("no such file"));
}

void TestTrafficImport::cancelling()
{
    std::string text;
    while (text.size() < 5'000'000)
        text += line(1, "/a");
    ImportOptions o;
    std::vector<double> shares;
    o.progress = [&shares](double share) {
        shares.push_back(share);
        return share < 0.5;
    };
    const ImportResult result = importTraffic(text, "t", o);
    QVERIFY(result.cancelled);
    QVERIFY(!result.traffic);
    QVERIFY(result.issues.empty());
    QCOMPARE(shares.size(), std::size_t{3});
    QVERIFY(std::is_sorted(shares.begin(), shares.end()));
}

/// Records that lie across the borders of chunks are the same as any other.
void TestTrafficImport::chunksDoNotShow()
{
    std::string log;
    std::string csv = "time,path,note\n";
    const int n = 60'000;
    for (int i = 0; i < n; ++i) {
        const std::string path = "/" + std::to_string(i % 7);
        log += line(i / 1000, path);
        csv += std::to_string(i / 1000) + ',' + path + ",\"a note\nwith \"\"lines\"\" of some length\"\n";
    }
    const ImportResult a = fromText(log);
    const ImportResult b = fromText(csv);
    for (const ImportResult *result : {&a, &b}) {
        QVERIFY2(result->traffic, qPrintable(all(result->issues)));
        QCOMPARE(result->traffic->timeUs.size(), static_cast<std::size_t>(n));
        QCOMPARE(result->traffic->skipped, std::uint64_t{0});
        for (std::uint32_t i = 0; i < 7; ++i)
            QCOMPARE(result->traffic->keys[i], "/" + std::to_string(i));
    }
    QVERIFY(a.traffic->key == b.traffic->key);
    QVERIFY(a.traffic->timeUs == b.traffic->timeUs);
}

void TestTrafficImport::truncatedAnywhere()
{
    for (const auto &[name, key] : {std::pair("combined.log", "path"), std::pair("orders.csv", "id"),
                                    std::pair("events.jsonl", "request.path")}) {
        std::ifstream file(data(name), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        for (std::size_t length = 0; length <= text.size(); ++length) {
            for (const char *format : {"auto", "combined", "csv", "jsonl"}) {
                const ImportResult result = fromText(std::string_view(text).substr(0, length), format, key);
                QVERIFY(result.traffic ? sound(*result.traffic) : !result.issues.empty());
            }
        }
    }
}

void TestTrafficImport::brokenAnywhere()
{
    std::mt19937_64 draw{3}; // fixed by the standard
    for (const auto &[name, key] : {std::pair("combined.log", "path"), std::pair("orders.csv", "id"),
                                    std::pair("events.jsonl", "request.path")}) {
        std::ifstream file(data(name), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        for (int i = 0; i < 5'000; ++i) {
            std::string broken = text;
            for (std::uint64_t n = 1 + draw() % 8; n > 0; --n) {
                const std::size_t at = draw() % broken.size();
                const std::string_view bytes = "\"\\,[]{}\n\r \x80\xFF"
                                               "0-:/u";
                broken[at] = draw() % 2 == 0 ? bytes[draw() % bytes.size()] : static_cast<char>(1 + draw() % 255);
            }
            const ImportResult result = fromText(broken, "auto", key);
            QVERIFY(result.traffic ? sound(*result.traffic) : !result.issues.empty());
        }
    }
}

QTEST_APPLESS_MAIN(TestTrafficImport)
#include "tst_traffic_import.moc"

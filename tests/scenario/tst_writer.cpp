#include "components/registry.h"
#include "scenario/loader.h"
#include "scenario/writer.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QtTest>

using namespace hotshard;

namespace {

std::string contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QString shown(const Issues &issues)
{
    QStringList lines;
    for (const Issue &issue : issues)
        lines << QString::fromStdString(toString(issue));
    return lines.join("\n");
}

/// Small numbers that are the same on every machine.
class Dice {
public:
    std::uint64_t next()
    {
        m_state = m_state * 6364136223846793005U + 1442695040888963407U;
        return m_state >> 33U;
    }
    double unit() { return static_cast<double>(next()) / 2147483648.0; }

private:
    std::uint64_t m_state = 7;
};

ParameterValue anyValue(const ParameterDecl &decl, Dice &dice)
{
    if (decl.check) // the only one there is: an operation of a stream
        return "split " + std::to_string(dice.next());
    if (decl.name == "explicit_hash_key")
        return std::to_string(dice.next());
    if (decl.type == ParameterType::Text)
        return std::string("text \"") + std::to_string(dice.next()) + "\n東京";
    if (decl.type == ParameterType::TextList)
        return std::vector<std::string>{"a, b", "", std::to_string(dice.next())};
    if (decl.type == ParameterType::Choice)
        return decl.choices[dice.next() % decl.choices.size()].name;
    return fromNumber(decl, decl.min + dice.unit() * (decl.max - decl.min));
}

} // namespace

class TestWriter : public QObject {
    Q_OBJECT

private slots:
    void filesComeBackEqual_data();
    void filesComeBackEqual();
    void anyValuesComeBack();
    void looksAsPeopleWrite();
    void writesWhatCannotBeRead();
};

void TestWriter::filesComeBackEqual_data()
{
    QTest::addColumn<QString>("path");
    for (const QString folder : {HOTSHARD_SOURCE_DIR "/scenarios", HOTSHARD_SOURCE_DIR "/tests/scenario/corpus"})
        for (const QFileInfo &file : QDir(folder).entryInfoList({"*.json"}, QDir::Files, QDir::Name))
            if (!file.fileName().endsWith(".schema.json") && loadScenario(contents(file.filePath()), "").issues.empty())
                QTest::newRow(qPrintable(file.fileName())) << file.filePath();
}

void TestWriter::filesComeBackEqual()
{
    QFETCH(QString, path);
    const ScenarioSpec spec = loadScenario(contents(path), "").spec;
    const std::string written = writeScenario(spec);
    const LoadResult again = loadScenario(written, "again");
    QCOMPARE(shown(again.issues), QString());
    QVERIFY(again.spec == spec);
    QCOMPARE(QString::fromStdString(writeScenario(again.spec)), QString::fromStdString(written));

    // No name of the file is lost or added, but for those that are always written.
    auto before = nlohmann::json::parse(contents(path), nullptr, true, true);
    const auto after = nlohmann::json::parse(written);
    for (const char *name : {"seed", "duration", "speed"})
        before.emplace(name, 0);
    const auto flatBefore = before.flatten();
    const auto flatAfter = after.flatten();
    QStringList namesBefore;
    QStringList namesAfter;
    for (const auto &item : flatBefore.items())
        namesBefore << QString::fromStdString(item.key());
    for (const auto &item : flatAfter.items())
        namesAfter << QString::fromStdString(item.key());
    QCOMPARE(namesAfter, namesBefore);
}

void TestWriter::anyValuesComeBack()
{
    Dice dice;
    for (int round = 0; round < 200; ++round) {
        ScenarioSpec spec;
        spec.seed = dice.next() << 32U | dice.next();
        spec.duration = Duration{static_cast<std::int64_t>(1'000 + dice.next())};
        spec.speed = 1 + dice.unit() * 9'999;
        spec.components = {
            {"a", "producer", {}, "", "s", {}},      {"r", "replay", {"Replay", "リプレイ"}, "", "s2", {}},
            {"s", "kinesis_stream", {}, "", "", {}}, {"s2", "kinesis_stream", {}, "", "", {}},
            {"f2", "lambda", {}, "s2", "t", {}},     {"f", "lambda", {}, "s", "w", {}},
            {"w", "window", {}, "", "t", {}},        {"t", "sink", {}, "", "", {}},
            {"b", "producer", {}, "", "k", {}},      {"k", "worker", {}, "", "", {}}};
        TimedChange change{SimTime{static_cast<std::int64_t>(dice.next() % 1000)}, {}, {"note", ""}};
        for (ComponentSpec &component : spec.components)
            for (const ParameterDecl &decl : findComponentType(component.type)->parameters) {
                if (decl.required || dice.next() % 3 == 0)
                    component.parameters[decl.name] = anyValue(decl, dice);
                if (decl.live && dice.next() % 4 == 0)
                    change.set[component.id + "." + decl.name] = anyValue(decl, dice);
            }
        // A tumbling window asks for one lane a shard.
        for (const char *function : {"f", "f2"})
            change.set.erase(function + std::string(".parallelization_factor"));
        for (ComponentSpec &component : spec.components)
            component.parameters.erase("parallelization_factor");
        spec.components[0].parameters["keys.count"] = std::int64_t{100};
        spec.components[8].parameters["keys.count"] = std::int64_t{100};
        if (!change.set.empty())
            spec.timeline.push_back(change);
        const LoadResult again = loadScenario(writeScenario(spec), "again");
        QCOMPARE(shown(again.issues), QString());
        QVERIFY(again.spec == spec);
    }
}

void TestWriter::looksAsPeopleWrite()
{
    ScenarioSpec spec;
    spec.title = {"Two", "二"};
    spec.components = {
        {"a", "producer", {}, "", "w", {{"rate", 800.0}, {"keys.count", std::int64_t{5}}, {"value", 2.0}}},
        {"w", "worker", {}, "", "", {{"service.mean", std::int64_t{1500}}}}};
    spec.controls = {"a.rate"};
    QCOMPARE(
        QString::fromStdString(writeScenario(spec)),
        QString("{\n"
                "  \"hotshard\": 1,\n"
                "  \"title\": {\"en\": \"Two\", \"ja\": \"二\"},\n"
                "  \"seed\": 1,\n"
                "  \"duration\": \"30m\",\n"
                "  \"speed\": 60,\n"
                "  \"components\": [\n"
                "    {\"id\": \"a\", \"type\": \"producer\", \"to\": \"w\", \"rate\": \"800/s\", \"keys\": {\"count\": "
                "5}, \"value\": 2},\n"
                "    {\"id\": \"w\", \"type\": \"worker\", \"service\": {\"mean\": \"1.5ms\"}}\n"
                "  ],\n"
                "  \"controls\": [\"a.rate\"]\n"
                "}\n"));
}

void TestWriter::writesWhatCannotBeRead()
{
    ScenarioSpec spec;
    spec.title.en = "\xff\xfe";
    spec.components = {{"a", "no_such_type", {}, "", "", {{"x", true}}}};
    QVERIFY(!writeScenario(spec).empty());
    QVERIFY(nlohmann::json::accept(writeScenario(spec)));
}

QTEST_APPLESS_MAIN(TestWriter)
#include "tst_writer.moc"

// The published schema and reference pages: up to date, and of one mind with the loader.
#include "components/registry.h"
#include "scenario/loader.h"
#include "scenario/reference.h"
#include "scenario/schema.h"

#include <nlohmann/json.hpp>

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Woverloaded-virtual"
#endif
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#include <QDir>
#include <QtTest>

using namespace hotshard;

namespace {

const QString root = QStringLiteral(HOTSHARD_SOURCE_DIR);

std::string contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// Compares with the checked-in copy, or writes it when HOTSHARD_APPROVE is set.
void compareWithCopy(const QString &path, const std::string &made)
{
    if (qEnvironmentVariableIsSet("HOTSHARD_APPROVE") && contents(path) != made) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(made.data(), static_cast<qint64>(made.size()));
    }
    QVERIFY2(contents(path) == made,
             qPrintable(path + " is not what the program makes; HOTSHARD_APPROVE=1 rewrites it"));
}

bool fitsSchema(const nlohmann::json &document)
{
    static const auto schema = [] {
        auto parsed = std::make_unique<valijson::Schema>();
        const auto json = nlohmann::json::parse(scenarioSchema());
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(valijson::adapters::NlohmannJsonAdapter(json), *parsed);
        return parsed;
    }();
    valijson::ValidationResults results;
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    const bool fits = validator.validate(*schema, valijson::adapters::NlohmannJsonAdapter(document), &results);
    valijson::ValidationResults::Error error;
    while (!fits && results.popError(error)) {
        std::string place;
        for (const std::string &step : error.context)
            place += step;
        qDebug("%s: %s", place.c_str(), error.description.c_str());
    }
    return fits;
}

nlohmann::json parsed(const std::string &text) { return nlohmann::json::parse(text, nullptr, true, true); }

} // namespace

class TestSchema : public QObject {
    Q_OBJECT

private slots:
    void copiesAreUpToDate();
    void shippedScenariosAreGood_data();
    void shippedScenariosAreGood();
    void agreesWithTheLoader_data();
    void agreesWithTheLoader();
    void pagesNameEverything();
};

void TestSchema::copiesAreUpToDate()
{
    compareWithCopy(root + "/scenarios/scenario.schema.json", scenarioSchema());
    compareWithCopy(root + "/resources/reference.en.md", referencePage("en"));
    compareWithCopy(root + "/resources/reference.ja.md", referencePage("ja"));
}

void TestSchema::shippedScenariosAreGood_data()
{
    QTest::addColumn<QString>("path");
    for (const QFileInfo &file : QDir(root + "/scenarios").entryInfoList({"*.json"}, QDir::Files, QDir::Name))
        if (!file.fileName().endsWith(".schema.json"))
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
}

void TestSchema::shippedScenariosAreGood()
{
    QFETCH(QString, path);
    const std::string text = contents(path);
    QVERIFY(fitsSchema(parsed(text)));
    const LoadResult result = loadScenario(text, QFileInfo(path).fileName().toStdString());
    for (const Issue &issue : result.issues)
        qWarning("%s", toString(issue).c_str());
    QVERIFY(result.issues.empty());
    QVERIFY(!result.spec.title.en.empty() && !result.spec.title.ja.empty());
}

void TestSchema::agreesWithTheLoader_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value"); // JSON; empty removes the member
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *pointer, const char *value, bool fits) {
        QTest::newRow(qPrintable(QString("%1 = %2").arg(pointer, value))) << QString(pointer) << QString(value) << fits;
    };
    row("/seed", "7", true);
    row("/seed", "-1", false);
    row("/seed", "\"7\"", false);
    row("/hotshard", "2", false);
    row("/hotshard", "", false);
    row("/titel", "\"x\"", false);
    row("/title", "{\"en\": \"x\", \"de\": \"y\"}", false);
    row("/title", "{\"ja\": \"y\"}", false);
    row("/duration", "\"1h 30m\"", true);
    row("/duration", "30", false);
    row("/duration", "\"30\"", false);
    row("/components/0/rate", "12.5", true);
    row("/components/0/rate", "\"48,000/min\"", true);
    row("/components/0/rate", "-1", false);
    row("/components/0/rate", "\"fast\"", false);
    row("/components/0/rate", "true", false);
    row("/components/0/keys/count", "\"10k\"", true);
    row("/components/0/keys/count", "2.5", false);
    row("/components/0/keys/cuont", "5", false);
    row("/components/0/keys.count", "5", false);
    row("/components/0/keys/names", "[\"a\"]", true);
    row("/components/0/keys/names", "[5]", false);
    row("/components/0/partition_key", "\"random\"", true);
    row("/components/0/partition_key", "\"Random\"", false);
    row("/components/0/record_size", "\"1.5 KiB\"", true);
    row("/components/0/record_size", "\"1.5 Kb\"", false);
    row("/components/0/bad_records", "\"5 %\"", true);
    row("/components/0/bad_records", "1.5", false);
    row("/components/0/to", "", false);
    row("/components/0/from", "\"clicks\"", false);
    row("/components/0/type", "\"produser\"", false);
    row("/components/0/type", "\"replay\"", false);
    row("/components/1/shards", "10001", false);
    row("/components/1/retention", "\"50\u00B5s\"", true); // the pattern fits; the range is the loader's
    row("/components/2/from", "", false);
    row("/components/2/latency", "\"4ms\"", false);
    row("/components/3/id", "\"per minute\"", false);
    row("/timeline/0/at", "", false);
    row("/timeline/0/set", "{}", false);
    row("/controls", "\"clicks.shards\"", false);
    row("/lesson/1/choices", "[\"yes\"]", false);
    row("/lesson/1/answer", "-1", false);
}

void TestSchema::agreesWithTheLoader()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(bool, fits);
    nlohmann::json document = parsed(contents(root + "/tests/scenario/corpus/good.json"));
    document["seed"] = 42; // valijson takes numbers above the largest signed one for negative
    QVERIFY(fitsSchema(document));
    const nlohmann::json::json_pointer place(pointer.toStdString());
    if (value.isEmpty())
        document[place.parent_pointer()].erase(place.back());
    else
        document[place] = nlohmann::json::parse(value.toStdString());
    QCOMPARE(fitsSchema(document), fits);
    // What the schema refuses the loader refuses.
    if (!fits)
        QVERIFY(!loadScenario(document.dump(), "changed").issues.empty());
}

void TestSchema::pagesNameEverything()
{
    for (const char *language : {"en", "ja"}) {
        const std::string page = referencePage(language);
        for (const ComponentType &type : componentTypes()) {
            QVERIFY(page.find("## `" + type.name + "`") != std::string::npos);
            for (const ParameterDecl &decl : type.parameters) {
                QVERIFY2(page.find("| `" + decl.name + "` |") != std::string::npos, decl.name.c_str());
                QVERIFY2(page.find(decl.help.in(language)) != std::string::npos, decl.name.c_str());
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"

#include "scenario/loader.h"
#include "topology/validate.h"

#include <QDir>
#include <QtTest>

using namespace hotshard;

namespace {

const QString corpus = QStringLiteral(HOTSHARD_SOURCE_DIR "/tests/scenario/corpus");

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

LoadResult loaded(const QByteArray &text)
{
    return loadScenario({text.constData(), static_cast<std::size_t>(text.size())}, "x.json");
}

QByteArray shown(const Issues &issues)
{
    std::string text;
    for (const Issue &issue : issues)
        text += toString(issue) + "\n";
    return QByteArray::fromStdString(text);
}

} // namespace

class TestLoader : public QObject {
    Q_OBJECT

private slots:
    void corpusHasItsIssues_data();
    void corpusHasItsIssues();
    void readsEverything();
    void readsUnits();
    void everyIssueHasAPlace();
    void survivesTruncation();
    void survivesChangedBytes();
    void hostileFilesEndSoon_data();
    void hostileFilesEndSoon();
};

void TestLoader::corpusHasItsIssues_data()
{
    QTest::addColumn<QString>("path");
    const auto files = QDir(corpus).entryInfoList({"*.json"}, QDir::Files, QDir::Name);
    QVERIFY(files.size() > 10);
    for (const QFileInfo &file : files)
        QTest::newRow(qPrintable(file.completeBaseName())) << file.filePath();
}

void TestLoader::corpusHasItsIssues()
{
    QFETCH(QString, path);
    const QFileInfo info(path);
    const QByteArray text = contents(path);
    const LoadResult result =
        loadScenario({text.constData(), static_cast<std::size_t>(text.size())}, info.fileName().toStdString());
    const QString approved = info.path() + "/" + info.completeBaseName() + ".issues";
    if (qEnvironmentVariableIsSet("HOTSHARD_APPROVE")) {
        QFile file(approved);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(shown(result.issues));
    }
    QVERIFY2(QFile::exists(approved), qPrintable(approved));
    QCOMPARE(QString::fromUtf8(shown(result.issues)), QString::fromUtf8(contents(approved)));
    // What has no issues can be run: the loader and the validation of values agree.
    QVERIFY(!result.issues.empty() || validate(result.spec).empty());
}

void TestLoader::readsEverything()
{
    const ScenarioSpec spec = loaded(contents(corpus + "/good.json")).spec;
    QCOMPARE(spec.title.ja, std::string("シャードを増やしても詰まる"));
    QCOMPARE(spec.description, (Text{"One key is hot.", ""}));
    QCOMPARE(spec.seed, std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(spec.duration, Duration::minutes(30));
    QCOMPARE(spec.speed, 120.0);
    QCOMPARE(spec.components.size(), std::size_t{5});
    const ComponentSpec &web = spec.components[0];
    QCOMPARE(web.to, std::string("clicks"));
    QVERIFY(web.parameters.at("rate") == ParameterValue(800.0));
    QVERIFY(web.parameters.at("keys.count") == ParameterValue(std::int64_t{10'000}));
    QVERIFY(web.parameters.at("keys.names")
            == ParameterValue(std::vector<std::string>{"/", "/about, us", "\"quoted\""}));
    QVERIFY(web.parameters.at("bad_records") == ParameterValue(0.001));
    QCOMPARE(spec.components[2].from, std::string("clicks"));
    QVERIFY(spec.components[2].parameters.at("latency.per_record") == ParameterValue(std::int64_t{4'000}));
    QCOMPARE(spec.timeline.size(), std::size_t{2});
    QCOMPARE(spec.timeline[0].at, SimTime{600'000'000});
    QVERIFY(spec.timeline[0].set.at("web.rate") == ParameterValue(1200.0));
    QCOMPARE(spec.controls.size(), std::size_t{4});
    QCOMPARE(spec.lesson[1].answer, 1);
    QCOMPARE(spec.lesson[1].choices[1].ja, std::string("いいえ"));
}

void TestLoader::readsUnits()
{
    const LoadResult result = loaded(contents(corpus + "/unit-forms.json"));
    QCOMPARE(shown(result.issues), QByteArray());
    const auto &a = result.spec.components[0].parameters;
    QVERIFY(a.at("rate") == ParameterValue(12.5));
    QVERIFY(a.at("record_size") == ParameterValue(std::int64_t{2048}));
    QVERIFY(a.at("value") == ParameterValue(1500.0));
    QVERIFY(a.at("keys.count") == ParameterValue(std::int64_t{10'000}));
    QVERIFY(a.at("retries.delay") == ParameterValue(std::int64_t{1'500'000}));
}

void TestLoader::everyIssueHasAPlace()
{
    for (const char *name : {"many-mistakes", "wrong-kinds", "connections", "huge-numbers", "same-id"})
        for (const Issue &issue : loaded(contents(corpus + "/" + name + ".json")).issues) {
            QCOMPARE(issue.file, std::string("x.json"));
            QVERIFY2(issue.line > 0 && issue.pointer.starts_with("/") && !issue.problem.empty(),
                     toString(issue).c_str());
        }
}

void TestLoader::survivesTruncation()
{
    const QByteArray text = contents(corpus + "/good.json");
    QVERIFY(text.size() > 1000);
    for (qsizetype length = 0; length < text.lastIndexOf('}'); ++length) {
        const LoadResult result = loaded(text.left(length));
        QVERIFY(!result.issues.empty());
        QVERIFY(!QString::fromUtf8(shown(result.issues)).contains(QChar::ReplacementCharacter));
    }
}

void TestLoader::survivesChangedBytes()
{
    const QByteArray text = contents(corpus + "/good.json");
    for (const char replacement : {'"', '{', '9', '-', '\xff', '\0', ' '})
        for (qsizetype i = 0; i < text.size(); ++i) {
            QByteArray changed = text;
            changed[i] = replacement;
            const LoadResult result = loaded(changed);
            if (result.issues.empty())
                QCOMPARE(validate(result.spec), Issues());
        }
}

void TestLoader::hostileFilesEndSoon_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto repeated = [](const QByteArray &word, int times) {
        QByteArray list;
        for (int i = 0; i < times; ++i)
            list += (i ? "," : "") + QByteArray(word).replace("#", QByteArray::number(i));
        return list;
    };
    const QByteArray head = "{\"hotshard\": 1, ";
    QTest::newRow("many unknown names") << head + repeated("\"shards#\": 1", 150'000) + "}";
    QTest::newRow("many components") << head + "\"components\": ["
            + repeated("{\"id\": \"c#\", \"type\": \"producer\", \"to\": \"x\"}", 30'000) + "]}";
    const QByteArray thousand = repeated("{\"id\": \"c#\", \"type\": \"producer\", \"to\": \"c\"}", 1000);
    QTest::newRow("a thousand lost components") << head + "\"components\": [" + thousand + "]}";
    QTest::newRow("many controls") << head + "\"components\": [" + thousand + "], \"controls\": ["
            + repeated("\"c#.ratee\"", 10'000) + "]}";
    QTest::newRow("many settings") << head + "\"components\": [" + thousand
            + "], \"timeline\": [{\"at\": \"1s\", \"set\": {" + repeated("\"d#.rate\": 1", 90'000) + "}}]}";
    QTest::newRow("one long name") << head + "\"" + QByteArray(3'000'000, 'x') + "\": 1}";
    QTest::newRow("one long number") << head + "\"seed\": " + QByteArray(3'000'000, '1') + "}";
}

void TestLoader::hostileFilesEndSoon()
{
    QFETCH(QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!loaded(text).issues.empty());
    QVERIFY2(timer.elapsed() < 20'000, "a file of 4 MiB must not hold the window up");
    qInfo("%lld ms", timer.elapsed());
}

QTEST_APPLESS_MAIN(TestLoader)
#include "tst_loader.moc"

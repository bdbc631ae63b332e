// Every scenario that comes with the program: complete in both languages, runs to its end, and to the same
// bytes as when fingerprints.csv was approved, however it is run. HOTSHARD_APPROVE=1 approves anew.
#include "shipped.h"

#include <QMap>
#include <QtTest>

#include <array>
#include <functional>
#include <thread>

using namespace hotshard;
using namespace hotshard::test;

namespace {

const QString approvedPath = QStringLiteral(HOTSHARD_SOURCE_DIR "/tests/golden/fingerprints.csv");
const QString approvedHead = QStringLiteral("scenario,until_s,fingerprint");

/// Rows by scenario.
QMap<QString, QString> approvedRows()
{
    QMap<QString, QString> rows;
    QFile file(approvedPath);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return rows;
    QStringList lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
    if (lines.isEmpty() || lines.takeFirst() != approvedHead)
        return rows;
    for (const QString &line : lines)
        rows[line.section(',', 0, 0)] = line;
    return rows;
}

QString rowOf(const std::string &name, const Simulation &run)
{
    return QString("%1,%2,%3")
        .arg(QString::fromStdString(name))
        .arg(run.now().toSeconds())
        .arg(static_cast<qulonglong>(run.fingerprint()), 16, 16, QChar('0'));
}

bool isJapanese(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const auto script = c.script();
        return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
    });
}

/// Calls visit(where, text) for each text of a scenario that a person is meant to read.
void visitTexts(const ScenarioSpec &spec, const std::function<void(const QString &, const Text &)> &visit)
{
    visit("title", spec.title);
    visit("description", spec.description);
    for (const ComponentSpec &component : spec.components)
        if (!component.title.empty())
            visit("title of " + QString::fromStdString(component.id), component.title);
    for (const TimedChange &change : spec.timeline)
        visit(QString("note of the change at %1 s").arg(change.at.toSeconds()), change.note);
    for (const LessonStep &step : spec.lesson) {
        const QString place = QString(" of the step at %1 s").arg(step.at.toSeconds());
        const bool question = !step.choices.empty() || !step.ask.empty() || step.answer >= 0;
        if (!question || !step.say.empty())
            visit("say" + place, step.say);
        if (!question)
            continue;
        visit("ask" + place, step.ask);
        visit("because" + place, step.because);
        for (const Text &choice : step.choices)
            visit("choice" + place, choice);
    }
}

} // namespace

class TestScenarios : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void speaksBothLanguages_data() { addNames(); }
    void speaksBothLanguages();
    void lessonsCanBeAnswered_data() { addNames(); }
    void lessonsCanBeAnswered();
    void conserves_data() { addNames(); }
    void conserves();
    void comesToTheApprovedFingerprint_data() { addNames(); }
    void comesToTheApprovedFingerprint();
    void noRowIsLeftOver();
    void slicesMakeNoDifference_data() { addNames(); }
    void slicesMakeNoDifference();
    void threadsMakeNoDifference_data() { addNames(); }
    void threadsMakeNoDifference();
    void anotherSeedIsAnotherRun();

private:
    static void addNames()
    {
        QTest::addColumn<QString>("name");
        for (const std::string &name : shippedNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    /// The scenario of this row, and its whole run, made once.
    [[nodiscard]] const ScenarioSpec &spec() const { return m_specs.at(QTest::currentDataTag()); }
    [[nodiscard]] const Simulation &whole() const { return m_runs.at(QTest::currentDataTag()); }

    std::map<std::string, ScenarioSpec> m_specs;
    std::map<std::string, Simulation> m_runs;
};

void TestScenarios::initTestCase()
{
    for (const char *name :
         {"hot-key", "slow-function", "peak-and-catch-up", "more-shards-same-backlog", "random-keys", "access-log",
          "poison-record", "parallelization-factor", "five-consumers", "five-consumers-fan-out",
          "too-little-concurrency", "retention-cliff", "hot-key-on-demand", "children-wait"})
        QVERIFY2(std::ranges::count(shippedNames(), name) == 1, name);
    for (const std::string &name : shippedNames()) {
        m_specs.emplace(name, shipped(name));
        m_runs.emplace(name, runWhole(m_specs.at(name)));
    }
}

void TestScenarios::speaksBothLanguages()
{
    visitTexts(spec(), [](const QString &place, const Text &text) {
        const QString en = QString::fromStdString(text.en), ja = QString::fromStdString(text.ja);
        QVERIFY2(!en.trimmed().isEmpty(), qPrintable(place));
        QVERIFY2(!isJapanese(en), qPrintable(place + ": " + en));
        QVERIFY2(isJapanese(ja), qPrintable(place + ": " + ja));
        QVERIFY2(!en.contains(QChar::ReplacementCharacter) && !ja.contains(QChar::ReplacementCharacter),
                 qPrintable(place));
    });
}

void TestScenarios::lessonsCanBeAnswered()
{
    QVERIFY(!spec().lesson.empty());
    QVERIFY(!spec().controls.empty());
    for (const LessonStep &step : spec().lesson) {
        QVERIFY(step.at < (SimTime{spec().duration.us}));
        if (step.ask.empty())
            continue;
        QVERIFY(step.choices.size() >= 2);
        QVERIFY(step.answer >= 0 && static_cast<std::size_t>(step.answer) < step.choices.size());
        for (std::size_t i = 1; i < step.choices.size(); ++i)
            QVERIFY(std::count(step.choices.begin(), step.choices.end(), step.choices[i]) == 1);
    }
}

void TestScenarios::conserves()
{
    QCOMPARE(whole().now().us, spec().duration.us);
    for (const std::string &line : whole().network().checkConservation())
        QFAIL(line.c_str());
    const std::vector<ConservationRow> rows = whole().network().conservation();
    QCOMPARE(rows.size(), spec().components.size());
    for (std::size_t i = 0; i < rows.size(); ++i) // something went through every component that records go through
        QVERIFY2(rows[i].in > 0 || spec().components[i].type == "account" || spec().components[i].type == "alarm",
                 rows[i].name.c_str());
}

void TestScenarios::comesToTheApprovedFingerprint()
{
    const std::string name = QTest::currentDataTag();
    QMap<QString, QString> rows = approvedRows();
    if (qEnvironmentVariableIsSet("HOTSHARD_APPROVE")) {
        for (const QString &row : rows.keys())
            if (!m_specs.contains(row.toStdString()))
                rows.remove(row);
        rows[QString::fromStdString(name)] = rowOf(name, whole());
        QFile file(approvedPath);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Text));
        file.write((approvedHead + '\n' + rows.values().join('\n') + '\n').toUtf8());
    }
    QVERIFY2(rows.contains(QString::fromStdString(name)), "the scenario has no approved fingerprint");
    QCOMPARE(rowOf(name, whole()), rows.value(QString::fromStdString(name)));
}

void TestScenarios::noRowIsLeftOver()
{
    for (const QString &row : approvedRows().keys())
        QVERIFY2(m_specs.contains(row.toStdString()), qPrintable(row));
}

void TestScenarios::slicesMakeNoDifference()
{
    // Steps that meet no second, poll or change; half way the run is left, and a copy of it goes on.
    constexpr std::int64_t step = 7'654'321;
    Simulation run(spec());
    SnapshotQuery query;
    while (run.now() < run.end()) {
        run.advanceTo(std::min(run.end(), SimTime{run.now().us + step}));
        if (run.now().us / step % 50 == 0)
            (void)run.snapshot(query); // to look changes nothing
        if (std::abs(run.now().us - run.end().us / 2) < step)
            run = Simulation(run);
    }
    QCOMPARE(run.fingerprint(), whole().fingerprint());
}

void TestScenarios::threadsMakeNoDifference()
{
    // Two forks of one run, which share its chunks, and a run of its own, all at once.
    Simulation start(spec());
    start.advanceTo(SimTime{start.end().us / 3});
    std::array<Simulation, 3> runs{start, start, Simulation(spec())};
    std::array<std::uint64_t, 3> fingerprints{};
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < runs.size(); ++i)
            threads.emplace_back([&run = runs[i], &fingerprint = fingerprints[i]] {
                run.advanceTo(run.end());
                fingerprint = run.fingerprint();
            });
    }
    for (const std::uint64_t fingerprint : fingerprints)
        QCOMPARE(fingerprint, whole().fingerprint());
    start.advanceTo(start.end()); // what the forks did left it as it was
    QCOMPARE(start.fingerprint(), whole().fingerprint());
}

void TestScenarios::anotherSeedIsAnotherRun()
{
    ScenarioSpec other = m_specs.at("hot-key");
    other.seed += 1;
    QVERIFY(runWhole(other).fingerprint() != m_runs.at("hot-key").fingerprint());
}

QTEST_APPLESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"

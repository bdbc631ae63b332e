// The inspector's tables and panel, fed with answers made by hand and by small runs.
#include "scenario/lambda_event.h"
#include "simulation/inspect.h"
#include "views/inspect/batch_models.h"
#include "views/inspect/copy_table.h"
#include "views/inspect/event_view.h"
#include "views/inspect/fact_model.h"
#include "views/inspect/inspector_panel.h"
#include "views/inspect/json_highlighter.h"

#include "support/gui_test_main.h"
#include "support/sketch.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTextLayout>
#include <QToolButton>

using namespace hotshard;
using namespace hotshard::test;
using views::InspectorPanel;
using Page = InspectorPanel::Page;
using What = InspectionQuery::What;

namespace {

Simulation runTo(const std::string &line, Duration until)
{
    Simulation simulation(sketch(line));
    simulation.advanceTo(SimTime{until.us});
    return simulation;
}

/// A batch of ten at work, the same in every test.
Simulation atWork()
{
    return runTo("web 100/s constant keys=3 -> clicks[2] -> count fixed=200ms batch=10", Duration::seconds(5));
}

InspectionPtr answerTo(const Simulation &simulation, const InspectionQuery &query)
{
    return std::make_shared<Inspection>(inspect(simulation, query));
}

ComponentId idOf(const Simulation &simulation, const char *name) { return simulation.network().find(name)->id(); }

/// A panel that is answered at once.
struct Answered {
    Simulation simulation;
    InspectorPanel panel;
    int asked = 0;
    bool followed = false;

    explicit Answered(Simulation run)
        : simulation(std::move(run))
    {
        panel.setSnapshot(std::make_shared<Snapshot>(simulation.snapshot({})));
        QObject::connect(&panel, &InspectorPanel::inspectionWanted, &panel,
                         [this](const InspectionQuery &query, bool follow) {
                             ++asked;
                             followed = follow;
                             panel.setInspection(answerTo(simulation, query));
                         });
        panel.setTheme(views::Theme());
        panel.resize(440, 800);
        panel.show();
    }
    void open(Page page, std::uint32_t shard = 0) { panel.inspect(idOf(simulation, "clicks"), ShardId{shard}, page); }
    [[nodiscard]] QString fact(const QString &name) const
    {
        const QAbstractItemModel *model = panel.facts()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data().toString() == name)
                return model->index(row, 1).data().toString();
        return QStringLiteral("no such line");
    }
};

} // namespace

class TestInspector final : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnAnyWarning(); }
    void factsChangeWhereTheyStand();
    void batchModelsKeepTheRules();
    void shardPageTellsTheShard();
    void iteratorPageTellsTheReads();
    void batchPageListsItsRecords();
    void enterOnARecordOpensIt();
    void numberOpensARecord();
    void eventIsWhatIsSaved();
    void eventIsCopiedWhole();
    void decodedShowsTheJsonInside();
    void longBatchesAreShownInPart();
    void batchStaysUnlessToldToFollow();
    void otherAnswersAreNotShown();
    void rowsAreCopied();
    void jsonIsColoured();
};

void TestInspector::factsChangeWhereTheyStand()
{
    views::FactModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    using enum views::Fact::Kind;
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setFacts({{Heading, "Head", {}}, {Value, "one", "1"}, {Value, "two", "2"}});
    QCOMPARE(resets.size(), 1);
    model.setFacts({{Heading, "Head", {}}, {Value, "one", "1"}, {Value, "two", "3"}});
    QCOMPARE(resets.size(), 1);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 2);
    QCOMPARE(model.index(2, 1).data().toString(), QString("3"));
    model.setFacts({{Value, "one", "1"}});
    QCOMPARE(resets.size(), 2);
    model.setFacts({});
    QCOMPARE(model.rowCount(), 0);
}

void TestInspector::batchModelsKeepTheRules()
{
    views::RecordModel records;
    views::AttemptModel attempts;
    const QAbstractItemModelTester first(&records, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester second(&attempts, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Simulation simulation =
        runTo("web 20/s constant -> clicks[1] -> count fixed=10ms errors=0.7 batch=7", Duration::seconds(1));
    for (int i = 0; i < 60; ++i) {
        simulation.advanceTo(SimTime{simulation.now().us + 130'000});
        const InspectionPtr answer = answerTo(simulation, {What::Batch, idOf(simulation, "count"), ShardId{0}, -1, 0});
        records.setInspection(answer);
        attempts.setInspection(answer);
        QCOMPARE(records.rowCount(), static_cast<int>(answer->batch->records.size()));
        QCOMPARE(attempts.rowCount(), static_cast<int>(answer->batch->attempts.size()));
    }
    records.setInspection({});
    QCOMPARE(records.rowCount(), 0);
}

void TestInspector::shardPageTellsTheShard()
{
    Answered a(atWork());
    a.open(Page::Shard, 1);
    QCOMPARE(a.fact("shard"), QString("shardId-000000000001"));
    QCOMPARE(a.fact("from"), QString("170141183460469231731687303715884105728"));
    QCOMPARE(a.fact("to"), QString("340282366920938463463374607431768211455"));
    QCOMPARE(a.fact("function"), QString("count"));
    QVERIFY(a.followed);
    QVERIFY(a.panel.moment().contains("00:00:05.000"));
}

void TestInspector::iteratorPageTellsTheReads()
{
    Answered a(atWork());
    a.open(Page::Iterator);
    QCOMPARE(a.fact("state"), QString("reading"));
    QVERIFY(a.fact("calls").toInt() > 2);
    QVERIFY(a.fact("consumer").startsWith("polling"));
}

void TestInspector::batchPageListsItsRecords()
{
    Answered a(atWork());
    a.open(Page::Batch);
    QCOMPARE(a.panel.records()->model()->rowCount(), 10);
    QCOMPARE(a.fact("records"), QString("10"));
    QVERIFY(!a.followed);
}

void TestInspector::enterOnARecordOpensIt()
{
    Answered a(atWork());
    a.open(Page::Batch);
    QAbstractItemModel *model = a.panel.records()->model();
    const QString number = model->index(3, views::RecordModel::Number).data().toString().remove(',');
    const QString sequence = model->index(3, views::RecordModel::Sequence).data().toString();
    a.panel.records()->setCurrentIndex(model->index(3, 0));
    QTest::keyClick(a.panel.records(), Qt::Key_Return);
    QCOMPARE(a.panel.page(), Page::Record);
    QCOMPARE(a.panel.recordField()->text(), number);
    QCOMPARE(a.fact("sequence number"), sequence);
    QCOMPARE(a.fact("count"), QString("in the batch in hand; handed over 1 times"));
}

void TestInspector::numberOpensARecord()
{
    Answered a(atWork());
    a.open(Page::Record);
    a.panel.recordField()->clear();
    QTest::keyClicks(a.panel.recordField(), "99999");
    QTest::keyClick(a.panel.recordField(), Qt::Key_Return);
    QVERIFY(a.panel.facts()->model()->index(0, 0).data().toString().contains("not been written yet"));
}

void TestInspector::eventIsWhatIsSaved()
{
    Answered a(atWork());
    a.open(Page::Event);
    QSignalSpy saved(&a.panel, &InspectorPanel::saveRequested);
    a.panel.event()->setDecoded(true);
    for (QPushButton *button : a.panel.event()->findChildren<QPushButton *>())
        if (button->text() == "Save as...")
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(saved.size(), 1);
    const Inspection answer = inspect(a.simulation, {What::Batch, idOf(a.simulation, "count"), ShardId{0}, -1, 0});
    QCOMPARE(saved[0][1].toByteArray().toStdString(), lambdaEvent(*answer.batch, answer.epochUs));
    QVERIFY(saved[0][0].toString().startsWith("count-shardId-000000000000-"));
}

void TestInspector::eventIsCopiedWhole()
{
    Answered a(atWork());
    a.open(Page::Event);
    for (QPushButton *button : a.panel.event()->findChildren<QPushButton *>())
        if (button->text() == "Copy")
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), a.panel.event()->event());
}

void TestInspector::decodedShowsTheJsonInside()
{
    Answered a(atWork());
    a.open(Page::Event);
    const auto *text = a.panel.event()->findChild<QPlainTextEdit *>();
    QVERIFY(!text->toPlainText().contains("\"number\""));
    for (QToolButton *button : a.panel.event()->findChildren<QToolButton *>())
        if (button->text() == "Decoded")
            QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(text->toPlainText().contains("\"number\""));
    QVERIFY(a.panel.event()->isDecoded());
}

void TestInspector::longBatchesAreShownInPart()
{
    Answered a(runTo("web 900/s constant -> clicks[1] -> count fixed=2s batch=1000", Duration::seconds(4)));
    a.open(Page::Event);
    const auto *text = a.panel.event()->findChild<QPlainTextEdit *>();
    QCOMPARE(text->toPlainText().count("\"eventID\""), 100);
    QVERIFY(a.panel.event()->event().count("\"eventID\"") > 500);
}

void TestInspector::batchStaysUnlessToldToFollow()
{
    Answered a(atWork());
    a.open(Page::Batch);
    QVERIFY(!a.followed && a.panel.moment().startsWith("as of"));
    a.panel.follow()->click();
    QVERIFY(a.followed && a.panel.isFollowing() && a.panel.moment().startsWith("now"));
    a.panel.setPage(Page::Shard);
    QVERIFY(a.panel.isFollowing());
    a.panel.setPage(Page::Event);
    QVERIFY(!a.panel.isFollowing());
}

void TestInspector::otherAnswersAreNotShown()
{
    Answered a(atWork());
    a.open(Page::Shard, 1);
    a.panel.setInspection(answerTo(a.simulation, {What::Shard, idOf(a.simulation, "clicks"), ShardId{0}, -1, 0}));
    QCOMPARE(a.fact("shard"), QString("shardId-000000000001"));
}

void TestInspector::rowsAreCopied()
{
    Answered a(atWork());
    a.open(Page::Shard, 1);
    a.panel.facts()->selectRow(0);
    QTest::keyClick(a.panel.facts(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString("shard\tshardId-000000000001"));
}

void TestInspector::jsonIsColoured()
{
    QTextDocument document;
    views::JsonHighlighter colours(&document);
    colours.setTheme(views::Theme());
    document.setPlainText("  \"a\\\"b\": \"text: 1\", 12.5, true");
    colours.rehighlight(); // the first colouring is put off
    QTextBlock block = document.firstBlock();
    QStringList parts;
    for (const QTextLayout::FormatRange &range : block.layout()->formats())
        parts << block.text().mid(range.start, range.length);
    QCOMPARE(parts, (QStringList{"\"a\\\"b\"", "\"text: 1\"", "12.5", "true"}));
}

HOTSHARD_GUI_TEST_MAIN(TestInspector)
#include "tst_inspector.moc"

// The controls: made from the outline, moved by mouse, keys and typing; wrong text is explained.
#include "support/gui_test_main.h"
#include "support/sketch_charts.h"
#include "views/controls/parameter_choice.h"
#include "views/controls/parameter_panel.h"
#include "views/controls/parameter_slider.h"
#include "views/controls/slider_scale.h"
#include "views/controls/track_slider.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>

using namespace hotshard;
using namespace hotshard::views;

class TestParameterPanel final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void oneRowAParameterInTheirOrder();
    void draggingChangesOnceWhenTheHandRests();
    void aHandThatHesitatesWhileDraggingChangesNothing();
    void keysStep();
    void typingAcceptsUnits();
    void wrongTextKeepsTheFocusAndSaysWhatIsExpected();
    void escapeTakesBackWhatWasTyped();
    void whoTurnsAwayGivesUpWrongText();
    void aRestartTakesBackWrongText();
    void aWholeNumberIsAskedForAndNothingMoves();
    void aLongLabelHasItsBoxBelow();
    void thePopupShowsItsLongestOption();
    void choicesChange();
    void resetBringsBackTheScenariosValue();
    void followsTheTimeline();
    void anOlderSnapshotDoesNotMoveASliderBack();
    void wheelNeedsTheFocus();
    void scaleRoundTrips_data();
    void scaleRoundTrips();
    void stepsAlwaysMove();

private:
    ParameterSlider *slider(const char *path) const { return qobject_cast<ParameterSlider *>(m_panel->row(path)); }

    std::unique_ptr<ParameterPanel> m_panel;
    QString m_path;
    ParameterValue m_value;
    int m_edits = 0;
};

void TestParameterPanel::init()
{
    hotshard::test::failOnAnyWarning();
    m_edits = 0;
    m_panel = std::make_unique<ParameterPanel>();
    m_panel->setTheme(Theme());
    m_panel->setOutline(sketch::outline());
    m_panel->resize(284, 700);
    m_panel->show();
    connect(m_panel.get(), &ParameterPanel::parameterEdited, this,
            [this](const QString &path, const ParameterValue &value) {
                ++m_edits;
                m_path = path;
                m_value = value;
            });
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestParameterPanel::oneRowAParameterInTheirOrder()
{
    const Outline outline = sketch::outline();
    QCOMPARE(static_cast<std::size_t>(m_panel->rows().size()), outline.controls.size());
    for (std::size_t i = 0; i < outline.controls.size(); ++i)
        QCOMPARE(m_panel->rows()[static_cast<qsizetype>(i)]->path().toStdString(), outline.controls[i].path);
    QCOMPARE(m_panel->changedCount(), 0);
}

void TestParameterPanel::draggingChangesOnceWhenTheHandRests()
{
    TrackSlider *track = slider("clicks.shards")->track();
    const int y = 13;
    QTest::mousePress(track, Qt::LeftButton, {}, {20, y});
    for (int x = 30; x <= 120; x += 10)
        QTest::mouseMove(track, {x, y});
    QCOMPARE(m_edits, 0); // every place on the way would be a resharding of its own
    QTest::mouseRelease(track, Qt::LeftButton, {}, {120, y});
    QCOMPARE(m_edits, 1);
    QCOMPARE(m_path, QStringLiteral("clicks.shards"));
    QVERIFY(std::get<std::int64_t>(m_value) > 2);
    QCOMPARE(m_panel->changedCount(), 1);
}

void TestParameterPanel::aHandThatHesitatesWhileDraggingChangesNothing()
{
    ParameterSlider *row = slider("clicks.shards");
    TrackSlider *track = row->track();
    const QString before = row->field()->text();
    QTest::mousePress(track, Qt::LeftButton, {}, {20, 13});
    QTest::mouseMove(track, {90, 13});
    QVERIFY(row->isBusy());
    QVERIFY(row->field()->text() != before); // the text follows
    QVERIFY(!row->isResting());              // however long the hand hesitates
    QTest::mouseMove(track, {120, 13});
    QVERIFY(!row->isResting());
    QCOMPARE(m_edits, 0);
    QTest::mouseRelease(track, Qt::LeftButton, {}, {120, 13});
    QCOMPARE(m_edits, 1);
    QVERIFY(!row->isResting());
}

void TestParameterPanel::keysStep()
{
    TrackSlider *track = slider("clicks.shards")->track();
    track->setFocus();
    QTest::keyClick(track, Qt::Key_Right);
    QTest::keyClick(track, Qt::Key_Right);
    QTRY_COMPARE(m_edits, 1); // both steps together
    QCOMPARE(std::get<std::int64_t>(m_value), 4);
    QTest::keyClick(track, Qt::Key_Home);
    QTRY_COMPARE(m_edits, 2);
    QCOMPARE(std::get<std::int64_t>(m_value), 1);
}

void TestParameterPanel::typingAcceptsUnits()
{
    QLineEdit *field = slider("web.rate")->field();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, "1.5k/s");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_edits, 1);
    QCOMPARE(std::get<double>(m_value), 1500.0);
    QCOMPARE(field->property("invalid").toBool(), false);
}

void TestParameterPanel::wrongTextKeepsTheFocusAndSaysWhatIsExpected()
{
    ParameterSlider *row = slider("web.rate");
    QLineEdit *field = row->field();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, "very fast");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_edits, 0);
    QVERIFY(field->hasFocus());
    QVERIFY(row->problem().contains("Expected"));
    QCOMPARE(field->accessibleDescription(), row->problem());
    field->selectAll();
    QTest::keyClicks(field, "900");
    QVERIFY(row->problem().isEmpty());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(std::get<double>(m_value), 900.0);
}

void TestParameterPanel::escapeTakesBackWhatWasTyped()
{
    QLineEdit *field = slider("web.rate")->field();
    const QString before = field->text();
    field->setFocus();
    QTest::keyClicks(field, "xyz");
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(field->text(), before);
    QCOMPARE(m_edits, 0);
}

void TestParameterPanel::whoTurnsAwayGivesUpWrongText()
{
    ParameterSlider *row = slider("web.rate");
    const QString before = row->field()->text();
    row->field()->setFocus();
    row->field()->selectAll();
    QTest::keyClicks(row->field(), "xyz");
    QTest::keyClick(row->field(), Qt::Key_Return);
    QVERIFY(!row->problem().isEmpty());
    slider("clicks.shards")->track()->setFocus();
    QCOMPARE(row->field()->text(), before);
    QVERIFY(row->problem().isEmpty());
    QVERIFY(!row->field()->hasFocus());
    QVERIFY(!row->isBusy());
    QCOMPARE(m_edits, 0);
}

void TestParameterPanel::aRestartTakesBackWrongText()
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->run = 1;
    m_panel->setSnapshot(snapshot);
    ParameterSlider *row = slider("web.rate");
    const QString before = row->field()->text();
    row->field()->setFocus();
    QTest::keyClicks(row->field(), "xyz");
    QTest::keyClick(row->field(), Qt::Key_Return);
    QVERIFY(!row->problem().isEmpty());
    auto again = std::make_shared<Snapshot>();
    again->run = 2;
    m_panel->setSnapshot(again);
    QCOMPARE(row->field()->text(), before);
    QVERIFY(row->problem().isEmpty());
}

void TestParameterPanel::aWholeNumberIsAskedForAndNothingMoves()
{
    ParameterSlider *row = slider("clicks.shards");
    QList<QRect> before;
    for (const ParameterRow *each : m_panel->rows())
        before << each->geometry();
    row->field()->setFocus();
    row->field()->selectAll();
    QTest::keyClicks(row->field(), "2.5");
    QTest::keyClick(row->field(), Qt::Key_Return);
    QVERIFY2(row->problem().contains("a whole number"), qPrintable(row->problem()));
    QCoreApplication::processEvents();
    for (qsizetype i = 0; i < before.size(); ++i)
        QCOMPARE(m_panel->rows()[i]->geometry(), before[i]);
}

void TestParameterPanel::aLongLabelHasItsBoxBelow()
{
    auto *row = qobject_cast<ParameterChoice *>(m_panel->row("web.partition_key"));
    m_panel->resize(600, 700);
    QTRY_VERIFY(row->box()->y() < row->box()->height()); // beside the label
    m_panel->resize(180, 700);
    QTRY_VERIFY(row->box()->y() >= row->box()->height() / 2);
    QTRY_VERIFY(row->box()->geometry().right() < row->width());
}

void TestParameterPanel::thePopupShowsItsLongestOption()
{
    const QComboBox *box = qobject_cast<ParameterChoice *>(m_panel->row("web.partition_key"))->box();
    for (int i = 0; i < box->count(); ++i)
        QVERIFY(box->view()->minimumWidth() > box->view()->fontMetrics().horizontalAdvance(box->itemText(i)));
}

void TestParameterPanel::choicesChange()
{
    auto *row = qobject_cast<ParameterChoice *>(m_panel->row("web.partition_key"));
    row->box()->setFocus();
    QTest::keyClick(row->box(), Qt::Key_Down);
    QCOMPARE(m_edits, 1);
    QCOMPARE(std::get<std::string>(m_value), std::string("salted"));
}

void TestParameterPanel::resetBringsBackTheScenariosValue()
{
    ParameterSlider *row = slider("clicks.shards");
    QTest::keyClick(row->track(), Qt::Key_End);
    QTRY_COMPARE(m_edits, 1);
    auto *reset = row->findChild<QToolButton *>();
    QVERIFY(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(m_edits, 2);
    QCOMPARE(std::get<std::int64_t>(m_value), 2);
    QVERIFY(!reset->isVisible());
    QCOMPARE(m_panel->changedCount(), 0);
}

void TestParameterPanel::followsTheTimeline()
{
    m_panel->setSnapshot(sketch::hotKeyWithCharts());
    QCOMPARE(std::get<std::int64_t>(slider("clicks.shards")->value()), 4);
    QCOMPARE(std::get<double>(slider("web.rate")->value()), 800.0); // the planned fall has not happened
    QCOMPARE(m_edits, 0);
    auto restarted = std::make_shared<Snapshot>();
    restarted->run = 2;
    m_panel->setSnapshot(restarted);
    QCOMPARE(std::get<std::int64_t>(slider("clicks.shards")->value()), 2);
}

void TestParameterPanel::anOlderSnapshotDoesNotMoveASliderBack()
{
    QLineEdit *field = slider("clicks.shards")->field();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, "8");
    QTest::keyClick(field, Qt::Key_Return);
    m_panel->setSnapshot(sketch::hotKeyWithCharts()); // was on its way: says 4
    QCOMPARE(std::get<std::int64_t>(slider("clicks.shards")->value()), 8);
}

void TestParameterPanel::wheelNeedsTheFocus()
{
    TrackSlider *track = slider("clicks.shards")->track();
    m_panel->setFocus();
    const auto turn = [&] {
        QWheelEvent wheel(QPointF(50, 13), track->mapToGlobal(QPointF(50, 13)), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(track, &wheel);
    };
    turn();
    QTest::qWait(300);
    QCOMPARE(m_edits, 0);
    track->setFocus();
    turn();
    QTRY_COMPARE(m_edits, 1);
}

void TestParameterPanel::scaleRoundTrips_data()
{
    QTest::addColumn<QString>("path");
    for (const OutlineParameter &parameter : sketch::outline().controls)
        if (parameter.decl.type != ParameterType::Choice)
            QTest::newRow(parameter.path.c_str()) << QString::fromStdString(parameter.path);
}

void TestParameterPanel::scaleRoundTrips()
{
    QFETCH(QString, path);
    const ParameterDecl &decl = m_panel->row(path)->parameter().decl;
    const SliderScale scale(decl);
    for (int i = 0; i <= 100; ++i) {
        const double number = scale.numberAt(i / 100.0);
        QVERIFY(number >= decl.min && number <= decl.max);
        QVERIFY(isValid(decl, fromNumber(decl, number)));
        QVERIFY(qAbs(scale.fraction(number) - i / 100.0) < 0.06);
    }
    QCOMPARE(scale.numberAt(0), decl.min);
    QCOMPARE(scale.numberAt(1), decl.max);
}

void TestParameterPanel::stepsAlwaysMove()
{
    for (const ComponentType &type : componentTypes())
        for (const ParameterDecl &decl : type.parameters) {
            if (!(decl.max > decl.min) || decl.type == ParameterType::Choice || decl.type == ParameterType::Text)
                continue;
            const SliderScale scale(decl);
            const double start = toNumber(decl, decl.initial);
            const bool atTop = start >= decl.max;
            const double next = scale.stepped(start, atTop ? -1 : 1);
            QVERIFY2(next != start, qPrintable(QString::fromStdString(type.name + "." + decl.name)));
            QVERIFY(isValid(decl, fromNumber(decl, next)));
        }
}

HOTSHARD_GUI_TEST_MAIN(TestParameterPanel)
#include "tst_parameter_panel.moc"

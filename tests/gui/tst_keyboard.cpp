// The program by keyboard alone.
#include "gui/window_fixture.h"

#include "app/window/actions.h"
#include "app/window/speed_control.h"
#include "app/window/tool_strip.h"
#include "app/window/window_layout.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"
#include "views/controls/parameter_panel.h"
#include "views/controls/parameter_row.h"
#include "views/floor/floor_view.h"

#include <QApplication>
#include <QLineEdit>
#include <QSet>

using namespace hotshard;
using hotshard::app::ActionId;
using hotshard::test::WindowFixture;

class TestKeyboard final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void spacePlaysAndPauses();
    void rRestartsButNotWhileTyping();
    void plusAndMinusChangeTheSpeed();
    void functionKeysReachEveryPart();
    void tabReachesEverythingAndComesBack();
    void shortcutsAreUnique();
};

void TestKeyboard::spacePlaysAndPauses()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    f.window->panels().floor->setFocus();
    QTest::keyClick(f.window.get(), Qt::Key_Space);
    QVERIFY(!f.window->session()->isPlaying());
    QTest::keyClick(f.window.get(), Qt::Key_Space);
    QVERIFY(f.window->session()->isPlaying());
}

void TestKeyboard::rRestartsButNotWhileTyping()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    QSignalSpy restarts(f.window->actions()[ActionId::Restart], &QAction::triggered);
    f.window->panels().floor->setFocus();
    QTest::keyClick(f.window.get(), Qt::Key_R);
    QCOMPARE(restarts.size(), 1);
    QTest::keyClick(f.window.get(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(restarts.size(), 2);
    QLineEdit *field = f.window->tools().speed()->field();
    field->setFocus();
    QTest::keyClick(field, Qt::Key_R);
    QTest::keyClick(field, Qt::Key_Period);
    QTest::keyClick(field, Qt::Key_Space);
    QCOMPARE(restarts.size(), 2);
    QVERIFY(f.window->session()->isPlaying());
    QVERIFY(field->text().contains("r. "));
}

void TestKeyboard::plusAndMinusChangeTheSpeed()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    f.window->panels().floor->setFocus();
    const double before = f.window->session()->speed();
    QTest::keyClick(f.window.get(), Qt::Key_Plus);
    QVERIFY(f.window->session()->speed() > before);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(f.window.get(), Qt::Key_Plus);
    QCOMPARE(f.window->session()->speed(), 10000.0);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(f.window.get(), Qt::Key_Minus);
    QCOMPARE(f.window->session()->speed(), 1.0);
    QCOMPARE(f.window->tools().speed()->speed(), 1.0);
}

void TestKeyboard::functionKeysReachEveryPart()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    QTRY_VERIFY(f.window->panels().controls->firstField()->isVisible());
    QTest::keyClick(f.window.get(), Qt::Key_F7);
    QCOMPARE(QApplication::focusWidget(), f.window->panels().controls->firstField());
    QTest::keyClick(f.window.get(), Qt::Key_F8);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(f.window->panels().charts->currentCard()));
    QTest::keyClick(f.window.get(), Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(f.window->panels().floor));
}

void TestKeyboard::tabReachesEverythingAndComesBack()
{
    WindowFixture f;
    QVERIFY(f.openHotKey());
    f.window->setPlaying(false);
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    QTRY_VERIFY(f.window->panels().controls->firstField()->isVisible()); // a layout shows its rows a moment later
    f.window->panels().floor->setFocus();
    QSet<QWidget *> reached;
    for (int i = 0; i < 200; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QWidget *now = QApplication::focusWidget();
        QVERIFY(now);
        if (reached.contains(now))
            break;
        reached.insert(now);
    }
    QVERIFY(reached.contains(f.window->panels().floor)); // the round closes
    for (const views::ParameterRow *row : f.window->panels().controls->rows())
        QVERIFY2(reached.contains(row->mainField()), qPrintable(row->path()));
    for (views::ChartCard *card : f.window->panels().charts->cards())
        if (card->isVisible())
            QVERIFY2(reached.contains(card), qPrintable(card->id()));
}

void TestKeyboard::shortcutsAreUnique()
{
    WindowFixture f;
    QSet<QString> seen;
    for (int id = 0; id < app::kActions; ++id)
        for (const QKeySequence &keys : f.window->actions()[static_cast<ActionId>(id)]->shortcuts()) {
            QVERIFY2(!seen.contains(keys.toString()), qPrintable(keys.toString()));
            seen.insert(keys.toString());
        }
    QVERIFY(seen.size() >= 15);
}

HOTSHARD_GUI_TEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"

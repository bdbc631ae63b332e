// The inspector in the window: opened by a click and by the keyboard, answered by the engine, saved as a file.
#include "gui/window_fixture.h"

#include "app/window/actions.h"
#include "app/window/inspector_guide.h"
#include "app/window/window_layout.h"
#include "views/floor/floor_view.h"
#include "views/inspect/copy_table.h"
#include "views/inspect/event_view.h"
#include "views/inspect/inspector_panel.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabBar>
#include <QTemporaryDir>

using namespace hotshard;
using hotshard::app::ActionId;
using hotshard::test::WindowFixture;
using views::InspectorPanel;
using Page = InspectorPanel::Page;

namespace {

/// A window that stands still at two minutes of the hot key.
struct Still : WindowFixture {
    bool ready = false;

    Still()
    {
        if (!openHotKey())
            return;
        window->setPlaying(false);
        window->session()->restart();
        window->session()->step(Duration::minutes(2));
        window->setPlaying(false);
        ready = QTest::qWaitFor([this] { return !floor().floorGeometry().lanes.empty() && shownAt(120); }, 20'000);
    }
    [[nodiscard]] views::FloorView &floor() const { return *window->panels().floor; }
    [[nodiscard]] InspectorPanel &panel() const { return *window->panels().inspector; }
    [[nodiscard]] bool shownAt(int seconds) const
    {
        return window->session()->latest()->time.us >= seconds * 1'000'000LL;
    }
    /// The engine has answered and the panel shows it.
    [[nodiscard]] bool answered() const
    {
        return QTest::qWaitFor([this] { return !panel().moment().isEmpty() && panel().facts()->model()->rowCount(); },
                               10'000);
    }
    void click(QPointF p) const { QTest::mouseClick(&floor(), Qt::LeftButton, {}, p.toPoint()); }
};

} // namespace

class TestInspect final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void clickOnALaneOpensIt();
    void clickOnTheFunctionOpensItsBatch();
    void enterOpensAndEscapeCloses();
    void itFollowsTheRun();
    void theSavedEventIsReadable();
    void menuShowsAndHidesIt();
    void nothingIsWrittenByHalves();
};

void TestInspect::clickOnALaneOpensIt()
{
    Still f;
    QVERIFY(f.ready);
    QVERIFY(!f.window->panels().inspectorShown());
    const views::LaneBox box = f.floor().floorGeometry().lanes[1];
    f.click(QPointF(box.rect.left() + 4, box.rect.top() + 4));
    QVERIFY(f.window->panels().inspectorShown());
    QVERIFY(f.answered());
    QCOMPARE(f.panel().page(), Page::Shard);
    const QString shard = f.panel().facts()->model()->index(0, 1).data().toString();
    QVERIFY2(shard.startsWith("shardId-"), qPrintable(shard));
    QVERIFY2(f.panel().accessibleName().contains(QString::number(shard.right(12).toInt())), qPrintable(shard));
}

void TestInspect::clickOnTheFunctionOpensItsBatch()
{
    Still f;
    QVERIFY(f.ready);
    const views::LaneBox box = f.floor().floorGeometry().lanes[0];
    QVERIFY(!box.worker.isEmpty());
    f.click(box.worker.center());
    QVERIFY(f.answered());
    QCOMPARE(f.panel().page(), Page::Batch);
    QVERIFY(!f.panel().isFollowing());
}

void TestInspect::enterOpensAndEscapeCloses()
{
    Still f;
    QVERIFY(f.ready);
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    f.floor().setFocus();
    QTest::keyClick(&f.floor(), Qt::Key_Down);
    QTest::keyClick(&f.floor(), Qt::Key_Return);
    QVERIFY(f.window->panels().inspectorShown());
    QVERIFY(f.panel().tabs()->hasFocus());
    QTest::keyClick(f.panel().tabs(), Qt::Key_Right);
    QCOMPARE(f.panel().page(), Page::Iterator);
    QVERIFY(f.answered());
    QTest::keyClick(f.panel().tabs(), Qt::Key_Escape);
    QVERIFY(!f.window->panels().inspectorShown());
    QVERIFY(f.floor().hasFocus());
}

void TestInspect::itFollowsTheRun()
{
    Still f;
    QVERIFY(f.ready);
    f.click(f.floor().floorGeometry().lanes[0].rect.center());
    f.panel().setPage(Page::Shard);
    QVERIFY(f.answered());
    const QString before = f.panel().moment();
    f.window->setPlaying(true);
    QVERIFY(QTest::qWaitFor([&] { return f.panel().moment() != before; }, 10'000));
    f.panel().follow()->click();
    QVERIFY(QTest::qWaitFor([&] { return f.panel().moment().startsWith("as of"); }, 10'000));
    QTest::qWait(300); // until the answer to the click is shown
    const QString stays = f.panel().moment();
    QTest::qWait(400);
    QCOMPARE(f.panel().moment(), stays);
}

void TestInspect::theSavedEventIsReadable()
{
    Still f;
    QVERIFY(f.ready);
    f.click(f.floor().floorGeometry().lanes[0].worker.center());
    f.panel().setPage(Page::Event);
    QVERIFY(QTest::qWaitFor([&] { return !f.panel().event()->event().isEmpty(); }, 10'000));
    const QTemporaryDir folder;
    const QString path = folder.filePath("event.json");
    QCOMPARE(app::InspectorGuide::writeWhole(path, f.panel().event()->event()), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray records = QJsonDocument::fromJson(file.readAll())["Records"].toArray();
    QVERIFY(!records.isEmpty());
    const QJsonObject kinesis = records[0].toObject()["kinesis"].toObject();
    const QByteArray data = QByteArray::fromBase64(kinesis["data"].toString().toLatin1());
    QCOMPARE(QJsonDocument::fromJson(data)["key"].toString(), kinesis["partitionKey"].toString());
}

void TestInspect::menuShowsAndHidesIt()
{
    Still f;
    QVERIFY(f.ready);
    QAction *action = f.window->actions()[ActionId::ShowInspector];
    action->trigger();
    QVERIFY(f.window->panels().inspectorShown() && action->isChecked());
    QVERIFY(f.answered());
    action->trigger();
    QVERIFY(!f.window->panels().inspectorShown() && !action->isChecked());
}

void TestInspect::nothingIsWrittenByHalves()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("no such folder/event.json");
    QVERIFY(app::InspectorGuide::writeWhole(path, "{}").contains("event.json"));
    QVERIFY(QDir(folder.path()).isEmpty());
}

HOTSHARD_GUI_TEST_MAIN(TestInspect)
#include "tst_inspect.moc"

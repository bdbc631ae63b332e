// The time bar: where instants stand and what it tells.
#include "support/gui_test_main.h"
#include "support/sketch_charts.h"
#include "views/timebar/time_bar.h"

#include <QImage>

using namespace hotshard;
using namespace hotshard::views;

class TestTimeBar final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void instantsStandInProportion();
    void paintsThePlayheadWhereTheRunIs();
    void saysTheWorstAge();
    void worksBeforeTheFirstSnapshot();
    void isPaintedOnlyWhenThePictureChanges();
};

void TestTimeBar::instantsStandInProportion()
{
    TimeBar bar;
    bar.setOutline(sketch::outline());
    bar.resize(1400, 80);
    const double zero = bar.xOf(0), end = bar.xOf(1800);
    QVERIFY(zero >= 200 && end <= 1400);
    QCOMPARE(bar.xOf(900), (zero + end) / 2);
    QCOMPARE(bar.xOf(5000), end); // never outside
}

void TestTimeBar::paintsThePlayheadWhereTheRunIs()
{
    const Theme theme;
    TimeBar bar;
    bar.setTheme(theme);
    bar.setOutline(sketch::outline());
    bar.resize(1400, 80);
    const SnapshotPtr snapshot = sketch::hotKeyWithCharts();
    bar.setSnapshot(snapshot);
    const QImage image = bar.grab().toImage();
    const QPoint knob(static_cast<int>(bar.xOf(snapshot->time.toSeconds())), 12);
    QCOMPARE(image.pixelColor(knob), theme.text);
    // The history reaches up to now and not beyond.
    const QPoint past(knob.x() - 4, 49), future(knob.x() + 6, 49);
    QVERIFY(image.pixelColor(past) != theme.inset);
    QCOMPARE(image.pixelColor(future), theme.inset);
}

void TestTimeBar::saysTheWorstAge()
{
    TimeBar bar;
    bar.setOutline(sketch::outline());
    bar.setSnapshot(sketch::hotKeyWithCharts());
    QVERIFY(!bar.accessibleName().isEmpty());
    QVERIFY2(bar.accessibleDescription().contains("42"), qPrintable(bar.accessibleDescription()));
}

void TestTimeBar::worksBeforeTheFirstSnapshot()
{
    TimeBar bar;
    bar.resize(900, 80);
    QVERIFY(!bar.grab().isNull());
}

void TestTimeBar::isPaintedOnlyWhenThePictureChanges()
{
    struct Paints : QObject {
        int count = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            count += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
    } paints;
    TimeBar bar;
    bar.resize(900, 80);
    bar.show();
    Snapshot snapshot = *sketch::hotKeyWithCharts();
    bar.setSnapshot(std::make_shared<Snapshot>(snapshot));
    QCoreApplication::processEvents();
    bar.installEventFilter(&paints);
    const auto paintsAfter = [&] {
        paints.count = 0;
        bar.setSnapshot(std::make_shared<Snapshot>(snapshot));
        QCoreApplication::processEvents();
        return paints.count;
    };
    snapshot.time.us += 1000;
    QCOMPARE(paintsAfter(), 0);
    snapshot.time.us += 1'000'000; // the clock
    QCOMPARE(paintsAfter(), 1);
    snapshot.changes.push_back({snapshot.time, "clicks.shards", "4", "8", {}, false, true});
    QCOMPARE(paintsAfter(), 1);
    QCOMPARE(paintsAfter(), 0);
    for (LaneView &lane : snapshot.streams.front().lanes) // the worst age in its words
        lane.iteratorAge = Duration{lane.iteratorAge.us + 60'000'000};
    QCOMPARE(paintsAfter(), 1);
}

HOTSHARD_GUI_TEST_MAIN(TestTimeBar)
#include "tst_time_bar.moc"

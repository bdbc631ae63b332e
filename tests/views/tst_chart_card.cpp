// Charts: what they draw, the cursor they share, zooming by mouse and keyboard, the table behind them.
#include "support/gui_test_main.h"
#include "support/sketch_charts.h"
#include "views/charts/chart_row.h"
#include "views/charts/series_chart.h"

#include <QChart>
#include <QLineSeries>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTabBar>
#include <QWheelEvent>

using namespace hotshard;
using namespace hotshard::views;

namespace {

std::unique_ptr<ChartRow> shownRow(int width, const SnapshotPtr &snapshot)
{
    auto row = std::make_unique<ChartRow>();
    row->setTheme(Theme());
    row->setOutline(sketch::outline());
    row->resize(width, 274);
    row->setSnapshot(snapshot);
    row->show();
    row->refreshAll();
    return row;
}

int visibleLines(const ChartCard &card)
{
    int count = 0;
    for (const QAbstractSeries *series : card.chart()->series())
        if (const auto *line = qobject_cast<const QLineSeries *>(series))
            count += line->isVisible() && line->count() > 0;
    return count;
}

} // namespace

class TestChartCard final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void fourChartsSideBySideWhereThereIsRoom();
    void tabsWhereThereIsNot();
    void everyChartCanBeShown();
    void aLaneTakesTheColourOfItsKeyFromHalfItsTraffic();
    void linesStayInsideTheRange();
    void theCursorIsShared();
    void draggingZoomsAndDoubleClickReturns();
    void wheelAndKeysZoom();
    void worksWithoutData();
    void dataIsATable();
    void saysItsValuesToAScreenReader();
    void refreshesAreStaggeredAndEnd();
};

void TestChartCard::fourChartsSideBySideWhereThereIsRoom()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    int shown = 0;
    for (const ChartCard *card : row->cards())
        shown += card->isVisible();
    QCOMPARE(shown, 4);
    QVERIFY(!row->usesTabs());
    QVERIFY(row->card("iterator-age")->width() > row->card("flow")->width());
}

void TestChartCard::tabsWhereThereIsNot()
{
    const auto row = shownRow(1280, sketch::hotKeyWithCharts());
    QVERIFY(row->usesTabs());
    auto *tabs = row->findChild<QTabBar *>();
    QCOMPARE(tabs->count(), 7);
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        for (std::size_t card = 0; card < row->cards().size(); ++card)
            QCOMPARE(row->cards()[card]->isVisible(), static_cast<int>(card) == i);
    }
}

void TestChartCard::everyChartCanBeShown()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    for (const ChartCard *card : row->cards()) {
        row->setChartShown(card->id(), true);
        QVERIFY2(card->isVisible(), qPrintable(card->id()));
        QVERIFY(row->shown().size() <= 4);
    }
    row->setShown({QStringLiteral("no-such-chart")});
    QCOMPARE(row->shown(), ChartRow::defaultCharts());
}

void TestChartCard::aLaneTakesTheColourOfItsKeyFromHalfItsTraffic()
{
    const Theme theme;
    ChartLine line;
    line.hottestKey = 1;
    line.hottestShare = 0.5;
    QCOMPARE(SeriesChart::laneColour(theme, line, 0), theme.keys[1]);
    line.hottestShare = 0.49;
    QCOMPARE(SeriesChart::laneColour(theme, line, 0), theme.othersdark);
    line.hottestShare = 0.9;
    line.hottestKey = 40; // a counted key without a colour of its own
    QCOMPARE(SeriesChart::laneColour(theme, line, 0), theme.othersdark);
}

void TestChartCard::linesStayInsideTheRange()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    ChartCard *card = row->card("iterator-age");
    QCOMPARE(visibleLines(*card), 4);
    for (const QAbstractSeries *series : card->chart()->series())
        if (const auto *line = qobject_cast<const QLineSeries *>(series))
            for (const QPointF &point : line->points()) {
                const QPointF at = card->chart()->mapToPosition(point, const_cast<QLineSeries *>(line));
                QVERIFY(card->chart()->plotArea().adjusted(-1, -1, 1, 1).contains(at)); // an SVG is not clipped
            }
}

void TestChartCard::theCursorIsShared()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    ChartCard *age = row->card("iterator-age");
    const QRectF plot = age->chart()->plotArea();
    // QTest::mouseMove moves the real pointer, which no offscreen window follows without a button.
    QMouseEvent move(QEvent::MouseMove, plot.center(), age->viewport()->mapToGlobal(plot.center()), Qt::NoButton,
                     Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(age->viewport(), &move);
    QVERIFY(age->cursorTime().has_value());
    QCOMPARE(row->card("flow")->cursorTime(), age->cursorTime());
    QVERIFY(!row->card("traffic-by-key")->cursorTime()); // not over time
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(age, &leave);
    QVERIFY(!row->card("flow")->cursorTime());
}

void TestChartCard::draggingZoomsAndDoubleClickReturns()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    QSignalSpy ranges(row.get(), &ChartRow::rangeWanted);
    ChartCard *age = row->card("iterator-age");
    const QRectF plot = age->chart()->plotArea();
    const QPoint from(static_cast<int>(plot.left() + plot.width() * 0.5), 100),
        to(static_cast<int>(plot.left() + plot.width() * 0.75), 100);
    QTest::mousePress(age->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(age->viewport(), (from + to) / 2);
    QTest::mouseMove(age->viewport(), to);
    QTest::mouseRelease(age->viewport(), Qt::LeftButton, {}, to);
    QVERIFY(!row->isLive());
    QVERIFY(!ranges.isEmpty());
    const double span = ranges.last()[1].toDouble() - ranges.last()[0].toDouble();
    QVERIFY2(span > 100 && span < 200, qPrintable(QString::number(span))); // a quarter of ten minutes
    QTest::mouseDClick(age->viewport(), Qt::LeftButton, {}, from);
    QVERIFY(row->isLive());
    QCOMPARE(ranges.last()[1].toDouble(), -1.0);
}

void TestChartCard::wheelAndKeysZoom()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    ChartCard *age = row->card("iterator-age");
    QSignalSpy wanted(age, &ChartCard::windowWanted);
    const QPointF at = age->chart()->plotArea().center();
    QWheelEvent wheel(at, age->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(age->viewport(), &wheel);
    QCOMPARE(wanted.size(), 1);
    QTest::keyClick(age, Qt::Key_PageUp);
    QCOMPARE(wanted.size(), 2);
    QTest::keyClick(age, Qt::Key_Left);
    QVERIFY(age->cursorTime().has_value());
    QTest::keyClick(age, Qt::Key_Escape);
    QVERIFY(!age->cursorTime());
    QTest::keyClick(age, Qt::Key_Home);
    QVERIFY(row->isLive());
}

void TestChartCard::worksWithoutData()
{
    auto empty = std::make_shared<Snapshot>();
    const auto row = shownRow(1920, empty);
    for (ChartCard *card : row->cards())
        QVERIFY(!card->grab().isNull());
    QVERIFY(row->card("iterator-age")->table().rows.empty());
}

void TestChartCard::dataIsATable()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    for (const ChartCard *card : row->cards()) {
        const ChartTable table = card->table();
        if (card->id() == QLatin1String("concurrency"))
            continue; // this run has no account, and nothing was throttled
        QVERIFY2(!table.rows.empty(), qPrintable(card->id()));
        for (const std::vector<double> &values : table.rows)
            QCOMPARE(static_cast<qsizetype>(values.size()) + (table.firstColumn.isEmpty() ? 0 : 1),
                     table.header.size());
    }
    QCOMPARE(row->card("iterator-age")->table().header.value(1), QStringLiteral("shard_2"));
}

void TestChartCard::saysItsValuesToAScreenReader()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    QVERIFY(row->card("iterator-age")->accessibleName().contains("Iterator age"));
    QVERIFY(row->card("iterator-age")->accessibleDescription().contains("shard 2"));
    QVERIFY(row->card("backlog")->accessibleDescription().contains("records"));
}

void TestChartCard::refreshesAreStaggeredAndEnd()
{
    const auto row = shownRow(1920, sketch::hotKeyWithCharts());
    auto later = std::make_shared<Snapshot>(*sketch::hotKeyWithCharts());
    later->charts.iteratorAge.lines.front().high.back() = 99;
    row->setSnapshot(later);
    const auto showsIt = [&] { return row->card("iterator-age")->table().rows.back()[1] == 99; };
    QVERIFY(!showsIt()); // in its own time slice, not now
    QTRY_VERIFY(showsIt());
}

HOTSHARD_GUI_TEST_MAIN(TestChartCard)
#include "tst_chart_card.moc"

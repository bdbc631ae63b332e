// Axis steps, steady ranges and the visible part of time.
#include "views/charts/nice_axis.h"

#include "support/test_main.h"

using namespace hotshard::views;

class TestNiceAxis final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void stepsAreOneTwoFive_data();
    void stepsAreOneTwoFive();
    void scaleHoldsTheDataAndStartsAtZero();
    void scaleHasFourToSixLabels();
    void ticksDoNotDrift();
    void growsAtOnceAndShrinksLate();
    void timeStepsAreClockSteps_data();
    void timeStepsAreClockSteps();
    void clockTexts_data();
    void clockTexts();
    void liveWindowGrowsThenScrolls();
    void aPreviewGetsRoomBeyondNow();
    void liveSpanFollowsSpeed();
    void zoomStaysInsideTheRun();
};

void TestNiceAxis::stepsAreOneTwoFive_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("step");
    QTest::newRow("exact one") << 1.0 << 1.0;
    QTest::newRow("above one") << 1.01 << 2.0;
    QTest::newRow("above two") << 2.5 << 5.0;
    QTest::newRow("above five") << 7.0 << 10.0;
    QTest::newRow("thousands") << 3100.0 << 5000.0;
    QTest::newRow("small") << 0.003 << 0.005;
    QTest::newRow("zero") << 0.0 << 1.0;
    QTest::newRow("negative") << -3.0 << 1.0;
    QTest::newRow("not a number") << qQNaN() << 1.0;
}

void TestNiceAxis::stepsAreOneTwoFive()
{
    QFETCH(double, value);
    QFETCH(double, step);
    QCOMPARE(niceStep(value), step);
}

void TestNiceAxis::scaleHoldsTheDataAndStartsAtZero()
{
    for (double highest = 0.001; highest < 1e7; highest *= 1.37) {
        const AxisScale scale = niceScale(highest);
        QVERIFY2(scale.top >= highest * (1 - 1e-9), qPrintable(QString::number(highest)));
        QCOMPARE(ticks(scale).front(), 0.0);
        QVERIFY(scale.top < 2.6 * highest); // at least two fifths of the height are used
    }
    QCOMPARE(niceScale(42), (AxisScale{50, 10}));
    QCOMPARE(niceScale(15498), (AxisScale{20000, 5000}));
    QVERIFY(niceScale(0).top > 0);
}

void TestNiceAxis::scaleHasFourToSixLabels()
{
    for (double highest = 0.5; highest < 1e6; highest *= 1.11) {
        const auto labels = ticks(niceScale(highest)).size();
        QVERIFY2(labels >= 3 && labels <= 6, qPrintable(QString::number(highest)));
    }
}

void TestNiceAxis::ticksDoNotDrift()
{
    const std::vector<double> marks = ticks({1, 0.1});
    QCOMPARE(marks.size(), std::size_t{11});
    QCOMPARE(marks.back(), 1.0);
}

void TestNiceAxis::growsAtOnceAndShrinksLate()
{
    SteadyScale steady;
    QCOMPARE(steady.update(42, 0).top, 50.0);
    QCOMPARE(steady.update(58, 0.1).top, 60.0); // 42 -> 58: five steps of 20 would be too coarse
    QCOMPARE(steady.update(41, 1).top, 60.0);   // still above half: stays for ever
    QCOMPARE(steady.update(41, 100).top, 60.0);
    QCOMPARE(steady.update(9, 101).top, 60.0);
    QCOMPARE(steady.update(9, 103).top, 60.0);
    QCOMPARE(steady.update(9, 104.5).top, 10.0);
    QCOMPARE(steady.update(500, 104.6).top, 500.0);
    steady.update(9, 105);
    steady.update(400, 106); // back up: the waiting starts anew
    QCOMPARE(steady.update(9, 108.5).top, 500.0);
    steady.reset();
    QCOMPARE(steady.update(3, 200).top, 3.0);
}

void TestNiceAxis::timeStepsAreClockSteps_data()
{
    QTest::addColumn<double>("span");
    QTest::addColumn<int>("labels");
    QTest::addColumn<double>("step");
    QTest::newRow("five minutes") << 300.0 << 6 << 60.0;
    QTest::newRow("half an hour") << 1800.0 << 6 << 300.0;
    QTest::newRow("a minute") << 60.0 << 4 << 15.0;
    QTest::newRow("a day") << 86400.0 << 8 << 10800.0;
    QTest::newRow("ten days") << 864000.0 << 6 << 172800.0;
    QTest::newRow("a hundred days") << 8640000.0 << 5 << 1728000.0;
}

void TestNiceAxis::timeStepsAreClockSteps()
{
    QFETCH(double, span);
    QFETCH(int, labels);
    QFETCH(double, step);
    QCOMPARE(timeStep(span, labels), step);
}

void TestNiceAxis::clockTexts_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << "0:00";
    QTest::newRow("minutes") << 751.0 << "12:31";
    QTest::newRow("hours") << 3725.0 << "1:02:05";
    QTest::newRow("tenths") << 5.5 << "0:05.5";
    QTest::newRow("rounds up to a minute") << 59.97 << "1:00";
}

void TestNiceAxis::clockTexts()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(clockText(seconds), text);
}

void TestNiceAxis::liveWindowGrowsThenScrolls()
{
    QCOMPARE(liveWindow(5, 600), (TimeWindow{0, 60}));
    QCOMPARE(liveWindow(61, 600), (TimeWindow{0, 120}));
    QCOMPARE(liveWindow(301, 600), (TimeWindow{0, 600}));
    QCOMPARE(liveWindow(751, 600), (TimeWindow{151, 751}));
    for (double now = 0; now < 2000; now += 7) {
        const TimeWindow window = liveWindow(now, 900);
        QVERIFY(window.from <= now && now <= window.to);
    }
}

void TestNiceAxis::aPreviewGetsRoomBeyondNow()
{
    // Scrolling: it scrolls on with as much future as there is.
    QCOMPARE(windowWithPreview({151, 751}, 751, 600), (TimeWindow{151, 1351}));
    QCOMPARE(windowWithPreview({152, 752}, 752, 600), (TimeWindow{152, 1352}));
    // At the beginning the axis stands still for a minute at a time.
    QCOMPARE(windowWithPreview({0, 60}, 5, 600), (TimeWindow{0, 660}));
    QCOMPARE(windowWithPreview({0, 60}, 59, 600), (TimeWindow{0, 660}));
    QCOMPARE(windowWithPreview({0, 120}, 61, 600), (TimeWindow{0, 720}));
    // Near the end of the run there is little left to show.
    QCOMPARE(windowWithPreview({0, 600}, 500, 10), (TimeWindow{0, 600}));
}

void TestNiceAxis::liveSpanFollowsSpeed()
{
    QCOMPARE(liveSpan(1, 1800), 300.0);
    QCOMPARE(liveSpan(60, 1800), 600.0);
    QCOMPARE(liveSpan(10000, 1800), 1800.0);
    QCOMPARE(liveSpan(1, 10), 60.0);
}

void TestNiceAxis::zoomStaysInsideTheRun()
{
    const TimeWindow closer = zoomed({0, 600}, 300, 0.5, 1000);
    QCOMPARE(closer, (TimeWindow{150, 450}));
    const TimeWindow out = zoomed({150, 450}, 150, 100, 1000);
    QCOMPARE(out, (TimeWindow{0, 1000}));
    QCOMPARE(zoomed({0, 6}, 3, 0.001, 1000).span(), 5.0);
}

HOTSHARD_TEST_MAIN(TestNiceAxis)
#include "tst_nice_axis.moc"

// A slider in the hand: real mouse events, and the charts show how the run would go on, named as what it is.
//
//   HOTSHARD_GALLERY=directory tst_preview drag     writes pictures of a drag, to be looked at
#include "gui/window_fixture.h"

#include "app/window/window_layout.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"
#include "views/controls/parameter_panel.h"
#include "views/controls/parameter_slider.h"
#include "views/controls/track_slider.h"

#include <QDir>

#include <algorithm>
#include <cmath>

using namespace hotshard;
using namespace hotshard::views;
using hotshard::app::ThemeChoice;
using hotshard::test::WindowFixture;

namespace {

/// A mouse at a slider.
class Hand {
public:
    Hand(WindowFixture &fixture, const QString &path)
        : m_row(qobject_cast<ParameterSlider *>(fixture.window->panels().controls->row(path)))
    {
    }
    [[nodiscard]] bool found() const { return m_row != nullptr; }
    void press(double from) { QTest::mousePress(m_row->track(), Qt::LeftButton, {}, place(from)); }
    void drag(double to) { QTest::mouseMove(m_row->track(), place(to)); }
    void release(double at) { QTest::mouseRelease(m_row->track(), Qt::LeftButton, {}, place(at)); }
    [[nodiscard]] double fraction() const { return m_row->track()->fraction(); }

private:
    [[nodiscard]] QPoint place(double fraction) const
    {
        const int margin = 10;
        return {margin + static_cast<int>((m_row->track()->width() - 2 * margin) * fraction), 12};
    }
    ParameterSlider *m_row;
};

/// A paused run at a time.
bool pausedAt(WindowFixture &f, const QString &scenario, Duration at)
{
    if (!f.open(scenario))
        return false;
    f.window->setPlaying(false);
    Session &session = *f.window->session();
    session.step(at);
    return QTest::qWaitFor(
        [&] {
            return session.latest()->time.us >= at.us
                && !f.window->panels().charts->card("iterator-age")->table().rows.empty();
        },
        20'000);
}

/// For the gallery, where there is one.
void keepPicture(const WindowFixture &f, const QString &name)
{
    const QPixmap picture = f.window->grab();
    QCOMPARE(picture.size(), f.window->size() * picture.devicePixelRatio());
    if (const QString folder = qEnvironmentVariable("HOTSHARD_GALLERY"); !folder.isEmpty())
        QVERIFY(picture.save(QDir(folder).filePath(name + ".png")));
}

const PreviewPtr &previewOf(const WindowFixture &f) { return f.window->panels().charts->preview(); }

ChartCard &card(const WindowFixture &f, const char *id)
{
    return *f.window->panels().charts->card(QString::fromLatin1(id));
}

} // namespace

class TestPreview final : public QObject {
    Q_OBJECT

private slots:
    void init() { hotshard::test::failOnAnyWarning(); }
    void aDragShowsHowItWouldGoOn();
    void itsWordsStayWithItsLine();
    void saysWhatItIsAndWhatItWouldBeWithout();
    void theAxisSettlesWhenTheHandLetsGo();
    void aRestartSettlesTheAxes();
    void whatAnswersAnEarlierValueIsDim();
    void theLastValueIsTheOneThatIsSet();
    void playingLetsGoAfterThreeSeconds();
    void backAtItsPlaceItGoesToo();
    void aRestartForgetsIt();
    void noPreviewHasAReason();
    void keysShowItToo();
    void drag_data();
    void drag();
};

void TestPreview::aDragShowsHowItWouldGoOn()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(5)));
    const SnapshotPtr before = f.window->session()->latest();
    QVERIFY(!previewOf(f));
    const QString usualTip = card(f, "backlog").toolTip();
    Hand hand(f, QStringLiteral("count.latency.per_record"));
    QVERIFY(hand.found());
    hand.press(hand.fraction());
    hand.drag(0.1);
    QTRY_VERIFY(previewOf(f));
    const PreviewPtr first = previewOf(f);
    QCOMPARE(first->path, std::string("count.latency.per_record"));
    QVERIFY(first->refusal == PreviewRefusal::None);
    QVERIFY(first->times.size() >= 600);
    hand.drag(0.9);
    QTRY_VERIFY(previewOf(f) != first && previewOf(f)->value != first->value);
    QVERIFY(previewOf(f)->backlog.back() > first->backlog.back()); // slower: more waits
    // Said in words; charts that have no preview keep theirs.
    QTRY_VERIFY(card(f, "backlog").toolTip().contains(QStringLiteral("per poll, not per record")));
    QTRY_VERIFY(card(f, "iterator-age").toolTip().contains(QString::fromStdString(previewOf(f)->value)));
    QVERIFY(!card(f, "flow").toolTip().contains(QStringLiteral("per poll")));
    // Nothing has been changed, and nothing measured has been added to.
    QVERIFY(f.window->session()->latest()->changes.empty());
    QCOMPARE(f.window->session()->latest()->time, before->time);
    const double last = card(f, "backlog").table().rows.back()[0];
    QVERIFY(last <= before->time.toSeconds());
    hand.release(0.9);
    QVERIFY(usualTip != card(f, "backlog").toolTip());
}

void TestPreview::itsWordsStayWithItsLine()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(2)));
    Hand hand(f, QStringLiteral("clicks.shards"));
    QVERIFY(hand.found());
    const auto beside = [&f](const char *id) {
        const ChartCard &chart = card(f, id);
        const QRectF text = chart.ghostTextRect();
        const double away =
            std::min(std::abs(text.top() - chart.ghostEnd().y()), std::abs(text.bottom() - chart.ghostEnd().y()));
        return away < 2.5 * text.height() && std::abs(text.right() - chart.ghostEnd().x()) < 40
            && !text.intersects(chart.limitTextRect());
    };
    hand.press(hand.fraction());
    hand.drag(0.9); // cold lanes beyond need: the line is high for a while
    QTRY_VERIFY(card(f, "backlog").ghost());
    hand.drag(0.55);
    QTRY_VERIFY(previewOf(f) && previewOf(f)->request >= 3);
    QTRY_VERIFY(card(f, "backlog").ghost() && beside("backlog") && beside("iterator-age"));
    keepPicture(f, QStringLiteral("shards-held"));
    hand.release(0.55);
    QTRY_COMPARE(f.window->session()->latest()->changes.size(), std::size_t{1});
    QTRY_VERIFY(card(f, "backlog").ghost() && beside("backlog") && beside("iterator-age"));
    QTest::qWait(300); // every chart is painted
    QVERIFY(beside("backlog") && beside("iterator-age"));
    keepPicture(f, QStringLiteral("shards-released"));
}

void TestPreview::saysWhatItIsAndWhatItWouldBeWithout()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(2)));
    Hand hand(f, QStringLiteral("clicks.shards"));
    hand.press(hand.fraction());
    hand.drag(0.5);
    QTRY_VERIFY(card(f, "backlog").ghost() && card(f, "iterator-age").ghost());
    const PreviewPtr asItIs = f.window->panels().charts->asItIs();
    QVERIFY(asItIs && asItIs->path.empty() && asItIs->run == previewOf(f)->run);
    QVERIFY(asItIs->backlog != previewOf(f)->backlog);
    const QString value = QString::fromStdString(previewOf(f)->value);
    const PlotGhost &backlog = *card(f, "backlog").ghost(), &age = *card(f, "iterator-age").ghost();
    QVERIFY2(backlog.text.contains(QStringLiteral("Shards %1: ").arg(value)), qPrintable(backlog.text));
    QVERIFY2(backlog.text.endsWith(QStringLiteral(" in all")), qPrintable(backlog.text));
    QVERIFY2(age.text.contains(QStringLiteral("Shards %1: worst ").arg(value)), qPrintable(age.text));
    QVERIFY(!backlog.asItIs.isEmpty() && backlog.asItIs != backlog.points);
    const QString tip = card(f, "backlog").toolTip();
    QVERIFY2(tip.contains(QStringLiteral("At 12:00: ")) && tip.contains(QStringLiteral("as it is: ")), qPrintable(tip));
    // What has no preview stays as it was.
    QVERIFY(!card(f, "flow").ghost());
    hand.release(0.5);
}

void TestPreview::theAxisSettlesWhenTheHandLetsGo()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(2)));
    Hand hand(f, QStringLiteral("web.rate"));
    hand.press(hand.fraction());
    hand.drag(1);
    QTRY_VERIFY(card(f, "backlog").ghost());
    const double high = card(f, "backlog").axisTop();
    hand.drag(0);
    const PreviewPtr first = previewOf(f);
    QTRY_VERIFY(previewOf(f) != first);
    hand.release(0);
    QTRY_VERIFY(card(f, "backlog").axisTop() < high / 4);
    keepPicture(f, QStringLiteral("settled"));
}

void TestPreview::aRestartSettlesTheAxes()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(10)));
    QTRY_VERIFY(card(f, "iterator-age").axisTop() > 100);
    QTest::keyClick(f.window.get(), Qt::Key_R);
    QTRY_VERIFY(card(f, "iterator-age").axisTop() < 50); // the alarm at 30 s is all there is
    QTRY_VERIFY(card(f, "backlog").axisTop() < 50);
}

void TestPreview::whatAnswersAnEarlierValueIsDim()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(2)));
    ChartRow &charts = *f.window->panels().charts;
    Hand hand(f, QStringLiteral("web.rate"));
    hand.press(hand.fraction());
    hand.drag(0.8);
    QTRY_VERIFY(card(f, "backlog").ghost() && !card(f, "backlog").ghost()->ofEarlier);
    const QImage clear = card(f, "backlog").grab().toImage();
    charts.setPreviewOfEarlier(true);
    charts.refreshAll();
    QVERIFY(card(f, "backlog").ghost()->ofEarlier);
    QVERIFY(card(f, "backlog").grab().toImage() != clear);
    hand.drag(0.7); // answered: it is clear again
    QTRY_VERIFY(!card(f, "backlog").ghost()->ofEarlier);
    hand.release(0.7);
}

void TestPreview::theLastValueIsTheOneThatIsSet()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(3)));
    Hand hand(f, QStringLiteral("web.rate"));
    hand.press(hand.fraction());
    for (int i = 0; i <= 40; ++i)
        hand.drag(0.5 + i * 0.01);
    hand.release(0.9);
    QTRY_COMPARE(f.window->session()->latest()->changes.size(), std::size_t{1});
    const std::string set = f.window->session()->latest()->changes.front().to;
    // The last of forty wishes is answered, from after the change: the same future.
    QTRY_VERIFY(previewOf(f) && previewOf(f)->value == set);
    QTest::qWait(300);
    QVERIFY(previewOf(f)); // a paused run keeps it: nothing has come yet that could be compared
}

void TestPreview::playingLetsGoAfterThreeSeconds()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(3)));
    f.window->setPlaying(true);
    Hand hand(f, QStringLiteral("web.rate"));
    hand.press(hand.fraction());
    hand.drag(0.8);
    QTRY_VERIFY(previewOf(f));
    // While it is held the future moves on with the run.
    const SimTime from = previewOf(f)->from;
    QTRY_VERIFY(previewOf(f)->from > from);
    hand.release(0.8);
    QTest::qWait(500);
    QVERIFY(previewOf(f)); // the run is seen beside it
    QTRY_VERIFY_WITH_TIMEOUT(!previewOf(f), 4000);
    QTRY_VERIFY(!card(f, "backlog").toolTip().contains(QStringLiteral("per poll")));
}

void TestPreview::backAtItsPlaceItGoesToo()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(3)));
    Hand hand(f, QStringLiteral("web.rate"));
    const double home = hand.fraction();
    hand.press(home);
    hand.drag(0.9);
    QTRY_VERIFY(previewOf(f));
    hand.drag(home);
    hand.release(home);
    f.window->setPlaying(true);
    QTRY_VERIFY_WITH_TIMEOUT(!previewOf(f), 6000);
}

void TestPreview::aRestartForgetsIt()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(3)));
    Hand hand(f, QStringLiteral("web.rate"));
    hand.press(hand.fraction());
    hand.drag(0.9);
    QTRY_VERIFY(previewOf(f));
    hand.release(0.9);
    QTest::keyClick(f.window.get(), Qt::Key_R);
    QTRY_VERIFY(!previewOf(f));
}

void TestPreview::noPreviewHasAReason()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/access-log.json"), Duration::minutes(2)));
    Hand hand(f, QStringLiteral("requests.shards"));
    QVERIFY(hand.found());
    hand.press(hand.fraction());
    hand.drag(hand.fraction() < 0.5 ? 0.9 : 0.1);
    QTRY_VERIFY(previewOf(f));
    QVERIFY(previewOf(f)->refusal == PreviewRefusal::Replay);
    QTRY_VERIFY(card(f, "backlog").ghost());
    QVERIFY(card(f, "backlog").ghost()->text.contains(QStringLiteral("recorded log: let go to see")));
    QTest::qWait(200); // every chart is painted
    keepPicture(f, QStringLiteral("refused"));
    hand.release(0.9);
    QTRY_VERIFY(!previewOf(f)); // there is nothing to compare with
}

void TestPreview::keysShowItToo()
{
    WindowFixture f;
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(3)));
    auto *row = qobject_cast<ParameterSlider *>(f.window->panels().controls->row(QStringLiteral("web.rate")));
    QVERIFY(row);
    row->track()->setFocus();
    QTest::keyClick(row->track(), Qt::Key_Right);
    QTRY_VERIFY(previewOf(f));
    QTRY_COMPARE(f.window->session()->latest()->changes.size(), std::size_t{1}); // the hand has rested
}

void TestPreview::drag_data()
{
    QTest::addColumn<app::ThemeChoice>("theme");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("released");
    QTest::newRow("light") << ThemeChoice::Light << "en" << QSize(1920, 1080) << false;
    QTest::newRow("dark") << ThemeChoice::Dark << "en" << QSize(1920, 1080) << false;
    QTest::newRow("projector") << ThemeChoice::Projector << "en" << QSize(1920, 1080) << true;
    QTest::newRow("japanese") << ThemeChoice::Light << "ja" << QSize(1920, 1080) << true;
    QTest::newRow("small") << ThemeChoice::Light << "en" << QSize(1280, 720) << false;
    QTest::newRow("small-japanese") << ThemeChoice::Dark << "ja" << QSize(1280, 720) << true;
}

void TestPreview::drag()
{
    QFETCH(app::ThemeChoice, theme);
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QFETCH(bool, released);
    WindowFixture f(size);
    f.settings.setTheme(theme);
    f.settings.setLanguage(language == QStringLiteral("ja") ? app::LanguageChoice::Japanese
                                                            : app::LanguageChoice::English);
    f.language.use(language);
    app::useTheme(app::themeOf(f.settings.theme()));
    f.window->applyTheme();
    QVERIFY(pausedAt(f, hotshard::test::sourcePath("scenarios/hot-key.json"), Duration::minutes(6)));
    const bool small = size.width() < 1500;
    Hand hand(f, small ? QStringLiteral("web.rate") : QStringLiteral("count.latency.per_record"));
    QVERIFY(hand.found());
    hand.press(hand.fraction());
    hand.drag(small ? 0.45 : 0.36);
    QTRY_VERIFY(previewOf(f));
    for (ChartCard *each : f.window->panels().charts->cards()) // one is painted every few milliseconds
        if (each->isVisible()
            && (each->id() == QStringLiteral("iterator-age") || each->id() == QStringLiteral("backlog")))
            QTRY_VERIFY(each->toolTip().contains(QString::fromStdString(previewOf(f)->value)));
    QTest::qWait(100);
    if (released) {
        hand.release(small ? 0.45 : 0.36);
        f.window->setPlaying(true);
        QTest::qWait(700);
        QVERIFY(previewOf(f));
    }
    keepPicture(f, QString::fromLatin1(QTest::currentDataTag()));
    if (!released)
        hand.release(0.2);
}

HOTSHARD_GUI_TEST_MAIN(TestPreview)
#include "tst_preview.moc"

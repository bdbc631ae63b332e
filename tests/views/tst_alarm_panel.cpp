// Alarms as cards, in words, and as marks on the time bar.
#include "support/gui_test_main.h"
#include "support/sketch_charts.h"
#include "views/alarms/alarm_card.h"
#include "views/alarms/alarm_panel.h"
#include "views/timebar/alarm_marks.h"
#include "views/timebar/time_bar.h"

#include <QImage>

using namespace hotshard;
using namespace hotshard::views;

namespace {

AlarmView alarm(const std::string &name, AlarmState state, std::optional<double> value)
{
    AlarmView view;
    view.name = name;
    view.metric = "IncomingRecords";
    view.statistic = "Sum";
    view.unit = "Count";
    view.period = Duration::seconds(60);
    view.threshold = 48000;
    view.state = state;
    view.since = SimTime::zero() + Duration::seconds(300);
    view.value = value;
    view.changes = std::make_shared<std::vector<AlarmChange>>();
    return view;
}

/// Quiet, ringing with an action, and without data.
std::shared_ptr<Snapshot> threeAlarms()
{
    auto snapshot = std::make_shared<Snapshot>(*sketch::hotKeyWithCharts());
    snapshot->changes.clear();
    snapshot->alarms = {alarm("nearly-full", AlarmState::Ok, 24000), alarm("grow", AlarmState::Alarm, 108000),
                        alarm("silent", AlarmState::InsufficientData, {})};
    snapshot->alarms[1].sets = "orders.shards";
    snapshot->alarms[1].notifications = 1;
    const SimTime at = SimTime::zero() + Duration::seconds(300);
    snapshot->alarms[1].changes = std::make_shared<std::vector<AlarmChange>>(
        std::vector<AlarmChange>{{at, AlarmState::Ok, AlarmState::Alarm, 108000}});
    return snapshot;
}

QString text(const AlarmCard &card)
{
    return QStringList{card.name(), card.state(), card.watches(), card.value() + u' ' + card.threshold(),
                       card.history()}
        .join(QStringLiteral(" | "));
}

} // namespace

class TestAlarmPanel final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void isHiddenWithoutAlarms();
    void saysEverythingAboutAnAlarm();
    void callsThemAsTheScenarioDoes();
    void hasNamesForThoseWhoCannotSee();
    void theTimeBarMarksWhenTheyChanged();

private:
    std::unique_ptr<AlarmPanel> m_panel;
};

void TestAlarmPanel::init()
{
    hotshard::test::failOnAnyWarning();
    m_panel = std::make_unique<AlarmPanel>();
    m_panel->setTheme(Theme());
    m_panel->resize(344, 400);
}

void TestAlarmPanel::isHiddenWithoutAlarms()
{
    m_panel->setSnapshot(sketch::hotKeyWithCharts());
    QVERIFY(m_panel->isHidden());
    QCOMPARE(m_panel->neededHeight(), 0);
    m_panel->setSnapshot(threeAlarms());
    QVERIFY(!m_panel->isHidden());
    QVERIFY(m_panel->neededHeight() > 100);
    m_panel->setSnapshot(sketch::hotKeyWithCharts());
    QVERIFY(m_panel->isHidden());
}

void TestAlarmPanel::saysEverythingAboutAnAlarm()
{
    m_panel->setSnapshot(threeAlarms());
    const auto &cards = m_panel->cards();
    QCOMPARE(cards.size(), std::size_t{3});
    // What rings stands first.
    QCOMPARE(text(*cards[0]),
             QStringLiteral("grow | ALARM | IncomingRecords · Sum · 1\u202Fmin | 108,000 > 48,000 | "
                            "since 5:00 · 1 notification · sets orders.shards"));
    QCOMPARE(text(*cards[1]),
             QStringLiteral("nearly-full | OK | IncomingRecords · Sum · 1\u202Fmin | 24,000 > 48,000 | "
                            "since 5:00 · 0 notifications"));
    QCOMPARE(cards[2]->state(), QStringLiteral("INSUFFICIENT DATA"));
    QCOMPARE(cards[2]->value(), QStringLiteral("no value"));
}

void TestAlarmPanel::callsThemAsTheScenarioDoes()
{
    Outline outline = sketch::outline();
    OutlineComponent component;
    component.id = "grow";
    component.type = "alarm";
    component.title = {"Add shards", "シャード追加"};
    outline.components.push_back(component);
    m_panel->setOutline(outline);
    m_panel->setSnapshot(threeAlarms());
    QCOMPARE(m_panel->cards()[0]->name(), QStringLiteral("Add shards"));
}

void TestAlarmPanel::hasNamesForThoseWhoCannotSee()
{
    m_panel->setSnapshot(threeAlarms());
    const AlarmCard &card = *m_panel->cards()[0];
    QCOMPARE(card.accessibleName(), QStringLiteral("Alarm grow: ALARM"));
    QVERIFY(card.accessibleDescription().contains("108,000"));
    QVERIFY(card.toolTip().contains("1 of 1 periods"));
    QCOMPARE(card.focusPolicy(), Qt::TabFocus);
}

void TestAlarmPanel::theTimeBarMarksWhenTheyChanged()
{
    const auto snapshot = threeAlarms();
    const auto there = [](double seconds) { return seconds == 300; };
    QCOMPARE(alarmMarkTexts(*snapshot, there), QStringLiteral("5:00  grow: OK → ALARM (108,000)"));
    QCOMPARE(alarmMarkTexts(*snapshot, [](double) { return false; }), QString());
    QCOMPARE(alarmMarkCount(*snapshot), std::size_t{1});

    const Theme theme;
    TimeBar bar;
    bar.setTheme(theme);
    bar.setOutline(sketch::outline());
    bar.resize(1400, 80);
    const QPoint foot(static_cast<int>(bar.xOf(300)), 18 + 34 - 6);
    bar.setSnapshot(sketch::hotKeyWithCharts());
    QVERIFY(bar.grab().toImage().pixelColor(foot) != theme.alarm);
    bar.setSnapshot(snapshot);
    QCOMPARE(bar.grab().toImage().pixelColor(foot), theme.alarm);
}

HOTSHARD_GUI_TEST_MAIN(TestAlarmPanel)
#include "tst_alarm_panel.moc"

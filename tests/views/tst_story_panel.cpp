// The lesson: steps at their time, a guess that counts once, the reveal.
#include "support/gui_test_main.h"
#include "support/sketch_charts.h"
#include "views/story/story_panel.h"
#include "views/story/story_parts.h"

#include <QLabel>

using namespace hotshard;
using namespace hotshard::views;

namespace {

SnapshotPtr at(double seconds, std::uint64_t run = 1)
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->run = run;
    snapshot->time = SimTime{static_cast<std::int64_t>(seconds * 1e6)};
    return snapshot;
}

} // namespace

class TestStoryPanel final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void stepsComeAtTheirTime();
    void whoWentBackStaysThere();
    void anOpenQuestionWaits();
    void theFirstGuessCounts();
    void theReasonIsToldAfterTheGuess();
    void aRestartBeginsTheLessonAgain();
    void aScenarioWithoutLessonSaysSo();

private:
    [[nodiscard]] QString allText() const;

    std::unique_ptr<StoryPanel> m_panel;
};

void TestStoryPanel::init()
{
    hotshard::test::failOnAnyWarning();
    m_panel = std::make_unique<StoryPanel>();
    m_panel->setTheme(Theme());
    m_panel->setOutline(sketch::outline());
    m_panel->resize(344, 318);
    m_panel->show();
}

QString TestStoryPanel::allText() const
{
    QString text;
    for (const QLabel *label : m_panel->findChildren<QLabel *>())
        if (label->isVisible())
            text += label->text() + u'\n';
    return text;
}

void TestStoryPanel::stepsComeAtTheirTime()
{
    m_panel->setSnapshot(at(0));
    QCOMPARE(m_panel->step(), 0);
    m_panel->setSnapshot(at(639));
    QCOMPARE(m_panel->step(), 0);
    m_panel->setSnapshot(at(640));
    QCOMPARE(m_panel->step(), 1);
    QVERIFY(allText().contains("Did doubling"));
}

void TestStoryPanel::whoWentBackStaysThere()
{
    m_panel->setSnapshot(at(700));
    m_panel->back();
    QCOMPARE(m_panel->step(), 0);
    m_panel->setSnapshot(at(1300));
    QCOMPARE(m_panel->step(), 0);
    QCOMPARE(m_panel->reached(), 2);
    m_panel->next();
    m_panel->next();
    m_panel->next(); // the end
    QCOMPARE(m_panel->step(), 2);
}

void TestStoryPanel::anOpenQuestionWaits()
{
    m_panel->setSnapshot(at(700));
    QCOMPARE(m_panel->step(), 1);
    m_panel->setSnapshot(at(1300));
    QCOMPARE(m_panel->step(), 1); // not answered
    QCOMPARE(m_panel->reached(), 2);
    m_panel->choose(1);
    m_panel->setSnapshot(at(1301));
    QCOMPARE(m_panel->step(), 1); // its reason can be read
    m_panel->next();
    QCOMPARE(m_panel->step(), 2);
}

void TestStoryPanel::theFirstGuessCounts()
{
    m_panel->setSnapshot(at(700));
    const auto answers = m_panel->findChildren<AnswerButton *>();
    QCOMPARE(answers.size(), 3);
    QTest::mouseClick(answers[0], Qt::LeftButton);
    QCOMPARE(m_panel->guess(1), 0);
    QCOMPARE(answers[0]->result(), AnswerButton::Result::Wrong);
    QCOMPARE(answers[1]->result(), AnswerButton::Result::Right);
    QCOMPARE(answers[2]->result(), AnswerButton::Result::Other);
    m_panel->choose(1);
    QCOMPARE(m_panel->guess(1), 0);
}

void TestStoryPanel::theReasonIsToldAfterTheGuess()
{
    m_panel->setSnapshot(at(700));
    QVERIFY(!allText().contains("one hash"));
    m_panel->choose(1);
    QVERIFY(allText().contains("one hash"));
}

void TestStoryPanel::aRestartBeginsTheLessonAgain()
{
    m_panel->setSnapshot(at(700));
    m_panel->choose(1);
    m_panel->setSnapshot(at(0, 2));
    QCOMPARE(m_panel->step(), 0);
    QCOMPARE(m_panel->guess(1), -1);
}

void TestStoryPanel::aScenarioWithoutLessonSaysSo()
{
    m_panel->setOutline({});
    QVERIFY(m_panel->isEmpty());
    m_panel->setSnapshot(at(700));
    QVERIFY(allText().contains("no story"));
}

HOTSHARD_GUI_TEST_MAIN(TestStoryPanel)
#include "tst_story_panel.moc"

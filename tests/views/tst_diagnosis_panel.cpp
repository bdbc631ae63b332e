// Findings as cards: worst first, three open, the button that shows the lane.
#include "support/gui_test_main.h"
#include "support/sketch_charts.h"
#include "views/diagnosis/diagnosis_panel.h"
#include "views/diagnosis/finding_card.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace hotshard;
using namespace hotshard::views;

Q_DECLARE_METATYPE(hotshard::ShardId)

class TestDiagnosisPanel final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void aCardAFinding();
    void atMostThreeAreOpen();
    void showNamesTheLane();
    void aHealthyRunHasNothingToShow();
    void cardsThatAreGoneAreHidden();

private:
    std::unique_ptr<DiagnosisPanel> m_panel;
};

void TestDiagnosisPanel::init()
{
    hotshard::test::failOnAnyWarning();
    m_panel = std::make_unique<DiagnosisPanel>();
    m_panel->setTheme(Theme());
    m_panel->resize(344, 326);
    m_panel->show();
}

void TestDiagnosisPanel::aCardAFinding()
{
    m_panel->setSnapshot(sketch::hotKeyWithCharts());
    QCOMPARE(m_panel->findingCount(), 2);
    QVERIFY(m_panel->cards()[0]->title().contains("Shard 2"));
    QVERIFY(m_panel->cards()[0]->accessibleDescription().contains("225"));
}

void TestDiagnosisPanel::atMostThreeAreOpen()
{
    auto snapshot = std::make_shared<Snapshot>(*sketch::hotKeyWithCharts());
    for (std::uint32_t i = 0; i < 4; ++i) {
        snapshot->findings.push_back(snapshot->findings[1]);
        snapshot->findings.back().shard = ShardId{10 + i};
    }
    m_panel->setSnapshot(snapshot);
    const auto open = [&] {
        int count = 0;
        for (const FindingCard *card : m_panel->cards())
            count += card->isVisible() && card->isOpen();
        return count;
    };
    QCOMPARE(open(), 3);
    QTest::mouseClick(m_panel->cards()[5]->openButton(), Qt::LeftButton);
    QVERIFY(m_panel->cards()[5]->isOpen());
    QCOMPARE(open(), 3);
}

void TestDiagnosisPanel::showNamesTheLane()
{
    m_panel->setSnapshot(sketch::hotKeyWithCharts());
    std::uint32_t shard = 0;
    connect(m_panel.get(), &DiagnosisPanel::showRequested, this, [&](ShardId id) { shard = id.value; });
    QTest::mouseClick(m_panel->cards()[0]->showButton(), Qt::LeftButton);
    QCOMPARE(shard, 2U);
}

void TestDiagnosisPanel::aHealthyRunHasNothingToShow()
{
    auto snapshot = std::make_shared<Snapshot>(sketch::calm(4));
    snapshot->findings = {Finding{}};
    m_panel->setSnapshot(snapshot);
    QCOMPARE(m_panel->findingCount(), 0);
    QVERIFY(!m_panel->cards()[0]->showButton()->isVisible());
}

void TestDiagnosisPanel::cardsThatAreGoneAreHidden()
{
    m_panel->setSnapshot(sketch::hotKeyWithCharts());
    auto fewer = std::make_shared<Snapshot>(*sketch::hotKeyWithCharts());
    fewer->findings.pop_back();
    m_panel->setSnapshot(fewer);
    QVERIFY(!m_panel->cards()[1]->isVisible());
}

HOTSHARD_GUI_TEST_MAIN(TestDiagnosisPanel)
#include "tst_diagnosis_panel.moc"

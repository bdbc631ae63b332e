#include "views/diagnosis/diagnosis_panel.h"

#include "views/controls/panel_head.h"
#include "views/diagnosis/finding_card.h"

#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace hotshard::views {

namespace {

constexpr int kMostOpen = 3;
constexpr qint64 kTextMs = 250;

} // namespace

DiagnosisPanel::DiagnosisPanel(QWidget *parent)
    : QWidget(parent)
    , m_head(new PanelHead(this))
{
    auto *scroll = new QScrollArea(this);
    auto *page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(12, 0, 12, 12);
    m_column->setSpacing(10);
    m_column->addStretch(1);
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumHeight(1); // in a low window the heading stays whole
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(scroll, 1);
    m_since.start();
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, [this] { setSnapshot(std::exchange(m_waiting, {})); });
    retranslate();
}

DiagnosisPanel::Identity DiagnosisPanel::identity(const Finding &finding)
{
    return {finding.kind, finding.component.value, finding.shard.value};
}

void DiagnosisPanel::setSnapshot(const SnapshotPtr &snapshot)
{
    if (!snapshot || snapshot == m_snapshot)
        return;
    std::vector<Identity> identities;
    for (const Finding &finding : snapshot->findings)
        identities.push_back(identity(finding));
    if (identities == m_identities && m_since.elapsed() < kTextMs && m_snapshot && m_snapshot->run == snapshot->run) {
        m_waiting = snapshot; // the last one of a run is shown as well, only a little later
        if (!m_rest.isActive())
            m_rest.start(static_cast<int>(kTextMs - m_since.elapsed()) + 1);
        return;
    }
    m_rest.stop();
    m_waiting.reset();
    m_snapshot = snapshot;
    m_identities = std::move(identities);
    m_since.restart();
    showFindings();
}

void DiagnosisPanel::showFindings()
{
    const std::vector<Finding> none;
    const std::vector<Finding> &findings = m_snapshot ? m_snapshot->findings : none;
    while (m_cards.size() < findings.size()) {
        auto *card = new FindingCard;
        card->setTheme(m_theme);
        m_column->insertWidget(static_cast<int>(m_cards.size()), card);
        m_cards.push_back(card);
        connect(card, &FindingCard::showRequested, this, &DiagnosisPanel::showRequested);
        connect(card, &FindingCard::openRequested, this, [this, card] {
            m_opened = identity(card->finding());
            showFindings();
        });
    }
    m_count = 0;
    int open = 0;
    const bool openedThere =
        m_opened && std::find(m_identities.begin(), m_identities.end(), *m_opened) != m_identities.end();
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const bool used = i < findings.size();
        m_cards[i]->setVisible(used);
        if (!used)
            continue;
        m_count += findings[i].kind != FindingKind::Healthy;
        m_cards[i]->setFinding(findings[i], *m_snapshot);
        const bool byHand = openedThere && *m_opened == identity(findings[i]);
        const bool opens = byHand || open < kMostOpen - (openedThere ? 1 : 0);
        open += opens && !byHand;
        m_cards[i]->setOpen(opens);
    }
    m_head->setTexts(tr("Diagnosis"),
                     m_count > 0 ? (m_count == 1 ? tr("1 finding") : tr("%1 findings").arg(m_count)) : QString());
}

void DiagnosisPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_head->setTheme(theme);
    for (FindingCard *card : m_cards)
        card->setTheme(theme);
    update();
}

void DiagnosisPanel::retranslate()
{
    setAccessibleName(tr("Diagnosis"));
    for (FindingCard *card : m_cards)
        card->retranslate();
    showFindings();
}

void DiagnosisPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DiagnosisPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.hair);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.hair);
}

} // namespace hotshard::views

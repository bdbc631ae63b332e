#include "views/diagnosis/finding_card.h"

#include "views/diagnosis/phrase.h"
#include "views/diagnosis/share_bar.h"
#include "views/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace hotshard::views {

FindingCard::FindingCard(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_evidence(new QLabel(this))
    , m_remedy(new QLabel(this))
    , m_share(new ShareBar(this))
    , m_show(new QPushButton(this))
    , m_openButton(new QToolButton(this))
{
    for (QLabel *label : {m_title, m_evidence, m_remedy}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_openButton->setProperty("kind", "flat");
    m_openButton->setFixedSize(28, 28);
    m_openButton->setStyleSheet(QStringLiteral("padding: 0;"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(26, 0, 0, 0);
    head->setSpacing(4);
    head->addWidget(m_title, 1);
    head->addWidget(m_openButton, 0, Qt::AlignTop);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 2, 0, 0);
    buttons->addWidget(m_show);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 11, 12, 11);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_evidence);
    column->addWidget(m_share);
    column->addWidget(m_remedy);
    column->addLayout(buttons);
    connect(m_show, &QPushButton::clicked, this, [this] { emit showRequested(m_finding.shard); });
    connect(m_openButton, &QToolButton::clicked, this, &FindingCard::openRequested);
    retranslate();
}

void FindingCard::setText(QLabel *label, const QString &text)
{
    if (label->text() != text) // a label lays itself out anew even when nothing changed
        label->setText(text);
}

void FindingCard::setFinding(const Finding &finding, const Snapshot &snapshot)
{
    const bool levelChanged = finding.severity != m_finding.severity;
    m_finding = finding;
    const QLocale locale;
    setText(m_title, findingTitle(finding, snapshot, locale));
    setText(m_evidence, findingEvidence(finding, snapshot, locale));
    setText(m_remedy, findingRemedy(finding, snapshot, locale));
    m_share->setShare(finding.key, finding.keyShare);
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_evidence->text() + u' ' + m_remedy->text());
    showParts();
    if (levelChanged)
        update();
}

void FindingCard::setOpen(bool open)
{
    m_open = open;
    showParts();
    update();
}

void FindingCard::showParts()
{
    const bool aboutLane = m_finding.kind < FindingKind::LinesLost; // the kinds from there on have no shard
    m_evidence->setVisible(m_open && !m_evidence->text().isEmpty());
    m_remedy->setVisible(m_open && !m_remedy->text().isEmpty());
    m_share->setVisible(m_open && m_finding.kind == FindingKind::HotKey && m_finding.keyShare > 0);
    m_show->setVisible(m_open && aboutLane);
    m_openButton->setVisible(!m_open);
}

QString FindingCard::title() const { return m_title->text(); }

void FindingCard::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_share->setTheme(theme);
    m_openButton->setIcon(icon(Icon::Right, theme));
    const auto ink = [](QLabel *label, const QColor &colour, const QFont &font) {
        QPalette colours = label->palette();
        colours.setColor(QPalette::WindowText, colour);
        label->setPalette(colours);
        label->setFont(font);
    };
    ink(m_title, theme.text, theme.font(Role::Finding));
    ink(m_evidence, theme.text2, theme.font(Role::Body));
    ink(m_remedy, theme.text2, theme.font(12.5, QFont::Medium));
    update();
}

QColor FindingCard::levelColour() const
{
    switch (m_finding.severity) {
    case Severity::Alarm: return m_theme.alarm;
    case Severity::Warning: return m_theme.warn;
    case Severity::Info: break;
    }
    return m_finding.kind == FindingKind::Healthy ? m_theme.ok : m_theme.accent;
}

void FindingCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Icon sign = m_finding.kind == FindingKind::Healthy ? Icon::Check
        : m_finding.severity == Severity::Info               ? Icon::Info
                                                             : Icon::Alert;
    if (m_open) {
        painter.setPen(QPen(m_theme.line, 1));
        painter.setBrush(m_theme.card);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::kCardRadius, Theme::kCardRadius);
        painter.setPen(Qt::NoPen);
        painter.setBrush(levelColour());
        painter.drawRoundedRect(QRectF(0, px(8), px(4), height() - px(16)), 2, 2);
    }
    paintIcon(painter, QRectF(px(15), m_title->y() + px(1), px(18), px(18)), sign, levelColour(), 1.7);
}

void FindingCard::retranslate()
{
    m_show->setText(tr("Show"));
    m_show->setToolTip(tr("Marks the lane on the floor."));
    m_show->setAccessibleName(tr("Show on the floor"));
    m_openButton->setToolTip(tr("Opens this finding."));
    m_openButton->setAccessibleName(tr("Open finding"));
}

} // namespace hotshard::views

#include "views/alarms/alarm_panel.h"

#include "views/alarms/alarm_card.h"
#include "views/charts/chart_context.h"
#include "views/controls/panel_head.h"

#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace hotshard::views {

AlarmPanel::AlarmPanel(QWidget *parent)
    : QWidget(parent)
    , m_head(new PanelHead(this))
    , m_scroll(new QScrollArea(this))
{
    auto *page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(12, 0, 12, 10);
    m_column->setSpacing(8);
    m_column->addStretch(1);
    m_scroll->setWidget(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setMinimumHeight(1); // in a low window the heading stays whole
    m_scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    page->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_scroll, 1);
    setAccessibleName(tr("Alarms"));
    hide();
}

void AlarmPanel::setOutline(const Outline &outline)
{
    m_titles.clear();
    for (const OutlineComponent &component : outline.components)
        if (component.type == "alarm")
            m_titles.insert(QString::fromStdString(component.id), component.title);
    m_snapshot.reset();
    showAlarms();
}

void AlarmPanel::setSnapshot(const SnapshotPtr &snapshot)
{
    if (!snapshot || snapshot == m_snapshot)
        return;
    m_snapshot = snapshot;
    showAlarms();
}

void AlarmPanel::showAlarms()
{
    std::vector<const AlarmView *> alarms;
    if (m_snapshot)
        for (const AlarmView &alarm : m_snapshot->alarms)
            alarms.push_back(&alarm);
    const auto inAlarm = [](const AlarmView *alarm) { return alarm->state == AlarmState::Alarm; };
    const auto rest = std::stable_partition(alarms.begin(), alarms.end(), inAlarm);
    while (m_cards.size() < alarms.size()) {
        auto *card = new AlarmCard;
        card->setTheme(m_theme);
        m_column->insertWidget(static_cast<int>(m_cards.size()), card);
        m_cards.push_back(card);
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->setVisible(i < alarms.size());
        if (i >= alarms.size())
            continue;
        const QString id = QString::fromStdString(alarms[i]->name);
        const QString title = shown(m_titles.value(id));
        m_cards[i]->setAlarm(*alarms[i], title.isEmpty() ? id : title);
    }
    const auto ringing = rest - alarms.begin();
    m_head->setTexts(tr("Alarms"), ringing > 0 ? tr("%1 of %2 in ALARM").arg(ringing).arg(alarms.size()) : QString());
    setVisible(!alarms.empty());
    tellHeight();
}

void AlarmPanel::tellHeight()
{
    const int needed = neededHeight();
    if (std::exchange(m_height, needed) != needed)
        emit heightChanged();
}

int AlarmPanel::neededHeight() const
{
    if (!m_snapshot || m_snapshot->alarms.empty())
        return 0;
    // As if the scroll bar were there: a text that wraps beside it must not bring it about.
    const int room = std::max(1, width() - 1 - m_scroll->verticalScrollBar()->sizeHint().width());
    return m_head->sizeHint().height() + m_scroll->widget()->layout()->heightForWidth(room);
}

void AlarmPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_head->setTheme(theme);
    for (AlarmCard *card : m_cards)
        card->setTheme(theme);
    update();
}

void AlarmPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Alarms"));
        showAlarms();
    }
    QWidget::changeEvent(event);
}

bool AlarmPanel::eventFilter(QObject *watched, QEvent *event)
{
    // Texts wrap by the width, which is known only when the panel is laid out.
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        tellHeight();
    return QWidget::eventFilter(watched, event);
}

void AlarmPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRect(0, 0, 1, height()), m_theme.hair);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.hair);
}

} // namespace hotshard::views

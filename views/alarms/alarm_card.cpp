#include "views/alarms/alarm_card.h"

#include "views/alarms/alarm_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

void setText(QLabel *label, const QString &text)
{
    if (label->text() != text) // a label lays itself out anew even when nothing changed
        label->setText(text);
}

} // namespace

AlarmCard::AlarmCard(QWidget *parent)
    : QFrame(parent)
    , m_name(new QLabel(this))
    , m_word(new QLabel(this))
    , m_watches(new QLabel(this))
    , m_value(new QLabel(this))
    , m_threshold(new QLabel(this))
    , m_history(new QLabel(this))
    , m_meter(new AlarmMeter(this))
{
    setFocusPolicy(Qt::TabFocus);
    for (QLabel *label : {m_name, m_word, m_watches, m_value, m_threshold, m_history})
        label->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_name, m_watches, m_history})
        label->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(8);
    head->addWidget(m_name, 1);
    head->addWidget(m_word, 0, Qt::AlignTop);
    auto *values = new QHBoxLayout;
    values->setContentsMargins(0, 0, 0, 0);
    values->setSpacing(8);
    values->addWidget(m_value);
    values->addWidget(m_meter, 1, Qt::AlignVCenter);
    values->addWidget(m_threshold);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 7, 12, 7);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(m_watches);
    column->addLayout(values);
    column->addWidget(m_history);
}

void AlarmCard::setAlarm(const AlarmView &alarm, const QString &name)
{
    const QLocale locale;
    setText(m_name, name);
    setText(m_word, alarmStateWord(alarm.state));
    setText(m_watches, alarmWatches(alarm, locale));
    setText(m_value, alarm.value ? alarmValue(*alarm.value, alarm.unit, locale) : tr("no value"));
    setText(m_threshold, alarmLimit(alarm, locale));
    setText(m_history, alarmHistory(alarm, locale));
    m_meter->set(alarm.value, alarm.threshold, alarm.state);
    const QString rule = alarmRuleText(alarm, locale);
    if (toolTip() != rule)
        setToolTip(rule);
    const QString dot = QStringLiteral(", ");
    setAccessibleName(tr("Alarm %1: %2").arg(name, state()));
    setAccessibleDescription(watches() + dot + value() + dot + threshold() + dot + history() + QStringLiteral(". ")
                             + rule);
    if (alarm.state == m_state)
        return;
    m_state = alarm.state;
    colour();
}

QString AlarmCard::name() const { return m_name->text(); }
QString AlarmCard::state() const { return m_word->text(); }
QString AlarmCard::watches() const { return m_watches->text(); }
QString AlarmCard::value() const { return m_value->text(); }
QString AlarmCard::threshold() const { return m_threshold->text(); }
QString AlarmCard::history() const { return m_history->text(); }

void AlarmCard::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_meter->setTheme(theme);
    colour();
}

void AlarmCard::colour()
{
    const auto ink = [](QLabel *label, const QColor &colour, const QFont &font) {
        QPalette colours = label->palette();
        colours.setColor(QPalette::WindowText, colour);
        label->setPalette(colours);
        label->setFont(font);
    };
    ink(m_name, m_theme.text, m_theme.font(Role::BodyStrong));
    ink(m_word, alarmStateColour(m_theme, m_state), m_theme.font(11.5, QFont::DemiBold));
    ink(m_watches, m_theme.text2, m_theme.font(Role::Label));
    ink(m_value, m_state == AlarmState::Alarm ? m_theme.alarm : m_theme.text, m_theme.font(Role::BodyStrong));
    ink(m_threshold, m_theme.text2, m_theme.font(Role::Label));
    ink(m_history, m_theme.text2, m_theme.font(Role::Label));
    m_word->setContentsMargins(static_cast<int>(px(24)), static_cast<int>(px(2)), static_cast<int>(px(9)),
                               static_cast<int>(px(2)));
    update();
}

void AlarmCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool alarm = m_state == AlarmState::Alarm;
    const double width = hasFocus() ? 2 : alarm ? 1.5 : 1;
    painter.setPen(QPen(hasFocus() ? m_theme.accent : alarm ? m_theme.alarm : m_theme.line, width));
    painter.setBrush(m_theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), Theme::kCardRadius,
                            Theme::kCardRadius);
    const QRectF pill = m_word->geometry();
    painter.setPen(Qt::NoPen);
    painter.setBrush(alarmStateGround(m_theme, m_state));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    const double side = px(13);
    paintIcon(painter, QRectF(pill.left() + px(8), pill.center().y() - side / 2, side, side), alarmStateIcon(m_state),
              alarmStateColour(m_theme, m_state), 1.7);
}

AlarmMeter::AlarmMeter(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void AlarmMeter::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void AlarmMeter::set(std::optional<double> value, double threshold, AlarmState state)
{
    if (value == m_value && threshold == m_threshold && state == m_state)
        return;
    m_value = value;
    m_threshold = threshold;
    m_state = state;
    update();
}

QSize AlarmMeter::sizeHint() const
{
    return {static_cast<int>(60 * m_theme.uiScale), static_cast<int>(std::ceil(14 * m_theme.uiScale))};
}

void AlarmMeter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double k = m_theme.uiScale, middle = height() / 2.0;
    const QRectF bar(0, middle - 3 * k, width(), 6 * k);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.inset);
    painter.drawRoundedRect(bar, 3 * k, 3 * k);
    const double top = std::max({m_threshold, m_value.value_or(0), 1e-9}) * 1.25;
    const double share = std::clamp(m_value.value_or(0) / top, 0.0, 1.0);
    if (share > 0) {
        painter.setBrush(m_state == AlarmState::Alarm ? m_theme.alarm : m_theme.text3);
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), std::max(6 * k, bar.width() * share), bar.height()),
                                3 * k, 3 * k);
    }
    const double x = std::clamp(bar.width() * m_threshold / top, 1.0, bar.width() - 1);
    painter.setPen(QPen(m_theme.text, 2 * m_theme.lineScale));
    painter.drawLine(QPointF(x, 0.5), QPointF(x, height() - 0.5));
}

} // namespace hotshard::views

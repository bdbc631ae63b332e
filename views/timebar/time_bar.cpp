#include "views/timebar/time_bar.h"

#include "views/theme/view_text.h"
#include "views/timebar/alarm_marks.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr double kClockWidth = 200, kRight = 24, kTop = 18, kHeight = 34;
constexpr double kFullAge = 50; // seconds that fill the height at least

} // namespace

TimeBar::TimeBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
    retranslate();
}

void TimeBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    update();
}

void TimeBar::setOutline(const Outline &outline)
{
    m_names = ChangeNames(outline);
    m_duration = std::max(1.0, outline.duration.toSeconds());
    m_snapshot.reset();
    m_look = {};
    update();
}

void TimeBar::setSnapshot(const SnapshotPtr &snapshot)
{
    if (snapshot == m_snapshot)
        return;
    m_snapshot = snapshot;
    if (snapshot && snapshot->duration.us > 0)
        m_duration = snapshot->duration.toSeconds();
    Look look = this->look();
    if (look == m_look)
        return;
    if (look.worst != m_look.worst)
        setAccessibleDescription(look.worst);
    m_look = std::move(look);
    update();
}

TimeBar::Look TimeBar::look() const
{
    Look look;
    look.worst = worstText();
    if (!m_snapshot)
        return look;
    const Chart &history = m_snapshot->charts.worstAge;
    look.clock = view_text::clock(m_snapshot->time);
    look.playhead = static_cast<int>(xOf(m_snapshot->time.toSeconds()) * 4);
    look.colour = worstColour().rgba();
    look.points = history.times.size();
    look.lastPoint = history.times.empty() ? 0 : history.times.back();
    look.changes = m_snapshot->changes;
    look.alarms = alarmMarkCount(*m_snapshot);
    return look;
}

QSize TimeBar::sizeHint() const { return {static_cast<int>(px(900)), static_cast<int>(std::ceil(px(80)))}; }

QSize TimeBar::minimumSizeHint() const { return {static_cast<int>(px(420)), sizeHint().height()}; }

QRectF TimeBar::track() const
{
    return {px(kClockWidth), px(kTop), std::max(10.0, width() - px(kClockWidth + kRight)), px(kHeight)};
}

double TimeBar::xOf(double seconds) const
{
    return track().left() + track().width() * std::clamp(seconds / m_duration, 0.0, 1.0);
}

void TimeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRectF(0, 0, width(), 1), m_theme.hair);
    paintClock(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.inset);
    painter.drawRoundedRect(track(), Theme::kBandRadius, Theme::kBandRadius);
    paintHistory(painter);
    paintTicks(painter);
    if (!m_snapshot)
        return;
    paintChanges(painter);
    paintAlarmMarks(painter, m_theme, *m_snapshot, track(), [this](double seconds) { return xOf(seconds); });
    paintPlayhead(painter);
}

void TimeBar::paintClock(QPainter &painter)
{
    const SimTime now = m_snapshot ? m_snapshot->time : SimTime::zero();
    QFont clock = m_theme.font(25, QFont::Bold);
    painter.setFont(clock);
    painter.setPen(m_theme.text);
    // Every digit has the width of a zero, so that the clock stands still.
    const QFontMetricsF metrics(clock);
    const double digit = metrics.horizontalAdvance(u'0');
    double x = px(20);
    for (const QChar c : view_text::clock(now)) {
        const double width = metrics.horizontalAdvance(c), cell = c.isDigit() ? digit : width;
        painter.drawText(QPointF(x + (cell - width) / 2, px(40)), QString(c));
        x += cell;
    }
    painter.setFont(m_theme.font(Role::Label));
    painter.setPen(m_theme.text3);
    const QString whole = tr("of %1 · simulated time").arg(clockText(m_duration));
    painter.drawText(QPointF(px(20), px(61)),
                     QFontMetricsF(painter.font()).elidedText(whole, Qt::ElideRight, px(kClockWidth - 28)));
}

QColor TimeBar::worstColour() const
{
    const LaneView *worst = nullptr;
    if (m_snapshot)
        for (const StreamView &stream : m_snapshot->streams)
            for (const LaneView &lane : stream.lanes)
                if (!worst || lane.iteratorAge > worst->iteratorAge)
                    worst = &lane;
    const bool ownColour = worst && worst->hottestKey >= 0 && worst->hottestShare >= 0.5;
    return ownColour ? m_theme.key(worst->hottestKey) : m_theme.text3;
}

double TimeBar::worstNow() const
{
    double worst = 0;
    if (m_snapshot)
        for (const StreamView &stream : m_snapshot->streams)
            for (const LaneView &lane : stream.lanes)
                worst = std::max(worst, lane.iteratorAge.toSeconds());
    if (m_snapshot && m_snapshot->streams.empty())
        for (const AsyncFunctionView &function : m_snapshot->asyncFunctions)
            worst = std::max(worst, function.oldestWaiting.toSeconds());
    if (worst == 0 && m_snapshot && !m_snapshot->streams.empty() && !m_snapshot->charts.worstAge.lines.empty()) {
        const std::vector<float> &history = m_snapshot->charts.worstAge.lines.front().high;
        if (!history.empty() && !std::isnan(history.back()))
            worst = static_cast<double>(history.back());
    }
    return worst;
}

QString TimeBar::worstText() const
{
    const bool events = m_snapshot && m_snapshot->streams.empty() && !m_snapshot->asyncFunctions.empty();
    return (events ? tr("oldest event %1") : tr("worst iterator age %1"))
        .arg(view_text::duration(Duration::microseconds(std::llround(worstNow() * 1e6)), QLocale()));
}

void TimeBar::paintHistory(QPainter &painter)
{
    if (!m_snapshot || m_snapshot->charts.worstAge.lines.empty())
        return;
    const Chart &chart = m_snapshot->charts.worstAge;
    const std::vector<float> &values = chart.lines.front().high;
    double top = kFullAge;
    for (const float value : values)
        top = std::isnan(value) ? top : std::max(top, static_cast<double>(value));
    const QRectF area = track();
    QPolygonF line;
    for (std::size_t i = 0; i < std::min(values.size(), chart.times.size()); ++i) {
        if (std::isnan(values[i]))
            continue;
        const double y = area.bottom() - 2 - static_cast<double>(values[i]) / top * (area.height() - 5);
        line << QPointF(xOf(static_cast<double>(chart.times[i])), y);
    }
    if (line.size() < 2)
        return;
    QPolygonF fill = line;
    fill.prepend({line.first().x(), area.bottom()});
    fill.append({line.last().x(), area.bottom()});
    QColor soft = worstColour();
    soft.setAlphaF(0.35F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(soft);
    painter.drawPolygon(fill);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(worstColour(), 1.5 * m_theme.lineScale));
    painter.drawPolyline(line);
}

void TimeBar::paintTicks(QPainter &painter)
{
    painter.setFont(m_theme.font(Role::Axis));
    const QFontMetricsF metrics(painter.font());
    const QRectF area = track();
    const double room = metrics.horizontalAdvance(clockText(m_duration)) + px(60);
    const double step = timeStep(m_duration, std::max(1, static_cast<int>(area.width() / room)));
    for (double t = 0; t <= m_duration + 1e-6; t += step) {
        const double x = std::floor(xOf(t)) + 0.5;
        painter.setPen(QPen(m_theme.line, 1));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + px(4)));
        painter.setPen(m_theme.text3);
        const QString text = clockText(t);
        const double width = metrics.horizontalAdvance(text);
        painter.drawText(QPointF(std::min(x - width / 2, this->width() - width - px(6)), area.bottom() + px(17)), text);
    }
}

void TimeBar::paintChanges(QPainter &painter)
{
    const QRectF area = track();
    bool told = false; // the next planned change is named, later ones only marked
    for (const ChangeMark &mark : m_snapshot->changes) {
        const double x = xOf(mark.at.toSeconds()), half = px(5), top = area.top() - px(6);
        QPen pen(m_theme.accent, 1.5 * m_theme.lineScale);
        if (mark.planned)
            pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(QPen(m_theme.accent, 1.5));
        painter.setBrush(mark.planned ? m_theme.panel : m_theme.accent);
        painter.drawConvexPolygon(
            QPolygonF({{x, top}, {x + half, top + half}, {x, top + 2 * half}, {x - half, top + half}}));
        if (!mark.planned || told)
            continue;
        painter.setFont(m_theme.font(Role::Label));
        painter.setPen(m_theme.text3);
        const QString text = tr("planned: %1").arg(m_names.longText(mark));
        const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
        const double now = xOf(m_snapshot->time.toSeconds());
        const QString worst = worstText();
        const double worstEnd = now + px(20) + QFontMetricsF(m_theme.font(Role::LabelStrong)).horizontalAdvance(worst);
        if (x + px(9) > worstEnd && x + px(9) + width < area.right())
            painter.drawText(QPointF(x + px(9), area.top() + px(21)), text);
        told = true;
    }
}

void TimeBar::paintPlayhead(QPainter &painter)
{
    const QRectF area = track();
    const double x = xOf(m_snapshot->time.toSeconds());
    painter.setPen(QPen(m_theme.text, 2));
    painter.drawLine(QPointF(x, area.top() - px(6)), QPointF(x, area.bottom() + px(6)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text);
    painter.drawEllipse(QPointF(x, area.top() - px(6)), px(6), px(6));
    painter.setFont(m_theme.font(Role::LabelStrong));
    painter.setPen(m_theme.text2);
    const QString text = worstText();
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
    const bool right = x + px(12) + width < area.right();
    painter.drawText(QPointF(right ? x + px(12) : x - px(12) - width, area.top() + px(21)), text);
}

void TimeBar::retranslate()
{
    setAccessibleName(tr("Time bar"));
    update();
}

void TimeBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool TimeBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text = tr("The history of the worst iterator age. Diamonds are changes, hollow ones are planned.");
    if (m_snapshot && !m_snapshot->alarms.empty())
        text += u'\n' + tr("At the foot: a triangle is an alarm, a ring is OK, a square is too little data.");
    const auto atPointer = [&](double seconds) { return std::fabs(xOf(seconds) - help->pos().x()) < px(7); };
    const QString alarms = m_snapshot ? alarmMarkTexts(*m_snapshot, atPointer) : QString();
    if (!alarms.isEmpty())
        text = alarms;
    if (m_snapshot)
        for (const ChangeMark &mark : m_snapshot->changes)
            if (atPointer(mark.at.toSeconds())) {
                text = clockText(mark.at.toSeconds()) + QStringLiteral("  ") + m_names.longText(mark);
                if (!mark.note.empty())
                    text += u'\n' + shown(mark.note);
                if (!alarms.isEmpty())
                    text += u'\n' + alarms;
            }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace hotshard::views

#include "views/timebar/alarm_marks.h"

#include "views/alarms/alarm_words.h"
#include "views/charts/nice_axis.h"
#include "views/theme/theme.h"

#include <QPainter>
#include <QPolygonF>
#include <QStringList>

#include <algorithm>

namespace hotshard::views {

namespace {

constexpr qsizetype kMostTexts = 8;

void paintMark(QPainter &painter, const Theme &theme, AlarmState to, QPointF at)
{
    const double r = 4.5 * theme.uiScale;
    painter.setPen(QPen(alarmStateColour(theme, to), 1.6 * theme.lineScale));
    painter.setBrush(to == AlarmState::Alarm ? theme.alarm : theme.panel);
    switch (to) {
    case AlarmState::Alarm:
        painter.drawConvexPolygon(
            QPolygonF({{at.x(), at.y() - r}, {at.x() + r, at.y() + r}, {at.x() - r, at.y() + r}}));
        break;
    case AlarmState::Ok: painter.drawEllipse(at, r * 0.85, r * 0.85); break;
    case AlarmState::InsufficientData:
        painter.drawRect(QRectF(at.x() - r * 0.8, at.y() - r * 0.8, r * 1.6, r * 1.6));
        break;
    }
}

} // namespace

std::size_t alarmMarkCount(const Snapshot &snapshot)
{
    std::size_t count = 0;
    for (const AlarmView &alarm : snapshot.alarms)
        count += alarm.changes ? alarm.changes->size() : 0;
    return count;
}

void paintAlarmMarks(QPainter &painter, const Theme &theme, const Snapshot &snapshot, const QRectF &track,
                     const std::function<double(double)> &xOf)
{
    const double stripe = 3 * theme.uiScale, y = track.bottom() - 8 * theme.uiScale;
    for (const AlarmView &alarm : snapshot.alarms) {
        if (!alarm.changes)
            continue;
        for (auto change = alarm.changes->begin(); change != alarm.changes->end(); ++change) {
            if (change->to != AlarmState::Alarm)
                continue;
            const auto next = change + 1;
            const double from = xOf(change->at.toSeconds());
            const double to = xOf((next == alarm.changes->end() ? snapshot.time : next->at).toSeconds());
            painter.fillRect(QRectF(from, track.bottom() - stripe, std::max(1.0, to - from), stripe), theme.alarm);
        }
    }
    for (const AlarmView &alarm : snapshot.alarms)
        if (alarm.changes)
            for (const AlarmChange &change : *alarm.changes)
                paintMark(painter, theme, change.to, {xOf(change.at.toSeconds()), y});
}

QString alarmMarkTexts(const Snapshot &snapshot, const std::function<bool(double)> &isThere)
{
    const QLocale locale;
    QStringList lines;
    for (const AlarmView &alarm : snapshot.alarms) {
        if (!alarm.changes)
            continue;
        for (const AlarmChange &change : *alarm.changes) {
            if (lines.size() >= kMostTexts || !isThere(change.at.toSeconds()))
                continue;
            QString line = clockText(change.at.toSeconds()) + QStringLiteral("  ") + QString::fromStdString(alarm.name)
                + QStringLiteral(": ") + alarmStateWord(change.from) + QStringLiteral(" → ")
                + alarmStateWord(change.to);
            if (change.value)
                line += QStringLiteral(" (") + alarmValue(*change.value, alarm.unit, locale) + u')';
            lines << line;
        }
    }
    return lines.join(u'\n');
}

} // namespace hotshard::views

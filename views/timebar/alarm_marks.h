// When alarms changed their states, at the foot of the time bar: a triangle for ALARM, a ring for OK, a square for
// INSUFFICIENT DATA, and a stripe as long as an alarm lasts. Changes of parameters are diamonds at its head.
#pragma once

#include "metrics/snapshot.h"

#include <QRectF>
#include <QString>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QPainter)

namespace hotshard::views {

class Theme;

/// How many marks there are: more only as time goes on.
[[nodiscard]] std::size_t alarmMarkCount(const Snapshot &snapshot);
/// `xOf`: where a second stands.
void paintAlarmMarks(QPainter &painter, const Theme &theme, const Snapshot &snapshot, const QRectF &track,
                     const std::function<double(double)> &xOf);
/// "2:00  throttled: OK → ALARM (12,345)", a line each, of the marks whose second `isThere`; empty for none.
[[nodiscard]] QString alarmMarkTexts(const Snapshot &snapshot, const std::function<bool(double)> &isThere);

} // namespace hotshard::views

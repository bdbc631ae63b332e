// The words of an alarm as the window has them: state, condition, what its action changes.
#pragma once

#include "metrics/snapshot.h"
#include "views/theme/icons.h"
#include "views/theme/theme.h"

#include <QLocale>
#include <QString>

namespace hotshard::views {

/// "OK", "ALARM", "INSUFFICIENT DATA".
[[nodiscard]] QString alarmStateWord(AlarmState state);
[[nodiscard]] Icon alarmStateIcon(AlarmState state);
[[nodiscard]] QColor alarmStateColour(const Theme &theme, AlarmState state);
/// The ground of a pill in that colour.
[[nodiscard]] QColor alarmStateGround(const Theme &theme, AlarmState state);
/// A value of the metric: "24,000", "1.2 s", "1.0 MiB".
[[nodiscard]] QString alarmValue(double value, const std::string &unit, const QLocale &locale);
/// "> 48,000".
[[nodiscard]] QString alarmLimit(const AlarmView &alarm, const QLocale &locale);
/// "IncomingRecords · Sum · 1 min", the shard's number with it when it watches one.
[[nodiscard]] QString alarmWatches(const AlarmView &alarm, const QLocale &locale);
/// "since 2:00 · 1 notification · sets orders.shards".
[[nodiscard]] QString alarmHistory(const AlarmView &alarm, const QLocale &locale);
/// "2 of 3 periods of 1 min", and what happens when data is missing.
[[nodiscard]] QString alarmRuleText(const AlarmView &alarm, const QLocale &locale);

} // namespace hotshard::views

// Judgements about one lane that the layout and the painters must share.
#pragma once

#include "metrics/snapshot.h"

namespace hotshard::views {

enum class Alert { Calm, Warn, Alarm };

inline constexpr Duration kWarnAge = Duration::seconds(5);
inline constexpr Duration kAlarmAge = Duration::seconds(30);

/// By the iterator age; lost records are always an alarm.
[[nodiscard]] Alert alertOf(const LaneView &lane);
/// Records/s that the backlog grows.
[[nodiscard]] double growthOf(const LaneView &lane);
[[nodiscard]] bool isGrowing(const LaneView &lane);
/// Over the alarm and getting worse: the lane is framed.
[[nodiscard]] bool isHot(const LaneView &lane);
/// The oldest record has used half of the retention: the bar shows age instead of records.
[[nodiscard]] bool isAgeScaled(const LaneView &lane);
/// The key that has half of the lane's traffic or more, or -1.
[[nodiscard]] int leadKeyOf(const LaneView &lane);
/// Larger is worse.
[[nodiscard]] double severityOf(const LaneView &lane);
/// 0..1 of the write limit that is nearer.
[[nodiscard]] double writeLoadOf(const LaneView &lane);

/// The function that reads this stream, or null.
[[nodiscard]] const FunctionView *functionOf(const Snapshot &snapshot, const StreamView &stream);

} // namespace hotshard::views

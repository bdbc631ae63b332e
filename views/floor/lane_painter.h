// One shard as a card: full, medium, compact, on a slide, or closed.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

class LogImage;

/// What changes with a reader's pace: frame, names, numbers, badge. Cached by the view.
void paintLane(Canvas &canvas, const Scene &scene, const LaneBox &box);
/// What follows the simulation: the log with its tip, the gauge.
/// \param length of the bar in logical pixels, \param gauge 0..1
void paintLaneLive(Canvas &canvas, const Scene &scene, const LaneBox &box, std::size_t index, const LogImage &log,
                   double length, double gauge);
/// Iterator age in its badge.
void paintAgeBadge(Canvas &canvas, const Scene &scene, const QRectF &box, const LaneView &lane);
/// "waits for shard 0", "caught up", or nothing.
[[nodiscard]] QString laneNote(const Scene &scene, const LaneBox &box);

} // namespace hotshard::views

// Elbows from parents to children: dashed while the children wait, solid grey after.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

/// A line down at x from the parent to the child would cross a lane between them.
[[nodiscard]] bool isBlocked(const FloorGeometry &geometry, const LaneBox &parent, const LaneBox &child, double x);
void paintLineage(Canvas &canvas, const Scene &scene);

} // namespace hotshard::views

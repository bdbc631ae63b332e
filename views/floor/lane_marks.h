// Marks on the bar of a lane: where its backlog ends, and a record that the function cannot do.
#pragma once

#include "views/floor/canvas.h"
#include "views/floor/floor_layout.h"

namespace hotshard::views {

/// The end of the backlog at x = `tip`; with the triangle it is seen on a full bar, too.
void paintTip(Canvas &c, const LaneBox &box, double tip, bool triangle);
/// A poison record at x = `tip`: a diamond with an exclamation mark.
void paintPoison(Canvas &c, const LaneBox &box, double tip);

} // namespace hotshard::views

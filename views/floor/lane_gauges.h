// The line under the bar of a full lane: what waits, and how near its limits the shard is.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

/// Words and tracks; part of what stands still.
void paintFoot(Canvas &canvas, const Scene &scene, const LaneBox &box, const LaneView &lane);
/// The fillings of the tracks. `write`: 0..1 of the write limit, as it moves.
void paintGaugesLive(Canvas &canvas, const Scene &scene, const LaneBox &box, const LaneView &lane, double write);

/// 0..1 of the limit that is nearer of those that all who poll the shard share.
[[nodiscard]] double readLoadOf(const StreamView &stream, const LaneView &lane);

} // namespace hotshard::views

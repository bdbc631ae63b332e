// The function's worker of one shard, beside its lane.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

void paintWorker(Canvas &canvas, const Scene &scene, const LaneBox &box);
/// The ring and the busy bar, which turn with the simulation.
void paintWorkerLive(Canvas &canvas, const Scene &scene, const LaneBox &box);
/// Seconds until the parents of a waiting shard are read to their end; 0 when nobody can say.
[[nodiscard]] double secondsToStart(const StreamView &stream, const LaneView &lane);

} // namespace hotshard::views

// The function's worker of one shard, beside its lane.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

void paintWorker(Canvas &canvas, const Scene &scene, const LaneBox &box);
/// The ring and the busy bar, which turn with the simulation.
void paintWorkerLive(Canvas &canvas, const Scene &scene, const LaneBox &box);
/// How much of the ring is drawn, 0..1. `worded` is what the words beside it say: idle is an empty ring, work always
/// an arc. From 100x on no batch can be followed and the arc is whole.
[[nodiscard]] double ringShare(const WorkerView &worded, const WorkerView &now, double simSeconds, bool fast);
/// Seconds until the parents of a waiting shard are read to their end; 0 when nobody can say.
[[nodiscard]] double secondsToStart(const StreamView &stream, const LaneView &lane);

} // namespace hotshard::views

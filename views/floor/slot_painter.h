// A function that works on several batches of one shard at once: a small ring for each lane of its factor.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

[[nodiscard]] bool showsSlots(const LaneBox &box, const LaneView &lane);
void paintSlotWords(Canvas &canvas, const Scene &scene, const LaneBox &box, const LaneView &lane);
void paintSlots(Canvas &canvas, const Scene &scene, const LaneBox &box, const LaneView &lane);

} // namespace hotshard::views

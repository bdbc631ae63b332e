// The strip of the hash space: bands of the shards, ticks of the keys, funnels into the lanes.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

void paintFunnels(Canvas &canvas, const Scene &scene, std::size_t stream);
void paintHashSpace(Canvas &canvas, const Scene &scene, std::size_t stream);

/// The names of the brackets, over the flow.
void paintBracketLabels(Canvas &canvas, const Scene &scene, std::size_t stream);

} // namespace hotshard::views

// What lies behind the functions: windows, sinks, dead letters, closed shards.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

void paintNode(Canvas &canvas, const Scene &scene, const NodeBox &box);
/// Lines from the workers into the first node, and from a window into what stands below it.
void paintNodeLinks(Canvas &canvas, const Scene &scene);

} // namespace hotshard::views

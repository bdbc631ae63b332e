// Elbows from parents to children: dashed while the children wait, solid grey after.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

void paintLineage(Canvas &canvas, const Scene &scene);

} // namespace hotshard::views

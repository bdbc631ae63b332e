// The head of the floor: five keys with their shares, then grey; the scale of the bars; names of the columns.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

void paintLegend(Canvas &canvas, const Scene &scene);
void paintColumnHeads(Canvas &canvas, const Scene &scene);
[[nodiscard]] QString scaleLabel(const Scene &scene);

} // namespace hotshard::views

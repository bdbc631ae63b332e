// What the control plane says of the streams, beside the head of their shards: updating, on demand, a refused request.
#pragma once

#include "views/floor/canvas.h"
#include "views/floor/scene.h"

namespace hotshard::views {

/// From `right` leftwards, within `room`; returns the width used, 0 while there is nothing to say.
double paintStatusPills(Canvas &c, const Scene &scene, double right, double room);
/// Everything about it, for a tool tip: rich text.
[[nodiscard]] QString statusCard(const Scene &scene);

} // namespace hotshard::views

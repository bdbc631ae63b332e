// What the hover card of a lane says; also its accessible description.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

/// Rich text for a tool tip.
[[nodiscard]] QString laneCard(const Scene &scene, const LaneBox &box);
/// One plain sentence.
[[nodiscard]] QString laneSentence(const Scene &scene, const LaneBox &box);

} // namespace hotshard::views

// Outlines written in the path language of SVG, as the icons are drawn in the design.
#pragma once

#include <QPainterPath>

#include <string_view>

namespace hotshard::views {

/// Knows M L H V C S A Z, absolute and relative; circular arcs only (rx = ry), which is all the icons use.
[[nodiscard]] QPainterPath svgPath(std::string_view outline);

} // namespace hotshard::views

// The heights of the lanes of all streams: which level of detail fits, and where each lane stands.
#pragma once

#include "views/floor/floor_layout.h"

namespace hotshard::views {

/// Height and level of every lane, before widths are known.
struct LaneStack {
    Level level = Level::Full;
    std::vector<LaneBox> lanes; ///< rect has y and height only
    std::vector<double> streamTop, streamBottom, titleY;
    std::size_t unlabelled = 0;
    double height = 0;
};

/// \param most the lowest level allowed, for narrow windows
[[nodiscard]] LaneStack stackLanes(const Snapshot &snapshot, double height, Level most, bool presenting);

} // namespace hotshard::views

// What lies behind the functions: windows, sinks, dead letters, closed shards.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

/// It ended a second ago or more and has not fired.
[[nodiscard]] bool isLate(const WindowResult &window, SimTime now);
/// Which of the windows are shown, oldest first: the late one that holds back the others, and the newest.
[[nodiscard]] std::vector<std::size_t> windowRows(const WindowView &view, SimTime now, int most);

void paintNode(Canvas &canvas, const Scene &scene, const NodeBox &box);
/// Lines from the workers to what they write to, and from a window into what stands below it.
void paintNodeLinks(Canvas &canvas, const Scene &scene);
/// A function where it feeds a further stream.
void paintFeederCard(Canvas &canvas, const Scene &scene, const FeederBox &feeder);

} // namespace hotshard::views

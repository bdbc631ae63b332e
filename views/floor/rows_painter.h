// Many shards: one row each, three cells, the worst pinned as cards, and a histogram of all ages.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

class LogImage;

/// Ground, bars and cells of all rows. Only the snapshot changes them: the view keeps them in an image.
void paintRows(Canvas &canvas, const Scene &scene, const LogImage &log);
/// Tips and names of the worst lanes, and the scale under the rows.
void paintRowLabels(Canvas &canvas, const Scene &scene);
void paintPins(Canvas &canvas, const Scene &scene);
void paintHistogram(Canvas &canvas, const Scene &scene);

} // namespace hotshard::views

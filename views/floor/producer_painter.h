// A producer: its rate, the last two minutes, its mix of keys, what was rejected.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

void paintProducer(Canvas &canvas, const Scene &scene, std::size_t index);
/// A bar of shares; fills that touch get a line of the card between them when one is wider than 8 px.
void paintMix(Canvas &canvas, const Scene &scene, const QRectF &bar, const KeyMix &mix);

/// Records/s, one point a second.
void paintSparkline(Canvas &canvas, const QRectF &rect, const std::vector<float> &rates);

} // namespace hotshard::views

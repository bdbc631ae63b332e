// Where objects come from and where lines go: the cards of a bucket and of a log file in an object store.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

/// A producer that is a bucket: what it makes are objects.
void paintBucket(Canvas &canvas, const Scene &scene, const QRectF &rect, const ProducerView &producer);
/// A sink that is a log file: what was written to it, what stands in it, what was lost. REQUIRES: sink.objectLog.
void paintObjectLog(Canvas &canvas, const Scene &scene, const QRectF &rect, const SinkView &sink);
/// How high that card wants to be.
inline constexpr double kObjectLogHeight = 136;

} // namespace hotshard::views

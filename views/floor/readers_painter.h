// Several functions on one shard: a line for each beside the lane, and its place on the lane's log.
#pragma once

#include "views/floor/scene.h"

#include <vector>

namespace hotshard::views {

/// A line of the card: one consumer, or the number of those that found no room (consumer < 0).
struct ReaderRow {
    int consumer = -1;
    std::size_t more = 0;
    QRectF rect;
};

[[nodiscard]] bool hasReaders(const LaneView &lane);
/// In the order of the functions; where room ends, the latest stay. Empty: there is room for squares only.
[[nodiscard]] std::vector<ReaderRow> readerRows(const QRectF &card, const LaneView &lane);
/// What one of them does at the moment, in a word or two.
[[nodiscard]] QString readerState(const Scene &scene, const LaneView &lane, const ConsumerView &consumer);
/// The name of a function of the snapshot.
[[nodiscard]] QString functionName(const Scene &scene, ComponentId id);

void paintReaders(Canvas &canvas, const Scene &scene, const LaneBox &box);
/// Marks on the log: how far each of the others has come, with its name where there is room.
void paintReaderMarks(Canvas &canvas, const Scene &scene, const LaneBox &box, double leadLength);

} // namespace hotshard::views

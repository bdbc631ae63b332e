// Where the cards at both sides of the lanes stand: producers and functions that feed a stream at the left, results
// at the right.
#pragma once

#include "views/floor/floor_layout.h"

namespace hotshard::views {

/// Is there anything for the column of results?
[[nodiscard]] bool hasNodes(const Snapshot &snapshot);
/// Fills `geometry.nodes`. REQUIRES: its area and columns are known.
void placeNodes(const Snapshot &snapshot, FloorGeometry &geometry, double width);
/// Fills `geometry.producers` and `geometry.feeders`. REQUIRES: its streams are placed.
void placeSources(const Snapshot &snapshot, FloorGeometry &geometry, double width);

/// Fills `geometry.queues`: of asynchronous functions, then of servers.
void placeQueues(const Snapshot &snapshot, FloorGeometry &geometry);

/// Functions whose concurrency has a limit: of their own, or of their account.
[[nodiscard]] std::vector<const FunctionView *> limitedFunctions(const Snapshot &snapshot);
/// Does a function write to this stream?
[[nodiscard]] bool isFed(const Snapshot &snapshot, const StreamView &stream);

} // namespace hotshard::views

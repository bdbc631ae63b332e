// Queues that are no stream: of an asynchronous function, and of a server. One card where the lanes would be, the
// function or server at its right.
#pragma once

#include "views/floor/scene.h"

namespace hotshard::views {

/// What both kinds of queues have, in the words of their cards.
struct QueueState {
    ComponentId id, reads;
    std::optional<ComponentId> writes;
    std::uint64_t waiting = 0; ///< in the queue
    Duration age;              ///< of the oldest; for a server, what the next to come has to wait
    double inPerSecond = 0, outPerSecond = 0;
    std::uint64_t dropped = 0;
};
[[nodiscard]] QueueState queueState(const Snapshot &snapshot, const QueueBox &box);
/// The producer whose events come here, as an index into Snapshot::producers; -1: none is known.
[[nodiscard]] int sourceOf(const Snapshot &snapshot, const QueueBox &box);
/// A round number of events that the whole bar stands for.
[[nodiscard]] double queueScale(std::uint64_t waiting);

void paintQueue(Canvas &canvas, const Scene &scene, const QueueBox &box);
/// The function or server beside it. REQUIRES: box.worker is not empty.
void paintQueueWorker(Canvas &canvas, const Scene &scene, const QueueBox &box);
/// Lines from the queues through their functions to the results and dead letters.
void paintQueueLinks(Canvas &canvas, const Scene &scene);
void paintQueueHeads(Canvas &canvas, const Scene &scene);

} // namespace hotshard::views

// What a view may see of components beside the streams: buckets, asynchronous functions, queues, sinks.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hotshard {

/// What a bucket has that other sources have not.
struct BucketView {
    std::uint64_t bytes = 0;    ///< of all objects created
    std::uint64_t repeated = 0; ///< notifications that came a second time
    double bytesPerSecond = 0;
    bool operator==(const BucketView &) const = default;
};

/// A function that is invoked for each event on its own, from a queue inside Lambda.
struct AsyncFunctionView {
    ComponentId id;
    std::string name;
    ComponentId reads;          ///< the bucket
    std::uint64_t received = 0; ///< notifications that have arrived (AsyncEventsReceived)
    std::uint64_t invocations = 0, errors = 0, throttles = 0, retries = 0, delivered = 0;
    std::uint64_t dropped = 0, droppedByAge = 0; ///< given up; of these, for their age
    std::uint64_t coldStarts = 0, timeouts = 0;
    std::uint64_t underWay = 0;                           ///< notifications that have not arrived yet
    std::uint64_t waitingThrottled = 0;                   ///< in the queue for want of concurrency
    std::uint64_t waitingRetry = 0;                       ///< in the queue after a function error
    std::uint32_t concurrent = 0;                         ///< in flight: execution environments at work
    Duration oldestWaiting;                               ///< in the queue; 0 when nothing waits there
    double receivedPerSecond = 0, deliveredPerSecond = 0; ///< means of the last 10 s
    double durationMeanMs = 0, durationP50Ms = 0, durationP95Ms = 0, durationP99Ms = 0, durationMaxMs = 0;
    std::optional<ComponentId> writes;                  ///< a sink
    std::int64_t reserved = -1;                         ///< concurrency of its own; -1: none
    std::optional<ComponentId> account;                 ///< whose concurrency it uses otherwise
    double throttlesPerSecond = 0, errorsPerSecond = 0; ///< means of the last 10 s
    bool keepsDeadLetters = false;                      ///< it has an on-failure destination
};

/// A queue with one server: what queueing theory speaks of. A record departs when its service ends.
struct QueueServerView {
    ComponentId id;
    std::string name;
    std::uint64_t arrived = 0, inSystem = 0; ///< records; in the system: those in service and those that wait
    double meanInSystem = 0;                 ///< of the whole run, looked at every second
    double serviceMeanMs = 0;                ///< as it is set
    double sojournMeanMs = 0, sojournP99Ms = 0;
    Duration backlog; ///< until the server has done all that is there
};

/// A log file in an object store: what was written to it, and what stands in it.
struct ObjectLogView {
    std::uint64_t linesWritten = 0; ///< by PUTs that succeeded
    std::uint64_t linesInObject = 0;
    std::uint64_t lostToStaleReads = 0, lostToOtherWriters = 0; ///< overwritten; what is missing at the moment
    std::uint64_t gets = 0, staleGets = 0, puts = 0;
    std::uint64_t conflicts = 0;  ///< conditional PUTs that were refused (412) and made again
    std::uint32_t writersNow = 0; ///< invocations between their GET and their end
    bool operator==(const ObjectLogView &) const = default;
};

struct SinkView {
    ComponentId id;
    std::string name;
    std::uint64_t writes = 0; ///< of a log file: its lines
    double writesPerSecond = 0;
    std::optional<ObjectLogView> objectLog; ///< when it is one
};

} // namespace hotshard

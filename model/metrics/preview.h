// What a preview came to: how backlog and iterator age would go on. Plain values, for views.
//
// A preview is drawn per poll, not per record: its counts and ages have the distribution that those of the run
// have, but are not the run's own. Never to be shown as if it had been measured.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hotshard {

/// Why there is no preview.
enum class PreviewRefusal {
    None,
    Replay,          ///< the records of a file come when they come; nothing can be drawn
    NoFunction,      ///< no stream that a producer writes and a function reads
    PoisonRecords,   ///< where a record lies that always fails decides everything, and records are not drawn
    TooManyKeys,     ///< to find the shard of each takes longer than a preview may
    ProducerOptions, ///< calls, answers and retries of a producer's client work on single records
    Alarms,          ///< one of them changes a parameter when it goes off
    FunctionOptions, ///< lanes, windows, filters, limits and the like work on single records
    OnDemand,        ///< what the service splits by itself depends on what every shard took
    ExpireInFlight,  ///< records would expire while their batch is tried again
    AtTheEnd         ///< nothing is left of the run
};

/// One shard; values at Preview::times. NaN where the shard is not there, or has been read to its end for good.
struct PreviewLane {
    ShardId shard;
    std::vector<float> backlog;     ///< records not yet read, at the end of the second
    std::vector<float> iteratorAge; ///< s; the largest of the second
    std::uint64_t processed = 0;    ///< records that the function has done with since `from`
};

struct Preview {
    PreviewRefusal refusal = PreviewRefusal::None;
    std::uint64_t request = 0; ///< number that the session gave it; rises
    std::uint64_t run = 0;     ///< Snapshot::run it goes on from
    std::string path;          ///< the parameter that was changed, and
    std::string value;         ///< what it was changed to, as it is printed
    SimTime from;
    std::vector<double> times; ///< s; the end of every whole second
    std::vector<PreviewLane> lanes;
    std::vector<float> backlog;  ///< of all shards
    std::vector<float> worstAge; ///< s; of the shard that is furthest behind
    std::uint64_t processed = 0;
    /// A write limit was reached: it cuts counts, and what it rejects is not tried again. No longer exact.
    bool limited = false;
    /// What it took; does not depend on the rate. Polls: those of the shards and the batches cut.
    std::uint64_t polls = 0, counts = 0, orderStatistics = 0;
};

using PreviewPtr = std::shared_ptr<const Preview>;

} // namespace hotshard

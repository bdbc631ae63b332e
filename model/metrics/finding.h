// What a diagnosis found: plain values, without words.
#pragma once

#include "kernel/ids.h"

#include <optional>

namespace hotshard {

enum class FindingKind {
    HotKey,
    SlowFunction,
    WriteLimit,
    Poison,
    OrderLost,
    Waiting,
    Loss,
    CatchingUp,
    ConcurrencyLimit, ///< invocations are throttled, and shards wait for it
    ReadLimit,        ///< those who poll a shard are refused, and fall behind
    SwitchedOff,      ///< a function is disabled, and its backlog grows
    LinesLost,        ///< a log file in an object store was overwritten
    EventsWait,       ///< an asynchronous function's queue waits for concurrency
    EventsFail,       ///< failed events wait there for their next try
    EventsGivenUp,    ///< no try left, or too old
    QueueGrows,       ///< a queue with one server has work for five seconds or more
    Healthy
};
enum class Severity { Info, Warning, Alarm };

/// Something worth knowing, with the numbers that show it. Words are chosen by the view.
struct Finding {
    FindingKind kind = FindingKind::Healthy;
    Severity severity = Severity::Info;
    ComponentId component;
    ShardId shard;
    int key = -1;          ///< index into Snapshot::keys
    double keyShare = 0;   ///< of the shard's traffic
    double shardShare = 0; ///< of all traffic
    double inPerSecond = 0, outPerSecond = 0, keyPerSecond = 0;
    double backlog = 0, growthPerSecond = 0;
    double seconds = 0; ///< time to drain, or to the first loss; 0 when it does not apply
    double count = 0;   ///< records lost, out of order, rejected
    bool moreShardsHelp = true;
    std::optional<ComponentId> function; ///< whose reading it is about, when several functions read the stream
    int shards = 1;                      ///< how many it is about; `shard` is the worst of them
    int consumers = 1;                   ///< of the shard, or waiting for their parent
    double refusedPerSecond = 0;         ///< throttled invocations, or refused reads
    double limit = 0;                    ///< concurrency, or bytes/s, or calls/s
    bool byCalls = false;                ///< of a read limit: calls, not bytes
    double part = 0;                     ///< of `count`: lines lost to stale reads, or events that were too old
    bool kept = false;                   ///< what was given up stands in a dead-letter queue
    bool operator==(const Finding &) const = default;
};

} // namespace hotshard

// The control plane of one stream: who may change its shards, when, and how long that takes.
//
// Rules (Kinesis API SplitShard, MergeShards, UpdateShardCount, UpdateStreamMode):
//   - One operation at a time: the stream is UPDATING until it is done; meanwhile ResourceInUseException. Reads and
//     writes go on, writes to the old shards.
//   - UpdateShardCount: at most double, at least half; 10 calls in any 24 hours, then LimitExceededException.
//   - On-demand: none of these calls works (ValidationException); the service splits shards itself.
//   - The mode: 2 switches in any 24 hours; the shards stay as they are.
//
// How long: one split or merge takes the operation time (about 30 s). What UpdateShardCount takes is told as "a few
// minutes" whatever the size, while splits one after the other would take hours for a thousand shards. So here all
// splits of one call run side by side and take one operation time, and then, when the target is no doubling, all
// merges another; between the two the halves are open and take records. (Inferred.)
//
// A value: part of a simulation. Refusals are values. One thread at a time.
#pragma once

#include "kernel/time.h"
#include "routing/reshard_request.h"
#include "routing/shard_map.h"
#include "routing/update_quota.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace hotshard {

enum class StreamMode : std::uint8_t { Provisioned, OnDemand };

/// Something that was asked for and not done.
struct RefusedRequest {
    SimTime at;
    std::string asked; ///< "split shardId-000000000003", "update 9", "mode on_demand"
    Refusal why;
    bool operator==(const RefusedRequest &) const = default;
};

class ShardControl {
public:
    /// A drag of a slider is one change: within this time a new wish replaces the call that the last one made.
    static constexpr Duration amendable = Duration::seconds(1);

    ShardControl(std::uint32_t shards, StreamMode mode, Duration operationTime);

    [[nodiscard]] const ShardMap &map() const { return m_map; }
    [[nodiscard]] StreamMode mode() const { return m_mode; }
    /// The stream's status: UPDATING, otherwise ACTIVE.
    [[nodiscard]] bool updating() const { return m_nextChange != SimTime::never(); }
    /// When the running operation next changes the shards; never when none runs.
    [[nodiscard]] SimTime nextChange() const { return m_nextChange; }
    /// Lets take effect what is due by `now`. True when shards were opened or closed.
    bool advance(SimTime now);

    /// One call. False: refused, and noted.
    bool ask(const ReshardRequest &request, SimTime now);
    /// Somebody who wants `count` open shards: calls UpdateShardCount whenever the stream is ACTIVE, as often as it
    /// takes (more than one doubling is several calls), and gives up at the first refusal.
    void want(std::uint32_t count, SimTime now);
    /// UpdateStreamMode. False: refused, and noted.
    bool switchTo(StreamMode mode, SimTime now);
    /// On-demand: the service splits these open shards at their middles. They take effect at once, and the stream
    /// stays ACTIVE; what cannot be split stays as it is. True when any was split.
    bool splitByItself(std::span<const ShardId> shards);

    [[nodiscard]] std::uint64_t refusals() const { return m_refusals; }
    [[nodiscard]] const std::optional<RefusedRequest> &lastRefusal() const { return m_lastRefusal; }
    [[nodiscard]] std::size_t updateCalls() const { return m_updates.used(); }

private:
    bool refuse(SimTime at, std::string asked, Refusal why);
    void begin(const ReshardRequest &request, SimTime now);
    void takeEffect();
    void callForWanted(SimTime now, bool amends);

    ShardMap m_map;
    Duration m_operationTime;
    StreamMode m_mode;
    ReshardRequest m_running;
    SimTime m_nextChange = SimTime::never();
    SimTime m_amendableUntil{-1};          ///< the running call may be replaced before this
    std::optional<std::uint32_t> m_wanted; ///< open shards, until they are there
    UpdateQuota m_updates;
    ModeQuota m_switches;
    std::uint64_t m_refusals = 0;
    std::optional<RefusedRequest> m_lastRefusal;
};

} // namespace hotshard

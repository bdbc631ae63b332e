// What a run came to, as named numbers: the exact counts behind `hotshard run --format json` and its tables.
#pragma once

#include "kernel/ids.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace hotshard {

/// A name of the field, a unit, a number. Counts are whole and exact.
struct MetricValue {
    std::string name, unit;
    std::variant<std::uint64_t, double> value;
};

/// The numbers of one shard, from the side of the component that lists them.
struct ShardResult {
    ShardId shard;
    std::string
        state; ///< "open", "draining", "waiting", "closed", "expired"; empty when the component does not decide it
    std::string rangeStart, rangeEnd; ///< of the hash space, decimal, both included; empty likewise
    std::vector<ShardId> parents;
    std::vector<MetricValue> metrics;
};

struct ComponentResult {
    ComponentId id;
    std::string name, type;
    std::vector<MetricValue> metrics;
    std::vector<ShardResult> shards;

    void count(std::string metric, std::uint64_t value, std::string unit = "records")
    {
        metrics.push_back({std::move(metric), std::move(unit), value});
    }
    void number(std::string metric, double value, std::string unit)
    {
        metrics.push_back({std::move(metric), std::move(unit), value});
    }
};

} // namespace hotshard

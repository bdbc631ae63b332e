#include "scenario/key_report.h"

#include "routing/shard_map.h"

#include <cstddef>

namespace hotshard {

KeyReport keyReport(const RecordedTraffic &traffic, std::uint32_t shards)
{
    const ShardMap map(shards);
    KeyReport report;
    report.records = traffic.timeUs.size();
    report.skipped = traffic.skipped;
    for (const Shard &shard : map.shards())
        report.shards.push_back({shard.id, 0});
    report.keys.reserve(traffic.keys.size());
    for (std::size_t i = 0; i < traffic.keys.size(); ++i) {
        const ShardId shard = map.shardFor(HashKey::ofPartitionKey(traffic.keys[i]));
        report.keys.push_back({traffic.keys[i], traffic.counts[i], shard});
        report.shards[shard.value].records += traffic.counts[i];
    }
    double squares = 0;
    for (const KeyReport::ShardLoad &shard : report.shards) {
        const double share = static_cast<double>(shard.records) / static_cast<double>(report.records);
        squares += share * share;
    }
    report.effectiveShards = report.records == 0 ? 0.0 : 1.0 / squares;
    return report;
}

} // namespace hotshard

// Which key of a recorded traffic goes to which shard, and how evenly: answered without running anything.
//
// Pure function of the traffic and the number of shards; any thread. Routing as of a stream that was created
// with that many shards (kinesis).
#pragma once

#include "kernel/ids.h"
#include "record/recorded_traffic.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotshard {

struct KeyReport {
    struct ShardLoad {
        ShardId id;
        std::uint64_t records = 0;
    };
    struct KeyLoad {
        std::string key;
        std::uint64_t records = 0;
        ShardId shard;
    };

    std::uint64_t records = 0;
    std::uint64_t skipped = 0;     ///< lines of the file that could not be read
    std::vector<ShardLoad> shards; ///< by id, also those without a record
    std::vector<KeyLoad> keys;     ///< by falling count, ties in order of first sight
    /// How many evenly loaded shards would do the same work: 1 / sum of squared shares. Equal to the number of
    /// shards when all get the same, 1 when one gets everything, 0 without records.
    double effectiveShards = 0;
};

/// \param shards from 1 to ShardMap::maxShards
[[nodiscard]] KeyReport keyReport(const RecordedTraffic &traffic, std::uint32_t shards);

} // namespace hotshard

// A slow and obvious function with its event source mapping: one struct a record, one loop over instants, no
// blocks, no chunks, no numbers instead of records. It reproduces polls, batches, retries, expiry and the order
// of parents and children exactly, for constant latencies.
#pragma once

#include "kernel/time.h"
#include "routing/shard_map.h"
#include "support/rig.h"
#include "topology/spec.h"

#include <deque>
#include <map>
#include <vector>

namespace hotshard::test {

struct OracleSettings {
    std::int64_t batch = 100, poll = 1'000'000, perBatch = 0, perRecord = 0, retention = 86'400'000'000;
    std::int64_t maxRetries = -1, backOff = 500'000;
    std::int64_t reshardAt = -1;  ///< us; when the first new shards open
    std::int64_t reshardTime = 0; ///< us; until the next do, when one doubling or halving is not enough
    std::uint32_t shards = 1, shardsAfter = 1;
    std::uint64_t seed = 1;
    std::string function = "count";
    std::string prefix = "key-";
};

struct OracleBatch {
    std::int64_t at = 0; ///< when it was done
    std::vector<SeenRecord> records;
};

struct OracleResult {
    std::map<std::uint32_t, std::vector<OracleBatch>> batches; ///< by shard
    std::map<std::uint32_t, std::int64_t> started;             ///< by shard
    std::uint64_t delivered = 0, expired = 0, expiredInFlight = 0, setAside = 0, invocations = 0, errors = 0;
    double waited = 0; ///< us, sum over records, from arrival to the first hand-over
    std::uint64_t handedOver = 0;
};

/// What must happen to `records`, which are in the order of their arrival, up to and including `end`.
[[nodiscard]] OracleResult runOracle(const std::vector<SeenRecord> &records, const OracleSettings &settings,
                                     std::int64_t end);

} // namespace hotshard::test

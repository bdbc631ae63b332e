// The reference work of the field's comparison (see bench_reference.h), as scenarios of the engine. It runs them with
// everything on: write limits checked (set out of reach), sizes, keys, all metrics, one-second series.
#pragma once

#include "app/cli/bench_measure.h"
#include "topology/spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotshard::cli {

/// R1 and its variants.
struct R1 {
    int shards = 8;
    std::int64_t keys = 10'000;
    double rate = 8'000;
    double seconds = 600;
    double errors = 0;       ///< share of invocations that fail and are tried again
    std::string window = {}; ///< "all" or "key": counted per minute behind the function
    std::int64_t factor = 1; ///< lanes of a shard
    double limit = 1e6;      ///< records/s that a shard accepts; out of reach, as R1 has it
};

[[nodiscard]] ScenarioSpec r1(const R1 &work, double scale);
/// Made, and run from its beginning to its end.
[[nodiscard]] BenchOnce runOnce(const ScenarioSpec &spec);

/// The engine at R1, its variants and R2, and the textbook loops.
[[nodiscard]] std::vector<BenchRow> engineRows();

} // namespace hotshard::cli

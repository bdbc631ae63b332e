// Many runs of one scenario, each with other values: what changes when the shards, the rate, the seed change?
//
// The runs are independent and go on all cores, one at a time on each. Rows and their order do not depend on the
// number of threads. Memory: one run a thread at a time; a run is dropped as soon as its results are taken.
#pragma once

#include "kernel/issue.h"
#include "metrics/results.h"
#include "topology/spec.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace hotshard {

/// A parameter and the values that it starts with, run after run.
struct SweepAxis {
    std::string path; ///< "clicks.shards"
    std::vector<ParameterValue> values;
};

struct SweepPlan {
    ScenarioSpec spec;
    std::vector<SweepAxis> axes;      ///< every value with every other; the last axis varies fastest
    std::vector<std::uint64_t> seeds; ///< each run with each of them, fastest of all; none: the scenario's own
    std::vector<std::string> results; ///< "count.iterator_age_p99"
    SimTime until;                    ///< how far each run goes
    unsigned threads = 0;             ///< 0: as many as the machine has cores
};

/// A number that a run comes to.
struct SweepResult {
    std::string name; ///< "count.iterator_age_p99"
    std::string unit;
    bool operator==(const SweepResult &) const = default;
};

/// What one run came to.
struct SweepRow {
    std::size_t run = 0;                ///< its place in the order of the plan
    std::vector<ParameterValue> values; ///< by axis
    std::uint64_t seed = 0;
    std::vector<std::variant<std::uint64_t, double>> results; ///< as in the plan
    std::uint64_t fingerprint = 0;
    bool operator==(const SweepRow &) const = default;
};

/// Runs of a plan at most: beyond it, the order of one's questions is the problem.
inline constexpr std::size_t maxSweepRuns = 100'000;

/// Runs in all; more than maxSweepRuns is told as maxSweepRuns + 1.
[[nodiscard]] std::size_t sweepRuns(const SweepPlan &plan);
/// Every result that runs of this scenario have. REQUIRES: a scenario without issues.
[[nodiscard]] std::vector<SweepResult> sweepResults(const ScenarioSpec &spec);
/// Everything that is wrong with a plan: results that there are not, values that do not go together, too many runs.
/// REQUIRES: the paths exist and each value is valid on its own.
[[nodiscard]] Issues checkSweep(const SweepPlan &plan);

/// Told while the sweep runs: the share of all simulated time that is done, 0..1, and how many runs have ended. Comes
/// from any thread, from one at a time.
using SweepProgress = std::function<void(double share, std::size_t ended)>;

/// Runs the plan and gives its rows in order. Stopped, it returns within about the running of one simulated second, and
/// the rows of runs that had ended are given. The calling thread waits. REQUIRES: checkSweep() found nothing.
[[nodiscard]] std::vector<SweepRow> runSweep(const SweepPlan &plan, const SweepProgress &progress = {},
                                             const std::stop_token &stop = {});

} // namespace hotshard

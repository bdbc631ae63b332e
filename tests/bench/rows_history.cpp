// The past of a run, and many runs at once: processor time of all threads. bench_history has the wall clock.
#include "app/cli/bench_rows.h"
#include "bench/rows.h"

#include "session/history.h"
#include "session/sweep.h"
#include "simulation/simulation.h"

#include <memory>

namespace hotshard::bench {

namespace {

/// Places all over the ten minutes of R1, in an order that is no order.
BenchRow seekRow()
{
    const auto history = std::make_shared<std::unique_ptr<History>>();
    const auto once = [history](double) {
        if (!*history) {
            *history = std::make_unique<History>(Simulation(cli::r1({}, 1)));
            Simulation run = (*history)->seek(SimTime::zero());
            (*history)->advance(run, run.end());
        }
        return repeated([&](std::uint64_t i) {
            const auto at = static_cast<std::int64_t>((i * 0x9E3779B97F4A7C15U) % 600'000'000U);
            keep(static_cast<std::uint64_t>((*history)->seek(SimTime{at}).now().us));
        });
    };
    return {.work = "seek in R1", .unit = "seek", .once = once};
}

BenchRow sweepRow()
{
    SweepPlan plan;
    plan.spec = cli::r1({}, 1);
    plan.until = SimTime{Duration::minutes(1).us};
    plan.results = {"count.iterator_age_p99"};
    plan.axes = {{"clicks.shards", {}}};
    for (std::int64_t shards = 1; shards <= 16; ++shards)
        plan.axes[0].values.emplace_back(shards);
    plan.seeds = {1, 2, 3, 4};
    const auto once = [plan](double) {
        const double before = cli::processorSeconds();
        const std::size_t runs = runSweep(plan).size();
        return BenchOnce{cli::processorSeconds() - before, runs};
    };
    return {.work = "sweep of 64 runs of 1 min of R1", .unit = "run", .once = once};
}

} // namespace

std::vector<BenchRow> historyRows() { return {seekRow(), sweepRow()}; }

} // namespace hotshard::bench

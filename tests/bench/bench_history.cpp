// What the past of a run costs: a checkpoint, a fork, a seek; and what a sweep gains from a second core.
//
// R1 is 8 shards and 8,000 records/s for ten simulated minutes; the day is 10 shards and 10,000 records/s. Times
// are wall clock unless they are called processor time; sweeps are the best of nine, and their ratio says something
// only while the machine does nothing else. `bench_history day` takes the day in, too.
#include "session/history.h"
#include "session/sweep.h"
#include "support/counted_memory.h"
#include "support/sketch.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

using namespace hotshard;
using namespace hotshard::test;

namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point since) { return std::chrono::duration<double>(Clock::now() - since).count(); }

/// Of all threads of the process; page faults are counted with it.
struct Processor {
    double seconds = 0;
    long faults = 0;
    static Processor now()
    {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        const auto of = [](const timeval &t) {
            return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
        };
        return {of(usage.ru_utime) + of(usage.ru_stime), usage.ru_minflt};
    }
};

double mebibytes(std::size_t bytes) { return static_cast<double>(bytes) / 1048576; }

void row(const char *work, double value, const char *unit) { std::printf("%-58s %12.3f %s\n", work, value, unit); }

ScenarioSpec r1(Duration duration)
{
    return sketch(
        "web 8000/s zipf=1 keys=10000 -> clicks[8] records=1000000/s limits.bytes=1GiB -> count 500us fixed=20ms",
        duration);
}

ScenarioSpec day()
{
    return sketch(
        "web 10000/s zipf=1 keys=10000 -> clicks[10] records=1000000/s limits.bytes=1GiB -> count 500us fixed=20ms",
        Duration::hours(24));
}

void measureForks()
{
    Simulation run(r1(Duration::minutes(10)));
    run.advanceTo(SimTime{300'000'000});
    const std::size_t before = heldBytes;
    double best = 1;
    std::vector<Simulation> forks;
    forks.reserve(10);
    for (int i = 0; i < 10; ++i) {
        const auto since = Clock::now();
        forks.push_back(run);
        best = std::min(best, seconds(since));
    }
    row("checkpoint of R1 at 5 min: copying", best * 1e6, "us");
    row("  what it holds alone", static_cast<double>(heldBytes - before) / 10 / 1024, "KiB");
    const Simulation alone = run;
    auto since = Clock::now();
    run.advanceTo(SimTime{301'000'000});
    const double shared = seconds(since);
    since = Clock::now();
    run.advanceTo(SimTime{302'000'000});
    row("  the second after it, that much slower", (shared - seconds(since)) * 1e6, "us");
    const std::size_t atFork = heldBytes;
    for (Simulation &fork : forks)
        fork.advanceTo(SimTime{310'000'000});
    row("ten forks of R1, 10 s further: each holds alone", static_cast<double>(heldBytes - atFork) / 10 / 1024, "KiB");
}

/// Seeks all over the past; the slowest and the mean, in ms.
void measureSeeks(const char *work, History &history, int count)
{
    Dice dice(1);
    double sum = 0, slowest = 0;
    for (int i = 0; i < count; ++i) {
        const SimTime at{dice.between(0, history.reached().us)};
        const auto since = Clock::now();
        const Simulation run = history.seek(at);
        const double taken = seconds(since);
        sum += taken;
        slowest = std::max(slowest, taken);
    }
    row((std::string(work) + ": seek, mean").c_str(), sum / count * 1e3, "ms");
    row((std::string(work) + ": seek, slowest").c_str(), slowest * 1e3, "ms");
}

void measureHistory(const char *work, const ScenarioSpec &spec, int seeks)
{
    const std::size_t before = heldBytes;
    double begin = Processor::now().seconds;
    Simulation plain(spec);
    plain.advanceTo(plain.end());
    const double without = Processor::now().seconds - begin;
    const std::size_t one = heldBytes - before;
    History history{Simulation(spec)};
    begin = Processor::now().seconds;
    Simulation run = history.seek(SimTime::zero());
    history.advance(run, run.end());
    const double with = Processor::now().seconds - begin;
    row((std::string(work) + ": the run, processor time").c_str(), without, "s");
    row((std::string(work) + ": with its history").c_str(), with, "s");
    row((std::string(work) + ": checkpoints").c_str(), static_cast<double>(history.checkpoints().size()), "");
    row((std::string(work) + ": the run holds").c_str(), mebibytes(one), "MiB");
    row((std::string(work) + ": its history holds, above that").c_str(), mebibytes(heldBytes - before - 2 * one),
        "MiB");
    measureSeeks(work, history, seeks);
}

void measureSweep()
{
    SweepPlan plan;
    plan.spec = r1(Duration::minutes(10));
    plan.until = SimTime{Duration::minutes(1).us};
    plan.results = {"count.iterator_age_p99"};
    plan.axes = {{"clicks.shards", {}}};
    for (std::int64_t shards = 1; shards <= 16; ++shards)
        plan.axes[0].values.emplace_back(shards);
    plan.seeds = {1, 2, 3, 4};
    double wall[2] = {1e9, 1e9}, busy[2] = {}, faults[2] = {};
    for (int round = 0; round < 9; ++round)
        for (const unsigned threads : {1U, 2U}) {
            plan.threads = threads;
            const Processor before = Processor::now();
            const auto since = Clock::now();
            const std::vector<SweepRow> rows = runSweep(plan);
            const double taken = seconds(since);
            if (taken < wall[threads - 1]) {
                wall[threads - 1] = taken;
                busy[threads - 1] = Processor::now().seconds - before.seconds;
                faults[threads - 1] = static_cast<double>(Processor::now().faults - before.faults);
            }
        }
    for (const std::size_t t : {0U, 1U}) {
        const std::string work =
            "sweep of 64 runs of 1 min of R1, " + std::to_string(t + 1) + (t ? " threads" : " thread");
        row(work.c_str(), wall[t], "s");
        row("  processor time of all threads", busy[t], "s");
        row("  page faults", faults[t], "");
    }
    row("  two threads are faster by", wall[0] / wall[1], "x");
    row("  and would be, had they had a core each (by processor time)", 2 * busy[0] / busy[1], "x");
}

} // namespace

int main(int argc, char **argv)
{
    measureForks();
    measureHistory("R1, ten minutes", r1(Duration::minutes(10)), 40);
    measureSweep();
    if (argc > 1 && std::string_view(argv[1]) == "day")
        measureHistory("a day, 864 million records", day(), 40);
    return 0;
}

// What the pieces around a run cost: a checkpoint, a snapshot, loading a scenario, the hash of a key. Processor
// time, the best of several rounds; a table to read, nothing is asserted.
#include "routing/hash_key.h"
#include "scenario/scenario_file.h"
#include "simulation/simulation.h"
#include "support/sketch.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

using namespace hotshard;

namespace {

/// Results go through here, so that no work is left out by the compiler.
volatile std::uint64_t sinkOfResults = 0;

void keep(std::uint64_t result) { sinkOfResults = sinkOfResults + result; }

/// ns of one call: the best of five rounds of at least 50 ms each.
template <class Work>
double nanoseconds(Work &&work)
{
    double best = 0;
    std::uint64_t calls = 1;
    for (int round = 0; round < 5;) {
        const std::clock_t before = std::clock();
        for (std::uint64_t i = 0; i < calls; ++i)
            work(i);
        const double seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        if (seconds < 0.05) {
            calls *= seconds < 0.005 ? 10 : 2;
            continue;
        }
        const double ns = seconds * 1e9 / static_cast<double>(calls);
        best = round == 0 ? ns : std::min(best, ns);
        ++round;
    }
    return best;
}

void print(const std::string &work, double ns, const std::string &per)
{
    std::printf("%-52s %14.1f ns / %s\n", work.c_str(), ns, per.c_str());
    std::fflush(stdout);
}

/// Ten minutes of traffic that the function falls behind of: nearly all of it waits.
Simulation behind(int shards, int ratePerSecond)
{
    return test::simulate("web " + std::to_string(ratePerSecond) + "/s zipf=1.1 keys=10000 -> clicks["
                          + std::to_string(shards) + "] -> count 100ms batch=100 -> minutes 60s");
}

std::uint64_t waitingIn(const Simulation &run)
{
    std::uint64_t waiting = 0;
    for (const ConservationRow &row : run.network().conservation())
        waiting += row.waiting;
    return waiting;
}

void benchCheckpoints()
{
    for (const int rate : {100, 1'000, 4'000}) {
        const Simulation run = behind(8, rate);
        const double ns =
            nanoseconds([&](std::uint64_t) { keep(static_cast<std::uint64_t>(Simulation(run).now().us)); });
        print("checkpoint, " + std::to_string(waitingIn(run)) + " records waiting", ns, "copy");
    }
    // A fork pays for what it shares when it goes on.
    const Simulation run = behind(8, 4'000);
    const double ns = nanoseconds([&](std::uint64_t) {
        Simulation fork(run);
        fork.advanceTo(SimTime{fork.now().us + 1});
        keep(static_cast<std::uint64_t>(fork.now().us));
    });
    print("checkpoint and its first microsecond", ns, "copy");
}

void benchSnapshots()
{
    for (const int shards : {4, 64, 256}) {
        const Simulation run = behind(shards, 20 * shards);
        for (const bool charts : {true, false}) {
            SnapshotQuery query;
            query.chartPoints = charts ? query.chartPoints : 0;
            const double ns = nanoseconds([&](std::uint64_t) { keep(run.snapshot(query).streams.size()); });
            print("snapshot of " + std::to_string(shards) + " lanes" + (charts ? ", with charts" : ", no charts"), ns,
                  "snapshot");
        }
    }
}

void benchLoading()
{
    const std::filesystem::path folder = std::filesystem::path(HOTSHARD_SOURCE_DIR) / "scenarios";
    for (const char *name : {"hot-key.json", "access-log.json"}) {
        const double ns = nanoseconds([&](std::uint64_t) { keep(loadScenarioFile(folder / name).issues.size()); });
        print(std::string("loading ") + name, ns, "file");
    }
    const LoadResult loaded = loadScenarioFile(folder / "hot-key.json");
    const double ns = nanoseconds([&](std::uint64_t) { keep(Simulation(loaded.spec).network().components().size()); });
    print("a run made of hot-key, before its first step", ns, "run");
}

void benchHashes()
{
    for (const std::size_t length : {8U, 64U, 256U}) {
        std::string key(length, 'k');
        const double ns = nanoseconds([&](std::uint64_t i) {
            key[0] = static_cast<char>('a' + i % 26);
            keep(HashKey::ofPartitionKey(key).low());
        });
        print("MD5 of a key of " + std::to_string(length) + " bytes", ns, "key");
    }
}

} // namespace

int main()
{
    benchCheckpoints();
    benchSnapshots();
    benchLoading();
    benchHashes();
}

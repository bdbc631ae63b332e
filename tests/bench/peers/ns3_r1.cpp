// R1 in the lightest form that ns-3's core allows: one event per arrival, a plain deque of times per shard.
// Built by `run` beside this file, when ns-3 is installed; no part of the program.
#include "ns3/object-factory.h"
#include "ns3/priority-queue-scheduler.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <fstream>
#include <random>
#include <vector>

namespace {

constexpr int shardCount = 8, keyCount = 10'000, batch = 100;
constexpr double meanGapNs = 1e9 / 8'000;

struct Model {
    std::mt19937_64 bits{1};
    std::vector<double> cumulated; ///< Zipf 1.0
    std::vector<int> shardOf;
    std::vector<std::deque<std::int64_t>> waiting{shardCount};
    std::uint64_t arrived = 0, processed = 0;
    double ages = 0;

    explicit Model(const char *shards)
    {
        double sum = 0;
        for (int k = 1; k <= keyCount; ++k)
            cumulated.push_back(sum += 1.0 / k);
        std::ifstream in(shards);
        for (int shard = 0; in >> shard;)
            shardOf.push_back(shard & (shardCount - 1));
        shardOf.resize(keyCount);
    }
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    /// A guess that is nearly right for 1/k, then a step or two: no slower than an alias table.
    int shard()
    {
        const double wanted = uniform() * cumulated.back();
        auto k = static_cast<std::size_t>(std::clamp(std::exp(wanted - 0.5772) - 1, 0.0, keyCount - 1.0));
        while (k + 1 < cumulated.size() && cumulated[k] < wanted)
            ++k;
        while (k > 0 && cumulated[k - 1] >= wanted)
            --k;
        return shardOf[k];
    }
    void arrive()
    {
        waiting[static_cast<std::size_t>(shard())].push_back(ns3::Simulator::Now().GetNanoSeconds());
        ++arrived;
        const double gap = -std::log(1 - uniform()) * meanGapNs;
        ns3::Simulator::Schedule(ns3::NanoSeconds(static_cast<std::int64_t>(gap + 0.5)), &Model::arrive, this);
    }
    void poll(int s)
    {
        auto &queue = waiting[static_cast<std::size_t>(s)];
        const std::int64_t now = ns3::Simulator::Now().GetNanoSeconds();
        std::int64_t n = 0;
        for (; n < batch && !queue.empty(); ++n) {
            ages += static_cast<double>(now - queue.front());
            queue.pop_front();
        }
        processed += static_cast<std::uint64_t>(n);
        const std::int64_t busy = n ? 20'000'000 + n * 500'000 : 0;
        ns3::Simulator::Schedule(ns3::NanoSeconds(n == batch ? busy : std::max<std::int64_t>(1'000'000'000, busy)),
                                 &Model::poll, this, s);
    }
};

} // namespace

int main(int argc, char **argv)
{
    const double seconds = argc > 1 ? std::atof(argv[1]) : 600;
    Model model(argc > 2 ? argv[2] : ""); // a file with the shard of each key, from its MD5
    ns3::Simulator::SetScheduler(ns3::ObjectFactory("ns3::PriorityQueueScheduler")); // its fastest
    const std::clock_t before = std::clock();
    for (int s = 0; s < shardCount; ++s)
        ns3::Simulator::Schedule(ns3::NanoSeconds(0), &Model::poll, &model, s);
    ns3::Simulator::Schedule(ns3::NanoSeconds(1), &Model::arrive, &model);
    ns3::Simulator::Stop(ns3::Seconds(seconds));
    ns3::Simulator::Run();
    const double ns = static_cast<double>(std::clock() - before) * 1e9 / CLOCKS_PER_SEC;
    std::fprintf(stderr, "ns-3: %llu arrived, %llu processed, mean age %.2f s\n",
                 static_cast<unsigned long long>(model.arrived), static_cast<unsigned long long>(model.processed),
                 model.ages * 1e-9 / static_cast<double>(model.processed));
    std::printf("%.3f\n", ns / static_cast<double>(model.arrived));
}

#include "app/cli/bench_reference.h"

#include "kernel/distributions.h"
#include "kernel/random.h"
#include "metrics/histogram.h"
#include "routing/hash_key.h"

#include <bit>
#include <deque>
#include <queue>
#include <string>
#include <vector>

namespace hotshard::cli {

namespace {

struct TextbookEvent {
    std::int64_t at;
    std::uint64_t sequence;
    int shard;                                                     ///< -1 = an arrival
    [[nodiscard]] bool operator<(const TextbookEvent &other) const // soonest on top
    {
        return at != other.at ? at > other.at : sequence > other.sequence;
    }
};

constexpr int batch = 100;

std::vector<int> shardOfKeys(const ReferenceWork &work)
{
    const int shift = 64 - std::countr_zero(static_cast<unsigned>(work.shards));
    std::vector<int> shards;
    for (int k = 0; k < work.keys; ++k)
        shards.push_back(static_cast<int>(HashKey::ofPartitionKey("key-" + std::to_string(k)).high() >> shift));
    return shards;
}

} // namespace

ReferenceResult textbookR1(const ReferenceWork &work, std::uint64_t seed)
{
    const double meanGapNs = 1e9 / work.rate;
    const auto shardCount = static_cast<std::size_t>(work.shards);
    const auto gaps = RandomStream::named(seed, "reference", "arrivals");
    const auto keys = RandomStream::named(seed, "reference", "keys");
    std::vector<double> weights;
    for (int k = 1; k <= work.keys; ++k)
        weights.push_back(1.0 / k);
    const AliasTable zipf(weights);
    const std::vector<int> shardOf = shardOfKeys(work);
    std::vector<std::deque<std::int64_t>> waiting(shardCount);
    std::vector<Histogram> waits(shardCount);
    std::priority_queue<TextbookEvent> future;
    std::uint64_t sequence = 0, record = 0;
    const auto end = static_cast<std::int64_t>(work.seconds * 1e9);
    for (int s = 0; s < work.shards; ++s)
        future.push({0, sequence++, s});
    future.push({math::round(exponential(gaps.bits(0)) * meanGapNs), sequence++, -1});
    ReferenceResult result;
    while (future.top().at < end) {
        const TextbookEvent event = future.top();
        future.pop();
        if (event.shard < 0) {
            waiting[static_cast<std::size_t>(shardOf[zipf.draw(keys.bits(record))])].push_back(event.at);
            ++record;
            future.push({event.at + math::round(exponential(gaps.bits(record)) * meanGapNs), sequence++, -1});
            continue;
        }
        auto &queue = waiting[static_cast<std::size_t>(event.shard)];
        std::int64_t n = 0;
        for (; n < batch && !queue.empty(); ++n) {
            waits[static_cast<std::size_t>(event.shard)].add((event.at - queue.front()) / 1000);
            queue.pop_front();
        }
        result.processed += static_cast<std::uint64_t>(n);
        const std::int64_t done = event.at + (n ? 20'000'000 + n * 500'000 : 0);
        future.push({n == batch ? done : std::max(event.at + 1'000'000'000, done), sequence++, event.shard});
    }
    result.records = record;
    double sum = 0;
    for (const Histogram &histogram : waits)
        sum += histogram.meanSeconds() * static_cast<double>(histogram.count());
    result.meanWaitSeconds = sum / static_cast<double>(result.processed);
    return result;
}

ReferenceResult textbookR2(std::uint64_t customers, std::uint64_t seed)
{
    const auto gaps = RandomStream::named(seed, "reference", "arrivals");
    const auto services = RandomStream::named(seed, "reference", "service");
    std::priority_queue<TextbookEvent> future;
    std::deque<std::int64_t> queue;
    std::uint64_t sequence = 0, arrived = 0, served = 0;
    double sum = 0;
    future.push({math::round(exponential(gaps.bits(0)) * 1e9 / 0.9), sequence++, -1});
    while (served < customers) {
        const TextbookEvent event = future.top();
        future.pop();
        if (event.shard < 0) {
            queue.push_back(event.at);
            if (queue.size() == 1)
                future.push({event.at + math::round(exponential(services.bits(served)) * 1e9), sequence++, 0});
            if (++arrived < customers)
                future.push({event.at + math::round(exponential(gaps.bits(arrived)) * 1e9 / 0.9), sequence++, -1});
            continue;
        }
        sum += static_cast<double>(event.at - queue.front());
        queue.pop_front();
        ++served;
        if (!queue.empty())
            future.push({event.at + math::round(exponential(services.bits(served)) * 1e9), sequence++, 0});
    }
    return {customers, served, sum * 1e-9 / static_cast<double>(served)};
}

} // namespace hotshard::cli

// What the engine is measured against: the program that everybody writes first, an event per record in a
// std::priority_queue, a std::deque of times per shard. Same scenario, measured in the same run.
#pragma once

#include <cstdint>

namespace hotshard::cli {

struct ReferenceResult {
    std::uint64_t records = 0;
    std::uint64_t processed = 0;
    double meanWaitSeconds = 0;
};

/// R1: 8 shards, 8,000 records/s, Zipf(1.0) over key-0 .. key-9999, batches of 100 that take 20 ms + 0.5 ms a
/// record, polled every second once a shard has been read to its end.
struct ReferenceWork {
    double seconds = 600;
    int shards = 8; ///< a power of two
    int keys = 10'000;
    double rate = 8'000;
};
[[nodiscard]] ReferenceResult textbookR1(const ReferenceWork &work, std::uint64_t seed);
/// R2: M/M/1 at 0.9 of the server's capacity.
[[nodiscard]] ReferenceResult textbookR2(std::uint64_t customers, std::uint64_t seed);

} // namespace hotshard::cli

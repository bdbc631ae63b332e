// The rows of the benchmark besides those of the engine (app/cli/bench_measure.h), by topic.
#pragma once

#include "app/cli/bench_measure.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hotshard::bench {

using cli::BenchOnce;
using cli::BenchRow;

/// Results go through here, so that no work is left out by the compiler.
void keep(std::uint64_t result);

/// Calls work(i) for at least 50 ms: for work that takes less than the clock can tell. The first call is not
/// counted: it makes what the work is done with.
template <class Work>
BenchOnce repeated(Work &&work)
{
    work(0);
    for (std::uint64_t calls = 1;;) {
        const double before = cli::processorSeconds();
        for (std::uint64_t i = 0; i < calls; ++i)
            work(i);
        const double seconds = cli::processorSeconds() - before;
        if (seconds >= 0.05)
            return {seconds, calls};
        calls *= seconds < 0.005 ? 10 : 2;
    }
}

/// A checkpoint and its fork, a snapshot, a preview, a file loaded, a key hashed.
[[nodiscard]] std::vector<BenchRow> pieceRows();
/// A seek into the past of a run, a sweep.
[[nodiscard]] std::vector<BenchRow> historyRows();
/// A day of traffic, a day of time series, a log of a gigabyte: minutes and hundreds of MiB.
[[nodiscard]] std::vector<BenchRow> longRows();
/// The start of the program; nothing when it was built without a window.
/// \param folder where the benchmark programs are
[[nodiscard]] std::vector<BenchRow> windowRows(const std::string &folder);

} // namespace hotshard::bench

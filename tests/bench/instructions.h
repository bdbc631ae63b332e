// Instructions per unit of a row, counted by valgrind: the same on every day and with any load on the machine.
#pragma once

#include "app/cli/bench_measure.h"

#include <string>
#include <vector>

namespace hotshard::bench {

/// Runs this program again under callgrind, twice for each row that can be made shorter: (long run - short run) /
/// units more. Fills BenchResult::instructions; says so on stderr and does nothing when valgrind is not there.
void countInstructions(const std::string &program, const std::vector<cli::BenchRow> &rows,
                       std::vector<cli::BenchResult> &results);
/// The other side: does one row at a scale and prints its units. Returns the exit code.
int doOnce(const std::vector<cli::BenchRow> &rows, const std::string &work, double scale);

} // namespace hotshard::bench

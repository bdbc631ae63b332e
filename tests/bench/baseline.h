// What was measured once, to see what has changed since. Times depend on machine and load; what is compared are
// ratios to the reference loop of the same run, instructions and bytes.
#pragma once

#include "app/cli/bench_measure.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace hotshard::bench {

/// Writes all results with the kind of machine. False, with a message on stderr, when it cannot be written.
[[nodiscard]] bool saveBaseline(const std::string &file, const std::vector<cli::BenchResult> &results);
/// Prints a line for each row that both have: ratio, instructions and bytes, then and now, with the change.
[[nodiscard]] bool compareWithBaseline(const std::string &file, const std::vector<cli::BenchResult> &results,
                                       std::ostream &out);

} // namespace hotshard::bench

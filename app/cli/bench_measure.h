// Rows of a benchmark: what is done, what it is counted in, and beside which loop of the same run it stands.
//
// To add one, write a function that does the work once and says how long it took, and put it into a list of rows
// (engineRows() of bench_rows.h, or one of the lists of tests/bench).
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace hotshard::cli {

/// What doing a row's work once came to.
struct BenchOnce {
    double seconds = 0; ///< processor time of the measured part
    std::uint64_t units = 0;
    double bytesPerWaiting = 0; ///< 0: nothing waits
    std::uint64_t waiting = 0;
};

struct BenchRow {
    std::string work;
    std::string unit = "record";
    std::string reference = "R1 textbook loop"; ///< the work it is compared with; empty for a reference itself
    /// \param scale of the length of the work: 1 is all of it. Work that has no length takes no notice.
    std::function<BenchOnce(double scale)> once;
    bool scales = false; ///< can be made shorter: instructions are counted as a difference of two lengths
    bool isLong = false; ///< only when asked for, and once
};

struct BenchResult {
    std::string work, unit, reference;
    std::uint64_t units = 0;
    double ns = 0; ///< per unit, the best of all rounds
    double bytesPerWaiting = 0, peakMiB = 0;
    double ratio = 0;        ///< ns in units of its reference's ns in the same run; 0: not known
    double instructions = 0; ///< per unit; 0: not counted
};

/// Processor time of the program: other work on the machine disturbs it less than the wall clock.
[[nodiscard]] double processorSeconds();
/// Runs the rows in turns, so that a machine that slows down slows down all of them.
[[nodiscard]] std::vector<BenchResult> measureRows(const std::vector<BenchRow> &rows, int rounds);
void printBench(const std::vector<BenchResult> &results, bool json, std::ostream &out);

} // namespace hotshard::cli

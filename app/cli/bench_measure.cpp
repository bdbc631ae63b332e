#include "app/cli/bench_measure.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <ostream>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace hotshard::cli {

namespace {

/// Peak resident memory since the last call, MiB; 0 where the system does not tell.
double takePeakMiB()
{
    // Linux only, as the standard has no word for it; writing 5 starts the peak anew.
    double mib = 0;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            mib = std::stod(line.substr(6)) / 1024;
#ifdef __GLIBC__
    malloc_trim(0); // what the row before has freed is not this row's
#endif
    std::ofstream("/proc/self/clear_refs") << 5;
    return mib;
}

void measureOnce(const BenchRow &row, BenchResult &result)
{
    (void)takePeakMiB();
    const BenchOnce once = row.once(1);
    // Of a whole run only; and the least of all rounds, as what other rows keep is there as well.
    if (const double peak = takePeakMiB(); row.scales || row.isLong)
        result.peakMiB = result.peakMiB == 0 ? peak : std::min(result.peakMiB, peak);
    const double ns = once.units ? once.seconds * 1e9 / static_cast<double>(once.units) : 0;
    result.ns = result.ns == 0 ? ns : std::min(result.ns, ns);
    result.units = once.units;
    result.bytesPerWaiting = once.bytesPerWaiting;
}

void printRow(std::ostream &out, const std::array<std::string, 9> &cells)
{
    constexpr std::array widths{-35, 10, -9, 12, 9, 9, 7, 10, 9}; // negative: to the left
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto width = static_cast<std::size_t>(std::abs(widths[i]));
        const std::string gap(width - std::min(width, cells[i].size()), ' ');
        out << (i ? " " : "") << (widths[i] < 0 ? cells[i] + gap : gap + cells[i]);
    }
    out << '\n';
}

std::string number(double value, int digits, bool known)
{
    if (!known)
        return "-";
    std::array<char, 32> text;
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

void printJson(const std::vector<BenchResult> &results, std::ostream &out)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const BenchResult &r : results) {
        list.push_back({{"work", r.work},
                        {"records", r.units},
                        {"unit", r.unit},
                        {"ns_per_record", r.ns},
                        {"bytes_per_backlogged_record", r.bytesPerWaiting},
                        {"peak_rss_mib", r.peakMiB}});
        if (r.ratio > 0) {
            list.back()["reference"] = r.reference;
            list.back()["ratio_to_reference"] = r.ratio;
        }
        if (r.instructions > 0)
            list.back()["instructions_per_record"] = r.instructions;
    }
    out << list.dump(1) << '\n';
}

} // namespace

double processorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<BenchResult> measureRows(const std::vector<BenchRow> &rows, int rounds)
{
    std::vector<BenchResult> results;
    for (const BenchRow &row : rows)
        results.push_back({.work = row.work, .unit = row.unit, .reference = row.reference});
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (round == 0 || !rows[i].isLong)
                measureOnce(rows[i], results[i]);
    for (BenchResult &result : results)
        for (const BenchResult &reference : results)
            if (reference.work == result.reference && reference.ns > 0)
                result.ratio = result.ns / reference.ns;
    return results;
}

void printBench(const std::vector<BenchResult> &results, bool json, std::ostream &out)
{
    if (json)
        return printJson(results, out);
    // The ratio is the time of one unit in units of the textbook loop's time for one record.
    printRow(out, {"work", "times", "of a", "ns each", "ratio", "x faster", "instr.", "B/waiting", "peak MiB"});
    for (const BenchResult &r : results) {
        const bool comparable = r.ratio > 0 && r.unit == "record";
        printRow(out,
                 {r.work, std::to_string(r.units), r.unit, number(r.ns, r.ns < 1000 ? 2 : 0, true),
                  number(r.ratio, r.ratio < 100 ? 3 : 0, r.ratio > 0), number(1 / r.ratio, 2, comparable),
                  number(r.instructions, 0, r.instructions > 0), number(r.bytesPerWaiting, 2, r.bytesPerWaiting > 0),
                  number(r.peakMiB, 1, r.peakMiB > 0)});
    }
}

} // namespace hotshard::cli

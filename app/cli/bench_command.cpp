// `hotshard bench`: what a record costs, in time and in memory.
#include "app/cli/bench_rows.h"
#include "app/cli/commands.h"
#include "app/cli/options.h"

#include <algorithm>
#include <ostream>

namespace hotshard::cli {

namespace {

std::string expectedRuns(const std::string &text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool good = digits && !text.empty() && text.size() < 3 && std::stoi(text) > 0;
    return good ? "" : "a number from 1 to 99";
}

const CommandHelp help{
    "hotshard bench [--format text|json] [--runs N]",
    "Measures the engine: processor time per record and bytes per waiting record, beside a\n"
    "textbook event-per-record loop in the same run. Takes about ten seconds.",
    {formatOption({"text", "json"}), {"--runs", "N", "the best of N runs counts; 3 unless told", {}, expectedRuns}},
    0,
    0};

} // namespace

} // namespace hotshard::cli

int hotshard::benchCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    using namespace hotshard::cli;
    int exitCode = exitGood;
    const auto parsed = parseOptions(help, args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    const int runs = std::stoi(parsed->value("--runs").value_or("3"));
    printBench(measureRows(engineRows(), runs), parsed->wants("json"), out);
    return exitGood;
}

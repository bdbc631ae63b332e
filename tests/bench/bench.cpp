// Everything that is measured, as one table; nothing is asserted.
//
//   bench [--runs N] [--only TEXT] [--long] [--instructions] [--format text|json] [--save FILE] [--compare FILE]
//
// --only leaves out rows whose work does not contain TEXT (reference loops stay), --long adds work that takes minutes
// and hundreds of MiB. --compare tests/bench/baseline.json says what has changed since the stored baseline.
// The window's smoothness and idleness are measured by bench_window_frames, threads and what the past of a run takes by
// bench_history, previews at high rates by bench_preview, other programs by peers/run.
#include "app/cli/bench_rows.h"
#include "bench/baseline.h"
#include "bench/instructions.h"
#include "bench/rows.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

using namespace hotshard;

namespace {

using Options = std::map<std::string, std::string>;

bool readOptions(int argc, char **argv, Options &options)
{
    static const std::map<std::string, bool> known{{"--runs", true},    {"--only", true},   {"--long", false},
                                                   {"--save", true},    {"--format", true}, {"--instructions", false},
                                                   {"--compare", true}, {"--once", true},   {"--scale", true}};
    for (int i = 1; i < argc; ++i) {
        const auto option = known.find(argv[i]);
        if (option == known.end() || (option->second && i + 1 == argc)) {
            std::cerr << "bench: " << argv[i] << ": not understood; the head of tests/bench/bench.cpp says what is\n";
            return false;
        }
        options[option->first] = option->second ? argv[++i] : "";
    }
    return true;
}

std::vector<cli::BenchRow> chosenRows(const Options &options, const std::string &folder)
{
    std::vector<cli::BenchRow> rows = cli::engineRows();
    for (const auto &more : {bench::longRows(), bench::pieceRows(), bench::historyRows(), bench::windowRows(folder)})
        rows.insert(rows.end(), more.begin(), more.end());
    const auto only = options.find("--only");
    std::erase_if(rows, [&](const cli::BenchRow &row) {
        const bool asked = only == options.end() || row.work.find(only->second) != std::string::npos;
        return (row.isLong && !options.contains("--long")) || (!asked && !row.reference.empty());
    });
    return rows;
}

} // namespace

int main(int argc, char **argv)
{
    Options options{{"--runs", "3"}, {"--format", "text"}, {"--scale", "1"}};
    if (!readOptions(argc, argv, options))
        return 2;
    if (options.contains("--once"))
        return bench::doOnce(cli::engineRows(), options["--once"], std::atof(options["--scale"].c_str()));
    const std::filesystem::path program = std::filesystem::canonical("/proc/self/exe");
    const std::vector<cli::BenchRow> rows = chosenRows(options, program.parent_path().string());
    std::vector<cli::BenchResult> results = cli::measureRows(rows, std::max(1, std::atoi(options["--runs"].c_str())));
    if (options.contains("--instructions"))
        bench::countInstructions(program.string(), rows, results);
    cli::printBench(results, options["--format"] == "json", std::cout);
    bool good = true;
    if (options.contains("--compare")) {
        std::ostream &out = options["--format"] == "json" ? std::cerr : std::cout;
        out << '\n';
        good = bench::compareWithBaseline(options["--compare"], results, out);
    }
    if (options.contains("--save"))
        good = bench::saveBaseline(options["--save"], results) && good;
    return good ? 0 : 1;
}

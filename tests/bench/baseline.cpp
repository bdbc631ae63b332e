#include "bench/baseline.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

namespace hotshard::bench {

namespace {

/// The kind of processor as the system names it, without a name of the machine.
std::string processor()
{
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2);
    return "unknown";
}

std::string compiler()
{
#if defined(__clang__)
    return "clang " __clang_version__;
#elif defined(__GNUC__)
    return "gcc " __VERSION__;
#else
    return "unknown";
#endif
}

std::string change(double then, double now, int digits)
{
    std::array<char, 80> text;
    if (then <= 0 || now <= 0)
        return "-";
    std::snprintf(text.data(), text.size(), "%.*f -> %.*f (%+.1f %%)", digits, then, digits, now,
                  100 * (now / then - 1));
    return text.data();
}

} // namespace

bool saveBaseline(const std::string &file, const std::vector<cli::BenchResult> &results)
{
    std::ostringstream rows;
    cli::printBench(results, true, rows);
    nlohmann::ordered_json document;
    document["machine"] = {{"processor", processor()},
                           {"cores", std::thread::hardware_concurrency()},
                           {"compiler", compiler()},
                           {"build", "portable, release"}};
    document["rows"] = nlohmann::ordered_json::parse(rows.str());
    std::ofstream out(file);
    out << document.dump(1) << '\n';
    out.close();
    if (!out)
        std::cerr << file << " was not written\n";
    return static_cast<bool>(out);
}

bool compareWithBaseline(const std::string &file, const std::vector<cli::BenchResult> &results, std::ostream &out)
{
    std::ifstream in(file);
    const auto document = nlohmann::ordered_json::parse(in, nullptr, false);
    if (document.is_discarded() || !document.contains("rows")) {
        std::cerr << file << " is no baseline\n";
        return false;
    }
    std::array<char, 240> line;
    const auto print = [&](const std::string &a, const std::string &b, const std::string &c, const std::string &d) {
        std::snprintf(line.data(), line.size(), "%-36s %28s %28s %28s\n", a.c_str(), b.c_str(), c.c_str(), d.c_str());
        out << line.data();
    };
    print("since the baseline", "ratio to the textbook loop", "instructions", "bytes per waiting record");
    for (const cli::BenchResult &now : results)
        for (const auto &then : document["rows"]) {
            if (then.value("work", "") != now.work)
                continue;
            print(now.work, change(then.value("ratio_to_reference", 0.0), now.ratio, now.ratio < 100 ? 3 : 0),
                  change(then.value("instructions_per_record", 0.0), now.instructions, 0),
                  change(then.value("bytes_per_backlogged_record", 0.0), now.bytesPerWaiting, 2));
        }
    return true;
}

} // namespace hotshard::bench

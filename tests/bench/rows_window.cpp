// The start of the program, as another process: everything counts, from its first instruction to its first frame.
#include "bench/rows.h"

#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>

namespace hotshard::bench {

namespace {

double childSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

BenchRow startRow(const std::string &work, const std::string &command)
{
    const auto once = [command](double) {
        const double before = childSeconds();
        const int code = std::system(command.c_str());
        return BenchOnce{childSeconds() - before, code == 0 ? 1U : 0U};
    };
    return {.work = work, .unit = "start", .once = once};
}

} // namespace

std::vector<BenchRow> windowRows(const std::string &folder)
{
    const std::string program = folder + "/bench_window_start";
    if (!std::filesystem::exists(program))
        return {};
    const std::string command = "QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen} '" + program + "' 2> /dev/null ";
    return {startRow("start to first frame", command + "window"),
            startRow("start to first frame of hot-key.json", command + "scenario")};
}

} // namespace hotshard::bench

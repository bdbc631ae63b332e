// Work that takes a minute or hundreds of MiB: done once, and only when asked for.
#include "bench/rows.h"

#include "app/cli/bench_rows.h"
#include "scenario/traffic_import.h"
#include "simulation/simulation.h"
#include "support/sketch.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

namespace hotshard::bench {

namespace {

constexpr std::uint64_t gigabyte = 1'000'000'000;

/// 864 million records; one of the shards is overloaded, and some 59 million wait at the end.
BenchOnce day(double scale)
{
    const ScenarioSpec spec = cli::r1({.shards = 10, .rate = 10'000, .seconds = 86'400}, scale);
    const BenchOnce once = cli::runOnce(spec);
    std::fprintf(stderr, "a day of %llu records: %.1f s, %llu wait\n", static_cast<unsigned long long>(once.units),
                 once.seconds, static_cast<unsigned long long>(once.waiting));
    return once;
}

/// The time series alone: 256 shards, hardly a record.
BenchOnce seriesOfADay(double scale)
{
    const ScenarioSpec spec = test::sketch("web 256/s keys=100000 zipf=0.5 -> clicks[256] -> count 1ms",
                                           Duration{static_cast<std::int64_t>(86'400e6 * scale)});
    const double before = cli::processorSeconds();
    Simulation run(spec);
    run.advanceTo(run.end());
    const double seconds = cli::processorSeconds() - before;
    std::fprintf(stderr, "a day of time series of 256 shards: %.1f MiB in %zu columns\n",
                 static_cast<double>(run.series().memory()) / 0x1p20, run.series().columns().size());
    return {seconds, static_cast<std::uint64_t>(run.series().seconds())};
}

/// The bundled log again and again, an hour later each time, so that time goes on as in a log of months.
void writeGigabyte(const std::filesystem::path &path)
{
    std::ifstream in(std::filesystem::path(HOTSHARD_SOURCE_DIR) / "scenarios/access-log.log");
    std::ostringstream text;
    text << in.rdbuf();
    std::string log = text.str();
    std::ofstream out(path, std::ios::binary);
    std::uint64_t written = 0;
    for (int copy = 0; written < gigabyte; ++copy, written += log.size()) {
        // "[17/May/2025:20:05:00 +0200]": month, day and hour move on.
        static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"};
        std::array<char, 64> stamp;
        std::snprintf(stamp.data(), stamp.size(), "[%02d/%s/2025:%02d:", 1 + copy / 24 % 28,
                      months.at(static_cast<std::size_t>(copy) / 24 / 28), copy % 24);
        for (std::size_t at = log.find('['); at != std::string::npos; at = log.find('[', log.find('\n', at)))
            log.replace(at, 16, stamp.data(), 16);
        out << log;
    }
}

/// A temporary file, written when it is first wanted and removed with the last row that reads it.
class LargeLog {
public:
    LargeLog() = default;
    LargeLog(const LargeLog &) = delete;
    LargeLog &operator=(const LargeLog &) = delete;
    ~LargeLog()
    {
        std::error_code none;
        std::filesystem::remove(m_path, none);
    }
    const std::filesystem::path &path()
    {
        if (m_path.empty()) {
            m_path = std::filesystem::temp_directory_path() / ("hotshard-bench-" + std::to_string(getpid()) + ".log");
            writeGigabyte(m_path);
        }
        return m_path;
    }

private:
    std::filesystem::path m_path;
};

BenchOnce importLog(LargeLog &log)
{
    const std::filesystem::path path = log.path();
    const double before = cli::processorSeconds();
    const ImportResult result = importTraffic(path, {});
    const double seconds = cli::processorSeconds() - before;
    return {seconds, result.traffic ? result.traffic->key.size() : 0};
}

/// All of it: read, then replayed at 10,000 records/s through four shards.
BenchOnce replayLog(LargeLog &large)
{
    const std::filesystem::path path = large.path();
    const double before = cli::processorSeconds();
    const auto traffic = importTraffic(path, {}).traffic;
    const auto seconds = static_cast<std::int64_t>(traffic->key.size() / 10'000 + 60);
    ScenarioSpec spec = test::sketch("web 1/s -> requests[4] records=10000000/s bytes=1000000000 -> analyse 300us",
                                     Duration::seconds(seconds));
    ComponentSpec &log = spec.components.front();
    log.type = "replay";
    log.parameters = {{"pace", std::string("fixed")}, {"rate", 10'000.0}};
    spec.traffic[log.id] = traffic;
    Simulation run(spec);
    run.advanceTo(run.end());
    return {cli::processorSeconds() - before, run.network().conservation().front().in};
}

} // namespace

std::vector<BenchRow> longRows()
{
    const auto log = std::make_shared<LargeLog>();
    return {{.work = "a day, 10,000 records/s", .once = day, .isLong = true},
            {.work = "a day of series, 256 shards", .unit = "second", .once = seriesOfADay, .isLong = true},
            {.work = "reading a log of 1 GB",
             .unit = "line",
             .once = [log](double) { return importLog(*log); },
             .isLong = true},
            {.work = "replay of a log of 1 GB", .once = [log](double) { return replayLog(*log); }, .isLong = true}};
}

} // namespace hotshard::bench

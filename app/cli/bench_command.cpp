// `hotshard bench`: what a record costs, in time and in memory.
//
// R1 and R2 are the reference work of the field's comparison: see bench_reference.h. The engine runs them with
// everything on: write limits checked (set out of reach), sizes, keys, all metrics, one-second series.
#include "app/cli/bench_reference.h"
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "components/kinesis_stream.h"
#include "simulation/simulation.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>

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

/// Processor time: other work on the machine disturbs it less than the wall clock.
double processorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Peak resident memory since the last call, MiB; 0 where the system does not tell.
double takePeakMiB()
{
    // Linux only, as the standard has no word for it; writing 5 starts the peak anew.
    double mib = 0;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            mib = std::stod(line.substr(6)) / 1024;
    std::ofstream("/proc/self/clear_refs") << 5;
    return mib;
}

struct Measured {
    std::string work;
    std::uint64_t records = 0;
    double nsPerRecord = 0, bytesPerWaiting = 0, peakMiB = 0;
};

ScenarioSpec r1(int shards, std::int64_t keys, double rate, Duration duration)
{
    ScenarioSpec spec;
    spec.seed = 1;
    spec.duration = duration;
    std::vector<std::string> names;
    for (int k = 0; k < 10'000; ++k)
        names.push_back("key-" + std::to_string(k));
    ComponentSpec source{"web", "producer", {}, "", "clicks", {}};
    source.parameters = {{"rate", rate}, {"keys.exponent", 1.0}, {"keys.count", keys}, {"keys.names", names}};
    ComponentSpec stream{"clicks", "kinesis_stream", {}, "", "", {}};
    stream.parameters = {
        {"shards", std::int64_t{shards}}, {"limits.records", 1e6}, {"limits.bytes", std::int64_t{1} << 30}};
    ComponentSpec function{"count", "lambda", {}, "clicks", "", {}};
    function.parameters = {{"latency.per_record", std::int64_t{500}}};
    spec.components = {source, stream, function};
    return spec;
}

ScenarioSpec r2()
{
    ScenarioSpec spec;
    spec.seed = 1;
    spec.duration = Duration::seconds(5'556);
    ComponentSpec source{"arrivals", "producer", {}, "", "server", {}};
    source.parameters = {
        {"rate", 900.0}, {"keys.count", std::int64_t{1}}, {"keys.distribution", std::string("uniform")}};
    spec.components = {source, {"server", "worker", {}, "", "", {}}};
    return spec;
}

Measured measure(const std::string &work, const ScenarioSpec &spec, int runs)
{
    Measured measured;
    measured.work = work;
    (void)takePeakMiB();
    for (int run = 0; run < runs; ++run) {
        const double before = processorSeconds();
        Simulation simulation(spec);
        simulation.advanceTo(simulation.end());
        const double seconds = processorSeconds() - before;
        measured.records = simulation.network().conservation().front().in;
        const double ns = seconds * 1e9 / static_cast<double>(measured.records);
        measured.nsPerRecord = run == 0 ? ns : std::min(measured.nsPerRecord, ns);
        if (const auto *stream = dynamic_cast<const KinesisStream *>(simulation.network().find("clicks")))
            if (stream->waiting() > 0)
                measured.bytesPerWaiting =
                    static_cast<double>(stream->logMemory()) / static_cast<double>(stream->waiting());
    }
    measured.peakMiB = takePeakMiB();
    return measured;
}

template <class Reference>
Measured measureReference(const std::string &work, int runs, Reference &&reference)
{
    Measured measured;
    measured.work = work;
    (void)takePeakMiB();
    for (int run = 0; run < runs; ++run) {
        const double before = processorSeconds();
        const ReferenceResult result = reference();
        const double ns = (processorSeconds() - before) * 1e9 / static_cast<double>(result.records);
        measured.records = result.records;
        measured.nsPerRecord = run == 0 ? ns : std::min(measured.nsPerRecord, ns);
    }
    measured.peakMiB = takePeakMiB();
    return measured;
}

void print(const std::vector<Measured> &all, bool json, std::ostream &out)
{
    if (json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Measured &m : all)
            list.push_back({{"work", m.work},
                            {"records", m.records},
                            {"ns_per_record", m.nsPerRecord},
                            {"bytes_per_backlogged_record", m.bytesPerWaiting},
                            {"peak_rss_mib", m.peakMiB}});
        out << list.dump(1) << '\n';
        return;
    }
    std::array<char, 160> line;
    std::snprintf(line.data(), line.size(), "%-24s %12s %12s %20s %10s\n", "work", "records", "ns/record",
                  "bytes/waiting record", "peak MiB");
    out << line.data();
    for (const Measured &m : all) {
        std::snprintf(line.data(), line.size(), "%-24s %12llu %12.2f %20.2f %10.1f\n", m.work.c_str(),
                      static_cast<unsigned long long>(m.records), m.nsPerRecord, m.bytesPerWaiting, m.peakMiB);
        out << line.data();
    }
}

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
    const Duration tenMinutes = Duration::minutes(10);
    std::vector<Measured> all;
    all.push_back(measure("R1", r1(8, 10'000, 8'000, tenMinutes), runs));
    all.push_back(measureReference("R1 textbook loop", runs, [] { return textbookR1(600, 1); }));
    all.push_back(measure("R1, 256 shards", r1(256, 10'000, 64'000, Duration::seconds(75)), runs));
    all.push_back(measure("R1, 1,000,000 keys", r1(8, 1'000'000, 8'000, tenMinutes), runs));
    all.push_back(measure("R2", r2(), runs));
    all.push_back(measureReference("R2 textbook loop", runs, [] { return textbookR2(5'000'000, 1); }));
    print(all, parsed->wants("json"), out);
    return exitGood;
}

#include "app/cli/bench_rows.h"

#include "app/cli/bench_reference.h"
#include "components/kinesis_stream.h"
#include "simulation/simulation.h"

#include <algorithm>
#include <memory>

namespace hotshard::cli {

ScenarioSpec r1(const R1 &work, double scale)
{
    ScenarioSpec spec;
    spec.seed = 1;
    spec.duration = Duration{static_cast<std::int64_t>(work.seconds * scale * 1e6)};
    std::vector<std::string> names;
    for (int k = 0; k < 10'000; ++k)
        names.push_back("key-" + std::to_string(k));
    ComponentSpec source{"web", "producer", {}, "", "clicks", {}};
    source.parameters = {{"rate", work.rate}, {"keys.exponent", 1.0}, {"keys.count", work.keys}, {"keys.names", names}};
    ComponentSpec stream{"clicks", "kinesis_stream", {}, "", "", {}};
    stream.parameters = {
        {"shards", std::int64_t{work.shards}}, {"limits.records", work.limit}, {"limits.bytes", std::int64_t{1} << 30}};
    ComponentSpec function{"count", "lambda", {}, "clicks", work.window.empty() ? "" : "minutes", {}};
    function.parameters = {{"latency.per_record", std::int64_t{500}},
                           {"error_rate", work.errors},
                           {"parallelization_factor", work.factor}};
    spec.components = {source, stream, function};
    if (!work.window.empty()) {
        ComponentSpec window{"minutes", "window", {}, "", "", {}};
        window.parameters = {{"by", work.window}};
        spec.components.push_back(window);
    }
    return spec;
}

BenchOnce runOnce(const ScenarioSpec &spec)
{
    BenchOnce once;
    const double before = processorSeconds();
    Simulation simulation(spec);
    simulation.advanceTo(simulation.end());
    once.seconds = processorSeconds() - before;
    once.units = simulation.network().conservation().front().in;
    const auto *stream = dynamic_cast<const KinesisStream *>(simulation.network().find("clicks"));
    once.waiting = stream ? stream->waiting() : 0;
    if (once.waiting > 0)
        once.bytesPerWaiting = static_cast<double>(stream->logMemory()) / static_cast<double>(once.waiting);
    return once;
}

namespace {

ScenarioSpec r2(double scale)
{
    ScenarioSpec spec;
    spec.seed = 1;
    spec.duration = Duration{static_cast<std::int64_t>(5'556e6 * scale)};
    ComponentSpec source{"arrivals", "producer", {}, "", "server", {}};
    source.parameters = {
        {"rate", 900.0}, {"keys.count", std::int64_t{1}}, {"keys.distribution", std::string("uniform")}};
    spec.components = {source, {"server", "worker", {}, "", "", {}}};
    return spec;
}

BenchRow r1Row(const std::string &work, const R1 &what)
{
    return {.work = work, .once = [what](double scale) { return runOnce(r1(what, scale)); }, .scales = true};
}

template <class Loop>
BenchRow loopRow(const std::string &work, Loop &&loop)
{
    const auto once = [loop](double scale) {
        const double before = processorSeconds();
        const ReferenceResult result = loop(scale);
        return BenchOnce{processorSeconds() - before, result.records};
    };
    return {.work = work, .reference = "", .once = once, .scales = true};
}

/// A variant of R1, and the textbook loop at the same.
void addR1(std::vector<BenchRow> &rows, const std::string &work, const R1 &what)
{
    rows.push_back(r1Row(work, what));
    rows.back().reference = work == "R1" ? "R1 textbook loop" : work + ", textbook loop";
    rows.push_back(loopRow(rows.back().reference, [what](double scale) {
        return textbookR1({what.seconds * scale, what.shards, static_cast<int>(what.keys), what.rate}, 1);
    }));
}

} // namespace

std::vector<BenchRow> engineRows()
{
    const auto customers = [](double scale) { return static_cast<std::uint64_t>(5e6 * scale); };
    std::vector<BenchRow> rows;
    addR1(rows, "R1", {});
    addR1(rows, "R1, 256 shards", {.shards = 256, .rate = 64'000, .seconds = 75});
    addR1(rows, "R1, 1,000,000 keys", {.keys = 1'000'000});
    rows.push_back(r1Row("R1, tumbling window", {.window = "all"}));
    rows.push_back(r1Row("R1, tumbling window by key", {.window = "key"}));
    rows.push_back(r1Row("R1, 1 % of batches retried", {.errors = 0.01}));
    rows.push_back(r1Row("R1, factor 10, 1 % retried", {.errors = 0.01, .factor = 10}));
    rows.push_back(r1Row("R1, a write limit that rejects", {.limit = 1'000}));
    rows.push_back({.work = "R2",
                    .reference = "R2 textbook loop",
                    .once = [](double scale) { return runOnce(r2(scale)); },
                    .scales = true});
    rows.push_back(loopRow("R2 textbook loop", [customers](double scale) { return textbookR2(customers(scale), 1); }));
    return rows;
}

} // namespace hotshard::cli

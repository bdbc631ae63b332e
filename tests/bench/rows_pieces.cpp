// What the pieces around a run cost.
#include "bench/rows.h"

#include "routing/hash_key.h"
#include "scenario/scenario_file.h"
#include "simulation/preview.h"
#include "simulation/simulation.h"
#include "support/sketch.h"

#include <filesystem>
#include <memory>

namespace hotshard::bench {

namespace {

volatile std::uint64_t sinkOfResults = 0;

/// Ten minutes of traffic that the function falls behind of: nearly all of it waits. Run when it is first wanted.
class Behind {
public:
    Behind(int shards, int ratePerSecond)
        : m_line("web " + std::to_string(ratePerSecond) + "/s zipf=1.1 keys=10000 -> clicks[" + std::to_string(shards)
                 + "] -> count 100ms batch=100 -> minutes 60s")
        , m_run(std::make_shared<std::unique_ptr<Simulation>>())
    {
    }
    const Simulation &run() const
    {
        if (!*m_run)
            *m_run = std::make_unique<Simulation>(test::simulate(m_line));
        return **m_run;
    }

private:
    std::string m_line;
    std::shared_ptr<std::unique_ptr<Simulation>> m_run;
};

template <class Work>
BenchRow piece(const std::string &work, const std::string &unit, Work &&each)
{
    return {.work = work, .unit = unit, .once = [each](double) mutable { return repeated(each); }};
}

void addCheckpoints(std::vector<BenchRow> &rows)
{
    for (const int rate : {100, 4'000}) {
        const Behind behind(8, rate);
        const std::string waiting = rate == 100 ? "35,000" : "2,400,000";
        rows.push_back(piece("checkpoint, " + waiting + " waiting", "copy", [behind](std::uint64_t) {
            keep(static_cast<std::uint64_t>(Simulation(behind.run()).now().us));
        }));
    }
    // A fork pays for what it shares when it goes on.
    const Behind behind(8, 4'000);
    rows.push_back(piece("fork and its first microsecond", "fork", [behind](std::uint64_t) {
        Simulation fork(behind.run());
        fork.advanceTo(SimTime{fork.now().us + 1});
        keep(static_cast<std::uint64_t>(fork.now().us));
    }));
}

void addSnapshots(std::vector<BenchRow> &rows)
{
    for (const int shards : {4, 64, 256}) {
        const Behind behind(shards, 20 * shards);
        for (const bool charts : {true, false}) {
            SnapshotQuery query;
            query.chartPoints = charts ? query.chartPoints : 0;
            const std::string name =
                "snapshot of " + std::to_string(shards) + (charts ? " lanes" : " lanes, no charts");
            rows.push_back(piece(name, "snapshot", [behind, query](std::uint64_t) {
                keep(behind.run().snapshot(query).streams.size());
            }));
        }
    }
}

void addPreview(std::vector<BenchRow> &rows)
{
    const ScenarioSpec spec = test::sketch("web 8000/s zipf=1 keys=10000 size=1 -> clicks[8] records=10000000/s "
                                           "bytes=1000000000 -> count 500us fixed=20ms batch=100");
    const auto begun = std::make_shared<Simulation>(spec);
    begun->advanceTo(SimTime::zero());
    rows.push_back(
        piece("preview of R1", "preview", [begun](std::uint64_t) { keep(previewOf(*begun, begun->end()).polls); }));
}

void addLoading(std::vector<BenchRow> &rows)
{
    const std::filesystem::path folder = std::filesystem::path(HOTSHARD_SOURCE_DIR) / "scenarios";
    for (const char *name : {"hot-key.json", "access-log.json"})
        rows.push_back(piece(std::string("loading ") + name, "file",
                             [file = folder / name](std::uint64_t) { keep(loadScenarioFile(file).issues.size()); }));
    const auto loaded = std::make_shared<LoadResult>(loadScenarioFile(folder / "hot-key.json"));
    rows.push_back(piece("a run made of hot-key.json", "run",
                         [loaded](std::uint64_t) { keep(Simulation(loaded->spec).network().components().size()); }));
}

void addHashes(std::vector<BenchRow> &rows)
{
    for (const std::size_t length : {8U, 256U})
        rows.push_back(piece("MD5 of a key of " + std::to_string(length) + " bytes", "key",
                             [key = std::string(length, 'k')](std::uint64_t i) mutable {
                                 key[0] = static_cast<char>('a' + i % 26);
                                 keep(HashKey::ofPartitionKey(key).low());
                             }));
}

} // namespace

void keep(std::uint64_t result) { sinkOfResults = sinkOfResults + result; }

std::vector<BenchRow> pieceRows()
{
    std::vector<BenchRow> rows;
    addCheckpoints(rows);
    addSnapshots(rows);
    addPreview(rows);
    addLoading(rows);
    addHashes(rows);
    return rows;
}

} // namespace hotshard::bench

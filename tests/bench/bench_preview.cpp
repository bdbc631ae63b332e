// What a preview costs: R1 for ten minutes at its own rate and at rates up to a thousand times as high. Processor
// time of everything from the scenario's beginning, the best of several; a table to read, nothing is asserted.
#include "simulation/preview.h"
#include "support/sketch.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

using namespace hotshard;

namespace {

constexpr int rounds = 15;

double milliseconds(std::clock_t from) { return static_cast<double>(std::clock() - from) * 1e3 / CLOCKS_PER_SEC; }

/// R1: 8 shards, Zipf 1.0 over 10,000 keys, ten minutes; no write limit that is ever reached.
ScenarioSpec r1(const std::string &rate, const std::string &function)
{
    return test::sketch("web " + rate + " zipf=1 keys=10000 size=1 -> clicks[8] records=10000000/s bytes=1000000000 "
                            + "-> count " + function,
                        Duration::minutes(10));
}

void bench(const std::string &what, const ScenarioSpec &spec)
{
    double setUp = 1e9, whole = 1e9;
    Preview preview;
    for (int round = 0; round < rounds; ++round) {
        const std::clock_t before = std::clock();
        Simulation first(spec);
        first.advanceTo(SimTime::zero());
        setUp = std::min(setUp, milliseconds(before));
        preview = previewOf(first, first.end());
        whole = std::min(whole, milliseconds(before));
    }
    std::printf("%-44s %7.2f ms, of which %5.2f for the scenario | %8llu polls %6llu counts %8llu order statistics | "
                "%.3g records processed, %.3g wait\n",
                what.c_str(), whole, setUp, static_cast<unsigned long long>(preview.polls),
                static_cast<unsigned long long>(preview.counts),
                static_cast<unsigned long long>(preview.orderStatistics), static_cast<double>(preview.processed),
                static_cast<double>(preview.backlog.back()));
    std::fflush(stdout);
}

} // namespace

int main()
{
    bench("R1, 8,000/s", r1("8000/s", "500us fixed=20ms batch=100"));
    bench("R1 x 100, 800,000/s, batches of 10,000", r1("800000/s", "5us fixed=20ms batch=10000"));
    // The largest batch is 10,000: at 8,000,000/s as many records take ten times as many polls ...
    bench("R1 x 1,000, 8,000,000/s, ten times the polls", r1("8000000/s", "0us fixed=7ms batch=10000"));
    // ... or all but a tenth of them wait.
    bench("8,000,000/s read as fast as 800,000/s", r1("8000000/s", "5us fixed=20ms batch=10000"));
    // What a slider can be dragged to: lanes cost, records do not.
    for (const char *shards : {"256", "4000"}) {
        ScenarioSpec spec = r1("8000/s", "500us fixed=20ms batch=100");
        test::change(spec, Duration::seconds(1), "clicks.shards", shards);
        bench(std::string("R1, after a second ") + shards + " shards", spec);
    }
}

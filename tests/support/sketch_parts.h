// The parts of hand-made snapshots: lanes, producers, functions, windows.
#pragma once

#include "metrics/snapshot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hotshard::sketch {

/// A small generator of its own, so that pictures are the same everywhere.
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed * 0x9E3779B97F4A7C15ULL + 1)
    {
    }
    double next()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return static_cast<double>(m_state >> 11) / 9007199254740992.0;
    }
    double between(double a, double b) { return a + (b - a) * next(); }

private:
    std::uint64_t m_state;
};

using Shares = std::vector<std::pair<int, double>>;

inline constexpr std::array kNames{"/front", "/news", "/shop", "/login", "/search", "/cart", "/blog", "/docs"};
inline constexpr std::array kShares{0.281, 0.114, 0.068, 0.046, 0.035, 0.027, 0.023, 0.019};
inline constexpr std::array kPositions{0.067, 0.817, 0.641, 0.255, 0.098, 0.316, 0.751, 0.711};

/// `slices` of a log with these shares, scattered a little.
inline std::vector<KeyMix> log(const Shares &shares, std::uint64_t seed, int slices = 160)
{
    Dice dice(seed);
    std::vector<KeyMix> out;
    for (int i = 0; i < slices; ++i) {
        KeyMix mix{};
        std::uint32_t left = 1000;
        for (const auto &[key, share] : shares) {
            const double v = std::max(0.0, share + dice.between(-0.1, 0.1) * std::sqrt(share));
            const auto n = std::min(left, static_cast<std::uint32_t>(std::min(v, 1.0) * 1000));
            mix[static_cast<std::size_t>(key)] = n;
            left -= n;
        }
        mix[kColouredKeys] = left;
        out.push_back(mix);
    }
    return out;
}

inline LaneView lane(std::uint32_t id, double from, double to, double in, double out, std::uint64_t backlog, double age,
                     const Shares &shares)
{
    LaneView l;
    l.shard = {id};
    l.rangeStart = from;
    l.rangeEnd = to;
    l.inPerSecond = in;
    l.outPerSecond = out;
    l.bytesInPerSecond = in * 420;
    l.writeRecordsLoad = in / 1000;
    l.writeBytesLoad = in * 420 / 1048576;
    l.backlog = backlog;
    l.iteratorAge = Duration::milliseconds(static_cast<std::int64_t>(age * 1000));
    l.oldestAge = l.iteratorAge;
    l.retention = Duration::hours(24);
    if (!shares.empty()) {
        l.hottestKey = shares.front().first;
        l.hottestShare = shares.front().second;
    }
    l.log = log(shares, id);
    return l;
}

inline void work(LaneView &l, SimTime now, int batch, double doneMs, double totalMs, double busy)
{
    l.worker.state = WorkerState::Working;
    l.worker.batchRecords = batch;
    l.worker.recordsPerInvocation = batch;
    l.worker.started = {now.us - static_cast<std::int64_t>(doneMs * 1000)};
    l.worker.until = {l.worker.started.us + static_cast<std::int64_t>(totalMs * 1000)};
    l.worker.busyShare = busy;
    l.inFlight = static_cast<std::uint64_t>(batch);
}

inline void keys(Snapshot &s, double factor = 1)
{
    s.keys.clear();
    for (std::size_t i = 0; i < kNames.size(); ++i)
        s.keys.push_back({kNames[i], kShares[i] * factor, kPositions[i]});
    s.otherKeys = 9992;
    s.otherShare = 1;
    for (const KeyView &k : s.keys)
        s.otherShare -= k.share;
    s.ticks = s.keys;
    Dice dice(4);
    for (int i = 0; i < 160; ++i) {
        const double place = dice.next();
        s.ticks.push_back({"/p" + std::to_string(i), 0.0015 + 0.007 * std::pow(dice.next(), 4), place});
    }
}

inline ProducerView producer(double rate, double before)
{
    ProducerView p;
    p.id = {0};
    p.name = "web";
    p.rate = rate;
    p.producedPerSecond = rate;
    p.produced = 428000;
    Dice dice(2);
    for (int i = 0; i < 120; ++i)
        p.recentRate.push_back(static_cast<float>((i < 70 ? before : rate) * dice.between(0.95, 1.05)));
    double others = 1;
    for (std::size_t i = 0; i < kShares.size(); ++i) {
        p.mix[i] = static_cast<std::uint32_t>(kShares[i] * 48000);
        others -= kShares[i];
    }
    p.mix[kColouredKeys] = static_cast<std::uint32_t>(others * 48000);
    return p;
}

inline FunctionView function()
{
    FunctionView f;
    f.id = {2};
    f.name = "count";
    f.reads = {1};
    f.invocations = 5200;
    f.delivered = 401000;
    f.durationMeanMs = 298;
    f.recordsPerInvocation = 88;
    f.capacityPerShard = 303;
    f.batchSize = 100;
    return f;
}

inline WindowView window(SimTime now, double behind)
{
    WindowView w;
    w.id = {3};
    w.name = "per_minute";
    w.size = Duration::seconds(60);
    w.behind = Duration::milliseconds(static_cast<std::int64_t>(behind * 1000));
    w.watermark = {now.us - w.behind.us};
    const std::int64_t minute = now.us / 60'000'000;
    for (std::int64_t i = minute - 2; i <= minute; ++i) {
        WindowResult r;
        r.start = {i * 60'000'000};
        r.end = {(i + 1) * 60'000'000};
        r.truth = i == minute ? 48000 * static_cast<double>(now.us - r.start.us) / 60e6 : 48000;
        r.reported = i == minute - 2 ? 48000 : i == minute - 1 ? 40320 : r.truth * 0.72;
        r.status = i == minute - 2 ? WindowStatus::Fired : i == minute - 1 ? WindowStatus::Late : WindowStatus::Filling;
        w.newest.push_back(r);
    }
    w.fired = static_cast<std::uint64_t>(minute - 1);
    return w;
}

inline Snapshot frame(std::int64_t seconds, double rate, double before)
{
    Snapshot s;
    s.run = 1;
    s.time = SimTime{seconds * 1'000'000};
    s.duration = Duration::minutes(30);
    keys(s);
    s.producers.push_back(producer(rate, before));
    StreamView stream;
    stream.id = {1};
    stream.name = "clicks";
    s.streams.push_back(stream);
    s.functions.push_back(function());
    s.windows.push_back(window(s.time, 42));
    SinkView sink;
    sink.id = {4};
    sink.name = "table";
    sink.writesPerSecond = 734;
    s.sinks.push_back(sink);
    return s;
}

} // namespace hotshard::sketch

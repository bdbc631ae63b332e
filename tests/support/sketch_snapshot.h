// Hand-made snapshots: the scenes of the design with their numbers, for tests and pictures of the views.
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

/// The first screen: one lane long and of one colour, three lanes idle.
inline Snapshot hotKey()
{
    Snapshot s = frame(751, 800, 400);
    auto &lanes = s.streams[0].lanes;
    lanes.push_back(lane(2, 0, 0.25, 369, 303, 15498, 42, {{0, 0.61}, {4, 0.075}}));
    lanes.push_back(lane(3, 0.25, 0.5, 119, 119, 117, 0.9, {{3, 0.31}, {5, 0.18}}));
    lanes.push_back(lane(4, 0.5, 0.75, 133, 133, 142, 1.1, {{2, 0.41}, {7, 0.11}}));
    lanes.push_back(lane(5, 0.75, 1, 179, 179, 168, 0.9, {{1, 0.51}, {6, 0.10}}));
    work(lanes[0], s.time, 100, 211, 330, 1.0);
    work(lanes[1], s.time, 19, 24, 79, 0.39);
    work(lanes[2], s.time, 33, 100, 122, 0.44);
    work(lanes[3], s.time, 79, 132, 265, 0.59);
    s.streams[0].openShards = 4;
    s.streams[0].closedShards = 2;
    Finding f;
    f.kind = FindingKind::HotKey;
    f.severity = Severity::Alarm;
    f.component = {1};
    f.shard = {2};
    f.key = 0;
    f.keyShare = 0.61;
    f.shardShare = 0.46;
    f.inPerSecond = 369;
    f.outPerSecond = 303;
    f.keyPerSecond = 225;
    f.backlog = 15498;
    f.growthPerSecond = 66;
    f.moreShardsHelp = false;
    s.findings.push_back(f);
    return s;
}

/// A parent draining, its children waiting, the other pair already reading.
inline Snapshot lineage()
{
    Snapshot s = frame(652, 800, 400);
    auto &lanes = s.streams[0].lanes;
    const Shares whole{{0, 0.46}, {3, 0.076}, {4, 0.057}, {5, 0.045}};
    lanes.push_back(lane(0, 0, 0.5, 0, 303, 3808, 22, whole));
    lanes.back().state = ShardState::Draining;
    lanes.back().children = {{2}, {3}};
    work(lanes.back(), s.time, 100, 230, 330, 1);
    lanes.push_back(lane(2, 0, 0.25, 369, 0, 5166, 14, {{0, 0.61}, {4, 0.075}}));
    lanes.push_back(lane(3, 0.25, 0.5, 119, 0, 1666, 14, {{3, 0.31}, {5, 0.18}}));
    for (std::size_t i = 1; i < 3; ++i) {
        lanes[i].state = ShardState::Waiting;
        lanes[i].parents = {{0}};
        lanes[i].worker.state = WorkerState::Waiting;
    }
    lanes.push_back(lane(1, 0.5, 1, 0, 0, 0, 0, {}));
    lanes.back().state = ShardState::Closed;
    lanes.back().children = {{4}, {5}};
    lanes.push_back(lane(4, 0.5, 0.75, 133, 133, 142, 1.0, {{2, 0.41}, {7, 0.11}}));
    lanes.push_back(lane(5, 0.75, 1, 179, 179, 168, 0.9, {{1, 0.51}, {6, 0.10}}));
    for (std::size_t i = 4; i < 6; ++i) {
        lanes[i].parents = {{1}};
        work(lanes[i], s.time, i == 4 ? 33 : 79, 50, 122, 0.5);
    }
    s.streams[0].openShards = 4;
    s.streams[0].resharding = true;
    Finding f;
    f.kind = FindingKind::Waiting;
    f.severity = Severity::Warning;
    f.component = {1};
    f.shard = {0};
    f.backlog = 3808;
    f.outPerSecond = 303;
    f.seconds = 13;
    s.findings.push_back(f);
    return s;
}

/// n shards with four in trouble, as far as there are that many.
inline Snapshot many(int n)
{
    Snapshot s = frame(751, 51200, 26000);
    keys(s, 0.04);
    for (int i = 1; i < 40; ++i)
        s.producers.push_back(s.producers[0]);
    for (ProducerView &p : s.producers) {
        p.rate /= 40;
        p.producedPerSecond /= 40;
        for (float &r : p.recentRate)
            r /= 40;
    }
    Dice dice(21);
    auto &lanes = s.streams[0].lanes;
    const int slices = n > 24 ? 1 : 160;
    for (int i = 0; i < n; ++i) {
        const double backlog = 60 - 60 * std::log(1 - dice.next());
        const double in = dice.between(120, 260);
        Shares shares{{static_cast<int>(dice.next() * 8), dice.next() < 0.06 ? 0.55 : 0.08}};
        LaneView l = lane(static_cast<std::uint32_t>(i), static_cast<double>(i) / n, static_cast<double>(i + 1) / n, in,
                          in, static_cast<std::uint64_t>(backlog),
                          dice.next() < 0.12 ? dice.between(2, 2.4) : dice.between(0.3, 1.4), shares);
        work(l, s.time, 50, 40, 90, dice.between(0.2, 0.9));
        lanes.push_back(std::move(l));
    }
    struct Hot {
        int at, key;
        double share;
        std::uint64_t backlog;
        double age;
    };
    for (const Hot &h : {Hot{17, 0, 0.61, 38640, 42}, Hot{88, 2, 0.52, 10640, 14}, Hot{163, 1, 0.49, 26660, 31},
                         Hot{209, 3, 0.44, 6705, 9}}) {
        const int at = h.at * n / 256;
        LaneView l = lane(static_cast<std::uint32_t>(at), static_cast<double>(at) / n, static_cast<double>(at + 1) / n,
                          920, 700, h.backlog, h.age, {{h.key, h.share}});
        work(l, s.time, 100, 60, 90, 1);
        lanes[static_cast<std::size_t>(at)] = std::move(l);
    }
    for (LaneView &l : lanes)
        if (slices == 1)
            l.log.resize(1);
    s.streams[0].openShards = n;
    s.windows.clear();
    Finding f;
    f.kind = FindingKind::HotKey;
    f.severity = Severity::Alarm;
    f.shard = {static_cast<std::uint32_t>(17 * n / 256)};
    f.key = 0;
    f.keyShare = 0.61;
    f.shardShare = 0.018;
    f.inPerSecond = 920;
    f.outPerSecond = 700;
    f.backlog = 38640;
    f.growthPerSecond = 220;
    s.findings.push_back(f);
    return s;
}

/// One record that always fails, a back-off, records lost to the retention, a lane at its write limit.
inline Snapshot trouble()
{
    Snapshot s = hotKey();
    auto &lanes = s.streams[0].lanes;
    lanes[0].retention = Duration::hours(24);
    lanes[0].oldestAge = Duration::minutes(23 * 60 + 38);
    lanes[0].iteratorAge = Duration::minutes(23 * 60 + 36);
    lanes[0].expired = 1204;
    lanes[0].inPerSecond = 1000;
    lanes[0].rejectedPerSecond = 142;
    lanes[0].writeRecordsLoad = 1;
    lanes[1].backlog = 4120;
    lanes[1].outPerSecond = 0;
    lanes[1].iteratorAge = Duration::seconds(23);
    lanes[1].worker.poison = true;
    lanes[1].worker.attempt = 4;
    lanes[1].worker.batchRecords = 25;
    lanes[2].backlog = 2400;
    lanes[2].outPerSecond = 20;
    lanes[2].iteratorAge = Duration::seconds(9);
    lanes[2].worker.state = WorkerState::BackingOff;
    lanes[2].worker.attempt = 2;
    lanes[2].worker.batchRecords = 100;
    lanes[2].worker.started = {s.time.us - 2'000'000};
    lanes[2].worker.until = {s.time.us + 4'000'000};
    lanes[3].writeRecordsLoad = 0.86;
    lanes[3].inPerSecond = 860;
    lanes[3].outPerSecond = 860;
    lanes[3].worker.state = WorkerState::Idle;
    s.functions[0].deadLettered = 25;
    s.producers[0].rejectedPerSecond = 142;
    s.producers[0].rejectedAttempts = 3110;
    s.windows[0].newest[1].status = WindowStatus::Fired;
    s.windows[0].newest[1].lateRecords = 7680;
    Finding f;
    f.kind = FindingKind::Loss;
    f.severity = Severity::Alarm;
    f.shard = {2};
    f.count = 1204;
    s.findings = {f};
    return s;
}

/// n equal, healthy shards.
inline Snapshot calm(int n)
{
    Snapshot s = frame(120, 400, 400);
    for (int i = 0; i < n; ++i) {
        LaneView l = lane(static_cast<std::uint32_t>(i), static_cast<double>(i) / n, static_cast<double>(i + 1) / n,
                          400.0 / n, 400.0 / n, static_cast<std::uint64_t>(400 / n + 1), 0.8, {{i % 8, 0.3}});
        work(l, s.time, 40, 60, 130, 0.5);
        s.streams[0].lanes.push_back(std::move(l));
    }
    s.streams[0].openShards = n;
    s.findings.push_back({});
    return s;
}

/// Two producers, two streams with a function each, two windows, two sinks.
inline Snapshot chain()
{
    Snapshot s = hotKey();
    s.producers.push_back(producer(120, 120));
    s.producers.back().name = "mobile";
    s.producers[0].rejectedAttempts = 12;
    StreamView second;
    second.id = {7};
    second.name = "orders";
    second.lanes.push_back(lane(0, 0, 0.5, 40, 40, 22, 0.4, {{2, 0.5}}));
    second.lanes.push_back(lane(1, 0.5, 1, 44, 44, 31, 0.6, {{1, 0.3}}));
    for (LaneView &l : second.lanes)
        work(l, s.time, 12, 20, 60, 0.2);
    s.streams[0].name = "clicks";
    s.streams.push_back(second);
    FunctionView f = function();
    f.id = {8};
    f.name = "enrich";
    f.reads = {7};
    s.functions.push_back(f);
    s.windows.push_back(window(s.time, 3));
    s.windows.back().name = "per_ten_minutes_of_everything";
    s.sinks.push_back(s.sinks[0]);
    s.sinks.back().name = "archive";
    return s;
}

} // namespace hotshard::sketch

// Hand-made snapshots: the scenes of the design with their numbers, for tests and pictures of the views.
#pragma once

#include "support/sketch_parts.h"

namespace hotshard::sketch {

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

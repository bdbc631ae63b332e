// Hand-made snapshots of several readers, of streams in a row, and of functions that are held back.
#pragma once

#include "support/sketch_snapshot.h"

namespace hotshard::sketch {

/// `n` functions on each lane; the first is furthest behind, the last has caught up.
inline void addReaders(Snapshot &s, int n)
{
    static constexpr std::array names{"alarm", "audit", "billing", "search", "report"};
    s.functions.clear();
    for (int i = 0; i < n; ++i) {
        FunctionView f = function();
        f.id = {20 + static_cast<std::uint32_t>(i)};
        f.name = i < 5 ? names[static_cast<std::size_t>(i)] : "reader-" + std::to_string(i);
        s.functions.push_back(f);
    }
    for (LaneView &l : s.streams[0].lanes) {
        l.consumers.clear();
        l.lead = 0;
        for (int i = 0; i < n; ++i) {
            const double part = n > 1 ? 1.0 - static_cast<double>(i) / (n - 1) : 1;
            ConsumerView c;
            c.function = s.functions[static_cast<std::size_t>(i)].id;
            c.backlog = static_cast<std::uint64_t>(static_cast<double>(l.backlog) * part);
            c.iteratorAge = Duration{static_cast<std::int64_t>(static_cast<double>(l.iteratorAge.us) * part)};
            c.outPerSecond = 300;
            c.worker = l.worker;
            if (i % 3 == 1)
                c.worker.state = WorkerState::Idle;
            c.inFlight = 100;
            l.consumers.push_back(c);
        }
        l.reads = {5, 2.0e6, 1.4, Duration::milliseconds(3200)};
    }
}

inline Snapshot readers(int n, int lanes = 1)
{
    Snapshot s = calm(lanes);
    LaneView &first = s.streams[0].lanes[0];
    first.backlog = 15400;
    first.iteratorAge = first.oldestAge = Duration::seconds(132);
    first.log = log({{0, 0.1}}, 7);
    addReaders(s, n);
    return s;
}

/// A producer, a stream, a function that writes on, a second stream, a second function, a sink.
inline Snapshot pipeline()
{
    Snapshot s = hotKey();
    s.windows.clear();
    s.streams[0].name = "raw";
    s.streams[0].closedShards = 0;
    s.streams[0].lanes.resize(2);
    s.producers[0].writes = s.streams[0].id;
    s.functions[0].name = "rekey";
    s.functions[0].writes = ComponentId{7};
    StreamView second;
    second.id = {7};
    second.name = "by-device";
    second.lanes.push_back(lane(0, 0, 0.5, 210, 208, 22, 0.4, {{2, 0.5}}));
    second.lanes.push_back(lane(1, 0.5, 1, 211, 211, 31, 0.6, {{1, 0.3}}));
    for (LaneView &l : second.lanes)
        work(l, s.time, 12, 20, 60, 0.2);
    s.streams.push_back(second);
    FunctionView f = function();
    f.id = {8};
    f.name = "store";
    f.reads = {7};
    if (!s.sinks.empty())
        f.writes = s.sinks[0].id;
    s.functions.push_back(f);
    for (std::size_t i = 0; i < 2; ++i)
        for (LaneView &l : s.streams[i].lanes) {
            ConsumerView c;
            c.function = s.functions[i].id;
            c.backlog = l.backlog;
            c.iteratorAge = l.iteratorAge;
            c.outPerSecond = l.outPerSecond;
            c.worker = l.worker;
            l.consumers = {c};
            l.lead = 0;
        }
    return s;
}

/// Four lanes, concurrency for two, dead letters, a bisected batch, and a component nobody has drawn yet.
inline Snapshot heldBack()
{
    Snapshot s = hotKey();
    s.windows.clear();
    s.streams[0].closedShards = 0;
    FunctionView &f = s.functions[0];
    f.reserved = 2;
    f.concurrent = 2;
    f.throttlesPerSecond = 1.5;
    f.deadLettered = 25;
    f.deadAged = 5;
    f.keepsDeadLetters = true;
    for (LaneView &l : s.streams[0].lanes) {
        ConsumerView c;
        c.function = f.id;
        l.consumers = {c};
        l.lead = 0;
    }
    WorkerView &held = s.streams[0].lanes[0].worker;
    held.state = WorkerState::BackingOff;
    held.throttled = true;
    held.attempt = 2;
    WorkerView &halved = s.streams[0].lanes[1].worker;
    halved.state = WorkerState::BackingOff;
    halved.poison = true;
    halved.attempt = 2;
    halved.batchRecords = 25;
    halved.later = {25, 50};
    WorkerView &parallel = s.streams[0].lanes[2].worker;
    for (int i = 0; i < 4; ++i) {
        SlotView slot;
        slot.state = i == 2 ? WorkerState::Idle : WorkerState::Working;
        slot.started = s.time - Duration::milliseconds(100 * i);
        slot.until = s.time + Duration::milliseconds(200);
        slot.waiting = i == 1 ? 1203 : 40;
        parallel.parallel.push_back(slot);
    }
    parallel.busyWorkers = 3;
    parallel.busiestSlot = 1;
    s.others.push_back({ComponentId{40}, "archive", "object_archive", {{"objects_written", 734}}});
    return s;
}

} // namespace hotshard::sketch

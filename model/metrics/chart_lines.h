// What the charts of a run show: plain values, made for one screen.
#pragma once

#include "kernel/ids.h"

#include <string>
#include <vector>

namespace hotshard {

/// One line of a chart: a value, or a band, at each of Chart::times.
struct ChartLine {
    enum class Role {
        Lane,
        Others,
        In,
        Out,
        Rejected,
        Mean,
        P50,
        P95,
        P99,
        Maximum,
        Reported,
        Truth,
        Throttles,
        Concurrent
    };
    Role role = Role::Lane;
    ShardId shard;           ///< of a Lane
    std::string component{}; ///< of a Lane: the function that reads it, or its stream, when there are several
    int of = 1;              ///< a mean of so many functions
    int hottestKey = -1;     ///< of a Lane: its colour when its share is 50 % or more
    double hottestShare = 0;
    bool focus = false;           ///< the one line that matters
    std::vector<float> low, high; ///< same length as times; NaN = no value
};

/// What one chart shows. Times are seconds of simulated time.
struct Chart {
    std::vector<float> times;
    std::vector<ChartLine> lines;
    double limit = 0; ///< a limit to draw; 0 = none
};

/// All charts of a run of one stream and its function.
struct ChartSet {
    Chart iteratorAge; ///< s, per shard
    Chart backlog;     ///< records, per shard
    Chart flow;        ///< records/s in, out, rejected
    Chart duration;    ///< ms: mean, p50, p95, p99, maximum
    Chart concurrency; ///< invocations at a time, throttles/s
    Chart worstAge;    ///< s: the whole run, one line, for the time bar
};

} // namespace hotshard

#include "views/floor/lane_state.h"

#include <algorithm>

namespace hotshard::views {

Alert alertOf(const LaneView &lane)
{
    if (lane.state == ShardState::Closed)
        return Alert::Calm;
    if (lane.expired > 0 || lane.iteratorAge >= kAlarmAge)
        return Alert::Alarm;
    if (lane.worker.poison || lane.iteratorAge >= kWarnAge)
        return Alert::Warn;
    return Alert::Calm;
}

double growthOf(const LaneView &lane) { return lane.inPerSecond - lane.outPerSecond; }

bool isGrowing(const LaneView &lane)
{
    // Less than 2 % of the traffic is the scatter of arrivals, not a trend.
    return growthOf(lane) > std::max(2.0, lane.inPerSecond * 0.02);
}

bool isHot(const LaneView &lane)
{
    return lane.state != ShardState::Waiting && alertOf(lane) == Alert::Alarm && (isGrowing(lane) || isAgeScaled(lane));
}

bool isAgeScaled(const LaneView &lane) { return lane.retention.us > 0 && lane.oldestAge.us * 2 >= lane.retention.us; }

int leadKeyOf(const LaneView &lane)
{
    return lane.hottestShare >= 0.5 && lane.hottestKey < kColouredKeys ? lane.hottestKey : -1;
}

double severityOf(const LaneView &lane)
{
    if (lane.state == ShardState::Closed)
        return -1;
    const double lost = lane.expired > 0 ? 1e9 : 0;
    return lost + lane.iteratorAge.toSeconds() + static_cast<double>(lane.backlog) * 1e-9;
}

double writeLoadOf(const LaneView &lane)
{
    return std::clamp(std::max(lane.writeRecordsLoad, lane.writeBytesLoad), 0.0, 1.0);
}

const FunctionView *functionOf(const Snapshot &snapshot, const StreamView &stream)
{
    for (const FunctionView &function : snapshot.functions)
        if (function.reads == stream.id)
            return &function;
    return nullptr;
}

} // namespace hotshard::views

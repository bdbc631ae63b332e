#include "metrics/alarm_rule.h"

#include <algorithm>

namespace hotshard {

namespace {

/// What is there among the data points that count.
struct Seen {
    std::uint32_t real = 0, breaching = 0;
    std::uint32_t oldestAge = 0; ///< of the oldest one that is there; the newest data point has age 1
};

Seen look(std::span<const DataPoint> newest, std::uint32_t periods)
{
    Seen seen;
    for (std::size_t age = 1; age <= newest.size() && seen.real < periods; ++age) {
        const DataPoint point = newest[newest.size() - age];
        if (point == DataPoint::Missing)
            continue;
        ++seen.real;
        seen.breaching += point == DataPoint::Breaching;
        seen.oldestAge = static_cast<std::uint32_t>(age);
    }
    return seen;
}

} // namespace

bool breaches(double value, Comparison comparison, double threshold)
{
    switch (comparison) {
    case Comparison::GreaterOrEqual: return value >= threshold;
    case Comparison::Greater: return value > threshold;
    case Comparison::Less: return value < threshold;
    case Comparison::LessOrEqual: return value <= threshold;
    }
    return false;
}

AlarmState AlarmRule::evaluate(std::span<const DataPoint> newest, AlarmState present) const
{
    // "All real data points in the evaluation range are included"; missing ones are filled in only up to N.
    const Seen seen = look(newest.last(std::min<std::size_t>(newest.size(), range())), periods);
    const std::uint32_t filled = periods - seen.real;
    const std::uint32_t breaching = seen.breaching + (missing == MissingData::Breaching ? filled : 0);
    if (breaching >= datapoints)
        return AlarmState::Alarm;
    const bool someWithin = seen.breaching < seen.real;
    if (filled == 0 || someWithin || missing == MissingData::NotBreaching || missing == MissingData::Breaching)
        return AlarmState::Ok;
    if (missing == MissingData::Ignore)
        return present;
    // "Premature alarm state": all that is there breaches, and has done so for as long as M data points.
    const bool longEnough = seen.real > 0 && seen.oldestAge >= datapoints;
    return longEnough ? AlarmState::Alarm : AlarmState::InsufficientData;
}

const char *stateName(AlarmState state)
{
    switch (state) {
    case AlarmState::InsufficientData: return "INSUFFICIENT_DATA";
    case AlarmState::Ok: return "OK";
    case AlarmState::Alarm: return "ALARM";
    }
    return "";
}

} // namespace hotshard

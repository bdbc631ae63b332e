// When an alarm changes its state: the published evaluation of "M out of N" data points, some of them missing.
//
// Source: Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms", alarm-evaluation and alarms-and-missing-data
// (the tables there are a conformance test). Not published is how many more data points than N are looked at: in the
// guide's examples N is 3 and 5 are, so here it is N + 2.
#pragma once

#include <cstdint>
#include <span>

namespace hotshard {

enum class AlarmState : std::uint8_t { InsufficientData, Ok, Alarm };

enum class DataPoint : std::uint8_t { Missing, Within, Breaching };

enum class MissingData : std::uint8_t { Missing, NotBreaching, Breaching, Ignore };

enum class Comparison : std::uint8_t { GreaterOrEqual, Greater, Less, LessOrEqual };

[[nodiscard]] bool breaches(double value, Comparison comparison, double threshold);

struct AlarmRule {
    std::uint32_t periods = 1;    ///< N, "EvaluationPeriods"
    std::uint32_t datapoints = 1; ///< M, "DatapointsToAlarm"; 1 <= M <= N
    MissingData missing = MissingData::Missing;

    /// How many data points it looks at.
    [[nodiscard]] std::uint32_t range() const { return periods + 2; }
    /// The state after an evaluation of `newest`, the last range() data points, newest last; fewer at the start.
    [[nodiscard]] AlarmState evaluate(std::span<const DataPoint> newest, AlarmState present) const;
};

/// As CloudWatch writes it: "INSUFFICIENT_DATA".
[[nodiscard]] const char *stateName(AlarmState state);

} // namespace hotshard

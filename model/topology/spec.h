// A scenario as plain values: what a file says, after reading and before anything runs.
#pragma once

#include "components/parameter.h"
#include "kernel/text.h"
#include "kernel/time.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hotshard {

struct RecordedTraffic; // record/recorded_traffic.h

/// One component as a file describes it.
struct ComponentSpec {
    std::string id;   ///< unique in the scenario: letters, digits, '_', '-'
    std::string type; ///< name of a component type: "producer", "kinesis_stream" ...
    Text title;       ///< shown instead of the id when given
    std::string from; ///< id of the component it reads; empty when it is written to
    std::string to;   ///< id of the component it writes; empty when it writes nowhere
    /// Only what differs from the default or was written down; by parameter name.
    std::map<std::string, ParameterValue> parameters;
    bool operator==(const ComponentSpec &) const = default;
};

/// A change of parameters at an instant of the run.
struct TimedChange {
    SimTime at;
    std::map<std::string, ParameterValue> set; ///< by path: "clicks.shards"
    Text note;                                 ///< shown at the marker; may be empty
    bool operator==(const TimedChange &) const = default;
};

/// One step of a lesson: something to say, or a question with choices.
struct LessonStep {
    SimTime at;
    Text say;
    Text ask;
    std::vector<Text> choices;
    int answer = -1; ///< index into choices; -1 without a question
    Text because;
    bool operator==(const LessonStep &) const = default;
};

/// A whole scenario. A plain value: two equal specs with equal traffic run to the same bytes.
struct ScenarioSpec {
    int version = 1;
    Text title;
    Text description;
    std::uint64_t seed = 1;
    Duration duration = Duration::minutes(30);
    double speed = 60; ///< simulated seconds per shown second when the window opens it
    std::vector<ComponentSpec> components;
    std::vector<TimedChange> timeline; ///< by time
    std::vector<std::string> controls; ///< parameter paths, in the order of the panel
    std::vector<LessonStep> lesson;    ///< by time
    /// Files that replay sources play, already read; by component id. The engine does no I/O.
    std::map<std::string, std::shared_ptr<const RecordedTraffic>> traffic;
    std::string schema; ///< the file's "$schema", for editors; kept as it was
    bool operator==(const ScenarioSpec &) const = default;
};

} // namespace hotshard

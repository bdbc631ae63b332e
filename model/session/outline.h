// What a view may know of a scenario: its texts, its parameters and which of them are controls.
#pragma once

#include "components/parameter.h"
#include "topology/spec.h"

#include <string>
#include <vector>

namespace hotshard {

/// One parameter of one component of the open scenario.
struct OutlineParameter {
    std::string path;          ///< "clicks.shards"
    std::string component;     ///< "clicks"
    std::string componentType; ///< "kinesis_stream"
    Text componentTitle;       ///< title of the component type: "Stream"
    ParameterDecl decl;
    ParameterValue initial; ///< as the file has it
    ParameterValue value;   ///< as it is now
};

struct OutlineComponent {
    std::string id, type, from, to;
    Text typeTitle, title;
};

/// Plain value; made anew when a scenario is opened.
struct Outline {
    Text title, description;
    std::uint64_t seed = 0;
    Duration duration;
    double speed = 60;
    std::vector<OutlineComponent> components;
    std::vector<OutlineParameter> controls; ///< in the order of the panel
    std::vector<LessonStep> lesson;
};

/// REQUIRES: `spec` has passed validation.
[[nodiscard]] Outline makeOutline(const ScenarioSpec &spec);

} // namespace hotshard

// "clicks.shards": the one name of a setting of a component, in files, on the command line and in the window.
#pragma once

#include "components/component_type.h"
#include "kernel/issue.h"
#include "topology/spec.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotshard {

/// What a path leads to. The declaration lives as long as the program.
struct ParameterRef {
    std::size_t component = 0; ///< index into ScenarioSpec::components
    const ParameterDecl *decl = nullptr;
    bool operator==(const ParameterRef &) const = default;
};

/// The path of a parameter: component id, a dot, the declared name.
[[nodiscard]] std::string parameterPath(const ComponentSpec &component, const ParameterDecl &decl);

/// Empty when the component or its parameter does not exist.
[[nodiscard]] std::optional<ParameterRef> findParameter(const ScenarioSpec &spec, std::string_view path);

/// Every path of the scenario, in the order of its components and of their declarations.
[[nodiscard]] std::vector<std::string> allParameterPaths(const ScenarioSpec &spec);

/// The existing path that was most likely meant, or empty.
[[nodiscard]] std::string nearestParameterPath(const ScenarioSpec &spec, const std::string &path);

/// The value at the start of the run: written down, or the default.
[[nodiscard]] ParameterValue initialValue(const ScenarioSpec &spec, const ParameterRef &parameter);

/// Checks one change of a parameter as a person typed it: `clicks.shards`, `4`.
/// \param value receives the parsed value when nothing is wrong.
[[nodiscard]] std::optional<Issue> parseParameter(const ScenarioSpec &spec, const std::string &path,
                                                  std::string_view text, ParameterValue &value);

/// `--set clicks.shards=4`: changes the value that the run starts with. Leaves `spec` alone when it gives an issue.
[[nodiscard]] std::optional<Issue> setParameter(ScenarioSpec &spec, const std::string &path, std::string_view text);

} // namespace hotshard

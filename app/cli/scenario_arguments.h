// The arguments of commands that run a scenario: which file, how far, with what changed. Shared by `run` and `sweep`.
#pragma once

#include "app/cli/options.h"
#include "scenario/loader.h"
#include "topology/spec.h"

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

namespace hotshard::cli {

[[nodiscard]] Option untilOption();
[[nodiscard]] Option seedOption(const std::string &help);
[[nodiscard]] Option setOption();
[[nodiscard]] Option fieldOption();

/// What every option said has been checked when the arguments were parsed.
[[nodiscard]] SimTime untilOf(const Parsed &parsed, const ScenarioSpec &spec);

void report(const Issues &issues, std::ostream &err);

/// The scenario of the file, or one around a log. Nothing when it is bad: every problem is on `err` and `exitCode`
/// says whose it is.
[[nodiscard]] std::optional<ScenarioSpec> loadScenario(const Parsed &parsed, std::ostream &err, int &exitCode);
/// What `--seed` and `--set` change in the scenario. False when a path or a value is wrong; then it is on `err`.
[[nodiscard]] bool applyOptions(const Parsed &parsed, ScenarioSpec &spec, std::ostream &err);

} // namespace hotshard::cli

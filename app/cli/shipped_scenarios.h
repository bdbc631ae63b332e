// The scenarios that come with the program: where they lie and what they are called.
#pragma once

#include "kernel/text.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hotshard::cli {

struct ShippedScenario {
    std::filesystem::path path;
    std::string name; ///< file name without its ending: "hot-key"
    Text title, description;
};

/// In the order of the menu and of `list`: the one that opens at the start, then by name. None when the program
/// was installed without them. Looked for in ../share/hotshard/scenarios beside the executable, then in a folder
/// `scenarios` above it (a build within the checkout), then in the checkout that it was built from.
[[nodiscard]] std::vector<ShippedScenario> shippedScenarios();
/// The path of a shipped scenario by its name.
[[nodiscard]] std::optional<std::filesystem::path> shippedScenario(const std::string &name);
/// The name of the one that opens at the start.
inline constexpr const char *firstScenario = "hot-key";

} // namespace hotshard::cli

// Where the scenarios that come with the program lie; for commands without a display.
#pragma once

#include <filesystem>
#include <vector>

namespace hotshard::cli {

/// The scenario files by name; none when the program was installed without them. Looked for in
/// ../share/hotshard/scenarios beside the executable, then in a folder `scenarios` above it (a build within the
/// checkout), then in the checkout that it was built from.
[[nodiscard]] std::vector<std::filesystem::path> shippedScenarioFiles();

} // namespace hotshard::cli

#include "app/cli/shipped_scenarios.h"

#include "scenario/loader.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace hotshard::cli {

namespace {

namespace fs = std::filesystem;

/// Of the running executable; empty where the system does not say.
fs::path executableFolder()
{
    std::error_code error;
    const fs::path executable = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path() : executable.parent_path();
}

bool isFolder(const fs::path &path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

fs::path scenarioFolder()
{
    fs::path folder = executableFolder();
    if (!folder.empty()) {
        const fs::path installed = folder / "../share/hotshard/scenarios";
        if (isFolder(installed))
            return installed.lexically_normal();
        for (; folder.has_relative_path(); folder = folder.parent_path()) {
            std::error_code error;
            if (fs::exists(folder / "scenarios/scenario.schema.json", error))
                return folder / "scenarios";
        }
    }
#ifdef HOTSHARD_SOURCE_DIR
    return fs::path(HOTSHARD_SOURCE_DIR) / "scenarios";
#else
    return {};
#endif
}

} // namespace

std::vector<ShippedScenario> shippedScenarios()
{
    std::vector<ShippedScenario> found;
    std::error_code error;
    for (fs::directory_iterator at(scenarioFolder(), error), end; !error && at != end; at.increment(error)) {
        const fs::path &path = at->path();
        if (path.extension() != ".json" || path.filename().string().ends_with(".schema.json"))
            continue;
        std::ifstream in(path, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        ScenarioSpec spec = loadScenario(text.str(), path.string()).spec;
        if (!spec.title.empty())
            found.push_back({path, path.stem().string(), std::move(spec.title), std::move(spec.description)});
    }
    std::sort(found.begin(), found.end(), [](const ShippedScenario &a, const ShippedScenario &b) {
        const bool aFirst = a.name == firstScenario, bFirst = b.name == firstScenario;
        return aFirst != bFirst ? aFirst : a.name < b.name;
    });
    return found;
}

std::optional<fs::path> shippedScenario(const std::string &name)
{
    for (const ShippedScenario &scenario : shippedScenarios())
        if (scenario.name == name)
            return scenario.path;
    return std::nullopt;
}

} // namespace hotshard::cli

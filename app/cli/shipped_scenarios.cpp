#include "app/cli/shipped_scenarios.h"

#include <algorithm>
#include <system_error>

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

std::vector<fs::path> shippedScenarioFiles()
{
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator at(scenarioFolder(), error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".json" && !at->path().filename().string().ends_with(".schema.json"))
            files.push_back(at->path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace hotshard::cli

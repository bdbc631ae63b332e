// `hotshard list`: the scenarios that come with the program.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/shipped_scenarios.h"
#include "scenario/json_text.h"
#include "scenario/loader.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

namespace hotshard {

namespace {

struct Shipped {
    std::string name;
    Text title;
    std::string path;
};

std::vector<Shipped> readAll()
{
    std::vector<Shipped> all;
    for (const std::filesystem::path &path : cli::shippedScenarioFiles()) {
        std::ifstream in(path, std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        all.push_back({path.stem().string(), loadScenario(text.str(), path.string()).spec.title, path.string()});
    }
    return all;
}

void printTable(const std::vector<Shipped> &all, std::ostream &out)
{
    std::size_t nameWidth = 0;
    std::size_t titleWidth = 0;
    for (const Shipped &scenario : all) {
        nameWidth = std::max(nameWidth, scenario.name.size());
        titleWidth = std::max(titleWidth, scenario.title.en.size());
    }
    for (const Shipped &scenario : all)
        out << scenario.name << std::string(nameWidth - scenario.name.size() + 2, ' ') << scenario.title.en
            << std::string(titleWidth - scenario.title.en.size() + 2, ' ') << scenario.path << '\n';
}

void printJson(const std::vector<Shipped> &all, std::ostream &out)
{
    auto list = nlohmann::ordered_json::array();
    for (const Shipped &scenario : all)
        list.push_back({{"name", scenario.name},
                        {"title", {{"en", scenario.title.en}, {"ja", scenario.title.ja}}},
                        {"path", scenario.path}});
    out << toText(list);
}

} // namespace

int listCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    static const cli::CommandHelp help{"hotshard list [--format text|json]",
                                       "Lists the scenarios that come with the program: name, title and path.",
                                       {cli::formatOption({"text", "json"})}};
    int exitCode = cli::exitGood;
    const auto parsed = cli::parseOptions(help, args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    const std::vector<Shipped> all = readAll();
    if (all.empty()) {
        err << "hotshard: no scenarios were found beside the program\n";
        return cli::exitBad;
    }
    if (parsed->wants("json"))
        printJson(all, out);
    else
        printTable(all, out);
    return cli::exitGood;
}

} // namespace hotshard

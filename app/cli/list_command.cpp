// `hotshard list`: the scenarios that come with the program.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/shipped_scenarios.h"
#include "scenario/json_text.h"

#include <algorithm>
#include <vector>

namespace hotshard {

namespace {

void printTable(const std::vector<cli::ShippedScenario> &all, std::ostream &out)
{
    std::size_t nameWidth = 0;
    std::size_t titleWidth = 0;
    for (const cli::ShippedScenario &scenario : all) {
        nameWidth = std::max(nameWidth, scenario.name.size());
        titleWidth = std::max(titleWidth, scenario.title.en.size());
    }
    for (const cli::ShippedScenario &scenario : all)
        out << scenario.name << std::string(nameWidth - scenario.name.size() + 2, ' ') << scenario.title.en
            << std::string(titleWidth - scenario.title.en.size() + 2, ' ') << scenario.path.string() << '\n';
}

void printJson(const std::vector<cli::ShippedScenario> &all, std::ostream &out)
{
    auto list = nlohmann::ordered_json::array();
    for (const cli::ShippedScenario &scenario : all)
        list.push_back({{"name", scenario.name},
                        {"title", {{"en", scenario.title.en}, {"ja", scenario.title.ja}}},
                        {"path", scenario.path.string()}});
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
    const std::vector<cli::ShippedScenario> all = cli::shippedScenarios();
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

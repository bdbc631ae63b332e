#include "app/cli/options.h"

#include "kernel/issue.h"

#include <algorithm>
#include <ostream>

namespace hotshard::cli {

std::optional<std::string> Parsed::value(const std::string &option) const
{
    const auto found = given.find(option);
    return found == given.end() ? std::nullopt : std::optional(found->second.back());
}

std::vector<std::string> Parsed::all(const std::string &option) const
{
    const auto found = given.find(option);
    return found == given.end() ? std::vector<std::string>{} : found->second;
}

namespace {

/// "text, json or csv".
std::string listed(const std::vector<std::string> &choices)
{
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i)
        text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
    return text;
}

/// What the value should have been; empty when it is good.
std::string expectedInstead(const Option &option, const std::string &value)
{
    if (!option.choices.empty()
        && std::find(option.choices.begin(), option.choices.end(), value) == option.choices.end()) {
        const std::string nearest = nearestName(value, option.choices);
        return listed(option.choices) + (nearest.empty() ? "" : "; did you mean " + nearest + '?');
    }
    return option.expected ? option.expected(value) : std::string();
}

} // namespace

Option formatOption(std::vector<std::string> choices)
{
    std::string value;
    for (const std::string &choice : choices)
        value += (value.empty() ? "" : "|") + choice;
    const std::string help = "how to print the results; " + choices.front() + " unless told";
    return {"--format", value, help, std::move(choices)};
}

void printHelp(const CommandHelp &help, std::ostream &out)
{
    out << "Usage: " << help.usage << "\n\n" << help.about << "\n";
    if (help.options.empty())
        return;
    out << "\nOptions:\n";
    printOptions(help, out);
}

void printOptions(const CommandHelp &help, std::ostream &out)
{
    std::size_t width = 0;
    for (const Option &option : help.options)
        width = std::max(width, option.name.size() + 1 + option.value.size());
    for (const Option &option : help.options) {
        const std::string left = option.value.empty() ? option.name : option.name + ' ' + option.value;
        out << "  " << left << std::string(width - left.size() + 2, ' ') << option.help << '\n';
    }
}

namespace {

/// One `--option`; `i` moves past a value of its own. False when it is wrong.
bool takeOption(const CommandHelp &help, std::span<const std::string> args, std::size_t &i, Parsed &parsed,
                std::ostream &err)
{
    const std::string &arg = args[i];
    const std::size_t equals = arg.find('=');
    const std::string name = arg.substr(0, equals);
    const auto option =
        std::find_if(help.options.begin(), help.options.end(), [&](const Option &o) { return o.name == name; });
    if (option == help.options.end()) {
        std::vector<std::string> names;
        for (const Option &o : help.options)
            names.push_back(o.name);
        const std::string nearest = nearestName(name, names);
        err << "hotshard: unknown option " << name << (nearest.empty() ? "" : "; did you mean " + nearest + '?')
            << '\n';
        return false;
    }
    if (option->value.empty()) {
        parsed.given[name].emplace_back();
        if (equals != std::string::npos)
            err << "hotshard: " << name << " takes no value\n";
        return equals == std::string::npos;
    }
    if (equals == std::string::npos && i + 1 == args.size()) {
        err << "hotshard: " << name << " needs a value: " << name << ' ' << option->value << '\n';
        return false;
    }
    const std::string value = equals == std::string::npos ? args[++i] : arg.substr(equals + 1);
    parsed.given[name].push_back(value);
    const std::string expected = expectedInstead(*option, value);
    if (!expected.empty())
        err << "hotshard: " << name << ' ' << value << ": expected " << expected << '\n';
    return expected.empty();
}

} // namespace

std::optional<Parsed> parseOptions(const CommandHelp &help, std::span<const std::string> args, std::ostream &out,
                                   std::ostream &err, int &exitCode)
{
    Parsed parsed;
    bool good = true, optionsEnded = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string &arg = args[i];
        if (!optionsEnded && (arg == "--help" || arg == "-h")) {
            printHelp(help, out);
            exitCode = exitGood;
            return std::nullopt;
        }
        if (!optionsEnded && arg == "--")
            optionsEnded = true;
        else if (!optionsEnded && arg.size() > 1 && arg.starts_with('-'))
            good = takeOption(help, args, i, parsed, err) && good;
        else
            parsed.files.push_back(arg);
    }
    if (parsed.files.size() < help.minFiles) {
        err << "hotshard: a file is missing\n";
        good = false;
    } else if (parsed.files.size() > help.maxFiles) {
        err << "hotshard: one argument too many: " << parsed.files[help.maxFiles] << '\n';
        good = false;
    }
    if (good)
        return parsed;
    err << "Usage: " << help.usage << '\n';
    exitCode = exitUsage;
    return std::nullopt;
}

} // namespace hotshard::cli

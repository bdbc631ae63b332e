#include "app/cli/routing_arguments.h"

#include "kernel/issue.h"
#include "routing/shard_map.h"

#include <algorithm>
#include <charconv>

namespace hotshard {

RoutingArguments::RoutingArguments(std::span<const std::string> args, const std::vector<std::string> &known,
                                   std::ostream &err)
{
    bool optionsEnded = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string &arg = args[i];
        if (optionsEnded || arg == "-" || !arg.starts_with('-')) {
            m_words.push_back(arg);
            continue;
        }
        if (arg == "--") {
            optionsEnded = true;
            continue;
        }
        if (arg == "--help" || arg == "-h") {
            m_help = true;
            continue;
        }
        const std::size_t equals = arg.find('=');
        const std::string name = arg.substr(0, equals);
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const std::string nearest = nearestName(name, known);
            err << "unknown option " << name << (nearest.empty() ? "" : "; did you mean " + nearest + "?") << '\n';
            m_good = false;
        } else if (equals != std::string::npos) {
            m_values[name] = arg.substr(equals + 1);
        } else if (i + 1 < args.size()) {
            m_values[name] = args[++i];
        } else {
            err << "option " << name << " needs a value\n";
            m_good = false;
        }
    }
}

std::optional<std::string> RoutingArguments::value(const std::string &name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> RoutingArguments::shards(std::ostream &err) const
{
    const auto text = value("--shards");
    if (!text) {
        err << "--shards is missing\n";
        return std::nullopt;
    }
    std::uint32_t n = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), n);
    if (error != std::errc() || end != text->data() + text->size() || n < 1 || n > ShardMap::maxShards) {
        err << "--shards: \"" << *text << "\" is not an integer from 1 to " << ShardMap::maxShards << '\n';
        return std::nullopt;
    }
    return n;
}

bool RoutingArguments::kindIsKnown(std::ostream &err) const
{
    const std::string kind = value("--kind").value_or("kinesis");
    if (kind == "kinesis")
        return true;
    err << "--kind: unknown kind \"" << kind << "\"; expected kinesis\n";
    return false;
}

} // namespace hotshard

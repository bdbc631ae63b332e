// Arguments of the commands `route` and `keys`: options with a value, as `--name value` or `--name=value`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace hotshard {

class RoutingArguments {
public:
    /// \param known names of the options, with their dashes. Mistakes are told to `err`: then good() is false.
    RoutingArguments(std::span<const std::string> args, const std::vector<std::string> &known, std::ostream &err);

    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool help() const { return m_help; }
    [[nodiscard]] const std::vector<std::string> &words() const { return m_words; } ///< what is no option
    [[nodiscard]] std::optional<std::string> value(const std::string &name) const;

    /// `--shards`, 1 to ShardMap::maxShards; required. Nothing when it is wrong, which is told to `err`.
    [[nodiscard]] std::optional<std::uint32_t> shards(std::ostream &err) const;
    /// `--kind`: only kinesis is known. False when it is another, which is told to `err`.
    [[nodiscard]] bool kindIsKnown(std::ostream &err) const;

private:
    bool m_good = true;
    bool m_help = false;
    std::vector<std::string> m_words;
    std::map<std::string, std::string> m_values;
};

} // namespace hotshard

// The options of a command: a table of what there is, and what somebody gave.
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hotshard::cli {

/// Exit codes of every command.
inline constexpr int exitGood = 0;
inline constexpr int exitBad = 1;   ///< the run or a file is bad
inline constexpr int exitUsage = 2; ///< the call is wrong

struct Option {
    std::string name;  ///< "--until"
    std::string value; ///< name of its value in the help, "DURATION"; empty for a switch
    std::string help;
    std::vector<std::string> choices = {}; ///< the only values there are; empty = any
    /// What a wrong value should have been, "" for a good one; for values that `choices` cannot list.
    std::function<std::string(const std::string &value)> expected = {};
};

/// `--format` of a command that prints in these ways; the first is what it does unless told.
[[nodiscard]] Option formatOption(std::vector<std::string> choices);

struct CommandHelp {
    std::string usage; ///< "hotshard run FILE [options]"
    std::string about; ///< what it does, a sentence or two
    std::vector<Option> options;
    std::size_t minFiles = 0, maxFiles = 0; ///< arguments that are no options
};

struct Parsed {
    std::vector<std::string> files;
    std::map<std::string, std::vector<std::string>> given; ///< values by option; a switch has ""

    [[nodiscard]] bool has(const std::string &option) const { return given.contains(option); }
    /// The last value given, or nothing.
    [[nodiscard]] std::optional<std::string> value(const std::string &option) const;
    [[nodiscard]] std::vector<std::string> all(const std::string &option) const;
    [[nodiscard]] bool wants(const std::string &format) const { return value("--format") == format; }
};

/// Understands `--name value` and `--name=value`; `--` ends the options; `-` is a file.
/// Nothing when the command is done already: help was asked for (exitCode 0, printed to `out`) or the call is
/// wrong (exitCode 2, every problem on `err`, with the nearest option). Values are checked here, before any file is
/// read: what an option expects, the command need not check again.
[[nodiscard]] std::optional<Parsed> parseOptions(const CommandHelp &help, std::span<const std::string> args,
                                                 std::ostream &out, std::ostream &err, int &exitCode);

void printHelp(const CommandHelp &help, std::ostream &out);
/// The lines of its options alone.
void printOptions(const CommandHelp &help, std::ostream &out);

} // namespace hotshard::cli

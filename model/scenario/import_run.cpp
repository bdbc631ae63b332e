#include "scenario/import_run.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace hotshard {

namespace {

constexpr std::array<std::string_view, 16> timeNames = {
    "time",       "timestamp", "@timestamp", "ts",         "datetime", "date", "event_time", "eventtime",
    "created_at", "createdat", "epoch",      "time_local", "arrival",  "when", "at",         "t"};
constexpr std::array<std::string_view, 8> sizeNames = {"size",   "bytes",          "size_bytes",      "record_size",
                                                       "length", "content_length", "body_bytes_sent", "bytes_sent"};

std::string lower(std::string text)
{
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::string list(const std::vector<std::string> &names)
{
    constexpr std::size_t shown = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > shown ? text + " ..." : text;
}

std::optional<std::size_t> exactly(const std::vector<std::string> &names, const std::string &name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

/// The first customary name that is there, whatever its case.
std::optional<std::size_t> customary(const std::vector<std::string> &names, std::span<const std::string_view> known)
{
    for (const std::string_view name : known) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (lower(names[i]) == name)
                return i;
        }
    }
    return std::nullopt;
}

} // namespace

void ImportRun::skip(std::string_view why, std::string expected)
{
    ++skipped;
    if (skipped > notesAtMost)
        return;
    const auto shown = static_cast<int>(std::min<std::uint64_t>(line, std::numeric_limits<int>::max()));
    issues.push_back({name, shown, "", "skipped: " + std::string(why), std::move(expected), ""});
}

void ImportRun::refuse(std::string problem, std::string expected, std::string nearest, int atLine)
{
    issues.insert(issues.begin(), {name, atLine, "", std::move(problem), std::move(expected), std::move(nearest)});
}

std::optional<ImportColumns> chooseColumns(ImportRun &run, const std::vector<std::string> &names,
                                           const std::string &kind)
{
    bool good = true;
    const auto named = [&](const std::string &name, const char *what) {
        const auto found = exactly(names, name);
        if (!found) {
            run.refuse("no " + kind + " \"" + name + "\" for the " + what, "one of: " + list(names),
                       nearestName(name, names), 1);
            good = false;
        }
        return found;
    };
    ImportColumns columns;
    columns.key = named(run.options.key, "key").value_or(0);
    const auto time = run.options.time.empty() ? customary(names, timeNames) : named(run.options.time, "time");
    if (!time && run.options.time.empty()) {
        std::string expected =
            "a " + kind + " called time, timestamp, ts or date, or its name; there are: " + list(names);
        if (run.guessed)
            expected += " (or an access log, or JSON Lines)";
        run.refuse("no time " + kind, std::move(expected), nearestName("timestamp", names), 1);
        good = false;
    }
    columns.time = time.value_or(0);
    columns.size = run.options.size.empty() ? customary(names, sizeNames) : named(run.options.size, "size");
    if (!run.options.value.empty())
        columns.value = named(run.options.value, "value");
    return good ? std::optional(columns) : std::nullopt;
}

std::optional<std::uint64_t> parseSize(std::string_view text)
{
    if (text.empty() || text == "-")
        return 0;
    std::uint64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error == std::errc() && end == text.data() + text.size())
        return n;
    const auto number = parseValue(text); // 512.0, 1e3
    if (!number || *number < 0 || *number > 1e15 || *number != std::floor(*number))
        return std::nullopt;
    return static_cast<std::uint64_t>(*number);
}

std::optional<double> parseValue(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

} // namespace hotshard

#include "app/cli/window_options.h"

#include "app/cli/command_line.h"
#include "kernel/units.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ostream>
#include <vector>

namespace hotshard::cli {

namespace {

constexpr int kLeast = 200, kMost = 8000; // pixels

std::optional<int> pixels(std::string_view text)
{
    int value = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || value < kLeast || value > kMost)
        return std::nullopt;
    return value;
}

std::optional<WindowSize> parseSize(const std::string &text)
{
    const std::size_t cross = text.find('x');
    if (cross == std::string::npos)
        return std::nullopt;
    const auto width = pixels(std::string_view(text).substr(0, cross));
    const auto height = pixels(std::string_view(text).substr(cross + 1));
    return width && height ? std::optional(WindowSize{*width, *height}) : std::nullopt;
}

std::string expectedSize(const std::string &value)
{
    return parseSize(value) ? std::string() : "WIDTHxHEIGHT of 200 to 8000 pixels, such as 1920x1080";
}

std::string expectedDuration(const std::string &value)
{
    return units::parseDuration(value) ? std::string() : "a duration, such as 90s or 5m";
}

std::string expectedFile(const std::string &value)
{
    return value.empty() || value.starts_with("--") ? "the name of a PNG file" : std::string();
}

std::string expectedPage(const std::string &value)
{
    return inspectedPage(value) ? std::string() : "shard, iterator, batch, event or record, and a shard: batch:3";
}

bool gives(const std::vector<std::string> &args, const std::string &option)
{
    return std::any_of(args.begin(), args.end(),
                       [&](const std::string &arg) { return arg == option || arg.starts_with(option + '='); });
}

/// Options that Qt takes out of argv by itself, each with a value.
bool isForQt(const std::string &arg)
{
    return arg == "-platform" || arg == "-session" || arg == "-style" || arg == "-display";
}

} // namespace

std::optional<InspectedPage> inspectedPage(const std::string &text)
{
    static constexpr std::array<std::string_view, 5> pages{"shard", "iterator", "batch", "event", "record"};
    const std::size_t colon = text.find(':');
    const auto found = std::find(pages.begin(), pages.end(), std::string_view(text).substr(0, colon));
    InspectedPage wanted{static_cast<int>(found - pages.begin()), {}};
    if (colon != std::string::npos) {
        const char *end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, wanted.shard.value);
        if (error != std::errc() || stop != end)
            return std::nullopt;
    }
    return found == pages.end() ? std::nullopt : std::optional(wanted);
}

const CommandHelp &windowHelp()
{
    static const CommandHelp help{
        "hotshard [SCENARIO|LOG] [options]",
        "Opens the window; what is given here counts this time, the window remembers what is chosen in it.",
        {{"--lang", "LANGUAGE", "en or ja", {"en", "ja"}},
         {"--theme", "THEME", "light, dark or projector", {"light", "dark", "projector"}},
         {"--size", "WxH", "size of the window in pixels: 1920x1080", {}, expectedSize},
         {"--inspect", "PAGE[:SHARD]", "open the inspector: shard, iterator, batch, event or record", {}, expectedPage},
         {"--screenshot", "FILE", "run that far, save the window as PNG and quit", {}, expectedFile},
         {"--after", "DURATION", "simulated time of the screenshot; 90s unless told", {}, expectedDuration}},
        0,
        1};
    return help;
}

std::optional<WindowOptions> windowOptions(std::span<const std::string> args, std::ostream &out, std::ostream &err,
                                           int &exitCode)
{
    std::vector<std::string> ours;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--help" || args[i] == "-h") { // the window's options stand among the commands
            printUsage(out);
            exitCode = exitGood;
            return std::nullopt;
        }
        if (isForQt(args[i]))
            ++i;
        else
            ours.push_back(args[i]);
    }
    const bool forNoPicture = gives(ours, "--after") && !gives(ours, "--screenshot");
    if (forNoPicture)
        err << "hotshard: --after is only for --screenshot FILE\n";
    const std::optional<Parsed> parsed = parseOptions(windowHelp(), ours, out, err, exitCode);
    if (!parsed || forNoPicture) {
        exitCode = exitUsage;
        return std::nullopt;
    }
    WindowOptions options;
    options.file = parsed->files.empty() ? std::string() : parsed->files.front();
    options.language = parsed->value("--lang");
    options.theme = parsed->value("--theme");
    options.screenshot = parsed->value("--screenshot");
    options.inspect = parsed->value("--inspect");
    if (const auto size = parsed->value("--size"))
        options.size = parseSize(*size);
    if (const auto after = parsed->value("--after"))
        options.after = Duration::microseconds(*units::parseDuration(*after));
    return options;
}

} // namespace hotshard::cli

// The options of `hotshard [SCENARIO|LOG]`: how the window looks, and pictures of it. Read before there is a display.
#pragma once

#include "app/cli/options.h"
#include "kernel/ids.h"
#include "kernel/time.h"

#include <iosfwd>
#include <optional>
#include <span>
#include <string>

namespace hotshard::cli {

struct WindowSize {
    int width = 0, height = 0;
};

/// What somebody asked of the window; nothing means as it was last time.
struct WindowOptions {
    std::string file; ///< a path or the name of a shipped scenario; empty = the first of these
    std::optional<std::string> language, theme;
    std::optional<WindowSize> size;
    std::optional<std::string> screenshot;
    std::optional<std::string> inspect;     ///< a page of the inspector, and of which shard: "event:3"
    Duration after = Duration::seconds(90); ///< where the screenshot is taken
};

/// A page of the inspector, counted in the order of its tabs, and a shard.
struct InspectedPage {
    int page = 0;
    ShardId shard;
};
/// "event:3"; nothing when it is none.
[[nodiscard]] std::optional<InspectedPage> inspectedPage(const std::string &text);

[[nodiscard]] const CommandHelp &windowHelp();

/// Nothing when the call is wrong (every problem on `err`, exitCode 2) or help was asked for.
[[nodiscard]] std::optional<WindowOptions> windowOptions(std::span<const std::string> args, std::ostream &out,
                                                         std::ostream &err, int &exitCode);

} // namespace hotshard::cli

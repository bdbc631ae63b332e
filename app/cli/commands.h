// The commands of the executable, each a function of its own: arguments in, text out, exit code back.
//
// `args` are the arguments after the command's name. Results go to `out`, every problem to `err`. Exit codes:
// 0 good, 1 the run or a file is bad, 2 wrong usage. None needs a display.
#pragma once

#include "metrics/snapshot.h"
#include "session/outline.h"

#include <functional>
#include <ostream>
#include <span>
#include <string>

namespace hotshard {

/// Writes the charts of a run into a folder; what could not be written is said on `err`. Empty in a build
/// without a window, which cannot draw.
using ChartExport =
    std::function<bool(const Snapshot &snapshot, const Outline &outline, const std::string &folder, std::ostream &err)>;

/// `route --kind kinesis --shards N --keys FILE|-`: one line a key, tab-separated: key, hash, shard.
int routeCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

/// `keys LOG --field path|host|NAME --shards N [--kind kinesis] [--format text|json]`: who goes where.
int keysCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

/// `run FILE [--until T] [--seed N] [--set PATH=VALUE]... [--format F] [--export DIR] [--fingerprint]`.
int runCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err,
               const ChartExport &exportCharts = {});

/// `sweep FILE --over PATH=V,V...`: a row for every value, on all cores.
int sweepCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

/// `event FILE --at TIME`: the event JSON that the function is handed then.
int eventCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

/// `validate FILE...`: every problem of every file.
int validateCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

/// `schema`: the JSON Schema of scenario files.
int schemaCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

/// `list`: the scenarios that come with the program.
int listCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

/// `bench [--format text|json]`: ns per record of the reference work, beside a textbook loop in the same run.
int benchCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err);

} // namespace hotshard

// Real traffic read from a file: an access log, a CSV with a header, or JSON Lines, made ready for a replay.
//
// Streams: a file of any size is read once with a few megabytes besides the result (16 bytes a record and the
// distinct keys). A line that cannot be read is counted and left out; the first few are told as issues. A file
// that is not what it claims gives issues and no traffic. Nothing throws. May run on any thread.
//
// What the fields mean
//   key    access log: path (the query string is cut off), host, status, method, agent, referrer, user;
//          CSV: a column; JSON Lines: a field, nested ones with dots
//   time   access log: always its [time]; CSV and JSON Lines: the named one, or the first called like a time;
//          see timestamp.h for the forms
//   size   access log: empty is the length of the line, because that is what would be streamed, and "bytes"
//          the size of the answer; CSV and JSON Lines: the named one, else one called like a size, else the
//          length of the record
//   value  access log: "bytes" or "status"; CSV and JSON Lines: a number; empty: every record counts 1
// Times, order, whole seconds and ranks of keys: see TrafficBuilder::finish().
#pragma once

#include "kernel/issue.h"
#include "record/recorded_traffic.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace hotshard {

/// As the parameters of a replay have them.
struct ImportOptions {
    std::string format = "auto"; ///< auto, combined, csv, jsonl
    std::string key = "path";
    std::string time;
    std::string size;
    std::string value;
    /// Told the share read, 0..1, about once a megabyte; false cancels. 0 when the size is unknown.
    std::function<bool(double share)> progress;
};

struct ImportResult {
    std::shared_ptr<const RecordedTraffic> traffic; ///< null: the issues say why, or it was cancelled
    Issues issues;                                  ///< with traffic: notes on the first lines left out
    bool cancelled = false;
};

[[nodiscard]] ImportResult importTraffic(const std::filesystem::path &file, const ImportOptions &options);

/// The same from an open stream. `name` stands for the file in issues; `total` is its size or 0.
[[nodiscard]] ImportResult importTraffic(std::istream &input, const std::string &name, std::uint64_t total,
                                         const ImportOptions &options);

/// The same from memory.
[[nodiscard]] ImportResult importTraffic(std::string_view text, const std::string &name, const ImportOptions &options);

} // namespace hotshard

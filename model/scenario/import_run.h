// What the readers of the three kinds of file share. For traffic_import.cpp and its neighbours only.
#pragma once

#include "kernel/issue.h"
#include "scenario/chunk_reader.h"
#include "scenario/traffic_builder.h"
#include "scenario/traffic_import.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotshard {

/// One import on its way: where it reads, what it makes, what was wrong.
struct ImportRun {
    static constexpr std::size_t notesAtMost = 5;

    std::string name;
    const ImportOptions &options;
    ChunkReader reader;
    TrafficBuilder builder;
    Issues issues;
    std::uint64_t skipped = 0;
    std::uint64_t line = 0; ///< of the record at hand, from 1
    bool guessed = false;   ///< the format was chosen by content

    /// Counts the line at hand as left out; the first few are told.
    void skip(std::string_view why, std::string expected = {});
    /// The file cannot be imported at all.
    void refuse(std::string problem, std::string expected, std::string nearest = {}, int atLine = 0);
};

/// Records of one format into the builder. False: refused, nothing more to do.
bool readLog(ImportRun &run);
bool readCsv(ImportRun &run);
bool readJsonLines(ImportRun &run);

/// Whether a line could be part of such a file.
[[nodiscard]] bool looksLikeLog(std::string_view line);
[[nodiscard]] bool looksLikeJsonObject(std::string_view line);

/// Position of each field among the columns of a file; size and value may be missing.
struct ImportColumns {
    std::size_t key = 0;
    std::size_t time = 0;
    std::optional<std::size_t> size;
    std::optional<std::size_t> value;
};

/// Finds the fields by the options, or by customary names when those are empty. Refuses in `run` what is not
/// there. `kind` is "column" or "field".
[[nodiscard]] std::optional<ImportColumns> chooseColumns(ImportRun &run, const std::vector<std::string> &names,
                                                         const std::string &kind);

/// A whole number of bytes; "-" and "" are none.
[[nodiscard]] std::optional<std::uint64_t> parseSize(std::string_view text);
/// A finite number.
[[nodiscard]] std::optional<double> parseValue(std::string_view text);

} // namespace hotshard

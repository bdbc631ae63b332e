#include "scenario/traffic_import.h"

#include "scenario/delimited.h"
#include "scenario/import_run.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <streambuf>
#include <system_error>
#include <utility>

namespace hotshard {

namespace {

namespace fs = std::filesystem;

const char *const knownKinds = "an access log, a CSV with a header, or JSON Lines";

enum class Kind { Unknown, Log, Csv, JsonLines };

/// What the first lines are: enough of them that a broken start does not mislead.
Kind guess(std::string_view head)
{
    constexpr int lines = 20;
    const std::string_view first = head.substr(0, head.find('\n'));
    for (int i = 0; i < lines && !head.empty(); ++i) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (looksLikeJsonObject(line))
            return Kind::JsonLines;
        if (looksLikeLog(line))
            return Kind::Log;
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return CsvRecord::guessDelimiter(first) != '\0' && !first.starts_with('{') && !first.starts_with('[')
        ? Kind::Csv
        : Kind::Unknown;
}

std::string formatName(Kind kind)
{
    constexpr std::array<const char *, 4> names = {"", "combined", "csv", "jsonl"};
    return names[static_cast<std::size_t>(kind)];
}

/// Problems that the first bytes show, whatever the format.
std::optional<std::string> foreignContent(std::string_view head)
{
    if (head.starts_with("\x1F\x8B"))
        return "the file is compressed with gzip";
    if (head.starts_with("\x28\xB5\x2F\xFD"))
        return "the file is compressed with zstd";
    if (head.starts_with("BZh")
        || head.starts_with("\xFD"
                            "7zXZ")
        || head.starts_with("PK\x03\x04"))
        return "the file is compressed";
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
        return "the text is UTF-16";
    if (head.substr(0, 65'536).find('\0') != std::string_view::npos)
        return "the file is binary, not text";
    return std::nullopt;
}

Kind chooseKind(ImportRun &run)
{
    constexpr std::array<Kind, 3> kinds = {Kind::Log, Kind::Csv, Kind::JsonLines};
    for (const Kind kind : kinds) {
        if (run.options.format == formatName(kind))
            return kind;
    }
    if (run.options.format != "auto") {
        run.refuse("unknown format \"" + run.options.format + "\"", "auto, combined, csv or jsonl",
                   nearestName(run.options.format, {"auto", "combined", "csv", "jsonl"}));
        return Kind::Unknown;
    }
    run.guessed = true;
    const Kind kind = guess(run.reader.window());
    if (kind == Kind::Unknown && run.reader.window().starts_with('['))
        run.refuse("the file is one JSON array", "JSON Lines: one object on each line");
    else if (kind == Kind::Unknown)
        run.refuse("the first lines are of no known kind", knownKinds);
    return kind;
}

bool readAs(Kind kind, ImportRun &run)
{
    switch (kind) {
    case Kind::Log: return readLog(run);
    case Kind::Csv: return readCsv(run);
    case Kind::JsonLines: return readJsonLines(run);
    case Kind::Unknown: break;
    }
    return false;
}

/// Everything up to the first record: false when there is nothing to read.
bool startReading(ImportRun &run)
{
    run.reader.more();
    if (run.reader.cancelled())
        return false;
    if (run.reader.window().starts_with("\xEF\xBB\xBF"))
        run.reader.consume(3);
    const std::string_view head = run.reader.window();
    if (run.reader.failed())
        run.refuse("the file cannot be read", knownKinds);
    else if (const auto foreign = foreignContent(head))
        run.refuse(*foreign, std::string("plain text in UTF-8: ") + knownKinds);
    else if (head.find_first_not_of(" \t\r\n") == std::string_view::npos)
        run.refuse("the file is empty", knownKinds);
    else
        return true;
    return false;
}

void explainNothingRead(ImportRun &run, Kind kind, Kind looks)
{
    constexpr std::array<const char *, 4> asWhat = {"", "an access log", "CSV", "JSON Lines"};
    const std::string what = asWhat[static_cast<std::size_t>(kind)];
    if (run.skipped == 0)
        run.refuse("no records after the header", "at least one record");
    else
        run.refuse("not one of " + std::to_string(run.skipped) + " lines could be read as " + what, knownKinds,
                   looks == kind ? "" : formatName(looks));
}

ImportResult readAll(ImportRun &run)
{
    ImportResult result;
    const bool started = startReading(run);
    const Kind kind = started ? chooseKind(run) : Kind::Unknown;
    const Kind looks = started ? guess(run.reader.window()) : Kind::Unknown;
    const bool read = kind != Kind::Unknown && readAs(kind, run);
    result.cancelled = run.reader.cancelled();
    if (read && !result.cancelled && run.reader.failed())
        run.refuse("reading stopped with an error", "a file that can be read to its end");
    else if (read && !result.cancelled && run.builder.size() == 0)
        explainNothingRead(run, kind, looks);
    else if (read && !result.cancelled) {
        RecordedTraffic traffic = run.builder.finish();
        traffic.source = run.name;
        traffic.skipped = run.skipped;
        result.traffic = std::make_shared<const RecordedTraffic>(std::move(traffic));
        if (run.skipped > ImportRun::notesAtMost)
            run.issues.push_back({run.name, 0, "",
                                  std::to_string(run.skipped) + " lines were skipped in all; the first are told", "",
                                  ""});
    } else if (!result.cancelled && kind != Kind::Unknown && looks != kind && looks != Kind::Unknown) {
        run.issues.push_back({run.name, 0, "", "the file looks like another format than \"" + formatName(kind) + "\"",
                              "format \"" + formatName(looks) + "\" or \"auto\"", formatName(looks)});
    }
    result.issues = std::move(run.issues);
    return result;
}

/// Reads memory in place.
class ViewBuffer : public std::streambuf {
public:
    explicit ViewBuffer(std::string_view text)
    {
        // The buffer is read only: streambuf's interface lacks const.
        char *begin = const_cast<char *>(text.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
        setg(begin, begin, begin + text.size());
    }
};

ImportResult refused(const std::string &name, std::string problem, std::string expected)
{
    return {nullptr, {{name, 0, "", std::move(problem), std::move(expected), ""}}, false};
}

} // namespace

ImportResult importTraffic(std::istream &input, const std::string &name, std::uint64_t total,
                           const ImportOptions &options)
{
    ImportRun run{
        name, options, ChunkReader(input, total, options.progress), TrafficBuilder(!options.value.empty()), {}, 0,
        0,    false};
    return readAll(run);
}

ImportResult importTraffic(std::string_view text, const std::string &name, const ImportOptions &options)
{
    ViewBuffer buffer(text);
    std::istream input(&buffer);
    return importTraffic(input, name, text.size(), options);
}

ImportResult importTraffic(const fs::path &file, const ImportOptions &options)
{
    const std::string name = file.string();
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found)
        return refused(name, "there is no such file", knownKinds);
    if (status.type() == fs::file_type::directory)
        return refused(name, "this is a folder", std::string("a file: ") + knownKinds);
    errno = 0;
    std::ifstream input(file, std::ios::binary);
    if (!input)
        return refused(name, std::string("the file cannot be opened: ") + std::strerror(errno),
                       "a file that may be read");
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(file, error) : 0;
    return importTraffic(input, name, error ? 0 : size, options);
}

} // namespace hotshard

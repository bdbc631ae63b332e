// The lines of an access log into traffic.
#include "scenario/import_run.h"
#include "scenario/log_line.h"
#include "scenario/timestamp.h"

#include <array>
#include <string>

namespace hotshard {

namespace {

using Member = std::string_view LogLine::*;

struct NamedField {
    std::string_view name;
    Member member;
};

constexpr std::array<NamedField, 9> fields = {{{"path", &LogLine::path},
                                               {"host", &LogLine::host},
                                               {"status", &LogLine::status},
                                               {"method", &LogLine::method},
                                               {"agent", &LogLine::agent},
                                               {"referrer", &LogLine::referrer},
                                               {"user", &LogLine::user},
                                               {"bytes", &LogLine::bytes},
                                               {"referer", &LogLine::referrer}}}; // as HTTP spells it

const char *const keyNames = "path, host, status, method, agent, referrer or user";

Member memberNamed(std::string_view name)
{
    for (const NamedField &field : fields) {
        if (field.name == name)
            return field.member;
    }
    return nullptr;
}

struct LogChoice {
    Member key = nullptr;
    Member size = nullptr;  // null: the length of the line
    Member value = nullptr; // null: 1
};

bool choose(ImportRun &run, LogChoice &choice)
{
    const ImportOptions &options = run.options;
    const auto refuse = [&run](const std::string &name, const char *what, const char *expected,
                               const std::vector<std::string> &names) {
        run.refuse("an access log has no field \"" + name + "\" for the " + what, expected, nearestName(name, names));
        return false;
    };
    bool good = true;
    choice.key = memberNamed(options.key);
    if (choice.key == nullptr)
        good = refuse(options.key, "key", keyNames, {"path", "host", "status", "method", "agent", "referrer", "user"});
    if (!options.time.empty() && options.time != "time")
        good = refuse(options.time, "time", "time, or nothing: an access log has one time only", {"time"});
    if (options.size == "bytes")
        choice.size = &LogLine::bytes;
    else if (!options.size.empty())
        good = refuse(options.size, "size", "bytes, or nothing for the length of the line", {"bytes"});
    if (options.value == "bytes" || options.value == "status")
        choice.value = memberNamed(options.value);
    else if (!options.value.empty())
        good = refuse(options.value, "value", "bytes or status, or nothing", {"bytes", "status"});
    return good;
}

/// Remembers the last time: neighbouring lines have mostly the same.
class TimeReader {
public:
    std::optional<std::int64_t> read(std::string_view text)
    {
        if (text != m_text || text.empty()) {
            m_text = text;
            m_time = parseLogTime(text);
        }
        return m_time;
    }

private:
    std::string m_text;
    std::optional<std::int64_t> m_time;
};

void addLine(ImportRun &run, const LogChoice &choice, TimeReader &times, std::string_view line)
{
    LogLine parts;
    if (const char *problem = parseLogLine(line, parts)) {
        run.skip(problem, "a line of an access log");
        return;
    }
    const auto time = times.read(parts.time);
    if (!time) {
        run.skip("the time cannot be read", "a time like 17/May/2025:20:05:03 +0200");
        return;
    }
    const std::string_view key = parts.*choice.key;
    if (key.empty()) {
        run.skip("no " + run.options.key + " in it");
        return;
    }
    const std::uint64_t bytes = choice.size == nullptr ? line.size() : parseSize(parts.*choice.size).value_or(0);
    double value = 1;
    if (choice.value != nullptr)
        value = static_cast<double>(parseSize(parts.*choice.value).value_or(0));
    run.builder.add(*time, key, bytes, value);
}

} // namespace

bool looksLikeLog(std::string_view line)
{
    LogLine parts;
    return parseLogLine(line, parts) == nullptr && parseLogTime(parts.time).has_value();
}

bool readLog(ImportRun &run)
{
    LogChoice choice;
    if (!choose(run, choice))
        return false;
    TimeReader times;
    std::string_view line;
    for (;;) {
        const ChunkReader::Line got = run.reader.nextLine(line);
        if (got == ChunkReader::Line::End)
            return true;
        ++run.line;
        if (got == ChunkReader::Line::TooLong)
            run.skip("longer than 1 MiB");
        else if (!line.empty())
            addLine(run, choice, times, line);
    }
}

} // namespace hotshard

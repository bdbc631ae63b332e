// The objects of a JSON Lines file into traffic.
#include "scenario/import_run.h"
#include "scenario/json_lines.h"
#include "scenario/timestamp.h"

#include <algorithm>
#include <array>
#include <string>

namespace hotshard {

namespace {

constexpr std::size_t sampleLines = 100;

/// Names of all fields, in order of first sight.
class NameCollector : public JsonFieldVisitor {
public:
    std::vector<std::string> names;

    void field(std::string_view name, const JsonScalar & /*value*/) override
    {
        if (names.size() < 1'000 && std::find(names.begin(), names.end(), name) == names.end())
            names.emplace_back(name);
    }
};

class Nothing : public JsonFieldVisitor {
public:
    void field(std::string_view /*name*/, const JsonScalar & /*value*/) override { }
};

/// Picks out up to four fields of a line; a name that comes twice counts with its last value.
class Picker : public JsonFieldVisitor {
public:
    enum Slot { Key, Time, Size, Value };

    void want(Slot slot, const std::string &name) { m_names[slot] = name; }
    void clear() { m_found = {}; }
    [[nodiscard]] bool wants(Slot slot) const { return !m_names[slot].empty(); }
    [[nodiscard]] bool has(Slot slot) const { return m_found[slot].kind != JsonScalar::Kind::Null; }
    /// Text of a field; `memory` holds it when it has to be written out.
    [[nodiscard]] std::string_view text(Slot slot, std::string &memory) const
    {
        const JsonScalar &value = m_found[slot];
        if (!value.escaped)
            return value.raw;
        memory = decodeJsonString(value.raw);
        return memory;
    }

    void field(std::string_view name, const JsonScalar &value) override
    {
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            if (name == m_names[i] && !name.empty())
                m_found[i] = value;
        }
    }

private:
    std::array<std::string, 4> m_names;
    std::array<JsonScalar, 4> m_found;
};

/// Fields of the first lines in memory, without taking them.
std::vector<std::string> sampleNames(std::string_view head)
{
    NameCollector collector;
    for (std::size_t i = 0; i < sampleLines && !head.empty(); ++i) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        // A broken line may have told some of its fields: harmless, they only widen the choice.
        (void)scanJsonObject(head.substr(0, end), collector);
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return std::move(collector.names);
}

void addObject(ImportRun &run, Picker &picker, std::string_view line)
{
    picker.clear();
    if (const char *problem = scanJsonObject(line, picker)) {
        run.skip(problem, "one JSON object on one line");
        return;
    }
    std::string memory;
    std::string keyMemory;
    const auto time = picker.has(Picker::Time) ? parseTimestamp(picker.text(Picker::Time, memory)) : std::nullopt;
    if (!time) {
        run.skip(picker.has(Picker::Time) ? "the time cannot be read" : "the time is missing",
                 "ISO 8601, or seconds, milliseconds or microseconds since 1970");
        return;
    }
    const std::string_view key = picker.text(Picker::Key, keyMemory);
    if (!picker.has(Picker::Key) || key.empty()) {
        run.skip("the key is missing or empty");
        return;
    }
    std::optional<std::uint64_t> bytes = line.size();
    if (picker.wants(Picker::Size))
        bytes = picker.has(Picker::Size) ? parseSize(picker.text(Picker::Size, memory)) : std::nullopt;
    if (!bytes) {
        run.skip("the size is missing or no whole number");
        return;
    }
    std::optional<double> value = 1.0;
    if (picker.wants(Picker::Value))
        value = picker.has(Picker::Value) ? parseValue(picker.text(Picker::Value, memory)) : std::nullopt;
    if (!value) {
        run.skip("the value is missing or no number");
        return;
    }
    run.builder.add(*time, key, *bytes, *value);
}

} // namespace

bool looksLikeJsonObject(std::string_view line)
{
    Nothing nothing;
    return scanJsonObject(line, nothing) == nullptr;
}

bool readJsonLines(ImportRun &run)
{
    const std::vector<std::string> names = sampleNames(run.reader.window());
    if (names.empty()) {
        run.refuse("no JSON object in the first lines", "JSON Lines: one object on each line");
        return false;
    }
    const auto columns = chooseColumns(run, names, "field");
    if (!columns)
        return false;
    Picker picker;
    picker.want(Picker::Key, names[columns->key]);
    picker.want(Picker::Time, names[columns->time]);
    if (columns->size)
        picker.want(Picker::Size, names[*columns->size]);
    if (columns->value)
        picker.want(Picker::Value, names[*columns->value]);
    std::string_view line;
    for (;;) {
        const ChunkReader::Line got = run.reader.nextLine(line);
        if (got == ChunkReader::Line::End)
            return true;
        ++run.line;
        if (got == ChunkReader::Line::TooLong)
            run.skip("longer than 1 MiB");
        else if (line.find_first_not_of(" \t") != std::string_view::npos)
            addObject(run, picker, line);
    }
}

} // namespace hotshard

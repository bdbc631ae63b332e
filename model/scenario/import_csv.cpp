// The rows of a CSV file with a header into traffic.
#include "scenario/delimited.h"
#include "scenario/import_run.h"
#include "scenario/timestamp.h"
#include "scenario/utf8.h"

#include <string>

namespace hotshard {

namespace {

/// Takes the next row; false at the end. Rows that cannot be taken apart are skipped on the way.
bool nextRow(ImportRun &run, CsvRecord &row)
{
    bool last = false;
    for (;;) {
        const std::string_view window = run.reader.window();
        if (window.empty() && (last || !run.reader.more()))
            return false;
        // Without this bound one open quote would read on and on.
        const bool tooLong = run.reader.window().size() > ChunkReader::maxLine;
        const CsvRecord::Result result = row.read(run.reader.window(), last || tooLong);
        if (result == CsvRecord::Result::NeedMore) {
            last = !run.reader.more();
            continue;
        }
        if (result == CsvRecord::Result::Good && row.length() <= ChunkReader::maxLine) {
            run.reader.consume(row.consumed());
            return true;
        }
        run.reader.passOverLine();
        ++run.line;
        run.skip(result == CsvRecord::Result::Good ? "longer than 1 MiB"
                                                   : "text after a closing quote, or a quote that never closes",
                 "RFC 4180: quotes around a whole field, doubled inside");
    }
}

bool blank(const CsvRecord &row) { return row.fields().size() == 1 && row.fields().front().empty(); }

std::vector<std::string> namesOf(const CsvRecord &header)
{
    std::vector<std::string> names;
    for (std::string_view field : header.fields()) {
        while (field.starts_with(' '))
            field.remove_prefix(1);
        while (field.ends_with(' '))
            field.remove_suffix(1);
        names.push_back(validUtf8(std::string(field.substr(0, 80))));
    }
    return names;
}

void addRow(ImportRun &run, const ImportColumns &columns, std::size_t width, const CsvRecord &row)
{
    const auto &fields = row.fields();
    if (fields.size() != width) {
        run.skip(std::to_string(fields.size()) + " fields", std::to_string(width) + " as in the header");
        return;
    }
    const auto time = parseTimestamp(fields[columns.time]);
    if (!time) {
        run.skip("the time cannot be read: \"" + validUtf8(std::string(fields[columns.time].substr(0, 40))) + "\"",
                 "ISO 8601, or seconds, milliseconds or microseconds since 1970");
        return;
    }
    if (fields[columns.key].empty()) {
        run.skip("the key is empty");
        return;
    }
    const auto bytes = columns.size ? parseSize(fields[*columns.size]) : row.length();
    if (!bytes) {
        run.skip("the size is no whole number");
        return;
    }
    const auto value = columns.value ? parseValue(fields[*columns.value]) : 1.0;
    if (!value) {
        run.skip("the value is no number");
        return;
    }
    run.builder.add(*time, fields[columns.key], *bytes, *value);
}

} // namespace

bool readCsv(ImportRun &run)
{
    std::string_view head = run.reader.window();
    head = head.substr(0, head.find('\n'));
    const char delimiter = CsvRecord::guessDelimiter(head);
    CsvRecord row(delimiter == '\0' ? ',' : delimiter);
    if (!nextRow(run, row)) {
        run.refuse("no header line", "names of columns in the first line");
        return false;
    }
    run.line = static_cast<std::uint64_t>(row.lines());
    const std::vector<std::string> names = namesOf(row);
    const auto columns = chooseColumns(run, names, "column");
    if (!columns)
        return false;
    while (nextRow(run, row)) {
        ++run.line;
        if (!blank(row))
            addRow(run, *columns, names.size(), row);
        run.line += static_cast<std::uint64_t>(row.lines() - 1);
    }
    return true;
}

} // namespace hotshard

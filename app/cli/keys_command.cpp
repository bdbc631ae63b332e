// hotshard keys: the keys of a log, how often each comes and which shard it would go to.
#include "app/cli/commands.h"
#include "app/cli/routing_arguments.h"
#include "routing/shard_map.h"
#include "scenario/key_report.h"
#include "scenario/traffic_import.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <iostream>

namespace hotshard {

namespace {

cli::CommandHelp help()
{
    return {"hotshard keys LOG --field path|host|NAME --shards N [--kind kinesis] [--format text|json]",
            "Counts the keys of an access log, a CSV with a header or JSON Lines and tells the shard of each.\n"
            "The path of an access log is taken without its query string.",
            {{"--field", "NAME", "path, host, status, method, agent, referrer or a column; path when not given"},
             cli::shardsOption(),
             cli::kindOption(),
             {"--format", "text|json", "text when not given"},
             {"--time", "NAME", "the column with the time, when its name does not tell"}},
            1,
            1};
}

/// The shortest decimal that reads back the same, whatever the locale.
std::string number(double value)
{
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

std::string quoted(const std::string &text)
{
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            json += escape.data();
        } else {
            json += c;
        }
    }
    return json + '"';
}

void printJson(const KeyReport &report, std::ostream &out)
{
    out << "{\"records\": " << report.records << ", \"skipped\": " << report.skipped << ",\n \"shards\": [";
    const char *between = "\n  ";
    for (const KeyReport::ShardLoad &shard : report.shards) {
        out << between << "{\"id\": \"" << shardName(shard.id) << "\", \"records\": " << shard.records << '}';
        between = ",\n  ";
    }
    out << "],\n \"keys\": [";
    between = "\n  ";
    for (const KeyReport::KeyLoad &key : report.keys) {
        out << between << "{\"key\": " << quoted(key.key) << ", \"records\": " << key.records << ", \"shard\": \""
            << shardName(key.shard) << "\"}";
        between = ",\n  ";
    }
    out << "],\n \"effective_shards\": " << number(report.effectiveShards) << "}\n";
}

/// Keys with tabs or line ends must not look like columns or rows.
std::string onOneLine(std::string text)
{
    for (char &c : text) {
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    }
    return text;
}

void printText(const KeyReport &report, std::ostream &out)
{
    out << "records\t" << report.records << "\nskipped\t" << report.skipped << "\neffective_shards\t"
        << number(report.effectiveShards) << "\n\nshard\trecords\n";
    for (const KeyReport::ShardLoad &shard : report.shards)
        out << shardName(shard.id) << '\t' << shard.records << '\n';
    out << "\nrecords\tshard\tkey\n";
    for (const KeyReport::KeyLoad &key : report.keys)
        out << key.records << '\t' << shardName(key.shard) << '\t' << onOneLine(key.key) << '\n';
}

/// What is asked for.
struct Request {
    std::string log;
    bool json = false;
    std::uint32_t shards = 0;
    ImportOptions import;
};

std::optional<Request> understand(const cli::Parsed &parsed, std::ostream &err)
{
    bool good = cli::kindIsKnown(parsed, err);
    const auto shards = cli::shardsOf(parsed, err);
    const std::string format = parsed.value("--format").value_or("text");
    if (format != "text" && format != "json") {
        err << "hotshard: --format: \"" << format << "\" is not text or json\n";
        good = false;
    }
    if (!good || !shards)
        return std::nullopt;
    Request request{parsed.files.front(), format == "json", *shards, {}};
    request.import.key = parsed.value("--field").value_or("path");
    request.import.time = parsed.value("--time").value_or("");
    return request;
}

} // namespace

int keysCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    int exitCode = 0;
    const auto parsed = cli::parseOptions(help(), args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    const auto request = understand(*parsed, err);
    if (!request) {
        err << "Usage: " << help().usage << '\n';
        return cli::exitUsage;
    }
    const ImportResult result = request->log == "-"
        ? importTraffic(std::cin, "standard input", 0, request->import)
        : importTraffic(std::filesystem::path(request->log), request->import);
    for (const Issue &issue : result.issues)
        err << toString(issue) << '\n';
    if (!result.traffic)
        return cli::exitBad;
    const KeyReport report = keyReport(*result.traffic, request->shards);
    if (request->json)
        printJson(report, out);
    else
        printText(report, out);
    return cli::exitGood;
}

} // namespace hotshard

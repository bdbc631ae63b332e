// hotshard keys: the keys of a log, how often each comes and which shard it would go to.
#include "app/cli/commands.h"
#include "app/cli/number_text.h"
#include "app/cli/routing_arguments.h"
#include "routing/shard_map.h"
#include "scenario/json_text.h"
#include "scenario/key_report.h"
#include "scenario/traffic_import.h"

#include <iostream>
#include <utility>

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
             cli::formatOption({"text", "json"}),
             {"--time", "NAME", "the column with the time, when its name does not tell"}},
            1,
            1};
}

void printJson(const KeyReport &report, std::ostream &out)
{
    using Json = nlohmann::ordered_json;
    Json shards = Json::array(), keys = Json::array();
    for (const KeyReport::ShardLoad &shard : report.shards)
        shards.push_back({{"id", shardName(shard.id)}, {"records", shard.records}});
    for (const KeyReport::KeyLoad &key : report.keys)
        keys.push_back({{"key", key.key}, {"records", key.records}, {"shard", shardName(key.shard)}});
    out << toText(Json{{"records", report.records},
                       {"skipped", report.skipped},
                       {"shards", std::move(shards)},
                       {"keys", std::move(keys)},
                       {"effective_shards", report.effectiveShards}});
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
        << cli::numberText(report.effectiveShards) << "\n\nshard\trecords\n";
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
    const auto shards = cli::shardsOf(parsed, err);
    if (!shards)
        return std::nullopt;
    Request request{parsed.files.front(), parsed.wants("json"), *shards, {}};
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

// hotshard route: the shard of each key of a list, and the shards themselves.
#include "app/cli/commands.h"
#include "app/cli/reshard_file.h"
#include "app/cli/routing_arguments.h"
#include "routing/shard_map.h"
#include "scenario/chunk_reader.h"
#include "scenario/json_text.h"
#include "scenario/utf8.h"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace hotshard {

namespace {

cli::CommandHelp help()
{
    return {"hotshard route --kind kinesis --shards N [--reshard FILE] (--keys FILE|- | --ranges)",
            "Prints key, hash key (decimal) and shard of each key of a list, tab-separated. One key a line.\n"
            "Or prints all shards, closed ones too, as a JSON array: id, state, start, end (decimal), parent,\n"
            "adjacent_parent.\n"
            "Operations of a reshard, one a line: split SHARD [HASH] (no hash: at the middle), merge LOWER UPPER,\n"
            "update COUNT. A shard is shardId-000000000003 or 3; # starts a comment. The first one that the service\n"
            "would refuse ends the command; the 11th update of a file is refused, too: all happen within a day.",
            {cli::kindOption(),
             cli::shardsOption(),
             {"--reshard", "FILE", "operations to do first"},
             {"--keys", "FILE", "the list; - is standard input"},
             {"--ranges", "", "print the shards; not together with --keys"}}};
}

constexpr std::size_t longestKey = 256; // characters of a partition key (Kinesis API, PutRecord)

/// Why the service would not take a partition key; null when it would.
const char *keyProblem(std::string_view key)
{
    if (key.empty())
        return "an empty key; a partition key has 1 to 256 characters";
    if (!isUtf8(key))
        return "the key is not UTF-8";
    return utf8Length(key) > longestKey ? "a key of more than 256 characters" : nullptr;
}

int routeAll(std::istream &input, const std::string &name, const ShardMap &map, std::ostream &out, std::ostream &err)
{
    ChunkReader reader(input, 0, {});
    int code = cli::exitGood;
    std::uint64_t number = 0;
    const auto tell = [&](const char *problem) {
        err << name << ':' << number << ": " << problem << '\n';
        code = cli::exitBad;
    };
    for (std::string_view key;;) {
        const ChunkReader::Line got = reader.nextLine(key);
        if (got == ChunkReader::Line::End)
            break;
        ++number;
        if (number == 1 && key.starts_with("\xEF\xBB\xBF"))
            key.remove_prefix(3);
        if (got == ChunkReader::Line::TooLong) {
            tell("a key of more than 256 characters");
        } else if (const char *problem = keyProblem(key)) {
            tell(problem);
        } else {
            const HashKey hash = HashKey::ofPartitionKey(key);
            out << key << '\t' << hash.toString() << '\t' << shardName(map.shardFor(hash)) << '\n';
        }
    }
    if (reader.failed()) {
        err << name << ": reading stopped with an error\n";
        code = cli::exitBad;
    }
    return code;
}

void printRanges(const ShardMap &map, std::ostream &out)
{
    using Json = nlohmann::ordered_json;
    const auto nameOrNull = [](std::optional<ShardId> id) { return id ? Json(shardName(*id)) : Json(nullptr); };
    Json all = Json::array();
    for (const Shard &shard : map.shards()) {
        all.push_back({{"id", shardName(shard.id)},
                       {"state", shard.state == Shard::State::Open ? "open" : "closed"},
                       {"start", shard.range.first.toString()},
                       {"end", shard.range.last.toString()},
                       {"parent", nameOrNull(shard.parent)},
                       {"adjacent_parent", nameOrNull(shard.adjacentParent)}});
    }
    out << toText(all);
}

/// A file to be read; not open when it cannot be, which is told to `err`.
std::ifstream openFile(const std::string &name, std::ostream &err)
{
    std::error_code ignored;
    std::ifstream file(name, std::ios::binary);
    if (!file || std::filesystem::is_directory(name, ignored)) {
        err << name << ": the file cannot be read\n";
        file.close();
    }
    return file;
}

/// False when something is wrong with the operations, which is told to `err`.
bool reshard(const std::string &name, ShardMap &map, std::ostream &err)
{
    std::ifstream file = openFile(name, err);
    if (!file.is_open())
        return false;
    cli::ReshardList list = cli::readReshardList(file, name);
    if (list.issues.empty())
        list.issues = cli::doReshards(list.steps, name, map);
    for (const Issue &issue : list.issues)
        err << toString(issue) << '\n';
    return list.issues.empty();
}

/// Either the keys or the shards; both lists in one output could not be told apart.
bool wantsOneList(const cli::Parsed &parsed, std::ostream &err)
{
    const bool keys = parsed.has("--keys");
    const bool ranges = parsed.has("--ranges");
    if (keys && ranges)
        err << "hotshard: --keys and --ranges do not go together\n";
    else if (!keys && !ranges)
        err << "hotshard: --keys or --ranges is missing\n";
    return keys != ranges;
}

} // namespace

int routeCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    int exitCode = 0;
    const auto parsed = cli::parseOptions(help(), args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    const auto shards = cli::shardsOf(*parsed, err);
    if (!wantsOneList(*parsed, err) || !shards) {
        err << "Usage: " << help().usage << '\n';
        return cli::exitUsage;
    }
    ShardMap map(*shards);
    const auto operations = parsed->value("--reshard");
    if (operations && !reshard(*operations, map, err))
        return cli::exitBad;
    const auto keys = parsed->value("--keys");
    if (!keys) {
        printRanges(map, out);
        return cli::exitGood;
    }
    if (*keys == "-")
        return routeAll(std::cin, "standard input", map, out, err);
    std::ifstream file = openFile(*keys, err);
    return file.is_open() ? routeAll(file, *keys, map, out, err) : cli::exitBad;
}

} // namespace hotshard

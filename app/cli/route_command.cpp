// hotshard route: the shard of each key of a list.
#include "app/cli/commands.h"
#include "app/cli/routing_arguments.h"
#include "routing/shard_map.h"
#include "scenario/chunk_reader.h"
#include "scenario/utf8.h"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace hotshard {

namespace {

cli::CommandHelp help()
{
    return {"hotshard route --kind kinesis --shards N --keys FILE|-",
            "Prints key, hash key (decimal) and shard of each key of a list, tab-separated. One key a line.",
            {cli::kindOption(), cli::shardsOption(), {"--keys", "FILE", "the list; - is standard input"}}};
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

} // namespace

int routeCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    int exitCode = 0;
    const auto parsed = cli::parseOptions(help(), args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    const auto shards = cli::shardsOf(*parsed, err);
    const auto keys = parsed->value("--keys");
    if (!keys)
        err << "hotshard: --keys is missing\n";
    if (!shards || !keys) {
        err << "Usage: " << help().usage << '\n';
        return cli::exitUsage;
    }
    const ShardMap map(*shards);
    if (*keys == "-")
        return routeAll(std::cin, "standard input", map, out, err);
    std::error_code ignored;
    std::ifstream file(*keys, std::ios::binary);
    if (!file || std::filesystem::is_directory(*keys, ignored)) {
        err << *keys << ": the file cannot be read\n";
        return cli::exitBad;
    }
    return routeAll(file, *keys, map, out, err);
}

} // namespace hotshard

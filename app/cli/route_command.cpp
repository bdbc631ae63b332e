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

const char *const usage = "usage: hotshard route --kind kinesis --shards N --keys FILE|-\n"
                          "  One key a line; prints key, hash key (decimal) and shard, tab-separated.\n";

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
    int code = 0;
    std::uint64_t number = 0;
    const auto tell = [&](const char *problem) {
        err << name << ':' << number << ": " << problem << '\n';
        code = 1;
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
        code = 1;
    }
    return code;
}

} // namespace

int routeCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    const RoutingArguments arguments(args, {"--kind", "--shards", "--keys"}, err);
    if (arguments.help()) {
        out << usage;
        return 0;
    }
    bool good = arguments.good() && arguments.kindIsKnown(err);
    const auto shards = arguments.shards(err);
    const auto keys = arguments.value("--keys");
    if (!keys)
        err << "--keys is missing\n";
    for (const std::string &word : arguments.words()) {
        err << "unexpected argument \"" << word << "\"\n";
        good = false;
    }
    if (!good || !shards || !keys) {
        err << usage;
        return 2;
    }
    const ShardMap map(*shards);
    if (*keys == "-")
        return routeAll(std::cin, "standard input", map, out, err);
    std::error_code ignored;
    std::ifstream file(*keys, std::ios::binary);
    if (!file || std::filesystem::is_directory(*keys, ignored)) {
        err << *keys << ": the file cannot be read\n";
        return 1;
    }
    return routeAll(file, *keys, map, out, err);
}

} // namespace hotshard

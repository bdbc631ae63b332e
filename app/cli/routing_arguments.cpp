#include "app/cli/routing_arguments.h"

#include "routing/shard_map.h"

#include <charconv>
#include <ostream>
#include <string>

namespace hotshard::cli {

Option shardsOption() { return {"--shards", "N", "shards of the stream, 1 to " + std::to_string(ShardMap::maxShards)}; }

Option kindOption() { return {"--kind", "kinesis", "how keys choose shards; only kinesis is known", {"kinesis"}}; }

std::optional<std::uint32_t> shardsOf(const Parsed &parsed, std::ostream &err)
{
    const auto text = parsed.value("--shards");
    if (!text) {
        err << "hotshard: --shards is missing\n";
        return std::nullopt;
    }
    std::uint32_t n = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), n);
    if (error != std::errc() || end != text->data() + text->size() || n < 1 || n > ShardMap::maxShards) {
        err << "hotshard: --shards: \"" << *text << "\" is not an integer from 1 to " << ShardMap::maxShards << '\n';
        return std::nullopt;
    }
    return n;
}

} // namespace hotshard::cli

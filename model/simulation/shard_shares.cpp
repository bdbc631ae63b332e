#include "simulation/shard_shares.h"

#include "kernel/block_draws.h"

namespace hotshard {

namespace {

/// Shares of the natural keys, by rank.
std::vector<double> keyShares(const Parameters &producer)
{
    const auto count = static_cast<std::size_t>(producer.integer("keys.count"));
    const std::string &distribution = producer.text("keys.distribution");
    std::vector<double> shares(count, 1 / static_cast<double>(count));
    if (distribution == "hot" && count > 1) {
        const double hot = producer.number("keys.hot_share");
        shares.assign(count, (1 - hot) / static_cast<double>(count - 1));
        shares[0] = hot;
    } else if (distribution == "zipf") {
        zipfWeights(producer.number("keys.exponent"), shares);
        double sum = 0;
        for (const double weight : shares)
            sum += weight;
        for (double &share : shares)
            share /= sum;
    }
    return shares;
}

} // namespace

std::uint64_t partitionKeyCount(const Parameters &producer)
{
    const auto keys = static_cast<std::uint64_t>(producer.integer("keys.count"));
    const bool salted = producer.text("partition_key") == "salted";
    return salted ? keys * static_cast<std::uint64_t>(producer.integer("salts")) : keys;
}

std::vector<double> shardShares(const Parameters &producer, const KeyTable &keys, const ShardMap &map)
{
    std::vector<double> shares(map.shards().size(), 0);
    const std::string &strategy = producer.text("partition_key");
    const std::optional<HashKey> explicitHash = HashKey::parse(producer.text("explicit_hash_key"));
    if (strategy == "explicit_hash" && explicitHash) {
        shares[map.shardFor(*explicitHash).value] = 1;
        return shares;
    }
    if (strategy == "random" || strategy == "explicit_hash") {
        for (const ShardId shard : map.openShards())
            shares[shard.value] = map.shard(shard).range.share();
        return shares;
    }
    if (strategy == "constant") { // all records have the hottest key's
        shares[map.shardFor(keys.hash(0)).value] = 1;
        return shares;
    }
    const std::vector<double> ofKeys = keyShares(producer);
    const std::uint32_t salts = keys.salts();
    for (std::uint32_t k = 0; k < ofKeys.size(); ++k)
        for (std::uint32_t salt = 0; salt < salts; ++salt)
            shares[map.shardFor(keys.hash(keys.indexOf(KeyId{k}, salt))).value] += ofKeys[k] / salts;
    return shares;
}

} // namespace hotshard

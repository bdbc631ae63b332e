#include "routing/shard_map.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace hotshard {

namespace {

Refusal invalid(std::string text) { return {"InvalidArgumentException", std::move(text)}; }

ReshardResult refused(Refusal refusal) { return {{}, std::move(refusal)}; }

/// Width of two neighbours together, rounded to 2^64 keys: halves of one shard differ by a key or two, and
/// such a difference must not decide who is merged.
std::uint64_t roundedWidth(const HashRange &low, const HashRange &high)
{
    const UInt128 width = high.last.value - low.first.value;
    const auto top = static_cast<std::uint64_t>(width >> 64U);
    const bool up = (static_cast<std::uint64_t>(width) >> 63U) != 0;
    return up && top != ~std::uint64_t{0} ? top + 1 : top;
}

} // namespace

std::string shardName(ShardId id)
{
    const std::string digits = std::to_string(id.value);
    return "shardId-" + std::string(12 - digits.size(), '0') + digits;
}

ShardMap::ShardMap(std::uint32_t shards)
{
    for (const HashRange &range : initialRanges(std::clamp(shards, 1U, maxShards))) {
        Shard shard;
        shard.id = ShardId{static_cast<std::uint32_t>(m_shards.size())};
        shard.range = range;
        m_shards.push_back(shard);
    }
    rebuildOpen();
}

std::size_t ShardMap::openIndexFor(HashKey hash) const
{
    // The first open shard starts at 0, so there is always one that starts at or before the hash.
    const auto after = std::upper_bound(m_openStarts.begin(), m_openStarts.end(), hash);
    return static_cast<std::size_t>(std::distance(m_openStarts.begin(), after)) - 1;
}

std::optional<Refusal> ShardMap::refuseClosed(ShardId id) const
{
    if (id.value >= m_shards.size())
        return Refusal{"ResourceNotFoundException", "there is no shard " + shardName(id)};
    if (shard(id).state != Shard::State::Open)
        return invalid("shard " + shardName(id) + " is closed: it has been split or merged already");
    return std::nullopt;
}

std::optional<Refusal> ShardMap::refuseSplitOf(ShardId id, HashKey newStart) const
{
    if (auto refusal = refuseClosed(id))
        return refusal;
    if (auto refusal = refuseSplit(shard(id).range, newStart))
        return refusal;
    if (openCount() >= maxShards)
        return Refusal{"LimitExceededException", "a stream has at most " + std::to_string(maxShards) + " shards"};
    return std::nullopt;
}

ReshardResult ShardMap::split(ShardId id, HashKey newStart)
{
    if (auto refusal = refuseSplitOf(id, newStart))
        return refused(*std::move(refusal));
    const std::size_t at = openIndexFor(shard(id).range.first);
    const ReshardOperation done = splitAt(id, newStart);
    m_openIds[at] = done.child;
    const auto above = static_cast<std::ptrdiff_t>(at) + 1;
    m_openIds.insert(m_openIds.begin() + above, done.upperChild);
    m_openStarts.insert(m_openStarts.begin() + above, newStart);
    return {{done}, std::nullopt};
}

std::optional<Refusal> ShardMap::refuseMergeOf(ShardId low, ShardId high) const
{
    for (const ShardId id : {low, high}) {
        if (auto refusal = refuseClosed(id))
            return refusal;
    }
    return refuseMerge(shard(low).range, shard(high).range);
}

ReshardResult ShardMap::merge(ShardId low, ShardId high)
{
    if (auto refusal = refuseMergeOf(low, high))
        return refused(*std::move(refusal));
    const std::size_t at = openIndexFor(shard(low).range.first);
    const ReshardOperation done = mergePair(low, high);
    m_openIds[at] = done.child;
    const auto above = static_cast<std::ptrdiff_t>(at) + 1;
    m_openIds.erase(m_openIds.begin() + above);
    m_openStarts.erase(m_openStarts.begin() + above);
    return {{done}, std::nullopt};
}

std::optional<Refusal> ShardMap::refuseCount(std::uint32_t target) const
{
    const auto open = static_cast<std::uint32_t>(openCount());
    if (target < 1)
        return invalid("a stream has at least 1 shard");
    if (target > maxShards)
        return Refusal{"LimitExceededException", "a stream has at most " + std::to_string(maxShards) + " shards"};
    if (target > 2 * open)
        return invalid("UpdateShardCount goes to at most double the open shards: from " + std::to_string(open)
                       + " to at most " + std::to_string(2 * open) + ", not " + std::to_string(target));
    if (2 * target < open)
        return invalid("UpdateShardCount goes to at least half the open shards: from " + std::to_string(open)
                       + " to at least " + std::to_string((open + 1) / 2) + ", not " + std::to_string(target));
    return std::nullopt;
}

std::optional<Refusal> ShardMap::refuseUpdate(std::uint32_t target) const
{
    if (auto refusal = refuseCount(target))
        return refusal;
    // A very narrow shard cannot be split. Nobody gets there by halving, but a hand-placed split can.
    if (target > openCount())
        for (const ShardId id : m_openIds) {
            const HashRange &range = shard(id).range;
            if (auto refusal = refuseSplit(range, evenSplitPoint(range)))
                return refusal;
        }
    return std::nullopt;
}

std::optional<Refusal> ShardMap::refuse(const ReshardRequest &request) const
{
    switch (request.kind) {
    case ReshardRequest::Kind::Split:
        if (auto refusal = refuseClosed(request.shard))
            return refusal;
        return refuseSplitOf(request.shard, request.newStart.value_or(evenSplitPoint(shard(request.shard).range)));
    case ReshardRequest::Kind::Merge: return refuseMergeOf(request.shard, request.adjacent);
    case ReshardRequest::Kind::Update: break;
    }
    return refuseUpdate(request.count);
}

ReshardResult ShardMap::reshard(const ReshardRequest &request)
{
    if (auto refusal = refuse(request))
        return refused(*std::move(refusal));
    switch (request.kind) {
    case ReshardRequest::Kind::Split:
        return split(request.shard, request.newStart.value_or(evenSplitPoint(shard(request.shard).range)));
    case ReshardRequest::Kind::Merge: return merge(request.shard, request.adjacent);
    case ReshardRequest::Kind::Update: break;
    }
    return updateShardCount(request.count);
}

ReshardResult ShardMap::splitEvery()
{
    ReshardResult result;
    splitAll(result.operations);
    return result;
}

ReshardResult ShardMap::mergeDownTo(std::uint32_t target)
{
    ReshardResult result;
    if (target * 2 == openCount())
        mergeInPairs(result.operations);
    else if (target < openCount())
        mergeNarrowest(target, result.operations);
    return result;
}

ReshardResult ShardMap::updateShardCount(std::uint32_t target)
{
    if (auto refusal = refuseUpdate(target))
        return refused(*std::move(refusal));
    ReshardResult result;
    if (target > openCount())
        result = splitEvery();
    const ReshardResult merged = mergeDownTo(target);
    result.operations.insert(result.operations.end(), merged.operations.begin(), merged.operations.end());
    return result;
}

ReshardResult ShardMap::reshardTo(std::uint32_t target)
{
    if (target < 1 || target > maxShards)
        return refused(*refuseCount(target));
    ShardMap next = *this;
    ReshardResult all;
    while (next.openCount() != target) {
        const auto open = static_cast<std::uint32_t>(next.openCount());
        const std::uint32_t step = std::clamp(target, (open + 1) / 2, 2 * open);
        ReshardResult one = next.updateShardCount(step);
        if (!one)
            return one;
        all.operations.insert(all.operations.end(), one.operations.begin(), one.operations.end());
    }
    *this = std::move(next);
    return all;
}

ShardId ShardMap::addChild(const HashRange &range, ShardId parent, std::optional<ShardId> adjacentParent)
{
    Shard child;
    child.id = ShardId{static_cast<std::uint32_t>(m_shards.size())};
    child.range = range;
    child.parent = parent;
    child.adjacentParent = adjacentParent;
    m_shards.push_back(child);
    return child.id;
}

void ShardMap::close(ShardId id, std::array<ShardId, 2> children, std::uint8_t count)
{
    Shard &closed = m_shards[id.value];
    closed.state = Shard::State::Closed;
    closed.childIds = children;
    closed.childCount = count;
}

ReshardOperation ShardMap::splitAt(ShardId id, HashKey newStart)
{
    const HashRange range = shard(id).range;
    const ShardId lower = addChild({range.first, {newStart.value - 1}}, id, std::nullopt);
    const ShardId upper = addChild({newStart, range.last}, id, std::nullopt);
    close(id, {lower, upper}, 2);
    ++m_version;
    return {ReshardOperation::Kind::Split, id, {}, newStart, lower, upper};
}

ReshardOperation ShardMap::mergePair(ShardId low, ShardId high)
{
    const ShardId child = addChild({shard(low).range.first, shard(high).range.last}, low, high);
    close(low, {child, {}}, 1);
    close(high, {child, {}}, 1);
    ++m_version;
    return {ReshardOperation::Kind::Merge, low, high, {}, child, {}};
}

void ShardMap::splitAll(std::vector<ReshardOperation> &done)
{
    for (const ShardId id : m_openIds)
        done.push_back(splitAt(id, evenSplitPoint(shard(id).range)));
    rebuildOpen();
}

void ShardMap::mergeInPairs(std::vector<ReshardOperation> &done)
{
    for (std::size_t i = 0; i + 1 < m_openIds.size(); i += 2)
        done.push_back(mergePair(m_openIds[i], m_openIds[i + 1]));
    rebuildOpen();
}

void ShardMap::mergeNarrowest(std::uint32_t target, std::vector<ReshardOperation> &done)
{
    // Pairs of neighbours by (width, start); the open shards beside them by start. Both change by a few
    // entries with each merge, so that ten thousand shards stay quick.
    struct Pair {
        std::uint64_t width;
        HashKey start;
        ShardId low;
        ShardId high;
        auto operator<=>(const Pair &) const = default;
    };
    std::set<Pair> pairs;
    const auto pairOf = [this](ShardId low, ShardId high) {
        return Pair{roundedWidth(shard(low).range, shard(high).range), shard(low).range.first, low, high};
    };
    const auto byStart = [this](ShardId a, ShardId b) { return shard(a).range.first < shard(b).range.first; };
    std::set<ShardId, decltype(byStart)> line(m_openIds.begin(), m_openIds.end(), byStart);
    for (std::size_t i = 0; i + 1 < m_openIds.size(); ++i)
        pairs.insert(pairOf(m_openIds[i], m_openIds[i + 1]));
    while (line.size() > target) {
        const Pair pair = *pairs.begin();
        pairs.erase(pairs.begin());
        const auto low = line.find(pair.low);
        const auto above = std::next(low, 2);
        const std::optional<ShardId> before = low == line.begin() ? std::nullopt : std::optional(*std::prev(low));
        const std::optional<ShardId> after = above == line.end() ? std::nullopt : std::optional(*above);
        if (before)
            pairs.erase(pairOf(*before, pair.low));
        if (after)
            pairs.erase(pairOf(pair.high, *after));
        line.erase(low, above);
        const ReshardOperation merged = mergePair(pair.low, pair.high);
        done.push_back(merged);
        line.insert(merged.child);
        if (before)
            pairs.insert(pairOf(*before, merged.child));
        if (after)
            pairs.insert(pairOf(merged.child, *after));
    }
    rebuildOpen();
}

void ShardMap::rebuildOpen()
{
    m_openIds.clear();
    for (const Shard &shard : m_shards) {
        if (shard.state == Shard::State::Open)
            m_openIds.push_back(shard.id);
    }
    std::sort(m_openIds.begin(), m_openIds.end(),
              [this](ShardId a, ShardId b) { return shard(a).range.first < shard(b).range.first; });
    m_openStarts.clear();
    for (const ShardId id : m_openIds)
        m_openStarts.push_back(shard(id).range.first);
}

} // namespace hotshard

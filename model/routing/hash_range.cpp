#include "routing/hash_range.h"

namespace hotshard {

double HashRange::share() const
{
    // 2^-128 in two steps of 2^-64; the low half matters only for very narrow shards.
    const UInt128 width = widthLessOne();
    const auto high = static_cast<double>(static_cast<std::uint64_t>(width >> 64U));
    const auto low = static_cast<double>(static_cast<std::uint64_t>(width)) + 1.0;
    return (high + low * 0x1p-64) * 0x1p-64;
}

std::vector<HashRange> initialRanges(std::uint32_t shards)
{
    if (shards <= 1)
        return {HashRange::all()};
    // 2^128 itself does not fit: divide 2^128 - 1 and put back the one key that is lost when N divides 2^128.
    const UInt128 highest = HashKey::highest().value;
    const UInt128 step = highest / shards + (highest % shards == shards - 1 ? 1 : 0);
    std::vector<HashRange> ranges;
    ranges.reserve(shards);
    for (std::uint32_t i = 0; i < shards; ++i) {
        const UInt128 first = step * i;
        ranges.push_back({{first}, {first + step - 1}});
    }
    ranges.back().last = HashKey::highest();
    return ranges;
}

HashKey evenSplitPoint(const HashRange &range) { return {range.first.value + range.widthLessOne() / 2}; }

std::optional<Refusal> refuseSplit(const HashRange &range, HashKey newStart)
{
    if (newStart > range.first && newStart.value - range.first.value > 1 && newStart < range.last)
        return std::nullopt;
    return Refusal{"InvalidArgumentException",
                   "NewStartingHashKey " + newStart.toString()
                       + " is not both greater than one plus the shard's StartingHashKey " + range.first.toString()
                       + " and less than the shard's EndingHashKey " + range.last.toString()};
}

std::optional<Refusal> refuseMerge(const HashRange &low, const HashRange &high)
{
    if (low.last < high.first && high.first.value - low.last.value == 1)
        return std::nullopt;
    return Refusal{"InvalidArgumentException",
                   "not an adjacent pair of shards eligible for merging: the first ends at " + low.last.toString()
                       + ", the second starts at " + high.first.toString()};
}

} // namespace hotshard

// Typed ids: a shard cannot be passed where a key is meant.
#pragma once

#include <compare>
#include <cstdint>

namespace hotshard {

/// A small index with a type of its own. Ids are dense: they index vectors.
template <class Tag>
struct Id {
    std::uint32_t value = 0;
    constexpr auto operator<=>(const Id &) const = default;
};

/// Position of a component in the scenario's list of components.
using ComponentId = Id<struct ComponentTag>;
/// Number of a shard within its stream; ids only grow and are never used again.
using ShardId = Id<struct ShardTag>;
/// A key of the traffic. Ids are given by falling expected share: key 0 is the hottest at the start.
using KeyId = Id<struct KeyTag>;

} // namespace hotshard

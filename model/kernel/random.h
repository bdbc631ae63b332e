// Named, counter-based random streams: draw i is a function of the scenario's seed, the stream's name and i.
//
// There is no generator state. Any draw can be had again at any time, on any core, in any order, so a
// checkpoint is small and blocks of draws vectorise. Each component draws from streams of its own, so
// changing the number of shards does not change the traffic.
// The mixing function is SplitMix64's finaliser (Steele, Lea, Flood, "Fast splittable pseudorandom number
// generators", 2014), which passes BigCrush as a counter hash.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace hotshard {

/// A bijection of 64 bits that leaves no pattern of its argument visible.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/// One stream of draws. A value of 8 bytes; copy it freely.
class RandomStream {
public:
    /// The stream of one purpose in one component: RandomStream::named(42, "web", "arrivals").
    [[nodiscard]] static constexpr RandomStream named(std::uint64_t seed, std::string_view component,
                                                      std::string_view purpose)
    {
        std::uint64_t h = mix64(seed * gamma + 1);
        for (const char c : component)
            h = mix64(h + static_cast<unsigned char>(c) + gamma);
        h = mix64(h + 0x2f); // a separator, so that ("ab", "c") is not ("a", "bc")
        for (const char c : purpose)
            h = mix64(h + static_cast<unsigned char>(c) + gamma);
        return RandomStream(h);
    }

    /// 64 uniform bits: draw number `i` of the stream.
    [[nodiscard]] constexpr std::uint64_t bits(std::uint64_t i) const { return mix64(m_base + (i + 1) * gamma); }
    /// Uniform in [0, 1) with 53 bits.
    [[nodiscard]] constexpr double uniform(std::uint64_t i) const
    {
        return static_cast<double>(bits(i) >> 11) * 0x1p-53;
    }
    /// A stream within the stream, for draws with two counters (record, attempt).
    [[nodiscard]] constexpr RandomStream sub(std::uint64_t i) const { return RandomStream(bits(i)); }

private:
    static constexpr std::uint64_t gamma = 0x9e3779b97f4a7c15;
    explicit constexpr RandomStream(std::uint64_t base)
        : m_base(base)
    {
    }
    std::uint64_t m_base;
};

} // namespace hotshard

#include "routing/sequence_number.h"

#include <algorithm>
#include <array>

namespace hotshard {

namespace {

constexpr std::size_t digits = 47; ///< hexadecimal
/// 192 bits, the highest limb first.
using Limbs = std::array<std::uint32_t, 6>;

/// limbs = limbs * factor + more; what runs over is given back.
std::uint32_t multiplyAdd(Limbs &limbs, std::uint32_t factor, std::uint32_t more)
{
    std::uint64_t carry = more;
    for (std::size_t i = limbs.size(); i-- > 0;) {
        carry += std::uint64_t{limbs[i]} * factor;
        limbs[i] = static_cast<std::uint32_t>(carry);
        carry >>= 32U;
    }
    return static_cast<std::uint32_t>(carry);
}

/// limbs = limbs / divisor; gives the remainder.
std::uint32_t divide(Limbs &limbs, std::uint32_t divisor)
{
    std::uint64_t rest = 0;
    for (std::uint32_t &limb : limbs) {
        rest = rest << 32U | limb;
        limb = static_cast<std::uint32_t>(rest / divisor);
        rest %= divisor;
    }
    return static_cast<std::uint32_t>(rest);
}

void appendHex(Limbs &limbs, std::uint64_t value, unsigned count)
{
    while (count-- > 0)
        (void)multiplyAdd(limbs, 16, static_cast<std::uint32_t>(value >> (4 * count)) & 15U);
}

/// `count` hexadecimal digits from the one at `from`, 0 being the highest of the 47.
std::uint64_t hexAt(const Limbs &limbs, unsigned from, unsigned count)
{
    std::uint64_t value = 0;
    for (unsigned d = from + 1; d <= from + count; ++d) { // 48 digits fit in the limbs: the first is always 0
        value = value << 4U | (limbs[d / 8] >> (4 * (7 - d % 8)) & 15U);
    }
    return value;
}

} // namespace

std::string SequenceNumber::toString() const
{
    Limbs limbs{};
    appendHex(limbs, 2, 1);
    appendHex(limbs, static_cast<std::uint64_t>(shardCreated), 9);
    appendHex(limbs, shard, 1);
    appendHex(limbs, index, 16);
    appendHex(limbs, 0, 2);
    appendHex(limbs, static_cast<std::uint64_t>(recordTime), 9);
    appendHex(limbs, shard, 8);
    appendHex(limbs, 2, 1);
    std::string text;
    while (std::any_of(limbs.begin(), limbs.end(), [](std::uint32_t limb) { return limb != 0; })) {
        std::uint32_t nine = divide(limbs, 1'000'000'000);
        for (int i = 0; i < 9; ++i, nine /= 10)
            text += static_cast<char>('0' + nine % 10);
    }
    while (text.back() == '0')
        text.pop_back(); // of the highest nine
    std::reverse(text.begin(), text.end());
    return text;
}

std::optional<SequenceNumber> SequenceNumber::parse(std::string_view decimal)
{
    if (decimal.empty() || decimal.size() > digits + 10 || decimal.front() == '0')
        return std::nullopt;
    Limbs limbs{};
    for (const char c : decimal)
        if (c < '0' || c > '9' || multiplyAdd(limbs, 10, static_cast<std::uint32_t>(c - '0')) != 0)
            return std::nullopt;
    const bool layout =
        limbs[0] >> 28U == 0 && hexAt(limbs, 0, 1) == 2 && hexAt(limbs, 27, 2) == 0 && hexAt(limbs, 46, 1) == 2;
    SequenceNumber number{.shardCreated = static_cast<std::int64_t>(hexAt(limbs, 1, 9)),
                          .index = hexAt(limbs, 11, 16),
                          .recordTime = static_cast<std::int64_t>(hexAt(limbs, 29, 9)),
                          .shard = static_cast<std::uint32_t>(hexAt(limbs, 38, 8))};
    if (!layout || hexAt(limbs, 10, 1) != (number.shard & 15U))
        return std::nullopt;
    return number;
}

} // namespace hotshard

#include "routing/hash_key.h"

#include <algorithm>

namespace hotshard {

std::optional<HashKey> HashKey::parse(std::string_view decimal)
{
    if (decimal.empty() || decimal.size() > 39 || (decimal.size() > 1 && decimal.front() == '0'))
        return std::nullopt;
    UInt128 n = 0;
    for (const char c : decimal) {
        if (c < '0' || c > '9')
            return std::nullopt;
        const auto digit = static_cast<unsigned>(c - '0');
        if (n > (highest().value - digit) / 10)
            return std::nullopt;
        n = n * 10 + digit;
    }
    return HashKey{n};
}

std::string HashKey::toString() const
{
    std::string digits;
    UInt128 n = value;
    do {
        digits.push_back(static_cast<char>('0' + static_cast<int>(n % 10)));
        n /= 10;
    } while (n != 0);
    std::reverse(digits.begin(), digits.end());
    return digits;
}

} // namespace hotshard

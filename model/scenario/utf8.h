// Texts from files that may not be UTF-8. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hotshard {

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool isUtf8(std::string_view text);

/// The text with every byte that belongs to no valid character replaced by U+FFFD.
[[nodiscard]] std::string validUtf8(std::string text);

/// Characters (code points) of a valid text.
[[nodiscard]] std::size_t utf8Length(std::string_view text);

} // namespace hotshard

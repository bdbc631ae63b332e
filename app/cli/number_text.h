// Numbers in text for programs.
#pragma once

#include <array>
#include <charconv>
#include <string>

namespace hotshard::cli {

/// Shortest text that reads back the same, with '.', in every locale.
[[nodiscard]] inline std::string numberText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

} // namespace hotshard::cli

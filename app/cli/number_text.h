// Numbers and fields in text for programs.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string>

namespace hotshard::cli {

/// Shortest text that reads back the same, with '.', in every locale.
[[nodiscard]] inline std::string numberText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

/// 16 hexadecimal digits.
[[nodiscard]] inline std::string fingerprintText(std::uint64_t fingerprint)
{
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(fingerprint));
    return text.data();
}

/// A field of CSV, quoted when it has to be.
[[nodiscard]] inline std::string csvField(const std::string &text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace hotshard::cli

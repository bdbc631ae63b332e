// A text that a person sees, in every language of the program.
#pragma once

#include <string>
#include <string_view>

namespace hotshard {

/// UTF-8. `ja` may be empty: then the English text stands for both.
struct Text {
    std::string en;
    std::string ja;

    /// \param language "ja" or "ja_JP" gives Japanese, everything else English.
    [[nodiscard]] const std::string &in(std::string_view language) const
    {
        return language.starts_with("ja") && !ja.empty() ? ja : en;
    }
    [[nodiscard]] bool empty() const { return en.empty() && ja.empty(); }
    bool operator==(const Text &) const = default;
};

} // namespace hotshard

// The reference page of scenario files, made from the declarations of the component types.
#pragma once

#include <string>
#include <string_view>

namespace hotshard {

/// Markdown; the checked-in copies are resources/reference.en.md and resources/reference.ja.md.
/// \param language "ja" gives Japanese, everything else English.
[[nodiscard]] std::string referencePage(std::string_view language);

} // namespace hotshard

// One JSON object on one line, read without building a document: the fields of a JSON Lines file.
//
// Strict JSON (RFC 8259) up to 64 levels. Fields of nested objects are named with dots (`request.path`);
// arrays are checked and passed over. Pure functions; nothing throws.
#pragma once

#include <string>
#include <string_view>

namespace hotshard {

/// A value that is no object and no array.
struct JsonScalar {
    enum class Kind { String, Number, Boolean, Null };

    Kind kind = Kind::Null;
    std::string_view raw; ///< as written, a string without its quotes
    bool escaped = false; ///< the string has backslashes: see decodeJsonString
};

/// Told of every field, in the order of the line.
class JsonFieldVisitor {
public:
    virtual ~JsonFieldVisitor() = default;
    /// `name` is valid during the call only; the value as long as the line.
    virtual void field(std::string_view name, const JsonScalar &value) = 0;
};

/// Null when `line` is one whole object; otherwise what is wrong, in a few words. The visitor may have been
/// told of fields before a mistake was found.
[[nodiscard]] const char *scanJsonObject(std::string_view line, JsonFieldVisitor &visitor);

/// The text of a string with backslashes. A lone surrogate becomes U+FFFD.
[[nodiscard]] std::string decodeJsonString(std::string_view raw);

} // namespace hotshard

// A JSON text with comments as a tree that knows its lines. Reading never throws and never crashes on hostile
// text: what is wrong comes back as issues. Pure functions; safe from any thread.
#pragma once

#include "kernel/issue.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hotshard {

/// One value of a document.
struct JsonNode {
    enum class Kind { Null, Boolean, Number, String, Array, Object };

    Kind kind = Kind::Null;
    bool flag = false;              ///< of a Boolean
    int line = 0;                   ///< 1-based; of its name for a member of an object
    std::string text;               ///< of a String; of a Number the literal, so that nothing is rounded
    std::vector<std::string> names; ///< of an Object, as many as children
    std::vector<JsonNode> children; ///< of an Array or Object, in the order of the text

    /// Null when there is no such member. A name that is there twice is kept once, and is an issue.
    [[nodiscard]] const JsonNode *find(std::string_view name) const;
};

/// What a document may be at most: beyond it reading stops with an issue.
struct JsonLimits {
    static constexpr std::size_t bytes = 4 * 1024 * 1024;
    static constexpr std::size_t depth = 32;
    static constexpr std::size_t values = 200'000;
};

struct JsonResult {
    JsonNode root;
    Issues issues;      ///< `file` is left to the caller
    bool whole = false; ///< the text was read to its end; otherwise `root` is empty and the last issue says why
};

/// Reads one document. // and /* */ comments and a byte order mark are allowed.
[[nodiscard]] JsonResult readJson(std::string_view text);

/// The line of the value that a JSON pointer leads to, or of its nearest ancestor that exists.
[[nodiscard]] int lineOf(const JsonNode &root, std::string_view pointer);

/// What a value is, for messages: `"abc"`, `5`, `a list`. Long texts are cut.
[[nodiscard]] std::string describe(const JsonNode &node);

} // namespace hotshard

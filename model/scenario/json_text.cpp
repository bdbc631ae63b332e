#include "scenario/json_text.h"

#include <algorithm>

namespace hotshard {

namespace {

using Json = nlohmann::ordered_json;

std::string leafText(const Json &value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// On one line, with a blank after each comma and colon.
std::string oneLine(const Json &value)
{
    if (!value.is_structured() || value.empty())
        return leafText(value);
    std::string text;
    for (const auto &[name, child] : value.items()) {
        text += text.empty() ? "" : ", ";
        if (value.is_object())
            text += leafText(Json(name)) + ": ";
        text += oneLine(child);
    }
    return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

/// Columns on a screen, more or less: bytes that begin a character.
std::size_t columns(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// \param used columns that stand before the value on its line.
void append(std::string &out, const Json &value, std::size_t indent, std::size_t used, std::size_t width)
{
    const std::string line = oneLine(value);
    if (!value.is_structured() || value.empty() || (indent > 0 && used + columns(line) <= width)) {
        out += line;
        return;
    }
    const std::string margin(indent + 2, ' ');
    out += value.is_object() ? "{" : "[";
    bool first = true;
    for (const auto &[name, child] : value.items()) {
        out += first ? "\n" : ",\n";
        first = false;
        const std::string label = value.is_object() ? leafText(Json(name)) + ": " : "";
        out += margin + label;
        append(out, child, indent + 2, margin.size() + columns(label) + 1, width);
    }
    out += "\n" + std::string(indent, ' ') + (value.is_object() ? "}" : "]");
}

} // namespace

std::string toText(const nlohmann::ordered_json &value, std::size_t width)
{
    std::string text;
    append(text, value, 0, 0, width);
    return text + "\n";
}

} // namespace hotshard

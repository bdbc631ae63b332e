#include "scenario/json_document.h"

#include "topology/validate.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <set>
#include <system_error>

namespace hotshard {

namespace {

using Json = nlohmann::json;

/// How far the parser has read.
struct ReadPosition {
    int line = 1;
    bool lastWasNewline = false;

    void pass(char c)
    {
        if (lastWasNewline)
            ++line;
        lastWasNewline = c == '\n';
    }
    // The lexer looks one character ahead to see where a number ends. A line break that was read last is such
    // a look ahead, for no token ends with one: it counts only when something follows it (see pass).
};

/// Feeds the parser and counts lines. Copies share the position.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, ReadPosition *position)
        : m_at(at)
        , m_position(position)
    {
    }
    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        m_position->pass(*m_at);
        ++m_at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        const CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator &other) const { return m_at == other.m_at; }

private:
    const char *m_at;
    ReadPosition *m_position;
};

std::string cut(const std::string &text, std::size_t length)
{
    if (text.size() <= length)
        return text;
    // Not within a character of several bytes.
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
        --length;
    return text.substr(0, length) + "...";
}

/// nlohmann's sentence without its own place and number: "unexpected '}'; expected string literal".
Issue syntaxIssue(const std::string &what, int line)
{
    std::string text = what;
    if (const std::size_t bracket = text.find("] "); bracket != std::string::npos)
        text.erase(0, bracket + 2);
    if (const std::size_t dash = text.find(" - "); dash != std::string::npos && text.starts_with("parse error"))
        text.erase(0, dash + 3);
    Issue issue;
    issue.line = line;
    if (const std::size_t expected = text.rfind("; expected "); expected != std::string::npos) {
        issue.expected = cut(text.substr(expected + 11), 100);
        text.resize(expected);
    }
    issue.problem = "is not JSON: " + cut(text, 200);
    return issue;
}

/// Builds the tree from the parser's events.
class TreeBuilder : public nlohmann::json_sax<Json> {
public:
    TreeBuilder(JsonResult &result, const ReadPosition &position)
        : m_result(result)
        , m_position(position)
    {
    }

    bool null() override { return leaf(JsonNode::Kind::Null, {}); }
    bool boolean(bool value) override { return leaf(JsonNode::Kind::Boolean, {}, value); }
    bool number_integer(std::int64_t value) override { return leaf(JsonNode::Kind::Number, std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) override { return leaf(JsonNode::Kind::Number, std::to_string(value)); }
    bool number_float(double, const std::string &literal) override { return leaf(JsonNode::Kind::Number, literal); }
    bool string(std::string &value) override { return leaf(JsonNode::Kind::String, value); }
    bool binary(Json::binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(JsonNode::Kind::Object); }
    bool start_array(std::size_t) override { return open(JsonNode::Kind::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string &name) override
    {
        Frame &frame = m_frames.back();
        frame.name = name;
        frame.line = m_position.line;
        if (!frame.seen.insert(name).second) {
            add("/" + pointerStep(name), "the name is there twice", "each name once");
            frame.isDuplicate = true;
        }
        return true;
    }

    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &error) override
    {
        m_result.issues.push_back(syntaxIssue(error.what(), m_position.line));
        return false;
    }

private:
    /// A list or object that is not closed yet.
    struct Frame {
        JsonNode node;
        std::string name; ///< of the member that comes next
        int line = 0;
        bool isDuplicate = false;
        std::set<std::string> seen;
    };

    void add(const std::string &lastStep, std::string problem, std::string expected)
    {
        std::string pointer;
        for (std::size_t i = 0; i + 1 < m_frames.size(); ++i) {
            const Frame &frame = m_frames[i];
            pointer += "/"
                + (frame.node.kind == JsonNode::Kind::Object ? pointerStep(frame.name)
                                                             : std::to_string(frame.node.children.size()));
        }
        m_result.issues.push_back(
            {{}, m_position.line, pointer + lastStep, std::move(problem), std::move(expected), {}});
    }

    bool leaf(JsonNode::Kind kind, std::string text, bool flag = false)
    {
        JsonNode node;
        node.kind = kind;
        node.text = std::move(text);
        node.flag = flag;
        node.line = m_position.line;
        return place(std::move(node));
    }

    bool open(JsonNode::Kind kind)
    {
        if (m_frames.size() >= JsonLimits::depth) {
            add({}, "is nested deeper than " + std::to_string(JsonLimits::depth) + " levels", "a flatter document");
            return false;
        }
        Frame frame;
        frame.node.kind = kind;
        frame.node.line = m_position.line;
        m_frames.push_back(std::move(frame));
        return true;
    }

    bool close()
    {
        JsonNode node = std::move(m_frames.back().node);
        m_frames.pop_back();
        return place(std::move(node));
    }

    bool place(JsonNode node)
    {
        if (++m_values > JsonLimits::values) {
            add({}, "has more than " + std::to_string(JsonLimits::values) + " values", "a smaller document");
            return false;
        }
        if (m_frames.empty()) {
            m_result.root = std::move(node);
            return true;
        }
        Frame &frame = m_frames.back();
        if (frame.node.kind == JsonNode::Kind::Object) {
            if (frame.isDuplicate) {
                frame.isDuplicate = false;
                return true;
            }
            node.line = frame.line;
            frame.node.names.push_back(std::move(frame.name));
        }
        frame.node.children.push_back(std::move(node));
        return true;
    }

    JsonResult &m_result;
    const ReadPosition &m_position;
    std::vector<Frame> m_frames;
    std::size_t m_values = 0;
};

/// Length of the well-formed UTF-8 character at the start of `text`; 0 when there is none.
std::size_t characterLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80)
            return 0;
    const unsigned second = byte(1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
}

/// Line of the first byte that is not UTF-8, or 0.
int firstBadLine(std::string_view text)
{
    int line = 1;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (length == 0)
            return line;
        line += text.front() == '\n' ? 1 : 0;
        text.remove_prefix(length);
    }
    return 0;
}

/// Of the member that a pointer's step names; the number of members when there is none.
std::size_t memberIndex(const JsonNode &object, std::string_view step)
{
    std::string name;
    for (std::size_t i = 0; i < step.size(); ++i) {
        const bool escaped = step[i] == '~' && i + 1 < step.size();
        name += !escaped ? step[i] : step[++i] == '1' ? '/' : '~';
    }
    return static_cast<std::size_t>(std::find(object.names.begin(), object.names.end(), name) - object.names.begin());
}

std::size_t listIndex(std::string_view step)
{
    std::size_t index = 0;
    const auto read = std::from_chars(step.data(), step.data() + step.size(), index);
    return read.ec == std::errc{} ? index : JsonLimits::values;
}

} // namespace

const JsonNode *JsonNode::find(std::string_view name) const
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? nullptr : &children[static_cast<std::size_t>(found - names.begin())];
}

JsonResult readJson(std::string_view text)
{
    JsonResult result;
    if (text.size() > JsonLimits::bytes) {
        result.issues.push_back(
            {{}, 0, {}, "is larger than " + std::to_string(JsonLimits::bytes >> 20U) + " MiB", "a scenario file", {}});
        return result;
    }
    if (const int line = firstBadLine(text)) {
        result.issues.push_back({{}, line, {}, "is not UTF-8", "a text in UTF-8", {}});
        return result;
    }
    // The lexer would take a zero byte for the end and ignore what follows.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
        result.issues.push_back({{}, static_cast<int>(line), {}, "holds a zero byte", "a text in UTF-8", {}});
        return result;
    }
    ReadPosition position;
    TreeBuilder builder(result, position);
    result.whole = Json::sax_parse(CountingIterator(text.data(), &position),
                                   CountingIterator(text.data() + text.size(), &position), &builder,
                                   Json::input_format_t::json, true, true);
    return result;
}

int lineOf(const JsonNode &root, std::string_view pointer)
{
    const JsonNode *node = &root;
    while (!pointer.empty()) {
        const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
        const std::string_view step = pointer.substr(1, end - 1);
        pointer.remove_prefix(end);
        const std::size_t index = node->kind == JsonNode::Kind::Object ? memberIndex(*node, step) : listIndex(step);
        if (index >= node->children.size())
            break;
        node = &node->children[index];
    }
    return node->line;
}

std::string describe(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Null: return "null";
    case JsonNode::Kind::Boolean: return node.flag ? "true" : "false";
    case JsonNode::Kind::Number: return cut(node.text, 60);
    case JsonNode::Kind::String: return "\"" + cut(node.text, 60) + "\"";
    case JsonNode::Kind::Array: return "a list";
    case JsonNode::Kind::Object: return "an object";
    }
    return {};
}

} // namespace hotshard

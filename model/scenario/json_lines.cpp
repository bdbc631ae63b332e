#include "scenario/json_lines.h"

#include <cstddef>
#include <cstdint>

namespace hotshard {

namespace {

constexpr int maxDepth = 64;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Four hex digits at `at`, or -1.
int codeUnit(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size())
        return -1;
    int unit = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

void appendUtf8(std::string &text, std::uint32_t c)
{
    const auto put = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | c >> 6U);
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | c >> 12U);
        put(0x80U | (c >> 6U & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | c >> 18U);
        put(0x80U | (c >> 12U & 0x3FU));
        put(0x80U | (c >> 6U & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

class Scanner {
public:
    Scanner(std::string_view line, JsonFieldVisitor &visitor)
        : m_line(line)
        , m_visitor(visitor)
    {
    }

    const char *run()
    {
        skipSpace();
        if (peek() != '{')
            return "not an object: it does not start with {";
        if (!object(0, true))
            return m_problem;
        skipSpace();
        return m_at == m_line.size() ? nullptr : "text after the object";
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_line.size() ? m_line[m_at] : '\0'; }
    bool fail(const char *problem)
    {
        m_problem = problem;
        return false;
    }
    void skipSpace()
    {
        while (m_at < m_line.size() && (m_line[m_at] == ' ' || m_line[m_at] == '\t' || m_line[m_at] == '\r'))
            ++m_at;
    }
    bool expect(char c, const char *problem)
    {
        skipSpace();
        if (peek() != c)
            return fail(problem);
        ++m_at;
        return true;
    }

    bool string(JsonScalar &value)
    {
        if (!expect('"', "a name or text in quotes is missing"))
            return false;
        const std::size_t start = m_at;
        value = {JsonScalar::Kind::String, {}, false};
        for (; m_at < m_line.size(); ++m_at) {
            const char c = m_line[m_at];
            if (c == '"') {
                value.raw = m_line.substr(start, m_at - start);
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return fail("a control character in a text");
            if (c != '\\')
                continue;
            value.escaped = true;
            ++m_at;
            if (peek() == 'u' ? codeUnit(m_line, m_at + 1) < 0
                              : std::string_view("\"\\/bfnrt").find(peek()) == std::string_view::npos)
                return fail("a backslash that means nothing");
        }
        return fail("a text does not end");
    }

    bool digits()
    {
        if (!isDigit(peek()))
            return fail("not a value");
        while (isDigit(peek()))
            ++m_at;
        return true;
    }

    bool number(JsonScalar &value)
    {
        const std::size_t start = m_at;
        if (peek() == '-')
            ++m_at;
        if (peek() == '0')
            ++m_at;
        else if (!digits())
            return false;
        if (peek() == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!digits())
                return false;
        }
        value = {JsonScalar::Kind::Number, m_line.substr(start, m_at - start), false};
        return true;
    }

    bool literal(std::string_view text, JsonScalar::Kind kind, JsonScalar &value)
    {
        if (m_line.substr(m_at, text.size()) != text)
            return fail("not a value");
        value = {kind, m_line.substr(m_at, text.size()), false};
        m_at += text.size();
        return true;
    }

    bool value(int depth, bool told)
    {
        if (depth > maxDepth)
            return fail("more than 64 levels");
        skipSpace();
        JsonScalar scalar;
        switch (peek()) {
        case '{': return object(depth, told);
        case '[': return array(depth);
        case '"':
            if (!string(scalar))
                return false;
            break;
        case 't':
        case 'f':
            if (!literal(peek() == 't' ? "true" : "false", JsonScalar::Kind::Boolean, scalar))
                return false;
            break;
        case 'n':
            if (!literal("null", JsonScalar::Kind::Null, scalar))
                return false;
            break;
        default:
            if (!number(scalar))
                return false;
        }
        if (told)
            m_visitor.field(m_name, scalar);
        return true;
    }

    bool array(int depth)
    {
        ++m_at;
        skipSpace();
        if (peek() == ']') {
            ++m_at;
            return true;
        }
        for (;;) {
            if (!value(depth + 1, false))
                return false;
            skipSpace();
            if (peek() != ',')
                return expect(']', "an array does not end");
            ++m_at;
        }
    }

    bool object(int depth, bool told)
    {
        ++m_at;
        skipSpace();
        if (peek() == '}') {
            ++m_at;
            return true;
        }
        const std::size_t outer = m_name.size();
        for (;;) {
            JsonScalar name;
            if (!string(name) || !expect(':', "no colon after a name"))
                return false;
            if (told) {
                if (outer > 0)
                    m_name += '.';
                name.escaped ? m_name += decodeJsonString(name.raw) : m_name += name.raw;
            }
            if (!value(depth + 1, told))
                return false;
            m_name.resize(outer);
            skipSpace();
            if (peek() != ',')
                return expect('}', "the object does not end");
            ++m_at;
        }
    }

    std::string_view m_line;
    JsonFieldVisitor &m_visitor;
    std::size_t m_at = 0;
    std::string m_name; // of the field at hand, with dots
    const char *m_problem = nullptr;
};

} // namespace

const char *scanJsonObject(std::string_view line, JsonFieldVisitor &visitor) { return Scanner(line, visitor).run(); }

std::string decodeJsonString(std::string_view raw)
{
    constexpr std::string_view written = "bfnrt";
    constexpr std::string_view meant = "\b\f\n\r\t";
    std::string text;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 == raw.size()) {
            text.push_back(raw[i]);
            continue;
        }
        const char c = raw[++i];
        if (c != 'u') {
            const std::size_t known = written.find(c);
            text.push_back(known == std::string_view::npos ? c : meant[known]);
            continue;
        }
        auto unit = static_cast<std::uint32_t>(codeUnit(raw, i + 1));
        i += 4;
        if (unit >= 0xD800 && unit < 0xDC00 && raw.substr(i + 1, 2) == "\\u") {
            const int low = codeUnit(raw, i + 3);
            if (low >= 0xDC00 && low < 0xE000) {
                unit = 0x10000 + ((unit - 0xD800) << 10U) + (static_cast<std::uint32_t>(low) - 0xDC00);
                i += 6;
            }
        }
        appendUtf8(text, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
    }
    return text;
}

} // namespace hotshard

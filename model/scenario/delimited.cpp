#include "scenario/delimited.h"

#include <algorithm>
#include <array>

namespace hotshard {

CsvRecord::Result CsvRecord::read(std::string_view buffer, bool last)
{
    m_fields.clear();
    m_unquoted.clear();
    m_lines = 1;
    std::size_t at = 0;
    for (;;) {
        if (at < buffer.size() && buffer[at] == '"') {
            const Result result = readQuoted(buffer, at, last);
            if (result != Result::Good)
                return result;
        } else {
            const std::size_t start = at;
            while (at < buffer.size() && buffer[at] != m_delimiter && buffer[at] != '\n')
                ++at;
            if (at == buffer.size() && !last)
                return Result::NeedMore;
            std::size_t end = at;
            if (end > start && buffer[end - 1] == '\r' && (at == buffer.size() || buffer[at] == '\n'))
                --end;
            m_fields.push_back(buffer.substr(start, end - start));
        }
        if (at < buffer.size() && buffer[at] == m_delimiter) {
            ++at;
            continue;
        }
        m_length = at > 0 && buffer[at - 1] == '\r' ? at - 1 : at;
        m_consumed = at < buffer.size() ? at + 1 : at;
        return Result::Good;
    }
}

CsvRecord::Result CsvRecord::readQuoted(std::string_view buffer, std::size_t &at, bool last)
{
    const std::size_t start = at + 1;
    std::size_t end = start;
    bool doubled = false;
    for (;;) {
        end = buffer.find('"', end);
        if (end == std::string_view::npos)
            return last ? broken(buffer, last) : Result::NeedMore;
        if (end + 1 == buffer.size() && !last)
            return Result::NeedMore; // the quote may be doubled
        if (end + 1 == buffer.size() || buffer[end + 1] != '"')
            break;
        doubled = true;
        end += 2;
    }
    const std::string_view raw = buffer.substr(start, end - start);
    m_lines += static_cast<int>(std::count(raw.begin(), raw.end(), '\n'));
    at = end + 1;
    if (buffer.substr(at, 1) == "\r") {
        if (at + 1 == buffer.size() && !last)
            return Result::NeedMore;
        ++at;
    }
    if (at < buffer.size() && buffer[at] != m_delimiter && buffer[at] != '\n')
        return broken(buffer, last);
    if (!doubled) {
        m_fields.push_back(raw);
        return Result::Good;
    }
    std::string &text = m_unquoted.emplace_back();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        text.push_back(raw[i]);
        if (raw[i] == '"')
            ++i;
    }
    m_fields.push_back(text);
    return Result::Good;
}

CsvRecord::Result CsvRecord::broken(std::string_view buffer, bool last)
{
    // Going on after the first line keeps one stray quote from swallowing the rest of the file.
    const std::size_t end = buffer.find('\n');
    if (end == std::string_view::npos && !last)
        return Result::NeedMore;
    m_lines = 1;
    m_length = std::min(end, buffer.size());
    m_consumed = end == std::string_view::npos ? buffer.size() : end + 1;
    return Result::Broken;
}

char CsvRecord::guessDelimiter(std::string_view header)
{
    constexpr std::array<char, 4> candidates = {',', ';', '\t', '|'};
    std::array<std::size_t, 4> found{};
    bool inQuotes = false;
    for (const char c : header) {
        if (c == '"')
            inQuotes = !inQuotes;
        for (std::size_t i = 0; i < candidates.size() && !inQuotes; ++i)
            found[i] += c == candidates[i] ? 1U : 0U;
    }
    const auto best = std::max_element(found.begin(), found.end());
    return *best == 0 ? '\0' : candidates[static_cast<std::size_t>(best - found.begin())];
}

} // namespace hotshard

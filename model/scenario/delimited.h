// Records of a CSV file (RFC 4180), taken from the front of a buffer that may end in the middle of one.
//
// A field in quotes may contain delimiters, line ends and doubled quotes. A quote elsewhere in a field is an
// ordinary character. Line ends are LF or CRLF. One thread for one object; nothing throws.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace hotshard {

class CsvRecord {
public:
    enum class Result {
        Good,
        NeedMore, ///< the buffer ends before the record does
        Broken    ///< text after a closing quote, or quotes that never close: the first line is passed over
    };

    explicit CsvRecord(char delimiter = ',')
        : m_delimiter(delimiter)
    {
    }

    /// Takes one record from the front of `buffer`. With `last` the end of the buffer ends the record.
    Result read(std::string_view buffer, bool last);

    /// Fields of the last good record; valid as long as its buffer and this object are.
    [[nodiscard]] const std::vector<std::string_view> &fields() const { return m_fields; }
    [[nodiscard]] std::size_t consumed() const { return m_consumed; } ///< bytes to go on after, with the line end
    [[nodiscard]] std::size_t length() const { return m_length; }     ///< bytes of the record without its line end
    [[nodiscard]] int lines() const { return m_lines; }               ///< lines that it spans

    /// The delimiter that a header line uses most outside quotes: comma, semicolon, tab or bar; 0 when none.
    [[nodiscard]] static char guessDelimiter(std::string_view header);

private:
    Result readQuoted(std::string_view buffer, std::size_t &at, bool last);
    Result broken(std::string_view buffer, bool last);

    char m_delimiter;
    std::vector<std::string_view> m_fields;
    std::deque<std::string> m_unquoted; // fields with doubled quotes, written out
    std::size_t m_consumed = 0;
    std::size_t m_length = 0;
    int m_lines = 1;
};

} // namespace hotshard

#include "scenario/timestamp.h"

#include <array>
#include <cstddef>
#include <limits>

namespace hotshard {

namespace {

constexpr std::int64_t microsPerSecond = 1'000'000;

/// Reads a text from the left; every function leaves `rest` alone when it fails.
class Cursor {
public:
    explicit Cursor(std::string_view text)
        : m_rest(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    bool take(char c)
    {
        if (peek() != c || m_rest.empty())
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    std::string_view takeText(std::size_t length)
    {
        const std::string_view text = m_rest.substr(0, length);
        m_rest.remove_prefix(text.size());
        return text;
    }
    /// Exactly so many digits.
    std::optional<int> number(std::size_t digits)
    {
        if (m_rest.size() < digits)
            return std::nullopt;
        int n = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_rest[i] < '0' || m_rest[i] > '9')
                return std::nullopt;
            n = n * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(digits);
        return n;
    }
    /// Digits after the point as microseconds; at least one, those beyond the sixth are cut off.
    std::optional<std::int64_t> fraction()
    {
        std::int64_t micros = 0;
        std::int64_t unit = microsPerSecond;
        bool any = false;
        while (peek() >= '0' && peek() <= '9') {
            unit /= 10;
            micros += (peek() - '0') * unit;
            m_rest.remove_prefix(1);
            any = true;
        }
        return any ? std::optional(micros) : std::nullopt;
    }

private:
    std::string_view m_rest;
};

struct Civil {
    int year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

int daysOfMonth(int year, int month)
{
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

std::optional<std::int64_t> epochSeconds(const Civil &c)
{
    if (c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1 || c.day > daysOfMonth(c.year, c.month) || c.hour > 23
        || c.minute > 59 || c.second > 60) // 60: a leap second is the next second
        return std::nullopt;
    // Days since 1970 with years that begin in March, so that the leap day comes last.
    const std::int64_t year = c.month <= 2 ? c.year - 1 : c.year;
    const std::int64_t era = year / 400;
    const std::int64_t ofEra = year - era * 400;
    const std::int64_t ofYear = (153 * ((c.month + 9) % 12) + 2) / 5 + c.day - 1;
    const std::int64_t days = era * 146'097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719'468;
    return ((days * 24 + c.hour) * 60 + c.minute) * 60 + c.second;
}

/// `+hh`, `+hhmm` or `+hh:mm` as seconds.
std::optional<std::int64_t> zone(Cursor &in)
{
    const bool west = in.peek() == '-';
    if (!in.take('+') && !in.take('-'))
        return std::nullopt;
    const auto hours = in.number(2);
    if (!hours || *hours > 23)
        return std::nullopt;
    int minutes = 0;
    if (in.take(':') || !in.atEnd()) {
        const auto given = in.number(2);
        if (!given || *given > 59)
            return std::nullopt;
        minutes = *given;
    }
    const std::int64_t seconds = *hours * 3600 + minutes * 60;
    return west ? -seconds : seconds;
}

std::optional<int> monthNamed(std::string_view name)
{
    constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int month = 1; month <= 12; ++month) {
        if (names.substr(static_cast<std::size_t>(month - 1) * 3, 3) == name)
            return month;
    }
    return std::nullopt;
}

/// `10:05`, `10:05:03` or `10:05:03.25` into `c` and the microseconds returned.
std::optional<std::int64_t> clockTime(Cursor &in, Civil &c)
{
    const auto hour = in.number(2);
    const auto minute = hour && in.take(':') ? in.number(2) : std::nullopt;
    if (!minute)
        return std::nullopt;
    c.hour = *hour;
    c.minute = *minute;
    if (!in.take(':'))
        return 0;
    const auto second = in.number(2);
    if (!second)
        return std::nullopt;
    c.second = *second;
    return in.take('.') || in.take(',') ? in.fraction() : 0;
}

std::optional<std::int64_t> parseIso(std::string_view text)
{
    Cursor in(text);
    const auto year = in.number(4);
    const auto month = year && in.take('-') ? in.number(2) : std::nullopt;
    const auto day = month && in.take('-') ? in.number(2) : std::nullopt;
    if (!day)
        return std::nullopt;
    Civil c{*year, *month, *day, 0, 0, 0};
    std::optional<std::int64_t> micros = 0;
    std::optional<std::int64_t> offset = 0;
    if (!in.atEnd()) {
        if (!in.take('T') && !in.take('t') && !in.take(' '))
            return std::nullopt;
        micros = clockTime(in, c);
        in.take(' '); // "2015-05-17 10:05:03 +0200", as databases print it
        if (!in.atEnd() && !in.take('Z') && !in.take('z'))
            offset = zone(in);
    }
    const auto seconds = epochSeconds(c);
    if (!seconds || !micros || !offset || !in.atEnd())
        return std::nullopt;
    return (*seconds - *offset) * microsPerSecond + *micros;
}

/// Decimal digits with an optional fraction, exactly: doubles would lose microseconds.
std::optional<std::int64_t> parseEpoch(std::string_view text)
{
    Cursor in(text);
    const bool negative = in.take('-');
    std::int64_t whole = 0;
    int digits = 0;
    for (; in.peek() >= '0' && in.peek() <= '9'; ++digits) {
        if (digits == 19 || whole > std::numeric_limits<std::int64_t>::max() / 10 - 1)
            return std::nullopt;
        whole = whole * 10 + (in.takeText(1).front() - '0');
    }
    std::int64_t micros = 0;
    if (digits > 0 && in.take('.'))
        micros = in.fraction().value_or(-1);
    if (digits == 0 || micros < 0 || !in.atEnd())
        return std::nullopt;
    std::int64_t result = 0;
    if (whole < 100'000'000'000)
        result = whole * microsPerSecond + micros;
    else if (whole < 100'000'000'000'000)
        result = whole * 1'000 + micros / 1'000;
    else if (whole < 100'000'000'000'000'000)
        result = whole;
    else
        result = whole / 1'000;
    return negative ? -result : result;
}

} // namespace

std::optional<std::int64_t> parseLogTime(std::string_view text)
{
    Cursor in(text);
    const auto day = in.number(2);
    const auto month = day && in.take('/') ? monthNamed(in.takeText(3)) : std::nullopt;
    const auto year = month && in.take('/') ? in.number(4) : std::nullopt;
    const auto hour = year && in.take(':') ? in.number(2) : std::nullopt;
    const auto minute = hour && in.take(':') ? in.number(2) : std::nullopt;
    const auto second = minute && in.take(':') ? in.number(2) : std::nullopt;
    if (!second)
        return std::nullopt;
    const Civil c{*year, *month, *day, *hour, *minute, *second};
    std::int64_t offset = 0;
    if (in.take(' ')) {
        const auto given = zone(in);
        if (!given)
            return std::nullopt;
        offset = *given;
    }
    const auto seconds = epochSeconds(c);
    if (!seconds || !in.atEnd())
        return std::nullopt;
    return (*seconds - offset) * microsPerSecond;
}

std::optional<std::int64_t> parseTimestamp(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    if (const auto epoch = parseEpoch(text))
        return epoch;
    if (const auto iso = parseIso(text))
        return iso;
    return parseLogTime(text);
}

} // namespace hotshard

#include "kernel/wall_time.h"

namespace hotshard {

namespace {

constexpr std::int64_t second = 1'000'000, day = 86'400 * second;

struct Date {
    std::int64_t year = 1970, month = 1, day = 1;
};

constexpr bool leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr std::int64_t daysOf(std::int64_t year, std::int64_t month)
{
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap(year));
}

/// The date so many days after 1970-01-01.
Date dateOf(std::int64_t days)
{
    constexpr std::int64_t cycle = 146'097; // days of 400 years, after which the calendar repeats
    Date date;
    date.year += days / cycle * 400;
    days %= cycle;
    for (; days >= 365 + leap(date.year); ++date.year)
        days -= 365 + leap(date.year);
    for (; days >= daysOf(date.year, date.month); ++date.month)
        days -= daysOf(date.year, date.month);
    date.day += days;
    return date;
}

void appendPadded(std::string &text, std::int64_t number, std::size_t width)
{
    const std::string digits = std::to_string(number);
    text.append(width > digits.size() ? width - digits.size() : 0, '0');
    text += digits;
}

} // namespace

std::string isoTime(std::int64_t epochUs, int digits)
{
    const Date date = dateOf(epochUs / day);
    const std::int64_t seconds = epochUs % day / second;
    std::string text;
    appendPadded(text, date.year, 4);
    text += '-';
    appendPadded(text, date.month, 2);
    text += '-';
    appendPadded(text, date.day, 2);
    text += 'T';
    appendPadded(text, seconds / 3600, 2);
    text += ':';
    appendPadded(text, seconds / 60 % 60, 2);
    text += ':';
    appendPadded(text, seconds % 60, 2);
    if (digits > 0) {
        std::string fraction;
        appendPadded(fraction, epochUs % second, 6);
        text += '.' + fraction.substr(0, static_cast<std::size_t>(digits));
    }
    return text + 'Z';
}

} // namespace hotshard

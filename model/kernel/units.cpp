#include "kernel/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace hotshard::units {

namespace {

constexpr std::size_t longestText = 64;
/// Beyond every instant of a run (SimTime::never), so that sums of accepted durations cannot overflow.
constexpr std::int64_t largestDuration = std::numeric_limits<std::int64_t>::max() / 4;
/// Whole doubles up to here are exact.
constexpr double largestWholeDouble = 9007199254740992.0;

/// A number as written: its decimal digits without sign and grouping, and what follows it.
struct Scanned {
    std::string digits; ///< "12", "1.5", "2e3"
    std::string_view rest;
    bool whole = false; ///< digits only
};

struct Unit {
    std::string_view name;
    std::int64_t factor;
};

constexpr std::array durationUnits{
    Unit{"us", 1},         Unit{"\xC2\xB5s", 1}, // the micro sign
    Unit{"\xCE\xBCs", 1},                        // the Greek mu
    Unit{"ms", 1'000},     Unit{"s", 1'000'000},     Unit{"min", 60'000'000},
    Unit{"m", 60'000'000}, Unit{"h", 3'600'000'000}, Unit{"d", 86'400'000'000},
};

constexpr std::int64_t kibi = 1024;
constexpr std::array byteUnits{
    Unit{"B", 1},
    Unit{"KiB", kibi},
    Unit{"KB", kibi},
    Unit{"kB", kibi},
    Unit{"MiB", kibi *kibi},
    Unit{"MB", kibi *kibi},
    Unit{"GiB", kibi *kibi *kibi},
    Unit{"GB", kibi *kibi *kibi},
    Unit{"TiB", kibi *kibi *kibi *kibi},
    Unit{"TB", kibi *kibi *kibi *kibi},
};

/// Seconds in what a rate is counted per.
constexpr std::array rateUnits{
    Unit{"s", 1}, Unit{"sec", 1}, Unit{"min", 60}, Unit{"m", 60}, Unit{"h", 3600}, Unit{"d", 86'400},
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::size_t digitsAt(std::string_view text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - from;
}

/// Reads "10,000" groups of three into `digits`; gives how many characters were used, 0 when malformed.
std::size_t scanWholePart(std::string_view text, std::string &digits)
{
    std::size_t used = digitsAt(text, 0);
    digits.append(text.substr(0, used));
    if (used >= text.size() || text[used] != ',')
        return used;
    if (used == 0 || used > 3)
        return 0;
    while (used < text.size() && text[used] == ',') {
        if (digitsAt(text, used + 1) != 3)
            return 0;
        digits.append(text.substr(used + 1, 3));
        used += 4;
    }
    return used;
}

/// Reads an unsigned decimal number at the start of `text`.
std::optional<Scanned> scan(std::string_view text)
{
    if (text.empty() || text.size() > longestText || (!isDigit(text.front()) && text.front() != '.'))
        return std::nullopt;
    Scanned result;
    std::size_t used = scanWholePart(text, result.digits);
    if (used == 0 && text.front() != '.')
        return std::nullopt;
    result.whole = true;
    if (used < text.size() && text[used] == '.') {
        const std::size_t fraction = digitsAt(text, used + 1);
        if (fraction == 0)
            return std::nullopt;
        result.digits = (result.digits.empty() ? "0" : result.digits) + std::string(text.substr(used, fraction + 1));
        used += fraction + 1;
        result.whole = false;
    }
    if (used < text.size() && (text[used] == 'e' || text[used] == 'E')) {
        const bool sign = used + 1 < text.size() && (text[used + 1] == '-' || text[used + 1] == '+');
        const std::size_t exponent = digitsAt(text, used + (sign ? 2 : 1));
        if (exponent == 0)
            return std::nullopt;
        const std::size_t length = (sign ? 2 : 1) + exponent;
        result.digits += text.substr(used, length);
        used += length;
        result.whole = false;
    }
    result.rest = text.substr(used);
    return result;
}

/// Removes a leading sign; true when it was a minus.
bool takeSign(std::string_view &text)
{
    if (text.empty() || (text.front() != '-' && text.front() != '+'))
        return false;
    const bool minus = text.front() == '-';
    text.remove_prefix(1);
    return minus;
}

/// The digits as a double, times 10^shift. The shift is made in the text, so that 2.3k is exactly 2300.
std::optional<double> toDouble(const Scanned &scanned, int shift = 0)
{
    std::string text = scanned.digits;
    const std::size_t e = text.find_first_of("eE");
    int exponent = 0;
    if (e != std::string::npos) {
        const std::size_t first = e + (text[e + 1] == '+' ? 2 : 1);
        const auto read = std::from_chars(text.data() + first, text.data() + text.size(), exponent);
        if (read.ec != std::errc{} || exponent > 400 || exponent < -400)
            return std::nullopt;
        text.resize(e);
    }
    text += "e" + std::to_string(exponent + shift);
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

/// value * factor rounded to a whole number; exact for whole values. Empty above `largest`.
std::optional<std::int64_t> scaled(const Scanned &scanned, std::int64_t factor, std::int64_t largest)
{
    if (scanned.whole) {
        std::int64_t value = 0;
        const auto read = std::from_chars(scanned.digits.data(), scanned.digits.data() + scanned.digits.size(), value);
        if (read.ec != std::errc{} || value > largest / factor)
            return std::nullopt;
        return value * factor;
    }
    const std::optional<double> value = toDouble(scanned);
    if (!value)
        return std::nullopt;
    const double product = *value * static_cast<double>(factor);
    if (!(product < static_cast<double>(largest)))
        return std::nullopt;
    return std::llround(product);
}

template <std::size_t N>
const Unit *findUnit(const std::array<Unit, N> &units, std::string_view name)
{
    for (const Unit &unit : units)
        if (unit.name == name)
            return &unit;
    return nullptr;
}

/// The longest unit at the start of the text, so that "5ms" is not five minutes and an "s".
const Unit *takeDurationUnit(std::string_view &text)
{
    const Unit *best = nullptr;
    for (const Unit &unit : durationUnits)
        if (text.starts_with(unit.name) && (!best || unit.name.size() > best->name.size()))
            best = &unit;
    if (best)
        text.remove_prefix(best->name.size());
    return best;
}

/// Power of ten of a trailing "k", "M" or "G", which is removed.
int takeMagnitude(std::string_view &rest)
{
    if (rest.empty())
        return 0;
    const int power = rest.front() == 'k' || rest.front() == 'K' ? 3
        : rest.front() == 'M'                                    ? 6
        : rest.front() == 'G'                                    ? 9
                                                                 : 0;
    if (power > 0)
        rest = trimmed(rest.substr(1));
    return power;
}

} // namespace

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > longestText)
        return std::nullopt;
    const bool minus = takeSign(text);
    if (text == "0")
        return 0;
    std::int64_t sum = 0;
    std::int64_t lastFactor = std::numeric_limits<std::int64_t>::max();
    do {
        const std::optional<Scanned> scanned = scan(text);
        if (!scanned)
            return std::nullopt;
        text = trimmed(scanned->rest);
        const Unit *unit = takeDurationUnit(text);
        if (!unit || unit->factor >= lastFactor)
            return std::nullopt;
        lastFactor = unit->factor;
        const std::optional<std::int64_t> part = scaled(*scanned, unit->factor, largestDuration);
        if (!part || *part > largestDuration - sum)
            return std::nullopt;
        sum += *part;
        text = trimmed(text);
    } while (!text.empty());
    return minus ? -sum : sum;
}

std::optional<double> parseRate(std::string_view text)
{
    text = trimmed(text);
    const bool minus = takeSign(text);
    const std::optional<Scanned> scanned = scan(text);
    if (!scanned)
        return std::nullopt;
    std::string_view rest = trimmed(scanned->rest);
    const std::optional<double> value = toDouble(*scanned, takeMagnitude(rest));
    if (!value)
        return std::nullopt;
    double seconds = 1;
    if (!rest.empty()) {
        if (rest.front() != '/')
            return std::nullopt;
        const Unit *unit = findUnit(rateUnits, trimmed(rest.substr(1)));
        if (!unit)
            return std::nullopt;
        seconds = static_cast<double>(unit->factor);
    }
    return (minus ? -*value : *value) / seconds;
}

std::optional<std::int64_t> parseBytes(std::string_view text)
{
    text = trimmed(text);
    const bool minus = takeSign(text);
    const std::optional<Scanned> scanned = scan(text);
    if (!scanned)
        return std::nullopt;
    const std::string_view name = trimmed(scanned->rest);
    const Unit *unit = findUnit(byteUnits, name.empty() ? "B" : name);
    if (!unit)
        return std::nullopt;
    if (unit->factor == 1 && !scanned->whole) {
        const std::optional<double> value = toDouble(*scanned);
        if (!value || *value != std::floor(*value))
            return std::nullopt; // there is no part of a byte
    }
    const auto bytes = scaled(*scanned, unit->factor, std::numeric_limits<std::int64_t>::max() / 2);
    if (!bytes)
        return std::nullopt;
    return minus ? -*bytes : *bytes;
}

std::optional<double> parseShare(std::string_view text)
{
    text = trimmed(text);
    const bool minus = takeSign(text);
    const std::optional<Scanned> scanned = scan(text);
    if (!scanned)
        return std::nullopt;
    const std::string_view rest = trimmed(scanned->rest);
    if (!rest.empty() && rest != "%")
        return std::nullopt;
    const std::optional<double> value = toDouble(*scanned, rest.empty() ? 0 : -2);
    if (!value)
        return std::nullopt;
    return minus ? -*value : *value;
}

std::optional<double> parseNumber(std::string_view text)
{
    text = trimmed(text);
    const bool minus = takeSign(text);
    const std::optional<Scanned> scanned = scan(text);
    if (!scanned)
        return std::nullopt;
    std::string_view rest = trimmed(scanned->rest);
    const std::optional<double> value = toDouble(*scanned, takeMagnitude(rest));
    if (!value || !rest.empty())
        return std::nullopt;
    return minus ? -*value : *value;
}

std::optional<std::int64_t> parseInteger(std::string_view text)
{
    text = trimmed(text);
    const bool minus = takeSign(text);
    const std::optional<Scanned> scanned = scan(text);
    if (!scanned)
        return std::nullopt;
    std::string_view rest = trimmed(scanned->rest);
    const int magnitude = takeMagnitude(rest);
    if (!rest.empty())
        return std::nullopt;
    if (scanned->whole && magnitude == 0) {
        const auto value = scaled(*scanned, 1, std::numeric_limits<std::int64_t>::max());
        return value && minus ? -*value : value;
    }
    const std::optional<double> value = toDouble(*scanned, magnitude);
    if (!value || *value != std::floor(*value) || *value > largestWholeDouble)
        return std::nullopt;
    const auto result = static_cast<std::int64_t>(*value);
    return minus ? -result : result;
}

} // namespace hotshard::units

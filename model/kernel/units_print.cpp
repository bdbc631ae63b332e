#include "kernel/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <system_error>

namespace hotshard::units {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t factor;
};

constexpr std::int64_t kibi = 1024;

std::string whole(std::int64_t value, std::string_view unit) { return std::to_string(value) + std::string(unit); }

/// Thousandths of a unit, without trailing zeros: 1234 -> "1.234".
std::string thousandths(std::int64_t value, int places, std::string_view unit)
{
    std::int64_t one = 1;
    for (int i = 0; i < places; ++i)
        one *= 10;
    std::string text = std::to_string(value / one);
    if (value % one != 0) {
        std::string fraction = std::to_string(one + value % one).substr(1);
        fraction.resize(fraction.find_last_not_of('0') + 1);
        text += "." + fraction;
    }
    return text + std::string(unit);
}

} // namespace

std::string printDuration(std::int64_t us)
{
    constexpr std::int64_t second = 1'000'000;
    constexpr std::int64_t minute = 60 * second;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    if (us == 0)
        return "0s";
    if (us < 0)
        return "-"
            + printDuration(us == std::numeric_limits<std::int64_t>::min() ? std::numeric_limits<std::int64_t>::max()
                                                                           : -us);
    if (us < 1'000)
        return whole(us, "us");
    if (us < second)
        return thousandths(us, 3, "ms");
    std::string text;
    if (us >= 2 * day) { // "24h" and "36h" is how people write them
        text += whole(us / day, "d");
        us %= day;
    }
    if (us >= hour)
        text += whole(us / hour, "h");
    us %= hour;
    if (us >= minute)
        text += whole(us / minute, "m");
    us %= minute;
    if (us > 0)
        text += thousandths(us, 6, "s");
    return text;
}

std::string printRate(double perSecond)
{
    std::string best = printNumber(perSecond) + "/s";
    for (const Unit unit : {Unit{"min", 60}, Unit{"h", 3600}, Unit{"d", 86'400}}) {
        // 10/h is 0.002777777777777778/s: keep what a person would write when it is the same number.
        const double count = std::round(perSecond * static_cast<double>(unit.factor));
        const std::string text = printNumber(count) + "/" + std::string(unit.name);
        if (text.size() < best.size() && parseRate(text) == perSecond)
            best = text;
    }
    return best;
}

std::string printBytes(std::int64_t bytes)
{
    for (const Unit unit : {Unit{" GiB", kibi * kibi * kibi}, Unit{" MiB", kibi * kibi}, Unit{" KiB", kibi}}) {
        if (bytes < unit.factor || bytes > std::numeric_limits<std::int64_t>::max() / 10)
            continue;
        if (bytes * 10 % unit.factor == 0)
            return thousandths(bytes * 10 / unit.factor, 1, unit.name);
    }
    return whole(bytes, " B");
}

std::string printShare(double share)
{
    // Per cent by moving the decimal point in the text: 0.07 * 100 is not 7.
    std::array<char, 40> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), share, std::chars_format::scientific);
    std::string text(buffer.data(), written.ptr);
    const std::size_t e = text.find('e');
    if (written.ec == std::errc{} && std::isfinite(share) && e != std::string::npos) {
        const int exponent = std::atoi(text.c_str() + e + 1);
        text = text.substr(0, e + 1) + std::to_string(exponent + 2);
        double percent = 0;
        std::from_chars(text.data(), text.data() + text.size(), percent);
        const std::string result = printNumber(percent) + " %";
        if (parseShare(result) == share)
            return result;
    }
    return printNumber(share);
}

std::string printNumber(double number)
{
    if (!std::isfinite(number))
        return std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
    if (number == 0)
        return "0";
    const double size = std::abs(number);
    const auto format = size >= 1e-6 && size < 1e16 ? std::chars_format::fixed : std::chars_format::scientific;
    std::array<char, 64> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format);
    return written.ec == std::errc{} ? std::string(buffer.data(), written.ptr) : "0";
}

} // namespace hotshard::units

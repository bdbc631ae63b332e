#include "views/theme/view_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard::views::view_text {
namespace {

/// The C locale does not group; a program started with LANG=C shall still be readable.
QLocale readable(const QLocale &locale)
{
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

QString fixed(double v, int decimals, const QLocale &locale) { return readable(locale).toString(v, 'f', decimals); }

/// Three significant digits without an exponent.
QString significant(double v, const QLocale &locale)
{
    const double size = std::abs(v);
    return fixed(v, size < 9.995 ? 2 : size < 99.95 ? 1 : 0, locale);
}

QString withUnit(const QString &number, const char *unit) { return number + kThin + QLatin1String(unit); }

struct Step {
    double least, divisor;
    const char *unit;
};

} // namespace

QString count(std::uint64_t n, const QLocale &locale) { return readable(locale).toString(static_cast<qulonglong>(n)); }

QString shortCount(double n, const QLocale &locale)
{
    const double size = std::abs(n);
    if (size < 9999.5)
        return fixed(n, 0, locale);
    for (const Step &step : {Step{999.5e6, 1e9, "G"}, Step{999.5e3, 1e6, "M"}, Step{0, 1e3, "k"}})
        if (size >= step.least)
            return withUnit(significant(n / step.divisor, locale), step.unit);
    return {};
}

QString axisCount(double n, const QLocale &locale)
{
    const double size = std::abs(n);
    for (const Step &step : {Step{1e9, 1e9, "G"}, Step{1e6, 1e6, "M"}, Step{1e3, 1e3, "k"}})
        if (size >= step.least) {
            const double v = n / step.divisor;
            return withUnit(fixed(v, v == std::floor(v) ? 0 : 1, locale), step.unit);
        }
    return fixed(n, n == std::floor(n) ? 0 : 1, locale);
}

QString duration(Duration d, const QLocale &locale)
{
    const double s = d.toSeconds();
    for (const Step &step : {Step{10 * 86400.0, 86400, "d"}, Step{7200, 3600, "h"}, Step{120, 60, "min"}})
        if (std::abs(s) >= step.least) {
            const double v = s / step.divisor;
            return withUnit(fixed(v,
                                  std::abs(v) < 99.95 && step.divisor > 60 ? 1
                                      : std::abs(v) < 9.95                 ? 1
                                                                           : 0,
                                  locale),
                            step.unit);
        }
    return withUnit(
        fixed(s, std::abs(s) < 9.95 && s != 0 ? (std::abs(s - std::round(s)) < 1e-9 && s >= 5 ? 0 : 1) : 0, locale),
        "s");
}

QString roundDuration(Duration d, const QLocale &locale)
{
    const double s = d.toSeconds();
    for (const Step &step : {Step{7 * 86400.0, 86400, "d"}, Step{3600, 3600, "h"}, Step{120, 60, "min"}})
        if (s >= step.least) {
            const double v = s / step.divisor;
            return withUnit(fixed(v, v == std::floor(v) ? 0 : 1, locale), step.unit);
        }
    return duration(d, locale);
}

QString rate(double rate, const QLocale &locale)
{
    const double size = std::abs(rate);
    if (size > 0 && size < 9.95 && std::abs(rate - std::round(rate)) > 0.05)
        return fixed(rate, 1, locale);
    return shortCount(rate, locale);
}

QString perSecond(double value, const QLocale &locale) { return rate(value, locale) + QLatin1String("/s"); }

QString change(double value, const QLocale &locale)
{
    const QChar sign = value < 0 ? QChar(0x2212) : QChar(u'+');
    return sign + perSecond(std::abs(value), locale);
}

QString percent(double share, const QLocale &locale)
{
    const double v = share * 100;
    return withUnit(fixed(v, v > 0 && v < 1.95 ? 1 : 0, locale), "%");
}

QString smallPercent(double share, const QLocale &locale)
{
    const double value = share * 100;
    if (value <= 0 || value >= 1)
        return percent(share, locale);
    const int digits = std::min(8, static_cast<int>(std::ceil(-std::log10(value))));
    return locale.toString(value, 'f', digits) + kThin + QLatin1Char('%');
}

bool keysAreAlike(const Snapshot &snapshot)
{
    constexpr double many = 1000, slight = 0.002;
    const double keys = static_cast<double>(snapshot.keys.size() + snapshot.otherKeys);
    if (keys < many)
        return false;
    for (const KeyView &key : snapshot.keys)
        if (key.share >= slight)
            return false;
    return true;
}

QString milliseconds(double ms, const QLocale &locale)
{
    if (std::abs(ms) >= 9999.5)
        return withUnit(significant(ms / 1000, locale), "s");
    return withUnit(fixed(ms, ms > 0 && ms < 9.95 ? 1 : 0, locale), "ms");
}

QString bytesPerSecond(double bytes, const QLocale &locale)
{
    for (const Step &step : {Step{1048576 * 0.9, 1048576, "MiB/s"}, Step{1024, 1024, "KiB/s"}})
        if (bytes >= step.least)
            return withUnit(significant(bytes / step.divisor, locale), step.unit);
    return withUnit(fixed(bytes, 0, locale), "B/s");
}

QString clock(SimTime t)
{
    const long long s = std::max<long long>(0, t.us / 1'000'000);
    return QStringLiteral("%1:%2:%3")
        .arg(s / 3600, 2, 10, QChar(u'0'))
        .arg(s / 60 % 60, 2, 10, QChar(u'0'))
        .arg(s % 60, 2, 10, QChar(u'0'));
}

QString shortClock(SimTime t)
{
    const long long s = std::max<long long>(0, t.us / 1'000'000);
    if (s < 3600)
        return QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QChar(u'0'));
    return QStringLiteral("%1:%2:%3")
        .arg(s / 3600)
        .arg(s / 60 % 60, 2, 10, QChar(u'0'))
        .arg(s % 60, 2, 10, QChar(u'0'));
}

QString shortName(const QString &name, int most)
{
    if (name.size() <= most)
        return name;
    const int head = (most - 1 + 1) / 2;
    return name.left(head) + QChar(0x2026) + name.right(most - 1 - head);
}

} // namespace hotshard::views::view_text

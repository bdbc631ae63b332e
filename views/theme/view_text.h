// Numbers with units as people read them. Figures keep s, ms, /s and h in every language; grouping and the
// decimal point follow the locale; a narrow no-break space stands before a unit.
#pragma once

#include "kernel/time.h"
#include "metrics/snapshot.h"

#include <QLocale>
#include <QString>

#include <cstdint>

namespace hotshard::views {

namespace view_text {

/// "15,498".
[[nodiscard]] QString count(std::uint64_t n, const QLocale &locale);
/// Three significant digits from ten thousand on: "9,808", "51.2 k", "1.20 M".
[[nodiscard]] QString shortCount(double n, const QLocale &locale);
/// As scales have it: "0", "500", "20 k", "1.5 M".
[[nodiscard]] QString axisCount(double n, const QLocale &locale);
/// "0.9 s", "42 s", "3.5 min", "23.6 h", "6.2 d".
[[nodiscard]] QString duration(Duration d, const QLocale &locale);
/// A setting: "24 h", "7 d", "300 s".
[[nodiscard]] QString roundDuration(Duration d, const QLocale &locale);
/// "369/s", "0.5/s", "51.2 k/s".
[[nodiscard]] QString perSecond(double rate, const QLocale &locale);
/// The same without "/s": for sentences that spell the unit out.
[[nodiscard]] QString rate(double rate, const QLocale &locale);
/// "+66/s", "−303/s".
[[nodiscard]] QString change(double rate, const QLocale &locale);
/// "28 %"; one decimal under 2 %: "0.8 %".
[[nodiscard]] QString percent(double share, const QLocale &locale);
/// With one significant digit: "0.005 %".
[[nodiscard]] QString smallPercent(double share, const QLocale &locale);
/// Many keys, and none of them has a share worth a line: telling them apart says nothing.
[[nodiscard]] bool keysAreAlike(const Snapshot &snapshot);
/// "211 ms", "1.2 s" from ten seconds on.
[[nodiscard]] QString milliseconds(double ms, const QLocale &locale);
/// "1.0 MiB/s".
[[nodiscard]] QString bytesPerSecond(double bytes, const QLocale &locale);
/// "00:12:31".
[[nodiscard]] QString clock(SimTime t);
/// "12:31", "1:12:31".
[[nodiscard]] QString shortClock(SimTime t);
/// A name cut in the middle when it is longer than `most` characters.
[[nodiscard]] QString shortName(const QString &name, int most);

} // namespace view_text

/// Narrow no-break space: stands before a unit.
inline constexpr QChar kThin{0x202F};

} // namespace hotshard::views

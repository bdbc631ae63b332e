// Findings about what is no stream, in words: log files in an object store, and queues.
#pragma once

#include <QLocale>
#include <QString>

namespace hotshard {
struct Finding;
struct Snapshot;
} // namespace hotshard

namespace hotshard::views {

// As in phrase.h, for the kinds LinesLost, EventsWait, EventsFail, EventsGivenUp and QueueGrows; empty for others.
[[nodiscard]] QString besideSentence(const Finding &finding, const Snapshot &snapshot, const QLocale &locale);
[[nodiscard]] QString besideTitle(const Finding &finding, const Snapshot &snapshot, const QLocale &locale);
[[nodiscard]] QString besideEvidence(const Finding &finding, const QLocale &locale);
[[nodiscard]] QString besideRemedy(const Finding &finding);
/// A run without a stream that keeps up; empty when there is one.
[[nodiscard]] QString besideHealthy(const Snapshot &snapshot, const QLocale &locale);

} // namespace hotshard::views

// Findings in words: the sentence under the floor and the texts of the diagnosis cards. In the language of the
// program; numbers in the given locale.
#pragma once

#include "kernel/time.h"

#include <QLocale>
#include <QString>

namespace hotshard {
struct Finding;
struct Snapshot;
} // namespace hotshard

namespace hotshard::views {

/// A length of time inside words: the unit is a word of the language ("8.8 min").
[[nodiscard]] QString spokenDuration(Duration duration, const QLocale &locale);

/// A whole sentence that a screen reader, a learner and a slide can use as it is.
[[nodiscard]] QString findingSentence(const Finding &finding, const Snapshot &snapshot, const QLocale &locale);
/// The title of a card: short, with the number in it.
[[nodiscard]] QString findingTitle(const Finding &finding, const Snapshot &snapshot, const QLocale &locale);
/// One line of numbers that show it.
[[nodiscard]] QString findingEvidence(const Finding &finding, const Snapshot &snapshot, const QLocale &locale);
/// What helps, and what does not.
[[nodiscard]] QString findingRemedy(const Finding &finding, const Snapshot &snapshot, const QLocale &locale);

/// The sentence under the floor: of the worst finding; empty without one.
[[nodiscard]] QString liveSentence(const Snapshot &snapshot, const QLocale &locale);

} // namespace hotshard::views

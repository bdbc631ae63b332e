// The stories of inspected things as lines of text: a name, a value, under headings. Pure functions.
#pragma once

#include "metrics/inspection.h"

#include <QLocale>
#include <QString>

#include <vector>

namespace hotshard::views {

struct Fact {
    enum class Kind {
        Heading, ///< a name alone
        Value,
        Exact, ///< digits to be read and copied one by one: may be broken anywhere
        Note   ///< a sentence about what is above
    };
    Kind kind = Kind::Value;
    QString name, value;
    bool operator==(const Fact &) const = default;
};
using Facts = std::vector<Fact>;

[[nodiscard]] Facts shardFacts(const ShardStory &story, const Inspection &answer, const QLocale &locale);
[[nodiscard]] Facts iteratorFacts(const IteratorStory &story, const Inspection &answer, const QLocale &locale);
[[nodiscard]] Facts batchFacts(const BatchStory &story, const Inspection &answer, const QLocale &locale);
[[nodiscard]] Facts recordFacts(const RecordPlace &place, const Inspection &answer, const QLocale &locale);

/// What became of an attempt: "failed", "partly done".
[[nodiscard]] QString resultName(AttemptStory::Result result);
/// "00:01:30.000".
[[nodiscard]] QString instant(SimTime at);
/// All texts of the inspector are in the context "Inspect".
[[nodiscard]] QString inspectText(const char *source);

} // namespace hotshard::views

// What every chart needs beside the numbers: how names are shown and what part of time is visible.
#pragma once

#include "metrics/preview.h"
#include "metrics/snapshot.h"
#include "session/outline.h"
#include "views/charts/nice_axis.h"

#include <QHash>
#include <QString>

namespace hotshard::views {

/// The text of a model value in the language of the program (that of the default QLocale).
[[nodiscard]] QString shown(const Text &text);

/// Says what a change changed. A value; made anew for every scenario.
class ChangeNames final {
public:
    ChangeNames() = default;
    explicit ChangeNames(const Outline &outline);

    /// The note that the scenario gives it, or "shards 2 → 4".
    [[nodiscard]] QString longText(const ChangeMark &mark) const;
    /// "Shards 18": a parameter that somebody thinks of, and its value as it is printed.
    [[nodiscard]] QString namedValue(const std::string &path, const std::string &printed) const;
    /// "18", "a key with a salt".
    [[nodiscard]] QString bareValue(const std::string &path, const std::string &printed) const;
    /// "2 → 4".
    [[nodiscard]] QString shortText(const ChangeMark &mark) const;

private:
    QHash<QString, ParameterDecl> m_decls;
};

/// The values of one refresh. References live as long as the call.
struct ChartContext {
    const Snapshot &snapshot;
    const ChangeNames &names;
    TimeWindow window;
    double wallSeconds = 0;           ///< shown time, for hysteresis
    const Preview *preview = nullptr; ///< how it would go on; null when nobody asks
    const Preview *asItIs = nullptr;  ///< how it would go on without the change; null when not known
    bool previewOfEarlier = false;    ///< a newer value is under the hand and not yet answered
};

} // namespace hotshard::views

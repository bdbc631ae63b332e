// The scenarios that come with the program: where they lie and what they are called.
#pragma once

#include "kernel/text.h"

#include <QString>

#include <vector>

namespace hotshard::app {

struct ShippedScenario {
    QString path;
    QString name; ///< file name without its ending: "hot-key"
    Text title, description;
};

/// In the order of the menu: the first one opens at the start. Empty when the folder is not found.
[[nodiscard]] std::vector<ShippedScenario> shippedScenarios();
/// The path of a shipped scenario by its name; empty when there is none.
[[nodiscard]] QString shippedScenario(const QString &name);

} // namespace hotshard::app

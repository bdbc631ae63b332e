// Pictures of the window for the documentation that can be made again: same scenario, same instant, same bytes.
#pragma once

#include "kernel/time.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace hotshard::app {

class MainWindow;
class Settings;

struct ScreenshotPlan {
    QString file, language = QStringLiteral("en"), theme = QStringLiteral("light");
    QSize size{1920, 1080};
    Duration after = Duration::seconds(90);
    QString problem; ///< of the command line; empty when there is none
};

/// Empty without --screenshot.
[[nodiscard]] std::optional<ScreenshotPlan> readPlan(const QStringList &arguments);
/// Language and theme of the plan; nothing of it is remembered.
void isolate(Settings &settings, const ScreenshotPlan &plan);
/// Runs the scenario that far, saves the window, returns the exit code.
int takeScreenshot(MainWindow &window, const ScreenshotPlan &plan);

} // namespace hotshard::app

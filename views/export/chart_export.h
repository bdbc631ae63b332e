// Charts into files: PNG at twice the size, SVG, PDF and CSV. Works without a display (offscreen platform).
// A file is written whole or not at all; what went wrong is returned as a sentence.
#pragma once

#include "metrics/snapshot.h"
#include "session/outline.h"
#include "views/theme/theme.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace hotshard::views {

class ChartCard;
enum class ExportFormat;

/// Empty = success. Files are drawn in the light theme whatever the screen shows.
[[nodiscard]] QString saveChart(ChartCard &card, ExportFormat format, const QString &path);
/// The data of a chart; numbers with '.', UTF-8, the same in every locale.
[[nodiscard]] QByteArray chartCsv(const ChartCard &card);
/// "png", "svg", "pdf", "csv".
[[nodiscard]] QString fileSuffix(ExportFormat format);
/// For slides: 1600 x 900, light, large type, with `foot` (scenario and seed) beneath.
[[nodiscard]] QImage chartFigure(ChartCard &card, const QString &foot);

struct ExportResult {
    QStringList files;  ///< written, with their folders
    QStringList errors; ///< one sentence each
};

/// All charts of a snapshot into `folder` (made when it is missing), each as PNG, SVG, PDF and CSV.
/// REQUIRES: a QApplication; any platform plugin, offscreen included.
[[nodiscard]] ExportResult exportCharts(const Snapshot &snapshot, const Outline &outline, const QString &folder,
                                        const Theme &theme);

} // namespace hotshard::views

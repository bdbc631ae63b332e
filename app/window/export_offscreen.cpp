#include "app/window/export_offscreen.h"

#include "views/export/chart_export.h"
#include "views/theme/theme.h"

#include <QApplication>

#include <ostream>

namespace hotshard {

bool exportChartsOffscreen(const Snapshot &snapshot, const Outline &outline, const std::string &folder,
                           std::ostream &err)
{
    // Whatever display there is, this draws into files only.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "hotshard";
    char *argv[] = {name, nullptr};
    const QApplication app(argc, argv);
    const views::ExportResult result =
        views::exportCharts(snapshot, outline, QString::fromStdString(folder), views::Theme::named("light"));
    for (const QString &error : result.errors)
        err << "hotshard: " << error.toStdString() << '\n';
    return result.errors.isEmpty();
}

} // namespace hotshard

#include "app/window/open_window.h"

#include "app/cli/shipped_scenarios.h"
#include "app/window/language.h"
#include "app/window/look.h"
#include "app/window/main_window.h"
#include "app/window/screenshot.h"
#include "app/window/settings.h"
#include "app/window/window_place.h"

#include <QApplication>
#include <QFileInfo>

#ifndef HOTSHARD_VERSION
#define HOTSHARD_VERSION "0.1.0"
#endif

namespace hotshard {

namespace {

/// A file by its path, a shipped scenario by its name, the first shipped one without either.
QString fileToOpen(const std::string &wanted)
{
    if (!wanted.empty() && QFileInfo::exists(QString::fromStdString(wanted)))
        return QString::fromStdString(wanted);
    const auto shipped = cli::shippedScenario(wanted.empty() ? cli::firstScenario : wanted);
    return QString::fromStdString(shipped ? shipped->string() : wanted);
}

} // namespace

int openWindow(int argc, char **argv, const cli::WindowOptions &options)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Hotshard"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HOTSHARD_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("hotshard"));

    app::Settings settings;
    app::Language language;
    if (options.screenshot)
        app::isolate(settings);
    app::followOptions(settings, options);
    language.use(settings.languageCode());
    QObject::connect(&settings, &app::Settings::languageChanged, &language,
                     [&] { language.use(settings.languageCode()); });
    app::useTheme(app::themeOf(settings.theme())); // before the widgets: they are made with their fonts
    app::MainWindow window(settings);
    window.applyTheme();
    if (const QString path = fileToOpen(options.file); !path.isEmpty())
        window.openFile(path);
    if (options.screenshot)
        return app::takeScreenshot(window, options);
    QObject::connect(&window, &app::MainWindow::scenarioOpened, &window, [&] { app::showInspected(window, options); });
    app::placeWindow(window, settings.geometry());
    if (options.size) {
        window.setWindowState(Qt::WindowNoState);
        window.resize(options.size->width, options.size->height);
    }
    window.show();
    return QApplication::exec();
}

} // namespace hotshard

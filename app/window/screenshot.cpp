#include "app/window/screenshot.h"

#include "app/window/inspector_guide.h"
#include "app/window/main_window.h"
#include "app/window/problem_card.h"
#include "app/window/settings.h"
#include "app/window/window_layout.h"
#include "views/charts/chart_row.h"
#include "views/floor/floor_view.h"
#include "views/inspect/inspector_panel.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <iostream>

namespace hotshard::app {

namespace {

constexpr int kLookMs = 20, kSettleMs = 900;

} // namespace

void isolate(Settings &settings)
{
    settings.forget();
    settings.setLanguage(LanguageChoice::English);
    settings.setTheme(ThemeChoice::Light);
    settings.setReducedMotion(true); // tweens would catch the picture half way
}

void followOptions(Settings &settings, const cli::WindowOptions &options)
{
    if (options.language)
        settings.useLanguage(*options.language == "ja" ? LanguageChoice::Japanese : LanguageChoice::English);
    if (options.theme)
        settings.useTheme(*options.theme == "dark"            ? ThemeChoice::Dark
                              : *options.theme == "projector" ? ThemeChoice::Projector
                                                              : ThemeChoice::Light);
}

void showInspected(MainWindow &window, const cli::WindowOptions &options)
{
    const auto wanted = options.inspect ? cli::inspectedPage(*options.inspect) : std::nullopt;
    const SnapshotPtr snapshot = wanted ? window.session()->latest() : nullptr;
    if (!snapshot || snapshot->streams.empty())
        return;
    window.inspections().frame(snapshot);
    window.panels().setInspectorShown(true);
    views::InspectorPanel *panel = window.panels().inspector;
    panel->setSnapshot(snapshot);
    panel->inspect(snapshot->streams.front().id, wanted->shard, static_cast<views::InspectorPanel::Page>(wanted->page));
}

int takeScreenshot(MainWindow &window, const cli::WindowOptions &options)
{
    constexpr QSize kUsual(1920, 1080);
    const QSize size = options.size ? QSize(options.size->width, options.size->height) : kUsual;
    const QString file = QString::fromStdString(*options.screenshot);
    window.resize(size);
    window.show();
    window.resize(size);
    int code = 1;
    QTimer look;
    bool stepped = false;
    const auto save = [&] {
        window.panels().charts->refreshAll();
        const bool saved = window.grab().save(file);
        if (!saved)
            std::cerr << "hotshard: " << *options.screenshot << " was not written\n";
        code = saved ? 0 : 1;
        QApplication::quit();
    };
    QObject::connect(&window, &MainWindow::scenarioOpened, &window, [&] {
        window.setPlaying(false);
        window.session()->restart(); // what it has run until now depends on the machine
        window.session()->step(options.after);
        window.setPlaying(false);
    });
    QObject::connect(&window, &MainWindow::openingFailed, &window,
                     [&] { QTimer::singleShot(kSettleMs, &window, save); });
    QObject::connect(&look, &QTimer::timeout, &window, [&] {
        const Session *session = window.session();
        if (!session || stepped)
            return;
        const SnapshotPtr snapshot = window.session()->latest();
        if (snapshot->time.us < options.after.us && !snapshot->finished)
            return;
        stepped = true;
        window.panels().floor->setSnapshot(snapshot);
        showInspected(window, options);
        window.setPlaying(false); // wakes the frame loop, which brings the last charts
        QTimer::singleShot(kSettleMs, &window, save);
    });
    look.start(kLookMs);
    QApplication::exec();
    return code;
}

} // namespace hotshard::app

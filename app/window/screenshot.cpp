#include "app/window/screenshot.h"

#include "app/window/main_window.h"
#include "app/window/problem_card.h"
#include "app/window/settings.h"
#include "app/window/window_layout.h"
#include "kernel/units.h"
#include "views/charts/chart_row.h"
#include "views/floor/floor_view.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <iostream>

namespace hotshard::app {

namespace {

constexpr int kLookMs = 20, kSettleMs = 900;

std::optional<QSize> parseSize(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() != 2 || size.width() < 200 || size.height() < 200 || size.width() > 8000 || size.height() > 8000)
        return std::nullopt;
    return size;
}

void apply(ScreenshotPlan &plan, const QString &option, const QString &value)
{
    if (option == QLatin1String("--screenshot"))
        plan.file = value;
    else if (option == QLatin1String("--lang"))
        plan.language = value;
    else if (option == QLatin1String("--theme"))
        plan.theme = value;
    else if (const auto size = parseSize(value); option == QLatin1String("--size") && size)
        plan.size = *size;
    else if (const auto after = units::parseDuration(value.toStdString()); option == QLatin1String("--after") && after)
        plan.after = Duration::microseconds(*after);
    else
        plan.problem = QStringLiteral("hotshard: %1 %2: not understood").arg(option, value);
}

} // namespace

std::optional<ScreenshotPlan> readPlan(const QStringList &arguments)
{
    if (!arguments.contains(QStringLiteral("--screenshot")))
        return std::nullopt;
    ScreenshotPlan plan;
    for (qsizetype i = 1; i < arguments.size(); ++i)
        if (arguments[i].startsWith(QLatin1String("--"))) {
            apply(plan, arguments[i], arguments.value(i + 1));
            ++i;
        }
    return plan;
}

void isolate(Settings &settings, const ScreenshotPlan &plan)
{
    settings.forget();
    settings.setLanguage(plan.language == QLatin1String("ja") ? LanguageChoice::Japanese : LanguageChoice::English);
    settings.setTheme(plan.theme == QLatin1String("dark")            ? ThemeChoice::Dark
                          : plan.theme == QLatin1String("projector") ? ThemeChoice::Projector
                                                                     : ThemeChoice::Light);
    settings.setReducedMotion(true); // tweens would catch the picture half way
}

int takeScreenshot(MainWindow &window, const ScreenshotPlan &plan)
{
    window.resize(plan.size);
    window.show();
    window.resize(plan.size);
    int code = 1;
    QTimer look;
    bool stepped = false;
    const auto save = [&] {
        window.panels().charts->refreshAll();
        const bool saved = window.grab().save(plan.file);
        if (!saved)
            std::cerr << "hotshard: " << plan.file.toStdString() << " was not written\n";
        code = saved ? 0 : 1;
        QApplication::quit();
    };
    QObject::connect(&window, &MainWindow::scenarioOpened, &window, [&] {
        window.setPlaying(false);
        window.session()->restart(); // what it has run until now depends on the machine
        window.session()->step(plan.after);
        window.setPlaying(false);
    });
    QObject::connect(&window, &MainWindow::openingFailed, &window,
                     [&] { QTimer::singleShot(kSettleMs, &window, save); });
    QObject::connect(&look, &QTimer::timeout, &window, [&] {
        const Session *session = window.session();
        if (!session || stepped)
            return;
        const SnapshotPtr snapshot = window.session()->latest();
        if (snapshot->time.us < plan.after.us && !snapshot->finished)
            return;
        stepped = true;
        window.panels().floor->setSnapshot(snapshot);
        window.setPlaying(false); // wakes the frame loop, which brings the last charts
        QTimer::singleShot(kSettleMs, &window, save);
    });
    look.start(kLookMs);
    QApplication::exec();
    return code;
}

} // namespace hotshard::app

// A window with settings of its own and a scenario, for the tests that use it like a hand.
#pragma once

#include "app/window/language.h"
#include "app/window/look.h"
#include "app/window/main_window.h"
#include "app/window/settings.h"
#include "support/gui_test_main.h"

#include <QSignalSpy>

#include <memory>

namespace hotshard::test {

struct WindowFixture {
    app::Settings settings;
    app::Language language;
    std::unique_ptr<app::MainWindow> window;

    explicit WindowFixture(QSize size = {1920, 1080})
    {
        settings.forget();
        settings.setLanguage(app::LanguageChoice::English);
        settings.setReducedMotion(true);
        language.use(QStringLiteral("en"));
        QObject::connect(&settings, &app::Settings::languageChanged, &language,
                         [this] { language.use(settings.languageCode()); });
        app::useTheme(app::themeOf(settings.theme()));
        window = std::make_unique<app::MainWindow>(settings);
        window->applyTheme();
        window->resize(size);
        window->show();
    }
    ~WindowFixture()
    {
        window.reset();
        language.use(QStringLiteral("en"));
    }

    /// Opens a file and waits for it. False when it could not be opened.
    bool open(const QString &path)
    {
        QSignalSpy opened(window.get(), &app::MainWindow::scenarioOpened);
        QSignalSpy failed(window.get(), &app::MainWindow::openingFailed);
        window->openFile(path);
        return QTest::qWaitFor([&] { return !opened.isEmpty() || !failed.isEmpty(); }, 20000) && !opened.isEmpty();
    }
    bool openHotKey() { return open(sourcePath("scenarios/hot-key.json")); }
};

} // namespace hotshard::test

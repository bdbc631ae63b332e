// Starts as the program does and stops at its first frame: `window`, the first paint of the main window, or
// `scenario`, the first paint of the floor with hot-key.json on it. `bench` measures it from outside.
#include "app/window/language.h"
#include "app/window/look.h"
#include "app/window/main_window.h"
#include "app/window/settings.h"
#include "app/window/window_layout.h"
#include "views/floor/floor_view.h"

#include <QApplication>
#include <QPaintEvent>

#include <cstdlib>
#include <string>

namespace {

class FirstFrame final : public QObject {
public:
    FirstFrame(hotshard::app::MainWindow &window, bool scenario)
        : m_window(window)
        , m_scenario(scenario)
    {
        qApp->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() != QEvent::Paint)
            return false;
        const bool floor = object == m_window.panels().floor;
        if (floor && (!m_scenario || !m_window.panels().floor->floorGeometry().lanes.empty()))
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection); // when it is painted
        return false;
    }

private:
    hotshard::app::MainWindow &m_window;
    bool m_scenario;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const bool scenario = argc > 1 && std::string(argv[1]) == "scenario";
    hotshard::app::Settings settings;
    settings.forget();
    hotshard::app::Language language;
    language.use(settings.languageCode());
    hotshard::app::useTheme(hotshard::app::themeOf(settings.theme()));
    hotshard::app::MainWindow window(settings);
    window.applyTheme();
    window.openFile(QStringLiteral(HOTSHARD_SOURCE_DIR "/scenarios/hot-key.json"));
    FirstFrame first(window, scenario);
    window.show();
    return QApplication::exec();
}

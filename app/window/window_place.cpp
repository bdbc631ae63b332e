#include "app/window/window_place.h"

#include <QByteArray>
#include <QGuiApplication>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace hotshard::app {

namespace {

constexpr QSize kDesigned(1920, 1080);
constexpr int kLowScreen = 900;
constexpr QSize kGraspable(100, 40); // so much of the window has to lie on a screen

bool isOnAScreen(const QRect &place)
{
    const QList<QScreen *> screens = QGuiApplication::screens();
    return std::any_of(screens.begin(), screens.end(), [&](const QScreen *screen) {
        const QRect seen = screen->availableGeometry().intersected(place);
        return seen.width() >= kGraspable.width() && seen.height() >= kGraspable.height();
    });
}

} // namespace

WindowPlace firstPlace(const QSize &available)
{
    return {kDesigned.boundedTo(available), available.height() < kLowScreen};
}

void placeWindow(QWidget &window, const QByteArray &remembered)
{
    if (!remembered.isEmpty() && window.restoreGeometry(remembered) && isOnAScreen(window.normalGeometry()))
        return;
    const QScreen *screen = window.screen();
    const QRect available = screen ? screen->availableGeometry() : QRect(QPoint(), kDesigned);
    const WindowPlace place = firstPlace(available.size());
    window.setWindowState(Qt::WindowNoState);
    window.resize(place.size);
    window.move(available.center() - QRect(QPoint(), place.size).center());
    if (place.maximised)
        window.setWindowState(Qt::WindowMaximized);
}

} // namespace hotshard::app

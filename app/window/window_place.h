// Where the window opens: as it was closed, or a size that fits the screen.
#pragma once

#include <QRect>

QT_FORWARD_DECLARE_CLASS(QByteArray)
QT_FORWARD_DECLARE_CLASS(QWidget)

namespace hotshard::app {

struct WindowPlace {
    QSize size;
    bool maximised = false;
};

/// The place on a screen that offers `available`: never larger than it, all of it where it is low.
[[nodiscard]] WindowPlace firstPlace(const QSize &available);
/// `remembered` is what QWidget::saveGeometry gave; a place off all screens is not taken.
void placeWindow(QWidget &window, const QByteArray &remembered);

} // namespace hotshard::app

// The icons of the program: paths on a 16 x 16 grid, stroked with 1.5, coloured by a token.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPainterPath>
#include <QRectF>

class QPainter;

namespace hotshard::views {

class Theme;

enum class Icon {
    Play,
    Pause,
    Step,
    Back,
    Undo,
    Redo,
    Open,
    Scenarios,
    Compare,
    Export,
    Present,
    Help,
    Clock,
    Alert,
    Info,
    Check,
    Cross,
    Lock,
    Reset,
    Key,
    Function,
    Window,
    Sink,
    Dead,
    Wait,
    Drain,
    Closed,
    Split,
    Producer,
    Down,
    Right,
    Pin,
    Fork,
    Search,
    File,
    Flag,
    Bulb,
    Order,
    Coin,
    Bell
};
inline constexpr int kIcons = static_cast<int>(Icon::Bell) + 1;

/// The outline on the 16 grid.
[[nodiscard]] const QPainterPath &iconPath(Icon icon);
/// Draws into `box`; lines are 1.5 logical pixels whatever the size, thicker only from 26 px on.
void paintIcon(QPainter &painter, const QRectF &box, Icon icon, const QColor &colour, double width = 1.5);
/// For buttons and menus: normal in text2, disabled in closed, on in accenttext, sharp at every scale.
[[nodiscard]] QIcon icon(Icon icon, const Theme &theme);
/// The same in one colour, for buttons with a fill of their own.
[[nodiscard]] QIcon icon(Icon icon, const QColor &colour);

} // namespace hotshard::views

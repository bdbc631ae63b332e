#include "views/theme/icons.h"

#include "views/theme/svg_path.h"
#include "views/theme/theme.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <array>
#include <vector>

namespace hotshard::views {
namespace {

// In the order of enum Icon.
constexpr std::array<const char *, kIcons> kOutlines{
    "M5 3.2v9.6l8-4.8z",                                                        // Play
    "M5.5 3v10M10.5 3v10",                                                      // Pause
    "M4 3.2v9.6l6.5-4.8zM12.5 3v10",                                            // Step
    "M12 3.2v9.6L5.5 8zM3.5 3v10",                                              // Back
    "M6 3.5 3 6.5l3 3M3.4 6.5H9.5a3.5 3.5 0 0 1 0 7H7",                         // Undo
    "M10 3.5l3 3-3 3M12.6 6.5H6.5a3.5 3.5 0 0 0 0 7H9",                         // Redo
    "M2 12.5v-9h4l1.5 2H14v7zM2 7.5h12",                                        // Open
    "M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z", // Scenarios
    "M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z",                                         // Compare
    "M8 10V2.5M5 5l3-3 3 3M2.5 9.5v4h11v-4",                                    // Export
    "M2 3h12v7.5H2zM8 10.5V13M5 13.5h6",                                        // Present
    "M5.8 6a2.2 2.2 0 1 1 3.3 2c-.8.5-1.1.9-1.1 1.8M8 12.3v.2",                 // Help
    "M8 2.2a5.8 5.8 0 1 0 .01 0M8 4.8V8l2.3 1.6",                               // Clock
    "M8 2.2 14.2 13.3H1.8zM8 6.3v3.4M8 11.4v.2",                                // Alert
    "M8 2.2a5.8 5.8 0 1 0 .01 0M8 7.3v3.6M8 5v.2",                              // Info
    "M3.2 8.4l3.2 3.2 6.4-7",                                                   // Check
    "M4 4l8 8M12 4l-8 8",                                                       // Cross
    "M4 7.5h8v6H4zM5.6 7.5V5.4a2.4 2.4 0 0 1 4.8 0v2.1",                        // Lock
    "M4.2 4.2A5.3 5.3 0 1 1 2.8 8.6M4.3 1.8v2.6h2.6",                           // Reset
    "M5.2 7.6a2.6 2.6 0 1 0 .01 0M7.4 8.6 13.2 3M11 5.2l1.6 1.6",               // Key
    "M5 2.8c1.6 0 2 .8 2.6 2.6l2.6 7.8M7.6 7.2 4 13.2",                         // Function
    "M2.5 3.5h11v9h-11zM6.2 3.5v9M9.9 3.5v9",                                   // Window
    "M3 4c0-2 10-2 10 0s-10 2-10 0v8c0 2 10 2 10 0V4",                          // Sink
    "M2.5 9.5v4h11v-4h-3l-1 1.6h-3l-1-1.6zM6 3l4 4M10 3 6 7",                   // Dead
    "M4.5 2.5h7M4.5 13.5h7M5 2.5c0 3 2 3.8 3 5.5-1 1.7-3 2.5-3 5.5M11 2.5c0 3-2 3.8-3 5.5 1 1.7 3 2.5 3 5.5", // Wait
    "M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M3 13.5h10",                                                              // Drain
    "M8 2.5a5.5 5.5 0 1 0 .01 0M4.2 4.2l7.6 7.6",                                                             // Closed
    "M2.5 8H6l4-4.5h3.5M6 8l4 4.5h3.5M11.5 1.5l2 2-2 2M11.5 10.5l2 2-2 2",                                    // Split
    "M8 2.2a5.8 5.8 0 1 0 .01 0M2.2 8h11.6M8 2.2c-3.2 3.4-3.2 8.2 0 11.6M8 2.2c3.2 3.4 3.2 8.2 0 11.6", // Producer
    "M4.5 6.5 8 10l3.5-3.5",                                                                            // Down
    "M6.5 4.5 10 8l-3.5 3.5",                                                                           // Right
    "M6 2.5h4l-.5 4 2 2.5h-7l2-2.5zM8 9v4.5",                                                           // Pin
    "M4 13.5V10c0-2 8-2 8-4.5V2.5M4 2.5V10M10 4.2l2-2 2 2M2 4.2l2-2 2 2",                               // Fork
    "M7 2.8a4.2 4.2 0 1 0 .01 0M10.2 10.2l3.3 3.3",                                                     // Search
    "M4 2h5.5L12.5 5v9H4zM9.5 2v3h3",                                                                   // File
    "M4 14V2.5h8l-2 3 2 3H4",                                                                           // Flag
    "M5.8 10.2a4 4 0 1 1 4.4 0v1.6H5.8zM6.6 13.8h2.8",                                                  // Bulb
    "M3 4h7M3 8h5M3 12h3M12.5 3.5v9M10.5 10.5l2 2 2-2",                                                 // Order
    "M8 2.2a5.8 5.8 0 1 0 .01 0M10 6c-.6-1-3.6-1.2-3.7.5-.1 1.6 3.8 1 3.7 2.8-.1 1.8-3.3 1.7-3.9.5M8 4.3v7.5", // Coin
    "M3.5 11.5c1-1 1.2-2.2 1.2-4.2a3.3 3.3 0 0 1 6.6 0c0 2 .2 3.2 1.2 4.2zM6.6 13.6h2.8M8 2.4v1.4",            // Bell
};

/// Draws the path at whatever size is asked for, so that no icon is ever blurred by scaling.
class OutlineEngine final : public QIconEngine {
public:
    OutlineEngine(Icon icon, QColor normal, QColor disabled, QColor on)
        : m_icon(icon)
        , m_normal(normal)
        , m_disabled(disabled)
        , m_on(on)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor colour = mode == QIcon::Disabled ? m_disabled : state == QIcon::On ? m_on : m_normal;
        const double side = std::min(rect.width(), rect.height());
        const QPointF corner(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
        paintIcon(*painter, QRectF(corner, QSizeF(side, side)), m_icon, colour, 1.5 * std::max(1.0, side / 16));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new OutlineEngine(*this); }

private:
    Icon m_icon;
    QColor m_normal, m_disabled, m_on;
};

} // namespace

const QPainterPath &iconPath(Icon icon)
{
    static const std::vector<QPainterPath> paths = [] {
        std::vector<QPainterPath> all;
        all.reserve(kOutlines.size());
        for (const char *outline : kOutlines)
            all.push_back(svgPath(outline));
        return all;
    }();
    return paths[static_cast<std::size_t>(icon)];
}

void paintIcon(QPainter &painter, const QRectF &box, Icon icon, const QColor &colour, double width)
{
    const double k = std::min(box.width(), box.height()) / 16;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(k, k);
    painter.setPen(
        QPen(colour, k > 1.6 || width > 1.75 ? width / k : width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(iconPath(icon));
    painter.restore();
}

QIcon icon(Icon icon, const Theme &theme)
{
    return QIcon(new OutlineEngine(icon, theme.text2, theme.closed, theme.accenttext));
}

QIcon icon(Icon icon, const QColor &colour)
{
    QColor faint = colour;
    faint.setAlphaF(0.5F);
    return QIcon(new OutlineEngine(icon, colour, faint, colour));
}

} // namespace hotshard::views

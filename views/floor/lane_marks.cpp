#include "views/floor/lane_marks.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

void paintTip(Canvas &c, const LaneBox &box, double tip, bool triangle)
{
    const Theme &t = c.theme();
    const QRectF bar = box.bar;
    const double over = triangle ? 4 : box.level == Level::Compact ? 2 : 6;
    c.painter().fillRect(QRectF(std::round(tip) - 1, bar.top() - over, 2 * t.lineScale, bar.height() + 2 * over),
                         t.text);
    if (!triangle)
        return;
    const double x = std::round(tip) - 1 + t.lineScale;
    c.path(QPainterPath([&] {
               QPainterPath p(QPointF(x, bar.top() - 2));
               p.lineTo(x - 4.5, bar.top() - 8);
               p.lineTo(x + 4.5, bar.top() - 8);
               p.closeSubpath();
               return p;
           }()),
           t.text);
}

void paintPoison(Canvas &c, const LaneBox &box, double tip)
{
    const Theme &t = c.theme();
    const double r = std::min(9.0, box.bar.height() / 2 + 2);
    const QPointF m(tip, box.bar.center().y());
    QPainterPath diamond(m - QPointF(0, r));
    diamond.lineTo(m + QPointF(r, 0));
    diamond.lineTo(m + QPointF(0, r));
    diamond.lineTo(m - QPointF(r, 0));
    diamond.closeSubpath();
    c.path(diamond, t.alarm, t.card, 1.5);
    if (r > 6)
        c.text(m.x(), m.y() + 4.3, QStringLiteral("!"), {12, QFont::Bold}, t.onalarm, Align::Centre);
}

} // namespace hotshard::views

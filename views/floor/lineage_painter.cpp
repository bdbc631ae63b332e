#include "views/floor/lineage_painter.h"

#include <algorithm>

namespace hotshard::views {
namespace {

void paintElbow(Canvas &c, const QRectF &parent, const QRectF &child, double x, const QColor &colour, bool dashed)
{
    const QPointF from(x, parent.bottom()), to(child.left(), child.center().y());
    QPainterPath p(from);
    p.lineTo(from.x(), to.y() - 8);
    p.quadTo(QPointF(from.x(), to.y()), QPointF(from.x() + 8, to.y()));
    p.lineTo(to.x() - 7, to.y());
    c.path(p, {}, colour, 2, dashed ? QList<qreal>{6, 4} : QList<qreal>{});
    QPainterPath head(QPointF(to.x() - 1, to.y()));
    head.lineTo(to.x() - 9, to.y() - 5);
    head.lineTo(to.x() - 9, to.y() + 5);
    head.closeSubpath();
    c.path(head, colour);
}

/// Past lanes that stand between the two: down in the gutter at their left.
void paintDetour(Canvas &c, const QRectF &parent, const QRectF &child, double x, const QColor &colour, bool dashed)
{
    const double from = parent.center().y(), to = child.center().y();
    QPainterPath p(QPointF(parent.left(), from));
    p.lineTo(x + 4, from);
    p.quadTo(QPointF(x, from), QPointF(x, from + 4));
    p.lineTo(x, to - 4);
    p.quadTo(QPointF(x, to), QPointF(x + 4, to));
    p.lineTo(child.left() - 1, to);
    c.path(p, {}, colour, 2, dashed ? QList<qreal>{6, 4} : QList<qreal>{});
}

} // namespace

bool isBlocked(const FloorGeometry &g, const LaneBox &parent, const LaneBox &child, double x)
{
    if (x >= child.rect.left() - 4)
        return true;
    return std::any_of(g.lanes.begin(), g.lanes.end(), [&](const LaneBox &other) {
        return other.rect.top() >= parent.rect.bottom() - 0.5 && other.rect.bottom() <= child.rect.top() + 0.5
            && other.rect.left() - 2 < x;
    });
}

void paintLineage(Canvas &c, const Scene &scene)
{
    const FloorGeometry &g = scene.geometry;
    if (g.level >= Level::Row || g.presenting)
        return;
    for (const LaneBox &child : g.lanes) {
        if (child.depth == 0)
            continue;
        const LaneView &lane = scene.lane(child);
        int nth = 0;
        for (const LaneBox &parent : g.lanes) {
            if (parent.stream != child.stream || parent.rect.bottom() > child.rect.top())
                continue;
            for (const ShardId id : lane.parents) {
                if (scene.lane(parent).shard != id)
                    continue;
                const bool waits = lane.state == ShardState::Waiting && scene.lane(parent).state != ShardState::Closed;
                const double room = child.rect.left() - parent.rect.left();
                // After a merge the elbows of both parents stand side by side.
                const double x = parent.rect.left() + std::min(22.0, room / 2) + 6.0 * nth++;
                const QColor colour = waits ? c.theme().draining : c.theme().othersdark;
                if (isBlocked(g, parent, child, x))
                    paintDetour(c, parent.rect, child.rect, parent.rect.left() - 5 - 3 * nth, colour, waits);
                else
                    paintElbow(c, parent.rect, child.rect, x, colour, waits);
            }
        }
    }
}

} // namespace hotshard::views

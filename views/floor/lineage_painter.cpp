#include "views/floor/lineage_painter.h"

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

} // namespace

void paintLineage(Canvas &c, const Scene &scene)
{
    const FloorGeometry &g = scene.geometry;
    if (g.level >= Level::Row || g.presenting) return;
    for (const LaneBox &child : g.lanes) {
        if (child.depth == 0) continue;
        const LaneView &lane = scene.lane(child);
        int nth = 0;
        for (const LaneBox &parent : g.lanes) {
            if (parent.stream != child.stream || parent.rect.bottom() > child.rect.top()) continue;
            for (const ShardId id : lane.parents) {
                if (scene.lane(parent).shard != id) continue;
                const bool waits = lane.state == ShardState::Waiting && scene.lane(parent).state != ShardState::Closed;
                const double room = child.rect.left() - parent.rect.left();
                // After a merge the elbows of both parents stand side by side.
                const double x = parent.rect.left() + std::min(22.0, room / 2) + 6.0 * nth++;
                paintElbow(c, parent.rect, child.rect, x, waits ? c.theme().draining : c.theme().othersdark, waits);
            }
        }
    }
}

} // namespace hotshard::views

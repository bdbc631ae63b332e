// Questions that are asked of a finished layout.
#include "views/floor/floor_layout.h"

#include <QStringList>

#include <cmath>

namespace hotshard::views {

double FloorGeometry::hashY(std::size_t stream, const StreamView &view, double position) const
{
    const StreamBox &box = streams[stream];
    if (level < Level::Row)
        return box.strip.top() + position * box.strip.height();
    // Rows differ in height: a place in the hash space lies in the row of its shard.
    for (const BandBox &band : box.bands) {
        const double from = view.lanes[band.lane].rangeStart, to = view.lanes[band.lane].rangeEnd;
        if (position >= from && position < to && to > from)
            return band.rect.top() + (position - from) / (to - from) * band.rect.height();
    }
    return box.strip.top() + position * box.strip.height();
}

int FloorGeometry::laneAt(QPointF point) const
{
    for (std::size_t i = 0; i < pins.size(); ++i)
        if (pins[i].rect.contains(point))
            return static_cast<int>(pins[i].box);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        QRectF r = lanes[i].rect;
        if (level >= Level::Row)
            r.setRight(std::max(workerRight, r.right()));
        if (r.contains(point) || lanes[i].worker.contains(point))
            return static_cast<int>(i);
    }
    for (const StreamBox &stream : streams)
        for (const BandBox &band : stream.bands)
            if (band.rect.contains(point))
                return static_cast<int>(band.box);
    return -1;
}

int FloorGeometry::boxOf(std::size_t stream, std::size_t lane) const
{
    for (std::size_t i = 0; i < lanes.size(); ++i)
        if (lanes[i].stream == stream && lanes[i].first <= lane && lane < lanes[i].first + lanes[i].sharing)
            return static_cast<int>(i);
    return -1;
}

namespace {

QString shown(const QRectF &r)
{
    return QStringLiteral("%1,%2 %3x%4")
        .arg(r.x(), 0, 'f', 1)
        .arg(r.y(), 0, 'f', 1)
        .arg(r.width(), 0, 'f', 1)
        .arg(r.height(), 0, 'f', 1);
}

QString nameOf(Level level)
{
    static const char *const names[] = {"full", "medium", "compact", "row", "heat"};
    return QLatin1String(names[static_cast<int>(level)]);
}

} // namespace

QString describe(const FloorGeometry &g)
{
    QStringList out{
        QStringLiteral("level %1, area %2, sentence %3").arg(nameOf(g.level), shown(g.area), shown(g.sentence))};
    for (const QRectF &r : g.producers)
        out << QStringLiteral("producer ") + shown(r);
    for (const FeederBox &f : g.feeders)
        out << QStringLiteral("feeder %1 of stream %2 ").arg(f.function).arg(f.stream) + shown(f.rect);
    for (const StreamBox &s : g.streams)
        out << QStringLiteral("strip ") + shown(s.strip);
    for (const LaneBox &l : g.lanes) {
        out << QStringLiteral("lane %1.%2%3%4 %5 bar %6")
                   .arg(l.stream)
                   .arg(l.lane)
                   .arg(l.labelled ? QStringLiteral(" labelled") : QString(),
                        l.sharing > 1 ? QStringLiteral(" x%1").arg(l.sharing) : QString(), shown(l.rect), shown(l.bar));
        if (l.depth > 0)
            out.last() += QStringLiteral(" child");
    }
    for (const QueueBox &q : g.queues)
        out << QStringLiteral("queue %1 bar %2 worker %3").arg(shown(q.rect), shown(q.bar), shown(q.worker));
    for (const NodeBox &n : g.nodes) {
        static const char *const names[] = {"window", "sink", "dead", "closed", "concurrency", "plain"};
        out << QStringLiteral("node %1 %2").arg(QLatin1String(names[static_cast<int>(n.kind)]), shown(n.rect));
    }
    for (const PinBox &p : g.pins)
        out << QStringLiteral("pin %1 %2").arg(p.lane).arg(shown(p.rect));
    if (!g.histogram.isEmpty())
        out << QStringLiteral("histogram ") + shown(g.histogram);
    return out.join(QLatin1Char('\n'));
}

} // namespace hotshard::views

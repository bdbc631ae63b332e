#include "views/floor/slot_painter.h"

#include "views/theme/view_text.h"

#include <algorithm>

namespace hotshard::views {
namespace {

constexpr double kRing = 8, kStep = 25;

/// Up to five in a row, as many rows as are needed.
std::vector<QPointF> placesOf(const LaneBox &box, const LaneView &lane)
{
    const QRectF r = box.worker;
    const int n = static_cast<int>(lane.worker.parallel.size());
    const int perRow = std::clamp(static_cast<int>((r.width() - 18) / kStep), 1, 5);
    const int rows = (n + perRow - 1) / perRow;
    const bool full = box.level == Level::Full;
    const double top = full ? r.top() + 34 : r.top() + 28;
    const double bottom = full ? r.bottom() - 44 : r.bottom() - 2;
    const double step = rows > 1 ? std::min(kStep, (bottom - top) / rows) : kStep;
    const double y = (top + bottom) / 2 - step * (rows - 1) / 2;
    std::vector<QPointF> places;
    for (int i = 0; i < n; ++i)
        places.emplace_back(r.left() + 22 + (i % perRow) * kStep, y + (i / perRow) * step);
    return places;
}

double radiusOf(const LaneBox &box) { return box.level == Level::Full ? kRing : 6; }

} // namespace

bool showsSlots(const LaneBox &box, const LaneView &lane)
{
    return lane.worker.parallel.size() > 1 && box.level <= Level::Medium && box.worker.width() >= 80;
}

void paintSlotWords(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    if (box.level != Level::Full)
        return;
    const Theme &t = c.theme();
    const QRectF r = box.worker;
    const WorkerView &w = lane.worker;
    const bool throttled =
        std::any_of(w.parallel.begin(), w.parallel.end(), [](const SlotView &s) { return s.throttled; });
    const QString busy = translate("Floor", "%1 of %2 at work").arg(w.busyWorkers).arg(w.parallel.size());
    c.number(r.left() + 12, r.bottom() - 28, busy, {12, QFont::Normal}, t.text2);
    QString second = translate("Floor", "busy %1").arg(view_text::percent(w.busyShare, scene.locale));
    QColor colour = t.text2;
    if (w.poison) {
        second = translate("Floor", "poison, attempt %1").arg(w.attempt);
        colour = t.alarm;
    } else if (throttled) {
        second = translate("Floor", "throttled");
        colour = t.throttled;
    } else if (w.busiestSlot >= 0) {
        const std::uint64_t waiting = w.parallel[static_cast<std::size_t>(w.busiestSlot)].waiting;
        second = translate("Floor", "%1 wait for one lane").arg(view_text::count(waiting, scene.locale));
        colour = t.warn;
    }
    c.number(r.left() + 12, r.bottom() - 12, c.kit().elided(second, 12, QFont::Medium, r.width() - 20),
             {12, QFont::Medium}, colour);
}

void paintSlots(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const std::vector<QPointF> places = placesOf(box, lane);
    const double radius = radiusOf(box);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const SlotView &slot = lane.worker.parallel[i];
        const double total = std::max(1e-6, (slot.until - slot.started).toSeconds());
        const double done = std::clamp((scene.simSeconds - slot.started.toSeconds()) / total, 0.04, 1.0);
        const bool working = slot.state == WorkerState::Working, waits = slot.state == WorkerState::BackingOff;
        const QColor colour = slot.poison ? t.alarm : slot.throttled && waits ? t.throttled : waits ? t.warn : t.accent;
        const bool fast = scene.playing && scene.speed >= 100;
        c.ring(places[i], radius, working ? (fast ? 1 : done) : waits ? 1 - done : 0, colour, 3.5, t.inset);
        if (slot.poison && waits)
            c.text(places[i].x(), places[i].y() + 4, QStringLiteral("!"), {11, QFont::Bold}, t.alarm, Align::Centre);
        // The lane that holds the others up is underlined: most records wait for it.
        if (static_cast<int>(i) == lane.worker.busiestSlot)
            c.rect(QRectF(places[i].x() - radius, places[i].y() + radius + 3.5, 2 * radius, 2.5), t.warn, {}, 1, 1);
    }
}

} // namespace hotshard::views

#include "views/floor/rows_painter.h"

#include "views/floor/lane_painter.h"
#include "views/floor/log_image.h"
#include "views/theme/view_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard::views {
namespace {

int step(double v, const std::array<double, 4> &limits)
{
    int n = 0;
    for (const double limit : limits)
        n += v >= limit ? 1 : 0;
    return n;
}

struct Cells {
    QColor age, write, busy;
};

Cells cellsOf(const Theme &t, const LaneView &lane)
{
    const auto grey = [&](double share) {
        return t.greys[static_cast<std::size_t>(step(share, {0.15, 0.4, 0.65, 0.85}))];
    };
    Cells cells;
    cells.age = t.heat[static_cast<std::size_t>(step(lane.iteratorAge.toSeconds(), {2, 5, 10, 30}))];
    cells.write = lane.rejectedPerSecond > 0.05 ? t.alarm : grey(writeLoadOf(lane));
    cells.busy = lane.worker.busyShare >= 0.985 && alertOf(lane) != Alert::Calm ? t.alarm : grey(lane.worker.busyShare);
    if (lane.state == ShardState::Waiting)
        cells.busy = t.warnsoft;
    return cells;
}

/// Marks of the scale: decades, or quarters.
std::vector<double> marks(const BarScale &scale)
{
    std::vector<double> list;
    if (scale.logarithmic)
        for (double v = 1; v <= scale.top * 1.01; v *= 10)
            list.push_back(v);
    else
        for (int i = 0; i <= 4; ++i)
            list.push_back(scale.top * i / 4);
    return list;
}

void paintPin(Canvas &c, const Scene &scene, const PinBox &pin)
{
    const Theme &t = c.theme();
    const QRectF r = pin.rect;
    const StreamView &stream = scene.snapshot.streams[pin.stream];
    const LaneView &lane = stream.lanes[pin.lane];
    const Alert alert = alertOf(lane);
    c.rect(r, t.card, alert == Alert::Alarm ? t.alarm : t.line, alert == Alert::Alarm ? 1.5 : 1, Theme::kCardRadius);
    const QRectF badge(r.right() - 102, r.top() + 10, 90, 36);
    paintAgeBadge(c, scene, badge, lane);
    const double room = badge.left() - r.left() - 22;
    const double name =
        c.text(r.left() + 14, r.top() + 24, shardName(lane.shard), {14, QFont::DemiBold}, t.text, Align::Left, room);
    if (name + 24 < room)
        c.icon(Icon::Pin, r.left() + 14 + name + 8, r.top() + 12, 14, t.text3);
    QString line = translate("Floor", "%1 waiting").arg(view_text::count(lane.backlog, scene.locale));
    if (lane.hottestKey >= 0 && lane.hottestShare >= 0.1) {
        const QString key = view_text::shortName(scene.keyName(lane.hottestKey), 18) + QLatin1Char(' ')
            + view_text::percent(lane.hottestShare, scene.locale);
        const QString both = key + QStringLiteral("   \u00B7   ") + line;
        if (c.numberWidth(both, {12.5, QFont::Normal}) <= room)
            line = both;
    }
    c.number(r.left() + 14, r.top() + 45, c.kit().elided(line, 12.5, QFont::Normal, room), {12.5, QFont::Normal},
             t.text2);
    if (r.height() < 84)
        return;
    const QRectF bar(r.left() + 14, r.top() + 60, r.width() - 28, 18);
    c.rect(bar, t.inset, {}, 1, Theme::kBandRadius);
    // Pinned bars are linear, so that they can be compared by eye.
    double most = 1;
    for (const PinBox &other : scene.geometry.pins)
        most = std::max(most, static_cast<double>(scene.snapshot.streams[other.stream].lanes[other.lane].backlog));
    const double width = bar.width() * static_cast<double>(lane.backlog) / (most * 1.08);
    if (lane.backlog > 0)
        paintLog(c.painter(), QRectF(bar.left(), bar.top(), std::max(3.0, width), bar.height()), lane, scene, t, 3);
}

} // namespace

void paintRows(Canvas &c, const Scene &scene, const LogImage &log)
{
    const Theme &t = c.theme();
    const FloorGeometry &g = scene.geometry;
    for (const StreamBox &stream : g.streams)
        c.painter().fillRect(stream.area, t.inset);
    for (const double mark : marks(scene.scale)) {
        const double x = g.barX + scene.scale.share(mark) * g.barWidth;
        if (mark > (scene.scale.logarithmic ? 1 : 0) && scene.scale.share(mark) < 0.999)
            for (const StreamBox &stream : g.streams)
                c.line(x, stream.area.top(), x, stream.area.bottom(), t.grid);
    }
    for (std::size_t i = 0; i < g.lanes.size(); ++i) {
        const LaneBox &box = g.lanes[i];
        const LaneView &lane = scene.lane(box);
        if (lane.state == ShardState::Closed) {
            c.rect(box.bar, t.closedsoft);
            continue;
        }
        const double length = barLength(scene, lane, box.bar.width());
        const bool thin = box.bar.height() < 7;
        if (thin && length > 0) {
            const int lead = leadKeyOf(lane);
            const QColor grey = scene.litKey >= 0 ? mixed(t.othersdark, t.inset, 0.75) : t.othersdark;
            c.painter().fillRect(QRectF(box.bar.left(), box.bar.top(), length, box.bar.height()),
                                 lead >= 0 ? scene.keyColour(t, lead) : grey);
        } else {
            log.draw(c.painter(), box, i, length);
        }
        const Cells cells = cellsOf(t, lane);
        c.painter().fillRect(box.ageCell, cells.age);
        c.painter().fillRect(box.writeCell, cells.write);
        c.painter().fillRect(box.busyCell, cells.busy);
    }
}

void paintRowLabels(Canvas &c, const Scene &scene)
{
    const Theme &t = c.theme();
    const FloorGeometry &g = scene.geometry;
    for (const LaneBox &box : g.lanes) {
        if (!box.labelled)
            continue;
        const LaneView &lane = scene.lane(box);
        const double tip = box.bar.left() + barLength(scene, lane, box.bar.width());
        c.painter().fillRect(QRectF(std::round(tip) - 1, box.rect.top() - 1, 2 * t.lineScale, box.rect.height() + 2),
                             t.text);
        const double y = box.rect.center().y() + 4.4;
        const double room = box.ageCell.left() - tip - 14;
        const QString name = shardName(lane.shard);
        const Type type{12, QFont::DemiBold};
        c.text(tip + 8, y, c.width(name, type) <= room ? name : QString::number(lane.shard.value), type, t.text,
               Align::Left, std::max(20.0, room));
        if (g.level == Level::Row && box.ageCell.width() >= 30) {
            const QColor colour = lane.iteratorAge >= kAlarmAge ? t.onalarm : t.dark ? t.window : t.text;
            const QString age = view_text::duration(lane.iteratorAge, scene.locale);
            if (c.numberWidth(age, {11, QFont::DemiBold}) <= box.ageCell.width() - 2)
                c.number(box.ageCell.center().x(), y - 0.3, age, {11, QFont::DemiBold}, colour, Align::Centre);
        }
    }
    if (g.axisY < 0)
        return;
    double last = -1e9;
    for (const double mark : marks(scene.scale)) {
        const QString label = view_text::axisCount(mark, scene.locale);
        const double w = c.width(label, {11.5, QFont::Normal});
        const double x = g.barX + scene.scale.share(mark) * g.barWidth;
        if (x - w / 2 < last + 8)
            continue;
        c.text(x, g.axisY, label, {11.5, QFont::Normal}, t.text3, Align::Centre);
        last = x + w / 2;
    }
}

void paintPins(Canvas &c, const Scene &scene)
{
    const FloorGeometry &g = scene.geometry;
    for (const PinBox &pin : g.pins) {
        const LaneBox &box = g.lanes[pin.box];
        const QPointF from(box.busyCell.right() + 3, box.rect.center().y()),
            to(pin.rect.left() - 2, pin.rect.center().y());
        QPainterPath p(from);
        const double bend = std::max(4.0, (to.x() - from.x()) / 2);
        p.cubicTo(QPointF(from.x() + bend, from.y()), QPointF(to.x() - bend, to.y()), to);
        c.path(p, {}, c.theme().text3, 1.2);
        paintPin(c, scene, pin);
    }
}

void paintHistogram(Canvas &c, const Scene &scene)
{
    const Theme &t = c.theme();
    const QRectF r = scene.geometry.histogram;
    if (r.isEmpty())
        return;
    std::array<int, 6> bins{};
    int all = 0;
    for (const StreamView &stream : scene.snapshot.streams)
        for (const LaneView &lane : stream.lanes) {
            if (lane.state == ShardState::Closed)
                continue;
            const double s = lane.iteratorAge.toSeconds();
            ++bins[s <= 1 ? 0 : s <= 2 ? 1 : s <= 5 ? 2 : s <= 15 ? 3 : s <= 30 ? 4 : 5];
            ++all;
        }
    c.rect(r, t.card, t.hair, 1, Theme::kCardRadius);
    c.text(r.left() + 14, r.top() + 24, translate("Floor", "Iterator age of all %1").arg(all), {13.5, QFont::DemiBold},
           t.text, Align::Left, r.width() - 28);
    const std::array<const char *, 6> labels{"\u2264 1 s",  "\u2264 2 s",  "\u2264 5 s",
                                             "\u2264 15 s", "\u2264 30 s", "> 30 s"};
    const std::array<QColor, 6> colours{t.closed, t.closed, t.warn, t.warn, t.alarm, t.alarm};
    const double w = (r.width() - 28) / 6, base = r.bottom() - 28;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double x = r.left() + 14 + static_cast<double>(i) * w;
        const double height = bins[i] == 0
            ? 0
            : std::max(6.0, (r.height() - 82) * std::log10(bins[i] + 1.0) / std::max(2.4, std::log10(all + 1.0)));
        if (height > 0)
            c.rect(QRectF(x + 6, base - height, w - 12, height), colours[i], {}, 1, Theme::kSwatchRadius);
        c.number(x + w / 2, base - height - 5, QString::number(bins[i]), {12.5, QFont::DemiBold},
                 bins[i] > 0 ? t.text : t.text3, Align::Centre);
        c.line(x + 4, base, x + w - 4, base, t.line);
        c.text(x + w / 2, base + 17, QString::fromUtf8(labels[i]), {11.5, QFont::Normal}, t.text3, Align::Centre, w);
    }
}

} // namespace hotshard::views

#include "views/floor/hash_space_painter.h"

#include "views/theme/view_text.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

/// Room to the right of the strip that ticks may use.
double tickRoom(const FloorGeometry &g, const StreamBox &box)
{
    return std::clamp(g.laneX - box.strip.right() - 8, 10.0, 64.0);
}

void paintBands(Canvas &c, const Scene &scene, std::size_t s)
{
    const Theme &t = c.theme();
    const StreamBox &box = scene.geometry.streams[s];
    const StreamView &stream = scene.snapshot.streams[s];
    if (scene.geometry.level >= Level::Row) {
        c.rect(box.strip, t.card, t.line, 1, Theme::kBandRadius);
        double last = -9;
        for (const BandBox &band : box.bands) {
            const Alert alert = alertOf(stream.lanes[band.lane]);
            if (alert != Alert::Calm && scene.geometry.lanes[band.box].labelled)
                c.rect(band.rect.adjusted(1, 0, -1, 0), alert == Alert::Alarm ? t.alarm : t.warn);
            else if (band.rect.top() - last >= 7 && band.rect.top() > box.strip.top() + 2)
                c.rect(QRectF(box.strip.left() + 1, last = band.rect.top(), box.strip.width() - 2, 1), t.hair);
        }
        return;
    }
    for (const BandBox &band : box.bands) {
        const LaneView &lane = stream.lanes[band.lane];
        const bool hot = isHot(lane);
        const QRectF r = band.rect.adjusted(0, std::min(1.0, band.rect.height() / 4), 0, -std::min(1.0, band.rect.height() / 4));
        c.rect(r, hot ? t.alarmsoft : t.card, hot ? t.alarm : t.line, hot ? 1.5 : 1, Theme::kBandRadius);
        if (band.rect.height() >= 13)
            c.text(r.center().x(), r.center().y() + 4.7, QString::number(lane.shard.value), {band.rect.height() < 18 ? 11.0 : 13.0, QFont::DemiBold}, hot ? t.alarm : t.text2, Align::Centre);
    }
}

void paintTicks(Canvas &c, const Scene &scene, std::size_t s)
{
    const Theme &t = c.theme();
    const StreamBox &box = scene.geometry.streams[s];
    const StreamView &stream = scene.snapshot.streams[s];
    const double x = box.strip.right() + 2, room = tickRoom(scene.geometry, box);
    const auto &keys = scene.snapshot.keys;
    // Without a list of ticks the keys with a colour are all there is to show.
    const auto &ticks = scene.snapshot.ticks.empty() ? keys : scene.snapshot.ticks;
    c.painter().setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = ticks.size(); i-- > std::min<std::size_t>(ticks.size(), kColouredKeys);) {
        if (ticks[i].position < 0) continue;
        const double length = std::clamp(ticks[i].share * 100 * 1.75 * 8, 2.0, std::min(12.0, room));
        c.painter().fillRect(QRectF(x, std::round(scene.geometry.hashY(s, stream, ticks[i].position)), length, 1), scene.litKey >= 0 ? t.hair : t.othersdark);
    }
    for (std::size_t i = std::min<std::size_t>(ticks.size(), kColouredKeys); i-- > 0;) {
        if (ticks[i].position < 0) continue;
        const double y = std::round(scene.geometry.hashY(s, stream, ticks[i].position));
        const double thick = i == 0 ? 6 : 4;
        const double top = std::clamp(y - thick / 2, box.strip.top(), box.strip.bottom() - thick);
        const double length = std::clamp(ticks[i].share * 175, std::min(10.0, room), room);
        const QRectF r(x, top, length, thick);
        c.painter().fillRect(r, scene.keyColour(t, static_cast<int>(i)));
        scene.note(Hit::Kind::Key, static_cast<int>(i), r.adjusted(-2, -4, 6, 4));
    }
    c.painter().setRenderHint(QPainter::Antialiasing, true);
}

/// Only the hottest key is named.
void paintLabel(Canvas &c, const Scene &scene, std::size_t s)
{
    const StreamBox &box = scene.geometry.streams[s];
    const auto &keys = scene.snapshot.keys;
    if (keys.empty() || keys[0].position < 0 || keys[0].share < 0.005) return;
    const double y = scene.geometry.hashY(s, scene.snapshot.streams[s], keys[0].position);
    const Type type{12, QFont::DemiBold};
    const double room = scene.geometry.laneX - box.strip.right() - 10;
    const QString share = view_text::percent(keys[0].share, scene.locale);
    const double nameRoom = room - c.width(QStringLiteral(" ") + share, type);
    if (nameRoom < 24) return;
    const QString name = c.kit().elided(scene.keyName(0), type.px, type.weight, nameRoom);
    const double baseline = y - 9 < box.strip.top() + 10 ? y + 17 : y - 8;
    c.text(box.strip.right() + 6, baseline, name + QLatin1Char(' ') + share, type, c.theme().text);
}

/// What was before the cut: brackets at the left, one for each parent that is still listed.
void paintBrackets(Canvas &c, const Scene &scene, std::size_t s)
{
    const Theme &t = c.theme();
    const StreamBox &box = scene.geometry.streams[s];
    const auto &lanes = scene.snapshot.streams[s].lanes;
    const bool resharding = std::any_of(lanes.begin(), lanes.end(), [](const LaneView &l) { return l.state == ShardState::Draining || l.state == ShardState::Waiting; });
    if (!resharding || scene.geometry.level >= Level::Row) return;
    for (const LaneView &lane : lanes) {
        const bool before = lane.state == ShardState::Draining || (lane.state == ShardState::Closed && !lane.children.empty());
        if (!before) continue;
        const double top = box.strip.top() + lane.rangeStart * box.strip.height() + 3;
        const double bottom = box.strip.top() + lane.rangeEnd * box.strip.height() - 3;
        if (bottom - top < 16) continue;
        const double x = box.strip.left() - 8;
        QPainterPath p(QPointF(x, top));
        p.lineTo(x - 7, top);
        p.lineTo(x - 7, bottom);
        p.lineTo(x, bottom);
        c.path(p, {}, t.draining, 1.5, {4, 3});
        const QString label = translate("Floor", "was %1").arg(lane.shard.value);
        const bool lower = lane.rangeStart >= 0.5;
        c.text(x - 14, lower ? bottom - 1 : top + 10, label, {12, QFont::DemiBold}, t.draining, Align::Right, x - 14 - scene.geometry.margin);
    }
}

} // namespace

void paintFunnels(Canvas &c, const Scene &scene, std::size_t s)
{
    const Theme &t = c.theme();
    const StreamBox &box = scene.geometry.streams[s];
    if (box.strip.isEmpty() || scene.geometry.level >= Level::Row) return;
    for (const BandBox &band : box.bands) {
        const QRectF lane = scene.geometry.lanes[band.box].rect;
        QPainterPath p(QPointF(box.strip.right() + 2, band.rect.top() + 2));
        p.lineTo(lane.left() - 4, lane.top() + 4);
        p.lineTo(lane.left() - 4, lane.bottom() - 4);
        p.lineTo(box.strip.right() + 2, band.rect.bottom() - 2);
        p.closeSubpath();
        c.path(p, isHot(scene.snapshot.streams[s].lanes[band.lane]) ? t.alarmsoft : t.inset);
    }
}

void paintHashSpace(Canvas &c, const Scene &scene, std::size_t s)
{
    if (scene.geometry.streams[s].strip.isEmpty()) return;
    const StreamBox &box = scene.geometry.streams[s];
    paintBands(c, scene, s);
    paintTicks(c, scene, s);
    if (scene.geometry.level < Level::Row && s == 0) paintLabel(c, scene, s);
    paintBrackets(c, scene, s);
    if (scene.geometry.level < Level::Row) return;
    const Theme &t = c.theme();
    c.text(box.strip.left() - 8, box.strip.top() + 10, QStringLiteral("0"), {12, QFont::Normal}, t.text3, Align::Right);
    if (scene.geometry.axisY > 0) c.text(box.strip.center().x(), scene.geometry.axisY, QStringLiteral("2\u00B9\u00B2\u2078"), {12, QFont::Normal}, t.text3, Align::Centre);
}

} // namespace hotshard::views

#include "views/floor/hash_space_painter.h"

#include "views/theme/view_text.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

struct Bracket {
    double top, bottom;
    std::uint32_t shard;
};

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
        const QRectF r =
            band.rect.adjusted(0, std::min(1.0, band.rect.height() / 4), 0, -std::min(1.0, band.rect.height() / 4));
        c.rect(r, hot ? t.alarmsoft : t.card, hot ? t.alarm : t.line, hot ? 1.5 : 1, Theme::kBandRadius);
        if (band.rect.height() >= 13)
            c.text(r.center().x(), r.center().y() + 4.7, QString::number(lane.shard.value),
                   {band.rect.height() < 18 ? 11.0 : 13.0, QFont::DemiBold}, hot ? t.alarm : t.text2, Align::Centre);
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
        if (ticks[i].position < 0)
            continue;
        const double length = std::clamp(ticks[i].share * 100 * 1.75 * 8, 2.0, std::min(12.0, room));
        c.painter().fillRect(QRectF(x, std::round(scene.geometry.hashY(s, stream, ticks[i].position)), length, 1),
                             scene.litKey >= 0 ? t.hair : t.othersdark);
    }
    for (std::size_t i = std::min<std::size_t>(ticks.size(), kColouredKeys); i-- > 0;) {
        if (ticks[i].position < 0)
            continue;
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

/// Above or below its tick, where it lies on the fewest of the others.
double labelBaseline(const Scene &scene, std::size_t s, double y)
{
    const QRectF strip = scene.geometry.streams[s].strip;
    const auto &keys = scene.snapshot.keys;
    double best = y - 8;
    std::size_t least = keys.size() + 1;
    for (const double baseline : {y - 8, y + 17, y - 20, y + 29}) {
        const double top = baseline - 11, bottom = baseline + 4;
        if (top < strip.top() - 1 || bottom > strip.bottom() + 1)
            continue;
        std::size_t hidden = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(keys.size(), kColouredKeys); ++i) {
            if (keys[i].position < 0)
                continue;
            const double tick = std::clamp(scene.geometry.hashY(s, scene.snapshot.streams[s], keys[i].position),
                                           strip.top() + 3, strip.bottom() - 3);
            hidden += tick + 3 > top && tick - 3 < bottom ? 1 : 0;
        }
        if (hidden < least) {
            least = hidden;
            best = baseline;
        }
    }
    return best;
}

/// Only the hottest key is named.
void paintLabel(Canvas &c, const Scene &scene, std::size_t s)
{
    const StreamBox &box = scene.geometry.streams[s];
    const auto &keys = scene.snapshot.keys;
    if (keys.empty() || keys[0].position < 0 || keys[0].share < 0.005)
        return;
    const double y = scene.geometry.hashY(s, scene.snapshot.streams[s], keys[0].position);
    const Type type{12, QFont::DemiBold};
    const double room = scene.geometry.laneX - box.strip.right() - 10;
    const QString share = view_text::percent(keys[0].share, scene.locale);
    const double nameRoom = room - c.width(QStringLiteral(" ") + share, type);
    if (nameRoom < 24)
        return;
    // A stump of a name explains nothing: the legend has the whole name with the same colour.
    const QString whole = scene.keyName(0);
    const bool fits = c.width(whole, type) <= nameRoom || nameRoom >= 64;
    const QString name = fits ? c.kit().elided(whole, type.px, type.weight, nameRoom) : QString();
    const double baseline = labelBaseline(scene, s, y);
    c.text(box.strip.right() + 6, baseline, name.isEmpty() ? share : name + QLatin1Char(' ') + share, type,
           c.theme().text);
}

/// What was before the cut: brackets at the left. Of generations that lie over each other the newest is shown.
std::vector<Bracket> bracketsOf(const Scene &scene, std::size_t s)
{
    const StreamBox &box = scene.geometry.streams[s];
    const auto &lanes = scene.snapshot.streams[s].lanes;
    const bool resharding = std::any_of(lanes.begin(), lanes.end(), [](const LaneView &l) {
        return l.state == ShardState::Draining || l.state == ShardState::Waiting;
    });
    std::vector<Bracket> out;
    if (!resharding || box.strip.isEmpty() || scene.geometry.level >= Level::Row)
        return out;
    std::vector<const LaneView *> before;
    for (const LaneView &lane : lanes)
        if (lane.state == ShardState::Draining || (lane.state == ShardState::Closed && !lane.children.empty()))
            before.push_back(&lane);
    std::stable_sort(before.begin(), before.end(),
                     [](const LaneView *a, const LaneView *b) { return a->shard.value > b->shard.value; });
    for (const LaneView *lane : before) {
        const double top = box.strip.top() + lane->rangeStart * box.strip.height() + 3;
        const double bottom = box.strip.top() + lane->rangeEnd * box.strip.height() - 3;
        const bool free = std::none_of(out.begin(), out.end(),
                                       [&](const Bracket &other) { return top < other.bottom && other.top < bottom; });
        if (bottom - top >= 16 && free)
            out.push_back({top, bottom, lane->shard.value});
    }
    return out;
}

void paintBrackets(Canvas &c, const Scene &scene, std::size_t s)
{
    const double x = scene.geometry.streams[s].strip.left() - 8;
    for (const Bracket &bracket : bracketsOf(scene, s)) {
        QPainterPath p(QPointF(x, bracket.top));
        p.lineTo(x - 7, bracket.top);
        p.lineTo(x - 7, bracket.bottom);
        p.lineTo(x, bracket.bottom);
        c.path(p, {}, c.theme().draining, 1.5, {4, 3});
    }
}

} // namespace

void paintFunnels(Canvas &c, const Scene &scene, std::size_t s)
{
    const Theme &t = c.theme();
    const StreamBox &box = scene.geometry.streams[s];
    if (box.strip.isEmpty() || scene.geometry.level >= Level::Row)
        return;
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

void paintBracketLabels(Canvas &c, const Scene &scene, std::size_t s)
{
    const Theme &t = c.theme();
    const Type type{12, QFont::DemiBold};
    for (const Bracket &bracket : bracketsOf(scene, s)) {
        // Upright beside its bracket: the flow leaves no room for a line of text.
        const double room = bracket.bottom - bracket.top;
        const QString label = c.fitting(
            {translate("Floor", "was %1").arg(bracket.shard), QString::number(bracket.shard)}, type, room - 4);
        const double w = c.width(label, type);
        if (w > room)
            continue;
        c.painter().save();
        c.painter().translate(scene.geometry.streams[s].strip.left() - 25, (bracket.top + bracket.bottom) / 2);
        c.painter().rotate(-90);
        c.rect(QRectF(-w / 2 - 4, -8, w + 8, 16), t.floor, {}, 1, 4);
        c.text(0, 4.3, label, type, t.draining, Align::Centre);
        c.painter().restore();
    }
}

void paintHashSpace(Canvas &c, const Scene &scene, std::size_t s)
{
    if (scene.geometry.streams[s].strip.isEmpty())
        return;
    const StreamBox &box = scene.geometry.streams[s];
    paintBands(c, scene, s);
    paintTicks(c, scene, s);
    if (scene.geometry.level < Level::Row && s == 0)
        paintLabel(c, scene, s);
    paintBrackets(c, scene, s);
    if (scene.geometry.level < Level::Row)
        return;
    const Theme &t = c.theme();
    c.text(box.strip.left() - 8, box.strip.top() + 10, QStringLiteral("0"), {12, QFont::Normal}, t.text3, Align::Right);
    if (scene.geometry.axisY > 0)
        c.text(box.strip.center().x(), scene.geometry.axisY, QStringLiteral("2\u00B9\u00B2\u2078"), {12, QFont::Normal},
               t.text3, Align::Centre);
}

} // namespace hotshard::views

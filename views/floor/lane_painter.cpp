#include "views/floor/lane_painter.h"

#include "views/floor/lane_gauges.h"
#include "views/floor/lane_marks.h"
#include "views/floor/log_image.h"
#include "views/floor/readers_painter.h"
#include "views/theme/view_text.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

struct Sign {
    QColor fg, bg;
    Icon icon;
    QString label;
};

Sign signOf(const Theme &t, const Scene &scene, const LaneView &lane)
{
    using namespace view_text;
    if (lane.expired > 0)
        return {t.alarm, t.alarmsoft, Icon::Alert,
                translate("Floor", "%1 lost").arg(count(lane.expired, scene.locale))};
    if (lane.worker.poison)
        return {t.alarm, t.alarmsoft, Icon::Alert,
                translate("Floor", "poison: 1 record blocks %1").arg(count(lane.backlog, scene.locale))};
    switch (lane.state) {
    case ShardState::Draining: return {t.draining, t.drainingsoft, Icon::Drain, translate("Floor", "draining")};
    case ShardState::Waiting: return {t.warn, t.warnsoft, Icon::Wait, translate("Floor", "waiting")};
    case ShardState::Closed: return {t.closed, t.card, Icon::Closed, translate("Floor", "closed")};
    case ShardState::Open: break;
    }
    return {t.ok, t.oksoft, Icon::Check, translate("Floor", "open")};
}

void paintFrame(Canvas &c, const LaneView &lane, const QRectF &r)
{
    const Theme &t = c.theme();
    const bool hot = isHot(lane);
    c.rect(r, t.card, hot ? t.alarm : t.hair, hot ? 1.5 : 1, Theme::kCardRadius);
    if (!hot)
        return;
    // A 7 px bar inside the left edge says "this one" before any word is read.
    QPainterPath bar;
    bar.moveTo(r.left() + 9, r.top() + 1);
    bar.lineTo(r.left() + 5, r.top() + 1);
    bar.arcTo(QRectF(r.left() + 1, r.top() + 1, 8, 8), 90, 90);
    bar.lineTo(r.left() + 1, r.bottom() - 5);
    bar.arcTo(QRectF(r.left() + 1, r.bottom() - 9, 8, 8), 180, 90);
    bar.lineTo(r.left() + 9, r.bottom() - 1);
    bar.closeSubpath();
    c.path(bar, t.alarm);
}

QString leadName(const Scene &scene, const LaneView &lane)
{
    return lane.lead < 0 ? QString()
                         : functionName(scene, lane.consumers[static_cast<std::size_t>(lane.lead)].function);
}

/// Name and state at the left, rates and growth at the right. What does not fit is left out: rates, then the
/// state of an open lane, then growth.
void paintHeader(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const bool full = box.level == Level::Full;
    const Type nameType{full ? 15.0 : 14.0, QFont::DemiBold}, bold{13, QFont::DemiBold}, plain{13, QFont::Normal};
    const double y = box.rect.top() + (full ? 23 : 19), left = box.bar.left(), right = box.bar.right();
    const QString name = shardName(lane.shard);
    const double nameWidth = c.text(left, y, name, nameType, t.text, Align::Left, right - left);
    const Sign sign = signOf(t, scene, lane);
    const double pill = c.pillWidth(sign.label, true) + 10;

    const bool aged = isAgeScaled(lane);
    const bool level = !isGrowing(lane) && growthOf(lane) > -std::max(2.0, lane.inPerSecond * 0.02);
    const QString growth = aged ? QString()
        : level                 ? translate("Floor", "level")
                                : view_text::change(growthOf(lane), scene.locale);
    const double growthWidth = aged ? 0 : c.numberWidth(growth, bold) + 14;
    const QString rates = aged
        ? translate("Floor", "scale: age, to %1").arg(view_text::roundDuration(lane.retention, scene.locale))
        : hasReaders(lane) && lane.lead >= 0
        ? translate("Floor", "in %1 · %2 reads %3")
              .arg(view_text::perSecond(lane.inPerSecond, scene.locale), leadName(scene, lane),
                   view_text::perSecond(lane.outPerSecond, scene.locale))
        : translate("Floor", "in %1 · out %2")
              .arg(view_text::perSecond(lane.inPerSecond, scene.locale),
                   view_text::perSecond(lane.outPerSecond, scene.locale));
    const double ratesWidth = c.numberWidth(rates, plain);

    double room = right - left - nameWidth - 10;
    const bool mustPill = lane.state != ShardState::Open || lane.expired > 0 || lane.worker.poison;
    const bool showPill = pill <= room && (mustPill || pill + growthWidth <= room);
    if (showPill) {
        c.pill(left + nameWidth + 10, y - 15, sign.label, sign.fg, sign.bg, sign.icon);
        room -= pill;
    }
    if (growthWidth > room)
        return;
    const QColor colour = !isGrowing(lane) ? t.text3 : isHot(lane) ? t.alarm : t.warn;
    if (!aged)
        c.number(right, y, growth, bold, colour, Align::Right);
    room -= growthWidth;
    if (ratesWidth + 4 <= room)
        c.number(right - growthWidth, y, rates, plain, aged ? t.text3 : t.text2, Align::Right);
}

void paintBarGround(Canvas &c, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const QRectF bar = box.bar;
    if (lane.state == ShardState::Waiting)
        c.hatch(bar, t.warnsoft, t.inset, 7, 2.5, Theme::kBandRadius);
    else
        c.rect(bar, t.inset, {}, 1, Theme::kBandRadius);
    if (box.level <= Level::Medium)
        for (int i = 1; i < 4; ++i)
            c.line(bar.left() + bar.width() * i / 4, bar.top(), bar.left() + bar.width() * i / 4, bar.bottom(), t.grid);
    if (isAgeScaled(lane))
        c.hatch(QRectF(bar.right() - bar.width() * 0.1, bar.top(), bar.width() * 0.1, bar.height()), t.alarm,
                t.alarmsoft, 7, 2);
}

void paintClosed(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const QRectF r = box.rect;
    c.rect(r, t.closedsoft, t.line, 1, Theme::kCardRadius, {5, 4});
    if (r.height() < 18)
        return;
    const double y = r.center().y() + 5;
    double x = r.left() + 18;
    x += c.text(x, y, shardName(lane.shard), {14, QFont::DemiBold}, t.text2, Align::Left, r.width() - 36) + 10;
    const Sign sign = signOf(t, scene, lane);
    if (x + c.pillWidth(sign.label, true) < r.right() - 12)
        x += c.pill(x, r.center().y() - 10, sign.label, sign.fg, sign.bg, sign.icon) + 14;
    const double room = r.right() - 14 - x;
    if (room > 60)
        c.text(x, y, translate("Floor", "read to its end; kept until the retention passes"), {12.5, QFont::Normal},
               t.text2, Align::Left, room);
}

void paintCompact(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const QRectF r = box.rect;
    const bool hot = isHot(lane);
    c.rect(r, t.card, hot ? t.alarm : t.hair, hot ? 1.5 : 1, 6);
    const double y = r.center().y() + 4.7;
    double room = box.bar.left() - r.left() - 18;
    double x = r.left() + 12;
    if (lane.state != ShardState::Open && room > 50) {
        const Sign sign = signOf(t, scene, lane);
        c.icon(sign.icon, x - 2, r.center().y() - 7, 14, sign.fg);
        x += 15;
        room -= 15;
    }
    const QString name = shardName(lane.shard);
    const bool fits = c.width(name, {13, QFont::DemiBold}) <= room;
    c.text(x, y, fits ? name : QString::number(lane.shard.value), {13, QFont::DemiBold}, t.text, Align::Left,
           std::max(10.0, room));
    const Alert alert = alertOf(lane);
    const QColor colour = alert == Alert::Alarm ? t.alarm : alert == Alert::Warn ? t.warn : t.text2;
    const QString age = lane.state == ShardState::Waiting ? translate("Floor", "waits")
                                                          : view_text::duration(lane.iteratorAge, scene.locale);
    c.number(r.right() - 12, y, age, {13, QFont::DemiBold}, lane.state == ShardState::Waiting ? t.text3 : colour,
             Align::Right);
    paintBarGround(c, box, lane);
}

void paintSlide(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const QRectF r = box.rect;
    const bool hot = isHot(lane);
    c.rect(r, hot ? t.alarmsoft : t.card, hot ? t.alarm : t.hair, hot ? 2 : 1, Theme::kCardRadius);
    const double y = r.center().y() + 8;
    c.text(r.left() + 20, y, shardName(lane.shard), {24, QFont::Bold}, t.text, Align::Left, 124);
    c.rect(box.bar, hot ? t.card : t.inset, t.line, 1, Theme::kBandRadius);
    const bool growing = isGrowing(lane);
    const QString growth = lane.state == ShardState::Waiting ? signOf(t, scene, lane).label
        : growing || growthOf(lane) < -2                     ? view_text::change(growthOf(lane), scene.locale)
                                                             : translate("Floor", "level");
    c.number(box.badge.left() - 20, y - 1, growth, {20, hot ? QFont::Bold : QFont::Normal},
             growing && hot ? t.alarm
                 : growing  ? t.warn
                            : t.text3,
             Align::Right);
    paintAgeBadge(c, scene, box.badge, lane);
}

/// The dashed edge where records fall off, its label, and those that fell.
void paintEdge(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane, double used)
{
    const Theme &t = c.theme();
    const QRectF bar = box.bar;
    const bool aged = isAgeScaled(lane);
    c.line(bar.right(), bar.top() - 3, bar.right(), bar.bottom() + 3, aged ? t.alarm : t.text3, aged ? 2 : 1.5, {4, 3});
    if (lane.expired > 0)
        for (int i = 0; i < 3; ++i)
            c.rect(QRectF(bar.right() + 4 + i * 3, bar.top() + 4 + i * 8, 5, 5), {}, t.alarm, 1);
    if (box.level != Level::Full || aged)
        return;
    // A bare length of time explains nothing: without room for the word it is left to the tool tip.
    const QString label =
        translate("Floor", "retention %1").arg(view_text::roundDuration(lane.retention, scene.locale));
    const QString note = laneNote(scene, box);
    const double taken = used + (note.isEmpty() ? 0 : c.width(note, {12.5, QFont::Normal}) + 24);
    if (bar.width() - taken > c.width(label, {11, QFont::Normal}) + 20)
        c.text(bar.right() - 7, bar.center().y() + 4, label, {11, QFont::Normal}, t.text3, Align::Right);
}

void paintSlideAmount(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane, double used)
{
    const Theme &t = c.theme();
    const QRectF bar = box.bar;
    const QString amount = view_text::count(lane.backlog, scene.locale);
    const Alert alert = alertOf(lane);
    const Type type{alert != Alert::Calm ? 20.0 : 18.0, alert != Alert::Calm ? QFont::Bold : QFont::Normal};
    const QString note =
        alert != Alert::Calm || lane.state == ShardState::Waiting ? amount : translate("Floor", "caught up");
    const double w = c.numberWidth(note, type);
    if (bar.width() - used > w + 28) {
        if (alert == Alert::Calm)
            c.number(bar.right() - 14, bar.center().y() + 7, note, type, t.text3, Align::Right);
        else
            c.number(bar.left() + used + 12, bar.center().y() + 7, note, type, t.text);
    }
}

} // namespace

QString laneNote(const Scene &scene, const LaneBox &box)
{
    const StreamView &stream = scene.snapshot.streams[box.stream];
    const LaneView &lane = stream.lanes[box.lane];
    if (lane.state == ShardState::Waiting) {
        for (const ShardId parent : lane.parents)
            for (const LaneView &other : stream.lanes)
                if (other.shard == parent && other.state != ShardState::Closed)
                    return translate("Floor", "waits for shard %1").arg(parent.value);
        return translate("Floor", "waits for its parent");
    }
    const bool calm = alertOf(lane) == Alert::Calm && lane.iteratorAge < kWarnAge;
    return lane.state == ShardState::Open && calm && !isGrowing(lane) ? translate("Floor", "caught up") : QString();
}

void paintAgeBadge(Canvas &c, const Scene &scene, const QRectF &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const bool waits = lane.state == ShardState::Waiting;
    const Alert alert = lane.iteratorAge >= kAlarmAge ? Alert::Alarm
        : lane.iteratorAge >= kWarnAge                ? Alert::Warn
                                                      : Alert::Calm;
    const QColor fg = waits ? t.text3 : alert == Alert::Alarm ? t.onalarm : alert == Alert::Warn ? t.warn : t.text2;
    if (!waits)
        c.rect(box,
               alert == Alert::Alarm      ? t.alarm
                   : alert == Alert::Warn ? t.warnsoft
                                          : t.inset,
               {}, 1, Theme::kCardRadius);
    const QString text = waits ? translate("Floor", "waits") : view_text::duration(lane.iteratorAge, scene.locale);
    double px = waits ? 15 : box.height() >= 48 ? 28 : box.height() >= 30 ? 23 : 15;
    while (px > 13 && c.numberWidth(text, {px, QFont::Bold}) + px * 0.8 + 20 > box.width())
        px -= 2;
    const Type type{px, QFont::Bold};
    const double icon = px >= 23 ? 18 : 14;
    const double left = box.left() + (box.width() - c.numberWidth(text, type) - icon - 7) / 2;
    c.icon(alert == Alert::Alarm ? Icon::Alert : Icon::Clock, left, box.center().y() - icon / 2, icon, fg, 1.7);
    c.number(left + icon + 7, box.center().y() + px * 0.36, text, type, fg);
}

void paintLane(Canvas &c, const Scene &scene, const LaneBox &box)
{
    const LaneView &lane = scene.lane(box);
    if (lane.state == ShardState::Closed)
        return paintClosed(c, scene, box, lane);
    if (scene.geometry.presenting)
        return paintSlide(c, scene, box, lane);
    if (box.level == Level::Compact)
        return paintCompact(c, scene, box, lane);
    paintFrame(c, lane, box.rect);
    paintHeader(c, scene, box, lane);
    paintBarGround(c, box, lane);
    paintAgeBadge(c, scene, box.badge, lane);
    if (box.level == Level::Full)
        paintFoot(c, scene, box, lane);
}

void paintLaneLive(Canvas &c, const Scene &scene, const LaneBox &box, std::size_t index, const LogImage &log,
                   double length, double gauge)
{
    const Theme &t = c.theme();
    const LaneView &lane = scene.lane(box);
    if (lane.state == ShardState::Closed)
        return;
    const bool slide = scene.geometry.presenting;
    const double tip = log.draw(c.painter(), box, index, length);
    if (!slide && box.level <= Level::Medium)
        paintEdge(c, scene, box, lane, length);
    if (length > 0) {
        // The last tenth stays hatched under the log: loss is near.
        if (isAgeScaled(lane)) {
            const double from = std::max(box.bar.left(), box.bar.right() - box.bar.width() * 0.1);
            c.hatch(QRectF(from, box.bar.top(), std::max(0.0, tip - from), box.bar.height()), t.alarm, t.alarmsoft, 7,
                    2);
        }
        paintTip(c, box, tip, !slide && box.level <= Level::Medium);
        if (lane.worker.poison)
            paintPoison(c, box, tip);
        if (!slide)
            paintReaderMarks(c, scene, box, length);
    }
    if (slide)
        return paintSlideAmount(c, scene, box, lane, length);
    if (box.level <= Level::Medium) {
        const QString note = laneNote(scene, box);
        const double room = box.bar.width() - length - 24;
        if (!note.isEmpty() && room > 40)
            c.text(box.bar.left() + length + 14, box.bar.center().y() + 4.5, note, {12.5, QFont::Normal}, t.text3,
                   Align::Left, room);
    }
    if (box.level == Level::Full)
        paintGaugesLive(c, scene, box, lane, gauge);
}

} // namespace hotshard::views

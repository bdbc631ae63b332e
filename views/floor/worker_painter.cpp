#include "views/floor/worker_painter.h"

#include "views/diagnosis/phrase.h"
#include "views/floor/readers_painter.h"
#include "views/floor/slot_painter.h"
#include "views/theme/view_text.h"

#include <QtMath>
#include <algorithm>

#include <cmath>

namespace hotshard::views {
namespace {

constexpr double kBlur = 100;      ///< speed at which no batch can be followed
constexpr double kLeastArc = 0.04; ///< work that has just begun is seen

struct Ring {
    QPointF centre;
    double radius, width;
};

Ring ringOf(const LaneBox &box)
{
    const QRectF r = box.worker;
    if (r.width() < 80) {
        const double radius = std::max(4.0, std::min({16.0, r.width() / 2 - 6, r.height() / 2 - 5}));
        return {r.center(), radius, radius < 9 ? 2.5 : 4};
    }
    if (box.level == Level::Full)
        return {QPointF(r.left() + 36, r.top() + 58 + (r.height() - 118) / 2), 20, 5};
    if (box.level == Level::Medium)
        return {QPointF(r.left() + 26, r.center().y() + (r.height() < 62 ? 12 : 10)), r.height() < 62 ? 11.0 : 12.0, 4};
    return {QPointF(r.left() + 18, r.center().y()), 7, 3};
}

bool saturated(const LaneView &lane) { return lane.worker.busyShare >= 0.985; }

/// A busy function is only trouble when its shard falls behind.
bool troubled(const LaneView &lane) { return saturated(lane) && alertOf(lane) == Alert::Alarm; }

/// The environment is still being made ready.
bool isColdStart(const Scene &scene, const WorkerView &w)
{
    return w.state == WorkerState::Working && w.started > scene.snapshot.time;
}

const FunctionView *leadOf(const Scene &scene, const LaneView &lane)
{
    for (const FunctionView &function : scene.snapshot.functions)
        if (lane.lead >= 0 && function.id == lane.consumers[static_cast<std::size_t>(lane.lead)].function)
            return &function;
    return nullptr;
}

/// "2 of 2 in use".
QString concurrencyInUse(const Scene &scene, const LaneView &lane)
{
    const FunctionView *function = leadOf(scene, lane);
    if (!function)
        return {};
    std::int64_t limit = function->reserved;
    auto busy = static_cast<std::int64_t>(function->concurrent);
    for (const AccountView &account : scene.snapshot.accounts)
        if (limit < 0 && function->account == account.id) {
            limit = account.limit - account.reserved;
            busy = static_cast<std::int64_t>(account.busy);
        }
    return limit < 0 ? QString() : translate("Floor", "%1 of %2 in use").arg(busy).arg(limit);
}

QString inRing(const Scene &scene, const LaneView &lane)
{
    const WorkerView &w = lane.worker;
    if (w.state == WorkerState::BackingOff && w.throttled)
        return {};
    if (w.state == WorkerState::BackingOff) {
        const double left = std::max(0.0, w.until.toSeconds() - scene.simSeconds);
        return translate("Floor", "%1 s").arg(qCeil(left));
    }
    if (w.state != WorkerState::Working)
        return {};
    const double n = scene.speed >= 5000 ? w.recordsPerInvocation : w.batchRecords;
    return n >= 10000 ? QStringLiteral("%1k").arg(qRound(n / 1000)) : QString::number(qRound(n));
}

/// The two lines beside the ring.
std::pair<QString, QString> linesOf(const Scene &scene, const LaneView &lane)
{
    const WorkerView &w = lane.worker;
    switch (w.state) {
    case WorkerState::Working: {
        const double total = (w.until - w.started).toSeconds() * 1000;
        const double done =
            std::clamp(scene.snapshot.time.toSeconds() * 1000 - w.started.toSeconds() * 1000, 0.0, total);
        const QString second = total >= 9999 ? view_text::milliseconds(total, scene.locale)
                                             : QStringLiteral("%1 / %2")
                                                   .arg(scene.locale.toString(qRound(done)))
                                                   .arg(view_text::milliseconds(total, scene.locale));
        if (isColdStart(scene, w))
            return {translate("Floor", "starting"),
                    view_text::milliseconds((w.started - scene.snapshot.time).toSeconds() * 1000, scene.locale)};
        if (w.doneBefore > 0)
            return {translate("Floor", "partly done"), translate("Floor", "%1 done before").arg(w.doneBefore)};
        return {w.poison ? translate("Floor", "trying again") : translate("Floor", "in flight"), second};
    }
    case WorkerState::BackingOff:
        if (w.throttled)
            return {translate("Floor", "no slot free"), concurrencyInUse(scene, lane)};
        return {translate("Floor", "back-off"), translate("Floor", "then %1 again").arg(w.batchRecords)};
    case WorkerState::Waiting: return {translate("Floor", "waits"), {}};
    case WorkerState::Idle: break;
    }
    return {translate("Floor", "idle"), {}};
}

void paintStart(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const QRectF r = box.worker;
    c.rect(r, {}, t.line, 1, Theme::kCardRadius, {4, 4});
    if (r.width() < 80) {
        c.icon(Icon::Wait, r.center().x() - 8, r.center().y() - 8, 16, t.warn);
        return;
    }
    c.icon(Icon::Wait, r.left() + 14, r.center().y() - 8, 16, t.warn);
    const double s = secondsToStart(scene.snapshot.streams[box.stream], lane);
    const QString label = s > 0
        ? translate("Floor", "starts in about %1").arg(spokenDuration(Duration::seconds(std::llround(s)), scene.locale))
        : translate("Floor", "waits for its parent");
    const Type type{12.5, QFont::DemiBold};
    const bool fits = s <= 0 || c.width(label, type) <= r.width() - 44;
    c.text(
        r.left() + 38, r.center().y() + 5,
        fits ? label
             : translate("Floor", "in about %1").arg(spokenDuration(Duration::seconds(std::llround(s)), scene.locale)),
        type, t.warn, Align::Left, r.width() - 44);
}

QRectF busyTrack(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const QRectF r = box.worker;
    const QString label = translate("Floor", "busy %1").arg(view_text::percent(1, scene.locale));
    const double w = r.width() - 24 - c.numberWidth(label, {12, QFont::DemiBold}) - 10;
    Q_UNUSED(lane)
    return QRectF(r.left() + 12, r.bottom() - 20, std::max(0.0, w), 7);
}

/// The parts of a bisected batch: the one that is tried, and those that come after it.
void paintParts(Canvas &c, const QRectF &r, const WorkerView &w)
{
    const Theme &t = c.theme();
    double all = w.batchRecords;
    for (const int part : w.later)
        all += part;
    if (w.later.empty() || all <= 0 || r.width() < 30)
        return;
    double x = r.left();
    const auto part = [&](int records, const QColor &colour) {
        const double width = std::max(3.0, r.width() * records / all - 1.5);
        c.rect(QRectF(x, r.top(), std::min(width, r.right() - x), r.height()), colour, {}, 1, 2);
        x += width + 1.5;
    };
    part(w.batchRecords, w.poison ? t.alarm : t.warn);
    for (const int records : w.later)
        part(records, t.line);
}

void paintSign(Canvas &c, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const QRectF r = box.worker;
    const Type type{11, QFont::DemiBold};
    const double pillEnd = r.left() + 12 + c.pillWidth(translate("Floor", "retry, attempt %1").arg(88), true, type) + 6;
    paintParts(c, QRectF(pillEnd, r.bottom() - 20, r.right() - 12 - pillEnd, 7), lane.worker);
    if (lane.worker.poison)
        c.pill(r.left() + 12, r.bottom() - 26, translate("Floor", "poison"), t.alarm, t.alarmsoft, Icon::Alert, type,
               18);
    else if (lane.worker.throttled && lane.worker.state == WorkerState::BackingOff)
        c.pill(r.left() + 12, r.bottom() - 26, translate("Floor", "throttled"), t.throttled, t.throttledsoft,
               Icon::Pause, type, 18);
    else
        c.pill(r.left() + 12, r.bottom() - 26,
               translate("Floor", "retry, attempt %1")
                   .arg(lane.worker.attempt + (lane.worker.state == WorkerState::BackingOff ? 1 : 0)),
               t.warn, t.warnsoft, Icon::Reset, type, 18);
}

bool isThrottled(const WorkerView &w) { return w.throttled && w.state == WorkerState::BackingOff; }

/// Hatched and standing still: nothing is in it.
void paintThrottledRing(Canvas &c, const Ring &ring)
{
    const Theme &t = c.theme();
    const double r = ring.radius - ring.width / 2;
    c.hatch(QRectF(ring.centre.x() - r, ring.centre.y() - r, 2 * r, 2 * r), t.throttled, t.throttledsoft, 6, 1.5, r);
    c.circle(ring.centre, ring.radius, {}, t.throttled, std::min(2.5, ring.width));
}

bool hasSign(const LaneView &lane)
{
    return lane.worker.poison || lane.worker.attempt > 1 || lane.worker.state == WorkerState::BackingOff;
}

} // namespace

double ringShare(const WorkerView &worded, const WorkerView &now, double simSeconds, bool fast)
{
    const double total = (now.until - now.started).toSeconds();
    const bool same = now.state == worded.state && total > 0;
    switch (worded.state) {
    case WorkerState::Working:
        // A batch that is done while its words still stand is a whole ring.
        return fast || !same ? 1 : std::clamp((simSeconds - now.started.toSeconds()) / total, kLeastArc, 1.0);
    case WorkerState::BackingOff:
        // Counts down: the arc is what is left to wait.
        return same ? std::clamp((now.until.toSeconds() - simSeconds) / total, kLeastArc, 1.0) : kLeastArc;
    case WorkerState::Waiting:
    case WorkerState::Idle: break;
    }
    return 0;
}

double secondsToStart(const StreamView &stream, const LaneView &lane)
{
    double longest = 0;
    for (const ShardId parent : lane.parents)
        for (const LaneView &other : stream.lanes)
            if (other.shard == parent && other.outPerSecond > 0.01)
                longest = std::max(longest, static_cast<double>(other.backlog) / other.outPerSecond);
    return longest;
}

void paintWorker(Canvas &c, const Scene &scene, const LaneBox &box)
{
    const Theme &t = c.theme();
    const LaneView &lane = scene.lane(box);
    const QRectF r = box.worker;
    if (r.isEmpty() || box.level >= Level::Row)
        return;
    if (lane.state == ShardState::Waiting)
        return paintStart(c, scene, box, lane);
    if (hasReaders(lane))
        return paintReaders(c, scene, box);
    const bool narrow = r.width() < 80;
    c.rect(r, t.card, t.hair, 1, box.level == Level::Compact ? 6 : Theme::kCardRadius);
    const Ring ring = ringOf(box);
    if (narrow) {
        if (ring.radius >= 14)
            c.number(ring.centre.x(), ring.centre.y() + 4.2, inRing(scene, lane), {11.5, QFont::DemiBold}, t.text,
                     Align::Centre);
        return;
    }
    const auto [first, second] = linesOf(scene, lane);
    const QString busy = translate("Floor", "busy %1").arg(view_text::percent(lane.worker.busyShare, scene.locale));
    const QColor busyColour = troubled(lane) ? t.alarm : t.text2;
    const int busyWeight = troubled(lane) ? QFont::DemiBold : QFont::Normal;
    if (box.level == Level::Compact) {
        c.number(r.left() + 34, r.center().y() + 4.5, busy, {12, busyWeight}, busyColour);
        return;
    }
    const FunctionView *function = functionOf(scene.snapshot, scene.snapshot.streams[box.stream]);
    const QString name = function ? QString::fromStdString(function->name) : QString();
    const QString title = QStringLiteral("%1 \u00B7 %2").arg(name).arg(lane.shard.value);
    c.icon(Icon::Function, r.left() + 12, r.top() + 9, 15, t.text2);
    c.text(r.left() + 31, r.top() + 22, title, {13, QFont::DemiBold}, t.text, Align::Left, r.width() - 40);
    if (showsSlots(box, lane))
        return paintSlotWords(c, scene, box, lane);
    if (box.level == Level::Medium) {
        const QString amount = isThrottled(lane.worker) ? translate("Floor", "throttled")
            : lane.worker.state == WorkerState::Working ? translate("Floor", "%1 in flight").arg(inRing(scene, lane))
                                                        : first;
        c.number(r.left() + 48, ring.centre.y() + 4.5, c.kit().elided(amount, 12, QFont::Normal, r.width() - 54),
                 {12, QFont::Normal}, t.text2);
        return;
    }
    c.number(ring.centre.x(), ring.centre.y() + 4.5, inRing(scene, lane), {12.5, QFont::DemiBold}, t.text,
             Align::Centre);
    c.text(r.left() + 68, ring.centre.y() + (second.isEmpty() ? 4.5 : -4), first, {12, QFont::Normal}, t.text2,
           Align::Left, r.width() - 76);
    const QString fitted =
        c.fitting({second, second.section(QStringLiteral(" / "), -1)}, {12, QFont::Normal}, r.width() - 74);
    if (!second.isEmpty())
        c.number(r.left() + 68, ring.centre.y() + 13, c.kit().elided(fitted, 12, QFont::Normal, r.width() - 74),
                 {12, QFont::Normal}, t.text3);
    if (hasSign(lane))
        return paintSign(c, box, lane);
    c.rect(busyTrack(c, scene, box, lane), t.inset, {}, 1, 3.5);
    c.number(r.right() - 12, r.bottom() - 12, busy, {12, busyWeight}, busyColour, Align::Right);
}

void paintWorkerLive(Canvas &c, const Scene &scene, const LaneBox &box)
{
    const Theme &t = c.theme();
    const LaneView &lane = scene.wordedLane(box);
    if (box.worker.isEmpty() || box.level >= Level::Row || lane.state == ShardState::Waiting || hasReaders(lane))
        return;
    if (showsSlots(box, lane))
        return paintSlots(c, scene, box, lane);
    const WorkerView &w = lane.worker;
    const Ring ring = ringOf(box);
    const QColor alarmed = w.poison || (w.state == WorkerState::Working && troubled(lane)) ? t.alarm : t.accent;
    const QColor colour =
        alarmed == t.accent && (w.attempt > 1 || w.state == WorkerState::BackingOff) ? t.warn : alarmed;
    if (isThrottled(w)) {
        paintThrottledRing(c, ring);
        return;
    }
    if (isColdStart(scene, w)) {
        c.circle(ring.centre, ring.radius, {}, t.closed, ring.width, {3, 3});
        return;
    }
    const double share = ringShare(w, scene.lane(box).worker, scene.simSeconds, scene.playing && scene.speed >= kBlur);
    c.ring(ring.centre, ring.radius, share, colour, ring.width, t.inset);
    if (box.level != Level::Full || box.worker.width() < 80 || hasSign(lane))
        return;
    QRectF busy = busyTrack(c, scene, box, lane);
    busy.setWidth(busy.width() * std::clamp(w.busyShare, 0.0, 1.0));
    c.rect(busy, troubled(lane) ? t.alarm : t.text3, {}, 1, 3.5);
}

} // namespace hotshard::views

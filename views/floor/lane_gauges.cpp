#include "views/floor/lane_gauges.h"

#include "views/floor/readers_painter.h"
#include "views/theme/view_text.h"

#include <algorithm>
#include <optional>

namespace hotshard::views {
namespace {

constexpr Type kLabel{12, QFont::Normal};
constexpr double kSecondLine = 20; ///< under the first, where the lane is high enough

struct Gauge {
    QRectF track;
    QString label, text;
    double load = 0;
    bool refused = false;
};

QRectF trackAt(Canvas &c, const LaneBox &box, const QString &label, double y)
{
    return {box.bar.left() + c.width(label, kLabel) + 10, y - 8, box.bar.width() > 400 ? 120.0 : 72.0, 8};
}

QString writeLabel(const StreamView &stream)
{
    return stream.table ? translate("Floor", "write units") : translate("Floor", "write limit");
}

Gauge writeGauge(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane, double y)
{
    const StreamView &stream = scene.snapshot.streams[box.stream];
    Gauge gauge;
    gauge.label = writeLabel(stream);
    gauge.load = writeLoadOf(lane);
    gauge.refused = lane.rejectedPerSecond > 0.05;
    if (gauge.refused)
        gauge.text = translate("Floor", "%1 rejected/s").arg(view_text::rate(lane.rejectedPerSecond, scene.locale));
    else if (stream.table) // a partition has one limit, and items of more than 1 KB use several units of it
        gauge.text = QStringLiteral("%1 / %2 /s")
                         .arg(view_text::rate(writeLoadOf(lane) * stream.writeLimitRecords, scene.locale),
                              view_text::shortCount(stream.writeLimitRecords, scene.locale));
    else if (lane.writeBytesLoad > lane.writeRecordsLoad)
        gauge.text = QStringLiteral("%1 / %2").arg(view_text::bytesPerSecond(lane.bytesInPerSecond, scene.locale),
                                                   view_text::bytesPerSecond(stream.writeLimitBytes, scene.locale));
    else
        gauge.text = QStringLiteral("%1 / %2 /s")
                         .arg(view_text::rate(lane.inPerSecond, scene.locale),
                              view_text::shortCount(stream.writeLimitRecords, scene.locale));
    gauge.track = trackAt(c, box, gauge.label, y);
    return gauge;
}

Gauge readGauge(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane, double y)
{
    const StreamView &stream = scene.snapshot.streams[box.stream];
    Gauge gauge;
    gauge.label = translate("Floor", "read limit");
    gauge.load = readLoadOf(stream, lane);
    gauge.refused = lane.reads.refusedPerSecond > 0.05;
    const bool bytes = lane.reads.bytesPerSecond / std::max(1.0, stream.readLimitBytes)
        >= lane.reads.callsPerSecond / std::max(1.0, stream.readLimitCalls);
    if (lane.reads.silence >= Duration::milliseconds(500))
        gauge.text = translate("Floor", "silent for %1").arg(view_text::duration(lane.reads.silence, scene.locale));
    else if (gauge.refused)
        gauge.text = translate("Floor", "%1 refused/s").arg(view_text::rate(lane.reads.refusedPerSecond, scene.locale));
    else if (bytes)
        gauge.text = QStringLiteral("%1 / %2").arg(view_text::bytesPerSecond(lane.reads.bytesPerSecond, scene.locale),
                                                   view_text::bytesPerSecond(stream.readLimitBytes, scene.locale));
    else
        gauge.text = translate("Floor", "%1 of %2 calls/s")
                         .arg(view_text::rate(lane.reads.callsPerSecond, scene.locale),
                              view_text::rate(stream.readLimitCalls, scene.locale));
    gauge.track = trackAt(c, box, gauge.label, y);
    return gauge;
}

/// Reading is worth a gauge when several poll, or when it is near its limit.
bool showsReads(const StreamView &stream, const LaneView &lane)
{
    const auto polling =
        std::count_if(lane.consumers.begin(), lane.consumers.end(), [](const auto &c) { return !c.dedicated; });
    return polling > 1 || lane.reads.refusedPerSecond > 0.05 || readLoadOf(stream, lane) >= 0.8;
}

QString waitingText(const Scene &scene, const LaneView &lane)
{
    return translate("Floor", "%1 waiting").arg(view_text::count(lane.backlog, scene.locale));
}

/// The gauges that are shown, from above: one line, or two where the lane is high. A single line is for the limit
/// that is nearer.
std::vector<Gauge> gaugesOf(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const StreamView &stream = scene.snapshot.streams[box.stream];
    const double y = box.rect.bottom() - 15;
    std::vector<Gauge> gauges;
    if (lane.state == ShardState::Draining && !showsReads(stream, lane))
        return gauges;
    const bool writes = lane.state != ShardState::Draining;
    if (!showsReads(stream, lane))
        return {writeGauge(c, scene, box, lane, y)};
    if (writes && box.rect.bottom() - box.bar.bottom() > 47 + kSecondLine - 4)
        return {writeGauge(c, scene, box, lane, y - kSecondLine), readGauge(c, scene, box, lane, y)};
    const bool read = !writes || readLoadOf(stream, lane) >= writeLoadOf(lane) || lane.reads.refusedPerSecond > 0.05;
    return {read ? readGauge(c, scene, box, lane, y) : writeGauge(c, scene, box, lane, y)};
}

bool fits(const LaneBox &box, const Gauge &gauge, double used)
{
    return gauge.track.right() <= box.bar.right() - used - 16;
}

} // namespace

double readLoadOf(const StreamView &stream, const LaneView &lane)
{
    return std::clamp(std::max(lane.reads.callsPerSecond / std::max(1.0, stream.readLimitCalls),
                               lane.reads.bytesPerSecond / std::max(1.0, stream.readLimitBytes)),
                      0.0, 1.0);
}

void paintFoot(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane)
{
    const Theme &t = c.theme();
    const double y = box.rect.bottom() - 15;
    const bool hot = isHot(lane);
    const Type type{12.5, hot ? QFont::DemiBold : QFont::Normal};
    const double used =
        c.number(box.bar.right(), y, waitingText(scene, lane), type, hot ? t.text : t.text2, Align::Right);
    const QString lead =
        lane.lead >= 0 ? functionName(scene, lane.consumers[static_cast<std::size_t>(lane.lead)].function) : QString();
    const QString whose =
        hasReaders(lane) ? translate("Floor", "age of %1").arg(lead) : translate("Floor", "iterator age");
    c.text(box.badge.center().x(), y, whose, kLabel, t.text3, Align::Centre, box.badge.width() + 24);
    for (const Gauge &gauge : gaugesOf(c, scene, box, lane)) {
        const double taken = gauge.track.bottom() > y - kSecondLine / 2 ? used : 0;
        if (!fits(box, gauge, taken))
            continue;
        c.text(box.bar.left(), gauge.track.bottom(), gauge.label, kLabel, t.text3);
        c.rect(gauge.track, t.inset, gauge.refused ? t.alarm : t.hair, gauge.refused ? 1.5 : 1, 4);
        if (gauge.track.right() + 10 + c.numberWidth(gauge.text, kLabel) > box.bar.right() - taken - 16)
            continue;
        const bool full = gauge.load >= 0.995 || gauge.refused;
        c.number(gauge.track.right() + 10, gauge.track.bottom(), gauge.text,
                 {12, full ? QFont::DemiBold : QFont::Normal},
                 full                    ? t.alarm
                     : gauge.load >= 0.8 ? t.warn
                                         : t.text2);
    }
}

void paintGaugesLive(Canvas &c, const Scene &scene, const LaneBox &box, const LaneView &lane, double write)
{
    const Theme &t = c.theme();
    const double used = c.numberWidth(waitingText(scene, lane), {12.5, QFont::DemiBold});
    const QString writes = writeLabel(scene.snapshot.streams[box.stream]);
    for (const Gauge &gauge : gaugesOf(c, scene, box, lane)) {
        const double taken = gauge.track.bottom() > box.rect.bottom() - 15 - kSecondLine / 2 ? used : 0;
        if (!fits(box, gauge, taken))
            continue;
        const double load = gauge.label == writes ? write : gauge.load;
        const QColor colour = load >= 0.995 ? t.alarm : load >= 0.8 ? t.warn : t.text3;
        c.rect(QRectF(gauge.track.left(), gauge.track.top(), gauge.track.width() * load, gauge.track.height()), colour,
               {}, 1, 4);
    }
}

} // namespace hotshard::views

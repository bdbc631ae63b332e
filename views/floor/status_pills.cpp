#include "views/floor/status_pills.h"

#include "views/charts/nice_axis.h"
#include "views/theme/view_text.h"

#include <algorithm>

namespace hotshard::views {

namespace {

constexpr Type kPillType{11, QFont::DemiBold};
constexpr double kPillHeight = 18, kPillGap = 6, kHeadRoom = 90; // the shortest head stays

struct Pill {
    QStringList texts; ///< the longest first
    QColor ink, ground;
    Icon icon;
};

/// The newest refusal of all streams.
const RefusedRequestView *newestRefusal(const Snapshot &snapshot)
{
    const RefusedRequestView *newest = nullptr;
    for (const StreamView &stream : snapshot.streams)
        if (stream.lastRefusal && (!newest || stream.lastRefusal->at > newest->at))
            newest = &*stream.lastRefusal;
    return newest;
}

std::vector<Pill> pillsOf(const Theme &t, const Scene &scene)
{
    const auto any = [&](auto is) {
        return std::any_of(scene.snapshot.streams.begin(), scene.snapshot.streams.end(), is);
    };
    std::vector<Pill> pills;
    if (any([](const StreamView &s) { return s.resharding; }))
        pills.push_back({{translate("Floor", "updating\u2026")}, t.draining, t.drainingsoft, Icon::Drain});
    if (const RefusedRequestView *refusal = newestRefusal(scene.snapshot))
        pills.push_back({{translate("Floor", "refused: %1").arg(QString::fromStdString(refusal->code)),
                          translate("Floor", "refused")},
                         t.alarm,
                         t.alarmsoft,
                         Icon::Alert});
    if (any([](const StreamView &s) { return s.onDemand; }))
        pills.push_back({{translate("Floor", "on demand")}, t.text2, t.inset, Icon::Reset});
    return pills;
}

} // namespace

double paintStatusPills(Canvas &c, const Scene &scene, double right, double room)
{
    double used = 0;
    for (const Pill &pill : pillsOf(c.theme(), scene)) {
        const auto fits = std::find_if(pill.texts.begin(), pill.texts.end(), [&](const QString &text) {
            return used + c.pillWidth(text, true, kPillType) + kHeadRoom <= room;
        });
        const QString text = fits == pill.texts.end() ? pill.texts.last() : *fits;
        const double y = scene.geometry.headsY - 13;
        const double width =
            c.pill(right - used, y, text, pill.ink, pill.ground, pill.icon, kPillType, kPillHeight, true);
        scene.note(Hit::Kind::Status, 0, QRectF(right - used - width, y, width, kPillHeight));
        used += width + kPillGap;
    }
    return used > 0 ? used + 2 : 0;
}

QString statusCard(const Scene &scene)
{
    QStringList lines;
    for (const StreamView &stream : scene.snapshot.streams) {
        const QString name =
            QStringLiteral("<b>") + QString::fromStdString(stream.name).toHtmlEscaped() + QStringLiteral("</b> ");
        lines << name
                + (stream.resharding ? translate("Floor", "UPDATING: its shards are being changed")
                                     : translate("Floor", "ACTIVE: nothing changes its shards"));
        if (stream.onDemand)
            lines << translate("Floor", "On demand: the service chooses the shards.");
        if (stream.expiredShards > 0)
            lines << translate("Floor", "%1 closed shards are older than the retention: no listing names them.")
                         .arg(view_text::count(stream.expiredShards, scene.locale));
        if (!stream.lastRefusal)
            continue;
        const RefusedRequestView &refusal = *stream.lastRefusal;
        lines << translate("Floor", "%1 requests refused, the last at %2: %3")
                     .arg(view_text::count(stream.refusedRequests, scene.locale), clockText(refusal.at.toSeconds()),
                          QString::fromStdString(refusal.asked).toHtmlEscaped());
        lines << QString::fromStdString(refusal.code).toHtmlEscaped() + QStringLiteral(": ")
                + QString::fromStdString(refusal.text).toHtmlEscaped();
    }
    return lines.join(QStringLiteral("<br>"));
}

} // namespace hotshard::views

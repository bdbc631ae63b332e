#include "views/floor/hover_text.h"

#include "views/floor/readers_painter.h"
#include "views/theme/view_text.h"

#include <QList>

namespace hotshard::views {
namespace {

QString stateName(const LaneView &lane)
{
    switch (lane.state) {
    case ShardState::Draining: return translate("Floor", "draining");
    case ShardState::Waiting: return translate("Floor", "waiting");
    case ShardState::Closed: return translate("Floor", "closed");
    case ShardState::Open: break;
    }
    return translate("Floor", "open");
}

using Row = std::pair<QString, QString>;

QList<Row> rowsOf(const Scene &scene, const LaneBox &box)
{
    const LaneView &lane = scene.lane(box);
    const QLocale &locale = scene.locale;
    QList<Row> rows;
    const auto percent = [&](double v) { return scene.locale.toString(v * 100, 'f', 1) + kThin + QLatin1Char('%'); };
    rows << Row{translate("Floor", "iterator age"), view_text::duration(lane.iteratorAge, locale)};
    rows << Row{translate("Floor", "waiting records"), view_text::count(lane.backlog, locale)};
    rows << Row{
        translate("Floor", "oldest record"),
        translate("Floor", "%1 of %2")
            .arg(view_text::duration(lane.oldestAge, locale), view_text::roundDuration(lane.retention, locale))};
    rows << Row{translate("Floor", "retention"), view_text::roundDuration(lane.retention, locale)};
    rows << Row{translate("Floor", "in"), view_text::perSecond(lane.inPerSecond, locale)};
    rows << Row{translate("Floor", "out"), view_text::perSecond(lane.outPerSecond, locale)};
    rows << Row{
        translate("Floor", "write limit"),
        translate("Floor", "%1 records, %2 bytes")
            .arg(view_text::percent(lane.writeRecordsLoad, locale), view_text::percent(lane.writeBytesLoad, locale))};
    if (lane.rejectedPerSecond > 0.05)
        rows << Row{translate("Floor", "rejected"), view_text::perSecond(lane.rejectedPerSecond, locale)};
    if (lane.expired > 0)
        rows << Row{translate("Floor", "lost"), view_text::count(lane.expired, locale)};
    if (functionOf(scene.snapshot, scene.snapshot.streams[box.stream]))
        rows << Row{translate("Floor", "function busy"), view_text::percent(lane.worker.busyShare, locale)};
    if (lane.reads.callsPerSecond > 0)
        rows << Row{translate("Floor", "read limit"),
                    translate("Floor", "%1 of %2 calls/s, %3")
                        .arg(view_text::rate(lane.reads.callsPerSecond, locale),
                             view_text::rate(scene.snapshot.streams[box.stream].readLimitCalls, locale),
                             view_text::bytesPerSecond(lane.reads.bytesPerSecond, locale))};
    if (lane.reads.refusedPerSecond > 0.05)
        rows << Row{translate("Floor", "reads refused"), view_text::perSecond(lane.reads.refusedPerSecond, locale)};
    if (hasReaders(lane))
        for (const ConsumerView &consumer : lane.consumers)
            rows << Row{functionName(scene, consumer.function).toHtmlEscaped(),
                        view_text::duration(consumer.iteratorAge, locale) + QStringLiteral(", ")
                            + readerState(scene, lane, consumer)};
    if (lane.hottestKey >= 0)
        rows << Row{translate("Floor", "hottest key"),
                    scene.keyName(lane.hottestKey).toHtmlEscaped() + QLatin1Char(' ')
                        + view_text::percent(lane.hottestShare, locale)};
    rows << Row{translate("Floor", "hash range"),
                QStringLiteral("%1 \u2013 %2").arg(percent(lane.rangeStart), percent(lane.rangeEnd))};
    return rows;
}

} // namespace

QString laneCard(const Scene &scene, const LaneBox &box)
{
    const LaneView &lane = scene.lane(box);
    QString html = QStringLiteral("<b>%1</b> &nbsp; %2").arg(shardName(lane.shard), stateName(lane));
    if (box.sharing > 1)
        html += QStringLiteral("<br>") + translate("Floor", "the worst of %1 shards in this row").arg(box.sharing);
    html += QStringLiteral("<table cellspacing=\"2\">");
    for (const Row &row : rowsOf(scene, box))
        html +=
            QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>").arg(row.first, row.second);
    return html + QStringLiteral("</table>");
}

QString laneSentence(const Scene &scene, const LaneBox &box)
{
    const LaneView &lane = scene.lane(box);
    return translate("Floor", "Shard %1, %2: iterator age %3, %4 records waiting, %5 in, %6 out.")
        .arg(QString::number(lane.shard.value), stateName(lane), view_text::duration(lane.iteratorAge, scene.locale),
             view_text::count(lane.backlog, scene.locale), view_text::perSecond(lane.inPerSecond, scene.locale),
             view_text::perSecond(lane.outPerSecond, scene.locale));
}

} // namespace hotshard::views

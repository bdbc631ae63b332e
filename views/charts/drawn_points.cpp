// Names and points of the lines of a chart over time.
#include "views/charts/series_chart.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {

QString laneName(const ChartLine &line)
{
    if (line.component.empty())
        return SeriesChart::tr("shard %1").arg(line.shard.value);
    return QStringLiteral("%1 \u00B7 %2").arg(QString::fromStdString(line.component)).arg(line.shard.value);
}

QString laneColumn(const ChartLine &line)
{
    const QString shard = QStringLiteral("shard_%1").arg(line.shard.value);
    return line.component.empty() ? shard : QString::fromStdString(line.component) + u'_' + shard;
}

std::optional<double> valueAt(const QList<QPointF> &points, double x)
{
    if (points.isEmpty() || x < points.first().x() || x > points.last().x())
        return std::nullopt;
    const auto after = std::lower_bound(points.begin(), points.end(), x,
                                        [](const QPointF &point, double at) { return point.x() < at; });
    if (after == points.begin())
        return after->y();
    const QPointF a = *(after - 1), b = *after;
    const double share = b.x() > a.x() ? (x - a.x()) / (b.x() - a.x()) : 1;
    return a.y() + share * (b.y() - a.y());
}

QList<QPointF> pointsWithin(const Chart &chart, const std::vector<float> &values, const TimeWindow &window)
{
    QList<QPointF> points;
    const std::size_t count = std::min(values.size(), chart.times.size());
    points.reserve(static_cast<qsizetype>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const double t = static_cast<double>(chart.times[i]), v = static_cast<double>(values[i]);
        if (t < window.from || t > window.to || std::isnan(v))
            continue;
        points.append({t - window.from, std::max(0.0, v)});
    }
    return points;
}

} // namespace hotshard::views

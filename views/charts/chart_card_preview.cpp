// The preview in a chart card: the future is shaded, what would be in it is a dashed line in no key's colour, with
// its name and its last value. Why there is none stands in the same place.
#include "views/charts/chart_card.h"

#include "views/charts/plot_overlay.h"

#include <QChart>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

/// Points of a line at most; of more, the largest of several is taken, as in the measured lines.
constexpr std::size_t kMostPoints = 240;
constexpr float kEarlierAlpha = 0.35F; ///< of a line that answers what the hand has left

QString reasonOf(PreviewRefusal refusal)
{
    switch (refusal) {
    case PreviewRefusal::None: break;
    case PreviewRefusal::Replay: return ChartCard::tr("No preview for a recorded log: let go to see");
    case PreviewRefusal::NoFunction: return ChartCard::tr("No preview: no function reads a producer's stream");
    case PreviewRefusal::PoisonRecords: return ChartCard::tr("No preview with poison records: let go to see");
    case PreviewRefusal::TooManyKeys: return ChartCard::tr("No preview for so many partition keys: let go to see");
    case PreviewRefusal::ProducerOptions:
        return ChartCard::tr("No preview with this producer's options: let go to see");
    case PreviewRefusal::Alarms: return ChartCard::tr("No preview with an alarm that changes a setting: let go to see");
    case PreviewRefusal::FunctionOptions:
        return ChartCard::tr("No preview with this function's options: let go to see");
    case PreviewRefusal::OnDemand: return ChartCard::tr("No preview for an on-demand stream: let go to see");
    case PreviewRefusal::ExpireInFlight:
        return ChartCard::tr("No preview where records expire during retries: let go to see");
    case PreviewRefusal::AtTheEnd: return ChartCard::tr("No preview: the run is over");
    }
    return {};
}

QList<QPointF> pointsOf(const Preview &preview, const std::vector<float> &line, const TimeWindow &window)
{
    QList<QPointF> points;
    const std::size_t count = std::min(line.size(), preview.times.size());
    const std::size_t step = count / kMostPoints + 1;
    for (std::size_t i = 0; i < count; i += step) {
        const std::size_t last = std::min(i + step, count) - 1;
        const float highest = *std::max_element(line.begin() + static_cast<std::ptrdiff_t>(i),
                                                line.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        const double t = preview.times[last];
        if (t >= window.from && t <= window.to)
            points.append({t - window.from, static_cast<double>(highest)});
    }
    return points;
}

} // namespace

void ChartCard::takePreview(const ChartContext &context)
{
    const bool had = m_ghost.has_value();
    m_ghost.reset();
    m_previewTip.clear();
    const std::vector<float> *line = context.preview ? previewLine(*context.preview) : nullptr;
    if (line) {
        const Preview &preview = *context.preview;
        PlotGhost ghost;
        ghost.from = preview.from.toSeconds() - m_window.from;
        ghost.refused = preview.refusal != PreviewRefusal::None;
        ghost.ofEarlier = context.previewOfEarlier;
        if (ghost.refused)
            ghost.text = ghost.shortText = reasonOf(preview.refusal);
        else
            ghost.points = pointsOf(preview, *line, m_window);
        if (!ghost.points.isEmpty()) {
            const double end = ghost.points.last().y();
            ghost.text = previewText(context.names.namedValue(preview.path, preview.value), end);
            ghost.shortText = previewText(context.names.bareValue(preview.path, preview.value), end);
            if (context.asItIs && context.asItIs->refusal == PreviewRefusal::None)
                ghost.asItIs = pointsOf(*context.asItIs, *previewLine(*context.asItIs), m_window);
            m_previewTip = tipOf(ghost, preview.limited);
        }
        m_ghost = ghost;
    }
    if (toolTip() != toolTipText())
        setToolTip(toolTipText());
    if (had || m_ghost)
        m_underlay->update();
}

QString ChartCard::tipOf(const PlotGhost &ghost, bool limited) const
{
    const auto clockOf = [this](const QPointF &point) { return clockText(std::round(m_window.from + point.x())); };
    QString tip = tr("Preview, dashed: how it would go on. At %1: %2.").arg(clockOf(ghost.points.last()), ghost.text);
    if (!ghost.asItIs.isEmpty())
        tip += u' '
            + tr("The fainter line, without the change. At %1: %2.")
                  .arg(clockOf(ghost.asItIs.last()), previewText(tr("as it is"), ghost.asItIs.last().y()));
    tip += u' ' + tr("Computed per poll, not per record: exact in distribution, not in every record.");
    if (limited)
        tip += u' ' + tr("A write limit is reached: what it rejects is not tried again here.");
    return tip;
}

QString ChartCard::toolTipText() const
{
    if (!m_previewTip.isEmpty())
        return m_previewTip;
    return tr("%1. Drag to zoom, double-click to return to live, right-click to export.").arg(title());
}

void ChartCard::paintFuture(QPainter &painter)
{
    if (!m_ghost || m_ghost->refused)
        return;
    const QRectF plot = plotRect();
    const double x = std::max(plot.left(), place({m_ghost->from, 0}).x());
    if (x >= plot.right())
        return;
    painter.fillRect(QRectF(QPointF(x, plot.top()), plot.bottomRight()), m_theme.inset);
}

std::vector<LegendEntry> ChartCard::legendEntries() const
{
    std::vector<LegendEntry> entries = m_legend;
    if (m_ghost && !m_ghost->points.isEmpty()) // first: where room ends, the last ones go
        entries.insert(entries.begin(), {tr("Preview"), ghostInk(m_theme.text2), LegendEntry::Mark::Dashes, QString()});
    return entries;
}

QColor ChartCard::ghostInk(const QColor &colour) const
{
    QColor ink = colour;
    if (m_ghost && m_ghost->ofEarlier)
        ink.setAlphaF(kEarlierAlpha);
    return ink;
}

QPointF ChartCard::ghostEnd() const
{
    if (!m_ghost || m_ghost->points.isEmpty())
        return {};
    const QPointF end = m_ghost->points.last();
    return place({end.x(), std::min(end.y(), scaleTop())});
}

QString ChartCard::ghostText() const
{
    constexpr double kMostOfPlot = 0.66;
    const double width = QFontMetricsF(figureFont(Role::LabelStrong)).horizontalAdvance(m_ghost->text);
    return width + px(14) < plotRect().width() * kMostOfPlot ? m_ghost->text : m_ghost->shortText;
}

QRectF ChartCard::ghostTextRect() const
{
    if (!m_ghost || m_ghost->text.isEmpty())
        return {};
    const QFontMetricsF metrics(figureFont(Role::LabelStrong));
    const QRectF plot = plotRect();
    const double width = std::min(metrics.horizontalAdvance(ghostText()) + px(14), plot.width());
    const QRectF corner(plot.right() - width, plot.top() + px(2), width, px(20));
    if (m_ghost->points.isEmpty())
        return corner;
    // Beside the end of the line: of the places above and below it the nearest that covers least.
    const QPointF end = ghostEnd();
    QRectF best;
    double least = 0;
    for (const double step : {0.0, 1.0, 2.0, 3.0})
        for (const double side : {-1.0, 1.0}) {
            QRectF text = corner;
            text.moveRight(std::min(plot.right(), std::max(end.x(), plot.left() + width)));
            text.moveCenter({text.center().x(), end.y() + side * (px(16) + step * px(12))});
            const double cost = ghostTextCost(text) + step;
            if (best.isNull() || cost < least)
                best = text, least = cost;
        }
    return best;
}

double ChartCard::ghostTextCost(const QRectF &text) const
{
    const auto crosses = [&](const QList<QPointF> &points) {
        for (qsizetype i = 1; i < points.size(); ++i) {
            const QPointF a = place({points[i - 1].x(), std::min(points[i - 1].y(), scaleTop())});
            const QPointF b = place({points[i].x(), std::min(points[i].y(), scaleTop())});
            if (QRectF(a, b).normalized().adjusted(-1, -1, 1, 1).intersects(text))
                return true;
        }
        return false;
    };
    double cost = plotRect().adjusted(-1, -1, 1, 1).contains(text) ? 0 : 1000;
    cost += crosses(m_ghost->points) ? 10 : 0;
    cost += crosses(m_ghost->asItIs) ? 4 : 0;
    for (const PlotDot &dot : m_dots)
        cost += dotTextRect(dot).intersects(text) ? 10 : 0;
    if (m_limit && m_limit->value <= scaleTop()) {
        const double y = place({0, m_limit->value}).y();
        cost += y > text.top() - px(3) && y < text.bottom() + px(3) ? 6 : 0;
    }
    return cost + (limitTextRect().intersects(text) ? 20 : 0);
}

void ChartCard::paintGhostLine(QPainter &painter, const QList<QPointF> &points, const QPen &pen) const
{
    QPainterPath path;
    for (const QPointF &point : points) {
        const QPointF at = place({point.x(), std::min(point.y(), scaleTop())});
        path.elementCount() == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    QPen dashed(pen);
    dashed.setCapStyle(Qt::FlatCap);
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void ChartCard::paintGhost(QPainter &painter)
{
    if (!m_ghost)
        return;
    QPen without(m_theme.text3, pen(1.25));
    without.setDashPattern({2, 4});
    paintGhostLine(painter, m_ghost->asItIs, without);
    QPen with(ghostInk(m_theme.text2), pen(2));
    with.setDashPattern({3.5, 2.5});
    paintGhostLine(painter, m_ghost->points, with);
}

void ChartCard::paintGhostText(QPainter &painter)
{
    if (!m_ghost || m_ghost->text.isEmpty())
        return;
    const QRectF text = ghostTextRect();
    painter.setPen(QPen(m_theme.line, 1, Qt::DashLine));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(text, Theme::kBandRadius, Theme::kBandRadius);
    painter.setFont(figureFont(Role::LabelStrong));
    painter.setPen(ghostInk(m_theme.text2));
    painter.drawText(text, Qt::AlignCenter,
                     QFontMetricsF(painter.font()).elidedText(ghostText(), Qt::ElideRight, text.width() - px(10)));
}

} // namespace hotshard::views

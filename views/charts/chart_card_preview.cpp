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

QString reasonOf(PreviewRefusal refusal)
{
    switch (refusal) {
    case PreviewRefusal::None: break;
    case PreviewRefusal::Replay: return ChartCard::tr("No preview: recorded traffic cannot be drawn");
    case PreviewRefusal::NoFunction: return ChartCard::tr("No preview: no function reads a producer's stream");
    case PreviewRefusal::PoisonRecords: return ChartCard::tr("No preview: poison records");
    case PreviewRefusal::TooManyKeys: return ChartCard::tr("No preview: too many partition keys");
    case PreviewRefusal::FunctionOptions:
        return ChartCard::tr("No preview: the function's options need single records");
    case PreviewRefusal::ExpireInFlight: return ChartCard::tr("No preview: records would expire while tried again");
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

void ChartCard::takePreview(const Preview *preview)
{
    const bool had = m_ghost.has_value();
    m_ghost.reset();
    m_previewTip.clear();
    if (preview && overTime()) {
        PlotGhost ghost;
        ghost.from = preview->from.toSeconds() - m_window.from;
        const std::vector<float> *line = previewLine(*preview);
        ghost.refused = preview->refusal != PreviewRefusal::None;
        if (line && ghost.refused) {
            ghost.text = reasonOf(preview->refusal);
        } else if (line) {
            ghost.points = pointsOf(*preview, *line, m_window);
            if (!ghost.points.isEmpty())
                ghost.text = tr("Preview %1").arg(previewValue(ghost.points.last().y()));
            m_previewTip = tr("Preview: how it would go on with %1 = %2. Drawn per poll, not per record: exact in "
                              "distribution, not in every record.")
                               .arg(QString::fromStdString(preview->path), QString::fromStdString(preview->value));
            if (preview->limited)
                m_previewTip += u' ' + tr("A write limit is reached: what it rejects is not tried again here.");
        }
        m_ghost = ghost;
    }
    if (toolTip() != toolTipText())
        setToolTip(toolTipText());
    if (had || m_ghost)
        m_underlay->update();
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

QRectF ChartCard::ghostTextRect() const
{
    if (!m_ghost || m_ghost->text.isEmpty())
        return {};
    const QFontMetricsF metrics(figureFont(Role::LabelStrong));
    const QRectF plot = plotRect();
    const double width = std::min(metrics.horizontalAdvance(m_ghost->text) + px(14), plot.width());
    QRectF text(plot.right() - width, plot.top() + px(2), width, px(20));
    if (m_ghost->points.isEmpty())
        return text;
    // At the end of the line: above all of it that runs there, or below where the plot ends.
    const auto placed = [this](const QPointF &point) { return place({point.x(), std::min(point.y(), scaleTop())}); };
    text.moveRight(std::min(plot.right(), std::max(placed(m_ghost->points.last()).x(), plot.left() + width)));
    double highest = plot.bottom(), lowest = plot.top();
    for (const QPointF &point : m_ghost->points) {
        const QPointF at = placed(point);
        if (at.x() < text.left() - px(6) || at.x() > text.right() + px(6))
            continue;
        highest = std::min(highest, at.y());
        lowest = std::max(lowest, at.y());
    }
    text.moveBottom(highest - px(6));
    if (text.top() < plot.top() + px(2))
        text.moveTop(std::min(lowest + px(6), plot.bottom() - text.height() - px(2)));
    if (const QRectF limit = limitTextRect(); limit.intersects(text))
        text.moveBottom(limit.top() - px(2));
    return text;
}

void ChartCard::paintGhost(QPainter &painter)
{
    if (!m_ghost || m_ghost->text.isEmpty())
        return;
    painter.save();
    if (!m_ghost->points.isEmpty()) {
        QPainterPath path;
        for (const QPointF &point : m_ghost->points) {
            const QPointF at = place({point.x(), std::min(point.y(), scaleTop())});
            path.elementCount() == 0 ? path.moveTo(at) : path.lineTo(at);
        }
        QPen dashed(m_theme.text2, pen(2));
        dashed.setDashPattern({3.5, 2.5});
        dashed.setCapStyle(Qt::FlatCap);
        painter.setPen(dashed);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
    const QRectF text = ghostTextRect();
    painter.setPen(QPen(m_theme.line, 1, Qt::DashLine));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(text, Theme::kBandRadius, Theme::kBandRadius);
    painter.setFont(figureFont(Role::LabelStrong));
    painter.setPen(m_theme.text2);
    painter.drawText(text, Qt::AlignCenter,
                     QFontMetricsF(painter.font()).elidedText(m_ghost->text, Qt::ElideRight, text.width() - px(10)));
    painter.restore();
}

} // namespace hotshard::views

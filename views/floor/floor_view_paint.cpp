// The painting half of FloorView: what stands still is kept in images, what moves is drawn on top.
#include "views/floor/floor_view.h"

#include "views/floor/hash_space_painter.h"
#include "views/floor/lane_painter.h"
#include "views/floor/legend.h"
#include "views/floor/lineage_painter.h"
#include "views/floor/node_painter.h"
#include "views/floor/producer_painter.h"
#include "views/floor/queue_painter.h"
#include "views/floor/rows_painter.h"
#include "views/floor/worker_painter.h"

#include <QPaintEvent>
#include <QtMath>

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

void prepare(QImage &image, QSize size, double ratio, QImage::Format format)
{
    const QSize pixels(qCeil(size.width() * ratio), qCeil(size.height() * ratio));
    if (image.size() != pixels || image.format() != format)
        image = QImage(pixels, format);
    image.setDevicePixelRatio(ratio);
}

} // namespace

void FloorView::paintEvent(QPaintEvent *)
{
    if (m_stale) {
        paintStatic();
        m_stale = false;
    }
    QPainter painter(this);
    painter.drawImage(QPointF(0, 0), m_still);
    if (m_snapshot && m_geometry.level >= Level::Row && !m_geometry.lanes.empty()) {
        if (m_rowsStale)
            paintRowsImage();
        painter.drawImage(QPointF(0, 0), m_rows);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.scale(m_theme.uiScale, m_theme.uiScale);
    Canvas canvas(painter, m_theme, m_kit);
    if (m_snapshot)
        paintLive(canvas, scene());
    paintFocus(canvas);
}

void FloorView::paintStatic()
{
    prepare(m_still, size(), devicePixelRatioF(), QImage::Format_RGB32);
    m_still.fill(m_theme.floor);
    QPainter painter(&m_still);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.scale(m_theme.uiScale, m_theme.uiScale);
    Canvas c(painter, m_theme, m_kit);
    m_hits.clear();
    m_worded = m_snapshot;
    if (!m_snapshot)
        return paintEmpty(c);
    Scene s = scene();
    s.hits = &m_hits;
    paintLegend(c, s);
    if (m_geometry.isEmpty()) {
        paintSentence(c);
        return;
    }
    paintColumnHeads(c, s);
    paintQueueHeads(c, s);
    m_flows.paintPaths(c);
    const bool rows = m_geometry.level >= Level::Row;
    for (std::size_t i = 0; i < m_geometry.streams.size(); ++i) {
        const StreamBox &stream = m_geometry.streams[i];
        if (stream.titleY > 0)
            c.text(stream.area.left(), stream.titleY, QString::fromStdString(m_snapshot->streams[i].name),
                   {13, QFont::DemiBold}, m_theme.text2, Align::Left, stream.area.width());
        paintFunnels(c, s, i);
    }
    paintNodeLinks(c, s);
    paintQueueLinks(c, s);
    for (const QueueBox &box : m_geometry.queues)
        paintQueue(c, s, box);
    if (!rows) {
        for (const LaneBox &box : m_geometry.lanes) {
            paintLane(c, s, box);
            paintWorker(c, s, box);
        }
        paintLineage(c, s);
    }
    for (std::size_t i = 0; i < m_geometry.streams.size(); ++i)
        paintHashSpace(c, s, i);
    for (std::size_t i = 0; i < m_geometry.producers.size(); ++i)
        paintProducer(c, s, i);
    for (const FeederBox &feeder : m_geometry.feeders)
        paintFeederCard(c, s, feeder);
    for (const NodeBox &node : m_geometry.nodes)
        paintNode(c, s, node);
    if (rows) {
        paintPins(c, s);
        paintHistogram(c, s);
    }
    paintSentence(c);
}

void FloorView::paintRowsImage()
{
    prepare(m_rows, size(), devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied);
    m_rows.fill(Qt::transparent);
    QPainter painter(&m_rows);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_theme.uiScale, m_theme.uiScale);
    Canvas c(painter, m_theme, m_kit);
    paintRows(c, scene(), m_logs);
    m_rowsStale = false;
}

void FloorView::paintLive(Canvas &c, const Scene &s)
{
    if (m_geometry.isEmpty())
        return;
    const double t = now();
    if (m_geometry.level >= Level::Row) {
        paintRowLabels(c, s);
    } else {
        for (std::size_t i = 0; i < m_geometry.lanes.size(); ++i) {
            const LaneBox &box = m_geometry.lanes[i];
            paintLaneLive(c, s, box, i, m_logs, m_motion.length(s, box, t), m_motion.gauge(s, box, t));
            paintWorkerLive(c, s, box);
        }
    }
    m_flows.paintDots(c, s, devicePixelRatioF() * m_theme.uiScale);
    for (std::size_t i = 0; i < m_geometry.streams.size(); ++i)
        paintBracketLabels(c, s, i);
    if (isCutting())
        paintCuts(c);
}

void FloorView::paintCuts(Canvas &c)
{
    const double done = std::clamp((now() - m_cutAt) / kCutSeconds, 0.0, 1.0);
    const double eased = 1 - std::pow(1 - done, 3);
    for (const auto &[stream, place] : m_cuts) {
        if (stream >= m_geometry.streams.size() || m_geometry.streams[stream].strip.isEmpty())
            continue;
        const QRectF strip = m_geometry.streams[stream].strip;
        const double y = m_geometry.hashY(stream, m_snapshot->streams[stream], place);
        c.line(strip.left() - 6, y, strip.left() - 6 + (strip.width() + 14) * eased, y, m_theme.draining, 2);
    }
}

void FloorView::paintSentence(Canvas &c)
{
    const QRectF r = m_geometry.sentence;
    if (r.isEmpty() || m_sentence.isEmpty())
        return;
    c.rect(r, m_theme.inset, {}, 1, 6);
    c.icon(Icon::Info, r.left() + 10, r.top() + 8, 16, m_theme.text3);
    double y = r.top() + 21;
    for (const QString &line : m_sentenceLines) {
        c.text(r.left() + 34, y, line, {13, QFont::Medium}, m_theme.text, Align::Left, r.width() - 44);
        y += 18;
    }
}

void FloorView::paintEmpty(Canvas &c)
{
    const QSizeF size = QSizeF(this->size()) / m_theme.uiScale;
    const double margin = std::min(20.0, std::min(size.width(), size.height()) * 0.05);
    const QRectF r = QRectF(QPointF(0, 0), size).adjusted(margin, margin, -margin, -margin);
    c.rect(r, {}, m_theme.line, 1, Theme::kCardRadius, {5, 5});
    const QPointF m = r.center();
    const double room = r.width() - 24;
    c.icon(Icon::Open, m.x() - 14, m.y() - 46, 28, m_theme.text3);
    c.text(m.x(), m.y() + 12, translate("Floor", "Open a scenario, or drop one here"), {17, QFont::DemiBold},
           m_theme.text, Align::Centre, room);
    c.text(m.x(), m.y() + 38, translate("Floor", "JSON scenario or access log"), {13, QFont::Normal}, m_theme.text3,
           Align::Centre, room);
}

void FloorView::paintFocus(Canvas &c)
{
    if (m_chosen && m_snapshot) {
        for (const LaneBox &box : m_geometry.lanes) {
            if (scene().lane(box).shard != *m_chosen)
                continue;
            c.rect(box.rect.adjusted(-2, -2, 2, 2), {}, m_theme.accent, 1.5, 9);
        }
    }
    if (!hasFocus() || !m_byKeyboard)
        return;
    if (m_focus >= 0 && m_focus < static_cast<int>(m_geometry.lanes.size())) {
        QRectF r = m_geometry.lanes[static_cast<std::size_t>(m_focus)].rect;
        if (m_geometry.level >= Level::Row)
            r.setRight(std::max(r.right(), m_geometry.workerRight));
        c.rect(r.adjusted(-3, -3, 3, 3), {}, m_theme.accent, 2, m_geometry.level >= Level::Row ? 3 : 10);
        return;
    }
    const QSizeF size = QSizeF(this->size()) / m_theme.uiScale;
    c.rect(QRectF(1, 1, size.width() - 2, size.height() - 2), {}, m_theme.accent, 2, 4);
}

} // namespace hotshard::views

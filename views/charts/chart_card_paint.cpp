// The words and marks of a chart card: positions as in the design, in logical pixels times the UI scale.
#include "views/charts/chart_card.h"
#include "views/charts/plot_overlay.h"

#include <QChart>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr double kLegendGap = 14, kSwatch = 12, kLegendLine = 20;
constexpr std::size_t kMostFlags = 12; // with a full line each

bool isLine(const LegendEntry &entry)
{
    return entry.mark == LegendEntry::Mark::Line || entry.mark == LegendEntry::Mark::Dashes;
}

double crisp(double position) { return std::floor(position) + 0.5; }

void drawRight(QPainter &painter, const QPointF &baseline, const QString &text)
{
    painter.drawText(baseline - QPointF(QFontMetricsF(painter.font()).horizontalAdvance(text), 0), text);
}

void drawCentred(QPainter &painter, const QPointF &baseline, const QString &text)
{
    painter.drawText(baseline - QPointF(QFontMetricsF(painter.font()).horizontalAdvance(text) / 2, 0), text);
}

} // namespace

PlotOverlay::PlotOverlay(ChartCard &card, Layer layer, QGraphicsItem *parent)
    : QGraphicsItem(parent)
    , m_card(card)
    , m_layer(layer)
{
    setZValue(layer == Layer::Above ? 1000 : -1000);
    setAcceptedMouseButtons(Qt::NoButton);
}

QRectF PlotOverlay::boundingRect() const { return parentItem()->boundingRect(); }

void PlotOverlay::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_layer == Layer::Above)
        m_card.paintOverlay(*painter);
    else
        m_card.paintUnderlay(*painter);
}

void ChartCard::paintUnderlay(QPainter &painter)
{
    painter.setPen(QPen(m_theme.hair, 1));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(chart()->rect().adjusted(0.5, 0.5, -0.5, -0.5), Theme::kCardRadius, Theme::kCardRadius);
    paintFuture(painter);
    if (!m_valueGrid)
        return;
    const QRectF plot = plotRect();
    for (const double value : ticks(m_scale.scale())) {
        const double y = crisp(place({0, value}).y());
        painter.setPen(QPen(value > 0 ? m_theme.grid : m_theme.line, pen(1)));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
}

void ChartCard::paintOverlay(QPainter &painter)
{
    paintHead(painter);
    if (m_valueGrid)
        paintValueLabels(painter);
    if (overTime() && m_timeLabels)
        paintTimeLabels(painter);
    if (!m_empty.isEmpty()) {
        painter.setFont(figureFont(Role::Label));
        const int how = Qt::AlignCenter | Qt::TextWordWrap;
        painter.fillRect(painter.boundingRect(plotRect(), how, m_empty).adjusted(-px(8), -px(2), px(8), px(2)),
                         m_theme.panel);
        painter.setPen(m_theme.text3);
        painter.drawText(plotRect(), how, m_empty);
    } else {
        paintMore(painter);
        paintGhost(painter);
        paintSelection(painter);
        paintLimit(painter);
        paintCursor(painter);
        paintFlags(painter);
        paintGhostText(painter);
        paintDots(painter);
    }
    if (hasFocus() && m_focusShown && !m_forFile) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(chart()->rect().adjusted(1, 1, -1, -1), Theme::kCardRadius, Theme::kCardRadius);
    }
}

double ChartCard::legendWidth(const QFontMetricsF &metrics, const std::vector<LegendEntry> &legend,
                              std::size_t entries) const
{
    double width = 0;
    for (std::size_t i = 0; i < entries; ++i) {
        const LegendEntry &entry = legend[i];
        const double mark = isLine(entry) ? kLegendLine : kSwatch;
        const QString text = entry.valueAtCursor.isEmpty() ? entry.text : entry.text + u' ' + entry.valueAtCursor;
        width += px(mark + 8 + (i ? kLegendGap : 0)) + metrics.horizontalAdvance(text);
    }
    return width;
}

void ChartCard::paintHead(QPainter &painter)
{
    const double right = headRight(), base = px(23);
    double x = px(14);
    painter.setFont(figureFont(Role::Title));
    painter.setPen(m_theme.text);
    painter.drawText(QPointF(x, base), title());
    x += QFontMetricsF(painter.font()).horizontalAdvance(title()) + px(8);

    painter.setFont(figureFont(Role::Label));
    const QFontMetricsF metrics(painter.font());
    // Room ends: first the unit goes, then the legend from its end; the title never.
    const double unitWidth = metrics.horizontalAdvance(unit());
    const std::vector<LegendEntry> entries = legendEntries();
    std::size_t shownEntries = entries.size();
    while (shownEntries > 0 && right - legendWidth(metrics, entries, shownEntries) < x + px(8))
        --shownEntries;
    const double legend = legendWidth(metrics, entries, shownEntries);
    if (x + unitWidth + px(12) < right - legend) {
        painter.setPen(m_theme.text3);
        painter.drawText(QPointF(x, base), unit());
    }
    x = right - legend;
    for (std::size_t i = 0; i < shownEntries; ++i) {
        const LegendEntry &entry = entries[i];
        x += i ? px(kLegendGap) : 0;
        const double mark = px(isLine(entry) ? kLegendLine : kSwatch);
        const QRectF box(x, base - px(10), mark, px(kSwatch));
        if (isLine(entry)) {
            QPen line(entry.colour, pen(2.5));
            if (entry.mark == LegendEntry::Mark::Dashes) {
                line.setDashPattern({2.2, 1.2});
                line.setCapStyle(Qt::FlatCap);
            }
            painter.setPen(line);
            painter.drawLine(QPointF(x, box.center().y()), QPointF(x + mark, box.center().y()));
        } else {
            painter.setPen(entry.mark == LegendEntry::Mark::Outline ? QPen(entry.colour, 1.5) : QPen(Qt::NoPen));
            painter.setBrush(entry.mark == LegendEntry::Mark::Outline ? QBrush(Qt::NoBrush) : QBrush(entry.colour));
            painter.drawRoundedRect(box, Theme::kSwatchRadius, Theme::kSwatchRadius);
        }
        x += mark + px(8);
        painter.setPen(m_theme.text2);
        const QString text = entry.valueAtCursor.isEmpty() ? entry.text : entry.text + u' ' + entry.valueAtCursor;
        painter.drawText(QPointF(x, base), text);
        x += metrics.horizontalAdvance(text);
    }
}

void ChartCard::paintValueLabels(QPainter &painter)
{
    painter.setFont(figureFont(Role::Axis));
    painter.setPen(m_theme.text3);
    for (const double value : ticks(m_scale.scale())) {
        const double y = place({0, value}).y();
        drawRight(painter, {plotRect().left() - px(8), y + px(4)}, valueLabel(value));
    }
}

void ChartCard::paintTimeLabels(QPainter &painter)
{
    painter.setFont(figureFont(Role::Axis));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = plotRect();
    const double room = metrics.horizontalAdvance(clockText(m_window.to)) + px(36);
    const double step = timeStep(m_window.span(), static_cast<int>(plot.width() / room));
    const double cursorX = m_cursor ? place({*m_cursor - m_window.from, 0}).x() : -1e9;
    for (double t = std::ceil(m_window.from / step - 1e-9) * step; t <= m_window.to + 1e-6; t += step) {
        const double x = place({t - m_window.from, 0}).x();
        const QString text = clockText(t);
        const double half = metrics.horizontalAdvance(text) / 2;
        painter.setPen(QPen(m_theme.line, 1));
        painter.drawLine(QPointF(crisp(x), plot.bottom()), QPointF(crisp(x), plot.bottom() + px(4)));
        painter.setPen(m_theme.text3);
        if (std::fabs(x - cursorX) > half * 2 + px(10))
            drawCentred(painter, {std::min(x, chart()->rect().width() - half - px(4)), plot.bottom() + px(17)}, text);
    }
}

QRectF ChartCard::limitTextRect() const
{
    if (!m_limit || !m_empty.isEmpty())
        return {};
    QFont font = figureFont(Role::Axis);
    font.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(font);
    const QRectF plot = plotRect();
    if (m_limit->value > scaleTop())
        return {plot.left() + px(3), plot.top() + px(1),
                metrics.horizontalAdvance(m_limit->offText + QStringLiteral(" ↑")) + px(6), px(17)};
    const double y = crisp(place({0, m_limit->value}).y());
    return {plot.left() + px(6), y - px(5) - metrics.ascent(), metrics.horizontalAdvance(m_limit->text),
            metrics.height()};
}

void ChartCard::paintLimit(QPainter &painter)
{
    if (!m_limit)
        return;
    const QRectF plot = plotRect();
    QFont font = figureFont(Role::Axis);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    if (m_limit->value > scaleTop()) {
        const QString text = m_limit->offText + QStringLiteral(" ↑");
        const QRectF label = limitTextRect();
        paintVeil(painter, label);
        painter.setPen(m_theme.alarm);
        painter.drawText(label, Qt::AlignCenter, text);
        return;
    }
    const double y = crisp(place({0, m_limit->value}).y());
    QPen dotted(m_theme.alarm, pen(1.5));
    dotted.setDashPattern({1.4, 2.7});
    dotted.setCapStyle(Qt::FlatCap);
    painter.setPen(dotted);
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    paintVeil(painter, limitTextRect());
    painter.setPen(m_theme.alarm);
    painter.drawText(QPointF(plot.left() + px(6), y - px(5)), m_limit->text);
}

void ChartCard::paintVeil(QPainter &painter, const QRectF &text) const
{
    QColor veil = m_theme.panel; // lines may run beneath
    veil.setAlphaF(0.85F);
    painter.fillRect(text.adjusted(-px(2), 0, px(2), 0), veil);
}

void ChartCard::paintFlags(QPainter &painter)
{
    const QRectF plot = plotRect();
    painter.setFont(figureFont(Role::LabelStrong));
    const QFontMetricsF metrics(painter.font());
    std::vector<QRectF> taken;
    if (m_limit)
        taken.push_back(limitTextRect());
    if (m_ghost)
        taken.push_back(ghostTextRect());
    for (const PlotDot &dot : m_dots)
        taken.push_back(dotTextRect(dot));
    const bool crowded = m_flags.size() > kMostFlags; // faint, and only the first and the last with words
    QColor line = m_theme.accent;
    line.setAlphaF(crowded ? 0.22F : 1.0F);
    for (std::size_t i = 0; i < m_flags.size(); ++i) {
        const double x = place({m_flags[i].x, 0}).x();
        painter.setPen(QPen(line, pen(crowded ? 1 : 1.5)));
        painter.drawLine(QPointF(x, plot.top() - px(6)), QPointF(x, plot.bottom()));
        const double half = px(5), top = plot.top() - px(12);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.accent);
        painter.drawConvexPolygon(
            QPolygonF({{x, top}, {x + half, top + half}, {x, top + 2 * half}, {x - half, top + half}}));

        const bool last = i + 1 == m_flags.size();
        const QString whole = m_longFlags ? m_flags[i].longText : m_flags[i].shortText;
        if (whole.isEmpty() || (!m_longFlags && !last) || (crowded && i > 0 && !last))
            continue;
        const QString text = metrics.elidedText(whole, Qt::ElideMiddle, plot.width() - px(12));
        const QSizeF size(metrics.horizontalAdvance(text) + px(12), px(20));
        // A flag stands right of its line, left when it would leave the plot or meet the next line.
        const double nextX = last ? plot.right() : place({m_flags[i + 1].x, 0}).x();
        const bool right = x + px(7) + size.width() <= std::min(nextX - px(6), plot.right());
        const bool left = x - px(7) - size.width() >= plot.left();
        const double wanted = right || !left ? x + px(7) : x - px(7) - size.width();
        QRectF flag(QPointF(std::max(plot.left(), std::min(wanted, plot.right() - size.width())), plot.top() - px(3)),
                    size);
        while (flag.bottom() + px(23) <= plot.bottom()
               && std::any_of(taken.begin(), taken.end(),
                              [&](const QRectF &other) { return other.adjusted(-4, 0, 4, 0).intersects(flag); }))
            flag.translate(0, px(23));
        taken.push_back(flag);
        painter.setBrush(m_theme.accentsoft);
        painter.drawRoundedRect(flag, Theme::kBandRadius, Theme::kBandRadius);
        painter.setPen(m_theme.accenttext);
        painter.drawText(flag.topLeft() + QPointF(px(6), px(14)), text);
    }
}

void ChartCard::paintCursor(QPainter &painter)
{
    if (!overTime() || !m_cursor || *m_cursor < m_window.from || *m_cursor > m_window.to)
        return;
    const QRectF plot = plotRect();
    const double x = place({*m_cursor - m_window.from, 0}).x();
    painter.setPen(QPen(m_theme.text2, pen(1)));
    painter.drawLine(QPointF(crisp(x), plot.top()), QPointF(crisp(x), plot.bottom()));
    QFont font = figureFont(Role::Axis);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QString text = clockText(m_window.span() > 30 ? std::round(*m_cursor) : *m_cursor);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + px(12);
    const double left = std::clamp(x - width / 2, px(4), chart()->rect().width() - width - px(4));
    const QRectF label(left, plot.bottom() + px(4), width, px(18));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text);
    painter.drawRoundedRect(label, Theme::kBandRadius, Theme::kBandRadius);
    painter.setPen(m_theme.panel);
    painter.drawText(label, Qt::AlignCenter, text);
}

QFont ChartCard::dotFont() const
{
    QFont bold = figureFont(Role::Body);
    bold.setPointSizeF(bold.pointSizeF() * 14 / 13);
    bold.setWeight(QFont::Bold);
    return bold;
}

QRectF ChartCard::dotTextRect(const PlotDot &dot) const
{
    const QFontMetricsF metrics(dotFont());
    const QPointF at = place({dot.at.x(), std::min(dot.at.y(), scaleTop())});
    const double width = metrics.horizontalAdvance(dot.text);
    // Above the dot and left of it; on the right only where the plot begins, below where it ends.
    // The future, where there is one, has the right to itself.
    const double needed = m_ghost && !m_ghost->points.isEmpty() ? px(2) : px(70);
    const bool rightOf = at.x() - px(10) - width < plotRect().left() + needed;
    const double base = at.y() - px(8) < plotRect().top() + px(4) ? at.y() + px(20) : at.y() - px(8);
    QRectF text(rightOf ? at.x() + px(9) : at.x() - px(10) - width, base - metrics.ascent(), width, metrics.height());
    text.moveLeft(std::max(px(2), std::min(text.left(), chart()->rect().width() - px(4) - width)));
    if (const QRectF limit = limitTextRect(); !dot.text.isEmpty() && limit.intersects(text)) {
        text.moveTop(limit.bottom() + px(2)); // the words of the limit keep their place
        if (text.bottom() > plotRect().bottom())
            text.moveBottom(limit.top() - px(2));
    }
    return text;
}

void ChartCard::paintDots(QPainter &painter)
{
    painter.setFont(dotFont());
    for (const auto *dots : {&m_dots, &m_cursorDots})
        for (const PlotDot &dot : *dots) {
            const QPointF at = place({dot.at.x(), std::min(dot.at.y(), scaleTop())});
            const double radius = px(dot.hollow ? 3.5 : 4.5);
            painter.setPen(dot.hollow ? QPen(dot.colour, pen(2)) : QPen(m_theme.panel, 1.5));
            painter.setBrush(dot.hollow ? m_theme.panel : dot.colour);
            painter.drawEllipse(at, radius, radius);
            if (dot.text.isEmpty())
                continue;
            const QRectF text = dotTextRect(dot);
            paintVeil(painter, text);
            painter.setPen(m_theme.text);
            painter.drawText(text, Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, dot.text);
        }
}

void ChartCard::paintSelection(QPainter &painter)
{
    if (!m_dragFrom)
        return;
    const QRectF plot = plotRect();
    const double a = std::clamp(*m_dragFrom, plot.left(), plot.right()),
                 b = std::clamp(m_dragTo, plot.left(), plot.right());
    QColor fill = m_theme.accent;
    fill.setAlphaF(0.15F);
    painter.setPen(QPen(m_theme.accent, 1));
    painter.setBrush(fill);
    painter.drawRect(QRectF(QPointF(std::min(a, b), plot.top()), QPointF(std::max(a, b), plot.bottom())));
}

} // namespace hotshard::views

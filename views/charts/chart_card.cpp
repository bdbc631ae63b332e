#include "views/charts/chart_card.h"

#include "views/charts/plot_overlay.h"
#include "views/theme/view_text.h"

#include <QAbstractSeries>
#include <QChart>
#include <QContextMenuEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QValueAxis>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace hotshard::views {

namespace {

constexpr double kMinimumDrag = 6; // pixels; less is a click

} // namespace

ChartCard::ChartCard(QString id, QWidget *parent)
    : QChartView(parent)
    , m_xAxis(new QValueAxis)
    , m_yAxis(new QValueAxis)
    , m_id(std::move(id))
    , m_liveButton(new QPushButton(this))
{
    QChart *figure = chart();
    figure->setAnimationOptions(QChart::NoAnimation); // animated lines never arrive while data keeps coming
    figure->legend()->hide();
    figure->layout()->setContentsMargins(0, 0, 0, 0);
    figure->setMargins({});
    m_xAxis->setRange(m_window.from, m_window.to);
    figure->addAxis(m_xAxis, Qt::AlignBottom);
    figure->addAxis(m_yAxis, Qt::AlignLeft);
    figure->setBackgroundVisible(false);
    m_underlay = new PlotOverlay(*this, PlotOverlay::Layer::Beneath, figure);
    m_overlay = new PlotOverlay(*this, PlotOverlay::Layer::Above, figure);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 150);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    hideAxes();
    m_liveButton->setProperty("kind", "soft");
    m_liveButton->setStyleSheet(QStringLiteral("padding: 0 8px;"));
    m_liveButton->setFocusPolicy(Qt::TabFocus);
    m_liveButton->setCursor(Qt::PointingHandCursor);
    m_liveButton->hide();
    connect(m_liveButton, &QPushButton::clicked, this, &ChartCard::liveWanted);
}

ChartCard::~ChartCard() = default;

void ChartCard::setTheme(const Theme &theme)
{
    m_theme = theme;
    setBackgroundBrush(theme.window);
    applyTheme();
    applyCursor();
    layOut();
    repaintFigure();
}

void ChartCard::setLive(bool live)
{
    const bool offered = !live && overTime();
    if (offered == !m_liveButton->isHidden())
        return;
    if (m_liveButton->hasFocus())
        setFocus(); // it goes with the button
    m_liveButton->setVisible(offered);
    placeLiveButton();
    m_overlay->update();
}

void ChartCard::placeLiveButton()
{
    m_liveButton->setFont(m_theme.font(Role::LabelStrong));
    const int wide = m_liveButton->fontMetrics().horizontalAdvance(m_liveButton->text()) + static_cast<int>(px(22));
    m_liveButton->setGeometry(width() - static_cast<int>(px(10)) - wide, static_cast<int>(px(6)), wide,
                              static_cast<int>(px(24)));
}

double ChartCard::headRight() const
{
    const bool offered = !m_liveButton->isHidden() && !m_forFile;
    return offered ? m_liveButton->x() - px(8) : chart()->rect().width() - px(14);
}

void ChartCard::hideAxes()
{
    // They give the series their range; lines, grid and labels are ours.
    for (QValueAxis *axis : {m_xAxis, m_yAxis}) {
        axis->setLabelsVisible(false);
        axis->setGridLineVisible(false);
        axis->setLineVisible(false);
        axis->setTickCount(2);
    }
}

void ChartCard::repaintFigure()
{
    m_underlay->update();
    m_overlay->update();
}

void ChartCard::refresh(const ChartContext &context)
{
    m_wall = context.wallSeconds;
    m_end = context.snapshot.time.toSeconds();
    m_flags.clear();
    if (overTime()) {
        if (m_xAxis->max() != context.window.span())
            m_xAxis->setRange(0, context.window.span());
        m_window = context.window;
        for (const ChangeMark &mark : context.snapshot.changes)
            if (!mark.planned && mark.at.toSeconds() >= m_window.from && mark.at.toSeconds() <= m_window.to)
                m_flags.push_back(
                    {mark.at.toSeconds() - m_window.from, context.names.longText(mark), context.names.shortText(mark)});
    }
    takePreview(context);
    apply(context);
    if (m_ghost && !m_ghost->points.isEmpty())
        m_empty.clear();
    applyCursor();
    setAccessibleDescription(summary());
    m_overlay->update();
}

void ChartCard::setCursor(std::optional<double> seconds)
{
    if (!overTime() || seconds == m_cursor)
        return;
    m_cursor = seconds;
    applyCursor();
    m_overlay->update();
}

void ChartCard::beginFigure(const QString &family)
{
    m_forFile = true;
    m_family = family;
    m_heldCursor = std::exchange(m_cursor, std::nullopt);
}

void ChartCard::endFigure()
{
    m_forFile = false;
    m_family.clear();
    m_cursor = m_heldCursor;
}

QFont ChartCard::figureFont(Role role) const
{
    QFont font = m_theme.font(role);
    if (!m_family.isEmpty())
        font.setFamilies({m_family});
    return font;
}

void ChartCard::paintFigure(QPainter &painter, const QRectF &target)
{
    painter.setRenderHint(QPainter::Antialiasing);
    scene()->render(&painter, target, chart()->rect(), Qt::KeepAspectRatio);
}

void ChartCard::retranslate()
{
    const QString name = unit().isEmpty() ? title() : title() + QStringLiteral(", ") + unit();
    setAccessibleName(name);
    m_liveButton->setText(tr("Back to live"));
    m_liveButton->setAccessibleName(tr("%1: back to live").arg(title()));
    m_liveButton->setToolTip(tr("This chart shows a part of the past. Lets the charts follow the run again."));
    placeLiveButton();
    setToolTip(toolTipText());
    m_overlay->update();
}

QString ChartCard::startsText() const
{
    constexpr double kStep = 5;
    return tr("starts at %1").arg(clockText((std::floor(m_end / kStep) + 1) * kStep));
}

QString ChartCard::valueLabel(double value) const
{
    if (const double step = m_scale.scale().step; step < 0.1) // two labels must not read the same
        return QLocale().toString(value, 'g', 3);
    return view_text::axisCount(value, QLocale());
}

void ChartCard::setTop(double highest, double wallSeconds)
{
    const int steps = std::clamp(static_cast<int>(plotRect().height() / px(30)), 2, 5);
    if (m_ghost)
        for (const auto *points : {&m_ghost->points, &m_ghost->asItIs})
            for (const QPointF &point : *points)
                highest = std::max(highest, point.y());
    const AxisScale before = m_scale.scale();
    if (std::exchange(m_settle, false))
        m_scale.reset();
    const AxisScale &now = m_scale.update(highest, wallSeconds, steps);
    if (now == before && m_yAxis->max() == now.top)
        return;
    m_yAxis->setRange(0, now.top);
    m_underlay->update();
}

void ChartCard::attach(QAbstractSeries *series)
{
    chart()->addSeries(series);
    series->attachAxis(m_xAxis);
    series->attachAxis(m_yAxis);
}

QRectF ChartCard::plotRect() const { return chart()->plotArea(); }

QPointF ChartCard::place(const QPointF &value) const
{
    const QRectF plot = plotRect();
    const double spanX = m_xAxis->max() - m_xAxis->min(), spanY = m_yAxis->max() - m_yAxis->min();
    return {plot.left() + (value.x() - m_xAxis->min()) / (spanX > 0 ? spanX : 1) * plot.width(),
            plot.bottom() - (value.y() - m_yAxis->min()) / (spanY > 0 ? spanY : 1) * plot.height()};
}

void ChartCard::layOut()
{
    const QRectF area(QPointF(0, 0), QSizeF(size()));
    chart()->resize(area.size()); // a card that was never shown gets no resize event, but is exported
    setSceneRect(area);
    chart()->setPlotArea(area.marginsRemoved(plotMargins() * m_theme.uiScale));
    laidOut();
    m_underlay->geometryChanged();
    m_overlay->geometryChanged();
    placeLiveButton();
}

void ChartCard::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

double ChartCard::timeAt(double x) const
{
    const QRectF plot = plotRect();
    const double share = std::clamp((x - plot.left()) / std::max(1.0, plot.width()), 0.0, 1.0);
    return m_window.from + share * m_window.span();
}

void ChartCard::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (overTime() && (plotRect().contains(at) || m_dragFrom)) {
        m_dragTo = at.x();
        emit cursorMoved(timeAt(at.x()));
        m_overlay->update();
    } else {
        emit cursorLeft();
    }
    QChartView::mouseMoveEvent(event);
}

void ChartCard::mousePressEvent(QMouseEvent *event)
{
    if (overTime() && event->button() == Qt::LeftButton && plotRect().contains(event->position())) {
        m_dragFrom = event->position().x();
        m_dragTo = *m_dragFrom;
    }
    QWidget::mousePressEvent(event); // QChartView would start its own rubber band
}

void ChartCard::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragFrom && event->button() == Qt::LeftButton) {
        const double from = timeAt(std::min(*m_dragFrom, m_dragTo)), to = timeAt(std::max(*m_dragFrom, m_dragTo));
        const bool meant = std::fabs(*m_dragFrom - m_dragTo) >= kMinimumDrag;
        m_dragFrom.reset();
        if (meant)
            emit windowWanted(from, std::max(to, from + 1));
        m_overlay->update();
    }
    QWidget::mouseReleaseEvent(event);
}

void ChartCard::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_dragFrom.reset();
    if (overTime())
        emit liveWanted();
    QWidget::mouseDoubleClickEvent(event);
}

void ChartCard::leaveEvent(QEvent *event)
{
    emit cursorLeft();
    QChartView::leaveEvent(event);
}

void ChartCard::wheelEvent(QWheelEvent *event)
{
    if (!overTime() || event->angleDelta().y() == 0)
        return event->ignore();
    const TimeWindow wanted =
        zoomed(m_window, timeAt(event->position().x()), std::pow(0.8, event->angleDelta().y() / 120.0), m_end);
    emit windowWanted(wanted.from, wanted.to);
    event->accept();
}

void ChartCard::moveCursor(int steps)
{
    const double now = m_cursor.value_or(m_window.to);
    emit cursorMoved(std::clamp(now + steps * m_window.span() / 100, m_window.from, m_window.to));
}

void ChartCard::keyPressEvent(QKeyEvent *event)
{
    const auto zoomBy = [this](double factor) {
        const TimeWindow wanted = zoomed(m_window, m_cursor.value_or(m_window.to), factor, m_end);
        emit windowWanted(wanted.from, wanted.to);
    };
    if (event->matches(QKeySequence::Copy))
        return emit copyRequested();
    if (!overTime() || event->modifiers().testFlag(Qt::ControlModifier))
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return moveCursor(-1);
    case Qt::Key_Right: return moveCursor(1);
    case Qt::Key_PageUp: return zoomBy(0.5);
    case Qt::Key_PageDown: return zoomBy(2);
    case Qt::Key_Home: return emit liveWanted();
    case Qt::Key_Escape: return emit cursorLeft();
    default: return QWidget::keyPressEvent(event);
    }
}

void ChartCard::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    const std::pair<QString, ExportFormat> formats[] = {{tr("Export as &PNG..."), ExportFormat::Png},
                                                        {tr("Export as &SVG..."), ExportFormat::Svg},
                                                        {tr("Export as P&DF..."), ExportFormat::Pdf},
                                                        {tr("Export data as &CSV..."), ExportFormat::Csv}};
    for (const auto &[text, format] : formats)
        menu.addAction(text, this, [this, wanted = format] { emit exportRequested(wanted); });
    menu.addSeparator();
    menu.addAction(tr("&Copy as figure"), this, &ChartCard::copyRequested);
    if (overTime())
        menu.addAction(tr("Back to &live"), this, &ChartCard::liveWanted);
    menu.exec(event->globalPos());
}

void ChartCard::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    m_focusShown = event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
    m_overlay->update();
}

void ChartCard::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    m_overlay->update();
}

} // namespace hotshard::views

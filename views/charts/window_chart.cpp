#include "views/charts/window_chart.h"

#include "views/theme/view_text.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>

namespace hotshard::views {

namespace {

constexpr int kWindows = 12;
constexpr double kBarShare = 0.72; // gap 28 %

} // namespace

WindowChart::WindowChart(QWidget *parent)
    : ChartCard(QStringLiteral("window-against-truth"), parent)
    , m_series(new QBarSeries)
    , m_reported(new QBarSet(QStringLiteral("reported")))
    , m_categories(new QBarCategoryAxis)
{
    m_leftMargin = 50;
    for (int i = 0; i < kWindows; ++i) {
        m_reported->append(0);
        m_categories->append(QString::number(i));
    }
    m_series->append(m_reported);
    m_series->setBarWidth(kBarShare);
    chart()->addSeries(m_series);
    chart()->removeAxis(m_xAxis);
    m_xAxis->setParent(this); // removed from the chart: ours now
    chart()->addAxis(m_categories, Qt::AlignBottom);
    m_categories->setLabelsVisible(false);
    m_categories->setGridLineVisible(false);
    m_categories->setLineVisible(false);
    m_series->attachAxis(m_categories);
    m_series->attachAxis(m_yAxis);
    retranslate();
}

QString WindowChart::title() const { return tr("Window against truth"); }

QString WindowChart::unit() const { return m_name.isEmpty() ? tr("records") : tr("records, %1").arg(m_name); }

ChartTable WindowChart::table() const
{
    ChartTable table;
    table.header << QStringLiteral("start_s") << QStringLiteral("end_s") << QStringLiteral("reported")
                 << QStringLiteral("true") << QStringLiteral("late_records") << QStringLiteral("fired");
    for (const WindowResult &window : m_windows)
        table.rows.push_back({window.start.toSeconds(), window.end.toSeconds(), window.reported, window.truth,
                              static_cast<double>(window.lateRecords),
                              window.status == WindowStatus::Fired ? 1.0 : 0.0});
    return table;
}

void WindowChart::apply(const ChartContext &context)
{
    m_windows.clear();
    if (!context.snapshot.windows.empty()) {
        const WindowView &view = context.snapshot.windows.front();
        m_name = QString::fromStdString(view.name);
        m_windows = view.newest;
        if (m_windows.size() > kWindows)
            m_windows.erase(m_windows.begin(), m_windows.end() - kWindows);
    }
    double highest = 0;
    for (const WindowResult &window : m_windows)
        highest = std::max({highest, window.reported, window.truth});
    setTop(highest * 1.05, context.wallSeconds);
    for (int i = 0; i < kWindows; ++i) {
        const bool used = i < static_cast<int>(m_windows.size());
        const double value = used ? std::max(0.0, m_windows[static_cast<std::size_t>(i)].reported) : 0;
        if (m_reported->at(i) != value)
            m_reported->replace(i, value);
    }
    m_empty = !m_windows.empty()           ? QString()
        : context.snapshot.windows.empty() ? tr("this scenario has no window")
                                           : tr("starts with the first window");
    m_legend = {{tr("reported"), m_theme.text3, LegendEntry::Mark::Box, {}},
                {tr("true"), m_theme.text, LegendEntry::Mark::Outline, {}}};
}

void WindowChart::applyTheme()
{
    m_reported->setPen(Qt::NoPen);
    m_reported->setColor(m_theme.text3);
    m_legend.clear();
    if (!m_windows.empty())
        m_legend = {{tr("reported"), m_theme.text3, LegendEntry::Mark::Box, {}},
                    {tr("true"), m_theme.text, LegendEntry::Mark::Outline, {}}};
}

void WindowChart::paintBar(QPainter &painter, std::size_t index, const QRectF &slot)
{
    const WindowResult &window = m_windows[index];
    const double low = std::min(window.reported, window.truth), high = std::max(window.reported, window.truth);
    const double lowY = place({0, low}).y(), highY = place({0, high}).y(), zero = plotRect().bottom();
    // Only a fired window claims to be complete: a gap of a filling one is no mistake.
    if (window.status != WindowStatus::Filling && lowY - highY > 1) {
        painter.fillRect(QRectF(slot.left(), highY, slot.width(), lowY - highY), m_theme.alarmsoft);
        painter.fillRect(QRectF(slot.left(), highY, slot.width(), lowY - highY),
                         QBrush(m_theme.alarm, Qt::BDiagPattern));
    }
    painter.setPen(QPen(m_theme.text, pen(1.5)));
    painter.setBrush(Qt::NoBrush);
    const double truthY = place({0, window.truth}).y();
    painter.drawRect(QRectF(slot.left(), truthY, slot.width(), zero - truthY));
}

void WindowChart::paintMore(QPainter &painter)
{
    const QRectF plot = plotRect();
    const double slot = plot.width() / kWindows;
    painter.setFont(figureFont(Role::Axis));
    const QFontMetricsF metrics(painter.font());
    double freeFrom = plot.left() - px(20);
    for (std::size_t i = 0; i < m_windows.size(); ++i) {
        const double left = plot.left() + static_cast<double>(i) * slot;
        paintBar(painter, i, QRectF(left + slot * (1 - kBarShare) / 2, plot.top(), slot * kBarShare, plot.height()));
        const QString text = view_text::shortClock(m_windows[i].start);
        const double width = metrics.horizontalAdvance(text), x = left + (slot - width) / 2;
        if (x < freeFrom)
            continue;
        painter.setPen(m_theme.text3);
        painter.drawText(QPointF(x, plot.bottom() + px(17)), text);
        freeFrom = x + width + px(6);
    }
}

QString WindowChart::summary() const
{
    if (m_windows.empty())
        return {};
    const WindowResult &newest = m_windows.back();
    return tr("newest window: %1 reported, %2 true")
        .arg(view_text::shortCount(newest.reported, QLocale()), view_text::shortCount(newest.truth, QLocale()));
}

} // namespace hotshard::views

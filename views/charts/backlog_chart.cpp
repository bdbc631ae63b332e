#include "views/charts/backlog_chart.h"

#include "views/charts/series_chart.h"
#include "views/theme/view_text.h"

#include <QAreaSeries>
#include <QLineSeries>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

BacklogChart::BacklogChart(QWidget *parent)
    : ChartCard(QStringLiteral("backlog"), parent)
    , m_floorLine(new QLineSeries(this))
    , m_othersLine(new QLineSeries(this))
    , m_othersCopy(new QLineSeries(this))
    , m_allLine(new QLineSeries(this))
    , m_othersArea(new QAreaSeries(m_othersLine, m_floorLine))
    , m_focusArea(new QAreaSeries(m_allLine, m_othersCopy))
{
    m_leftMargin = 50;
    attach(m_othersArea);
    attach(m_focusArea);
    retranslate();
}

QString BacklogChart::title() const { return tr("Backlog"); }

QString BacklogChart::unit() const { return m_shards ? tr("records, by shard") : tr("waiting"); }

ChartTable BacklogChart::table() const
{
    ChartTable table;
    table.header << QStringLiteral("time_s");
    for (const ChartLine &line : m_data.lines)
        table.header << (line.role == ChartLine::Role::Others ? QStringLiteral("others") : laneColumn(line));
    for (std::size_t i = 0; i < m_data.times.size(); ++i) {
        std::vector<double> row{static_cast<double>(m_data.times[i])};
        for (const ChartLine &line : m_data.lines)
            row.push_back(i < line.high.size() ? static_cast<double>(line.high[i]) : std::nan(""));
        table.rows.push_back(std::move(row));
    }
    return table;
}

void BacklogChart::apply(const ChartContext &context)
{
    m_data = context.snapshot.charts.backlog;
    m_shards = !context.snapshot.streams.empty();
    rebuild();
    double highest = 0;
    for (const QPointF &point : m_all)
        highest = std::max(highest, point.y());
    setTop(highest, context.wallSeconds);
    show();
}

void BacklogChart::rebuild()
{
    m_focus = -1;
    for (std::size_t i = 0; i < m_data.lines.size(); ++i)
        if (m_data.lines[i].role == ChartLine::Role::Lane && m_data.lines[i].focus)
            m_focus = static_cast<int>(i);
    for (QList<QPointF> *points : {&m_floor, &m_others, &m_all})
        points->clear();
    for (std::size_t i = 0; i < m_data.times.size(); ++i) {
        const double t = static_cast<double>(m_data.times[i]);
        if (t < window().from || t > window().to)
            continue;
        double others = 0, focus = 0;
        bool any = false;
        for (std::size_t line = 0; line < m_data.lines.size(); ++line) {
            const std::vector<float> &values = m_data.lines[line].high;
            if (i >= values.size() || std::isnan(values[i]))
                continue;
            any = true;
            (static_cast<int>(line) == m_focus ? focus : others) += static_cast<double>(std::max(0.0F, values[i]));
        }
        if (!any)
            continue;
        const double x = t - window().from;
        m_floor.append({x, 0});
        m_others.append({x, others});
        m_all.append({x, others + focus});
    }
    m_empty = m_all.isEmpty() ? startsText() : QString();
}

void BacklogChart::show()
{
    const bool any = !m_all.isEmpty();
    m_floorLine->replace(m_floor);
    m_othersLine->replace(m_others);
    m_othersCopy->replace(m_others);
    m_allLine->replace(m_all);
    m_othersArea->setVisible(any);
    m_focusArea->setVisible(any && m_focus >= 0);

    m_legend.clear();
    if (m_focus >= 0) {
        const ChartLine &line = m_data.lines[static_cast<std::size_t>(m_focus)];
        m_focusColour = SeriesChart::laneColour(m_theme, line, 0);
        m_legend.push_back({laneName(line), m_focusColour, LegendEntry::Mark::Box, {}});
    }
    m_legend.push_back({m_shards ? tr("others") : tr("waiting"), m_theme.others, LegendEntry::Mark::Box, {}});
    for (QAreaSeries *area : {m_othersArea, m_focusArea})
        area->setPen(Qt::NoPen);
    m_othersArea->setBrush(m_theme.others);
    m_focusArea->setBrush(m_focusColour);
}

void BacklogChart::applyTheme()
{
    rebuild();
    show();
}

void BacklogChart::applyCursor()
{
    for (LegendEntry &entry : m_legend)
        entry.valueAtCursor.clear();
    if (!cursorTime())
        return;
    const double x = *cursorTime() - window().from;
    const std::optional<double> others = valueAt(m_others, x), all = valueAt(m_all, x);
    if (!others || !all)
        return;
    const QLocale locale;
    m_legend.back().valueAtCursor = view_text::shortCount(*others, locale);
    if (m_focus >= 0)
        m_legend.front().valueAtCursor = view_text::shortCount(*all - *others, locale);
}

QString BacklogChart::previewText(const QString &what, double value) const
{
    return tr("%1: %2 in all").arg(what, view_text::shortCount(value, QLocale()));
}

QString BacklogChart::summary() const
{
    if (m_all.isEmpty())
        return {};
    return tr("%1 records waiting").arg(view_text::shortCount(m_all.last().y(), QLocale()));
}

} // namespace hotshard::views

#include "views/charts/series_chart.h"

#include "diagnosis/diagnose.h"
#include "views/theme/view_text.h"

#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr std::size_t kMaxLines = 8;
constexpr double kNearLimit = 1.25; // a limit that is nearer than this is taken into the view

QString idOf(SeriesKind kind)
{
    switch (kind) {
    case SeriesKind::IteratorAge: return QStringLiteral("iterator-age");
    case SeriesKind::Flow: return QStringLiteral("flow");
    case SeriesKind::FunctionTime: return QStringLiteral("function-time");
    case SeriesKind::Concurrency: return QStringLiteral("concurrency");
    }
    return {};
}

QString columnName(const ChartLine &line)
{
    switch (line.role) {
    case ChartLine::Role::Lane: return laneColumn(line);
    case ChartLine::Role::Others: return QStringLiteral("others");
    case ChartLine::Role::In: return QStringLiteral("in");
    case ChartLine::Role::Out: return QStringLiteral("out");
    case ChartLine::Role::Rejected: return QStringLiteral("rejected");
    case ChartLine::Role::Mean: return QStringLiteral("mean");
    case ChartLine::Role::P50: return QStringLiteral("p50");
    case ChartLine::Role::P95: return QStringLiteral("p95");
    case ChartLine::Role::P99: return QStringLiteral("p99");
    case ChartLine::Role::Maximum: return QStringLiteral("maximum");
    case ChartLine::Role::Reported: return QStringLiteral("reported");
    case ChartLine::Role::Truth: return QStringLiteral("truth");
    case ChartLine::Role::Throttles: return QStringLiteral("throttles");
    case ChartLine::Role::Concurrent: return QStringLiteral("concurrent");
    }
    return {};
}

} // namespace

SeriesChart::SeriesChart(SeriesKind kind, QWidget *parent)
    : ChartCard(idOf(kind), parent)
    , m_kind(kind)
    , m_lower(new QLineSeries(this))
    , m_upper(new QLineSeries(this))
    , m_band(new QAreaSeries(m_upper, m_lower))
{
    m_leftMargin = kind == SeriesKind::Flow ? 50 : 44;
    attach(m_band);
    for (std::size_t i = 0; i < kMaxLines; ++i) {
        m_series.push_back(new QLineSeries);
        attach(m_series.back());
        m_series.back()->hide();
    }
    m_band->hide();
    retranslate();
}

QString SeriesChart::title() const
{
    switch (m_kind) {
    case SeriesKind::IteratorAge: return m_events ? tr("Event age") : tr("Iterator age");
    case SeriesKind::Flow: return tr("Flow");
    case SeriesKind::FunctionTime: return tr("Function time");
    case SeriesKind::Concurrency: return tr("Concurrency");
    }
    return {};
}

QString SeriesChart::unit() const
{
    switch (m_kind) {
    case SeriesKind::IteratorAge: return m_events ? tr("s, of invoked events") : tr("s, per shard");
    case SeriesKind::Flow: return tr("records/s");
    case SeriesKind::FunctionTime: return tr("ms, per invocation");
    case SeriesKind::Concurrency: return tr("invocations at a time, throttles/s");
    }
    return {};
}

const Chart &SeriesChart::chartOf(const Snapshot &snapshot) const
{
    switch (m_kind) {
    case SeriesKind::IteratorAge: return snapshot.charts.iteratorAge;
    case SeriesKind::Flow: return snapshot.charts.flow;
    case SeriesKind::Concurrency: return snapshot.charts.concurrency;
    case SeriesKind::FunctionTime: break;
    }
    return snapshot.charts.duration;
}

ChartTable SeriesChart::table() const
{
    ChartTable table;
    table.header << QStringLiteral("time_s");
    for (const ChartLine &line : m_data.lines) {
        const QString name = columnName(line);
        if (line.role == ChartLine::Role::Others)
            table.header << name + QStringLiteral("_low") << name + QStringLiteral("_high");
        else
            table.header << name;
    }
    const auto at = [](const std::vector<float> &values, std::size_t i) {
        return i < values.size() ? static_cast<double>(values[i]) : std::nan("");
    };
    for (std::size_t i = 0; i < m_data.times.size(); ++i) {
        std::vector<double> row{static_cast<double>(m_data.times[i])};
        for (const ChartLine &line : m_data.lines) {
            if (line.role == ChartLine::Role::Others)
                row.push_back(at(line.low, i));
            row.push_back(at(line.high, i));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

QColor SeriesChart::laneColour(const Theme &theme, const ChartLine &line, int greyIndex)
{
    if (line.hottestKey >= 0 && line.hottestKey < kColouredKeys && line.hottestShare >= 0.5)
        return theme.key(line.hottestKey);
    if (line.focus)
        return theme.text2;
    return greyIndex % 2 == 0 ? theme.othersdark : theme.text3;
}

QString SeriesChart::lineName(const ChartLine &line) const
{
    switch (line.role) {
    case ChartLine::Role::Lane: return laneName(line);
    case ChartLine::Role::Others: return tr("others");
    case ChartLine::Role::In: return tr("in");
    case ChartLine::Role::Out: return line.of > 1 ? tr("out, mean of %1").arg(line.of) : tr("out");
    case ChartLine::Role::Rejected: return tr("rejected");
    case ChartLine::Role::Mean: return m_kind == SeriesKind::Flow ? tr("1 min mean") : tr("mean");
    case ChartLine::Role::P50: return tr("p50");
    case ChartLine::Role::P95: return tr("p95");
    case ChartLine::Role::P99: return tr("p99");
    case ChartLine::Role::Maximum: return m_kind == SeriesKind::IteratorAge ? tr("oldest") : tr("maximum");
    case ChartLine::Role::Reported: return tr("reported");
    case ChartLine::Role::Truth: return tr("true");
    case ChartLine::Role::Throttles: return tr("throttles/s");
    case ChartLine::Role::Concurrent: return tr("at a time");
    }
    return {};
}

QString SeriesChart::valueText(double value) const
{
    const QLocale locale;
    switch (m_kind) {
    case SeriesKind::IteratorAge: return view_text::duration(Duration::microseconds(std::llround(value * 1e6)), locale);
    case SeriesKind::Flow: return view_text::perSecond(value, locale);
    case SeriesKind::FunctionTime: return view_text::milliseconds(value, locale);
    case SeriesKind::Concurrency: return view_text::rate(value, locale);
    }
    return {};
}

QString SeriesChart::valueLabel(double value) const
{
    const QLocale locale;
    if (m_kind == SeriesKind::Flow && scaleTop() < 10000 && value >= 1000)
        return view_text::count(static_cast<std::uint64_t>(value), locale); // "1,000" as on the write gauge
    return ChartCard::valueLabel(value);
}

DrawnLine SeriesChart::lineOf(const ChartLine &line, int greyIndex) const
{
    DrawnLine drawn{lineName(line), m_theme.text3, 1.5, line.focus, false, {}, {}};
    switch (line.role) {
    case ChartLine::Role::Lane: {
        const bool coloured = line.hottestKey >= 0 && line.hottestShare >= 0.5;
        drawn.colour = laneColour(m_theme, line, greyIndex);
        drawn.width = line.focus ? 3 : coloured ? 2 : 1.5;
        drawn.endValue = line.focus;
        break;
    }
    case ChartLine::Role::In: drawn.colour = m_theme.text2, drawn.width = 2; break;
    case ChartLine::Role::Out: drawn.colour = m_theme.draining, drawn.width = 2; break;
    case ChartLine::Role::Rejected: drawn.colour = m_theme.alarm, drawn.width = 2; break;
    case ChartLine::Role::Throttles: drawn.colour = m_theme.throttled, drawn.width = 2; break;
    case ChartLine::Role::Concurrent: drawn.colour = m_theme.text2, drawn.width = 3; break;
    case ChartLine::Role::P99: drawn.colour = m_theme.text, drawn.width = 3, drawn.endValue = true; break;
    case ChartLine::Role::P95: drawn.colour = m_theme.text2, drawn.width = 2; break;
    case ChartLine::Role::Maximum:
        drawn.colour = m_events ? m_theme.text2 : m_theme.othersdark;
        drawn.width = m_events ? 2.5 : 1.5;
        drawn.endValue = m_events;
        break;
    case ChartLine::Role::Mean: // of a flow: what an alarm sees of the seconds beneath
        drawn.colour = m_kind == SeriesKind::Flow ? m_theme.text : m_theme.text3;
        drawn.width = m_kind == SeriesKind::Flow ? 3 : 2;
        drawn.endValue = m_kind == SeriesKind::Flow; // a narrow legend has no room for it
        drawn.endName = drawn.endValue ? drawn.name : QString();
        break;
    default: drawn.colour = m_theme.othersdark; break;
    }
    drawn.points = pointsWithin(m_data, line.high, window());
    return drawn;
}

void SeriesChart::apply(const ChartContext &context)
{
    m_data = chartOf(context.snapshot);
    if (m_kind == SeriesKind::IteratorAge && m_data.limit == 0)
        m_data.limit = alarmAge.toSeconds();
    double highest = 0;
    m_shards = !context.snapshot.streams.empty();
    m_events = m_kind == SeriesKind::IteratorAge && !m_shards && !context.snapshot.asyncFunctions.empty();
    rebuild();
    for (const DrawnLine &line : m_lines)
        for (const QPointF &point : line.points)
            highest = std::max(highest, point.y());
    for (const QPointF &point : m_bandHigh)
        highest = std::max(highest, point.y());
    // Iterator age always shows where its alarm lies; a flow far below its limit only says so.
    const bool take = m_data.limit > 0 && (m_kind == SeriesKind::IteratorAge || highest * kNearLimit >= m_data.limit);
    setTop(std::max(highest, take ? m_data.limit * 1.05 : 0.0), context.wallSeconds);
    setLimit();
    showLines();
    showBand();
    setLegendAndDots();
}

void SeriesChart::rebuild()
{
    m_lines.clear();
    m_bandLow.clear();
    m_bandHigh.clear();
    int grey = 0;
    for (const ChartLine &line : m_data.lines) {
        const bool asBand = line.role == ChartLine::Role::Others;
        if (asBand) {
            m_bandLow = pointsWithin(m_data, line.low, window());
            m_bandHigh = pointsWithin(m_data, line.high, window());
        } else if (m_lines.size() < kMaxLines) {
            m_lines.push_back(lineOf(line, grey++));
        }
    }
    // The line that matters is painted last, over the others.
    std::stable_sort(m_lines.begin(), m_lines.end(),
                     [](const DrawnLine &a, const DrawnLine &b) { return a.width < b.width; });
    bool any = !m_bandHigh.isEmpty();
    for (const DrawnLine &line : m_lines)
        any = any || !line.points.isEmpty();
    m_empty = any                                                     ? QString()
        : m_kind == SeriesKind::IteratorAge && !m_shards && !m_events ? tr("no shards in this run")
                                                                      : startsText();
}

void SeriesChart::setLimit()
{
    m_limit.reset();
    if (m_data.limit <= 0)
        return;
    const QString value = m_kind == SeriesKind::Flow || m_kind == SeriesKind::Concurrency
        ? view_text::count(static_cast<std::uint64_t>(m_data.limit), QLocale())
        : valueText(m_data.limit);
    const QString text = m_kind == SeriesKind::IteratorAge ? tr("alarm %1").arg(value) : tr("limit %1").arg(value);
    m_limit = PlotLimit{m_data.limit, text, text};
}

void SeriesChart::showLines()
{
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        QLineSeries *series = m_series[i];
        const bool used = i < m_lines.size() && !m_lines[i].points.isEmpty();
        if (!used) {
            if (series->isVisible()) {
                series->hide();
                series->clear(); // a hidden series would still be laid out
            }
            continue;
        }
        const QPen wanted(m_lines[i].colour, pen(m_lines[i].width), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        if (series->pen() != wanted)
            series->setPen(wanted);
        series->replace(m_lines[i].points);
        if (!series->isVisible())
            series->show();
    }
}

void SeriesChart::showBand()
{
    const bool used = !m_bandHigh.isEmpty() && m_bandHigh.size() == m_bandLow.size();
    if (!used) {
        m_band->hide();
        return;
    }
    m_lower->replace(m_bandLow);
    m_upper->replace(m_bandHigh);
    m_band->setPen(Qt::NoPen);
    m_band->setBrush(m_theme.others);
    m_band->show();
}

void SeriesChart::setLegendAndDots()
{
    m_legend.clear();
    m_dots.clear();
    const bool lanes = m_kind == SeriesKind::IteratorAge;
    bool others = !m_bandHigh.isEmpty();
    std::vector<const DrawnLine *> named;
    for (auto line = m_lines.rbegin(); line != m_lines.rend(); ++line) {
        if (lanes && line->width < 2)
            others = true;
        else
            named.push_back(&*line);
    }
    if (!lanes) // in the order of the data, but percentiles with the one that hurts first
        for (const ChartLine &source : m_data.lines)
            for (const DrawnLine &line : m_lines)
                if (line.name == lineName(source))
                    m_legend.insert(m_kind == SeriesKind::FunctionTime ? m_legend.begin() : m_legend.end(),
                                    {line.name, line.colour, LegendEntry::Mark::Line, {}});
    for (std::size_t i = 0; lanes && i < named.size() && i < 3; ++i)
        m_legend.push_back({named[i]->name, named[i]->colour, LegendEntry::Mark::Line, {}});
    if (lanes && others)
        m_legend.push_back({tr("others"), m_theme.text3, LegendEntry::Mark::Line, {}});
    for (const DrawnLine &line : m_lines)
        if (line.endValue && !line.points.isEmpty())
            m_dots.push_back({line.points.last(), line.colour,
                              (line.endName + u' ' + valueText(line.points.last().y())).trimmed(), false});
}

void SeriesChart::applyTheme()
{
    rebuild();
    showLines();
    showBand();
    setLegendAndDots();
}

void SeriesChart::applyCursor()
{
    m_cursorDots.clear();
    for (LegendEntry &entry : m_legend)
        entry.valueAtCursor.clear();
    if (!cursorTime())
        return;
    const double x = *cursorTime() - window().from;
    for (const DrawnLine &line : m_lines) {
        const std::optional<double> value = valueAt(line.points, x);
        if (!value)
            continue;
        if (line.width >= 2)
            m_cursorDots.push_back({{x, *value}, line.colour, {}, true});
        for (LegendEntry &entry : m_legend)
            if (entry.text == line.name)
                entry.valueAtCursor = valueText(*value);
    }
}

const std::vector<float> *SeriesChart::previewLine(const Preview &preview) const
{
    return m_kind == SeriesKind::IteratorAge ? &preview.worstAge : nullptr;
}

QString SeriesChart::previewText(const QString &what, double value) const
{
    return tr("%1: worst %2").arg(what, valueText(value));
}

QString SeriesChart::summary() const
{
    QStringList parts;
    for (const DrawnLine &line : m_lines)
        if (!line.points.isEmpty())
            parts << line.name + u' ' + valueText(line.points.last().y());
    return parts.join(QStringLiteral(", "));
}

} // namespace hotshard::views

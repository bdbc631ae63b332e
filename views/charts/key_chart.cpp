#include "views/charts/key_chart.h"

#include "views/theme/view_text.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QFontMetricsF>
#include <QHorizontalStackedBarSeries>
#include <QLocale>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>

namespace hotshard::views {

namespace {

constexpr int kRows = kColouredKeys + 1;
constexpr double kRowHeight = 19; // the least that a name needs
constexpr double kValueRoom = 46;

} // namespace

KeyChart::KeyChart(QWidget *parent)
    : ChartCard(QStringLiteral("traffic-by-key"), parent)
    , m_series(new QHorizontalStackedBarSeries)
    , m_categories(new QBarCategoryAxis)
{
    m_valueGrid = false;
    m_yAxis->setVisible(false);
    m_xAxis->setVisible(false);
    for (int row = 0; row < kRows; ++row) {
        m_sets.push_back(new QBarSet(QString::number(row)));
        for (int i = 0; i < kRows; ++i)
            m_sets.back()->append(0);
        m_series->append(m_sets.back());
        m_categories->append(QString::number(row));
    }
    m_series->setBarWidth(0.72);
    m_categories->setVisible(false);
    chart()->addSeries(m_series);
    chart()->removeAxis(m_yAxis);
    chart()->addAxis(m_categories, Qt::AlignLeft);
    m_yAxis->setParent(this); // removed from the chart: ours now
    m_series->attachAxis(m_xAxis);
    m_series->attachAxis(m_categories);
    retranslate();
}

QString KeyChart::title() const { return tr("Traffic by key"); }

QString KeyChart::unit() const { return tr("% of records, last minute"); }

ChartTable KeyChart::table() const
{
    ChartTable table;
    table.header << QStringLiteral("key") << QStringLiteral("percent_of_records_last_minute");
    for (const Row &row : m_rows) {
        table.firstColumn << (row.key < 0 ? QStringLiteral("(others)") : row.name);
        table.rows.push_back({row.percent});
    }
    return table;
}

void KeyChart::apply(const ChartContext &context)
{
    m_rows.clear();
    double rest = context.snapshot.otherShare;
    std::uint64_t others = context.snapshot.otherKeys;
    for (std::size_t i = 0; i < context.snapshot.keys.size(); ++i) {
        const KeyView &key = context.snapshot.keys[i];
        if (i < kColouredKeys) {
            m_rows.push_back({QString::fromStdString(key.name), key.share * 100, static_cast<int>(i)});
        } else {
            rest += key.share;
            ++others;
        }
    }
    // Thousands of keys that are all alike are not a ranking.
    m_alike = view_text::keysAreAlike(context.snapshot);
    if (m_alike) {
        const double keys = static_cast<double>(others + m_rows.size());
        for (const Row &row : m_rows)
            rest += row.percent / 100;
        m_rows.clear();
        m_rows.push_back({tr("%1 keys").arg(view_text::shortCount(keys, QLocale())), rest * 100, -1});
        m_each = tr("each about %1").arg(view_text::smallPercent(1 / keys, QLocale()));
    } else if (others > 0)
        m_rows.push_back(
            {tr("%1 others").arg(view_text::shortCount(static_cast<double>(others), QLocale())), rest * 100, -1});
    m_empty = m_rows.empty() ? startsText() : QString();
    double longest = 0;
    for (const Row &row : m_rows)
        longest = std::max(longest, row.percent);
    m_longest = m_shares.update(longest, context.wallSeconds).top;
    show();
}

int KeyChart::visibleRows() const
{
    const int room = static_cast<int>(plotRect().height() / px(kRowHeight));
    return std::clamp(std::min(room, static_cast<int>(m_rows.size())), 1, kRows);
}

void KeyChart::show()
{
    // Room ends: the coldest keys leave, the row of all others stays.
    const int rows = visibleRows(), all = static_cast<int>(m_rows.size());
    const double plot = std::max(1.0, plotRect().width());
    m_xAxis->setRange(0, m_longest * plot / std::max(1.0, plot - px(kValueRoom)));
    m_categories->setRange(QStringLiteral("0"), QString::number(rows - 1));
    for (int set = 0; set < kRows; ++set) {
        const bool used = set < rows && set < all;
        const Row row = !used ? Row{} : set == rows - 1 ? m_rows.back() : m_rows[static_cast<std::size_t>(set)];
        QBarSet *bar = m_sets[static_cast<std::size_t>(set)];
        const int place = rows - 1 - set; // categories are counted from below
        for (int i = 0; i < kRows; ++i)
            if (const double value = i == place ? row.percent : 0; bar->at(i) != value)
                bar->replace(i, value);
        const QColor colour = m_theme.key(row.key);
        if (bar->color() != colour || bar->pen() != QPen(Qt::NoPen)) {
            bar->setPen(Qt::NoPen);
            bar->setColor(colour);
        }
    }
}

void KeyChart::applyTheme()
{
    for (QBarSet *bar : m_sets)
        bar->setPen(QPen(m_theme.panel, 1));
    show();
}

void KeyChart::paintMore(QPainter &painter)
{
    const QRectF plot = plotRect();
    const int rows = visibleRows();
    const double height = plot.height() / rows, range = std::max(1e-9, m_xAxis->max());
    for (int i = 0; i < rows && i < static_cast<int>(m_rows.size()); ++i) {
        const Row &row = i == rows - 1 ? m_rows.back() : m_rows[static_cast<std::size_t>(i)];
        QFont font = figureFont(Role::Label);
        font.setWeight(i == 0 ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        const QFontMetricsF metrics(font);
        const double base = plot.top() + (i + 0.5) * height + px(4.5);
        painter.setPen(row.key < 0 ? m_theme.text2 : m_theme.text);
        painter.drawText(QPointF(px(14), base), metrics.elidedText(row.name, Qt::ElideMiddle, px(86)));
        painter.setPen(m_theme.text2);
        painter.drawText(QPointF(plot.left() + plot.width() * row.percent / range + px(7), base),
                         QLocale().toString(row.percent, 'f', 1));
        if (m_alike) {
            painter.setPen(m_theme.text);
            painter.drawText(QPointF(plot.left() + px(8), base), m_each);
        }
    }
}

QString KeyChart::summary() const
{
    QStringList parts;
    for (const Row &row : m_rows)
        parts << row.name + u' ' + view_text::percent(row.percent / 100, QLocale());
    return parts.join(QStringLiteral(", "));
}

} // namespace hotshard::views

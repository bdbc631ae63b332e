// Line charts over time: iterator age, flow, function time. Each shows at most eight lines and one band.
#pragma once

#include "views/charts/chart_card.h"

#include <QPointF>

QT_FORWARD_DECLARE_CLASS(QAreaSeries)
QT_FORWARD_DECLARE_CLASS(QLineSeries)

namespace hotshard::views {

enum class SeriesKind { IteratorAge, Flow, FunctionTime, Concurrency };

/// A line as it will be drawn; points in axis units (seconds since the window's start, value).
struct DrawnLine {
    QString name;
    QColor colour;
    double width = 1.5;
    bool focus = false;
    bool endValue = false; ///< its last value stands at its end
    QString endName;       ///< before that value, when several lines have one
    QList<QPointF> points;
};

class SeriesChart final : public ChartCard {
    Q_OBJECT

public:
    explicit SeriesChart(SeriesKind kind, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString unit() const override;
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] bool overTime() const override { return true; }

    /// The colour of a lane's line: that of its leading key if the key has half of its traffic, else grey.
    [[nodiscard]] static QColor laneColour(const Theme &theme, const ChartLine &line, int greyIndex);

protected:
    void apply(const ChartContext &context) override;
    void applyTheme() override;
    void applyCursor() override;
    [[nodiscard]] QString valueLabel(double value) const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] const std::vector<float> *previewLine(const Preview &preview) const override;
    [[nodiscard]] bool showsPreview() const override { return m_kind == SeriesKind::IteratorAge; }
    [[nodiscard]] QString previewText(const QString &what, double value) const override;

private:
    [[nodiscard]] const Chart &chartOf(const Snapshot &snapshot) const;
    [[nodiscard]] DrawnLine lineOf(const ChartLine &line, int greyIndex) const;
    [[nodiscard]] QString lineName(const ChartLine &line) const;
    [[nodiscard]] QString valueText(double value) const;
    void rebuild();
    void showLines();
    void showBand();
    void setLegendAndDots();
    void setLimit();

    SeriesKind m_kind;
    bool m_shards = true;  ///< without a stream there is no iterator
    bool m_events = false; ///< the age of an asynchronous function's events in its place
    Chart m_data;          ///< as the last snapshot had it, for theme changes, cursor and export
    std::vector<DrawnLine> m_lines;
    QList<QPointF> m_bandLow, m_bandHigh;
    std::vector<QLineSeries *> m_series;                ///< owned by the chart, used again and again
    QLineSeries *m_lower = nullptr, *m_upper = nullptr; ///< owned by us as parents of the area
    QAreaSeries *m_band = nullptr;                      ///< owned by the chart
};

/// "shard 3", or "audit · 3" when several functions or streams have lines.
[[nodiscard]] QString laneName(const ChartLine &line);
/// The same for a CSV header: "shard_3", "audit_shard_3".
[[nodiscard]] QString laneColumn(const ChartLine &line);

/// The value of `points` at `x` by linear interpolation; empty outside.
[[nodiscard]] std::optional<double> valueAt(const QList<QPointF> &points, double x);
/// The points of one side of a line within a window, in axis units; gaps (NaN) are left out.
[[nodiscard]] QList<QPointF> pointsWithin(const Chart &chart, const std::vector<float> &values,
                                          const TimeWindow &window);

} // namespace hotshard::views

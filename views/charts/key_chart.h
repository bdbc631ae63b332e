// Traffic by key: one bar a key, in the colour the key has everywhere.
#pragma once

#include "views/charts/chart_card.h"

QT_FORWARD_DECLARE_CLASS(QBarCategoryAxis)
QT_FORWARD_DECLARE_CLASS(QBarSet)
QT_FORWARD_DECLARE_CLASS(QHorizontalStackedBarSeries)

namespace hotshard::views {

class KeyChart final : public ChartCard {
    Q_OBJECT

public:
    explicit KeyChart(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString unit() const override;
    [[nodiscard]] ChartTable table() const override;

protected:
    void apply(const ChartContext &context) override;
    void applyTheme() override;
    void paintMore(QPainter &painter) override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] QMarginsF plotMargins() const override { return {106, 34, 16, 10}; } // no labels beneath
    void laidOut() override { show(); }

private:
    struct Row {
        QString name;
        double percent = 0;
        int key = -1; ///< -1: all others
    };
    [[nodiscard]] int visibleRows() const;
    void show();

    bool m_alike = false; ///< one row for all of them
    QString m_each;
    std::vector<Row> m_rows;
    SteadyScale m_shares;
    double m_longest = 0;
    std::vector<QBarSet *> m_sets;                   ///< owned by the series; one a row, so that each has its colour
    QHorizontalStackedBarSeries *m_series = nullptr; ///< owned by the chart
    QBarCategoryAxis *m_categories = nullptr;        ///< owned by the chart
};

} // namespace hotshard::views

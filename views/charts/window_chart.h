// What each window reported beside what is true: bar and outline; the gap between both is hatched.
#pragma once

#include "views/charts/chart_card.h"

QT_FORWARD_DECLARE_CLASS(QBarCategoryAxis)
QT_FORWARD_DECLARE_CLASS(QBarSeries)
QT_FORWARD_DECLARE_CLASS(QBarSet)

namespace hotshard::views {

class WindowChart final : public ChartCard {
    Q_OBJECT

public:
    explicit WindowChart(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString unit() const override;
    [[nodiscard]] ChartTable table() const override;

protected:
    void apply(const ChartContext &context) override;
    void applyTheme() override;
    void paintMore(QPainter &painter) override;
    [[nodiscard]] QString summary() const override;

private:
    void paintBar(QPainter &painter, std::size_t index, const QRectF &slot);

    QString m_name;
    std::vector<WindowResult> m_windows;
    QBarSeries *m_series = nullptr;           ///< owned by the chart
    QBarSet *m_reported = nullptr;            ///< owned by the series
    QBarCategoryAxis *m_categories = nullptr; ///< owned by the chart
};

} // namespace hotshard::views

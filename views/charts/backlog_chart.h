// The backlog of all shards, stacked: the lane that matters in the colour of its key, all others in grey.
#pragma once

#include "views/charts/chart_card.h"

QT_FORWARD_DECLARE_CLASS(QAreaSeries)
QT_FORWARD_DECLARE_CLASS(QLineSeries)

namespace hotshard::views {

class BacklogChart final : public ChartCard {
    Q_OBJECT

public:
    explicit BacklogChart(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString unit() const override;
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] bool overTime() const override { return true; }

protected:
    void apply(const ChartContext &context) override;
    void applyTheme() override;
    void applyCursor() override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] const std::vector<float> *previewLine(const Preview &preview) const override
    {
        return &preview.backlog;
    }
    [[nodiscard]] bool showsPreview() const override { return true; }
    [[nodiscard]] QString previewText(const QString &what, double value) const override;

private:
    void rebuild();
    void show();

    Chart m_data;
    bool m_shards = true; ///< without a stream one queue is shown
    int m_focus = -1;     ///< index of the lane on top; -1 when there is none
    QColor m_focusColour;
    QList<QPointF> m_floor, m_others, m_all;                            ///< zero, the grey part, grey and focus
    QLineSeries *m_floorLine, *m_othersLine, *m_othersCopy, *m_allLine; ///< owned by us
    QAreaSeries *m_othersArea, *m_focusArea;                            ///< owned by the chart
};

} // namespace hotshard::views

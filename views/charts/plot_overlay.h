// The graphics items that let a chart card paint beneath and above its series, on the screen and into files
// alike. Background and grid are ours too: with a fixed plot area Qt Charts 6.4 leaves its own where they were.
#pragma once

#include <QGraphicsItem>

namespace hotshard::views {

class ChartCard;

class PlotOverlay final : public QGraphicsItem {
public:
    enum class Layer { Beneath, Above };
    PlotOverlay(ChartCard &card, Layer layer, QGraphicsItem *parent);
    void geometryChanged() { prepareGeometryChange(); }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    ChartCard &m_card;
    Layer m_layer;
};

} // namespace hotshard::views

// The contents of all log bars in one image, painted anew only when the snapshot changed.
#pragma once

#include "views/floor/scene.h"

#include <QImage>

namespace hotshard::views {

class LogImage {
public:
    void paint(const Scene &scene, const Theme &theme, double devicePixelRatio);
    /// The bar of one box, stretched to `length` logical pixels. Returns the place of its tip.
    double draw(QPainter &painter, const LaneBox &box, std::size_t index, double length) const;
    /// Of the last paint, in logical pixels.
    [[nodiscard]] double length(std::size_t index) const
    {
        return index < m_strips.size() ? m_strips[index].length : 0;
    }

private:
    struct Strip {
        int y = 0, height = 0, width = 0; ///< device pixels
        double length = 0;
    };
    QImage m_image;
    std::vector<Strip> m_strips;
};

/// Paints slices of a log: newest left, hottest key at the bottom, grey on top.
void paintLog(QPainter &painter, const QRectF &bar, const LaneView &lane, const Scene &scene, const Theme &theme,
              double column);
/// Length of a lane's bar in logical pixels.
[[nodiscard]] double barLength(const Scene &scene, const LaneView &lane, double width);

} // namespace hotshard::views

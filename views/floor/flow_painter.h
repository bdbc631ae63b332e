// Records on their way from the producers to the shards. Dots are samples: their mix is the true mix.
#pragma once

#include "views/floor/scene.h"

#include <QImage>

#include <array>

namespace hotshard::views {

inline constexpr int kMostDots = 200;

/// One path from a producer to a band, or to several neighbours when there are many.
struct Flow {
    QPointF from, to;
    double rate = 0;
    double width = 2.5;
    int dots = 0;
    std::array<double, kColouredKeys> mix{}; ///< shares of the coloured keys; the rest is grey
};

class FlowPainter {
public:
    /// After a new snapshot or a new layout.
    void rebuild(const Scene &scene);
    /// The grey paths; part of what stands still.
    void paintPaths(Canvas &canvas) const;
    /// The dots, or at very high speed a running dash.
    void paintDots(Canvas &canvas, const Scene &scene, double devicePixelRatio);
    [[nodiscard]] const std::vector<Flow> &flows() const { return m_flows; }
    void dropSprites() { m_sprites = {}; }

private:
    void rebuildQueue(const Scene &scene, const QueueBox &box);
    void rebuildStream(const Scene &scene, std::size_t stream);
    void makeSprites(const Canvas &canvas, double ratio);

    std::vector<Flow> m_flows;
    std::array<QImage, kColouredKeys + 1> m_sprites;
    double m_ratio = 0;
};

/// Records/s that a function hands on, all shards together.
[[nodiscard]] double writtenPerSecond(const Snapshot &snapshot, const FunctionView &function);
/// Seconds a dot needs from end to end at a given speed of the simulation.
[[nodiscard]] double crossingSeconds(double speed);
/// From here on single dots mean nothing and a dash runs instead.
inline constexpr double kDashSpeed = 5000;

} // namespace hotshard::views

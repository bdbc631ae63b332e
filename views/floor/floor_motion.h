// Everything on the floor that takes time: lengths that follow a snapshot, and the scale of the bars.
#pragma once

#include "views/floor/scene.h"

#include <cstdint>
#include <map>
#include <utility>

namespace hotshard::views {

/// Follows a target: linear up to 1000x, eased out at very high speed.
struct Tween {
    double from = 0, to = 0, start = 0, length = 0;
    bool eased = false;
    [[nodiscard]] double at(double now) const;
    [[nodiscard]] bool running(double now) const { return now < start + length && from != to; }
    void aim(double target, double now, double seconds, bool ease);
    void jump(double target)
    {
        from = to = target;
        length = 0;
    }
};

/// Bar length and gauge of every lane, by shard: a lane that moves to another box keeps its tween.
class FloorMotion {
public:
    /// \param seconds of a tween; 0 jumps
    void retarget(const Scene &scene, double now, double seconds, bool ease);
    [[nodiscard]] bool running(double now) const;
    [[nodiscard]] double length(const Scene &scene, const LaneBox &box, double now) const;
    [[nodiscard]] double gauge(const Scene &scene, const LaneBox &box, double now) const;
    void clear() { m_lanes.clear(); }

private:
    using Key = std::pair<std::size_t, std::uint32_t>;
    struct Lane {
        Tween share, gauge; ///< share of the bar's width, so that a resize needs no new aim
    };
    std::map<Key, Lane> m_lanes;
};

/// The common scale: 1-2-5 steps, grows at once, shrinks when less was enough for five seconds.
class ScaleKeeper {
public:
    void update(const Snapshot &snapshot, bool logarithmic, double now);
    void reset() { m_scale.top = 0; }
    [[nodiscard]] const BarScale &scale() const { return m_scale; }

private:
    BarScale m_scale{false, 0};
    double m_enough = 0; ///< when the present scale was last needed
};

/// The next 1, 2 or 5 times a power of ten.
[[nodiscard]] double stepAbove(double value);

} // namespace hotshard::views

// What every painter of the floor may read while one frame is drawn.
#pragma once

#include "views/floor/canvas.h"
#include "views/floor/floor_layout.h"
#include "views/floor/lane_state.h"

#include <QCoreApplication>
#include <QLocale>

#include <vector>

namespace hotshard::views {

/// All texts of the floor are in the context "Floor".
inline QString translate(const char *context, const char *source)
{
    return QCoreApplication::translate(context, source);
}

/// How long a bar of n records is: one scale for all lanes.
struct BarScale {
    bool logarithmic = false;
    double top = 1000;
    /// 0..1
    [[nodiscard]] double share(double records) const;
};

/// Something under the pointer that is not a lane.
struct Hit {
    enum class Kind { Key, Scale, Status, Client };
    Kind kind = Kind::Key;
    int index = 0;
    QRectF rect;
};

struct Scene {
    const Snapshot &snapshot;
    const FloorGeometry &geometry;
    QLocale locale;
    BarScale scale;
    int litKey = -1; ///< all other keys are dimmed; -1: none is
    double speed = 1;
    bool playing = false;
    bool still = false;               ///< reduced motion
    double simSeconds = 0;            ///< the instant shown: runs on between two snapshots
    double phase = 0;                 ///< of the flows, in crossings
    const Snapshot *worded = nullptr; ///< whose words are on the picture; null: those of `snapshot`
    std::vector<Hit> *hits = nullptr; ///< where painters note what can be pointed at

    [[nodiscard]] const LaneView &lane(const LaneBox &box) const
    {
        return snapshot.streams[box.stream].lanes[box.lane];
    }
    /// The same lane as its words have it: words change at the pace of a reader.
    [[nodiscard]] const LaneView &wordedLane(const LaneBox &box) const;
    [[nodiscard]] QString keyName(int key) const;
    /// Dimmed to 25 % when another key is lit.
    [[nodiscard]] QColor keyColour(const Theme &theme, int key) const;
    void note(Hit::Kind kind, int index, const QRectF &rect) const
    {
        if (hits)
            hits->push_back({kind, index, rect});
    }
};

[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double share);
[[nodiscard]] QString shardName(ShardId shard);

} // namespace hotshard::views

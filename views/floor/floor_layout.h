// Where everything on the floor stands: pure geometry from a snapshot and a size. No fonts, no widgets.
#pragma once

#include "metrics/snapshot.h"

#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <cstddef>
#include <vector>

namespace hotshard::views {

/// How much of a lane is drawn. In Heat several lanes may share one row.
enum class Level { Full, Medium, Compact, Row, Heat };

struct FloorOptions {
    bool presenting = false; ///< lanes only, large type
    int sentenceLines = 1;
    std::vector<ShardId> pinned; ///< chosen by hand; the worst fill what is left of the four places
};

struct LaneBox {
    std::size_t stream = 0, lane = 0; ///< indices into the snapshot
    Level level = Level::Full;
    bool labelled = false;   ///< in Row and Heat: one of the worst, with a name at its tip
    std::size_t sharing = 1; ///< lanes folded into this row; `lane` is the worst of them
    std::size_t first = 0;   ///< the first lane of this row
    int depth = 0;           ///< 1: stands under its parent
    QRectF rect, bar, badge, worker;
    QRectF ageCell, writeCell, busyCell; ///< in Row and Heat
};

struct BandBox {
    std::size_t lane = 0; ///< index into StreamView::lanes
    QRectF rect;
    std::size_t box = 0; ///< index into FloorGeometry::lanes
};

/// One stream: its strip of the hash space and the lanes beside it.
struct StreamBox {
    QRectF strip, area;
    double titleY = -1; ///< baseline of its name; < 0 when it is the only one
    std::vector<BandBox> bands;
};

struct NodeBox {
    enum class Kind { Window, Sink, DeadLetters, ClosedShards, Concurrency, Plain };
    Kind kind = Kind::Sink;
    std::size_t index = 0;
    int rows = 3; ///< windows shown
    QRectF rect;
};

/// A function that writes to a further stream: it stands where a producer would.
struct FeederBox {
    std::size_t function = 0; ///< index into Snapshot::functions
    std::size_t stream = 0;
    QRectF rect;
};

/// A queue that is no stream: its card, and the function or server beside it.
struct QueueBox {
    enum class Kind { Events, Server };
    Kind kind = Kind::Events;
    std::size_t index = 0; ///< into Snapshot::asyncFunctions or queueServers
    QRectF rect, bar, badge, worker;
};

struct PinBox {
    std::size_t box = 0; ///< index into FloorGeometry::lanes
    std::size_t stream = 0, lane = 0;
    QRectF rect;
};

struct FloorGeometry {
    QSizeF size;
    Level level = Level::Full;
    bool presenting = false;
    double margin = 20;
    QRectF header, sentence;
    double headsY = -1; ///< baseline of the column heads; < 0: none
    double axisY = -1;  ///< baseline of the scale under rows; < 0: none
    double producerX = 0, stripX = 0, laneX = 0, laneRight = 0, workerX = 0, workerRight = 0, resultX = 0;
    double barX = 0, barWidth = 0; ///< in Row and Heat: common to all lanes
    QRectF area;                   ///< of all lanes
    std::vector<QRectF> producers; ///< one for each, or a single one for all when they are many
    bool producersGrouped = false;
    std::vector<FeederBox> feeders;
    std::vector<StreamBox> streams;
    std::vector<LaneBox> lanes;
    std::vector<QueueBox> queues; ///< only where there is no stream
    std::vector<NodeBox> nodes;
    std::vector<PinBox> pins;
    QRectF histogram;
    std::size_t unlabelled = 0; ///< lanes in trouble that got no label of their own

    /// Height in the strip of a place in the hash space.
    [[nodiscard]] double hashY(std::size_t stream, const StreamView &view, double position) const;
    /// Nothing but the header and the sentence is there.
    [[nodiscard]] bool isEmpty() const { return lanes.empty() && queues.empty(); }
    /// The lane at this point, or -1.
    [[nodiscard]] int laneAt(QPointF point) const;
    /// The box that shows this lane, or -1.
    [[nodiscard]] int boxOf(std::size_t stream, std::size_t lane) const;
};

[[nodiscard]] FloorGeometry layOut(const Snapshot &snapshot, QSizeF size, const FloorOptions &options = {});
/// For tests and bug reports: one line for each box.
[[nodiscard]] QString describe(const FloorGeometry &geometry);

} // namespace hotshard::views

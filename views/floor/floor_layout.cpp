#include "views/floor/floor_layout.h"

#include "views/floor/lane_stack.h"
#include "views/floor/lane_state.h"
#include "views/floor/node_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hotshard::views {
namespace {

/// Widths of the columns, left to right; 0 = the column is left out.
struct Columns {
    double margin, producer, flow, strip, funnel, join, worker, out, result;
    [[nodiscard]] double fixed() const
    {
        return 2 * margin + producer + flow + strip + funnel + join + worker + out + result;
    }
};

// Each set leaves at least 250 px for the lanes of the narrowest window it is used in.
Columns cardColumns(double width)
{
    if (width >= 1180)
        return {20, 132, 46, 34, 86, 12, 168, 30, 164};
    if (width >= 960)
        return {16, 116, 38, 30, 76, 10, 132, 26, 148};
    if (width >= 820)
        return {14, 104, 32, 26, 60, 8, 56, 20, 140};
    if (width >= 640)
        return {12, 96, 28, 24, 52, 8, 52, 0, 0};
    if (width >= 480)
        return {10, 0, 0, 22, 44, 6, 44, 0, 0};
    return {8, 0, 0, 0, 0, 6, 44, 0, 0};
}

/// Three cells of a narrow floor, wide enough for their heads.
constexpr double kNarrowCells = 88;

// Rows: three cells take the place of the functions, pinned cards the place of the results.
Columns rowColumns(double width)
{
    constexpr double cells = 118;
    if (width >= 1180)
        return {20, 122, 56, 34, 58, 74, cells, 32, 346};
    if (width >= 960)
        return {16, 108, 40, 28, 52, 70, cells, 24, 250};
    if (width >= 640)
        return {12, 96, 32, 24, 44, 70, cells, 0, 0};
    if (width >= 480)
        return {10, 0, 0, 20, 36, 66, cells, 0, 0};
    return {8, 0, 0, 0, 0, 62, kNarrowCells, 0, 0};
}

/// What the layout does when lanes are rows on a slide: cells, and nothing else.
constexpr Columns kSlideRows{32, 0, 0, 0, 0, 16, kNarrowCells, 0, 0};

class Builder {
public:
    Builder(const Snapshot &snapshot, QSizeF size, const FloorOptions &options)
        : m_snapshot(snapshot)
        , m_options(options)
    {
        m.size = size;
        m.presenting = options.presenting;
    }

    FloorGeometry build()
    {
        frame();
        if (m_snapshot.streams.empty())
            return withoutStream();
        const Level most = m.size.width() < 560 ? Level::Compact : m.size.width() < 700 ? Level::Medium : Level::Full;
        LaneStack stack = stackLanes(m_snapshot, m.area.height(), most, m_options.presenting);
        const bool rows = stack.level >= Level::Row;
        if (rows && m.headsY < 0) {
            // Cells without heads are only colours.
            m.headsY = m.area.top() + 9;
            m.area.setTop(m.area.top() + 15);
        }
        if (rows && m.area.height() > 120) {
            // Every pixel counts: the sentence moves down. A scale stands under the rows.
            if (!m.sentence.isEmpty())
                m.sentence.moveBottom(m.size.height() - 7);
            m.area.setBottom((m.sentence.isEmpty() ? m.size.height() : m.sentence.top()) - 25);
        }
        if (rows)
            stack = stackLanes(m_snapshot, m.area.height(), most, m_options.presenting);
        m.level = stack.level;
        m.lanes = std::move(stack.lanes);
        m.unlabelled = stack.unlabelled;
        columns();
        placeLanes(stack);
        if (m.producerX < m.stripX && m_columns.producer > 0)
            placeSources(m_snapshot, m, m_columns.producer);
        if (m_columns.result > 0) {
            if (m.level >= Level::Row)
                placePins();
            else
                placeNodes(m_snapshot, m, m_columns.result);
        }
        return m;
    }

private:
    FloorGeometry withoutStream()
    {
        m.level = Level::Full;
        m_columns = m_options.presenting ? Columns{32, 0, 0, 0, 0, 0, 0, 0, 0} : cardColumns(m.size.width());
        m_columns.flow += m_columns.strip / 2;
        m_columns.strip = m_columns.funnel = 0;
        if (!hasNodes(m_snapshot))
            m_columns.out = m_columns.result = 0;
        span();
        placeQueues(m_snapshot, m);
        if (m_columns.producer > 0)
            placeSources(m_snapshot, m, m_columns.producer);
        if (m_columns.result > 0)
            placeNodes(m_snapshot, m, m_columns.result);
        if (m.nodes.empty())
            return m;
        // Beside the queue, not above it.
        const double room = m.area.bottom() - m.nodes.back().rect.bottom();
        for (NodeBox &node : m.nodes)
            node.rect.translate(0, std::max(0.0, std::round(room / 2)));
        return m;
    }

    void frame()
    {
        const double w = m.size.width(), h = m.size.height();
        const bool low = h < 380;
        m.margin = m_options.presenting ? 32 : w >= 1180 ? 20 : w >= 960 ? 16 : w >= 640 ? 12 : 8;
        m.header = QRectF(0, 0, w, low ? 36 : 46);
        const double lines = std::max(1, m_options.sentenceLines);
        const double sentence = 32 + (lines - 1) * 18;
        const double below = low ? 8 : h < 560 ? 14 : 23;
        const bool talk = h >= 170 && !m_options.presenting;
        if (talk)
            m.sentence = QRectF(m.margin, h - below - sentence, w - 2 * m.margin, sentence);
        const bool heads = !low && !m_options.presenting;
        const double top = heads ? 68 : m_options.presenting ? 46 : 40;
        if (heads)
            m.headsY = top - 12;
        const double bottom = talk ? m.sentence.top() - (low ? 8 : 19) : h - 8;
        m.area = QRectF(m.margin, top, w - 2 * m.margin, std::max(24.0, bottom - top));
    }

    void columns()
    {
        const double w = m.size.width();
        m_columns = m.level >= Level::Row ? rowColumns(w) : cardColumns(w);
        if (m_options.presenting)
            m_columns = m.level >= Level::Row ? kSlideRows : Columns{32, 0, 0, 0, 0, 0, 0, 0, 0};
        const bool anyFunction = !m_snapshot.functions.empty();
        if (!anyFunction && m.level < Level::Row)
            m_columns.join = m_columns.worker = 0;
        if (m.level < Level::Row && !hasNodes(m_snapshot))
            m_columns.out = m_columns.result = 0;
        span();
    }

    void span()
    {
        const double w = m.size.width();
        const Columns &c = m_columns;
        m.producerX = c.margin;
        m.stripX = m.producerX + c.producer + c.flow;
        m.laneX = m.stripX + c.strip + c.funnel;
        m.laneRight = m.laneX + std::max(60.0, w - c.fixed());
        m.workerX = m.laneRight + c.join;
        m.workerRight = m.workerX + c.worker;
        m.resultX = m.workerRight + c.out;
    }

    void placeLanes(const LaneStack &stack)
    {
        // Few lanes do not fill the height: they stand in its middle.
        const double shift =
            m.area.top() + (m.level >= Level::Row ? 0 : std::max(0.0, (m.area.height() - stack.height) / 2));
        for (LaneBox &box : m.lanes) {
            box.rect.translate(0, m.level >= Level::Row ? shift : std::round(shift));
            box.rect.setLeft(m.laneX);
            box.rect.setRight(m.laneRight);
            if (m.level >= Level::Row)
                placeRow(box);
            else
                placeCard(box);
        }
        m.barX = m.laneX;
        m.barWidth = m.laneRight - m.laneX;
        const bool rows = m.level >= Level::Row;
        if (rows)
            m.axisY = m.area.top() + stack.height + 16;
        for (std::size_t s = 0; s < m_snapshot.streams.size(); ++s) {
            StreamBox box;
            const bool alone = stack.titleY.size() <= 1 || m_snapshot.streams.size() == 1;
            double top = shift + stack.streamTop[s], bottom = shift + stack.streamBottom[s];
            // The strip of a single stream uses all the height, so that its ticks have room.
            if (alone && !rows && bottom - top < m.area.height()) {
                top = std::max(m.area.top(), std::min(top, m.area.center().y() - 160));
                bottom = std::min(m.area.bottom(), std::max(bottom, m.area.center().y() + 160));
            }
            box.area = QRectF(m.laneX, shift + stack.streamTop[s], m.laneRight - m.laneX,
                              stack.streamBottom[s] - stack.streamTop[s]);
            if (m_columns.strip > 0)
                box.strip = QRectF(m.stripX, top, m_columns.strip, bottom - top);
            box.titleY = stack.titleY[s] < 0 ? -1 : shift + stack.titleY[s];
            m.streams.push_back(box);
        }
        for (std::size_t s = 0; s < m.streams.size(); ++s)
            placeBands(s);
    }

    void placeCard(LaneBox &box) const
    {
        const LaneView &lane = m_snapshot.streams[box.stream].lanes[box.lane];
        const double indent = m_options.presenting ? 0 : std::min(44.0, box.rect.width() * 0.1);
        if (box.depth > 0)
            box.rect.setLeft(box.rect.left() + indent);
        const QRectF r = box.rect;
        if (m_columns.worker > 0 && lane.state != ShardState::Closed)
            box.worker = QRectF(m.workerX, r.top(), m_columns.worker, r.height());
        if (lane.state == ShardState::Closed)
            return;
        if (m_options.presenting) {
            box.bar = QRectF(r.left() + 148, r.top() + 10, std::max(40.0, r.width() - 148 - 308), r.height() - 20);
            box.badge = QRectF(r.right() - 192, r.top() + 10, 176, r.height() - 20);
        } else if (box.level == Level::Compact) {
            const double name = std::min(r.width() * 0.25, 82.0), age = 62;
            box.bar = QRectF(r.left() + name, r.top() + 6, std::max(20.0, r.width() - name - age - 8), r.height() - 12);
            box.badge = QRectF(r.right() - age - 4, r.top(), age, r.height());
        } else {
            const bool full = box.level == Level::Full;
            const double pad = r.width() > 380 ? 18 : 12;
            const double badge = r.width() > 380 ? 112 : 92;
            const double width = std::max(20.0, r.width() - 2 * pad - badge - 14);
            // Several readers have their names over the bar, and a second gauge under it.
            const bool readers = full && lane.consumers.size() > 1;
            const double names = readers && r.height() >= 118 ? 17 : 0, gauges = readers && r.height() >= 138 ? 20 : 0;
            const double top = (full ? 35 : 31) + names;
            const double height = (full ? r.height() - 82 : r.height() - 41) - names - gauges;
            box.bar = QRectF(r.left() + pad, r.top() + top, width, height);
            box.badge = full ? QRectF(r.right() - pad - badge, r.top() + top, badge, height)
                             : QRectF(r.right() - pad - badge, r.top() + top - 4, badge, height + 8);
            if (box.badge.height() > 48)
                box.badge = QRectF(box.badge.left(), box.badge.center().y() - 24, badge, 48);
        }
    }

    void placeRow(LaneBox &box) const
    {
        const QRectF r = box.rect;
        const double inset = r.height() >= 8 ? 1 : std::min(0.2, r.height() * 0.1);
        box.bar = r.adjusted(0, inset, 0, -inset);
        const bool narrow = m_columns.worker < 100;
        const double cell = narrow ? 22 : 34, step = narrow ? 32 : 42;
        const double gap = r.height() >= 4 ? 1 : 0.2;
        const QRectF first(m.workerX, r.top() + gap / 2, cell, r.height() - gap);
        box.ageCell = first;
        box.writeCell = first.translated(step, 0);
        box.busyCell = first.translated(2 * step, 0);
        box.worker = box.busyCell;
    }

    void placeBands(std::size_t s)
    {
        StreamBox &stream = m.streams[s];
        if (stream.strip.isEmpty())
            return;
        const auto &lanes = m_snapshot.streams[s].lanes;
        for (std::size_t b = 0; b < m.lanes.size(); ++b) {
            if (m.lanes[b].stream != s)
                continue;
            const LaneView &lane = lanes[m.lanes[b].lane];
            if (lane.state == ShardState::Closed || lane.state == ShardState::Draining)
                continue;
            QRectF band = stream.strip;
            if (m.level >= Level::Row) {
                band.setTop(m.lanes[b].rect.top());
                band.setBottom(m.lanes[b].rect.bottom());
            } else {
                band.setTop(stream.strip.top() + lane.rangeStart * stream.strip.height());
                band.setBottom(stream.strip.top() + lane.rangeEnd * stream.strip.height());
            }
            stream.bands.push_back({m.lanes[b].lane, band, b});
        }
    }

    void placePins()
    {
        std::vector<std::size_t> order(m.lanes.size());
        std::iota(order.begin(), order.end(), 0);
        const auto lane = [&](std::size_t b) -> const LaneView & {
            return m_snapshot.streams[m.lanes[b].stream].lanes[m.lanes[b].lane];
        };
        const auto chosen = [&](std::size_t b) {
            return std::find(m_options.pinned.begin(), m_options.pinned.end(), lane(b).shard) != m_options.pinned.end();
        };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            if (chosen(a) != chosen(b))
                return chosen(a);
            return severityOf(lane(a)) > severityOf(lane(b));
        });
        const double height = m.area.height() >= 420 ? 92 : 62, gap = m.area.height() >= 420 ? 10 : 8;
        const auto fit = static_cast<std::size_t>(std::max(0.0, (m.area.height() + gap) / (height + gap)));
        order.resize(std::min({order.size(), fit, std::size_t{4}}));
        std::sort(order.begin(), order.end());
        double y = m.area.top();
        for (const std::size_t b : order) {
            m.pins.push_back({b, m.lanes[b].stream, m.lanes[b].lane, QRectF(m.resultX, y, m_columns.result, height)});
            y += height + gap;
        }
        const double bottom = m.area.bottom();
        if (bottom - y >= 88)
            m.histogram = QRectF(m.resultX, y, m_columns.result, std::min(bottom - y, 180.0));
    }

    const Snapshot &m_snapshot;
    const FloorOptions &m_options;
    Columns m_columns{};
    FloorGeometry m;
};

} // namespace

FloorGeometry layOut(const Snapshot &snapshot, QSizeF size, const FloorOptions &options)
{
    return Builder(snapshot, size, options).build();
}

} // namespace hotshard::views

#include "views/floor/lane_stack.h"

#include "views/floor/lane_state.h"
#include "views/floor/node_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace hotshard::views {
namespace {

constexpr double kMostFull = 260, kMostCompact = 55, kMostRow = 23, kLeastRow = 1.75, kLabelled = 12;
constexpr std::size_t kMostLabelled = 8;
constexpr double kStreamTitle = 24, kStreamGap = 6, kFedGap = 18; ///< a function's writes run through the wider one

struct Metrics {
    Level level;
    double least, most, gap, closed, family;
};

constexpr Metrics kCards[] = {{Level::Full, 96, kMostFull, 10, 52, 14},
                              {Level::Medium, 56, 95, 9, 52, 14},
                              {Level::Compact, 24, kMostCompact, 5, 28, 7}};

int depthOf(const StreamView &stream, const LaneView &lane)
{
    for (const ShardId parent : lane.parents)
        for (const LaneView &other : stream.lanes)
            if (other.shard == parent)
                return 1;
    return 0;
}

/// Parents and their children stand together: a family starts with a gap.
bool startsFamily(const StreamView &stream, std::size_t i)
{
    if (i == 0)
        return false;
    const LaneView &lane = stream.lanes[i];
    const LaneView &before = stream.lanes[i - 1];
    const bool parentBefore =
        std::any_of(lane.parents.begin(), lane.parents.end(), [&](ShardId p) { return p == before.shard; });
    return depthOf(stream, lane) == 0 && !parentBefore && (depthOf(stream, before) == 1 || !lane.children.empty());
}

struct Counts {
    std::size_t open = 0, closed = 0, gaps = 0, families = 0, streams = 0;
};

Counts countLanes(const Snapshot &snapshot)
{
    Counts c;
    for (const StreamView &stream : snapshot.streams) {
        if (stream.lanes.empty())
            continue;
        ++c.streams;
        c.gaps += stream.lanes.size() - 1;
        for (std::size_t i = 0; i < stream.lanes.size(); ++i) {
            ++(stream.lanes[i].state == ShardState::Closed ? c.closed : c.open);
            if (startsFamily(stream, i))
                ++c.families;
        }
    }
    return c;
}

double gapBefore(const Snapshot &snapshot, std::size_t stream)
{
    return isFed(snapshot, snapshot.streams[stream]) ? kFedGap : kStreamGap;
}

double titles(const Snapshot &snapshot, const Counts &c)
{
    if (c.streams <= 1)
        return 0;
    double sum = static_cast<double>(c.streams) * kStreamTitle;
    for (std::size_t s = 1; s < snapshot.streams.size(); ++s)
        sum += gapBefore(snapshot, s);
    return sum;
}

/// Lanes as cards. False when they would be lower than the level allows.
bool stackCards(const Snapshot &snapshot, double height, const Metrics &m, LaneStack &out)
{
    const Counts c = countLanes(snapshot);
    const double fixed =
        titles(snapshot, c) + static_cast<double>(c.gaps) * m.gap + static_cast<double>(c.families) * m.family;
    double h = m.most;
    double closed = m.closed;
    if (c.open > 0) {
        h = (height - fixed - static_cast<double>(c.closed) * closed) / static_cast<double>(c.open);
        if (h < m.least)
            return false;
        h = std::min(h, m.most);
        closed = std::min(closed, h);
    } else if (fixed + static_cast<double>(c.closed) * closed > height) {
        return false;
    }
    out = {};
    out.level = m.level;
    const bool titled = c.streams > 1;
    double y = 0;
    for (std::size_t s = 0; s < snapshot.streams.size(); ++s) {
        const StreamView &stream = snapshot.streams[s];
        if (titled && y > 0)
            y += gapBefore(snapshot, s);
        out.titleY.push_back(titled && !stream.lanes.empty() ? y + 15 : -1);
        if (titled && !stream.lanes.empty())
            y += kStreamTitle;
        out.streamTop.push_back(y);
        for (std::size_t i = 0; i < stream.lanes.size(); ++i) {
            if (i > 0)
                y += m.gap + (startsFamily(stream, i) ? m.family : 0);
            LaneBox box;
            box.stream = s;
            box.lane = box.first = i;
            box.level = m.level;
            box.depth = depthOf(stream, stream.lanes[i]);
            const double laneHeight = stream.lanes[i].state == ShardState::Closed ? closed : h;
            box.rect = QRectF(0, std::round(y), 0, std::floor(laneHeight));
            y += laneHeight;
            out.lanes.push_back(box);
        }
        out.streamBottom.push_back(y);
    }
    out.height = y;
    return true;
}

using Place = std::pair<std::size_t, std::size_t>;

/// The worst lanes in trouble, at most eight.
std::set<Place> worst(const Snapshot &snapshot, std::size_t &left)
{
    std::vector<Place> all;
    for (std::size_t s = 0; s < snapshot.streams.size(); ++s)
        for (std::size_t i = 0; i < snapshot.streams[s].lanes.size(); ++i)
            if (alertOf(snapshot.streams[s].lanes[i]) != Alert::Calm)
                all.emplace_back(s, i);
    std::stable_sort(all.begin(), all.end(), [&](const Place &a, const Place &b) {
        return severityOf(snapshot.streams[a.first].lanes[a.second])
            > severityOf(snapshot.streams[b.first].lanes[b.second]);
    });
    left = all.size() > kMostLabelled ? all.size() - kMostLabelled : 0;
    all.resize(std::min(all.size(), kMostLabelled));
    return {all.begin(), all.end()};
}

/// Rows needed when `fold` neighbours share one.
std::size_t rowsFor(const Snapshot &snapshot, const std::set<Place> &labelled, std::size_t fold)
{
    std::size_t rows = 0;
    for (std::size_t s = 0; s < snapshot.streams.size(); ++s) {
        std::size_t run = 0;
        for (std::size_t i = 0; i < snapshot.streams[s].lanes.size(); ++i) {
            if (labelled.contains({s, i})) {
                rows += (run + fold - 1) / fold;
                run = 0;
            } else {
                ++run;
            }
        }
        rows += (run + fold - 1) / fold;
    }
    return rows;
}

LaneStack stackRows(const Snapshot &snapshot, double height)
{
    LaneStack out;
    std::set<Place> labelled = worst(snapshot, out.unlabelled);
    const Counts c = countLanes(snapshot);
    const double room = std::max(20.0, height - titles(snapshot, c));
    while (!labelled.empty() && static_cast<double>(labelled.size()) * kLabelled > room * 0.6) {
        labelled.erase(std::prev(labelled.end()));
        ++out.unlabelled;
    }
    const double rest = room - static_cast<double>(labelled.size()) * kLabelled;
    std::size_t fold = 1;
    while (fold < 64 && static_cast<double>(rowsFor(snapshot, labelled, fold)) * kLeastRow > rest)
        ++fold;
    const std::size_t rows = std::max<std::size_t>(1, rowsFor(snapshot, labelled, fold));
    double h = std::min(kMostRow, rest / static_cast<double>(rows));
    const bool even = h >= kLabelled;
    if (even)
        h = std::min(kMostRow, room / static_cast<double>(rows + labelled.size()));
    out.level = h >= 8 ? Level::Row : Level::Heat;
    double y = 0;
    const bool titled = c.streams > 1;
    for (std::size_t s = 0; s < snapshot.streams.size(); ++s) {
        const auto &lanes = snapshot.streams[s].lanes;
        if (titled && y > 0)
            y += gapBefore(snapshot, s);
        out.titleY.push_back(titled && !lanes.empty() ? y + 15 : -1);
        if (titled && !lanes.empty())
            y += kStreamTitle;
        out.streamTop.push_back(y);
        for (std::size_t i = 0; i < lanes.size();) {
            LaneBox box;
            box.stream = s;
            box.lane = box.first = i;
            box.level = out.level;
            box.labelled = labelled.contains({s, i});
            std::size_t end = i + 1;
            while (!box.labelled && end < lanes.size() && end - i < fold && !labelled.contains({s, end})) {
                if (severityOf(lanes[end]) > severityOf(lanes[box.lane]))
                    box.lane = end;
                ++end;
            }
            box.sharing = end - i;
            const double rowHeight = box.labelled && !even ? kLabelled : h;
            box.rect = QRectF(0, y, 0, rowHeight);
            y += rowHeight;
            i = end;
            out.lanes.push_back(box);
        }
        out.streamBottom.push_back(y);
    }
    out.height = y;
    return out;
}

} // namespace

LaneStack stackLanes(const Snapshot &snapshot, double height, Level most, bool presenting)
{
    LaneStack out;
    for (Metrics m : kCards) {
        if (m.level < most)
            continue;
        if (presenting) {
            // On a slide a lane is one large line, never a card with small print.
            if (m.level != Level::Medium)
                continue;
            m = {Level::Medium, 40, 78, 8, 40, 8};
        }
        if (stackCards(snapshot, height, m, out))
            return out;
    }
    return stackRows(snapshot, height);
}

} // namespace hotshard::views

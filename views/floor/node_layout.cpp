#include "views/floor/node_layout.h"

#include "views/floor/bucket_painter.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

struct Wish {
    NodeBox box;
    double height;
};

double concurrencyHeight(const Snapshot &snapshot, double small)
{
    const auto rows = static_cast<double>(std::min<std::size_t>(limitedFunctions(snapshot).size(), 6));
    return small < 60 ? small : 50 + rows * 30;
}

std::vector<Wish> wishes(const Snapshot &snapshot, int rows, double small)
{
    std::vector<Wish> list;
    const auto add = [&](NodeBox::Kind kind, std::size_t index, double height, int windows = 0) {
        list.push_back({{kind, index, windows, {}}, height});
    };
    for (std::size_t i = 0; i < snapshot.windows.size(); ++i)
        add(NodeBox::Kind::Window, i, rows > 0 ? 122.0 + rows * 42 : small, rows);
    for (std::size_t i = 0; i < snapshot.sinks.size(); ++i)
        add(NodeBox::Kind::Sink, i, snapshot.sinks[i].objectLog && small >= 60 ? kObjectLogHeight : small);
    for (std::size_t i = 0; i < snapshot.others.size(); ++i)
        add(NodeBox::Kind::Plain, i, small);
    if (!snapshot.functions.empty() || !snapshot.asyncFunctions.empty())
        add(NodeBox::Kind::DeadLetters, 0, small);
    if (!limitedFunctions(snapshot).empty())
        add(NodeBox::Kind::Concurrency, 0, concurrencyHeight(snapshot, small));
    for (std::size_t i = 0; i < snapshot.streams.size(); ++i)
        if (snapshot.streams[i].closedShards > 0)
            add(NodeBox::Kind::ClosedShards, i, small);
    return list;
}

double heightOf(const std::vector<Wish> &list, double gap)
{
    double sum = 0;
    for (const Wish &wish : list)
        sum += wish.height + gap;
    return sum - gap;
}

/// Cards of one stream's sources, one under the other, in the middle of `area`. Empty when they find no room.
std::vector<QRectF> stackSources(const QRectF &area, double x, double width, std::size_t n, double least)
{
    constexpr double gap = 12;
    std::vector<QRectF> cards;
    if (n == 0)
        return cards;
    double each = (area.height() - gap * static_cast<double>(n - 1)) / static_cast<double>(n);
    if (each < least)
        return cards;
    each = std::min(216.0, each);
    const double total = each * static_cast<double>(n) + gap * static_cast<double>(n - 1);
    double y = area.top() + std::max(0.0, std::round((area.height() - total) / 2 - 8));
    for (std::size_t i = 0; i < n; ++i, y += each + gap)
        cards.emplace_back(x, std::round(y), width, std::floor(each));
    return cards;
}

/// Each stream's own sources beside it. False when one of them finds no room.
bool placeByStream(const Snapshot &snapshot, FloorGeometry &g, double width)
{
    std::vector<QRectF> producers(snapshot.producers.size());
    std::vector<FeederBox> feeders;
    for (std::size_t s = 0; s < snapshot.streams.size(); ++s) {
        std::vector<std::size_t> own;
        for (std::size_t p = 0; p < snapshot.producers.size(); ++p)
            if (snapshot.producers[p].writes ? *snapshot.producers[p].writes == snapshot.streams[s].id : s == 0)
                own.push_back(p);
        const std::size_t before = feeders.size();
        for (std::size_t f = 0; f < snapshot.functions.size(); ++f)
            if (snapshot.functions[f].writes == snapshot.streams[s].id)
                feeders.push_back({f, s, {}});
        const std::size_t n = own.size() + feeders.size() - before;
        const std::vector<QRectF> cards = stackSources(g.streams[s].area, g.producerX, width, n, 30);
        if (cards.size() != n)
            return false;
        for (std::size_t i = 0; i < own.size(); ++i)
            producers[own[i]] = cards[i];
        for (std::size_t i = own.size(); i < n; ++i)
            feeders[before + i - own.size()].rect = cards[i];
    }
    g.producers = std::move(producers);
    g.feeders = std::move(feeders);
    return true;
}

} // namespace

std::vector<const FunctionView *> limitedFunctions(const Snapshot &snapshot)
{
    std::vector<const FunctionView *> limited;
    for (const FunctionView &function : snapshot.functions)
        if (function.reserved >= 0 || function.account)
            limited.push_back(&function);
    return limited;
}

bool isFed(const Snapshot &snapshot, const StreamView &stream)
{
    return std::any_of(snapshot.functions.begin(), snapshot.functions.end(),
                       [&](const FunctionView &function) { return function.writes == stream.id; });
}

bool hasNodes(const Snapshot &snapshot) { return !wishes(snapshot, 1, 34).empty(); }

void placeNodes(const Snapshot &snapshot, FloorGeometry &g, double width)
{
    const double room = g.area.height();
    const std::pair<int, double> tries[] = {{3, 60}, {2, 60}, {1, 60}, {1, 34}, {0, 60}, {0, 34}};
    std::vector<Wish> list;
    for (const auto &[rows, small] : tries) {
        list = wishes(snapshot, rows, small);
        if (heightOf(list, small < 60 ? 6 : 16) <= room)
            break;
    }
    const bool tight = heightOf(list, 16) > room;
    while (!list.empty() && heightOf(list, 6) > room)
        list.pop_back();
    double y = g.area.top();
    for (Wish &wish : list) {
        wish.box.rect = QRectF(g.resultX, y, width, wish.height);
        const bool arrow = wish.box.kind == NodeBox::Kind::Window && !tight && heightOf(list, 16) + 10 <= room;
        y += wish.height + (tight ? 6 : arrow ? 26 : 16);
        g.nodes.push_back(wish.box);
    }
}

void placeQueues(const Snapshot &snapshot, FloorGeometry &g)
{
    const std::size_t events = snapshot.asyncFunctions.size(), n = events + snapshot.queueServers.size();
    if (n == 0)
        return;
    constexpr double gap = 14, least = 112;
    const double highest = events > 0 ? 236 : 156; // a server has less to say
    const double share = (g.area.height() - gap * static_cast<double>(n - 1)) / static_cast<double>(n);
    const double each = std::floor(std::clamp(share, least, highest));
    const double total = each * static_cast<double>(n) + gap * static_cast<double>(n - 1);
    double y = g.area.top() + std::max(0.0, std::round((g.area.height() - total) / 2));
    const double width = g.laneRight - g.laneX;
    const double pad = width > 380 ? 18 : 12, badge = width > 380 ? 124 : 88;
    for (std::size_t i = 0; i < n && y + each <= g.area.bottom() + 1; ++i, y += each + gap) {
        QueueBox box;
        box.kind = i < events ? QueueBox::Kind::Events : QueueBox::Kind::Server;
        box.index = i < events ? i : i - events;
        box.rect = QRectF(g.laneX, y, width, each);
        const double height = each >= 180 ? 52 : 32;
        box.badge = QRectF(box.rect.right() - pad - badge, y + 36, badge, height);
        box.bar = QRectF(box.rect.left() + pad, y + 36, std::max(20.0, width - 2 * pad - badge - 14), height);
        if (g.workerRight > g.workerX)
            box.worker = QRectF(g.workerX, y, g.workerRight - g.workerX, each);
        g.queues.push_back(box);
    }
}

void placeSources(const Snapshot &snapshot, FloorGeometry &g, double width)
{
    if (g.streams.size() > 1 && placeByStream(snapshot, g, width))
        return;
    const std::size_t n = snapshot.producers.size();
    if (n == 0)
        return;
    g.producers = stackSources(g.area, g.producerX, width, n, n > 1 ? 64 : 0);
    g.producersGrouped = g.producers.empty();
    if (g.producersGrouped)
        g.producers = stackSources(g.area, g.producerX, width, 1, 0);
}

} // namespace hotshard::views

// The lines from functions to what they write to: results, dead letters, and further streams.
#include "views/floor/flow_painter.h"
#include "views/floor/node_painter.h"
#include "views/theme/view_text.h"

#include <algorithm>
#include <optional>

namespace hotshard::views {
namespace {

std::optional<ComponentId> idOf(const Snapshot &s, const NodeBox &node)
{
    switch (node.kind) {
    case NodeBox::Kind::Window: return s.windows[node.index].id;
    case NodeBox::Kind::Sink: return s.sinks[node.index].id;
    case NodeBox::Kind::Plain: return s.others[node.index].id;
    default: return std::nullopt;
    }
}

QPointF entryOf(const NodeBox &node)
{
    return {node.rect.left() - 2, node.rect.top() + std::min(112.0, node.rect.height() / 2)};
}

void paintCurve(Canvas &c, const QPointF &from, const QPointF &to, const QColor &colour, double width,
                const QList<qreal> &dash = {})
{
    const double bend = std::min(16.0, (to.x() - from.x()) / 2);
    QPainterPath p(from);
    p.cubicTo(QPointF(from.x() + bend, from.y()), QPointF(to.x() + 2 - bend, to.y()), to);
    c.path(p, {}, colour, width, dash);
}

void paintHead(Canvas &c, const QPointF &tip, const QColor &colour)
{
    QPainterPath head(tip);
    head.lineTo(tip.x() - 5, tip.y() - 7);
    head.lineTo(tip.x() + 5, tip.y() - 7);
    head.closeSubpath();
    c.path(head, colour);
}

/// The nodes that the readers of a lane write to. Without any word of it: the first result.
std::vector<const NodeBox *> targetsOf(const Scene &scene, const LaneView &lane, bool told)
{
    const FloorGeometry &g = scene.geometry;
    std::vector<const NodeBox *> targets;
    for (const NodeBox &node : g.nodes) {
        const std::optional<ComponentId> id = idOf(scene.snapshot, node);
        if (!id)
            continue;
        if (!told)
            return {&node};
        for (const FunctionView &function : scene.snapshot.functions) {
            const auto reads = [&](const ConsumerView &consumer) { return consumer.function == function.id; };
            if (function.writes == id && std::any_of(lane.consumers.begin(), lane.consumers.end(), reads)) {
                targets.push_back(&node);
                break;
            }
        }
    }
    return targets;
}

void paintLaneLinks(Canvas &c, const Scene &scene, const LaneBox &box, bool told)
{
    const Theme &t = c.theme();
    const LaneView &lane = scene.lane(box);
    if (box.worker.isEmpty() || lane.state == ShardState::Waiting || lane.state == ShardState::Closed)
        return;
    const double width = alertOf(lane) == Alert::Alarm || lane.state == ShardState::Draining ? 4 : 2;
    const double y = box.rect.center().y();
    c.line(box.rect.right() + 1, y, box.worker.left() - 1, y, t.line, width);
    for (const NodeBox *node : targetsOf(scene, lane, told))
        paintCurve(c, QPointF(box.worker.right(), y), entryOf(*node), t.line, width);
}

/// Records that were set aside go to their card: drawn once there are any.
void paintDeadLinks(Canvas &c, const Scene &scene)
{
    const FloorGeometry &g = scene.geometry;
    std::uint64_t dead = 0;
    for (const FunctionView &function : scene.snapshot.functions)
        dead += function.deadLettered;
    const auto card = std::find_if(g.nodes.begin(), g.nodes.end(),
                                   [](const NodeBox &node) { return node.kind == NodeBox::Kind::DeadLetters; });
    if (dead == 0 || card == g.nodes.end())
        return;
    const LaneBox *nearest = nullptr;
    for (const LaneBox &box : g.lanes)
        if (!box.worker.isEmpty()
            && (!nearest
                || std::abs(box.worker.center().y() - card->rect.center().y())
                    < std::abs(nearest->worker.center().y() - card->rect.center().y())))
            nearest = &box;
    if (nearest)
        paintCurve(c, QPointF(nearest->worker.right(), nearest->worker.center().y() + 8),
                   QPointF(card->rect.left() - 1, card->rect.center().y()), c.theme().alarm, 1.5, {4, 3});
}

/// Down a gutter beside the functions, back to the left between the two streams, and into the card that stands for
/// the function there.
void paintFeeder(Canvas &c, const Scene &scene, const FeederBox &feeder)
{
    const Theme &t = c.theme();
    const FloorGeometry &g = scene.geometry;
    const FunctionView &function = scene.snapshot.functions[feeder.function];
    const StreamBox &to = g.streams[feeder.stream];
    const bool rows = g.level >= Level::Row;
    const double gutter = (rows ? g.workerRight : g.workerRight) + 9;
    const double lane = (to.titleY > 0 ? to.titleY - 15 : to.area.top()) - 8;
    const double x = feeder.rect.center().x();
    double top = lane;
    for (const LaneBox &box : g.lanes) {
        const LaneView &view = scene.lane(box);
        const bool reads = std::any_of(view.consumers.begin(), view.consumers.end(),
                                       [&](const ConsumerView &consumer) { return consumer.function == function.id; });
        if (!reads || box.worker.isEmpty() || view.state == ShardState::Closed)
            continue;
        const double y = box.worker.center().y();
        top = std::min(top, y);
        c.line(rows ? g.workerRight : box.worker.right(), y, gutter, y, t.line, 2);
    }
    constexpr double r = 8;
    QPainterPath p(QPointF(gutter, top));
    p.lineTo(gutter, lane - r);
    p.quadTo(QPointF(gutter, lane), QPointF(gutter - r, lane));
    p.lineTo(x + r, lane);
    p.quadTo(QPointF(x, lane), QPointF(x, lane + r));
    p.lineTo(x, feeder.rect.top() - 6);
    c.path(p, {}, t.line, 3);
    paintHead(c, QPointF(x, feeder.rect.top()), t.line);
    const QString words = translate("Floor", "%1 writes on: %2")
                              .arg(QString::fromStdString(function.name),
                                   view_text::perSecond(writtenPerSecond(scene.snapshot, function), scene.locale));
    const Type type{12, QFont::Medium};
    const double w = c.numberWidth(words, type) + 14;
    if (g.workerRight - g.laneX > w + 40 && !rows) {
        const double middle = (g.laneX + g.workerRight) / 2;
        c.rect(QRectF(middle - w / 2, lane - 8, w, 16), t.floor, {}, 1, 4);
        c.number(middle, lane + 4.3, words, type, t.text2, Align::Centre);
    }
}

} // namespace

void paintNodeLinks(Canvas &c, const Scene &scene)
{
    const Theme &t = c.theme();
    const FloorGeometry &g = scene.geometry;
    for (const FeederBox &feeder : g.feeders)
        paintFeeder(c, scene, feeder);
    if (g.level >= Level::Row)
        return;
    const bool told = std::any_of(scene.snapshot.functions.begin(), scene.snapshot.functions.end(),
                                  [](const FunctionView &function) { return function.writes.has_value(); });
    for (const LaneBox &box : g.lanes)
        paintLaneLinks(c, scene, box, told);
    paintDeadLinks(c, scene);
    for (std::size_t i = 0; i + 1 < g.nodes.size(); ++i) {
        const QRectF from = g.nodes[i].rect, to = g.nodes[i + 1].rect;
        if (g.nodes[i].kind != NodeBox::Kind::Window || g.nodes[i + 1].kind != NodeBox::Kind::Sink
            || to.top() - from.bottom() < 20)
            continue;
        c.line(from.center().x(), from.bottom(), from.center().x(), to.top() - 4, t.line, 2);
        paintHead(c, QPointF(to.center().x(), to.top()), t.line);
    }
}

void paintFeederCard(Canvas &c, const Scene &scene, const FeederBox &feeder)
{
    const Theme &t = c.theme();
    const QRectF r = feeder.rect;
    const FunctionView &function = scene.snapshot.functions[feeder.function];
    const QString name = QString::fromStdString(function.name);
    const double rate = writtenPerSecond(scene.snapshot, function);
    c.rect(r, t.card, t.hair, 1, Theme::kCardRadius);
    if (r.height() < 56) {
        const double y = r.center().y() + 4.7;
        const double used = c.number(r.right() - 10, y, view_text::perSecond(rate, scene.locale), {12, QFont::Normal},
                                     t.text2, Align::Right);
        c.icon(Icon::Function, r.left() + 9, r.center().y() - 7.5, 15, t.text2);
        c.text(r.left() + 28, y, name, {13, QFont::DemiBold}, t.text, Align::Left, r.width() - 46 - used);
        return;
    }
    c.icon(Icon::Function, r.left() + 12, r.top() + 10, 16, t.text2);
    c.text(r.left() + 34, r.top() + 23, name, {13.5, QFont::DemiBold}, t.text, Align::Left, r.width() - 42);
    c.number(r.left() + 12, r.top() + 45, view_text::perSecond(rate, scene.locale), {15, QFont::DemiBold}, t.text);
    if (r.height() >= 78)
        c.text(r.left() + 12, r.top() + 64, translate("Floor", "writes on"), {12, QFont::Normal}, t.text3, Align::Left,
               r.width() - 20);
}

} // namespace hotshard::views

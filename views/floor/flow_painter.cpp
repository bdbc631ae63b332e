#include "views/floor/flow_painter.h"

#include "views/floor/queue_painter.h"

#include <QLineF>
#include <QtMath>

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

constexpr double kRadius = 3.6;

QPainterPath curve(const Flow &f)
{
    const double mid = (f.from.x() + f.to.x()) / 2;
    QPainterPath p(f.from);
    p.cubicTo(QPointF(mid, f.from.y()), QPointF(mid, f.to.y()), f.to);
    return p;
}

QPointF at(const Flow &f, double t)
{
    const double u = 1 - t, mid = (f.from.x() + f.to.x()) / 2;
    const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return {(a * f.from.x()) + (b + c) * mid + d * f.to.x(), (a + b) * f.from.y() + (c + d) * f.to.y()};
}

/// A number 0..1 that looks random and is always the same for the same dot.
double dice(std::uint32_t a, std::uint32_t b, std::uint32_t c)
{
    std::uint32_t h = a * 0x9E3779B1U ^ (b + 0x7F4A7C15U) * 0x85EBCA77U ^ (c + 0x165667B1U) * 0xC2B2AE3DU;
    h ^= h >> 15;
    h *= 0x2C1B3C6DU;
    h ^= h >> 12;
    h *= 0x297A2D39U;
    h ^= h >> 15;
    return static_cast<double>(h) / 4294967296.0;
}

/// What share of a lane's traffic each coloured key has, by the place of the key in the hash space.
std::array<double, kColouredKeys> mixOf(const Snapshot &snapshot, const LaneView &lane, double laneShare, bool placed)
{
    std::array<double, kColouredKeys> mix{};
    if (!placed) {
        // Under keys of their own the records lie elsewhere: what the shard itself counted.
        if (lane.hottestKey >= 0 && lane.hottestKey < kColouredKeys)
            mix[static_cast<std::size_t>(lane.hottestKey)] = lane.hottestShare;
        return mix;
    }
    for (std::size_t k = 0; k < std::min<std::size_t>(snapshot.keys.size(), kColouredKeys); ++k) {
        const KeyView &key = snapshot.keys[k];
        if (key.position < 0)
            mix[k] = key.share;
        else if (key.position >= lane.rangeStart && key.position < lane.rangeEnd && laneShare > 0)
            mix[k] = std::min(1.0, key.share / laneShare);
    }
    return mix;
}

} // namespace

double crossingSeconds(double speed)
{
    const double steps = std::clamp(std::log10(std::max(1.0, speed)) / 2, 0.0, 1.0);
    return 1.0 - 0.5 * steps;
}

namespace {

/// Who writes to a stream: where its card stands, and its part of the stream's traffic.
struct Writer {
    QRectF card;
    double part = 1;
};

std::vector<Writer> writersOf(const Scene &scene, std::size_t stream)
{
    const FloorGeometry &g = scene.geometry;
    const Snapshot &snapshot = scene.snapshot;
    const ComponentId id = snapshot.streams[stream].id;
    std::vector<Writer> writers;
    double sum = 0;
    const auto add = [&](const QRectF &card, double rate) {
        writers.push_back({card, rate});
        sum += rate;
    };
    for (std::size_t p = 0; p < g.producers.size(); ++p) {
        const ProducerView &producer = snapshot.producers[p];
        const bool own = producer.writes && g.streams.size() > 1 ? *producer.writes == id : stream == 0;
        if (own)
            add(g.producers[p], producer.producedPerSecond);
    }
    for (const FeederBox &feeder : g.feeders)
        if (feeder.stream == stream)
            add(feeder.rect, writtenPerSecond(snapshot, snapshot.functions[feeder.function]));
    for (Writer &writer : writers)
        writer.part = writers.size() == 1 || sum <= 0 ? 1 / static_cast<double>(writers.size()) : writer.part / sum;
    return writers;
}

} // namespace

double writtenPerSecond(const Snapshot &snapshot, const FunctionView &function)
{
    double rate = 0;
    for (const StreamView &stream : snapshot.streams)
        for (const LaneView &lane : stream.lanes)
            for (const ConsumerView &consumer : lane.consumers)
                if (consumer.function == function.id)
                    rate += consumer.outPerSecond;
    return rate;
}

void FlowPainter::rebuild(const Scene &scene)
{
    m_flows.clear();
    for (std::size_t s = 0; s < scene.geometry.streams.size(); ++s)
        rebuildStream(scene, s);
    for (const QueueBox &box : scene.geometry.queues)
        rebuildQueue(scene, box);
    int dots = 0;
    for (const Flow &flow : m_flows)
        dots += flow.dots;
    if (dots > kMostDots)
        for (Flow &flow : m_flows)
            flow.dots = flow.dots * kMostDots / dots;
}

void FlowPainter::rebuildQueue(const Scene &scene, const QueueBox &box)
{
    const int source = sourceOf(scene.snapshot, box);
    if (source < 0 || scene.geometry.producers.empty())
        return;
    const bool grouped = scene.geometry.producersGrouped;
    const QRectF card = scene.geometry.producers[grouped ? 0 : static_cast<std::size_t>(source)];
    Flow flow;
    flow.rate = queueState(scene.snapshot, box).inPerSecond;
    flow.from = QPointF(card.right(), card.center().y());
    flow.to = QPointF(box.rect.left() - 2, box.rect.center().y());
    flow.width = std::clamp(flow.rate / 40, 2.5, 10.0);
    const int room = static_cast<int>(QLineF(flow.from, flow.to).length() / 8);
    if (flow.rate > 0)
        flow.dots = std::clamp(static_cast<int>(std::lround(flow.rate / 26)), 1, std::max(1, room));
    m_flows.push_back(flow);
}

void FlowPainter::rebuildStream(const Scene &scene, std::size_t s)
{
    const FloorGeometry &g = scene.geometry;
    const StreamView &stream = scene.snapshot.streams[s];
    const auto &bands = g.streams[s].bands;
    double total = 0;
    for (const LaneView &lane : stream.lanes)
        total += lane.inPerSecond;
    if (bands.empty() || total <= 0)
        return;
    const std::size_t most = g.level >= Level::Row ? 5 : 12;
    const std::size_t group = (bands.size() + most - 1) / most;
    const double thin = std::min(1.0, 1600 / total);
    for (const Writer &writer : writersOf(scene, s)) {
        for (std::size_t b = 0; b < bands.size(); b += group) {
            const std::size_t end = std::min(bands.size(), b + group);
            Flow flow;
            const double top = bands[b].rect.top(), bottom = bands[end - 1].rect.bottom();
            for (std::size_t i = b; i < end; ++i)
                flow.rate += stream.lanes[bands[i].lane].inPerSecond * writer.part;
            for (std::size_t i = b; i < end && flow.rate > 0; ++i) {
                const LaneView &lane = stream.lanes[bands[i].lane];
                const auto mix = mixOf(scene.snapshot, lane, lane.inPerSecond / total, s == 0);
                for (std::size_t k = 0; k < mix.size(); ++k)
                    flow.mix[k] += mix[k] * lane.inPerSecond * writer.part / flow.rate;
            }
            flow.from = QPointF(writer.card.right(), writer.card.center().y());
            flow.to = QPointF(g.streams[s].strip.left() - 4, (top + bottom) / 2);
            flow.width = std::clamp(flow.rate / 40 * thin, 2.5, g.level >= Level::Row ? 5.0 : 10.0);
            flow.dots = static_cast<int>(std::lround(flow.rate * thin / 26));
            // Dots that touch are a worm, not a flow.
            const int room = static_cast<int>(QLineF(flow.from, flow.to).length() / 8);
            if (flow.rate > 0)
                flow.dots = std::clamp(flow.dots, 1, std::max(1, room));
            m_flows.push_back(flow);
        }
    }
}

void FlowPainter::paintPaths(Canvas &c) const
{
    for (const Flow &flow : m_flows) {
        QPen pen(c.theme().line, flow.width, Qt::SolidLine, Qt::FlatCap);
        c.painter().setPen(pen);
        c.painter().setBrush(Qt::NoBrush);
        c.painter().drawPath(curve(flow));
    }
}

void FlowPainter::makeSprites(const Canvas &c, double ratio)
{
    m_ratio = ratio;
    const Theme &t = c.theme();
    const int side = qCeil(10 * ratio);
    for (int k = 0; k <= kColouredKeys; ++k) {
        QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.floor, 1));
        painter.setBrush(k == kColouredKeys ? t.othersdark : t.keys[static_cast<std::size_t>(k)]);
        const double middle = side / ratio / 2;
        painter.drawEllipse(QPointF(middle, middle), kRadius, kRadius);
        m_sprites[static_cast<std::size_t>(k)] = image;
    }
}

void FlowPainter::paintDots(Canvas &c, const Scene &scene, double ratio)
{
    if (scene.still)
        return;
    QPainter &painter = c.painter();
    if (scene.speed >= kDashSpeed) {
        for (const Flow &flow : m_flows) {
            QPen pen(c.theme().othersdark, std::max(2.0, flow.width - 1), Qt::SolidLine, Qt::FlatCap);
            pen.setDashPattern({8 / pen.widthF(), 8 / pen.widthF()});
            pen.setDashOffset(-scene.phase * 16 / pen.widthF());
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(curve(flow));
        }
        return;
    }
    if (m_sprites[0].isNull() || m_ratio != ratio)
        makeSprites(c, ratio);
    const double half = m_sprites[0].width() / ratio / 2;
    for (std::uint32_t f = 0; f < m_flows.size(); ++f) {
        const Flow &flow = m_flows[f];
        for (int i = 0; i < flow.dots; ++i) {
            const auto dot = static_cast<std::uint32_t>(i);
            const double place = (i + 0.3 + dice(f, dot, 0) * 0.5) / flow.dots + scene.phase;
            const auto serial = static_cast<std::uint32_t>(static_cast<std::int64_t>(std::floor(place)));
            double r = dice(f, dot, serial + 1);
            std::size_t key = kColouredKeys;
            for (std::size_t k = 0; k < flow.mix.size(); ++k) {
                if (r < flow.mix[k]) {
                    key = k;
                    break;
                }
                r -= flow.mix[k];
            }
            if (scene.litKey >= 0 && static_cast<int>(key) != scene.litKey)
                painter.setOpacity(0.25);
            const double sway = (dice(f, dot, serial + 77) - 0.5) * std::min(3.0, flow.width - 2);
            painter.drawImage(at(flow, place - std::floor(place)) + QPointF(-half, sway - half), m_sprites[key]);
            painter.setOpacity(1);
        }
    }
}

} // namespace hotshard::views

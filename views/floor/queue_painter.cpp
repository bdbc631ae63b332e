#include "views/floor/queue_painter.h"

#include "views/diagnosis/phrase.h"
#include "views/theme/view_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard::views {
namespace {

Alert alertOf(const QueueState &q)
{
    return q.waiting == 0 || q.age < kWarnAge ? Alert::Calm : q.age < kAlarmAge ? Alert::Warn : Alert::Alarm;
}

/// A number with its sign and word; grey while it is zero.
struct Part {
    Icon icon;
    std::uint64_t count;
    QStringList words; ///< the same ever shorter
    QColor colour;
};

std::vector<Part> partsOf(const Theme &t, const AsyncFunctionView &f)
{
    const QStringList givenUp = f.dropped > 0 && f.droppedByAge == f.dropped
        ? QStringList{translate("Floor", "given up: too old"), translate("Floor", "given up")}
        : f.droppedByAge > 0 ? QStringList{translate("Floor", "given up, some too old"), translate("Floor", "given up")}
                             : QStringList{translate("Floor", "given up: no try left"), translate("Floor", "given up")};
    return {{Icon::Pause,
             f.waitingThrottled,
             {translate("Floor", "wait for concurrency"), translate("Floor", "throttled")},
             t.throttled},
            {Icon::Reset,
             f.waitingRetry,
             {translate("Floor", "failed, wait for the next try"), translate("Floor", "failed, tried again"),
              translate("Floor", "failed")},
             t.warn},
            {Icon::Right,
             f.underWay,
             {translate("Floor", "notifications under way"), translate("Floor", "under way")},
             t.text2},
            {Icon::Dead, f.dropped, givenUp, t.alarm}};
}

void paintPart(Canvas &c, const Scene &scene, const QRectF &r, const Part &part)
{
    const Theme &t = c.theme();
    const bool any = part.count > 0;
    const QColor colour = any ? part.colour : t.text3;
    const double y = r.center().y() + 4.7;
    c.icon(part.icon, r.left(), r.center().y() - 7.5, 15, colour);
    const double x = r.left() + 22;
    const double used = c.number(x, y, view_text::count(part.count, scene.locale),
                                 {14, any ? QFont::Bold : QFont::Normal}, any ? colour : t.text3);
    const double room = r.right() - x - used - 7;
    const Type type{12, QFont::Normal};
    if (room > 24)
        c.text(x + used + 7, y, c.fitting(part.words, type, room), type, any ? t.text : t.text3, Align::Left, room);
}

void paintAge(Canvas &c, const Scene &scene, const QRectF &r, const QueueState &q)
{
    const Theme &t = c.theme();
    const Alert alert = alertOf(q);
    const QColor fg = alert == Alert::Alarm ? t.onalarm : alert == Alert::Warn ? t.warn : t.text2;
    c.rect(r, alert == Alert::Alarm ? t.alarm : alert == Alert::Warn ? t.warnsoft : t.inset, {}, 1, Theme::kCardRadius);
    const QString text = view_text::duration(q.waiting > 0 ? q.age : Duration{}, scene.locale);
    double px = r.height() >= 44 ? 26 : r.height() >= 30 ? 21 : 15;
    while (px > 13 && c.numberWidth(text, {px, QFont::Bold}) + px * 0.8 + 20 > r.width())
        px -= 1;
    const double icon = px >= 20 ? 18 : 14;
    const double left = r.center().x() - (c.numberWidth(text, {px, QFont::Bold}) + icon + 7) / 2;
    c.icon(alert == Alert::Alarm ? Icon::Alert : Icon::Clock, left, r.center().y() - icon / 2, icon, fg, 1.7);
    c.number(left + icon + 7, r.center().y() + px * 0.36, text, {px, QFont::Bold}, fg);
}

/// What waits, one colour for each reason.
void paintBar(Canvas &c, const Scene &scene, const QueueBox &box, const QueueState &q)
{
    const Theme &t = c.theme();
    const QRectF bar = box.bar;
    c.rect(bar, t.inset, {}, 1, Theme::kBandRadius);
    for (int i = 1; i < 4; ++i)
        c.line(bar.left() + bar.width() * i / 4, bar.top(), bar.left() + bar.width() * i / 4, bar.bottom(), t.grid);
    const double scale = queueScale(q.waiting);
    double x = bar.left();
    const auto stretch = [&](std::uint64_t n, const QColor &colour, bool hatched) {
        const double w = n == 0 ? 0 : std::max(3.0, bar.width() * static_cast<double>(n) / scale);
        const QRectF part(x, bar.top(), std::min(w, bar.right() - x), bar.height());
        if (w > 0 && hatched)
            c.hatch(part, t.card, colour, 8, 1.5, Theme::kBandRadius);
        else if (w > 0)
            c.rect(part, colour, {}, 1, Theme::kBandRadius);
        x += w;
    };
    if (box.kind == QueueBox::Kind::Events) {
        const AsyncFunctionView &f = scene.snapshot.asyncFunctions[box.index];
        stretch(f.waitingThrottled, t.throttled, false);
        stretch(f.waitingRetry, t.warn, true);
    } else {
        stretch(q.waiting, t.othersdark, false);
    }
    const Type type{12.5, QFont::Normal};
    const QString empty = translate("Floor", "the queue is empty");
    if (q.waiting == 0 && bar.width() > c.width(empty, type) + 28)
        c.text(bar.left() + 14, bar.center().y() + 4.5, empty, type, t.text3);
}

void paintHeader(Canvas &c, const Scene &scene, const QueueBox &box, const QueueState &q, const QString &name)
{
    const Theme &t = c.theme();
    const double y = box.rect.top() + 23, left = box.bar.left(), right = box.rect.right() - (left - box.rect.left());
    const Type nameType{15, QFont::DemiBold}, plain{13, QFont::Normal};
    const QString title = translate("Floor", "queue of %1").arg(name);
    const double used = c.text(left, y, title, nameType, t.text, Align::Left, (right - left) * 0.6);
    const QString in = view_text::perSecond(q.inPerSecond, scene.locale);
    const QStringList rates = box.kind == QueueBox::Kind::Events
        ? QStringList{translate("Floor", "in %1 \u00B7 out %2")
                          .arg(in, view_text::perSecond(q.outPerSecond, scene.locale)),
                      in}
        : QStringList{translate("Floor", "in %1").arg(in), in};
    const double room = right - left - used - 16;
    const QString text = c.fitting(rates, plain, room);
    if (c.numberWidth(text, plain) <= room)
        c.number(right, y, text, plain, t.text2, Align::Right);
}

void paintBelow(Canvas &c, const Scene &scene, const QueueBox &box, const QueueState &q)
{
    const Theme &t = c.theme();
    const double y = box.bar.bottom() + 19;
    const Type label{12, QFont::Normal};
    const Alert alert = alertOf(q);
    const QString waiting = translate("Floor", "%1 waiting").arg(view_text::count(q.waiting, scene.locale));
    c.number(box.bar.left(), y, waiting, {13, alert == Alert::Calm ? QFont::Normal : QFont::DemiBold},
             alert == Alert::Calm ? t.text2 : t.text);
    const QString scale =
        translate("Floor", "scale: to %1").arg(view_text::axisCount(queueScale(q.waiting), scene.locale));
    if (box.bar.width() > c.numberWidth(waiting, {13, QFont::DemiBold}) + c.width(scale, label) + 30)
        c.text(box.bar.right(), y, scale, label, t.text3, Align::Right);
    const QStringList whose = box.kind == QueueBox::Kind::Events
        ? QStringList{translate("Floor", "oldest event"), translate("Floor", "oldest")}
        : QStringList{translate("Floor", "wait for the next"), translate("Floor", "next")};
    c.text(box.badge.center().x(), y, c.fitting(whose, label, box.badge.width() + 20), label, t.text3, Align::Centre);
}

/// Two columns of what the queue holds and what has left it.
void paintEventParts(Canvas &c, const Scene &scene, const QueueBox &box, const AsyncFunctionView &f)
{
    const Theme &t = c.theme();
    const QRectF r = box.rect;
    const double left = box.bar.left(), width = r.right() - (left - r.left()) - left;
    const double top = box.bar.bottom() + 30;
    const double each = std::min(28.0, (r.bottom() - 8 - top) / 2);
    if (each < 17)
        return;
    c.line(left, top, left + width, top, t.hair);
    const std::vector<Part> parts = partsOf(t, f);
    for (std::size_t i = 0; i < parts.size(); ++i)
        paintPart(c, scene,
                  QRectF(left + (i % 2 == 0 ? 0 : width / 2), top + 4 + each * static_cast<double>(i / 2),
                         width / 2 - 10, each),
                  parts[i]);
    const double foot = top + 4 + 2 * each + 22;
    if (foot + 8 > r.bottom())
        return;
    const QString history =
        translate("Floor", "so far: %1 received \u00B7 %2 done \u00B7 %3 throttles \u00B7 %4 errors \u00B7 %5 retries")
            .arg(view_text::count(f.received, scene.locale), view_text::count(f.delivered, scene.locale),
                 view_text::count(f.throttles, scene.locale), view_text::count(f.errors, scene.locale),
                 view_text::count(f.retries, scene.locale));
    const QString brief = translate("Floor", "so far: %1 throttles \u00B7 %2 errors \u00B7 %3 retries")
                              .arg(view_text::count(f.throttles, scene.locale),
                                   view_text::count(f.errors, scene.locale), view_text::count(f.retries, scene.locale));
    const Type label{12, QFont::Normal};
    const QString text = c.fitting({history, brief}, label, width);
    if (c.numberWidth(text, label) <= width)
        c.number(left, foot, text, label, t.text2);
}

void paintServerParts(Canvas &c, const Scene &scene, const QueueBox &box, const QueueServerView &server)
{
    const Theme &t = c.theme();
    const double left = box.bar.left(), width = box.rect.right() - (left - box.rect.left()) - left;
    const double y = box.bar.bottom() + 50;
    if (y + 10 > box.rect.bottom())
        return;
    c.line(left, y - 20, left + width, y - 20, t.hair);
    const QString mean = scene.locale.toString(server.meanInSystem, 'f', server.meanInSystem < 100 ? 2 : 0);
    const Type label{12.5, QFont::Normal};
    c.number(left, y,
             c.fitting({translate("Floor", "%1 in the system on the average \u00B7 %2 have arrived")
                            .arg(mean, view_text::count(server.arrived, scene.locale)),
                        translate("Floor", "%1 in the system on the average").arg(mean), mean},
                       label, width),
             label, t.text2);
}

void paintCurve(Canvas &c, const QPointF &from, const QPointF &to, const QColor &colour, double width,
                const QList<qreal> &dash = {})
{
    const double bend = std::min(16.0, (to.x() - from.x()) / 2);
    QPainterPath p(from);
    p.cubicTo(QPointF(from.x() + bend, from.y()), QPointF(to.x() - bend, to.y()), to);
    c.path(p, {}, colour, width, dash);
}

} // namespace

QueueState queueState(const Snapshot &snapshot, const QueueBox &box)
{
    if (box.kind == QueueBox::Kind::Events) {
        const AsyncFunctionView &f = snapshot.asyncFunctions[box.index];
        return {f.id,
                f.reads,
                f.writes,
                f.waitingThrottled + f.waitingRetry,
                f.oldestWaiting,
                f.receivedPerSecond,
                f.deliveredPerSecond,
                f.dropped};
    }
    const QueueServerView &server = snapshot.queueServers[box.index];
    QueueState state;
    state.id = server.id;
    state.waiting = server.inSystem > 0 ? server.inSystem - 1 : 0;
    state.age = server.backlog;
    for (const ProducerView &producer : snapshot.producers)
        if (!producer.writes || *producer.writes == server.id)
            state.inPerSecond += producer.producedPerSecond;
    return state;
}

int sourceOf(const Snapshot &snapshot, const QueueBox &box)
{
    const QueueState state = queueState(snapshot, box);
    for (std::size_t p = 0; p < snapshot.producers.size(); ++p)
        if (snapshot.producers[p].id == state.reads || snapshot.producers[p].writes == state.id)
            return static_cast<int>(p);
    return snapshot.producers.size() == 1 ? 0 : -1;
}

double queueScale(std::uint64_t waiting)
{
    double top = 100;
    for (std::size_t i = 0; top < static_cast<double>(waiting) * 1.05; ++i) {
        constexpr std::array<double, 3> steps{2, 2.5, 2};
        top *= steps[i % 3];
    }
    return top;
}

void paintQueue(Canvas &c, const Scene &scene, const QueueBox &box)
{
    const Theme &t = c.theme();
    const QueueState q = queueState(scene.snapshot, box);
    const bool events = box.kind == QueueBox::Kind::Events;
    const bool alarm = alertOf(q) == Alert::Alarm;
    const QString name = QString::fromStdString(events ? scene.snapshot.asyncFunctions[box.index].name
                                                       : scene.snapshot.queueServers[box.index].name);
    c.rect(box.rect, t.card, alarm ? t.alarm : t.hair, alarm ? 1.5 : 1, Theme::kCardRadius);
    paintHeader(c, scene, box, q, name);
    paintBar(c, scene, box, q);
    paintAge(c, scene, box.badge, q);
    paintBelow(c, scene, box, q);
    if (events)
        paintEventParts(c, scene, box, scene.snapshot.asyncFunctions[box.index]);
    else
        paintServerParts(c, scene, box, scene.snapshot.queueServers[box.index]);
    if (!box.worker.isEmpty())
        paintQueueWorker(c, scene, box);
}

void paintQueueLinks(Canvas &c, const Scene &scene)
{
    const Theme &t = c.theme();
    for (const QueueBox &box : scene.geometry.queues) {
        if (box.worker.isEmpty())
            continue;
        const QueueState q = queueState(scene.snapshot, box);
        const double y = box.rect.center().y();
        c.line(box.rect.right() + 1, y, box.worker.left() - 1, y, t.line, 2);
        for (const NodeBox &node : scene.geometry.nodes) {
            const QPointF entry(node.rect.left() - 1, node.rect.center().y());
            if (node.kind == NodeBox::Kind::Sink && q.writes == scene.snapshot.sinks[node.index].id)
                paintCurve(c, QPointF(box.worker.right(), y), entry, t.line, 2);
            if (node.kind == NodeBox::Kind::DeadLetters && q.dropped > 0)
                paintCurve(c, QPointF(box.worker.right(), y + 10), entry, t.alarm, 1.5, {4, 3});
        }
    }
}

void paintQueueHeads(Canvas &c, const Scene &scene)
{
    const FloorGeometry &g = scene.geometry;
    if (g.headsY < 0 || g.queues.empty())
        return;
    const Type type{12, QFont::Medium};
    const auto head = [&](double x, double end, const QStringList &texts) {
        if (end - x > 24)
            c.text(x, g.headsY, c.fitting(texts, type, end - x - 6), type, c.theme().text3, Align::Left, end - x - 6);
    };
    const bool events = g.queues.front().kind == QueueBox::Kind::Events;
    const auto &producers = scene.snapshot.producers;
    if (!g.producers.empty())
        head(g.producerX, g.laneX,
             {!producers.empty() && producers.front().bucket ? translate("Floor", "bucket")
                  : producers.size() > 1                     ? translate("Floor", "producers")
                                                             : translate("Floor", "producer")});
    head(g.laneX, g.laneRight,
         events
             ? QStringList{translate("Floor", "queue inside Lambda: no shards, no order"), translate("Floor", "queue")}
             : QStringList{translate("Floor", "queue")});
    if (g.workerRight > g.workerX)
        head(g.workerX, g.resultX, {events ? translate("Floor", "function") : translate("Floor", "server")});
    if (!g.nodes.empty())
        head(g.resultX, g.size.width() - g.margin, {translate("Floor", "results")});
}

} // namespace hotshard::views

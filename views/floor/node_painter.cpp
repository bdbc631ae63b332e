#include "views/floor/node_painter.h"

#include "views/diagnosis/phrase.h"
#include "views/floor/bucket_painter.h"
#include "views/floor/node_layout.h"
#include "views/theme/view_text.h"

#include <algorithm>
#include <optional>

namespace hotshard::views {
namespace {

struct Words {
    Icon icon;
    QString title;
    QStringList lines; ///< the same ever shorter; the last is the value alone
    QColor colour;
    bool hollow = false, alarm = false;
};

QStringList behindWords(const Scene &scene, const WindowView &w)
{
    const QString value = spokenDuration(w.behind, scene.locale);
    return {translate("Floor", "%1 behind the clock").arg(value), translate("Floor", "%1 behind").arg(value), value};
}

/// A component that has no card of its own yet.
Words plainWords(const Theme &t, const Scene &scene, const PlainView &view)
{
    QStringList lines;
    if (!view.counts.empty()) {
        QString name = QString::fromStdString(view.counts.front().first);
        const QString value = view_text::shortCount(view.counts.front().second, scene.locale);
        lines << value + QLatin1Char(' ') + name.replace(QLatin1Char('_'), QLatin1Char(' ')) << value;
    } else {
        QString type = QString::fromStdString(view.type);
        lines << type.replace(QLatin1Char('_'), QLatin1Char(' '));
    }
    return {Icon::Info, QString::fromStdString(view.name), lines, t.text2};
}

/// What may run at a time, and what does.
struct Use {
    std::int64_t busy = 0, limit = 0;
    double throttled = 0;
};

Use useOf(const Snapshot &s)
{
    Use use;
    for (const FunctionView *f : limitedFunctions(s)) {
        use.busy += f->concurrent;
        use.limit += std::max<std::int64_t>(f->reserved, 0);
        use.throttled += f->throttlesPerSecond;
    }
    if (!s.accounts.empty())
        use.limit = s.accounts.front().limit;
    return use;
}

Words concurrencyWords(const Theme &t, const Scene &scene)
{
    const Use use = useOf(scene.snapshot);
    const QString title = scene.snapshot.accounts.empty()
        ? translate("Floor", "concurrency")
        : QString::fromStdString(scene.snapshot.accounts.front().name);
    return {Icon::Order,
            title,
            {translate("Floor", "%1 of %2 in use").arg(use.busy).arg(use.limit),
             QStringLiteral("%1 / %2").arg(use.busy).arg(use.limit)},
            use.throttled > 0 ? t.throttled : t.text2};
}

Words wordsOf(const Theme &t, const Scene &scene, const NodeBox &box)
{
    const Snapshot &s = scene.snapshot;
    switch (box.kind) {
    case NodeBox::Kind::Window: {
        const WindowView &w = s.windows[box.index];
        return {Icon::Window, QString::fromStdString(w.name), behindWords(scene, w),
                w.behind >= kAlarmAge ? t.warn : t.text2};
    }
    case NodeBox::Kind::Sink: {
        const SinkView &sink = s.sinks[box.index];
        return {Icon::Sink,
                QString::fromStdString(sink.name),
                {translate("Floor", "%1 writes/s").arg(view_text::rate(sink.writesPerSecond, scene.locale)),
                 view_text::perSecond(sink.writesPerSecond, scene.locale)},
                t.text2};
    }
    case NodeBox::Kind::DeadLetters: {
        std::uint64_t dead = 0;
        for (const FunctionView &f : s.functions)
            dead += f.deadLettered;
        std::uint64_t aged = 0;
        bool kept = false;
        for (const AsyncFunctionView &f : s.asyncFunctions) {
            dead += f.dropped;
            aged += f.droppedByAge;
            kept = kept || f.keepsDeadLetters;
        }
        for (const FunctionView &f : s.functions) {
            aged += f.deadAged;
            kept = kept || f.keepsDeadLetters;
        }
        const QString unit = s.functions.empty() ? translate("Floor", "%1 events") : translate("Floor", "%1 records");
        const QString line = dead > 0 ? unit.arg(view_text::count(dead, scene.locale)) : translate("Floor", "none");
        const QString why = aged == dead ? translate("Floor", "too old")
            : aged == 0                  ? translate("Floor", "no attempt left")
                                         : translate("Floor", "%1 too old").arg(view_text::count(aged, scene.locale));
        return {Icon::Dead,
                kept || dead == 0 ? translate("Floor", "dead letters") : translate("Floor", "given up"),
                {dead > 0 ? line + QStringLiteral(" \u00B7 ") + why : line, line,
                 view_text::shortCount(static_cast<double>(dead), scene.locale)},
                dead > 0 ? t.alarm : t.text3,
                dead == 0,
                dead > 0};
    }
    case NodeBox::Kind::ClosedShards:
        return {Icon::Lock,
                translate("Floor", "closed shards"),
                {translate("Floor", "%1 read to the end")
                     .arg(view_text::count(s.streams[box.index].closedShards, scene.locale)),
                 view_text::count(s.streams[box.index].closedShards, scene.locale)},
                t.closed,
                true};
    case NodeBox::Kind::Plain: return plainWords(t, scene, s.others[box.index]);
    case NodeBox::Kind::Concurrency: return concurrencyWords(t, scene);
    }
    return {Icon::Info, {}, {}, t.text2};
}

void paintSmall(Canvas &c, const Scene &scene, const NodeBox &box)
{
    const Theme &t = c.theme();
    const Words w = wordsOf(t, scene, box);
    const QRectF r = box.rect;
    if (w.hollow)
        c.rect(r, {}, t.line, 1, Theme::kCardRadius, {4, 4});
    else
        c.rect(r, t.card, w.alarm ? t.alarm : t.hair, w.alarm ? 1.5 : 1, Theme::kCardRadius);
    const int weight = w.alarm ? QFont::DemiBold : QFont::Normal;
    const QColor titleColour = w.hollow ? t.text2 : t.text;
    const QColor iconColour = w.alarm ? t.alarm : w.hollow ? t.text3 : t.text2;
    if (r.height() < 56) {
        // One line: the name gives way to the number.
        const double y = r.center().y() + 4.7;
        c.icon(w.icon, r.left() + 10, r.center().y() - 8, 16, iconColour);
        const double room = r.width() - 42;
        const double name = c.width(w.title, {13, QFont::DemiBold});
        const double used =
            c.number(r.right() - 10, y, c.fitting(w.lines, {12, weight}, std::max(room * 0.5, room - name - 8)),
                     {12, weight}, w.colour, Align::Right);
        if (room - used - 8 >= 20)
            c.text(r.left() + 32, y, w.title, {13, QFont::DemiBold}, w.alarm ? t.alarm : titleColour, Align::Left,
                   room - used - 8);
        return;
    }
    c.icon(w.icon, r.left() + 12, r.top() + 10, 16, iconColour);
    c.text(r.left() + 34, r.top() + 23, w.title, {13.5, QFont::DemiBold}, titleColour, Align::Left, r.width() - 42);
    c.number(r.left() + 12, r.top() + 45, c.fitting(w.lines, {12, weight}, r.width() - 20), {12, weight}, w.colour);
}

/// Who holds how much: squares up to twelve, a bar beyond.
void paintHolder(Canvas &c, const QRectF &r, std::int64_t busy, std::int64_t limit)
{
    const Theme &t = c.theme();
    if (limit <= 12 && limit > 0) {
        const double step = std::min(13.0, r.width() / static_cast<double>(limit));
        for (std::int64_t i = 0; i < limit; ++i)
            c.rect(QRectF(r.left() + step * static_cast<double>(i), r.top(), step - 3, 9),
                   i < busy ? (busy >= limit ? t.throttled : t.accent) : t.inset, i < busy ? QColor() : t.line, 1, 2);
        return;
    }
    c.rect(QRectF(r.left(), r.top(), r.width(), 8), t.inset, t.hair, 1, 4);
    const double share = limit > 0 ? static_cast<double>(busy) / static_cast<double>(limit) : 0;
    c.rect(QRectF(r.left(), r.top(), r.width() * std::clamp(share, 0.0, 1.0), 8), share >= 1 ? t.throttled : t.accent,
           {}, 1, 4);
}

void paintConcurrency(Canvas &c, const Scene &scene, const NodeBox &box)
{
    const Theme &t = c.theme();
    const Words w = concurrencyWords(t, scene);
    const QRectF r = box.rect;
    const Use use = useOf(scene.snapshot);
    const bool full = use.throttled > 0.05;
    c.rect(r, t.card, full ? t.throttled : t.hair, full ? 1.5 : 1, Theme::kCardRadius);
    c.icon(full ? Icon::Pause : w.icon, r.left() + 12, r.top() + 10, 16, full ? t.throttled : t.text2);
    c.text(r.left() + 34, r.top() + 23, w.title, {13.5, QFont::DemiBold}, t.text, Align::Left, r.width() - 42);
    const QString line =
        full ? translate("Floor", "%1 throttled/s").arg(view_text::rate(use.throttled, scene.locale)) : w.lines.first();
    c.number(r.left() + 12, r.top() + 43, line, {12, full ? QFont::DemiBold : QFont::Normal}, w.colour);
    double y = r.top() + 63;
    for (const FunctionView *f : limitedFunctions(scene.snapshot)) {
        if (y + 16 > r.bottom())
            break;
        const std::int64_t limit = f->reserved >= 0 ? f->reserved : use.limit;
        const QString number = QStringLiteral("%1 / %2").arg(f->concurrent).arg(limit);
        const double used = c.number(r.right() - 10, y, number, {11.5, QFont::Normal}, t.text2, Align::Right);
        c.text(r.left() + 12, y, QString::fromStdString(f->name), {12, QFont::Normal}, t.text2, Align::Left,
               r.width() - 30 - used);
        paintHolder(c, QRectF(r.left() + 12, y + 5, r.width() - 24, 9), f->concurrent, limit);
        y += 30;
    }
}

void paintWindowRow(Canvas &c, const Scene &scene, const QRectF &r, const WindowResult &w, double truth)
{
    const Theme &t = c.theme();
    c.number(r.left(), r.top() + 11, view_text::shortClock(w.start), {12.5, QFont::Medium}, t.text);
    QString status = translate("Floor", "filling");
    QColor colour = t.text2;
    if (w.status == WindowStatus::Fired) {
        status = w.lateRecords > 0
            ? translate("Floor", "%1 late").arg(view_text::shortCount(static_cast<double>(w.lateRecords), scene.locale))
            : translate("Floor", "fired");
        colour = w.lateRecords > 0 ? t.warn : t.ok;
    } else if (isLate(w, scene.snapshot.time)) {
        status = translate("Floor", "late %1").arg(spokenDuration(scene.snapshot.time - w.end, scene.locale));
        colour = t.warn;
    }
    c.number(r.right(), r.top() + 11, status, {12, colour == t.text2 ? QFont::Normal : QFont::DemiBold}, colour,
             Align::Right);
    const QRectF bar(r.left(), r.top() + 18, r.width(), 10);
    const double whole = std::max(truth, 1e-9);
    const double reported = std::clamp(w.reported / whole, 0.0, 1.0), real = std::clamp(w.truth / whole, 0.0, 1.0);
    c.rect(bar, t.inset, t.line, 1, Theme::kSwatchRadius);
    // What was produced and is not in the result: a gap of a fired window is an error, of an open one only late.
    const QRectF gap(bar.left() + bar.width() * reported, bar.top() + 1, bar.width() * (real - reported),
                     bar.height() - 2);
    if (gap.width() >= 1.5 && w.status == WindowStatus::Fired)
        c.hatch(gap, t.alarm, t.alarmsoft, 5, 1.8);
    c.rect(QRectF(bar.left(), bar.top(), bar.width() * reported, bar.height()),
           isLate(w, scene.snapshot.time) ? t.warn : t.text3, {}, 1, Theme::kSwatchRadius);
}

/// In smaller type before its value would be cut.
void paintWatermark(Canvas &c, QPointF at, double room, const QString &value)
{
    const QString words = translate("Floor", "watermark %1").arg(value);
    Type type{12.5, QFont::Normal};
    while (type.px > 11 && c.numberWidth(words, type) > room)
        type.px -= 0.5;
    c.number(at.x(), at.y(), c.fitting({words, value}, type, room), type, c.theme().text2);
}

void paintWindow(Canvas &c, const Scene &scene, const NodeBox &box)
{
    const Theme &t = c.theme();
    const WindowView &w = scene.snapshot.windows[box.index];
    const QRectF r = box.rect;
    c.rect(r, t.card, t.hair, 1, Theme::kCardRadius);
    c.icon(Icon::Window, r.left() + 12, r.top() + 10, 16, t.text2);
    c.text(r.left() + 34, r.top() + 23, QString::fromStdString(w.name), {13.5, QFont::DemiBold}, t.text, Align::Left,
           r.width() - 42);
    const QString size = w.size.us < Duration::seconds(120).us ? view_text::duration(w.size, scene.locale)
                                                               : view_text::roundDuration(w.size, scene.locale);
    const QString kind = translate("Floor", "tumbling %1, event time").arg(size);
    const bool fits = c.width(kind, {12, QFont::Normal}) <= r.width() - 18;
    c.text(r.left() + 12, r.top() + 43, fits ? kind : translate("Floor", "tumbling %1").arg(size), {12, QFont::Normal},
           t.text3, Align::Left, r.width() - 18);
    const std::vector<std::size_t> rows = windowRows(w, scene.snapshot.time, box.rows);
    double truth = 0;
    for (const std::size_t i : rows)
        truth = std::max(truth, w.newest[i].truth);
    double y = r.top() + 62;
    for (const std::size_t i : rows) {
        paintWindowRow(c, scene, QRectF(r.left() + 12, y, r.width() - 24, 28), w.newest[i],
                       w.newest[i].status == WindowStatus::Fired ? w.newest[i].truth : truth);
        y += 42;
    }
    if (rows.empty())
        c.text(r.left() + 12, y + 11, translate("Floor", "no window yet"), {12.5, QFont::Normal}, t.text3, Align::Left,
               r.width() - 24);
    const double foot = r.bottom() - 60;
    c.line(r.left() + 12, foot, r.right() - 12, foot, t.hair);
    paintWatermark(c, QPointF(r.left() + 12, foot + 19), r.width() - 20, view_text::shortClock(w.watermark));
    const bool late = w.behind >= kWarnAge + Duration::seconds(5);
    const int weight = late ? QFont::DemiBold : QFont::Normal;
    c.number(r.left() + 12, foot + 37, c.fitting(behindWords(scene, w), {12, weight}, r.width() - 20), {12, weight},
             late ? t.warn : t.text2);
}

} // namespace

bool isLate(const WindowResult &window, SimTime now)
{
    return window.status == WindowStatus::Late && now - window.end >= Duration::seconds(1);
}

std::vector<std::size_t> windowRows(const WindowView &view, SimTime now, int most)
{
    const std::size_t n = std::min<std::size_t>(view.newest.size(), static_cast<std::size_t>(std::max(0, most)));
    std::vector<std::size_t> rows;
    for (std::size_t i = view.newest.size() - n; i < view.newest.size(); ++i)
        rows.push_back(i);
    for (std::size_t i = 0; i < view.newest.size() && !rows.empty() && i < rows[0]; ++i)
        if (isLate(view.newest[i], now))
            rows[0] = i;
    return rows;
}

void paintNode(Canvas &c, const Scene &scene, const NodeBox &box)
{
    if (box.kind == NodeBox::Kind::Window && box.rows > 0 && box.rect.height() > 100)
        paintWindow(c, scene, box);
    else if (box.kind == NodeBox::Kind::Concurrency && box.rect.height() >= 76)
        paintConcurrency(c, scene, box);
    else if (box.kind == NodeBox::Kind::Sink && box.rect.height() >= kObjectLogHeight - 1
             && scene.snapshot.sinks[box.index].objectLog)
        paintObjectLog(c, scene, box.rect, scene.snapshot.sinks[box.index]);
    else
        paintSmall(c, scene, box);
}

} // namespace hotshard::views

// Who takes from a queue: an asynchronous function, or a server.
#include "views/floor/queue_painter.h"

#include "views/theme/view_text.h"

#include <algorithm>

namespace hotshard::views {
namespace {

/// Squares for what may run at once, or a bar when they are many. Returns the height used.
double paintUse(Canvas &c, const QRectF &r, std::uint64_t busy, std::int64_t limit)
{
    const Theme &t = c.theme();
    const bool full = limit > 0 && static_cast<std::int64_t>(busy) >= limit;
    if (limit > 0 && limit <= 20) {
        const auto rows = limit > 10 ? 2 : 1;
        const auto columns = (limit + rows - 1) / rows;
        const double step = std::min(16.0, (r.width() + 3) / static_cast<double>(columns));
        for (std::int64_t i = 0; i < limit; ++i) {
            const bool taken = i < static_cast<std::int64_t>(busy);
            c.rect(QRectF(r.left() + step * static_cast<double>(i % columns),
                          r.top() + 14 * static_cast<double>(i / columns), step - 3, 10),
                   taken ? (full ? t.throttled : t.accent) : t.inset, taken ? QColor() : t.line, 1, 2);
        }
        return rows * 14;
    }
    if (limit <= 0)
        return 0;
    c.rect(QRectF(r.left(), r.top(), r.width(), 8), t.inset, t.hair, 1, 4);
    c.rect(
        QRectF(r.left(), r.top(), r.width() * std::min(1.0, static_cast<double>(busy) / static_cast<double>(limit)), 8),
        full ? t.throttled : t.accent, {}, 1, 4);
    return 14;
}

std::int64_t limitOf(const Snapshot &s, const AsyncFunctionView &f)
{
    if (f.reserved >= 0)
        return f.reserved;
    for (const AccountView &account : s.accounts)
        if (f.account == account.id)
            return account.limit - account.reserved;
    return -1;
}

void paintFunction(Canvas &c, const Scene &scene, const QueueBox &box, const AsyncFunctionView &f)
{
    const Theme &t = c.theme();
    const QRectF r = box.worker;
    const bool failing = f.errorsPerSecond > 0.05, throttled = f.throttlesPerSecond > 0.05;
    const QColor frame = failing ? t.alarm : throttled ? t.throttled : t.hair;
    c.rect(r, t.card, frame, failing || throttled ? 1.5 : 1, Theme::kCardRadius);
    const std::int64_t limit = limitOf(scene.snapshot, f);
    const QString busy = view_text::count(f.concurrent, scene.locale);
    if (r.width() < 80) {
        c.number(r.center().x(), r.center().y() + 7, busy, {18, QFont::Bold}, t.text, Align::Centre);
        return;
    }
    const double x = r.left() + 12, width = r.width() - 24;
    c.icon(Icon::Function, x, r.top() + 9, 15, t.text2);
    c.text(r.left() + 31, r.top() + 22, QString::fromStdString(f.name), {13, QFont::DemiBold}, t.text, Align::Left,
           r.width() - 40);
    double y = r.top() + 54;
    const double used = c.number(x, y, busy, {24, QFont::Bold}, t.text);
    const QStringList words = limit >= 0
        ? QStringList{translate("Floor", "of %1 at a time").arg(limit), QStringLiteral("/ %1").arg(limit)}
        : QStringList{translate("Floor", "at a time")};
    c.text(x + used + 6, y, c.fitting(words, {12, QFont::Normal}, width - used - 6), {12, QFont::Normal}, t.text2);
    y += 12;
    if (y + 14 < r.bottom())
        y += paintUse(c, QRectF(x, y, width, 10), f.concurrent, limit);
    const auto line = [&](const QStringList &texts, const QColor &colour, int weight) {
        y += 18;
        if (y + 8 < r.bottom())
            c.number(x, y, c.fitting(texts, {12, weight}, width), {12, weight}, colour);
    };
    if (f.invocations > 0) {
        const QString p95 = view_text::milliseconds(f.durationP95Ms, scene.locale);
        line({translate("Floor", "95 % within %1").arg(p95), QStringLiteral("p95 ") + p95, p95}, t.text2,
             QFont::Normal);
    }
    const auto sign = [&](const QString &label, const QColor &fg, const QColor &bg, Icon icon) {
        y += 10;
        const Type type{11, QFont::DemiBold};
        if (y + 26 <= r.bottom() && c.pillWidth(label, true, type) <= width + 8)
            y += c.pill(x, y, label, fg, bg, icon, type, 18) > 0 ? 14 : 0;
    };
    if (failing)
        sign(translate("Floor", "errors %1").arg(view_text::perSecond(f.errorsPerSecond, scene.locale)), t.alarm,
             t.alarmsoft, Icon::Alert);
    if (throttled)
        sign(translate("Floor", "throttled"), t.throttled, t.throttledsoft, Icon::Pause);
}

void paintServer(Canvas &c, const Scene &scene, const QueueBox &box, const QueueServerView &server)
{
    const Theme &t = c.theme();
    const QRectF r = box.worker;
    c.rect(r, t.card, t.hair, 1, Theme::kCardRadius);
    const bool busy = server.inSystem > 0;
    if (r.width() < 80) {
        c.ring(r.center(), std::min(14.0, r.width() / 2 - 8), busy ? 1 : 0, t.accent, 4, t.inset);
        return;
    }
    const double x = r.left() + 12, width = r.width() - 24;
    c.icon(Icon::Function, x, r.top() + 9, 15, t.text2);
    c.text(r.left() + 31, r.top() + 22, QString::fromStdString(server.name), {13, QFont::DemiBold}, t.text, Align::Left,
           r.width() - 40);
    c.ring(QPointF(x + 13, r.top() + 50), 11, busy ? 1 : 0, t.accent, 4, t.inset);
    c.text(x + 34, r.top() + 54.5, busy ? translate("Floor", "at work") : translate("Floor", "idle"),
           {12.5, QFont::Normal}, t.text2, Align::Left, width - 34);
    double y = r.top() + 66;
    for (const auto &[text, value] : {std::pair{translate("Floor", "service %1"), server.serviceMeanMs},
                                      std::pair{translate("Floor", "mean time %1"), server.sojournMeanMs},
                                      std::pair{QStringLiteral("p99 %1"), server.sojournP99Ms}}) {
        const QString number = value < 10 ? scene.locale.toString(value, 'f', 2) + kThin + QStringLiteral("ms")
                                          : view_text::milliseconds(value, scene.locale);
        y += 20;
        if (y + 8 < r.bottom())
            c.number(x, y, c.fitting({text.arg(number), number}, {12, QFont::Normal}, width), {12, QFont::Normal},
                     t.text2);
    }
}

} // namespace

void paintQueueWorker(Canvas &c, const Scene &scene, const QueueBox &box)
{
    if (box.kind == QueueBox::Kind::Events)
        paintFunction(c, scene, box, scene.snapshot.asyncFunctions[box.index]);
    else
        paintServer(c, scene, box, scene.snapshot.queueServers[box.index]);
}

} // namespace hotshard::views

#include "views/floor/readers_painter.h"

#include "views/theme/view_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hotshard::views {
namespace {

constexpr double kPadding = 5, kLeastRow = 17, kTwoLines = 34, kMostRow = 46;

Alert alertOfAge(Duration age) { return age >= kAlarmAge ? Alert::Alarm : age >= kWarnAge ? Alert::Warn : Alert::Calm; }

QColor ageColour(const Theme &t, Duration age)
{
    const Alert alert = alertOfAge(age);
    return alert == Alert::Alarm ? t.alarm : alert == Alert::Warn ? t.warn : t.text2;
}

const FunctionView *functionBy(const Snapshot &snapshot, ComponentId id)
{
    for (const FunctionView &function : snapshot.functions)
        if (function.id == id)
            return &function;
    return nullptr;
}

/// The latest first.
std::vector<std::size_t> byAge(const LaneView &lane)
{
    std::vector<std::size_t> order(lane.consumers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return lane.consumers[a].iteratorAge > lane.consumers[b].iteratorAge;
    });
    return order;
}

bool waitsForReads(const LaneView &lane, const ConsumerView &consumer)
{
    const ReadUseView &reads = consumer.dedicated ? consumer.reads : lane.reads;
    return consumer.worker.state == WorkerState::Idle && consumer.iteratorAge >= Duration::seconds(2)
        && reads.refusedPerSecond > 0;
}

struct Look {
    QColor ring;
    Icon icon;
    bool sign = false; ///< an icon says it, too
};

Look lookOf(const Theme &t, const Scene &scene, const LaneView &lane, const ConsumerView &consumer)
{
    const FunctionView *function = functionBy(scene.snapshot, consumer.function);
    if (function && !function->enabled)
        return {t.closed, Icon::Closed, true};
    if (consumer.worker.poison)
        return {t.alarm, Icon::Alert, true};
    if (consumer.worker.throttled && consumer.worker.state == WorkerState::BackingOff)
        return {t.throttled, Icon::Pause, true};
    if (consumer.worker.state == WorkerState::BackingOff)
        return {t.warn, Icon::Reset, true};
    if (waitsForReads(lane, consumer))
        return {t.throttled, Icon::Wait, true};
    return {consumer.worker.state == WorkerState::Working ? t.accent : t.line, Icon::Check, false};
}

void paintRow(Canvas &c, const Scene &scene, const LaneView &lane, const ReaderRow &row)
{
    const Theme &t = c.theme();
    const ConsumerView &consumer = lane.consumers[static_cast<std::size_t>(row.consumer)];
    const QRectF r = row.rect;
    const bool two = r.height() >= kTwoLines;
    const double y = two ? r.top() + r.height() / 2 - 3 : r.center().y() + 4.3;
    const Look look = lookOf(t, scene, lane, consumer);
    const double iconY = (two ? y - 4.5 : r.center().y());
    if (look.sign)
        c.icon(look.icon, r.left() + 8, iconY - 7, 14, look.ring);
    else
        c.ring(QPointF(r.left() + 15, iconY), 5, consumer.worker.state == WorkerState::Working ? 1 : 0, look.ring, 2.5,
               t.line);
    const int weight = alertOfAge(consumer.iteratorAge) == Alert::Calm ? QFont::Normal : QFont::DemiBold;
    const QString age = view_text::duration(consumer.iteratorAge, scene.locale);
    const double used =
        c.number(r.right() - 9, y, age, {12.5, weight}, ageColour(t, consumer.iteratorAge), Align::Right);
    c.text(r.left() + 27, y, functionName(scene, consumer.function), {12.5, QFont::Medium}, t.text, Align::Left,
           std::max(10.0, r.width() - 27 - used - 15));
    if (two)
        c.text(r.left() + 27, y + 15, readerState(scene, lane, consumer), {11.5, QFont::Normal},
               look.sign ? look.ring : t.text3, Align::Left, r.width() - 35);
}

/// A square each, by age: what is left of a card that is low or narrow.
void paintSquares(Canvas &c, const Scene &scene, const QRectF &r, const LaneView &lane)
{
    const Theme &t = c.theme();
    const std::size_t n = lane.consumers.size();
    const std::size_t worst = byAge(lane).front();
    const Duration age = lane.consumers[worst].iteratorAge;
    const QString label = view_text::duration(age, scene.locale);
    const Type type{12, alertOfAge(age) == Alert::Calm ? QFont::Normal : QFont::DemiBold};
    const bool narrow = r.width() < 80;
    const double text = narrow ? 0 : c.numberWidth(label, type) + 14;
    const double step = std::min(11.0, (r.width() - 12 - text) / static_cast<double>(n));
    const double side = std::max(1.5, std::min(9.0, step - 2));
    double x = r.left() + 8;
    for (const ConsumerView &consumer : lane.consumers) {
        c.rect(QRectF(x, r.center().y() - 4.5, side, 9), ageColour(t, consumer.iteratorAge), {}, 1, 1.5);
        x += step;
    }
    if (!narrow)
        c.number(r.right() - 8, r.center().y() + 4.3, label, type, ageColour(t, age), Align::Right);
}

} // namespace

bool hasReaders(const LaneView &lane) { return lane.consumers.size() > 1; }

QString functionName(const Scene &scene, ComponentId id)
{
    const FunctionView *function = functionBy(scene.snapshot, id);
    return function ? QString::fromStdString(function->name) : QString();
}

QString readerState(const Scene &scene, const LaneView &lane, const ConsumerView &consumer)
{
    const WorkerView &w = consumer.worker;
    const FunctionView *function = functionBy(scene.snapshot, consumer.function);
    if (function && !function->enabled)
        return translate("Floor", "switched off");
    if (w.poison)
        return translate("Floor", "poison, attempt %1").arg(w.attempt);
    if (w.state == WorkerState::BackingOff && w.throttled)
        return translate("Floor", "throttled");
    if (w.state == WorkerState::BackingOff)
        return translate("Floor", "retry, attempt %1").arg(w.attempt + 1);
    if (waitsForReads(lane, consumer))
        return translate("Floor", "reads refused");
    if (w.state == WorkerState::Working)
        return translate("Floor", "%1 in flight").arg(view_text::count(consumer.inFlight, scene.locale));
    return consumer.backlog > 0 ? translate("Floor", "%1 waiting").arg(view_text::count(consumer.backlog, scene.locale))
                                : translate("Floor", "idle");
}

std::vector<ReaderRow> readerRows(const QRectF &card, const LaneView &lane)
{
    std::vector<ReaderRow> rows;
    const std::size_t n = lane.consumers.size();
    const double room = card.height() - 2 * kPadding;
    const auto fit = static_cast<std::size_t>(std::max(0.0, room / kLeastRow));
    if (card.width() < 80 || fit == 0 || (fit < 2 && n > 1))
        return rows;
    std::vector<bool> shown(n, true);
    const bool all = n <= fit;
    if (!all) {
        shown.assign(n, false);
        const std::vector<std::size_t> order = byAge(lane);
        for (std::size_t i = 0; i + 1 < fit; ++i)
            shown[order[i]] = true;
    }
    const std::size_t count = all ? n : fit;
    const double each = std::min(kMostRow, room / static_cast<double>(count));
    double y = card.top() + (card.height() - each * static_cast<double>(count)) / 2;
    for (std::size_t i = 0; i < n; ++i)
        if (shown[i]) {
            rows.push_back({static_cast<int>(i), 0, QRectF(card.left(), y, card.width(), each)});
            y += each;
        }
    if (!all)
        rows.push_back({-1, n - rows.size(), QRectF(card.left(), y, card.width(), each)});
    return rows;
}

void paintReaders(Canvas &c, const Scene &scene, const LaneBox &box)
{
    const Theme &t = c.theme();
    const LaneView &lane = scene.lane(box);
    c.rect(box.worker, t.card, t.hair, 1, box.level == Level::Compact ? 6 : Theme::kCardRadius);
    const std::vector<ReaderRow> rows = readerRows(box.worker, lane);
    if (rows.empty())
        return paintSquares(c, scene, box.worker, lane);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const QRectF r = rows[i].rect;
        if (i > 0 && r.height() >= 22)
            c.line(r.left() + 10, r.top(), r.right() - 10, r.top(), t.hair);
        if (rows[i].consumer >= 0) {
            paintRow(c, scene, lane, rows[i]);
            continue;
        }
        Duration next;
        for (std::size_t j = 0; j < lane.consumers.size(); ++j)
            if (std::none_of(rows.begin(), rows.end(),
                             [&](const ReaderRow &row) { return row.consumer == static_cast<int>(j); }))
                next = std::max(next, lane.consumers[j].iteratorAge);
        c.text(r.left() + 27, r.center().y() + 4.3,
               translate("Floor", "+ %1 more, up to %2")
                   .arg(QString::number(rows[i].more), view_text::duration(next, scene.locale)),
               {12, QFont::Normal}, t.text3, Align::Left, r.width() - 33);
    }
}

void paintReaderMarks(Canvas &c, const Scene &scene, const LaneBox &box, double leadLength)
{
    const Theme &t = c.theme();
    const LaneView &lane = scene.lane(box);
    if (!hasReaders(lane) || box.bar.isEmpty() || box.level > Level::Compact)
        return;
    const QRectF bar = box.bar;
    const auto place = [&](const ConsumerView &consumer) {
        const double share = isAgeScaled(lane)
            ? consumer.iteratorAge.toSeconds() / std::max(1e-9, lane.retention.toSeconds())
            : scene.scale.share(static_cast<double>(consumer.backlog));
        return bar.left() + std::clamp(share, 0.0, 1.0) * bar.width();
    };
    const bool named = box.level == Level::Full && bar.top() - box.rect.top() > 48;
    const double lead = bar.left() + leadLength;
    const QString leadName =
        lane.lead >= 0 ? functionName(scene, lane.consumers[static_cast<std::size_t>(lane.lead)].function) : QString();
    const Type type{11.5, QFont::Medium};
    double free = bar.right() + 8; // labels are placed from the right, the latest first
    const auto label = [&](double x, const QString &text, const QColor &colour) {
        const double w = c.width(text, type);
        const double right = std::min({x + w / 2, free - 8, bar.right()});
        if (!named || right - w < bar.left() - 6)
            return false;
        // One that would stand far from its mark says nothing.
        if (x - right > 6)
            return false;
        c.text(right, bar.top() - 11, text, type, colour, Align::Right);
        free = right - w;
        return true;
    };
    label(lead, leadName, t.text);
    for (const std::size_t i : byAge(lane)) {
        if (static_cast<int>(i) == lane.lead)
            continue;
        const double x = std::min(lead, place(lane.consumers[i]));
        c.painter().fillRect(QRectF(std::round(x) - 1, bar.top() - 3, 2, bar.height() + 6), t.text2);
        if (box.level <= Level::Medium) {
            QPainterPath mark(QPointF(std::round(x), bar.top() - 2));
            mark.lineTo(std::round(x) - 3.5, bar.top() - 7);
            mark.lineTo(std::round(x) + 3.5, bar.top() - 7);
            mark.closeSubpath();
            c.path(mark, t.text2);
        }
        label(x, functionName(scene, lane.consumers[i].function), t.text2);
    }
}

} // namespace hotshard::views

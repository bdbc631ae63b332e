#include "views/floor/bucket_painter.h"

#include "views/floor/producer_painter.h"
#include "views/theme/view_text.h"

#include <algorithm>

namespace hotshard::views {
namespace {

QString bytes(double n, const QLocale &locale)
{
    return view_text::bytesPerSecond(n, locale).remove(QStringLiteral("/s"));
}

} // namespace

void paintBucket(Canvas &c, const Scene &scene, const QRectF &r, const ProducerView &p)
{
    const Theme &t = c.theme();
    const BucketView &bucket = *p.bucket;
    c.rect(r, t.card, t.hair, 1, Theme::kCardRadius);
    c.icon(Icon::Sink, r.left() + 12, r.top() + 10, 16, t.text2);
    c.text(r.left() + 34, r.top() + 23, QString::fromStdString(p.name), {13.5, QFont::DemiBold}, t.text, Align::Left,
           r.width() - 42);
    const double x = r.left() + 12, width = r.width() - 24;
    double y = r.top() + (r.height() >= 110 ? 58 : 46);
    const QString rate = view_text::rate(p.rate, scene.locale);
    double px = r.height() >= 110 ? 26 : 18;
    while (px > 14 && c.numberWidth(rate, {px, QFont::Bold}) > width)
        px -= 2;
    const double used = c.number(x, y, rate, {px, QFont::Bold}, t.text);
    const Type label{12, QFont::Normal};
    const QString unit = translate("Floor", "objects/s");
    if (used + 6 + c.width(unit, label) <= width + 4) {
        c.text(x + used + 6, y, unit, label, t.text2);
    } else if (y + 26 < r.bottom()) {
        y += 17;
        c.text(x, y, unit, label, t.text2, Align::Left, width);
    }
    if (r.height() >= 170) {
        paintSparkline(c, QRectF(x, y + 12, width, 30), p.recentRate);
        y += 48;
    }
    const auto line = [&](const QStringList &texts, const QColor &colour) {
        y += 20;
        if (y + 8 < r.bottom())
            c.number(x, y, c.fitting(texts, label, width + 4), label, colour);
    };
    const QString flow = view_text::bytesPerSecond(bucket.bytesPerSecond, scene.locale);
    line({flow}, t.text2);
    if (p.produced > 0) {
        const QString size = bytes(static_cast<double>(bucket.bytes) / static_cast<double>(p.produced), scene.locale);
        line({translate("Floor", "%1 each").arg(size), size}, t.text2);
    }
    const QString made = view_text::shortCount(static_cast<double>(p.produced), scene.locale);
    line({translate("Floor", "%1 objects").arg(made), made}, t.text2);
    if (bucket.repeated > 0) {
        const QString twice = view_text::shortCount(static_cast<double>(bucket.repeated), scene.locale);
        line({translate("Floor", "%1 told twice").arg(twice), twice}, t.warn);
    }
}

void paintObjectLog(Canvas &c, const Scene &scene, const QRectF &r, const SinkView &sink)
{
    const Theme &t = c.theme();
    const ObjectLogView &log = *sink.objectLog;
    const std::uint64_t lost = log.linesWritten > log.linesInObject ? log.linesWritten - log.linesInObject : 0;
    c.rect(r, t.card, lost > 0 ? t.alarm : t.hair, lost > 0 ? 1.5 : 1, Theme::kCardRadius);
    c.icon(Icon::File, r.left() + 12, r.top() + 10, 16, t.text2);
    const double x = r.left() + 12, right = r.right() - 12, width = right - x;
    const Type label{12, QFont::Normal}, strong{12, QFont::DemiBold};
    const QString rate = view_text::perSecond(sink.writesPerSecond, scene.locale);
    const double used = c.number(right, r.top() + 23, rate, label, t.text2, Align::Right);
    c.text(r.left() + 34, r.top() + 23, QString::fromStdString(sink.name), {13.5, QFont::DemiBold}, t.text, Align::Left,
           width - 30 - used);
    double y = r.top() + 45;
    const auto row = [&](const QStringList &words, std::uint64_t n) {
        const double w = c.number(right, y, view_text::count(n, scene.locale), strong, t.text, Align::Right);
        c.text(x, y, c.fitting(words, label, width - w - 6), label, t.text2, Align::Left, width - w - 6);
        y += 18;
    };
    row({translate("Floor", "lines written")}, log.linesWritten);
    row({translate("Floor", "in the object")}, log.linesInObject);
    const QRectF bar(x, y - 8, width, 9);
    c.rect(bar, t.inset, t.line, 1, Theme::kSwatchRadius);
    if (log.linesWritten > 0) {
        const double share = 1 - static_cast<double>(lost) / static_cast<double>(log.linesWritten);
        c.rect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), t.text3, {}, 1, Theme::kSwatchRadius);
        const QRectF gap(bar.left() + bar.width() * share, bar.top() + 1, bar.width() * (1 - share), bar.height() - 2);
        if (gap.width() >= 1)
            c.hatch(gap, t.alarm, t.alarmsoft, 5, 1.8);
    }
    y += 18;
    const QColor colour = lost > 0 ? t.alarm : t.ok;
    c.icon(lost > 0 ? Icon::Alert : Icon::Check, x, y - 11.5, 14, colour);
    c.number(x + 19, y,
             lost > 0 ? translate("Floor", "%1 lost").arg(view_text::count(lost, scene.locale))
                      : translate("Floor", "none lost"),
             {12.5, QFont::DemiBold}, colour);
    y += 18;
    if (y + 6 > r.bottom())
        return;
    const auto shown = [&](std::uint64_t n) { return view_text::shortCount(static_cast<double>(n), scene.locale); };
    QStringList why;
    if (lost > 0)
        why = {translate("Floor", "%1 stale reads, %2 other writers")
                   .arg(shown(log.lostToStaleReads), shown(log.lostToOtherWriters)),
               translate("Floor", "%1 stale \u00B7 %2 others")
                   .arg(shown(log.lostToStaleReads), shown(log.lostToOtherWriters))};
    else if (log.conflicts > 0)
        why = {translate("Floor", "%1 PUTs made again").arg(shown(log.conflicts)), shown(log.conflicts)};
    else
        why = {translate("Floor", "%1 PUTs").arg(shown(log.puts))};
    c.number(x, y, c.fitting(why, label, width + 6), label, t.text2);
}

} // namespace hotshard::views

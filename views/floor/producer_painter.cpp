#include "views/floor/producer_painter.h"

#include "views/floor/bucket_painter.h"
#include "views/floor/client_words.h"
#include "views/theme/view_text.h"

#include <algorithm>
#include <numeric>

namespace hotshard::views {
namespace {

/// All producers as one, when there is no room for a card each.
ProducerView together(const std::vector<ProducerView> &all)
{
    ProducerView sum;
    sum.name = all.front().name + " \u00D7 " + std::to_string(all.size());
    for (const ProducerView &p : all) {
        sum.rate += p.rate;
        sum.producedPerSecond += p.producedPerSecond;
        sum.rejectedPerSecond += p.rejectedPerSecond;
        sum.rejectedAttempts += p.rejectedAttempts;
        sum.gaveUp += p.gaveUp;
        sum.waitingRetry += p.waitingRetry;
        sum.skippedLines += p.skippedLines;
        for (std::size_t k = 0; k < sum.mix.size(); ++k)
            sum.mix[k] += p.mix[k];
        if (sum.recentRate.size() < p.recentRate.size())
            sum.recentRate.resize(p.recentRate.size(), 0);
        for (std::size_t i = 0; i < p.recentRate.size(); ++i)
            sum.recentRate[sum.recentRate.size() - p.recentRate.size() + i] += p.recentRate[i];
    }
    return sum;
}

void paintRejected(Canvas &c, const Scene &scene, const QRectF &r, const ProducerView &p)
{
    const Theme &t = c.theme();
    const bool any = p.rejectedPerSecond > 0.05;
    const bool lost = p.gaveUp > 0 || (p.client && lostInClient(*p.client) > 0);
    const QString text = p.client && lost
        ? translate("Floor", "lost %1").arg(view_text::shortCount(static_cast<double>(p.lost), scene.locale))
        : lost
        ? translate("Floor", "gave up %1").arg(view_text::shortCount(static_cast<double>(p.gaveUp), scene.locale))
        : any ? translate("Floor", "rejected %1").arg(view_text::perSecond(p.rejectedPerSecond, scene.locale))
              : translate("Floor", "rejected %1")
                    .arg(view_text::shortCount(static_cast<double>(p.rejectedAttempts), scene.locale));
    const QColor colour = any || lost ? t.alarm : t.text2;
    const Type type{12.5, any || lost ? QFont::DemiBold : QFont::Normal};
    const bool wide = c.numberWidth(text, type) <= r.width() - 44;
    c.number(r.left() + 12, r.bottom() - 14, c.kit().elided(text, type.px, type.weight, r.width() - 20), type, colour);
    if (wide)
        c.icon(any || lost ? Icon::Alert : Icon::Check, r.right() - 27, r.bottom() - 26, 15,
               any || lost ? t.alarm : t.ok);
}

} // namespace

void paintSparkline(Canvas &c, const QRectF &r, const std::vector<float> &rates)
{
    if (rates.size() < 2)
        return;
    const float top = std::max(1.0F, *std::max_element(rates.begin(), rates.end()) * 1.06F);
    QPainterPath p;
    const double n = static_cast<double>(rates.size() - 1);
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const QPointF at(r.left() + r.width() * static_cast<double>(i) / n,
                         r.bottom() - r.height() * static_cast<double>(rates[i] / top));
        i == 0 ? p.moveTo(at) : p.lineTo(at);
    }
    c.path(p, {}, c.theme().text3, 1.5);
    c.line(r.left(), r.bottom() + 2, r.right(), r.bottom() + 2, c.theme().hair);
}

void paintMix(Canvas &c, const Scene &scene, const QRectF &bar, const KeyMix &mix)
{
    const Theme &t = c.theme();
    const double sum = std::accumulate(mix.begin(), mix.end(), 0.0);
    c.painter().save();
    QPainterPath clip;
    clip.addRoundedRect(bar, Theme::kSwatchRadius, Theme::kSwatchRadius);
    c.painter().setClipPath(clip, Qt::IntersectClip);
    c.painter().fillRect(bar, sum > 0 ? scene.keyColour(t, -1) : t.inset);
    double x = bar.left(), last = 0;
    for (int k = 0; k < kColouredKeys && sum > 0; ++k) {
        const double w = bar.width() * mix[static_cast<std::size_t>(k)] / sum;
        if (w <= 0)
            continue;
        const QRectF part(x, bar.top(), w, bar.height());
        c.painter().fillRect(part, scene.keyColour(t, k));
        if (x > bar.left() && std::max(w, last) > 8)
            c.painter().fillRect(QRectF(x - 0.5, bar.top(), 1, bar.height()), t.card);
        scene.note(Hit::Kind::Key, k, part);
        last = w;
        x += w;
    }
    c.painter().restore();
}

void paintProducer(Canvas &c, const Scene &scene, std::size_t index)
{
    const Theme &t = c.theme();
    const QRectF r = scene.geometry.producers[index];
    const ProducerView p =
        scene.geometry.producersGrouped ? together(scene.snapshot.producers) : scene.snapshot.producers[index];
    if (p.bucket)
        return paintBucket(c, scene, r, p);
    const bool alarm = p.rejectedPerSecond > 0.05;
    c.rect(r, t.card, alarm ? t.alarm : t.hair, alarm ? 1.5 : 1, Theme::kCardRadius);
    c.painter().save();
    c.painter().setClipRect(r, Qt::IntersectClip);
    c.icon(p.replay ? Icon::File : Icon::Producer, r.left() + 12, r.top() + 10, 16, t.text2);
    c.text(r.left() + 34, r.top() + 23, QString::fromStdString(p.name), {13.5, QFont::DemiBold}, t.text, Align::Left,
           r.width() - 42);
    const QString rate = view_text::rate(p.rate, scene.locale);
    const bool tall = r.height() >= 190;
    double px = r.height() >= 110 ? 26 : 18;
    const double y = r.top() + (r.height() >= 110 ? 58 : 46);
    while (px > 14 && c.numberWidth(rate, {px, QFont::Bold}) > r.width() - 24)
        px -= 2;
    const double used = c.number(r.left() + 12, y, rate, {px, QFont::Bold}, t.text);
    const QString unit = translate("Floor", "records/s");
    const double unitWidth = c.width(unit, {12, QFont::Normal});
    double shift = 0;
    if (unitWidth + used + 24 <= r.width()) {
        c.text(r.left() + 12 + used + 6, y, unit, {12, QFont::Normal}, t.text2);
    } else if (tall) {
        c.text(r.left() + 12, y + 18, unit, {12, QFont::Normal}, t.text2, Align::Left, r.width() - 20);
        shift = 12;
    }
    if (r.height() >= 150)
        paintSparkline(c, QRectF(r.left() + 12, r.top() + 70 + shift, r.width() - 24, 34), p.recentRate);
    const double mix = r.height() >= 150 ? r.top() + 118 + shift : y + 12;
    if (r.height() >= 84)
        paintMix(c, scene, QRectF(r.left() + 12, mix, r.width() - 24, 12), p.mix);
    if (tall)
        c.text(r.left() + 12, mix + 32, p.client ? clientLine(scene, *p.client) : translate("Floor", "by key"),
               {12, QFont::Normal}, t.text3, Align::Left, r.width() - 24);
    if (r.height() >= 110)
        paintRejected(c, scene, r, p);
    if (p.client)
        scene.note(Hit::Kind::Client, static_cast<int>(index),
                   QRectF(r.left(), mix + 14, r.width(), std::max(0.0, r.bottom() - mix - 14)));
    c.painter().restore();
}

} // namespace hotshard::views

#include "views/floor/legend.h"

#include "views/floor/status_pills.h"
#include "views/theme/view_text.h"

#include <algorithm>

namespace hotshard::views {
namespace {

struct Entry {
    int key;
    QString name, share;
    double width;
};

std::vector<Entry> entriesOf(Canvas &c, const Scene &scene, double px)
{
    std::vector<Entry> list;
    const auto &keys = scene.snapshot.keys;
    if (view_text::keysAreAlike(scene.snapshot)) {
        const double n = static_cast<double>(keys.size() + scene.snapshot.otherKeys);
        Entry e{-1,
                translate("Floor", "%1 keys, each about %2")
                    .arg(view_text::shortCount(n, scene.locale), view_text::smallPercent(1 / n, scene.locale)),
                {},
                0};
        e.width = px * 1.45 + c.width(e.name, {px, QFont::Normal});
        return {e};
    }
    const std::size_t most = scene.geometry.presenting ? 3 : 5;
    for (std::size_t i = 0; i < std::min(keys.size(), most); ++i) {
        Entry e{static_cast<int>(i), view_text::shortName(QString::fromStdString(keys[i].name), 22),
                view_text::percent(keys[i].share, scene.locale), 0};
        e.width = px * 1.45 + c.width(e.name, {px, i == 0 ? QFont::DemiBold : QFont::Normal}) + px * 0.4
            + c.numberWidth(e.share, {px, QFont::Normal});
        list.push_back(e);
    }
    if (keys.size() > most || scene.snapshot.otherKeys > 0) {
        Entry e{-1, translate("Floor", "all other keys"), {}, 0};
        e.width = px * 1.45 + c.width(e.name, {px, QFont::Normal});
        list.push_back(e);
    }
    return list;
}

/// Left of the scale: whose changes the stream holds. Returns its width, 0 for a stream of its own.
double paintTablePill(Canvas &c, const Scene &scene, double right, double y)
{
    const auto &streams = scene.snapshot.streams;
    const auto table = std::find_if(streams.begin(), streams.end(), [](const StreamView &s) { return s.table; });
    if (table == streams.end() || scene.geometry.presenting || right < 420)
        return 0;
    const Theme &t = c.theme();
    const Type type{12, QFont::DemiBold};
    const QString label =
        translate("Floor", "stream of the table %1").arg(view_text::shortName(QString::fromStdString(table->name), 18));
    return c.pill(right, y - 16, label, t.accenttext, t.accentsoft, Icon::Sink, type, 24, true) + 10;
}

} // namespace

QString scaleLabel(const Scene &scene)
{
    const QString top = view_text::axisCount(scene.scale.top, scene.locale);
    return scene.scale.logarithmic ? translate("Floor", "log, 1 to %1 records").arg(top)
                                   : translate("Floor", "linear, 0 to %1 records").arg(top);
}

void paintLegend(Canvas &c, const Scene &scene)
{
    const Theme &t = c.theme();
    const FloorGeometry &g = scene.geometry;
    const double px = g.presenting ? 18 : 12.5;
    const double y = g.header.height() < 40 ? 24 : g.presenting ? 28 : 26;
    double x = g.margin;
    const Type scaleType{g.presenting ? 16.0 : 12.0, QFont::Medium};
    const QString label = scaleLabel(scene);
    const double pill = c.pillWidth(label, false, scaleType);
    const double right = g.size.width() - g.margin;
    const bool showScale = right - pill - x > 60 && !g.lanes.empty();
    if (showScale) {
        const double height = g.presenting ? 30 : 24;
        c.pill(right, y - height / 2 - 4, label, t.text2, t.inset, {}, scaleType, height, true);
        scene.note(Hit::Kind::Scale, 0, QRectF(right - pill, y - height / 2 - 4, pill, height));
    }
    const double end = (showScale ? right - pill : right) - 16 - paintTablePill(c, scene, right - pill - 10, y);
    std::vector<Entry> entries = entriesOf(c, scene, px);
    const double gap = g.presenting ? 30 : 16;
    const auto total = [&] {
        double sum = -gap;
        for (const Entry &e : entries)
            sum += e.width + gap;
        return sum;
    };
    // The keys matter more than the title: it stays only while at least two of them fit beside it.
    const QString title = translate("Floor", "The floor");
    const double titleWidth = c.width(title, {13.5, QFont::DemiBold}) + 34;
    const double two = entries.size() > 2 ? entries[0].width + entries[1].width + gap : total();
    if (!g.presenting && x + titleWidth + two <= end)
        x += c.text(x, y, title, {13.5, QFont::DemiBold}, t.text) + 34;
    // The coldest keys leave first; grey stays as long as two keys stand beside it.
    while (!entries.empty() && x + total() > end) {
        if (entries.back().key < 0 && entries.size() > 3)
            entries.erase(entries.end() - 2);
        else
            entries.pop_back();
    }
    for (const Entry &e : entries) {
        const double side = px * 0.96;
        c.rect(QRectF(x, y - px * 0.8, side, side), scene.keyColour(t, e.key), {}, 1, Theme::kSwatchRadius);
        const double at = x + px * 1.45;
        const bool lit = scene.litKey == e.key && e.key >= 0;
        const double nameWidth = c.text(at, y, e.name,
                                        {px,
                                         lit              ? QFont::DemiBold
                                             : e.key == 0 ? QFont::Medium
                                                          : QFont::Normal},
                                        e.key < 0 ? t.text2 : t.text);
        if (!e.share.isEmpty())
            c.number(at + nameWidth + px * 0.4, y, e.share, {px, QFont::Normal}, t.text3);
        if (e.key >= 0)
            scene.note(Hit::Kind::Key, e.key, QRectF(x - 4, y - 16, e.width + 8, 24));
        x += e.width + gap;
    }
}

namespace {

/// Over the numbers of a row; smaller where a word of another language is wider.
void paintCellHeads(Canvas &c, const FloorGeometry &g, const Type &type)
{
    const auto &first = g.lanes.front();
    const double step = first.writeCell.left() - first.ageCell.left();
    const std::pair<QRectF, QString> cells[] = {{first.ageCell, translate("Floor", "age")},
                                                {first.writeCell, translate("Floor", "write")},
                                                {first.busyCell, translate("Floor", "busy")}};
    for (const auto &[cell, text] : cells) {
        Type small = type;
        while (small.px > 9 && c.width(text, small) > step - 3)
            small.px -= 0.5;
        c.text(cell.left(), g.headsY, text, small, c.theme().text3);
    }
}

QStringList functionHeads(const Scene &scene)
{
    std::size_t most = 0;
    for (const StreamView &stream : scene.snapshot.streams)
        for (const LaneView &lane : stream.lanes)
            most = std::max(most, lane.consumers.size());
    int factor = 1;
    for (const FunctionView &function : scene.snapshot.functions)
        factor = std::max(factor, function.factor);
    if (most > 1)
        return {translate("Floor", "%1 functions read every shard").arg(most),
                translate("Floor", "%1 functions").arg(most)};
    if (factor > 1)
        return {translate("Floor", "function, %1 at once per shard").arg(factor),
                translate("Floor", "function, %1 each").arg(factor), translate("Floor", "function")};
    return {translate("Floor", "function, one per shard"), translate("Floor", "function")};
}

} // namespace

void paintColumnHeads(Canvas &c, const Scene &scene)
{
    const Theme &t = c.theme();
    const FloorGeometry &g = scene.geometry;
    if (g.headsY < 0 || g.lanes.empty())
        return;
    const Type type{12, QFont::Medium};
    const auto head = [&](double x, double end, const QStringList &texts) {
        if (end - x > 24)
            c.text(x, g.headsY, c.fitting(texts, type, end - x - 6), type, t.text3, Align::Left, end - x - 6);
    };
    const auto pillLeft = [&](double right) { return right - paintStatusPills(c, scene, right, right - g.laneX); };
    const bool rows = g.level >= Level::Row;
    const bool many = scene.snapshot.producers.size() > 1;
    if (!g.producers.empty())
        head(g.producerX, g.stripX, {many ? translate("Floor", "producers") : translate("Floor", "producer")});
    std::size_t shards = 0;
    bool families = false;
    for (const StreamView &s : scene.snapshot.streams)
        shards += s.lanes.size();
    for (const LaneBox &box : g.lanes)
        families = families || box.depth > 0;
    if (g.laneX - g.stripX > 40)
        head(g.stripX - 2, g.laneX,
             rows ? QStringList{translate("Floor", "hash")}
                  : QStringList{translate("Floor", "hash space"), translate("Floor", "hash")});
    if (rows) {
        const QString count = view_text::count(shards, scene.locale);
        const QString plain = translate("Floor", "%1 shards by backlog").arg(count);
        head(g.laneX, pillLeft(g.laneRight),
             scene.scale.logarithmic
                 ? QStringList{translate("Floor", "%1 shards, backlog on a log scale").arg(count), plain}
                 : QStringList{plain});
        paintCellHeads(c, g, type);
        if (!g.pins.empty()) {
            QString label = g.pins.size() == 4 ? translate("Floor", "pinned: the four worst")
                                               : translate("Floor", "pinned: the worst");
            if (g.unlabelled > 0)
                label += translate("Floor", ", +%1 more").arg(g.unlabelled);
            head(g.resultX, g.size.width() - g.margin, {label});
        }
        return;
    }
    head(g.laneX, pillLeft(g.laneRight),
         {std::any_of(scene.snapshot.streams.begin(), scene.snapshot.streams.end(),
                      [](const StreamView &s) { return s.table; })
              ? translate("Floor", "shards of the table's stream, one for each partition")
              : families ? translate("Floor", "shards: children stand under their parent")
                         : translate("Floor", "shards: oldest waiting record at the mark"),
          translate("Floor", "shards")});
    if (g.workerRight > g.workerX)
        head(g.workerX, g.nodes.empty() ? g.workerRight : g.resultX, functionHeads(scene));
    if (!g.nodes.empty())
        head(g.resultX, g.size.width() - g.margin, {translate("Floor", "results")});
}

} // namespace hotshard::views

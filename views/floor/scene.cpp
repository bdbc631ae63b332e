#include "views/floor/scene.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {

double BarScale::share(double records) const
{
    if (records <= 0)
        return 0;
    const double v = logarithmic ? std::log10(std::max(1.0, records)) / std::log10(top) : records / top;
    return std::clamp(v, 0.0, 1.0);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int x, int y) { return qRound(x + (y - x) * share); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

const LaneView &Scene::wordedLane(const LaneBox &box) const
{
    const bool known =
        worded && box.stream < worded->streams.size() && box.lane < worded->streams[box.stream].lanes.size();
    const LaneView &now = lane(box);
    if (!known)
        return now;
    const LaneView &then = worded->streams[box.stream].lanes[box.lane];
    return then.shard == now.shard ? then : now;
}

QString Scene::keyName(int key) const
{
    if (key < 0 || key >= static_cast<int>(snapshot.keys.size()))
        return translate("Floor", "all other keys");
    return QString::fromStdString(snapshot.keys[static_cast<std::size_t>(key)].name);
}

QColor Scene::keyColour(const Theme &theme, int key) const
{
    const QColor full = theme.key(key);
    return litKey >= 0 && key != litKey ? mixed(full, theme.inset, 0.75) : full;
}

QString shardName(ShardId shard) { return translate("Floor", "shard %1").arg(shard.value); }

} // namespace hotshard::views

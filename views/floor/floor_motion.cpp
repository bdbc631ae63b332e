#include "views/floor/floor_motion.h"

#include "views/floor/log_image.h"

#include <algorithm>
#include <cmath>

namespace hotshard::views {
namespace {

constexpr double kShrinkAfter = 5;
constexpr double kLeastScale = 1000;

} // namespace

double Tween::at(double now) const
{
    if (length <= 0 || now >= start + length)
        return to;
    double k = std::clamp((now - start) / length, 0.0, 1.0);
    if (eased)
        k = 1 - (1 - k) * (1 - k) * (1 - k);
    return from + (to - from) * k;
}

void Tween::aim(double target, double now, double seconds, bool ease)
{
    if (seconds <= 0)
        return jump(target);
    from = at(now);
    to = target;
    start = now;
    length = seconds;
    eased = ease;
}

void FloorMotion::retarget(const Scene &scene, double now, double seconds, bool ease)
{
    std::map<Key, Lane> next;
    for (const LaneBox &box : scene.geometry.lanes) {
        const LaneView &lane = scene.lane(box);
        const Key key{box.stream, lane.shard.value};
        const auto old = m_lanes.find(key);
        Lane &now_ = next[key];
        const double share = box.bar.width() > 0 ? barLength(scene, lane, box.bar.width()) / box.bar.width() : 0;
        if (old == m_lanes.end()) {
            now_.share.jump(share);
            now_.gauge.jump(writeLoadOf(lane));
            continue;
        }
        now_ = old->second;
        now_.share.aim(share, now, seconds, ease);
        now_.gauge.aim(writeLoadOf(lane), now, seconds, ease);
    }
    m_lanes.swap(next);
}

bool FloorMotion::running(double now) const
{
    return std::any_of(m_lanes.begin(), m_lanes.end(), [now](const auto &entry) {
        return entry.second.share.running(now) || entry.second.gauge.running(now);
    });
}

double FloorMotion::length(const Scene &scene, const LaneBox &box, double now) const
{
    const auto it = m_lanes.find({box.stream, scene.lane(box).shard.value});
    return it == m_lanes.end() ? barLength(scene, scene.lane(box), box.bar.width())
                               : it->second.share.at(now) * box.bar.width();
}

double FloorMotion::gauge(const Scene &scene, const LaneBox &box, double now) const
{
    const auto it = m_lanes.find({box.stream, scene.lane(box).shard.value});
    return it == m_lanes.end() ? writeLoadOf(scene.lane(box)) : it->second.gauge.at(now);
}

double stepAbove(double value)
{
    if (value <= 0)
        return 1;
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double m : {1.0, 2.0, 5.0})
        if (value <= m * decade * 1.0000001)
            return m * decade;
    return 10 * decade;
}

void ScaleKeeper::update(const Snapshot &snapshot, bool logarithmic, double now)
{
    double most = 0;
    for (const StreamView &stream : snapshot.streams)
        for (const LaneView &lane : stream.lanes)
            if (!isAgeScaled(lane))
                most = std::max(most, static_cast<double>(lane.backlog));
    const double wanted = logarithmic
        ? std::max(kLeastScale, std::pow(10.0, std::ceil(std::log10(std::max(1.0, most)))))
        : std::max(kLeastScale, stepAbove(most));
    if (m_scale.logarithmic != logarithmic || m_scale.top <= 0 || wanted >= m_scale.top) {
        m_scale = {logarithmic, wanted};
        m_enough = now;
    } else if (now - m_enough > kShrinkAfter) {
        m_scale.top = wanted;
        m_enough = now;
    }
}

} // namespace hotshard::views

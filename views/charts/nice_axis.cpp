#include "views/charts/nice_axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr double kShrinkBelow = 0.5; // of the top; above it the old scale is still good enough
constexpr double kShrinkAfterSeconds = 3;
constexpr double kMinimumSpan = 5;

constexpr std::array<double, 22> kTimeSteps = {0.1, 0.2, 0.5, 1,    2,    5,    10,    15,    30,    60,    120,
                                               300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800};

} // namespace

double niceStep(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (factor * power >= value * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

AxisScale niceScale(double highest, int maxSteps)
{
    if (!(highest > 0) || !std::isfinite(highest))
        return {1, 0.5};
    const double step = niceStep(highest / maxSteps);
    const double steps = std::max(1.0, std::ceil(highest / step - 1e-9));
    return {steps * step, step};
}

std::vector<double> ticks(const AxisScale &scale)
{
    std::vector<double> result;
    const int count = static_cast<int>(std::lround(scale.top / scale.step));
    for (int i = 0; i <= count; ++i)
        result.push_back(i * scale.step);
    return result;
}

const AxisScale &SteadyScale::update(double highest, double seconds, int maxSteps)
{
    const AxisScale wanted = niceScale(highest, maxSteps);
    if (m_empty || wanted.top >= m_scale.top) { // equal: another step, after a resize
        m_scale = wanted;
        m_lowSince = -1;
        m_empty = false;
    } else if (highest > m_scale.top * kShrinkBelow) {
        m_lowSince = -1;
    } else if (m_lowSince < 0) {
        m_lowSince = seconds;
    } else if (seconds - m_lowSince >= kShrinkAfterSeconds) {
        m_scale = wanted;
        m_lowSince = -1;
    }
    return m_scale;
}

void SteadyScale::reset()
{
    m_scale = {};
    m_lowSince = -1;
    m_empty = true;
}

double timeStep(double span, int maxLabels)
{
    const double atLeast = span / std::max(1, maxLabels);
    for (const double step : kTimeSteps)
        if (step >= atLeast)
            return step;
    const double days = niceStep(atLeast / 86400);
    return days * 86400;
}

QString clockText(double seconds)
{
    const auto tenths = static_cast<qint64>(std::llround(std::max(0.0, seconds) * 10));
    const qint64 whole = tenths / 10;
    const auto two = [](qint64 n) { return QString::number(n).rightJustified(2, u'0'); };
    QString text =
        whole >= 3600 ? QString::number(whole / 3600) + u':' + two(whole / 60 % 60) : QString::number(whole / 60);
    text += u':' + two(whole % 60);
    if (tenths % 10 != 0)
        text += u'.' + QString::number(tenths % 10);
    return text;
}

TimeWindow liveWindow(double now, double span)
{
    if (now >= span)
        return {now - span, now};
    for (const double to : {60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 57600.0})
        if (to >= now && to < span)
            return {0, to};
    return {0, span};
}

TimeWindow windowWithPreview(const TimeWindow &live, double now, double ahead)
{
    const double to = now + ahead;
    const double calm = live.from > 0 ? to : std::ceil(to / 60) * 60;
    return {live.from, std::max(live.to, calm)};
}

double liveSpan(double speed, double duration)
{
    const double wanted = std::max(300.0, speed * 10);
    return std::max(60.0, std::min(wanted, duration > 0 ? duration : wanted));
}

TimeWindow zoomed(const TimeWindow &window, double at, double factor, double end)
{
    const double span = std::clamp(window.span() * factor, kMinimumSpan, std::max(kMinimumSpan, end));
    const double left = (at - window.from) / std::max(1e-9, window.span());
    const double from = std::clamp(at - left * span, 0.0, std::max(0.0, end - span));
    return {from, from + span};
}

} // namespace hotshard::views

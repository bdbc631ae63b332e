// Steps and ranges of chart axes: 1-2-5 steps for amounts, clock steps for time, and a range that does not
// jump about while the data moves. Pure functions of numbers; no widget, no chart.
#pragma once

#include <QString>

#include <vector>

namespace hotshard::views {

/// A range that begins at zero and is divided by whole steps.
struct AxisScale {
    double top = 1;
    double step = 0.5;
    bool operator==(const AxisScale &) const = default;
};

/// The smallest 1-2-5 step that is not smaller than `value`. Returns 1 for values that are not positive.
[[nodiscard]] double niceStep(double value);

/// The smallest scale of at most `maxSteps` 1-2-5 steps that holds `highest`.
/// Amounts only: zero is always in view. REQUIRES: maxSteps >= 2.
[[nodiscard]] AxisScale niceScale(double highest, int maxSteps = 5);

/// The ticks of a scale from zero to its top, without rounding drift.
[[nodiscard]] std::vector<double> ticks(const AxisScale &scale);

/// A scale over time: grows at once, shrinks only when the data has stayed well below it for a while, so that
/// an axis never flickers between two ranges.
class SteadyScale final {
public:
    /// \param seconds  shown (wall) time, only compared with that of earlier calls
    /// Returns the scale to use now.
    const AxisScale &update(double highest, double seconds, int maxSteps = 5);
    [[nodiscard]] const AxisScale &scale() const { return m_scale; }
    void reset();

private:
    AxisScale m_scale;
    double m_lowSince = -1; ///< when the data fell below the threshold; < 0 when it has not
    bool m_empty = true;
};

/// The step in seconds between labels of a time axis: 1, 2, 5, 10, 15, 30 s, minutes, hours, days.
[[nodiscard]] double timeStep(double span, int maxLabels);

/// "7:30", "1:02:00"; with tenths below a step of one second.
[[nodiscard]] QString clockText(double seconds);

/// What is visible of the time axis.
struct TimeWindow {
    double from = 0, to = 60;
    [[nodiscard]] double span() const { return to - from; }
    bool operator==(const TimeWindow &) const = default;
};

/// The window that follows `now`. It grows in calm steps (1, 2, 5, 10 min ...) until it reaches `span`, then
/// it scrolls.
[[nodiscard]] TimeWindow liveWindow(double now, double span);

/// `live` with room for so many seconds beyond `now`. Calm like the live window: whole minutes until it scrolls.
[[nodiscard]] TimeWindow windowWithPreview(const TimeWindow &live, double now, double ahead);

/// How much time a live chart shows at a speed: about ten shown seconds, five minutes at least, the whole
/// run at most.
[[nodiscard]] double liveSpan(double speed, double duration);

/// `window` zoomed by `factor` (below 1 = closer) around `at`, kept within 0..end and not closer than 5 s.
[[nodiscard]] TimeWindow zoomed(const TimeWindow &window, double at, double factor, double end);

} // namespace hotshard::views

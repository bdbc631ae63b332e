// What the metrics record of the invocations of a function: its counts and durations, second by second.
#pragma once

#include "kernel/ids.h"
#include "metrics/series_table.h"

#include <cstdint>
#include <vector>

namespace hotshard {

/// A value. Counts are of the whole run.
class InvocationSeries {
public:
    void addColumns(ComponentId function, SeriesTable &series);
    void started(std::uint32_t concurrent);
    void throttled() { ++m_throttles; }
    void ended(Duration duration, bool failed);
    /// At the end of a second. `concurrent`: environments at work now.
    void sample(SeriesTable &series, std::uint32_t concurrent);

    [[nodiscard]] std::uint64_t invocations() const { return m_invocations; }
    [[nodiscard]] std::uint64_t errors() const { return m_errors; }
    [[nodiscard]] std::uint64_t throttles() const { return m_throttles; }
    /// Means of the last 10 s.
    [[nodiscard]] double errorsPerSecond(const SeriesTable &series) const
    {
        return static_cast<double>(series.recentMean(m_columns + 1, 10));
    }
    [[nodiscard]] double throttlesPerSecond(const SeriesTable &series) const
    {
        return static_cast<double>(series.recentMean(m_columns + 2, 10));
    }

private:
    std::uint64_t m_invocations = 0, m_errors = 0, m_throttles = 0;
    std::uint64_t m_sampledInvocations = 0, m_sampledErrors = 0, m_sampledThrottles = 0;
    std::uint32_t m_mostConcurrent = 0; ///< of this second
    std::vector<float> m_durations;     ///< ms, of invocations that ended in this second
    ColumnIndex m_columns = 0;          ///< Invocations; Errors, Throttles, Concurrent, DurationMean .. DurationMax
};

} // namespace hotshard

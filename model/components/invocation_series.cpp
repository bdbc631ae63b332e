#include "components/invocation_series.h"

#include <algorithm>
#include <cmath>

namespace hotshard {

namespace {

/// The value below which a share `q` of sorted values lies (nearest rank).
float quantile(const std::vector<float> &sorted, double q)
{
    const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

float sinceLast(std::uint64_t now, std::uint64_t &sampled)
{
    const auto difference = static_cast<float>(now - sampled);
    sampled = now;
    return difference;
}

} // namespace

void InvocationSeries::addColumns(ComponentId function, SeriesTable &series)
{
    m_columns = series.addColumn({function, Metric::Invocations});
    for (const Metric metric : {Metric::Errors, Metric::Throttles, Metric::Concurrent, Metric::DurationMean,
                                Metric::DurationP50, Metric::DurationP95, Metric::DurationP99, Metric::DurationMax})
        series.addColumn({function, metric});
}

void InvocationSeries::started(std::uint32_t concurrent)
{
    ++m_invocations;
    m_mostConcurrent = std::max(m_mostConcurrent, concurrent);
}

void InvocationSeries::ended(Duration duration, bool failed)
{
    m_errors += failed;
    m_durations.push_back(static_cast<float>(duration.us) * 1e-3f);
}

void InvocationSeries::sample(SeriesTable &series, std::uint32_t concurrent)
{
    series.set(m_columns, sinceLast(m_invocations, m_sampledInvocations));
    series.set(m_columns + 1, sinceLast(m_errors, m_sampledErrors));
    series.set(m_columns + 2, sinceLast(m_throttles, m_sampledThrottles));
    series.set(m_columns + 3, static_cast<float>(m_mostConcurrent));
    m_mostConcurrent = concurrent;
    if (m_durations.empty())
        return;
    std::sort(m_durations.begin(), m_durations.end());
    double sum = 0;
    for (const float ms : m_durations)
        sum += static_cast<double>(ms);
    series.set(m_columns + 4, static_cast<float>(sum / static_cast<double>(m_durations.size())));
    series.set(m_columns + 5, quantile(m_durations, 0.50));
    series.set(m_columns + 6, quantile(m_durations, 0.95));
    series.set(m_columns + 7, quantile(m_durations, 0.99));
    series.set(m_columns + 8, m_durations.back());
    m_durations.clear();
}

} // namespace hotshard

// What CloudWatch shows of a function and of its event source mapping (metrics/cloudwatch.h).
#include "components/lambda.h"

#include <algorithm>

namespace hotshard {

void Lambda::addPeriodColumns(PeriodTable &periods)
{
    m_periods = periods.addColumn(id(), Measured::Invoked);
    for (const Measured measured :
         {Measured::Throttled, Measured::AtOnce, Measured::Failed, Measured::TookTime, Measured::BatchAge,
          Measured::PolledEvents, Measured::FilteredEvents, Measured::InvokedEvents, Measured::FailedEvents,
          Measured::DroppedEvents, Measured::ToDestination})
        periods.addColumn(id(), measured);
}

void Lambda::measureEnd(const Worker &worker, Duration duration, Context &context) const
{
    // "The timestamp on a metric reflects when the function was invoked" (Lambda Developer Guide,
    // monitoring-metrics-types): what ends now may belong to a minute that is over. IteratorAge is emitted when the
    // function is done with the batch; its page says nothing of the time, so that it goes with the others.
    context.periods.addAt(m_periods + 3, worker.invokedAt, worker.failing ? 1 : 0);
    context.periods.addTimeAt(m_periods + 4, worker.invokedAt, static_cast<double>(duration.us) / 1e3);
    if (worker.age >= 0) // the invocation that closes a tumbling window has no record
        context.periods.addAt(m_periods + 5, worker.invokedAt, static_cast<double>(worker.age) / 1e3);
}

void Lambda::samplePeriods(PeriodTable &periods)
{
    const auto add = [&](PeriodColumn column, std::uint64_t n, std::uint64_t samples) {
        if (samples > 0)
            periods.add(m_periods + column, static_cast<double>(n), samples);
    };
    const std::uint64_t invocations = m_invocations - m_sampledInvocations;
    const std::uint64_t throttles = m_throttles - m_sampledThrottles;
    add(0, invocations, invocations);
    add(1, throttles, throttles + invocations);
    add(2, m_mostConcurrent, m_mostConcurrent);
    m_events.filtered = m_filteredOut;
    m_events.invoked = m_invokedRecords;
    // A count is sent when events were polled, even if it is nothing.
    const bool any = m_events.polled != m_sampledEvents.polled || invocations > 0;
    PeriodColumn column = 6;
    for (const auto count : {&EventCounts::polled, &EventCounts::filtered, &EventCounts::invoked, &EventCounts::failed,
                             &EventCounts::dropped, &EventCounts::toDestination}) {
        const std::uint64_t n = m_events.*count - m_sampledEvents.*count;
        add(column++, n, n > 0 || any ? std::max<std::uint64_t>(n, 1) : 0);
    }
    m_sampledEvents = m_events;
}

} // namespace hotshard

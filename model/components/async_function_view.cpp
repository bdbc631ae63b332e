// What the metrics record of an asynchronous function, and what a view sees of it.
#include "components/async_function.h"

#include <algorithm>

namespace hotshard {

void AsyncFunction::sample(Context &context)
{
    SeriesTable &series = context.series;
    m_invocations.sample(series, m_environments.busy());
    const auto sinceLast = [](std::uint64_t now, std::uint64_t &sampled) {
        const auto difference = static_cast<float>(now - sampled);
        sampled = now;
        return difference;
    };
    series.set(m_columns, sinceLast(m_arrived, m_sampledArrived));
    series.set(m_columns + 1, sinceLast(m_delivered, m_sampledDelivered));
    series.set(m_columns + 2, static_cast<float>(in(Stage::Throttled) + in(Stage::Failed)));
    series.set(m_columns + 3, static_cast<float>(static_cast<double>(m_oldest) * 1e-6));
    series.set(m_columns + 4, sinceLast(m_dropped, m_sampledDropped));
    m_oldest = 0;
}

ConservationRow AsyncFunction::conservation() const
{
    return {.id = id(),
            .name = name(),
            .in = m_notified,
            .waiting = waiting(),
            .inFlight = in(Stage::Working),
            .delivered = m_delivered,
            .deadLettered = m_dropped};
}

void AsyncFunction::describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &series, SimTime now) const
{
    AsyncFunctionView view;
    view.id = id();
    view.name = name();
    view.reads = m_wiring.from;
    view.received = m_arrived;
    view.invocations = m_invocations.invocations();
    view.errors = m_invocations.errors();
    view.throttles = m_invocations.throttles();
    view.retries = m_retries;
    view.delivered = m_delivered;
    view.dropped = m_dropped;
    view.droppedByAge = m_droppedByAge;
    view.coldStarts = m_coldStarts;
    view.timeouts = m_timeouts;
    view.underWay = in(Stage::UnderWay);
    view.waitingThrottled = in(Stage::Throttled);
    view.waitingRetry = in(Stage::Failed);
    view.concurrent = m_environments.busy();
    for (const Task &task : m_tasks)
        if (task.stage == Stage::Throttled || task.stage == Stage::Failed)
            view.oldestWaiting = std::max(view.oldestWaiting, now - task.object.told);
    view.receivedPerSecond = static_cast<double>(series.recentMean(m_columns, 10));
    view.deliveredPerSecond = static_cast<double>(series.recentMean(m_columns + 1, 10));
    view.durationMeanMs = m_durations.meanSeconds() * 1e3;
    view.durationP50Ms = m_durations.quantileSeconds(0.50) * 1e3;
    view.durationP95Ms = m_durations.quantileSeconds(0.95) * 1e3;
    view.durationP99Ms = m_durations.quantileSeconds(0.99) * 1e3;
    view.durationMaxMs = m_durations.maxSeconds() * 1e3;
    if (m_wiring.hasTo())
        view.writes = m_wiring.to;
    view.reserved = m_settings.reserved;
    if (m_settings.reserved < 0 && m_wiring.account.value != Wiring::nowhere)
        view.account = m_wiring.account;
    view.throttlesPerSecond = m_invocations.throttlesPerSecond(series);
    view.errorsPerSecond = m_invocations.errorsPerSecond(series);
    view.keepsDeadLetters = m_settings.deadLetters;
    snapshot.asyncFunctions.push_back(std::move(view));
}

void AsyncFunction::results(ComponentResult &result) const
{
    result.count("received_events", m_arrived, "events");
    result.count("invocations", m_invocations.invocations(), "invocations");
    result.count("errors", m_invocations.errors(), "invocations");
    result.count("outgoing_records", m_delivered, "events");
    result.count("dead_lettered_records", m_dropped, "events");
    result.count("dropped_by_age", m_droppedByAge, "events");
    result.count("waiting_events", in(Stage::Throttled) + in(Stage::Failed), "events");
    result.count("retries", m_retries, "invocations");
    result.count("throttles", m_invocations.throttles(), "invocations");
    result.count("cold_starts", m_coldStarts, "invocations");
    result.count("timeouts", m_timeouts, "invocations");
    const auto times = [&](const std::string &name, const Histogram &histogram) {
        result.number(name + "_mean", histogram.meanSeconds(), "s");
        result.number(name + "_p50", histogram.quantileSeconds(0.50), "s");
        result.number(name + "_p95", histogram.quantileSeconds(0.95), "s");
        result.number(name + "_p99", histogram.quantileSeconds(0.99), "s");
        result.number(name + "_max", histogram.maxSeconds(), "s");
    };
    times("duration", m_durations);
    times("event_age", m_ages);
}

std::uint64_t AsyncFunction::hash(std::uint64_t h) const
{
    for (const std::uint64_t n : {m_notified, m_arrived, m_delivered, m_dropped, m_droppedByAge, m_retries,
                                  m_coldStarts, m_timeouts, m_invocations.invocations(), m_invocations.throttles()})
        h = mix64(h ^ n);
    return m_durations.hash(m_ages.hash(h));
}

} // namespace hotshard

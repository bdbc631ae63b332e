// What the metrics record of a function, and what a view sees of it and of its lanes.
#include "components/lambda.h"

#include <algorithm>
#include <cmath>

namespace hotshard {

namespace {

constexpr std::size_t windowsShown = 12;

/// The value below which a share `q` of sorted values lies (nearest rank).
float quantile(const std::vector<float> &sorted, double q)
{
    const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

} // namespace

void Lambda::sampleInvocations(SeriesTable &series)
{
    const std::uint64_t invocations = m_invocations - m_sampledInvocations;
    const std::uint64_t records = m_invokedRecords - m_sampledRecords;
    series.set(m_columns, static_cast<float>(invocations));
    series.set(m_columns + 1, static_cast<float>(m_failures - m_sampledErrors));
    if (invocations > 0)
        series.set(m_columns + 7, static_cast<float>(static_cast<double>(records) / static_cast<double>(invocations)));
    series.set(m_columns + 8, static_cast<float>(m_throttles - m_sampledThrottles));
    series.set(m_columns + 9, static_cast<float>(m_mostConcurrent));
    m_sampledThrottles = m_throttles;
    m_mostConcurrent = m_environments.busy();
    m_sampledInvocations = m_invocations;
    m_sampledRecords = m_invokedRecords;
    m_sampledErrors = m_failures;
    if (m_secondDurations.empty())
        return;
    std::sort(m_secondDurations.begin(), m_secondDurations.end());
    double sum = 0;
    for (const float ms : m_secondDurations)
        sum += static_cast<double>(ms);
    series.set(m_columns + 2, static_cast<float>(sum / static_cast<double>(m_secondDurations.size())));
    series.set(m_columns + 3, quantile(m_secondDurations, 0.50));
    series.set(m_columns + 4, quantile(m_secondDurations, 0.95));
    series.set(m_columns + 5, quantile(m_secondDurations, 0.99));
    series.set(m_columns + 6, m_secondDurations.back());
    m_secondDurations.clear();
}

void Lambda::sample(Context &context)
{
    samplePeriods(context.periods);
    sampleInvocations(context.series);
    ShardPort &from = stream(context);
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s) {
        Lane &lane = m_lanes[s];
        const RecordLog &log = from.log(ShardId{s});
        if (from.closed(ShardId{s}) && lane.position.needed == log.end() && lane.sampledDelivered == lane.delivered)
            continue; // drained for good
        const std::int64_t age = ageNow(log, lane, context.now);
        lane.oldest = std::max(lane.oldest, age);
        expire(ShardId{s}, context);
        // What is pushed is not asked again and again; who waits for the end of the shard hears of it here.
        if (DeliveryPort *to = target(context);
            to && m_settings.pushed && age == 0 && lane.reading && isReadToItsEnd(lane))
            to->caughtUp(ShardId{s}, context);
        for (Worker &worker : lane.workers)
            if (worker.state == WorkerState::Working) {
                lane.busy += (context.now - worker.busySince).us;
                worker.busySince = context.now;
            }
        const double second = 1e6 * static_cast<double>(lane.workers.size());
        context.series.set(lane.columns, static_cast<float>(lane.delivered - lane.sampledDelivered));
        context.series.set(lane.columns + 1, static_cast<float>(static_cast<double>(lane.oldest) * 1e-6));
        context.series.set(lane.columns + 2, static_cast<float>(static_cast<double>(lane.busy) / second));
        lane.sampledDelivered = lane.delivered;
        lane.oldest = age;
        lane.busy = 0;
    }
}

ConservationRow Lambda::conservation() const
{
    return {.id = id(),
            .name = name(),
            .in = m_taken,
            .inFlight = m_inFlight,
            .delivered = m_delivered,
            .expired = m_expiredInFlight,
            .rejected = m_writer ? m_writer->gaveUp() : 0,
            .deadLettered = m_deadLettered,
            .filteredOut = m_filteredOut,
            .skipped = m_skipped};
}

std::uint64_t Lambda::inFlight(const Lane &lane)
{
    std::uint64_t records = 0;
    for (const Worker &worker : lane.workers) {
        records += worker.piece.records.count();
        for (const Piece &piece : worker.later)
            records += piece.records.count();
    }
    return records;
}

SlotView Lambda::describeSlot(const Worker &worker)
{
    SlotView slot;
    slot.state = worker.state;
    slot.throttled = worker.throttled;
    slot.poison = worker.poison;
    slot.attempt = static_cast<int>(worker.piece.attempt);
    slot.batchRecords = static_cast<int>(worker.piece.records.count());
    slot.waiting = worker.queue.count() + worker.piece.records.count();
    for (const Piece &piece : worker.later)
        slot.waiting += piece.records.count();
    slot.started = worker.started;
    slot.until = worker.until;
    return slot;
}

void Lambda::describeSlots(WorkerView &view, const Lane &lane)
{
    if (lane.workers.size() < 2)
        return;
    std::uint64_t most = 0, sum = 0;
    for (const Worker &worker : lane.workers) {
        view.parallel.push_back(describeSlot(worker));
        const std::uint64_t waiting = view.parallel.back().waiting;
        sum += waiting;
        if (waiting > most) {
            most = waiting;
            view.busiestSlot = static_cast<int>(view.parallel.size()) - 1;
        }
    }
    // One that has hardly more than its share does not stand out.
    if (most * lane.workers.size() < sum * 3 / 2)
        view.busiestSlot = -1;
}

void Lambda::describeLane(ConsumerView &shown, const Lane &lane, double busyShare)
{
    const Worker &worker = lane.workers[tellingWorker(lane)];
    shown.inFlight = inFlight(lane);
    WorkerView &view = shown.worker;
    view.state = lane.reading || lane.over ? worker.state : WorkerState::Waiting;
    view.batchRecords = static_cast<int>(worker.piece.records.count());
    view.attempt = static_cast<int>(worker.piece.attempt);
    view.poison = worker.poison;
    view.throttled = worker.throttled;
    view.throttles = static_cast<int>(worker.throttles);
    view.busyWorkers = static_cast<int>(lane.busyWorkers);
    view.doneBefore = static_cast<int>(worker.doneBefore);
    for (auto piece = worker.later.rbegin(); piece != worker.later.rend(); ++piece)
        view.later.push_back(static_cast<int>(piece->records.count()));
    view.started = worker.started;
    view.until = worker.until;
    view.busyShare = busyShare;
    view.recordsPerInvocation =
        lane.invocation ? static_cast<double>(lane.delivered) / static_cast<double>(lane.invocation) : 0;
    describeSlots(view, lane);
}

void Lambda::describeLanes(Snapshot &snapshot, const std::vector<float> &recent) const
{
    for (StreamView &stream : snapshot.streams) {
        if (stream.id != m_wiring.from)
            continue;
        for (LaneView &shown : stream.lanes) {
            const Lane &lane = m_lanes[shown.shard.value];
            const auto own = std::find_if(shown.consumers.begin(), shown.consumers.end(),
                                          [&](const ConsumerView &consumer) { return consumer.function == id(); });
            if (own == shown.consumers.end())
                continue;
            own->outPerSecond = static_cast<double>(recent[lane.columns]);
            describeLane(*own, lane, static_cast<double>(recent[lane.columns + 2]));
            if (own - shown.consumers.begin() != shown.lead)
                continue;
            shown.outPerSecond = own->outPerSecond;
            shown.iteratorAge = own->iteratorAge;
            shown.inFlight = own->inFlight;
            shown.worker = own->worker;
        }
    }
}

void Lambda::describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &series, SimTime) const
{
    FunctionView view;
    view.id = id();
    view.name = name();
    view.reads = m_wiring.from;
    if (m_wiring.hasTo())
        view.writes = m_wiring.to;
    if (m_writer) {
        view.written = m_writer->written();
        view.writeRejectedAttempts = m_writer->throttled();
        view.writeGaveUp = m_writer->gaveUp();
    }
    view.invocations = m_invocations;
    view.errors = m_failures;
    view.delivered = m_delivered;
    view.deadLettered = m_deadLettered;
    view.durationMeanMs = m_durations.meanSeconds() * 1e3;
    view.durationP50Ms = m_durations.quantileSeconds(0.50) * 1e3;
    view.durationP95Ms = m_durations.quantileSeconds(0.95) * 1e3;
    view.durationP99Ms = m_durations.quantileSeconds(0.99) * 1e3;
    view.durationMaxMs = m_durations.maxSeconds() * 1e3;
    view.recordsPerInvocation =
        m_invocations ? static_cast<double>(m_invokedRecords) / static_cast<double>(m_invocations) : 0;
    const double full = m_settings.mean(m_settings.batchSize) * 1e-6;
    view.capacityPerShard = full > 0 ? static_cast<double>(m_settings.batchSize) / full * m_settings.factor : 0;
    view.outOfOrder = m_outOfOrder;
    view.batchSize = static_cast<int>(m_settings.batchSize);
    const std::vector<float> recent = series.recentMeans(10);
    describeLanes(snapshot, recent);
    view.throttlesPerSecond = static_cast<double>(recent[m_columns + 8]);
    view.errorsPerSecond = static_cast<double>(recent[m_columns + 1]);
    view.enabled = m_settings.enabled;
    view.reserved = m_settings.reserved;
    if (m_wiring.account.value != Wiring::nowhere)
        view.account = m_wiring.account;
    view.deadAged = m_deadAged;
    view.keepsDeadLetters = m_settings.onFailure;
    view.throttles = m_throttles;
    view.coldStarts = m_coldStarts;
    view.timeouts = m_timeouts;
    view.filteredOut = m_filteredOut;
    view.skipped = m_skipped;
    view.expiredIterators = m_expiredIterators;
    view.tumblingWindow = m_settings.window;
    view.closedWindows = m_closedWindows;
    view.lostWindows = m_lostWindows;
    for (std::size_t i = m_shardWindows->size() - std::min(m_shardWindows->size(), windowsShown);
         i < m_shardWindows->size(); ++i) {
        const ShardWindow &window = (*m_shardWindows)[i];
        view.newestWindows.push_back(
            {window.shard, window.start, window.end, window.records, window.closed, window.lost});
    }
    view.redelivered = m_redelivered;
    view.concurrent = m_environments.busy();
    view.factor = static_cast<int>(m_settings.factor);
    snapshot.functions.push_back(std::move(view));
}

std::uint64_t Lambda::hash(std::uint64_t h) const
{
    for (const std::uint64_t n : {m_taken, m_delivered, m_deadLettered, m_expiredInFlight, m_filteredOut, m_redelivered,
                                  m_invocations, m_failures, m_throttles, m_coldStarts, m_outOfOrder})
        h = mix64(h ^ n);
    if (m_closedWindows > 0 || m_lostWindows > 0)
        h = mix64(mix64(mix64(h ^ m_closedWindows) ^ m_lostWindows) ^ m_windowRecords);
    if (m_skipped > 0 || m_expiredIterators > 0)
        h = mix64(mix64(h ^ m_skipped) ^ m_expiredIterators);
    if (m_writer)
        h = m_writer->hash(h);
    return m_durations.hash(m_ages.hash(m_waits.hash(h)));
}

void Lambda::results(ComponentResult &result) const
{
    result.count("invocations", m_invocations, "invocations");
    result.count("errors", m_failures, "invocations");
    result.count("outgoing_records", m_delivered);
    result.count("dead_lettered_records", m_deadLettered);
    result.count("out_of_order_records", m_outOfOrder);
    result.count("redelivered_records", m_redelivered);
    if (m_overlooked > 0)
        result.count("overlooked_records", m_overlooked);
    result.count("filtered_out_records", m_filteredOut);
    result.count("skipped_records", m_skipped);
    result.count("throttles", m_throttles, "invocations");
    result.count("read_throttles", m_readThrottles, "calls");
    result.count("expired_iterators", m_expiredIterators, "iterators");
    result.count("cold_starts", m_coldStarts, "invocations");
    result.count("timeouts", m_timeouts, "invocations");
    if (m_settings.window > Duration{0}) {
        result.count("closed_windows", m_closedWindows, "windows");
        result.count("lost_windows", m_lostWindows, "windows");
        result.count("window_records", m_windowRecords);
    }
    if (m_writer)
        m_writer->results(result);
    const double invocations = static_cast<double>(std::max<std::uint64_t>(1, m_invocations));
    result.number("records_per_invocation", static_cast<double>(m_invokedRecords) / invocations, "records");
    const auto times = [&](const std::string &name, const Histogram &histogram) {
        result.number(name + "_mean", histogram.meanSeconds(), "s");
        result.number(name + "_p50", histogram.quantileSeconds(0.50), "s");
        result.number(name + "_p95", histogram.quantileSeconds(0.95), "s");
        result.number(name + "_p99", histogram.quantileSeconds(0.99), "s");
        result.number(name + "_max", histogram.maxSeconds(), "s");
    };
    times("duration", m_durations);
    times("iterator_age", m_ages);
    times("wait", m_waits);
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s) {
        const Lane &lane = m_lanes[s];
        ShardResult entry;
        entry.shard = ShardId{s};
        entry.metrics = {{"outgoing_records", "records", lane.delivered},
                         {"in_flight_records", "records", inFlight(lane)},
                         {"expired_records", "records", lane.position.expired},
                         {"invocations", "invocations", lane.invocation}};
        result.shards.push_back(std::move(entry));
    }
}

} // namespace hotshard

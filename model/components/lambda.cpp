#include "components/lambda.h"

#include "kernel/check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace hotshard {

namespace {

constexpr Duration longestBackOff = Duration::seconds(60);

Spread spreadOf(const std::string &name)
{
    return name == "uniform"    ? Spread::Uniform
        : name == "exponential" ? Spread::Exponential
        : name == "lognormal"   ? Spread::Lognormal
                                : Spread::Constant;
}

} // namespace

Lambda::Lambda(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters)
    : Component(id, name)
    , m_wiring(std::move(wiring))
    , m_latency(RandomStream::named(seed, name, "latency"))
    , m_errors(RandomStream::named(seed, name, "errors"))
    , m_phase(RandomStream::named(seed, name, "poll phase"))
{
    configure(parameters);
}

void Lambda::configure(const Parameters &parameters)
{
    m_batchSize = parameters.integer("batch_size");
    m_pollInterval = parameters.duration("poll_interval");
    m_perBatch = parameters.duration("latency.per_batch");
    m_perRecord = parameters.duration("latency.per_record");
    m_spread = spreadOf(parameters.text("latency.distribution"));
    m_variation = parameters.number("latency.variation");
    m_errorRate = parameters.number("error_rate");
    m_maxRetries = parameters.integer("retries.maximum");
    m_backOff = parameters.duration("retries.back_off");
}

void Lambda::reconfigure(const Parameters &parameters, Context &)
{
    configure(parameters); // the invocation that runs keeps its time; the next one has the new
}

ShardPort &Lambda::stream(Context &context) const
{
    ShardPort *port = context.components[m_wiring.from.value]->shardPort();
    HOTSHARD_REQUIRE(port, "a function reads a stream");
    return *port;
}

DeliveryPort *Lambda::target(Context &context) const
{
    return m_wiring.hasTo() ? context.components[m_wiring.to.value]->deliveryPort() : nullptr;
}

void Lambda::start(Context &context)
{
    m_columns = context.series.addColumn({id(), Metric::Invocations});
    for (const Metric metric : {Metric::Errors, Metric::DurationMean, Metric::DurationP50, Metric::DurationP95,
                                Metric::DurationP99, Metric::DurationMax, Metric::BatchRecords})
        context.series.addColumn({id(), metric});
    addLanes(context);
    // Mappings poll each shard at a moment of its own; in step, all lanes would breathe together.
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s)
        startLane(ShardId{s}, SimTime{pollPhase(s).us}, context);
}

Duration Lambda::pollPhase(std::uint32_t shard) const
{
    return {static_cast<std::int64_t>(m_phase.uniform(shard) * static_cast<double>(m_pollInterval.us))};
}

void Lambda::addLanes(Context &context)
{
    while (m_lanes.size() < stream(context).shardCount()) {
        Lane lane;
        const auto shard = static_cast<std::int32_t>(m_lanes.size());
        lane.columns = context.series.addColumn({id(), Metric::Outgoing, shard});
        context.series.addColumn({id(), Metric::IteratorAge, shard});
        context.series.addColumn({id(), Metric::Busy, shard});
        m_lanes.push_back(lane);
    }
}

void Lambda::startLane(ShardId shard, SimTime firstPoll, Context &context)
{
    m_lanes[shard.value].state = WorkerState::Idle;
    if (DeliveryPort *to = target(context))
        to->shardStarts(shard, context);
    context.scheduler.schedule(firstPoll, id(), Poll, shard.value);
}

void Lambda::shardsChanged(Context &context)
{
    addLanes(context);
    startReadyLanes(context);
}

void Lambda::startReadyLanes(Context &context)
{
    // A child is read only when its parents have been read to their ends: otherwise newer records of a key
    // would be done before older ones.
    ShardPort &from = stream(context);
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s) {
        if (m_lanes[s].state != WorkerState::Waiting)
            continue;
        const std::vector<ShardId> parents = from.parents(ShardId{s});
        const bool ready = std::all_of(parents.begin(), parents.end(), [&](ShardId parent) {
            // A parent that waits itself has nothing done and, as it was split at once, nothing written.
            const Lane &lane = m_lanes[parent.value];
            return lane.state != WorkerState::Waiting && from.closed(parent) && lane.done == from.log(parent).end();
        });
        if (!ready)
            continue;
        startLane(ShardId{s}, context.now + pollPhase(s), context);
        if (DeliveryPort *to = target(context))
            for (const ShardId parent : parents)
                to->drained(parent, {ShardId{s}}, context);
    }
}

void Lambda::onEvent(const Event &event, Context &context)
{
    const ShardId shard{event.shard};
    switch (static_cast<EventKind>(event.kind)) {
    case Poll: poll(shard, context); break;
    case Done: finish(shard, context); break;
    case Retry: retry(shard, context); break;
    }
}

std::int64_t Lambda::ageNow(const RecordLog &log, const Lane &lane, SimTime now) const
{
    if (lane.read == log.end() || log.arrival(lane.read) > now.us)
        return 0;
    return now.us - log.arrival(lane.read);
}

void Lambda::expire(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    const SimTime oldestKept = context.now - from.retention();
    const std::uint64_t gone = log.arrivedBy(SimTime{oldestKept.us - 1}, lane.read, log.end() - lane.read);
    if (gone == 0)
        return;
    lane.read += gone;
    lane.expired += gone;
    if (lane.state == WorkerState::Idle || lane.state == WorkerState::Waiting)
        lane.done = lane.batchEnd = lane.read;
}

void Lambda::poll(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    lane.oldest = std::max(lane.oldest, ageNow(log, lane, context.now));
    expire(shard, context);
    lane.polled = context.now;
    const std::uint64_t n = log.arrivedBy(context.now, lane.read, static_cast<std::uint64_t>(m_batchSize));
    if (n == 0) {
        report(shard, context);
        if (from.closed(shard) && lane.read == log.end()) {
            startReadyLanes(context);
            return;
        }
        if (DeliveryPort *to = target(context))
            to->caughtUp(shard, context);
        context.scheduler.schedule(context.now + m_pollInterval, id(), Poll, shard.value);
        return;
    }
    lane.read += n;
    lane.batchEnd = lane.read;
    m_read += n;
    lane.attempt = 1;
    lane.full = n == static_cast<std::uint64_t>(m_batchSize);
    log.visit(lane.done, lane.batchEnd, [&](const LogSpan &span) {
        std::array<std::uint32_t, LogChunk::largest> offsets;
        const std::span<std::uint32_t> used(offsets.data(), span.count());
        span.chunk->copyOffsets(span.from, used);
        m_waits.addAges(context.now.us, span.chunk->base, used);
    });
    lane.poison = holdsPoison(log, lane);
    report(shard, context);
    invoke(shard, context);
}

bool Lambda::holdsPoison(const RecordLog &log, const Lane &lane) const
{
    bool poison = false;
    log.visit(lane.done, lane.batchEnd, [&](const LogSpan &span) {
        const auto &marks = span.chunk->poison;
        const auto first = std::lower_bound(marks.begin(), marks.end(), span.from);
        poison = poison || (first != marks.end() && *first < span.to);
    });
    return poison;
}

void Lambda::invoke(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    const auto n = static_cast<std::int64_t>(lane.batchEnd - lane.done);
    m_ages.add(context.now.us - stream(context).log(shard).arrival(lane.batchEnd - 1));
    const std::uint64_t draw = lane.invocation++;
    const double factor =
        m_spread == Spread::Constant ? 1 : spreadFactor(m_spread, m_variation, m_latency.sub(shard.value).bits(draw));
    const double time = static_cast<double>(m_perBatch.us + m_perRecord.us * n) * factor;
    // At least a microsecond: a function that takes no time would never let the clock move.
    const Duration duration{std::max<std::int64_t>(1, math::round(std::min(time, 0x1p50)))};
    lane.failing = lane.poison || (m_errorRate > 0 && m_errors.sub(shard.value).uniform(draw) < m_errorRate);
    lane.state = WorkerState::Working;
    lane.started = lane.busySince = context.now;
    lane.until = context.now + duration;
    ++lane.invocations;
    ++m_invocations;
    m_invokedRecords += static_cast<std::uint64_t>(n);
    context.scheduler.schedule(lane.until, id(), Done, shard.value);
}

void Lambda::finish(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    lane.busy += (context.now - lane.busySince).us;
    const std::int64_t duration = (context.now - lane.started).us;
    m_durations.add(duration);
    m_secondDurations.push_back(static_cast<float>(duration) * 1e-3f);
    if (lane.failing)
        fail(shard, context);
    else
        succeed(shard, context);
}

void Lambda::fail(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    ++m_failures;
    if (m_maxRetries >= 0 && lane.attempt > m_maxRetries) {
        setAside(shard, context);
        return;
    }
    const std::uint32_t doublings = std::min(lane.attempt - 1, 20u);
    lane.state = WorkerState::BackingOff;
    lane.started = context.now;
    lane.until = context.now + std::min(Duration{m_backOff.us << doublings}, longestBackOff);
    context.scheduler.schedule(lane.until, id(), Retry, shard.value);
}

void Lambda::retry(ShardId shard, Context &context)
{
    // What has expired meanwhile cannot be read again; the rest of the batch is tried once more.
    Lane &lane = m_lanes[shard.value];
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    const SimTime oldestKept = context.now - from.retention();
    const std::uint64_t gone = log.arrivedBy(SimTime{oldestKept.us - 1}, lane.done, lane.batchEnd - lane.done);
    m_expiredInFlight += gone;
    lane.done += gone;
    if (lane.done == lane.batchEnd) {
        finishBatch(shard, true, context);
        return;
    }
    lane.poison = holdsPoison(log, lane);
    ++lane.attempt;
    invoke(shard, context);
}

void Lambda::setAside(ShardId shard, Context &context)
{
    const Lane &lane = m_lanes[shard.value];
    m_deadLettered += lane.batchEnd - lane.done;
    finishBatch(shard, true, context);
}

void Lambda::succeed(ShardId shard, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    if (from.orderAtRisk())
        checkOrder(log, lane);
    if (DeliveryPort *to = target(context))
        to->deliver({log, shard, lane.done, lane.batchEnd}, context);
    const std::uint64_t n = lane.batchEnd - lane.done;
    m_delivered += n;
    lane.delivered += n;
    finishBatch(shard, lane.full, context);
}

void Lambda::finishBatch(ShardId shard, bool full, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    lane.done = lane.batchEnd = lane.read;
    lane.state = WorkerState::Idle;
    lane.poison = false;
    report(shard, context);
    if (full) {
        poll(shard, context);
        return;
    }
    context.scheduler.schedule(std::max(lane.polled + m_pollInterval, context.now), id(), Poll, shard.value);
}

void Lambda::report(ShardId shard, Context &context)
{
    const Lane &lane = m_lanes[shard.value];
    stream(context).readerAt(shard, lane.read, lane.done, lane.expired);
}

void Lambda::checkOrder(const RecordLog &log, const Lane &lane)
{
    // Nothing before order came to be at risk can be overtaken by what comes after: until then a key's
    // records were done in the order in which they lay in their shard.
    log.visit(lane.done, lane.batchEnd, [&](const LogSpan &span) {
        for (std::uint32_t i = span.from; i < span.to; ++i) {
            const std::uint32_t key = span.chunk->key(i);
            const std::int64_t made = span.chunk->eventTime(i);
            if (made < m_lastDone[key])
                ++m_outOfOrder;
            else
                m_lastDone.writable(key) = made;
        }
    });
}

} // namespace hotshard

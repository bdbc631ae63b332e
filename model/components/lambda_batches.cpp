// The event source mapping's batches: from its buffer through the function, again and again if need be.
#include "components/lambda.h"

#include "kernel/check.h"
#include "kernel/portable_math.h"
#include "kernel/sole_owner.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace hotshard {

namespace {

constexpr Duration longestBackOff = Duration::seconds(60);

/// Bytes of a record in the event that a function gets: Base64, and the JSON around it.
std::int64_t inPayload(std::uint32_t bytes) { return (std::int64_t{bytes} + 2) / 3 * 4 + Lambda::envelopeBytes; }

} // namespace

void Lambda::dispatch(ShardId shard, std::uint32_t w, Context &context)
{
    Worker &worker = m_lanes[shard.value].workers[w];
    if (worker.state != WorkerState::Idle)
        return;
    if (!worker.queue.empty())
        expire(shard, context); // what lies in the buffer is not kept for longer than in the stream
    if (closesWindow(shard, context) || worker.queue.empty())
        return;
    // The window begins with the end of the invocation before (domain notes 4.2).
    const SimTime windowEnd = worker.gatheringSince + m_settings.batchingWindow;
    if (worker.queue.count() < m_settings.batchSize && context.now < windowEnd) {
        if (worker.windowEnd != windowEnd)
            context.scheduler.schedule(windowEnd, id(), WindowEnd, shard.value * maxFactor + w);
        worker.windowEnd = windowEnd;
        return;
    }
    while (cutBatch(shard, worker, context) == 0)
        if (closesWindow(shard, context) || worker.queue.empty())
            return; // all were too old
    ++m_lanes[shard.value].busyWorkers;
    invoke(shard, w, context);
}

std::uint64_t Lambda::fitting(const RecordLog &log, const Batch &queue, std::uint64_t most) const
{
    std::uint64_t fit = 0;
    std::int64_t left = payloadBytes;
    queue.forRuns([&](std::uint64_t from, std::uint64_t to) {
        to = std::min(to, from + (most - fit));
        log.visit(from, to, [&](const LogSpan &span) {
            const LogChunk &chunk = *span.chunk;
            if (chunk.bytes.empty()) {
                const std::int64_t each = inPayload(chunk.commonBytes);
                const std::int64_t n = std::min<std::int64_t>(span.count(), std::max<std::int64_t>(left, 0) / each);
                fit += static_cast<std::uint64_t>(n);
                left = n < span.count() ? -1 : left - n * each;
                return;
            }
            for (std::uint32_t i = span.from; i < span.to && left >= 0; ++i) {
                left -= inPayload(chunk.bytes[i]);
                fit += left >= 0;
            }
        });
    });
    return std::max<std::uint64_t>(fit, 1); // a record larger than that is handed over alone
}

std::uint64_t Lambda::cutBatch(ShardId shard, Worker &worker, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    const RecordLog &log = stream(context).log(shard);
    std::uint64_t n = fitting(log, worker.queue, std::min(worker.queue.count(), m_settings.batchSize));
    if (m_settings.window > Duration{0})
        n = openWindow(shard, n, context);
    Batch &batch = worker.piece.records;
    batch.clear();
    worker.queue.moveFront(n, batch);
    worker.piece.attempt = 1;
    worker.attempts.clear();
    worker.doneBefore = 0;
    lane.buffered -= n;
    lane.position.taken += n;
    m_taken += n;
    m_inFlight += n;
    if (m_settings.maxAge > Duration{0})
        dropTooOld(shard, worker, context);
    batch.forRuns([&](std::uint64_t from, std::uint64_t to) {
        log.visit(from, to, [&](const LogSpan &span) {
            std::array<std::uint32_t, LogChunk::largest> offsets;
            const std::span<std::uint32_t> used(offsets.data(), span.count());
            span.chunk->copyOffsets(span.from, used);
            m_waits.addAges(context.now.us, span.chunk->base, used);
        });
    });
    return batch.count();
}

void Lambda::invoke(ShardId shard, std::uint32_t w, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    Worker &worker = lane.workers[w];
    ConcurrencyPort *shared = m_settings.reserved < 0 ? account(context) : nullptr;
    const bool mayRun =
        shared ? shared->take(id()) : m_settings.reserved < 0 || m_environments.busy() < m_settings.reserved;
    worker.throttled = !mayRun;
    worker.fromAccount = mayRun && shared;
    if (!mayRun) {
        // Not the function's fault: it uses no retry (domain notes 4.4, 4.8).
        ++m_throttles;
        noteAttempt(worker, AttemptStory::Result::Throttled, context.now);
        waitForConcurrency(shard, w, context);
        return;
    }
    worker.throttles = 0;
    const bool cold = m_environments.take(context.now, m_settings.keptWarm);
    m_coldStarts += cold;
    m_mostConcurrent = std::max(m_mostConcurrent, m_environments.busy());
    const RecordLog &log = stream(context).log(shard);
    const Batch &batch = worker.piece.records;
    worker.invokedAt = context.now;
    worker.age = worker.final ? -1 : context.now.us - log.arrival(batch.last());
    if (!worker.final)
        m_ages.add(worker.age);
    const std::uint64_t draw = lane.invocation++;
    const double factor = m_settings.spread == Spread::Constant
        ? 1
        : spreadFactor(m_settings.spread, m_settings.variation, m_latency.sub(shard.value).bits(draw));
    const double time = m_settings.mean(batch.count()) * factor;
    worker.started = context.now + (cold ? m_settings.coldStart : Duration{0});
    DeliveryPort *to = target(context);
    const Duration before = to ? to->begins({id(), shard.value * maxFactor + w}, worker.started, context) : Duration{};
    // At least a microsecond: a function that takes no time would never let the clock move.
    const Duration duration = before + Duration{std::max<std::int64_t>(1, math::round(std::min(time, 0x1p50)))};
    judge(shard, worker, duration, draw, log);
    worker.state = WorkerState::Working;
    worker.busySince = context.now;
    worker.until = worker.started + std::min(duration, m_settings.timeout);
    ++m_invocations;
    m_invokedRecords += batch.count();
    context.scheduler.schedule(worker.until, id(), Done, shard.value * maxFactor + w);
}

bool Lambda::keepsWriting(ShardId shard, std::uint32_t w, Context &context)
{
    DeliveryPort *to = target(context);
    if (!to)
        return false;
    Worker &worker = m_lanes[shard.value].workers[w];
    const Writer writer{id(), shard.value * maxFactor + w};
    const std::uint64_t records = worker.poison ? worker.succeeded : worker.piece.records.count();
    if (worker.failing || records == 0) {
        to->breaksOff(writer, context);
        return false;
    }
    const Duration more = to->goesOn(writer, records, context);
    if (more == Duration{0})
        return false;
    // One that is cut off here may have written already: its records come again all the same.
    const SimTime limit = std::max(worker.started + m_settings.timeout, context.now);
    worker.timedOut = worker.failing = context.now + more > limit;
    worker.until = std::min(context.now + more, limit);
    context.scheduler.schedule(worker.until, id(), Done, shard.value * maxFactor + w);
    return true;
}

void Lambda::finish(ShardId shard, std::uint32_t w, Context &context)
{
    if (keepsWriting(shard, w, context))
        return;
    Lane &lane = m_lanes[shard.value];
    Worker &worker = lane.workers[w];
    m_environments.giveBack(context.now, !worker.timedOut);
    if (worker.fromAccount)
        account(context)->giveBack(id());
    lane.busy += (context.now - worker.busySince).us;
    const std::int64_t duration = (context.now - worker.started).us;
    m_durations.add(duration);
    m_secondDurations.push_back(static_cast<float>(duration) * 1e-3f);
    m_timeouts += worker.timedOut;
    m_failures += worker.failing;
    noteEnd(worker, context.now);
    Batch &batch = worker.piece.records;
    m_events.failed += worker.failing ? batch.count() : 0;
    measureEnd(worker, Duration{duration}, context);
    if (worker.failing || (worker.poison && worker.succeeded == 0)) {
        fail(shard, w, context);
        return;
    }
    const std::uint64_t gaveUp = worker.unwritten.count() + std::exchange(worker.lostWrites, 0);
    worker.unwritten.clear();
    if (!worker.poison) {
        deliver(shard, batch, gaveUp, context);
        if (worker.final)
            closeWindow(shard, false, context);
        finishPiece(shard, w, context);
        return;
    }
    // A partial response: done up to the lowest number that it names, and the rest is a new batch with retries of
    // its own (domain notes 4.5, T15).
    Batch done;
    batch.moveFront(worker.succeeded, done);
    deliver(shard, done, gaveUp, context);
    worker.piece.attempt = 1;
    worker.doneBefore += done.count();
    m_redelivered += batch.count();
    invoke(shard, w, context);
}

void Lambda::backOff(ShardId shard, std::uint32_t w, std::uint32_t doublings, Context &context)
{
    Worker &worker = m_lanes[shard.value].workers[w];
    worker.state = WorkerState::BackingOff;
    worker.started = context.now;
    worker.until = context.now + std::min(Duration{m_settings.backOff.us << std::min(doublings, 20u)}, longestBackOff);
    context.scheduler.schedule(worker.until, id(), Retry, shard.value * maxFactor + w);
}

void Lambda::waitForConcurrency(ShardId shard, std::uint32_t w, Context &context)
{
    // Waits that are all alike would let the same lanes come too late for ever: these are drawn, and short.
    Worker &worker = m_lanes[shard.value].workers[w];
    const double longest = static_cast<double>(m_settings.backOff.us << std::min(worker.throttles++, 3u));
    const double part = 0.5 + 0.5 * m_throttling.uniform(m_throttles);
    worker.state = WorkerState::BackingOff;
    worker.started = context.now;
    worker.until = context.now + Duration{std::max<std::int64_t>(1, static_cast<std::int64_t>(longest * part))};
    context.scheduler.schedule(worker.until, id(), Retry, shard.value * maxFactor + w);
}

void Lambda::retry(ShardId shard, std::uint32_t w, Context &context)
{
    Worker &worker = m_lanes[shard.value].workers[w];
    const Lane &lane = m_lanes[shard.value];
    if (!worker.final)
        dropTooOld(shard, worker, context);
    else if (m_settings.maxAge > Duration{0} && context.now - lane.windowEnd > m_settings.maxAge)
        closeWindow(shard, true, context);
    if (worker.final ? lane.windowEnd == SimTime::never() : worker.piece.records.empty()) {
        finishPiece(shard, w, context);
        return;
    }
    if (!worker.throttled) {
        ++worker.piece.attempt;
        m_redelivered += worker.piece.records.count();
    }
    invoke(shard, w, context);
}

void Lambda::dropTooOld(ShardId shard, Worker &worker, Context &context)
{
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    Batch &batch = worker.piece.records;
    const auto olderThan = [&](Duration age) {
        const SimTime latest = context.now - age - Duration::microseconds(1);
        const std::uint64_t first = batch.first();
        return batch.countBelow(first + log.arrivedBy(latest, first, batch.last() + 1 - first));
    };
    // What has expired cannot be read again.
    const std::uint64_t expired = olderThan(from.retention());
    batch.dropFront(expired);
    m_expiredInFlight += expired;
    m_inFlight -= expired;
    if (batch.empty() || m_settings.maxAge <= Duration{0})
        return;
    Batch old;
    batch.moveFront(olderThan(m_settings.maxAge), old);
    if (!old.empty())
        setAside(shard, old, DeadLetter::Reason::RecordAgeExceeded,
                 worker.state == WorkerState::BackingOff ? worker.piece.attempt + 1 : 1, context);
}

void Lambda::deliver(ShardId shard, const Batch &records, std::uint64_t gaveUp, Context &context)
{
    ShardPort &from = stream(context);
    const RecordLog &log = from.log(shard);
    if (from.orderAtRisk())
        checkOrder(log, records);
    if (DeliveryPort *to = target(context))
        records.forRuns([&](std::uint64_t first, std::uint64_t end) {
            to->deliver({log, shard, first, end}, context);
        });
    if (gaveUp > 0)
        m_writer->giveUp(gaveUp);
    m_delivered += records.count() - gaveUp;
    m_inFlight -= records.count();
    m_lanes[shard.value].windowRecords += records.count();
    m_lanes[shard.value].delivered += records.count() - gaveUp;
}

void Lambda::setAside(ShardId shard, const Batch &records, DeadLetter::Reason reason, std::uint32_t attempts,
                      Context &context)
{
    m_deadLettered += records.count();
    (m_settings.onFailure ? m_events.toDestination : m_events.dropped) += records.count();
    m_deadAged += reason == DeadLetter::Reason::RecordAgeExceeded ? records.count() : 0;
    m_inFlight -= records.count();
    if (!m_settings.onFailure || m_deadLetters->size() >= maxDeadLetters)
        return;
    if (!isSoleOwner(m_deadLetters))
        m_deadLetters = std::make_shared<std::vector<DeadLetter>>(*m_deadLetters);
    const RecordLog &log = stream(context).log(shard);
    m_deadLetters->push_back({context.now, shard, reason, records.first(), records.last(), records.count(),
                              SimTime{log.arrival(records.first())}, SimTime{log.arrival(records.last())}, attempts});
}

void Lambda::finishPiece(ShardId shard, std::uint32_t w, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    Worker &worker = lane.workers[w];
    worker.piece.records.clear();
    worker.final = false;
    if (!worker.later.empty()) {
        worker.piece = std::move(worker.later.back());
        worker.later.pop_back();
        m_redelivered += worker.piece.records.count();
        invoke(shard, w, context);
        return;
    }
    worker.state = WorkerState::Idle;
    worker.poison = false;
    worker.gatheringSince = context.now;
    --lane.busyWorkers;
    dispatch(shard, w, context);
    readOn(shard, context);
}

void Lambda::checkOrder(const RecordLog &log, const Batch &records)
{
    // Nothing before order came to be at risk can be overtaken by what comes after: until then a key's
    // records were done in the order in which they lay in their shard.
    records.forRuns([&](std::uint64_t from, std::uint64_t to) {
        log.visit(from, to, [&](const LogSpan &span) {
            for (std::uint32_t i = span.from; i < span.to; ++i) {
                const std::uint32_t key = span.chunk->key(i);
                const std::int64_t made = span.chunk->eventTime(i);
                if (made < m_lastDone[key])
                    ++m_outOfOrder;
                else
                    m_lastDone.writable(key) = made;
            }
        });
    });
}

} // namespace hotshard

#include "components/async_function.h"

#include "kernel/portable_math.h"
#include "kernel/sole_owner.h"

#include <algorithm>

namespace hotshard {

namespace {

/// Memory that comes with one whole processor; less has a part of one (domain notes 6).
constexpr double wholeProcessor = 1769;
constexpr double mebibyte = 1024 * 1024;

/// Draws of one event have two counters: its notification and its attempt.
RandomStream ofEvent(const RandomStream &stream, const ObjectCreated &object)
{
    return stream.sub(object.number).sub(object.notification);
}

} // namespace

AsyncFunction::Settings::Settings(const Parameters &parameters)
    : perObject(parameters.duration("latency.per_object"))
    , perMebibyte(parameters.duration("latency.per_mib"))
    , timeout(parameters.duration("timeout"))
    , coldStart(parameters.duration("cold_start"))
    , keptWarm(parameters.duration("kept_warm"))
    , maxAge(parameters.duration("retries.event_age"))
    , spread(spreadNamed(parameters.text("latency.distribution")))
    , variation(parameters.number("latency.variation"))
    , errorRate(parameters.number("error_rate"))
    , reserved(parameters.integer("reserved_concurrency"))
    , maxRetries(static_cast<std::uint32_t>(parameters.integer("retries.maximum")))
    , deadLetters(parameters.boolean("retries.on_failure"))
{
    const double stretched = std::max(1.0, wholeProcessor / static_cast<double>(parameters.integer("memory")));
    slowdown = 1 + parameters.number("latency.computing") * (stretched - 1);
}

AsyncFunction::AsyncFunction(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed,
                             const Parameters &parameters)
    : Component(id, name)
    , m_wiring(std::move(wiring))
    , m_settings(parameters)
    , m_latency(RandomStream::named(seed, name, "latency"))
    , m_errors(RandomStream::named(seed, name, "errors"))
{
}

DeliveryPort *AsyncFunction::target(Context &context) const
{
    return m_wiring.hasTo() ? context.components[m_wiring.to.value]->deliveryPort() : nullptr;
}

ConcurrencyPort *AsyncFunction::account(Context &context) const
{
    const bool any = m_wiring.account.value != Wiring::nowhere;
    return any ? context.components[m_wiring.account.value]->concurrencyPort() : nullptr;
}

void AsyncFunction::start(Context &context)
{
    m_invocations.addColumns(id(), context.series);
    m_columns = context.series.addColumn({id(), Metric::Incoming});
    for (const Metric metric : {Metric::Outgoing, Metric::Backlog, Metric::EventAge, Metric::EventsDropped})
        context.series.addColumn({id(), metric});
    if (ConcurrencyPort *shared = account(context))
        shared->reserve(id(), m_settings.reserved);
}

void AsyncFunction::reconfigure(const Parameters &parameters, Context &context)
{
    m_settings = Settings(parameters); // what waits or runs keeps its time
    if (ConcurrencyPort *shared = account(context))
        shared->reserve(id(), m_settings.reserved);
}

void AsyncFunction::moveTo(Task &task, Stage stage)
{
    --m_inStage[static_cast<std::size_t>(task.stage)];
    ++m_inStage[static_cast<std::size_t>(stage)];
    task.stage = stage;
}

void AsyncFunction::created(const ObjectCreated &object, Context &context)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_tasks.size()));
        m_tasks.emplace_back();
        ++m_inStage[static_cast<std::size_t>(Stage::Free)];
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    Task &task = m_tasks[slot];
    task.object = object;
    task.attempt = 1;
    task.throttles = 0;
    moveTo(task, Stage::UnderWay);
    ++m_notified;
    context.scheduler.schedule(object.told, id(), Arrive, slot);
}

void AsyncFunction::onEvent(const Event &event, Context &context)
{
    switch (static_cast<EventKind>(event.kind)) {
    case Arrive: ++m_arrived; [[fallthrough]];
    case Try: invoke(event.shard, context); break;
    case Done: finish(event.shard, context); break;
    }
}

bool AsyncFunction::takeConcurrency(Task &task, Context &context)
{
    ConcurrencyPort *shared = m_settings.reserved < 0 ? account(context) : nullptr;
    const bool mayRun =
        shared ? shared->take(id()) : m_settings.reserved < 0 || m_environments.busy() < m_settings.reserved;
    task.fromAccount = mayRun && shared;
    return mayRun;
}

Duration AsyncFunction::drawDuration(const Task &task) const
{
    const double mean = static_cast<double>(m_settings.perObject.us)
        + static_cast<double>(m_settings.perMebibyte.us) * static_cast<double>(task.object.bytes) / mebibyte;
    const std::uint64_t bits = ofEvent(m_latency, task.object).bits(task.attempt);
    const double time = mean * m_settings.slowdown * spreadFactor(m_settings.spread, m_settings.variation, bits);
    return {std::max<std::int64_t>(1, math::round(std::min(time, 0x1p50)))};
}

void AsyncFunction::invoke(std::uint32_t slot, Context &context)
{
    Task &task = m_tasks[slot];
    const Duration age = context.now - task.object.told;
    if (age >= m_settings.maxAge) {
        giveUp(slot, DeadLetter::Reason::RecordAgeExceeded, context);
        return;
    }
    if (task.stage == Stage::Failed) {
        ++task.attempt;
        ++m_retries;
    }
    if (!takeConcurrency(task, context)) {
        // It did not run: that uses no retry.
        m_invocations.throttled();
        const std::uint32_t doublings = std::min(task.throttles++, 20u);
        wait(slot, Stage::Throttled, std::min(Duration{firstThrottleWait.us << doublings}, longestThrottleWait),
             context);
        return;
    }
    task.throttles = 0;
    const bool cold = m_environments.take(context.now, m_settings.keptWarm);
    m_coldStarts += cold;
    m_ages.add(age.us);
    m_oldest = std::max(m_oldest, age.us);
    m_invocations.started(m_environments.busy());
    task.started = context.now + (cold ? m_settings.coldStart : Duration{0});
    DeliveryPort *to = target(context);
    const Duration before = to ? to->begins({id(), slot}, task.started, context) : Duration{};
    const Duration duration = before + drawDuration(task);
    task.timedOut = duration > m_settings.timeout;
    task.failing =
        task.timedOut || task.object.bad || ofEvent(m_errors, task.object).uniform(task.attempt) < m_settings.errorRate;
    moveTo(task, Stage::Working);
    context.scheduler.schedule(task.started + std::min(duration, m_settings.timeout), id(), Done, slot);
}

bool AsyncFunction::keepsWriting(std::uint32_t slot, Context &context)
{
    DeliveryPort *to = target(context);
    if (!to)
        return false;
    Task &task = m_tasks[slot];
    if (task.failing) {
        to->breaksOff({id(), slot}, context);
        return false;
    }
    const Duration more = to->goesOn({id(), slot}, 1, context);
    if (more == Duration{0})
        return false;
    const SimTime limit = std::max(task.started + m_settings.timeout, context.now);
    task.timedOut = task.failing = context.now + more > limit;
    context.scheduler.schedule(std::min(context.now + more, limit), id(), Done, slot);
    return true;
}

void AsyncFunction::finish(std::uint32_t slot, Context &context)
{
    if (keepsWriting(slot, context))
        return;
    Task &task = m_tasks[slot];
    m_environments.giveBack(context.now, !task.timedOut);
    if (task.fromAccount)
        account(context)->giveBack(id());
    const Duration duration = context.now - task.started;
    m_durations.add(duration.us);
    m_invocations.ended(duration, task.failing);
    m_timeouts += task.timedOut;
    if (!task.failing) {
        ++m_delivered;
        static const RecordLog noRecords; // a sink counts what comes, it does not look at it
        if (DeliveryPort *to = target(context))
            to->deliver({noRecords, ShardId{0}, 0, 1}, context);
        moveTo(task, Stage::Free);
        m_free.push_back(slot);
    } else if (task.attempt > m_settings.maxRetries) {
        giveUp(slot, DeadLetter::Reason::RetryAttemptsExhausted, context);
    } else {
        wait(slot, Stage::Failed, Duration{retryWait.us << (task.attempt - 1)}, context);
    }
}

void AsyncFunction::wait(std::uint32_t slot, Stage stage, Duration time, Context &context)
{
    Task &task = m_tasks[slot];
    moveTo(task, stage);
    const SimTime tooOld = std::max(task.object.told + m_settings.maxAge, context.now);
    context.scheduler.schedule(std::min(context.now + time, tooOld), id(), Try, slot);
}

void AsyncFunction::giveUp(std::uint32_t slot, DeadLetter::Reason reason, Context &context)
{
    Task &task = m_tasks[slot];
    ++m_dropped;
    m_droppedByAge += reason == DeadLetter::Reason::RecordAgeExceeded;
    if (m_settings.deadLetters && m_deadLetters->size() < maxDeadLetters) {
        if (!isSoleOwner(m_deadLetters))
            m_deadLetters = std::make_shared<std::vector<Dropped>>(*m_deadLetters);
        // One that was throttled has not run yet for this attempt.
        const std::uint32_t invocations = task.stage == Stage::Throttled ? task.attempt - 1 : task.attempt;
        m_deadLetters->push_back({context.now, reason, task.object.number, invocations});
    }
    moveTo(task, Stage::Free);
    m_free.push_back(slot);
}

} // namespace hotshard

#include "components/lambda.h"

#include "kernel/check.h"

#include <algorithm>

namespace hotshard {

namespace {

/// Memory that comes with one whole processor; less has a part of one (domain notes 6).
constexpr double wholeProcessor = 1769;

LambdaSettings::Response responseOf(const std::string &name)
{
    using Response = LambdaSettings::Response;
    return name == "unknown" ? Response::Unknown : name == "nothing" ? Response::Nothing : Response::Lowest;
}

LambdaSettings::Start startOf(const std::string &name)
{
    return name == "latest" ? LambdaSettings::Start::Latest
        : name == "at_time" ? LambdaSettings::Start::AtTime
                            : LambdaSettings::Start::TrimHorizon;
}

} // namespace

LambdaSettings::LambdaSettings(const Parameters &parameters)
    : enabled(parameters.boolean("enabled"))
    , pushed(parameters.text("consumer") == "fan_out")
    , start(startOf(parameters.text("start")))
    , startAt(parameters.duration("start_at"))
    , activation(parameters.duration("activation_time"))
    , batchSize(static_cast<std::uint64_t>(parameters.integer("batch_size")))
    , batchingWindow(parameters.duration("batching_window"))
    , pollInterval(std::max(parameters.duration("poll_interval"), Lambda::leastBetweenReads))
    , readTime(parameters.duration("read_time"))
    , window(parameters.duration("tumbling_window"))
    , factor(static_cast<std::uint32_t>(parameters.integer("parallelization_factor")))
    , kept(parameters.number("filter"))
    , maxRetries(parameters.integer("retries.maximum"))
    , maxAge(parameters.duration("retries.record_age"))
    , backOff(parameters.duration("retries.back_off"))
    , bisect(parameters.boolean("retries.bisect"))
    , partialResponses(parameters.boolean("retries.partial_responses"))
    , onFailure(parameters.boolean("retries.on_failure"))
    , response(responseOf(parameters.text("retries.response")))
    , perBatch(parameters.duration("latency.per_batch"))
    , perRecord(parameters.duration("latency.per_record"))
    , timeout(parameters.duration("timeout"))
    , coldStart(parameters.duration("cold_start"))
    , keptWarm(parameters.duration("kept_warm"))
    , spread(spreadNamed(parameters.text("latency.distribution")))
    , variation(parameters.number("latency.variation"))
    , errorRate(parameters.number("error_rate"))
    , reserved(parameters.integer("reserved_concurrency"))
{
    const double stretched = std::max(1.0, wholeProcessor / static_cast<double>(parameters.integer("memory")));
    if (window > Duration{0})
        factor = 1; // a state belongs to a whole shard
    slowdown = 1 + parameters.number("latency.computing") * (stretched - 1);
}

bool LambdaSettings::isPlain() const
{
    const bool inOneLane = enabled && factor == 1 && batchingWindow == Duration{0} && kept >= 1 && !pushed;
    const bool readsAtOnce =
        readTime == Duration{0} && window == Duration{0} && activation == Duration{0} && start == Start::TrimHorizon;
    const bool inOnePiece = !bisect && maxAge == Duration{0};
    const bool alwaysRuns = reserved < 0 && coldStart == Duration{0};
    return inOneLane && readsAtOnce && inOnePiece && alwaysRuns;
}

double LambdaSettings::mean(std::uint64_t records) const
{
    return static_cast<double>(perBatch.us + perRecord.us * static_cast<std::int64_t>(records)) * slowdown;
}

Lambda::Lambda(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters,
               const Partitioner *origin)
    : Component(id, name)
    , m_wiring(std::move(wiring))
    , m_settings(parameters)
    , m_latency(RandomStream::named(seed, name, "latency"))
    , m_errors(RandomStream::named(seed, name, "errors"))
    , m_phase(RandomStream::named(seed, name, "poll phase"))
    , m_filter(RandomStream::named(seed, name, "filter"))
    , m_throttling(RandomStream::named(seed, name, "throttling"))
    , m_dedicated(parameters.text("consumer") == "fan_out")
{
    if (origin)
        m_writer.emplace(name, seed, *origin, parameters);
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

ConcurrencyPort *Lambda::account(Context &context) const
{
    const bool any = m_wiring.account.value != Wiring::nowhere;
    return any ? context.components[m_wiring.account.value]->concurrencyPort() : nullptr;
}

void Lambda::start(Context &context)
{
    m_columns = context.series.addColumn({id(), Metric::Invocations});
    for (const Metric metric :
         {Metric::Errors, Metric::DurationMean, Metric::DurationP50, Metric::DurationP95, Metric::DurationP99,
          Metric::DurationMax, Metric::BatchRecords, Metric::Throttles, Metric::Concurrent})
        context.series.addColumn({id(), metric});
    addPeriodColumns(context.periods);
    m_consumer = stream(context).addConsumer(id(), m_dedicated);
    if (ConcurrencyPort *shared = account(context))
        shared->reserve(id(), m_settings.reserved);
    addLanes(context);
    if (m_settings.enabled)
        create(context);
    // Mappings poll each shard at a moment of its own; in step, all lanes would breathe together.
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s)
        startLane(ShardId{s}, SimTime{firstPollAfter(ShardId{s}).us}, context);
}

void Lambda::reconfigure(const Parameters &parameters, Context &context)
{
    m_settings = LambdaSettings(parameters); // an invocation that runs keeps its time; the next one has the new
    if (m_writer)
        m_writer->configure(parameters);
    if (m_settings.enabled)
        create(context);
    if (ConcurrencyPort *shared = account(context))
        shared->reserve(id(), m_settings.reserved);
    for (std::uint32_t s = 0; s < m_lanes.size() && m_settings.pushed; ++s)
        planPush(ShardId{s}, context);
}

void Lambda::shardsChanged(Context &context)
{
    addLanes(context);
    startReadyLanes(context);
    for (std::uint32_t s = 0; s < m_lanes.size() && m_settings.pushed; ++s) {
        // Nobody tells of a shard that was closed: nothing is written to it any more.
        m_lanes[s].listening = m_lanes[s].listening && !stream(context).closed(ShardId{s});
        planPush(ShardId{s}, context);
    }
}

void Lambda::onEvent(const Event &event, Context &context)
{
    const auto kind = static_cast<EventKind>(event.kind);
    if (kind == Activate) {
        activate(context);
        return;
    }
    const ShardId shard{kind == Poll || kind == Answer || kind == Close ? event.shard : event.shard / maxFactor};
    const std::uint32_t worker = event.shard % maxFactor;
    switch (kind) {
    case Poll:
        if (m_lanes[shard.value].nextPoll != event.at)
            return; // it has been polled meanwhile
        poll(shard, context);
        break;
    case Done: handlerEnds(shard, worker, context); break;
    case Write: writeOut(shard, worker, context); break;
    case Answer: answered(shard, context); break;
    case Close: closeAgain(shard, context); break;
    case Activate: break;
    case Retry: retry(shard, worker, context); break;
    case WindowEnd:
        m_lanes[shard.value].workers[worker].windowEnd = SimTime::never();
        dispatch(shard, worker, context);
        break;
    }
    report(shard, context);
}

Lambda::Reading Lambda::reading(ShardId shard) const
{
    const Lane &lane = m_lanes[shard.value];
    const Worker &worker = lane.workers.front();
    const std::uint64_t batchEnd = lane.fetched - lane.buffered;
    const WorkerState state = lane.reading || lane.over ? worker.state : WorkerState::Waiting;
    return {.state = state,
            .failing = worker.failing,
            .poison = worker.poison,
            .attempt = worker.piece.attempt,
            .done = batchEnd - worker.piece.records.count(),
            .batchEnd = batchEnd,
            .fetched = lane.fetched,
            .moreWait = lane.moreWait,
            .nextPoll = lane.nextPoll,
            .until = worker.until,
            .oldest = {lane.oldest}};
}

} // namespace hotshard

#include "simulation/cohort_run.h"

#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "components/source.h"
#include "kernel/check.h"
#include "kernel/portable_math.h"
#include "simulation/shard_shares.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotshard {

CohortRun::Parts CohortRun::partsOf(const Simulation &present)
{
    Parts parts{};
    const Network &network = present.network();
    const std::vector<ComponentSpec> &specs = present.spec().components;
    for (const auto &component : network.components())
        if (const auto *stream = dynamic_cast<const KinesisStream *>(component.get()); stream && !parts.stream)
            parts.stream = stream;
    for (std::size_t i = 0; i < specs.size() && parts.stream; ++i) {
        const Component *component = network.components()[i].get();
        if (specs[i].to == parts.stream->name() && !parts.source)
            parts.source = dynamic_cast<const Source *>(component);
        if (specs[i].from == parts.stream->name() && !parts.function)
            parts.function = dynamic_cast<const Lambda *>(component);
    }
    return parts;
}

CohortRun::CohortRun(const Simulation &present, std::size_t mostLaneSeconds)
    : m_spec(std::make_shared<const ScenarioSpec>(present.spec()))
    , m_source(partsOf(present).source->id())
    , m_stream(partsOf(present).stream->id())
    , m_function(partsOf(present).function->id())
    , m_producer(present.network().parameters(m_source))
    , m_streamParameters(present.network().parameters(m_stream))
    , m_functionParameters(present.network().parameters(m_function))
    , m_keySpec(partsOf(present).source->keySpec())
    , m_keys(partsOf(present).source->partitionKeys())
    , m_control(partsOf(present).stream->shardControl())
    , m_rules(m_functionParameters)
    , m_retention(partsOf(present).stream->retention())
    , m_draws(RandomStream::named(m_spec->seed, m_spec->components[m_stream.value].id, "preview"))
    , m_phase(RandomStream::named(m_spec->seed, m_spec->components[m_function.value].id, "poll phase"))
    , m_wanted(m_streamParameters.integer("shards"))
    , m_now(present.now())
    , m_mostLaneSeconds(mostLaneSeconds)
    , m_from(present.now())
{
    const Parts parts = partsOf(present);
    while (m_nextChange < m_spec->timeline.size() && m_spec->timeline[m_nextChange].at <= m_now)
        ++m_nextChange;
    for (const Shard &shard : map().shards())
        takeLane(parts, shard.id);
    m_shown = static_cast<std::size_t>(
        std::count_if(m_lanes.begin(), m_lanes.end(), [](const Entry &entry) { return entry.shown; }));
    m_full = !fits(m_shown);
    m_retriesLeftOut = parts.source->waitingRetries() > 0;
    m_madeAt = static_cast<double>(m_now.us);
    m_rate = m_producer.number("rate") * 1e-6;
    // Where between two evenly spaced records the present lies is known while the rate has never changed.
    const auto made = static_cast<double>(parts.source->produced());
    const double sinceStart = m_rate * m_madeAt;
    m_made = sinceStart >= made && sinceStart < made + 1 ? sinceStart : made + 0.5;
    divideTraffic();
}

void CohortRun::takeLane(const Parts &parts, ShardId shard)
{
    const Lambda::Reading reading = parts.function->reading(shard);
    const RecordLog &log = parts.stream->log(shard);
    addLane(shard, CohortQueue(log, reading.batchEnd));
    Entry &entry = m_lanes.back();
    const WriteLimiter &limiter = parts.stream->limiter(shard);
    entry.lane.setBuckets(limiter.recordsHeld(m_now.us), limiter.bytesHeld(m_now.us));
    CohortLane::Batch batch{.state = reading.state};
    SimTime next = SimTime::never();
    if (reading.batchEnd > reading.done) {
        batch = {reading.state, static_cast<std::int64_t>(reading.batchEnd - reading.done),
                 static_cast<double>(log.arrival(reading.done)), reading.failing, reading.attempt};
        next = reading.until;
    }
    const CohortLane::Buffer buffer{static_cast<std::int64_t>(reading.fetched - reading.batchEnd), reading.moreWait,
                                    reading.nextPoll};
    entry.lane.resume(batch, buffer, next, reading.oldest);
    entry.shown = reading.state == WorkerState::Waiting || reading.nextPoll != SimTime::never();
    if (parts.stream->closed(shard))
        entry.lane.close(m_now);
}

void CohortRun::addLane(ShardId shard, CohortQueue waiting)
{
    Entry entry{CohortLane(shard, m_draws.sub(shard.value), std::move(waiting), m_now), {}};
    entry.series.shard = shard;
    entry.series.backlog.assign(m_times.size(), std::numeric_limits<float>::quiet_NaN());
    entry.series.iteratorAge = entry.series.backlog;
    m_lanes.push_back(std::move(entry));
}

void CohortRun::divideTraffic()
{
    const std::vector<double> shares = shardShares(m_producer, *m_keys, map());
    LaneArrivals arrivals;
    arrivals.perUs = m_rate;
    arrivals.even = m_producer.text("arrivals") == "constant";
    arrivals.anchor = m_madeAt;
    arrivals.anchorUnits = m_made;
    arrivals.recordLimit = static_cast<double>(math::round(m_streamParameters.number("limits.records")));
    arrivals.byteLimit = static_cast<double>(m_streamParameters.integer("limits.bytes"));
    const auto burst = [&](const char *name, double oneSecond) {
        const auto set = static_cast<double>(m_streamParameters.integer(name));
        return set > 0 ? set : oneSecond;
    };
    arrivals.recordBurst = burst("limits.burst_records", arrivals.recordLimit);
    arrivals.byteBurst = burst("limits.burst_bytes", arrivals.byteLimit);
    arrivals.bytes = static_cast<double>(m_producer.integer("record_size"));
    arrivals.refused = m_producer.integer("record_size") > m_streamParameters.integer("limits.record_size");
    for (std::size_t s = 0; s < m_lanes.size(); ++s) {
        arrivals.share = shares[s];
        m_lanes[s].lane.setArrivals(arrivals, m_now);
    }
}

SimTime CohortRun::horizon(SimTime target) const
{
    const SimTime nextSecond{(m_now.us / 1'000'000 + 1) * 1'000'000};
    SimTime horizon = std::min({target, nextSecond, m_control.nextChange()});
    if (m_nextChange < m_spec->timeline.size())
        horizon = std::min(horizon, m_spec->timeline[m_nextChange].at);
    return horizon;
}

void CohortRun::advanceTo(SimTime target)
{
    HOTSHARD_REQUIRE(target >= m_now, "a preview goes forward only");
    while (m_now < target && !over()) {
        const SimTime until = horizon(target);
        for (Entry &entry : m_lanes)
            entry.lane.runTo(until, m_rules, m_retention);
        startWaitingLanes(m_now, until);
        m_now = until;
        if (m_now.us % 1'000'000 == 0)
            sample();
        runControls();
    }
}

SimTime CohortRun::readyAt(const CohortLane &lane) const
{
    SimTime ready = SimTime::zero();
    const Shard &shard = map().shard(lane.shard());
    for (const auto &parent : {shard.parent, shard.adjacentParent})
        if (parent) {
            const CohortLane &read = m_lanes[parent->value].lane;
            ready = std::max(ready, read.isWaiting() ? SimTime::never() : read.doneAt());
        }
    return ready;
}

void CohortRun::startWaitingLanes(SimTime from, SimTime until)
{
    // The mapping looks after children when it finds a shard read to its end, any shard, and after a reshard. The
    // earliest start first: what it finds may start the next.
    std::vector<CohortLane *> waiting;
    for (Entry &entry : m_lanes)
        if (entry.lane.isWaiting())
            waiting.push_back(&entry.lane);
    while (!waiting.empty()) {
        std::vector<SimTime> looks{m_resharded};
        for (const Entry &entry : m_lanes)
            if (entry.lane.drainedAt() >= from && entry.lane.drainedAt() <= until)
                looks.push_back(entry.lane.drainedAt());
        std::sort(looks.begin(), looks.end());
        const auto startOf = [&](const CohortLane *lane) {
            const auto look = std::lower_bound(looks.begin(), looks.end(), readyAt(*lane));
            return look == looks.end() ? SimTime::never() : *look;
        };
        SimTime earliest = SimTime::never();
        for (const CohortLane *lane : waiting)
            earliest = std::min(earliest, startOf(lane));
        if (earliest > until)
            return;
        const auto starts = std::stable_partition(waiting.begin(), waiting.end(),
                                                  [&](const CohortLane *lane) { return startOf(lane) > earliest; });
        for (auto lane = starts; lane != waiting.end(); ++lane) {
            const double part = m_phase.uniform((*lane)->shard().value);
            const Duration phase{static_cast<std::int64_t>(part * static_cast<double>(m_rules.pollInterval.us))};
            (*lane)->start(earliest, earliest + phase);
            (*lane)->runTo(until, m_rules, m_retention);
        }
        waiting.erase(starts, waiting.end());
    }
}

/// Whether so many lanes have room for the next second and all before it: the past of a lane that comes late is kept,
/// too, as seconds in which it was not there.
bool CohortRun::fits(std::size_t lanes) const { return lanes <= m_mostLaneSeconds / (m_times.size() + 1); }

void CohortRun::sample()
{
    m_times.push_back(m_now.toSeconds());
    double backlog = 0;
    float worst = 0;
    for (Entry &entry : m_lanes) {
        if (!entry.shown)
            continue;
        const bool over = entry.lane.isOver();
        const CohortLane::Sample sample = over ? CohortLane::Sample{0, 0} : entry.lane.sample(m_now, m_retention);
        constexpr float none = std::numeric_limits<float>::quiet_NaN();
        entry.series.backlog.push_back(over ? none : sample.backlog);
        entry.series.iteratorAge.push_back(over ? none : sample.iteratorAge);
        backlog += static_cast<double>(sample.backlog);
        worst = std::max(worst, sample.iteratorAge);
        if (entry.lane.expiresInFlight())
            m_refusal = PreviewRefusal::ExpireInFlight;
    }
    m_backlog.push_back(static_cast<float>(backlog));
    m_worstAge.push_back(worst);
    m_full = !fits(m_shown);
}

void CohortRun::runControls()
{
    if (m_control.nextChange() <= m_now)
        reshard();
    while (m_nextChange < m_spec->timeline.size() && m_spec->timeline[m_nextChange].at <= m_now
           && m_refusal == PreviewRefusal::None)
        apply(m_spec->timeline[m_nextChange++]);
}

void CohortRun::reshard()
{
    if (!m_control.advance(m_now))
        return;
    m_shown += map().shards().size() - m_lanes.size();
    m_full = !fits(m_shown);
    if (m_full)
        return; // it ends here, with the lanes that it has
    while (m_lanes.size() < map().shards().size())
        addLane(ShardId{static_cast<std::uint32_t>(m_lanes.size())}, {});
    for (Entry &entry : m_lanes) // among them some that are born closed: steps on the way to the wanted count
        if (map().shard(entry.lane.shard()).state == Shard::State::Closed)
            entry.lane.close(m_now);
    divideTraffic();
    m_resharded = m_now;
    startWaitingLanes(m_now, m_now);
}

void CohortRun::apply(const TimedChange &change)
{
    bool producer = false;
    for (const auto &[path, value] : change.set) {
        const std::size_t dot = path.find('.');
        const std::string component = path.substr(0, dot), parameter = path.substr(dot + 1);
        if (component == m_spec->components[m_source.value].id) {
            m_producer.set(parameter, value);
            producer = true;
        } else if (component == m_spec->components[m_stream.value].id) {
            m_streamParameters.set(parameter, value);
        } else if (component == m_spec->components[m_function.value].id) {
            m_functionParameters.set(parameter, value);
        }
    }
    m_rules = LambdaSettings(m_functionParameters);
    m_retention = m_streamParameters.duration("retention");
    applyToShards();
    if (m_producer.number("bad_records") > 0)
        m_refusal = PreviewRefusal::PoisonRecords;
    else if (producer)
        setKeys();
}

void CohortRun::applyToShards()
{
    // As KinesisStream::reconfigure; the mode does not change here (whyNoPreview).
    if (const std::int64_t wanted = m_streamParameters.integer("shards"); wanted != m_wanted) {
        m_wanted = wanted;
        m_control.want(static_cast<std::uint32_t>(wanted), m_now);
    }
    if (const auto request = parseReshard(m_streamParameters.text("operation")).request)
        m_control.ask(*request, m_now);
    m_streamParameters.forgetOrders();
}

void CohortRun::setKeys()
{
    if (partitionKeyCount(m_producer) > mostPreviewedKeys) {
        m_refusal = PreviewRefusal::TooManyKeys;
        return;
    }
    KeyTableSpec spec = m_keySpec;
    if (m_producer.text("partition_key") == "salted")
        spec.salts = static_cast<std::uint32_t>(m_producer.integer("salts"));
    if (spec.salts != m_keys->salts())
        m_keys = KeyTable::build(spec);
    m_made += m_rate * (static_cast<double>(m_now.us) - m_madeAt);
    m_madeAt = static_cast<double>(m_now.us);
    m_rate = m_producer.number("rate") * 1e-6;
    divideTraffic();
}

Preview CohortRun::result() const
{
    Preview preview;
    preview.from = m_from;
    preview.refusal = m_refusal;
    preview.limited = m_retriesLeftOut;
    for (const Entry &entry : m_lanes) {
        entry.lane.addWork(preview);
        preview.limited = preview.limited || entry.lane.limited();
        preview.processed += entry.lane.processed();
    }
    if (m_refusal != PreviewRefusal::None)
        return preview;
    preview.times = m_times;
    preview.backlog = m_backlog;
    preview.worstAge = m_worstAge;
    for (const Entry &entry : m_lanes) {
        if (!entry.shown)
            continue;
        preview.lanes.push_back(entry.series);
        preview.lanes.back().processed = entry.lane.processed();
    }
    return preview;
}

} // namespace hotshard

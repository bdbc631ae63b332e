#include "simulation/simulation.h"

#include "kernel/check.h"
#include "kernel/random.h"
#include "simulation/charts.h"

#include <algorithm>
#include <map>

namespace hotshard {

Simulation::Simulation(const ScenarioSpec &spec)
    : m_spec(std::make_shared<const ScenarioSpec>(spec))
    , m_network(spec)
{
}

Simulation::Simulation(const Simulation &other)
    : m_spec(other.m_spec)
    , m_network(other.m_network)
    , m_scheduler(other.m_scheduler)
    , m_series(other.m_series)
    , m_periods(other.m_periods)
    , m_now(other.m_now)
    , m_started(other.m_started)
    , m_nextChange(other.m_nextChange)
    , m_changes(other.m_changes)
    , m_byHand(other.m_byHand)
{
}

Simulation &Simulation::operator=(const Simulation &other)
{
    if (this != &other)
        *this = Simulation(other);
    return *this;
}

Context Simulation::context()
{
    if (!m_scratch) // a checkpoint that is never gone on from does without
        m_scratch = std::make_unique_for_overwrite<RecordBlock>();
    return {m_now, m_network.components(), m_scheduler, m_series, m_periods, *m_scratch};
}

SimTime Simulation::horizon(SimTime target) const
{
    const SimTime nextSecond{(m_series.seconds() + 1) * 1'000'000};
    SimTime horizon = std::min({target, nextSecond, m_network.nextControl()});
    if (m_nextChange < m_spec->timeline.size())
        horizon = std::min(horizon, m_spec->timeline[m_nextChange].at);
    return horizon;
}

void Simulation::advanceTo(SimTime target)
{
    HOTSHARD_REQUIRE(target >= m_now, "a run goes forward only");
    Context context = this->context();
    if (!m_started) {
        m_started = true;
        for (const ComponentId id : m_network.order())
            m_network.components()[id.value]->start(context);
    }
    for (bool reached = false; !reached;) {
        const SimTime until = horizon(target);
        for (const auto &component : m_network.components())
            component->produce(until, context);
        runEvents(until, context);
        m_now = context.now = until;
        if (until.us == (m_series.seconds() + 1) * 1'000'000)
            sample(context);
        runControls(context);
        reached = until == target;
    }
}

void Simulation::runEvents(SimTime until, Context &context)
{
    while (m_scheduler.next() <= until) {
        const Event event = m_scheduler.take();
        context.now = event.at;
        m_network.components()[event.component.value]->onEvent(event, context);
    }
}

void Simulation::sample(Context &context)
{
    for (const ComponentId id : m_network.order())
        m_network.components()[id.value]->sample(context);
    m_series.endSecond();
    m_periods.endSecond();
    for (const ComponentId id : m_network.order())
        if (const std::optional<ParameterChange> change = m_network.components()[id.value]->takeChange())
            if (m_network.value(change->path) != change->value)
                apply({{change->path, change->value}}, {}, m_network.components()[id.value]->name(), context);
}

void Simulation::runControls(Context &context)
{
    for (const auto &component : m_network.components())
        if (component->nextControl() <= m_now)
            component->control(context);
    while (m_nextChange < m_spec->timeline.size() && m_spec->timeline[m_nextChange].at <= m_now) {
        const TimedChange &change = m_spec->timeline[m_nextChange++];
        apply(change.set, change.note, {}, context);
    }
}

void Simulation::apply(const std::map<std::string, ParameterValue> &values, const Text &note, const std::string &alarm,
                       Context &context)
{
    for (const auto &[path, value] : values) {
        const ParameterDecl &decl = m_network.declaration(path);
        m_changes.push_back(
            {m_now, path, printValue(decl, m_network.value(path)), printValue(decl, value), note, false, false, alarm});
    }
    m_network.set(values, context);
}

void Simulation::set(const std::string &path, const ParameterValue &value)
{
    if (!m_started)
        advanceTo(m_now);
    Context context = this->context();
    // Several changes at one instant stay apart: what is replayed goes through the same states.
    m_byHand.push_back({m_now, {{path, value}}, {}});
    ChangeMark *last = m_changes.empty() ? nullptr : &m_changes.back();
    if (last && last->byHand && last->path == path && m_now - last->at < Duration::seconds(1)) {
        last->to = printValue(m_network.declaration(path), value);
        m_network.set({{path, value}}, context);
        return;
    }
    apply({{path, value}}, {}, {}, context);
    m_changes.back().byHand = true;
}

std::vector<ChangeMark> Simulation::plannedChanges() const
{
    std::vector<ChangeMark> planned;
    std::map<std::string, std::string> reached; // what an earlier planned change will have set
    for (std::size_t i = m_nextChange; i < m_spec->timeline.size(); ++i) {
        const TimedChange &change = m_spec->timeline[i];
        for (const auto &[path, value] : change.set) {
            const ParameterDecl &decl = m_network.declaration(path);
            std::string &now = reached.try_emplace(path, printValue(decl, m_network.value(path))).first->second;
            const std::string next = printValue(decl, value);
            planned.push_back({change.at, path, now, next, change.note, true, false});
            now = next;
        }
    }
    return planned;
}

namespace {

/// How many components a snapshot shows.
std::size_t viewsIn(const Snapshot &s)
{
    return s.producers.size() + s.streams.size() + s.functions.size() + s.windows.size() + s.sinks.size()
        + s.accounts.size() + s.asyncFunctions.size() + s.queueServers.size() + s.alarms.size();
}

PlainView plainView(const Component &component, const std::string &type)
{
    constexpr std::size_t most = 3;
    ComponentResult result;
    component.results(result);
    PlainView view{component.id(), component.name(), type, {}};
    for (const MetricValue &metric : result.metrics)
        if (view.counts.size() < most)
            view.counts.emplace_back(metric.name,
                                     std::visit([](auto n) { return static_cast<double>(n); }, metric.value));
    return view;
}

} // namespace

Snapshot Simulation::snapshot(const SnapshotQuery &query) const
{
    Snapshot snapshot;
    snapshot.time = m_now;
    snapshot.duration = m_spec->duration;
    snapshot.finished = m_now >= end();
    if (m_started) {
        for (const ComponentId id : m_network.order()) {
            const std::size_t before = viewsIn(snapshot);
            const Component &component = *m_network.components()[id.value];
            component.describe(snapshot, query, m_series, m_now);
            if (viewsIn(snapshot) == before)
                snapshot.others.push_back(plainView(component, m_spec->components[id.value].type));
        }
        if (query.chartPoints > 0)
            snapshot.charts = makeCharts(m_series, snapshot, query);
    }
    snapshot.changes = m_changes;
    const std::vector<ChangeMark> planned = plannedChanges();
    snapshot.changes.insert(snapshot.changes.end(), planned.begin(), planned.end());
    snapshot.conservation = m_network.conservation();
    return snapshot;
}

std::vector<ComponentResult> Simulation::results() const
{
    std::vector<ComponentResult> results;
    for (const auto &component : m_network.components()) {
        ComponentResult result;
        result.id = component->id();
        result.name = component->name();
        result.type = m_network.parameters(component->id()).type().name;
        component->results(result);
        results.push_back(std::move(result));
    }
    return results;
}

std::uint64_t Simulation::fingerprint() const
{
    std::uint64_t h = mix64(m_series.fingerprint() ^ static_cast<std::uint64_t>(m_now.us));
    for (const ComponentId id : m_network.order())
        h = m_network.components()[id.value]->hash(h);
    return h;
}

} // namespace hotshard

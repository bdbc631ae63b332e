#include "topology/network.h"

#include "components/account.h"
#include "components/alarm.h"
#include "components/async_function.h"
#include "components/bucket.h"
#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "components/object_log.h"
#include "components/registry.h"
#include "components/sink.h"
#include "components/source.h"
#include "components/table_stream.h"
#include "components/window.h"
#include "components/worker.h"
#include "kernel/check.h"
#include "topology/parameter_path.h"
#include "topology/upstream.h"

#include <algorithm>

namespace hotshard {

namespace {

ComponentId idOf(const ScenarioSpec &spec, const std::string &name)
{
    for (std::size_t i = 0; i < spec.components.size(); ++i)
        if (spec.components[i].id == name)
            return ComponentId{static_cast<std::uint32_t>(i)};
    return ComponentId{Wiring::nowhere};
}

std::vector<Wiring> wire(const ScenarioSpec &spec)
{
    std::vector<Wiring> wiring(spec.components.size());
    for (std::size_t i = 0; i < wiring.size(); ++i) {
        wiring[i].from = idOf(spec, spec.components[i].from);
        wiring[i].to = idOf(spec, spec.components[i].to);
    }
    for (std::size_t i = 0; i < wiring.size(); ++i)
        if (findComponentType(spec.components[i].type)->role == Role::AsyncFunction)
            wiring[wiring[i].from.value].to = ComponentId{static_cast<std::uint32_t>(i)}; // whom the bucket tells
    for (std::size_t i = 0; i < wiring.size(); ++i)
        if (findComponentType(spec.components[i].type)->role == Role::Account)
            for (Wiring &each : wiring)
                each.account = ComponentId{static_cast<std::uint32_t>(i)};
    // A window compares with what the sources made, however many streams lie between.
    for (std::uint32_t w = 0; w < wiring.size(); ++w)
        if (findComponentType(spec.components[w].type)->role == Role::Window)
            for (const std::size_t source : sourcesOf(spec, spec.components[w].id))
                wiring[source].truths.push_back(ComponentId{w});
    return wiring;
}

std::optional<ParameterChange> actionOf(const ScenarioSpec &spec, const Parameters &alarm)
{
    ParameterChange change{alarm.text("action.set"), {}};
    if (change.path.empty())
        return std::nullopt;
    const auto issue = parseParameter(spec, change.path, alarm.text("action.to"), change.value);
    HOTSHARD_REQUIRE(!issue, "an alarm that runs sets a parameter to what it can be");
    return change;
}

/// What was written down; and what a neighbour makes of the rest.
std::map<std::string, ParameterValue> given(const ScenarioSpec &spec, const ComponentSpec &component)
{
    std::map<std::string, ParameterValue> values = component.parameters;
    const ComponentId from = idOf(spec, component.from);
    const bool polls = findComponentType(component.type)->find("poll_interval") != nullptr;
    if (polls && from.value != Wiring::nowhere && spec.components[from.value].type == "dynamodb_table")
        values.try_emplace("poll_interval", TableStream::pollInterval.us);
    return values;
}

/// Who names the keys of what a function writes to a stream: the first source upstream. Null for all others.
const Partitioner *originOf(const ScenarioSpec &spec, const Components &made, ComponentId id)
{
    const ComponentSpec &component = spec.components[id.value];
    const ComponentId target = idOf(spec, component.to);
    if (component.from.empty() || target.value == Wiring::nowhere
        || findComponentType(spec.components[target.value].type)->role != Role::Stream)
        return nullptr;
    for (const std::size_t source : sourcesOf(spec, component.id))
        if (const auto *origin = dynamic_cast<const Source *>(made[source].get()))
            return &origin->partitioner();
    return nullptr;
}

/// `made`: the sources, at least.
std::unique_ptr<Component> make(const ScenarioSpec &spec, const std::vector<Wiring> &wiring, ComponentId id,
                                const Parameters &parameters, const Components &made)
{
    const ComponentSpec &component = spec.components[id.value];
    const Wiring &wires = wiring[id.value];
    const std::string &type = component.type;
    if (type == "producer")
        return std::make_unique<Source>(id, component.id, wires, spec.seed, parameters, nullptr);
    if (type == "replay") {
        const auto traffic = spec.traffic.find(component.id);
        HOTSHARD_REQUIRE(traffic != spec.traffic.end() && traffic->second, "a replay has its file read");
        return std::make_unique<Source>(id, component.id, wires, spec.seed, parameters, traffic->second);
    }
    if (type == "kinesis_stream")
        return std::make_unique<KinesisStream>(id, component.id, parameters);
    if (type == "dynamodb_table")
        return std::make_unique<TableStream>(id, component.id, parameters);
    if (type == "bucket")
        return std::make_unique<Bucket>(id, component.id, wires, spec.seed, parameters);
    if (type == "lambda_async")
        return std::make_unique<AsyncFunction>(id, component.id, wires, spec.seed, parameters);
    if (type == "lambda")
        return std::make_unique<Lambda>(id, component.id, wires, spec.seed, parameters, originOf(spec, made, id));
    if (type == "window")
        return std::make_unique<Window>(id, component.id, wires, parameters);
    if (type == "account")
        return std::make_unique<Account>(id, component.id, parameters);
    if (type == "sink")
        return std::make_unique<Sink>(id, component.id);
    if (type == "object_log")
        return std::make_unique<ObjectLog>(id, component.id, spec.seed, parameters);
    if (type == "worker")
        return std::make_unique<Worker>(id, component.id, spec.seed, parameters);
    if (type == "alarm")
        return std::make_unique<Alarm>(id, component.id, wires, parameters, actionOf(spec, parameters));
    HOTSHARD_REQUIRE(false, "every component type has an engine");
    return nullptr;
}

} // namespace

Network::Network(const ScenarioSpec &spec)
    : m_wiring(wire(spec))
{
    for (std::uint32_t i = 0; i < spec.components.size(); ++i) {
        const ComponentType *type = findComponentType(spec.components[i].type);
        HOTSHARD_REQUIRE(type, "a scenario that runs has known component types only");
        m_parameters.emplace_back(*type, given(spec, spec.components[i]));
    }
    m_components.resize(spec.components.size());
    for (const bool sources : {true, false}) // others take the names of the keys from them
        for (std::uint32_t i = 0; i < spec.components.size(); ++i)
            if ((m_parameters[i].type().role == Role::Source) == sources)
                m_components[i] = make(spec, m_wiring, ComponentId{i}, m_parameters[i], m_components);
    for (Parameters &parameters : m_parameters)
        parameters.forgetOrders();
    const std::vector<std::size_t> streams = streamsBefore(spec);
    for (const Role role : {Role::Source, Role::Bucket, Role::Stream, Role::Account, Role::Function,
                            Role::AsyncFunction, Role::Window, Role::Sink, Role::Worker, Role::Alarm}) {
        const auto begin = static_cast<std::ptrdiff_t>(m_order.size());
        for (const auto &component : m_components)
            if (m_parameters[component->id().value].type().role == role)
                m_order.push_back(component->id());
        std::stable_sort(m_order.begin() + begin, m_order.end(),
                         [&](ComponentId a, ComponentId b) { return streams[a.value] < streams[b.value]; });
    }
}

Network::Network(const Network &other)
    : m_parameters(other.m_parameters)
    , m_wiring(other.m_wiring)
    , m_order(other.m_order)
{
    for (const auto &component : other.m_components)
        m_components.push_back(component->clone());
}

Network &Network::operator=(const Network &other)
{
    if (this != &other)
        *this = Network(other);
    return *this;
}

const Component *Network::find(const std::string &name) const
{
    for (const auto &component : m_components)
        if (component->name() == name)
            return component.get();
    return nullptr;
}

Network::Place Network::place(const std::string &path) const
{
    const std::size_t dot = path.find('.');
    const Component *component = find(path.substr(0, dot));
    HOTSHARD_REQUIRE(component && dot != std::string::npos, "a parameter path names a component");
    return {component->id(), path.substr(dot + 1)};
}

void Network::set(const std::map<std::string, ParameterValue> &values, Context &context)
{
    std::vector<bool> changed(m_components.size(), false);
    for (const auto &[path, value] : values) {
        const Place at = place(path);
        m_parameters[at.component.value].set(at.parameter, value);
        changed[at.component.value] = true;
    }
    for (std::size_t i = 0; i < changed.size(); ++i)
        if (changed[i]) {
            m_components[i]->reconfigure(m_parameters[i], context);
            m_parameters[i].forgetOrders();
        }
}

const ParameterValue &Network::value(const std::string &path) const
{
    const Place at = place(path);
    return m_parameters[at.component.value].value(at.parameter);
}

const ParameterDecl &Network::declaration(const std::string &path) const
{
    const Place at = place(path);
    const ParameterDecl *decl = m_parameters[at.component.value].type().find(at.parameter);
    HOTSHARD_REQUIRE(decl, "a parameter path names a declared parameter");
    return *decl;
}

SimTime Network::nextControl() const
{
    SimTime next = SimTime::never();
    for (const auto &component : m_components)
        next = std::min(next, component->nextControl());
    return next;
}

std::vector<ConservationRow> Network::conservation() const
{
    std::vector<ConservationRow> rows;
    for (const auto &component : m_components)
        rows.push_back(component->conservation());
    return rows;
}

std::vector<std::string> Network::checkConservation() const
{
    std::vector<std::string> broken;
    const std::vector<ConservationRow> rows = conservation();
    const auto n = [](std::uint64_t count) { return std::to_string(count); };
    for (const ConservationRow &row : rows)
        if (!row.holds())
            broken.push_back(row.name + ": in " + n(row.in) + " != waiting " + n(row.waiting) + " + in flight "
                             + n(row.inFlight) + " + delivered " + n(row.delivered) + " + expired " + n(row.expired)
                             + " + rejected " + n(row.rejected) + " + dead-lettered " + n(row.deadLettered)
                             + " + filtered out " + n(row.filteredOut) + " + skipped " + n(row.skipped));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        // What neighbours hand to each other agrees: sources to their stream, a stream to its function, a
        // function to its window.
        std::uint64_t given = 0;
        bool writers = false;
        for (std::size_t w = 0; w < rows.size(); ++w) {
            const bool writes = m_wiring[w].to.value == i && m_parameters[w].type().role != Role::Window;
            if (writes || m_wiring[i].from.value == w) {
                given += m_components[w]->givenTo(ComponentId{static_cast<std::uint32_t>(i)});
                writers = true;
            }
        }
        const Role role = m_parameters[i].type().role;
        const bool countsRecords = role != Role::Sink && role != Role::Alarm;
        if (writers && countsRecords && given != rows[i].in)
            broken.push_back(rows[i].name + ": was given " + n(given) + " records and took " + n(rows[i].in));
    }
    return broken;
}

} // namespace hotshard

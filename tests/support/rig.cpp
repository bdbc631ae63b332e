#include "support/rig.h"

#include "components/registry.h"
#include "kernel/check.h"
#include "topology/parameter_path.h"

namespace hotshard::test {

void Recorder::deliver(const Delivery &delivery, Context &context)
{
    SeenDelivery seen{context.now.us, delivery.shard.value, delivery.from, delivery.to, {}};
    delivery.log.visit(delivery.from, delivery.to, [&](const LogSpan &span) {
        const LogChunk &chunk = *span.chunk;
        for (std::uint32_t i = span.from; i < span.to; ++i)
            seen.records.push_back({chunk.eventTime(i), chunk.key(i), chunk.size(i), chunk.value(i),
                                    std::count(chunk.poison.begin(), chunk.poison.end(), i) > 0, chunk.arrival(i)});
    });
    deliveries.push_back(std::move(seen));
}

void Recorder::made(const RecordBlock &block)
{
    for (int n = 0; n < block.count; ++n) {
        const auto i = static_cast<std::size_t>(n);
        const bool bad = std::count(block.poison.begin(), block.poison.end(), i) > 0;
        produced.push_back({block.time[i], block.key[i], block.hasBytes ? block.bytes[i] : block.commonBytes,
                            block.hasValues ? block.values[i] : block.commonValue, bad, block.time[i]});
    }
}

Rig::Rig(const ScenarioSpec &spec)
    : m_spec(spec)
{
    constexpr ComponentId source{0}, stream{1}, function{2}, recorder{3};
    for (std::size_t i = 0; i < 3; ++i)
        m_parameters.emplace_back(*findComponentType(spec.components[i].type), spec.components[i].parameters);
    const auto traffic = spec.traffic.find(spec.components[0].id);
    Wiring fromSource, fromFunction;
    fromSource.to = stream;
    fromSource.truths = {recorder};
    fromFunction.from = stream;
    fromFunction.to = recorder;
    auto made = std::make_unique<Source>(source, spec.components[0].id, fromSource, spec.seed, m_parameters[0],
                                         traffic == spec.traffic.end() ? nullptr : traffic->second);
    auto kept = std::make_unique<KinesisStream>(stream, spec.components[1].id, m_parameters[1]);
    auto done = std::make_unique<Lambda>(function, spec.components[2].id, fromFunction, spec.seed, m_parameters[2]);
    auto seen = std::make_unique<Recorder>(recorder);
    m_source = made.get();
    m_stream = kept.get();
    m_function = done.get();
    m_recorder = seen.get();
    for (Parameters &parameters : m_parameters)
        parameters.forgetOrders();
    m_components.push_back(std::move(made));
    m_components.push_back(std::move(kept));
    m_components.push_back(std::move(done));
    m_components.push_back(std::move(seen));
}

void Rig::advanceTo(SimTime target)
{
    Context context{m_now, m_components, m_scheduler, m_series, m_periods, m_scratch};
    for (const auto &component : m_components)
        if (!m_started)
            component->start(context);
    m_started = true;
    for (bool reached = false; !reached;) {
        const SimTime nextSecond{(m_series.seconds() + 1) * 1'000'000};
        const SimTime until = std::min({target, nextSecond, m_stream->nextControl()});
        m_source->produce(until, context);
        while (m_scheduler.next() <= until) {
            const Event event = m_scheduler.take();
            context.now = event.at;
            m_components[event.component.value]->onEvent(event, context);
        }
        m_now = context.now = until;
        if (until.us == (m_series.seconds() + 1) * 1'000'000) {
            for (const auto &component : m_components)
                component->sample(context);
            m_series.endSecond();
            m_periods.endSecond();
        }
        if (m_stream->nextControl() <= m_now)
            m_stream->control(context);
        reached = until == target;
    }
}

void Rig::set(const std::string &path, const std::string &value)
{
    ParameterValue parsed;
    const auto issue = parseParameter(m_spec, path, value, parsed);
    HOTSHARD_REQUIRE(!issue, "a rig is set to what its scenario declares");
    const auto place = findParameter(m_spec, path);
    m_parameters[place->component].set(place->decl->name, parsed);
    Context context{m_now, m_components, m_scheduler, m_series, m_periods, m_scratch};
    m_components[place->component]->reconfigure(m_parameters[place->component], context);
    m_parameters[place->component].forgetOrders();
}

} // namespace hotshard::test

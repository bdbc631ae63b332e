#include "components/bucket.h"

#include "components/registry.h"

#include <algorithm>

namespace hotshard {

namespace {

/// Objects come as the records of a producer do.
Parameters asProducer(const Parameters &bucket)
{
    return {*findComponentType("producer"),
            {{"rate", bucket.number("rate")},
             {"arrivals", bucket.text("arrivals")},
             {"bad_records", bucket.number("bad_objects")},
             {"keys.distribution", std::string("uniform")},
             {"keys.count", std::int64_t{1}}}};
}

/// Beyond the longest run nothing happens any more.
constexpr SimTime forEver{Duration::hours(400 * 24).us};

} // namespace

Bucket::Bucket(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters)
    : Component(id, name)
    , m_wiring(std::move(wiring))
    , m_traffic(seed, name, asProducer(parameters))
    , m_before(m_traffic)
    , m_sizes(RandomStream::named(seed, name, "sizes"))
    , m_delays(RandomStream::named(seed, name, "notification delays"))
    , m_repeats(RandomStream::named(seed, name, "repeated notifications"))
{
    configure(parameters);
}

void Bucket::configure(const Parameters &parameters)
{
    m_meanSize = static_cast<double>(parameters.integer("object_size"));
    m_sizeSpread = spreadNamed(parameters.text("sizes.distribution"));
    m_sizeVariation = parameters.number("sizes.variation");
    m_delay = parameters.duration("notifications.delay");
    m_repeatShare = parameters.number("notifications.repeated");
}

void Bucket::start(Context &context)
{
    m_columns = context.series.addColumn({id(), Metric::Produced});
    context.series.addColumn({id(), Metric::IncomingBytes});
    drawNext(context);
}

void Bucket::reconfigure(const Parameters &parameters, Context &context)
{
    configure(parameters);
    m_traffic = m_before; // the next object has not been created yet: it comes at the new rate
    m_traffic.reconfigure(asProducer(parameters), context.now);
    drawNext(context);
}

void Bucket::drawNext(Context &context)
{
    RecordBlock &block = context.scratch;
    m_before = m_traffic;
    m_traffic.fill(block, forEver, 1);
    m_next.reset();
    if (block.count == 0)
        return;
    const SimTime at{std::max(block.time[0], context.now.us)};
    const double size = m_meanSize * spreadFactor(m_sizeSpread, m_sizeVariation, m_sizes.bits(block.firstIndex));
    m_next = {.made = at,
              .told = at,
              .number = block.firstIndex,
              .bytes = std::max<std::int64_t>(1, math::round(std::min(size, 0x1p50))),
              .bad = !block.poison.empty()};
    context.scheduler.schedule(at, id(), 0, 0);
}

void Bucket::onEvent(const Event &event, Context &context)
{
    if (!m_next || m_next->made != event.at)
        return; // the rate has changed meanwhile
    const ObjectCreated object = *m_next;
    ++m_created;
    m_bytes += static_cast<std::uint64_t>(object.bytes);
    tell(object, 0, context);
    if (m_repeatShare > 0 && m_repeats.uniform(object.number) < m_repeatShare) {
        ++m_repeated;
        tell(object, 1, context);
    }
    drawNext(context);
}

void Bucket::tell(ObjectCreated object, std::uint64_t notification, Context &context)
{
    const double delay = static_cast<double>(m_delay.us) * exponential(m_delays.sub(object.number).bits(notification));
    object.told = object.made + Duration{static_cast<std::int64_t>(delay)};
    object.notification = notification;
    context.components[m_wiring.to.value]->objectPort()->created(object, context);
}

void Bucket::sample(Context &context)
{
    context.series.set(m_columns, static_cast<float>(m_created - m_sampledCreated));
    context.series.set(m_columns + 1, static_cast<float>(m_bytes - m_sampledBytes));
    m_sampledCreated = m_created;
    m_sampledBytes = m_bytes;
}

ConservationRow Bucket::conservation() const
{
    const std::uint64_t notifications = m_created + m_repeated;
    return {.id = id(), .name = name(), .in = notifications, .delivered = notifications};
}

void Bucket::describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &series, SimTime) const
{
    ProducerView view;
    view.id = id();
    view.name = name();
    view.rate = m_traffic.rate();
    view.producedPerSecond = static_cast<double>(series.recentMean(m_columns, 10));
    view.produced = m_created;
    view.bucket = BucketView{m_bytes, m_repeated, static_cast<double>(series.recentMean(m_columns + 1, 10))};
    const std::int64_t now = series.seconds();
    for (std::int64_t s = std::max<std::int64_t>(0, now - 120); s < now; ++s)
        view.recentRate.push_back(series.value(0, m_columns, s, s + 1).mean);
    snapshot.producers.push_back(std::move(view));
}

void Bucket::results(ComponentResult &result) const
{
    result.count("objects_created", m_created, "objects");
    result.count("bytes_created", m_bytes, "B");
    result.count("notifications_repeated", m_repeated, "notifications");
}

std::uint64_t Bucket::hash(std::uint64_t h) const { return mix64(mix64(mix64(h ^ m_created) ^ m_repeated) ^ m_bytes); }

} // namespace hotshard

#include "components/worker.h"

#include "kernel/block_draws.h"

#include <algorithm>
#include <array>

namespace hotshard {

namespace {

constexpr int tickBits = 10;
constexpr std::int64_t longest = Histogram::longest << tickBits;

} // namespace

Worker::Worker(ComponentId id, const std::string &name, std::uint64_t seed, const Parameters &parameters)
    : Component(id, name)
    , m_service(RandomStream::named(seed, name, "service"))
{
    configure(parameters);
}

void Worker::configure(const Parameters &parameters)
{
    m_mean = static_cast<double>(parameters.duration("service.mean").us << tickBits);
    m_spread = parameters.text("service.distribution") == "constant" ? Spread::Constant : Spread::Exponential;
}

void Worker::start(Context &context) { m_column = context.series.addColumn({id(), Metric::Waiting}); }

void Worker::reconfigure(const Parameters &parameters, Context &) { configure(parameters); }

void Worker::write(const WriteRequest &request, Context &)
{
    const RecordBlock &block = request.block;
    const auto count = static_cast<std::size_t>(block.count);
    std::array<std::int64_t, kBlockRecords> work, sojourn;
    if (m_spread == Spread::Constant)
        std::fill_n(work.begin(), count, math::round(std::min(m_mean, 0x1p50)));
    else
        drawExponentialGaps(m_service, m_arrived, m_mean, 0x1p50, {work.data(), count});
    m_arrived += count;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t arrival = block.time[i] << tickBits;
        // A server that is busy for millennia stays so: the sum must not turn.
        m_free = std::min(std::max(m_free, arrival) + work[i], longest);
        m_sojournTicks += m_free - arrival;
        sojourn[i] = (m_free - arrival) >> tickBits;
        m_departures.push_back(m_free >> tickBits);
    }
    m_sojourns.addEach({sojourn.data(), count});
}

PutAnswer Worker::put(const PutEntry &entry, Context &)
{
    const auto serve = [&](const LooseRecord &) {
        std::int64_t work = math::round(std::min(m_mean, 0x1p50));
        if (m_spread == Spread::Exponential)
            drawExponentialGaps(m_service, m_arrived, m_mean, 0x1p50, {&work, 1});
        ++m_arrived;
        const std::int64_t arrival = entry.record.at.us << tickBits;
        m_free = std::min(std::max(m_free, arrival) + work, longest);
        m_sojournTicks += m_free - arrival;
        const std::int64_t sojourn = (m_free - arrival) >> tickBits;
        m_departures.push_back(m_free >> tickBits);
        m_sojourns.addEach({&sojourn, 1});
    };
    serve(entry.record);
    std::for_each(entry.more.begin(), entry.more.end(), serve);
    return PutAnswer::Written;
}

void Worker::forgetDeparted(SimTime now)
{
    while (!m_departures.empty() && m_departures.front() <= now.us)
        m_departures.pop_front();
}

void Worker::sample(Context &context)
{
    forgetDeparted(context.now);
    context.series.set(m_column, static_cast<float>(m_departures.size()));
    m_inSystem += static_cast<double>(m_departures.size());
    ++m_samples;
}

ConservationRow Worker::conservation() const
{
    // Departures are forgotten every second: until then a record counts as in flight.
    return {.id = id(),
            .name = name(),
            .in = m_arrived,
            .inFlight = m_departures.size(),
            .delivered = m_arrived - m_departures.size()};
}

void Worker::describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &, SimTime now) const
{
    QueueServerView view;
    view.id = id();
    view.name = name();
    view.arrived = m_arrived;
    view.inSystem = static_cast<std::uint64_t>(m_departures.end()
                                               - std::upper_bound(m_departures.begin(), m_departures.end(), now.us));
    view.meanInSystem = meanInSystem();
    view.serviceMeanMs = m_mean * (1e-3 / 1024);
    view.sojournMeanMs = meanSojournSeconds() * 1e3;
    view.sojournP99Ms = m_sojourns.quantileSeconds(0.99) * 1e3;
    view.backlog = Duration::microseconds(std::max<std::int64_t>(0, (m_free >> tickBits) - now.us));
    snapshot.queueServers.push_back(std::move(view));
}

double Worker::meanInSystem() const { return m_samples ? m_inSystem / static_cast<double>(m_samples) : 0; }

double Worker::meanSojournSeconds() const
{
    return m_arrived ? static_cast<double>(m_sojournTicks) / static_cast<double>(m_arrived) * (1e-6 / 1024) : 0;
}

std::uint64_t Worker::hash(std::uint64_t h) const { return m_sojourns.hash(mix64(h ^ m_arrived)); }

void Worker::results(ComponentResult &result) const
{
    result.count("arrived_records", m_arrived);
    result.count("in_system", m_departures.size());
    result.number("in_system_mean", meanInSystem(), "records");
    result.number("sojourn_mean", meanSojournSeconds(), "s");
    result.number("sojourn_p50", m_sojourns.quantileSeconds(0.50), "s");
    result.number("sojourn_p99", m_sojourns.quantileSeconds(0.99), "s");
    result.number("sojourn_max", m_sojourns.maxSeconds(), "s");
}

} // namespace hotshard

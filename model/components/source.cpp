#include "components/source.h"

#include <algorithm>

namespace hotshard {

namespace {

/// Longest wait before a retry (botocore's standard mode: random x min(2^i, 20 s)).
constexpr Duration longestRetry = Duration::seconds(20);

std::variant<SyntheticTraffic, RecordedPlayback> makeTraffic(std::uint64_t seed, const std::string &name,
                                                             const Parameters &parameters,
                                                             std::shared_ptr<const RecordedTraffic> traffic)
{
    if (traffic)
        return RecordedPlayback(std::move(traffic), parameters);
    return SyntheticTraffic(seed, name, parameters);
}

KeyTableSpec makeKeySpec(const Parameters &parameters, const std::shared_ptr<const RecordedTraffic> &traffic)
{
    KeyTableSpec spec;
    if (traffic) {
        spec.names = {traffic, &traffic->keys};
        spec.count = static_cast<std::uint32_t>(traffic->keys.size());
        return spec;
    }
    spec.names = std::make_shared<const std::vector<std::string>>(parameters.textList("keys.names"));
    spec.prefix = parameters.text("keys.prefix");
    spec.count = static_cast<std::uint32_t>(parameters.integer("keys.count"));
    return spec;
}

/// A heap with the soonest retry on top.
bool laterRetry(const LooseRecord &a, const LooseRecord &b) { return b < a; }

} // namespace

Source::Source(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters,
               std::shared_ptr<const RecordedTraffic> traffic)
    : Component(id, name)
    , m_wiring(std::move(wiring))
    , m_traffic(makeTraffic(seed, name, parameters, traffic))
    , m_jitter(RandomStream::named(seed, name, "retry"))
    , m_partitioner(RandomStream::named(seed, name, "partition key"), makeKeySpec(parameters, traffic))
{
    configure(parameters);
}

void Source::configure(const Parameters &parameters)
{
    m_partitioner.configure(parameters);
    m_attempts = static_cast<std::uint32_t>(parameters.integer("retries.attempts"));
    m_retryDelay = parameters.duration("retries.delay");
}

void Source::start(Context &context)
{
    m_columns = context.series.addColumn({id(), Metric::Produced});
    context.series.addColumn({id(), Metric::Rejected});
    context.series.addColumn({id(), Metric::GaveUp});
}

void Source::reconfigure(const Parameters &parameters, Context &context)
{
    std::visit([&](auto &traffic) { traffic.reconfigure(parameters, context.now); }, m_traffic);
    const std::shared_ptr<const KeyTable> before = m_partitioner.keys();
    configure(parameters);
    if (m_partitioner.keys() == before)
        return;
    // A record that waits for its retry keeps the partition key that it was made with.
    for (LooseRecord &record : m_retries)
        Partitioner::pin(record, *before);
}

void Source::takeDue(SimTime horizon)
{
    m_due.clear();
    while (!m_retries.empty() && m_retries.front().at <= horizon) {
        std::pop_heap(m_retries.begin(), m_retries.end(), laterRetry);
        m_due.push_back(m_retries.back());
        m_retries.pop_back();
    }
}

void Source::produce(SimTime horizon, Context &context)
{
    RecordBlock &block = context.scratch;
    WritePort *port = m_wiring.hasTo() ? context.components[m_wiring.to.value]->writePort() : nullptr;
    const int most = port ? port->blockRecords() : kUsualBlockRecords;
    do {
        std::visit([&](auto &traffic) { traffic.fill(block, horizon, most); }, m_traffic);
        const auto count = static_cast<std::size_t>(block.count);
        m_produced += count;
        m_tally.add(block.key.data(), count);
        for (const ComponentId window : m_wiring.truths)
            context.components[window.value]->truthPort()->made(block);
        // A block covers time up to just before its last record (more may follow in that microsecond); retries
        // later than that come with a later block, so that where a block is cut makes no difference.
        const SimTime end = block.complete ? horizon : SimTime{block.time[count - 1] - 1};
        takeDue(end);
        if (!port || (count == 0 && m_due.empty()))
            continue;
        m_partitioner.assign(block);
        port->write({block, m_partitioner.keys(), m_due, end, m_partitioner.keepsOrder(), *this}, context);
    } while (!block.complete);
}

std::optional<SimTime> Source::rejected(const LooseRecord &record)
{
    ++m_rejected;
    if (record.attempt >= m_attempts) {
        ++m_gaveUp;
        return std::nullopt;
    }
    // Full jitter (botocore standard mode): a random part of delay x 2^i, i = 0 for the first retry.
    const std::uint32_t doublings = std::min(record.attempt - 1, 20u);
    const std::int64_t longest = std::min(m_retryDelay.us << doublings, longestRetry.us);
    const double part = m_jitter.sub(record.index).uniform(record.attempt);
    return record.at
        + Duration{std::max<std::int64_t>(1, static_cast<std::int64_t>(part * static_cast<double>(longest)))};
}

void Source::keep(const LooseRecord &record)
{
    m_retries.push_back(record);
    std::push_heap(m_retries.begin(), m_retries.end(), laterRetry);
}

void Source::sample(Context &context)
{
    const auto take = [](std::uint64_t now, std::uint64_t &sampled) {
        const auto difference = static_cast<float>(now - sampled);
        sampled = now;
        return difference;
    };
    context.series.set(m_columns, take(m_produced, m_sampledProduced));
    context.series.set(m_columns + 1, take(m_rejected, m_sampledRejected));
    context.series.set(m_columns + 2, take(m_gaveUp + m_refused, m_sampledGaveUp));
    if ((context.now.us / 1'000'000) % KeyTally::periodSeconds == 0)
        m_tally.rotate();
}

ConservationRow Source::conservation() const
{
    return {.id = id(),
            .name = name(),
            .in = m_produced,
            .waiting = m_retries.size(),
            .delivered = accepted(),
            .rejected = m_gaveUp + m_refused};
}

std::string Source::keyName(std::uint32_t key) const
{
    const KeyTable &names = m_partitioner.naturalKeys();
    return key < names.keyCount() ? names.keyName(KeyId{key}) : "#" + std::to_string(key);
}

void Source::describeKeys(Snapshot &snapshot, const SnapshotQuery &query) const
{
    const KeyTable &names = m_partitioner.naturalKeys();
    // A source that has been silent for a minute (a log that has ended) is shown by all that it made.
    const KeyTally::Counts lastMinute = m_tally.sums();
    const bool silent = std::all_of(lastMinute.begin(), lastMinute.end(), [](std::uint32_t n) { return n == 0; });
    const KeyTally::Totals all = m_tally.totals();
    std::array<double, kCountedKeys> counts{};
    for (std::size_t k = 0; k < counts.size(); ++k)
        counts[k] = static_cast<double>(silent ? all[k] : lastMinute[k]);
    double total = 0;
    for (const double n : counts)
        total += n;
    const std::uint32_t known = std::min<std::uint32_t>(names.keyCount(), kCountedKeys - 1);
    const bool placed = m_partitioner.isNatural();
    for (std::uint32_t k = 0; k < known; ++k) {
        const double share = total > 0 ? counts[k] / total : 0;
        snapshot.keys.push_back({names.keyName(KeyId{k}), share, placed ? names.hash(k).asFraction() : -1});
    }
    snapshot.otherKeys = names.keyCount() - known;
    snapshot.otherShare = total > 0 ? counts[kCountedKeys - 1] / total : 0;
    snapshot.ticks = snapshot.keys;
    const auto ticks = std::min<std::uint32_t>(names.keyCount(), static_cast<std::uint32_t>(query.hashTicks));
    for (std::uint32_t k = known; k < ticks && placed; ++k)
        snapshot.ticks.push_back(
            {{}, snapshot.otherShare / static_cast<double>(snapshot.otherKeys), names.hash(k).asFraction()});
}

void Source::describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series, SimTime) const
{
    ProducerView view;
    view.id = id();
    view.name = name();
    view.producedPerSecond = static_cast<double>(series.recentMean(m_columns, 10));
    view.rejectedPerSecond = static_cast<double>(series.recentMean(m_columns + 1, 10));
    view.rate = view.producedPerSecond;
    if (const auto *synthetic = std::get_if<SyntheticTraffic>(&m_traffic)) {
        view.rate = synthetic->rate();
    } else {
        view.replay = true;
        view.skippedLines = std::get<RecordedPlayback>(m_traffic).traffic().skipped;
    }
    view.produced = m_produced;
    view.rejectedAttempts = m_rejected;
    view.gaveUp = m_gaveUp;
    view.refused = m_refused;
    view.waitingRetry = m_retries.size();
    view.mix = keyMix(m_tally.sums());
    const std::int64_t now = series.seconds();
    for (std::int64_t s = std::max<std::int64_t>(0, now - 120); s < now; ++s)
        view.recentRate.push_back(series.value(0, m_columns, s, s + 1).mean);
    // The keys of the first source colour the screen.
    if (snapshot.producers.empty())
        describeKeys(snapshot, query);
    snapshot.producers.push_back(std::move(view));
}

std::uint64_t Source::hash(std::uint64_t h) const
{
    for (const std::uint64_t n : {m_produced, m_rejected, m_gaveUp, static_cast<std::uint64_t>(m_retries.size())})
        h = mix64(h ^ n);
    if (m_refused > 0)
        h = mix64(h ^ m_refused);
    return h;
}

void Source::results(ComponentResult &result) const
{
    result.count("produced_records", m_produced);
    result.count("accepted_records", accepted());
    result.count("rejected_attempts", m_rejected, "attempts");
    result.count("gave_up_records", m_gaveUp);
    result.count("refused_records", m_refused);
    result.count("waiting_for_retry", m_retries.size());
    if (const auto *playback = std::get_if<RecordedPlayback>(&m_traffic))
        result.count("skipped_lines", playback->traffic().skipped, "lines");
}

} // namespace hotshard

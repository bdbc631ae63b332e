#include "components/source.h"

#include <algorithm>

namespace hotshard {

namespace {

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
    , m_client(RandomStream::named(seed, name, "client"), parameters)
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
    if (m_client.isOn())
        for (const Metric metric : {Metric::ClientBacklog, Metric::Duplicates})
            context.series.addColumn({id(), metric});
}

void Source::reconfigure(const Parameters &parameters, Context &context)
{
    std::visit([&](auto &traffic) { traffic.reconfigure(parameters, context.now); }, m_traffic);
    const std::shared_ptr<const KeyTable> before = m_partitioner.keys();
    configure(parameters);
    if (m_client.isOn())
        m_client.configure(parameters, context.now);
    if (m_partitioner.keys() == before)
        return;
    m_client.pin(*before);
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
        if (!port || (count == 0 && m_due.empty() && !m_client.isOn()))
            continue;
        m_partitioner.assign(block);
        if (m_client.isOn()) {
            writeByClient(block, end, *port, context);
            continue;
        }
        port->write({block, m_partitioner.keys(), m_due, end, m_partitioner.keepsOrder(), *this}, context);
    } while (!block.complete);
}

void Source::writeByClient(const RecordBlock &block, SimTime end, WritePort &port, Context &context)
{
    const ProducerClient::Target target{port, m_partitioner, context};
    for (std::size_t i = 0; i < static_cast<std::size_t>(block.count); ++i)
        m_client.take(looseRecord(block, i), target);
    m_client.goOn(end, target);
}

Source::Fates Source::fates() const
{
    const ProducerClient::Counts &client = m_client.counts();
    return {.rejectedAttempts = m_rejected + client.rejectedAttempts,
            .gaveUp = m_gaveUp + client.gaveUp,
            .refused = m_refused + client.refused,
            .lost = m_gaveUp + m_refused + client.lost(),
            .waiting = m_retries.size() + client.waiting(),
            .duplicates = client.duplicates};
}

std::optional<SimTime> Source::rejected(const LooseRecord &record)
{
    ++m_rejected;
    if (record.attempt >= m_attempts) {
        ++m_gaveUp;
        return std::nullopt;
    }
    return record.at + fullJitter(m_retryDelay, record.attempt, m_jitter.sub(record.index).uniform(record.attempt));
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
    const Fates fates = this->fates();
    context.series.set(m_columns + 1, take(fates.rejectedAttempts, m_sampledRejected));
    context.series.set(m_columns + 2, take(fates.lost, m_sampledLost));
    if (m_client.isOn()) {
        context.series.set(m_columns + 3, static_cast<float>(fates.waiting));
        context.series.set(m_columns + 4, take(fates.duplicates, m_sampledDuplicates));
    }
    if ((context.now.us / 1'000'000) % KeyTally::periodSeconds == 0)
        m_tally.rotate();
}

ConservationRow Source::conservation() const
{
    // What is written twice has been made once: it comes in a second time.
    const Fates fates = this->fates();
    return {.id = id(),
            .name = name(),
            .in = m_produced + fates.duplicates,
            .waiting = fates.waiting,
            .delivered = m_produced + fates.duplicates - fates.lost - fates.waiting,
            .rejected = fates.lost};
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
    const bool placed = m_partitioner.isPlaced();
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

ClientView Source::describeClient() const
{
    const ProducerClient::Counts &counts = m_client.counts();
    return {.calls = counts.calls,
            .timeouts = counts.timeouts,
            .failedEntries = counts.failedEntries,
            .waiting = counts.waiting(),
            .callsInFlight = m_client.callsInFlight(),
            .expired = counts.expired,
            .overflowed = counts.overflowed,
            .unnoticed = counts.unnoticed,
            .duplicates = counts.duplicates};
}

void Source::describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series, SimTime) const
{
    ProducerView view;
    view.id = id();
    view.name = name();
    if (m_wiring.hasTo())
        view.writes = m_wiring.to;
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
    const Fates fates = this->fates();
    view.rejectedAttempts = fates.rejectedAttempts;
    view.gaveUp = fates.gaveUp;
    view.refused = fates.refused;
    view.lost = fates.lost;
    view.waitingRetry = m_retries.size();
    if (m_client.isOn())
        view.client = describeClient();
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
    if (m_client.isOn())
        h = m_client.hash(h);
    return h;
}

void Source::results(ComponentResult &result) const
{
    result.count("produced_records", m_produced);
    const Fates fates = this->fates();
    result.count("accepted_records", m_produced - fates.lost - fates.waiting);
    result.count("rejected_attempts", fates.rejectedAttempts, "attempts");
    result.count("gave_up_records", fates.gaveUp);
    result.count("refused_records", fates.refused);
    result.count("waiting_for_retry", m_retries.size());
    if (m_client.isOn()) {
        const ProducerClient::Counts &client = m_client.counts();
        result.count("client_calls", client.calls, "calls");
        result.count("client_timeouts", client.timeouts, "calls");
        result.count("client_failed_entries", client.failedEntries, "entries");
        result.count("client_waiting_records", client.waiting());
        result.count("client_expired_records", client.expired);
        result.count("client_overflowed_records", client.overflowed);
        result.count("client_unnoticed_records", client.unnoticed);
        result.count("duplicate_records", client.duplicates);
    }
    if (const auto *playback = std::get_if<RecordedPlayback>(&m_traffic))
        result.count("skipped_lines", playback->traffic().skipped, "lines");
}

} // namespace hotshard

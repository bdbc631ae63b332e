#include "components/producer_client.h"

#include "kernel/portable_math.h"

#include <algorithm>

namespace hotshard {

namespace {

/// The KPL drains its rate limit so often (limiter.h).
constexpr std::int64_t tickUs = 25'000;

/// Tokens of the KPL's rate limit: per cent of a shard's limits a second, and fixed capacities (limiter.h).
WriteLimits rateLimits(double perCent)
{
    const auto part = [&](double limit) { return std::max<std::int64_t>(1, math::round(limit * perCent / 100)); };
    return {.recordsPerSecond = part(1000),
            .bytesPerSecond = part(1024 * 1024),
            .burstRecords = 1000,
            .burstBytes = 10 * 1024 * 1024};
}

} // namespace

ProducerClient::ProducerClient(RandomStream draws, const Parameters &parameters)
    : m_settings(parameters)
    , m_latency(draws.sub(0))
    , m_lost(draws.sub(1))
    , m_backOff(draws.sub(2))
{
}

void ProducerClient::configure(const Parameters &parameters, SimTime now)
{
    m_settings = ClientSettings(parameters);
    happen(Kind::Flush, now); // there may be more connections now
}

void ProducerClient::happen(Kind kind, SimTime at, std::uint32_t subject)
{
    m_happenings.push_back({at, m_order++, kind, subject});
    std::push_heap(m_happenings.begin(), m_happenings.end());
}

void ProducerClient::goOn(SimTime until, const Target &target)
{
    while (!m_happenings.empty() && m_happenings.front().at <= until) {
        std::pop_heap(m_happenings.begin(), m_happenings.end());
        const Happening happening = m_happenings.back();
        m_happenings.pop_back();
        m_now = happening.at;
        handle(happening, target);
        sendWhatIsDue();
    }
}

void ProducerClient::handle(const Happening &happening, const Target &target)
{
    switch (happening.kind) {
    case Kind::Flush:
        if (m_flushAt == happening.at)
            m_flushAt = SimTime::never();
        break;
    case Kind::Close:
        // The aggregate may have been sent meanwhile, as it was full, and another begun.
        if (m_gathered[happening.subject].closes == happening.order)
            closeAggregate(happening.subject, target);
        break;
    case Kind::Tick: tick(); break;
    case Kind::Write: write(happening.subject, target); break;
    case Kind::Answer: answer(happening.subject, target); break;
    case Kind::Repeat: dispatch(happening.subject); break;
    case Kind::PutBack: putBack(happening.subject, target); break;
    }
}

void ProducerClient::take(const LooseRecord &record, const Target &target)
{
    goOn(record.at - Duration::microseconds(1), target);
    m_now = record.at;
    ++m_counts.taken;
    if (m_settings.buffer > 0 && m_buffered >= m_settings.buffer && !makeRoom()) {
        ++m_counts.overflowed;
        return;
    }
    ++m_buffered;
    const bool waits = m_settings.call == ClientSettings::Call::PutRecords;
    ClientEntry entry{.first = record,
                      .bytes = record.bytes,
                      .deadline = waits ? m_now + m_settings.buffering : m_now,
                      .expiry = m_now + m_settings.timeToLive()};
    if (m_settings.aggregates)
        gather(std::move(entry), target);
    else
        hand(std::move(entry), target);
    sendWhatIsDue();
}

bool ProducerClient::makeRoom()
{
    if (!m_settings.dropsOldest)
        return false;
    EntryQueue *oldest = m_buffer.empty() ? nullptr : &m_buffer;
    for (Limit &limit : m_limits)
        if (!limit.waiting.empty() && (!oldest || limit.waiting.front().deadline < oldest->front().deadline))
            oldest = &limit.waiting;
    if (!oldest)
        return false;
    const ClientEntry entry = oldest->pop();
    m_buffered -= entry.records();
    lose(entry, m_counts.overflowed);
    return true;
}

void ProducerClient::gather(ClientEntry entry, const Target &target)
{
    const std::uint32_t shard = target.port.shardOf(entry.first, *target.keys.keys()).value;
    if (shard >= m_gathered.size())
        m_gathered.resize(shard + 1);
    std::optional<ClientEntry> &aggregate = m_gathered[shard].entry;
    if (aggregate && aggregate->bytes + entry.bytes > m_settings.aggregateBytes)
        closeAggregate(shard, target);
    if (aggregate) {
        aggregate->bytes += entry.bytes;
        aggregate->more.push_back(entry.first);
        return;
    }
    m_gathered[shard].closes = m_order;
    happen(Kind::Close, entry.deadline, shard);
    aggregate = std::move(entry);
}

void ProducerClient::closeAggregate(std::uint32_t shard, const Target &target)
{
    ClientEntry entry = std::move(*m_gathered[shard].entry);
    m_gathered[shard] = {};
    hand(std::move(entry), target);
}

void ProducerClient::hand(ClientEntry entry, const Target &target)
{
    if (m_settings.retries != ClientSettings::Retries::Kpl || m_settings.rateLimit <= 0) {
        m_buffer.push(std::move(entry));
        return;
    }
    const std::uint32_t shard = target.port.shardOf(entry.first, *target.keys.keys()).value;
    while (shard >= m_limits.size())
        m_limits.push_back({WriteLimiter(rateLimits(m_settings.rateLimit)), {}});
    m_limits[shard].waiting.push(std::move(entry));
    armTick();
}

void ProducerClient::armTick()
{
    if (m_tickAt != SimTime::never())
        return;
    m_tickAt = SimTime{(m_now.us + tickUs - 1) / tickUs * tickUs};
    happen(Kind::Tick, m_tickAt);
}

void ProducerClient::tick()
{
    m_tickAt = SimTime::never();
    bool more = false;
    for (Limit &limit : m_limits) {
        limit.waiting.dropExpired(m_now, [&](const ClientEntry &entry) {
            m_buffered -= entry.records();
            lose(entry, m_counts.expired);
        });
        while (!limit.waiting.empty() && limit.tokens.take(m_now.us, limit.waiting.front().bytes))
            m_buffer.push(limit.waiting.pop());
        more = more || !limit.waiting.empty();
    }
    if (!more)
        return;
    m_tickAt = m_now + Duration::microseconds(tickUs);
    happen(Kind::Tick, m_tickAt);
}

void ProducerClient::pin(const KeyTable &keys)
{
    const auto pinEntry = [&](ClientEntry &entry) {
        Partitioner::pin(entry.first, keys);
        for (LooseRecord &record : entry.more)
            Partitioner::pin(record, keys);
    };
    m_buffer.forEach(pinEntry);
    for (Limit &limit : m_limits)
        limit.waiting.forEach(pinEntry);
    for (Aggregate &aggregate : m_gathered)
        if (aggregate.entry)
            pinEntry(*aggregate.entry);
    for (Call &call : m_calls)
        std::for_each(call.entries.begin(), call.entries.end(), pinEntry);
}

void ProducerClient::lose(const ClientEntry &entry, std::uint64_t &counter)
{
    if (!entry.stored)
        counter += entry.records();
}

std::uint64_t ProducerClient::hash(std::uint64_t h) const
{
    for (const std::uint64_t n :
         {m_counts.taken, m_counts.written, m_counts.duplicates, m_counts.calls, m_counts.timeouts,
          m_counts.rejectedAttempts, m_counts.failedEntries, m_counts.lost(), m_counts.expired, m_buffered,
          static_cast<std::uint64_t>(m_busy), static_cast<std::uint64_t>(m_buffer.size())})
        h = mix64(h ^ n);
    return h;
}

} // namespace hotshard

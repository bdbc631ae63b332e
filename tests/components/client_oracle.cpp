#include "client_oracle.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace hotshard::test {

PlainClient::PlainClient(const ClientSettings &settings, RandomStream draws, WritePort &port, const Partitioner &keys,
                         Context &context)
    : m_settings(settings)
    , m_draws(draws)
    , m_port(port)
    , m_keys(keys)
    , m_context(context)
{
}

void PlainClient::run(const std::vector<LooseRecord> &records)
{
    for (std::size_t i = 0; i < records.size();) {
        const Next event = next();
        if (records[i].at <= event.at) {
            m_now = records[i].at;
            take(records[i++]);
            sendAll();
            continue;
        }
        m_now = event.at;
        if (event.step == Close)
            hand(event.subject);
        else if (event.step == Tick)
            tick();
        else if (event.step == Write)
            write(m_jobs[event.subject]);
        else if (event.step == Answer)
            answer(m_jobs[event.subject]);
        else if (event.step == Repeat)
            dispatch(m_jobs[event.subject]);
        else if (event.step == PutBack) {
            for (const std::size_t entry : m_jobs[event.subject].entries) {
                m_entries[entry].deadline = m_now;
                hand(entry);
            }
            m_jobs[event.subject].next = Nothing;
        }
        sendAll();
    }
}

PlainClient::Next PlainClient::next() const
{
    Next first;
    const auto consider = [&](SimTime at, Step step, std::uint64_t order, std::size_t subject) {
        const Next one{std::max(at, m_now), step, order, subject};
        if (one.before(first))
            first = one;
    };
    const bool connected = busy() < m_settings.connections;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].place == Place::Gathered)
            consider(m_entries[i].deadline, Close, i, i);
        if (m_entries[i].place == Place::Buffered && connected)
            consider(m_entries[i].deadline, Flush, 0, i);
    }
    for (std::size_t i = 0; i < m_jobs.size(); ++i)
        if (m_jobs[i].next != Nothing)
            consider(m_jobs[i].at, m_jobs[i].next, m_jobs[i].order, i);
    consider(m_tickAt, Tick, 0, 0);
    return first;
}

std::int64_t PlainClient::bytesOf(const Entry &entry) const
{
    std::int64_t bytes = 0;
    for (const std::size_t record : entry.records)
        bytes += m_records[record].bytes;
    return bytes;
}

std::size_t PlainClient::busy() const
{
    return static_cast<std::size_t>(std::count_if(m_jobs.begin(), m_jobs.end(), [](const Job &job) {
        return job.next == Write || job.next == Answer || job.next == Repeat;
    }));
}

std::uint64_t PlainClient::buffered() const
{
    std::uint64_t records = 0;
    for (const Entry &entry : m_entries)
        if (entry.place != Place::InCall && entry.place != Place::Gone)
            records += entry.records.size();
    return records;
}

/// Entries at a place, soonest deadline first.
std::vector<std::size_t> PlainClient::inOrder(Place place, int shard) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].place == place && (shard < 0 || m_entries[i].shard == static_cast<std::uint32_t>(shard)))
            found.push_back(i);
    std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
        const Entry &x = m_entries[a], &y = m_entries[b];
        if (x.deadline != y.deadline)
            return x.deadline < y.deadline;
        if ((x.attempts > 0) != (y.attempts > 0))
            return x.attempts > 0;
        return x.joined < y.joined;
    });
    return found;
}

void PlainClient::move(std::size_t entry, Place place)
{
    m_entries[entry].place = place;
    m_entries[entry].joined = m_order++;
}

void PlainClient::lose(std::size_t entry, Fate fate)
{
    move(entry, Place::Gone);
    for (const std::size_t record : m_entries[entry].records)
        if (m_fates[record] == Fate::Waiting)
            m_fates[record] = fate;
}

void PlainClient::take(const LooseRecord &record)
{
    m_records.push_back(record);
    m_fates.push_back(Fate::Waiting);
    m_copies.push_back(0);
    const std::size_t number = m_records.size() - 1;
    if (m_settings.buffer > 0 && buffered() >= m_settings.buffer) {
        std::vector<std::size_t> candidates = inOrder(Place::Buffered);
        for (std::size_t shard = 0; shard < m_tokens.size(); ++shard) {
            const auto limited = inOrder(Place::Limited, static_cast<int>(shard));
            if (!limited.empty()
                && (candidates.empty() || m_entries[limited[0]].deadline < m_entries[candidates[0]].deadline))
                candidates = limited;
        }
        if (!m_settings.dropsOldest || candidates.empty()) {
            m_fates[number] = Fate::Overflowed;
            return;
        }
        lose(candidates[0], Fate::Overflowed);
    }
    const SimTime deadline = m_settings.call == ClientSettings::Call::PutRecords ? m_now + m_settings.buffering : m_now;
    const std::uint32_t shard = m_port.shardOf(record, *m_keys.keys()).value;
    for (std::size_t i = 0; i < m_entries.size() && m_settings.aggregates; ++i) {
        Entry &open = m_entries[i];
        if (open.place != Place::Gathered || open.shard != shard)
            continue;
        if (bytesOf(open) + record.bytes <= m_settings.aggregateBytes) {
            open.records.push_back(number);
            return;
        }
        hand(i);
    }
    m_entries.push_back(
        {.records = {number}, .deadline = deadline, .expiry = record.made + m_settings.timeToLive(), .shard = shard});
    if (!m_settings.aggregates)
        hand(m_entries.size() - 1);
}

void PlainClient::hand(std::size_t entry)
{
    if (m_settings.retries != ClientSettings::Retries::Kpl || m_settings.rateLimit <= 0) {
        move(entry, Place::Buffered);
        return;
    }
    const auto part = [&](double of) {
        return static_cast<std::int64_t>(std::lround(of * m_settings.rateLimit / 100));
    };
    while (m_tokens.size() <= m_entries[entry].shard)
        m_tokens.emplace_back(WriteLimits{part(1000), part(1048576), 1000, 10'485'760});
    move(entry, Place::Limited);
    if (m_tickAt == SimTime::never())
        m_tickAt = SimTime{(m_now.us + 24'999) / 25'000 * 25'000};
}

void PlainClient::tick()
{
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].place == Place::Limited && m_now > m_entries[i].expiry)
            lose(i, Fate::Expired);
    for (std::size_t shard = 0; shard < m_tokens.size(); ++shard)
        for (const std::size_t entry : inOrder(Place::Limited, static_cast<int>(shard))) {
            if (!m_tokens[shard].take(m_now.us, bytesOf(m_entries[entry])))
                break;
            move(entry, Place::Buffered);
        }
    m_tickAt = inOrder(Place::Limited).empty() ? SimTime::never() : m_now + Duration::milliseconds(25);
}

void PlainClient::sendAll()
{
    while (busy() < m_settings.connections) {
        const std::vector<std::size_t> waiting = inOrder(Place::Buffered);
        std::int64_t all = 0;
        for (const std::size_t entry : waiting)
            all += bytesOf(m_entries[entry]);
        if (waiting.empty()
            || (waiting.size() < m_settings.perCall() && all < m_settings.bytesPerCall
                && m_entries[waiting[0]].deadline > m_now))
            return;
        Job job;
        std::int64_t bytes = 0;
        for (const std::size_t entry : waiting) {
            if (job.entries.size() == m_settings.perCall()
                || (!job.entries.empty() && bytes + bytesOf(m_entries[entry]) > m_settings.bytesPerCall))
                break;
            if (m_now > m_entries[entry].expiry) {
                lose(entry, Fate::Expired);
                continue;
            }
            bytes += bytesOf(m_entries[entry]);
            job.entries.push_back(entry);
            move(entry, Place::InCall);
        }
        if (job.entries.empty())
            continue;
        m_jobs.push_back(job);
        dispatch(m_jobs.back());
    }
}

void PlainClient::dispatch(Job &job)
{
    ++job.attempt;
    job.number = m_calls++;
    const double stretch = 1 + m_settings.latencyVariation * (2 * m_draws.sub(0).uniform(job.number) - 1);
    const std::int64_t latency =
        std::max<std::int64_t>(1000, std::lround(static_cast<double>(m_settings.latency.us) * stretch));
    job.timedOut = m_draws.sub(1).uniform(job.number) < m_settings.lostAnswers || latency > m_settings.timeout.us;
    job.answerAt = m_now + (job.timedOut ? m_settings.timeout : Duration{latency});
    job.next = Write;
    job.at = m_now + Duration{latency / 2};
    job.order = m_order++;
}

void PlainClient::write(Job &job)
{
    std::int64_t sum = 0;
    for (const std::size_t e : job.entries)
        sum += bytesOf(m_entries[e]);
    for (const std::size_t e : job.entries) {
        Entry &entry = m_entries[e];
        ++entry.attempts;
        std::vector<LooseRecord> records;
        for (const std::size_t record : entry.records)
            records.push_back(m_records[record]);
        records[0].at = m_now;
        const std::int64_t rounded = e == job.entries.back() ? (sum + 1023) / 1024 * 1024 - sum : 0;
        entry.answer = m_port.put(
            {records[0], *m_keys.keys(), false, std::span(records).subspan(1), static_cast<std::uint32_t>(rounded)},
            m_context);
        if (entry.answer == PutAnswer::Refused)
            lose(e, Fate::Refused);
        m_throttled += entry.answer == PutAnswer::Throttled;
        for (const std::size_t record : entry.records)
            if (entry.answer == PutAnswer::Written) {
                m_fates[record] = Fate::Written;
                ++m_copies[record];
            }
    }
    job.next = Answer;
    job.at = std::max(m_now, job.answerAt);
    job.order = m_order++;
}

void PlainClient::again(std::size_t entry)
{
    if (m_now > m_entries[entry].expiry) {
        lose(entry, Fate::Expired);
        return;
    }
    m_entries[entry].deadline = m_now + Duration{m_settings.buffering.us / 2};
    hand(entry);
}

void PlainClient::answer(Job &job)
{
    using Retries = ClientSettings::Retries;
    std::erase_if(job.entries, [&](std::size_t e) { return m_entries[e].answer == PutAnswer::Refused; });
    std::vector<std::size_t> throttled;
    for (const std::size_t e : job.entries)
        if (m_entries[e].answer == PutAnswer::Throttled)
            throttled.push_back(e);
    m_timeouts += job.timedOut;
    job.next = Nothing;
    const bool asAWhole = job.timedOut || (m_settings.call == ClientSettings::Call::PutRecord && !throttled.empty());
    const double part = m_draws.sub(2).uniform(job.number);
    if (asAWhole && m_settings.retries == Retries::Standard && job.attempt < m_settings.attempts
        && !job.entries.empty()) {
        job.next = Repeat;
        job.at = m_now + fullJitter(m_settings.retryDelay, job.attempt, part);
        job.order = m_order++;
        return;
    }
    for (const std::size_t e : job.entries)
        if (!asAWhole && m_entries[e].answer == PutAnswer::Written)
            move(e, Place::Gone);
    std::vector<std::size_t> pausing;
    std::uint32_t most = 0;
    for (const std::size_t e : asAWhole ? job.entries : throttled) {
        m_failedEntries += !asAWhole;
        if (!asAWhole && !m_settings.checksAnswers)
            lose(e, Fate::Unnoticed);
        else if (m_settings.retries == Retries::Kpl)
            again(e);
        else if (asAWhole || m_settings.retries == Retries::None || m_entries[e].attempts >= m_settings.attempts)
            lose(e, Fate::GaveUp);
        else {
            pausing.push_back(e);
            most = std::max(most, m_entries[e].attempts);
            move(e, Place::Pausing);
        }
    }
    if (pausing.empty())
        return;
    job.entries = pausing;
    job.next = PutBack;
    job.at = m_now + fullJitter(m_settings.retryDelay, most, part);
    job.order = m_order++;
}

ProducerClient::Counts PlainClient::counts() const
{
    const auto with = [&](Fate fate) {
        return static_cast<std::uint64_t>(std::count(m_fates.begin(), m_fates.end(), fate));
    };
    ProducerClient::Counts counts{.taken = m_records.size(),
                                  .written = with(Fate::Written),
                                  .calls = m_calls,
                                  .timeouts = m_timeouts,
                                  .rejectedAttempts = m_throttled,
                                  .failedEntries = m_failedEntries,
                                  .gaveUp = with(Fate::GaveUp),
                                  .expired = with(Fate::Expired),
                                  .refused = with(Fate::Refused),
                                  .overflowed = with(Fate::Overflowed),
                                  .unnoticed = with(Fate::Unnoticed)};
    for (const int copies : m_copies)
        counts.duplicates += static_cast<std::uint64_t>(std::max(copies - 1, 0));
    return counts;
}

} // namespace hotshard::test

// The calls of a producer's client: when they are made, what they write, and what becomes of what failed.
#include "components/producer_client.h"

#include "kernel/portable_math.h"

#include <algorithm>

namespace hotshard {

namespace {

/// What a size counts beyond itself: write limits count whole KiB (Kinesis service limits).
std::uint32_t roundedUp(std::int64_t bytes) { return static_cast<std::uint32_t>((1024 - bytes % 1024) % 1024); }

} // namespace

bool ProducerClient::callIsDue() const
{
    return !m_buffer.empty()
        && (m_buffer.size() >= m_settings.perCall() || m_buffer.bytes() >= m_settings.bytesPerCall
            || m_buffer.front().deadline <= m_now);
}

void ProducerClient::sendWhatIsDue()
{
    while (m_busy < m_settings.connections && callIsDue())
        send();
    if (m_busy >= m_settings.connections || m_buffer.empty() || m_flushAt <= m_buffer.front().deadline)
        return;
    m_flushAt = m_buffer.front().deadline;
    happen(Kind::Flush, m_flushAt);
}

std::uint32_t ProducerClient::newSlot()
{
    if (m_freeSlots.empty()) {
        m_calls.emplace_back();
        return static_cast<std::uint32_t>(m_calls.size() - 1);
    }
    const std::uint32_t slot = m_freeSlots.back();
    m_freeSlots.pop_back();
    m_calls[slot].attempt = 0;
    return slot;
}

void ProducerClient::send()
{
    const std::uint32_t slot = newSlot();
    std::vector<ClientEntry> &entries = m_calls[slot].entries;
    std::int64_t bytes = 0;
    while (!m_buffer.empty() && entries.size() < m_settings.perCall()
           && (entries.empty() || bytes + m_buffer.front().bytes <= m_settings.bytesPerCall)) {
        ClientEntry entry = m_buffer.pop();
        m_buffered -= entry.records();
        if (entry.expiry < m_now) {
            lose(entry, m_counts.expired);
            continue;
        }
        bytes += entry.bytes;
        entries.push_back(std::move(entry));
    }
    if (entries.empty()) {
        m_freeSlots.push_back(slot);
        return;
    }
    ++m_busy;
    dispatch(slot);
}

void ProducerClient::dispatch(std::uint32_t slot)
{
    Call &call = m_calls[slot];
    ++call.attempt;
    call.number = m_counts.calls++;
    const double variation = m_settings.latencyVariation * (2 * m_latency.uniform(call.number) - 1);
    // A call takes a millisecond at least, or whoever tries again at once would do so for ever in one instant.
    const Duration latency{
        std::max<std::int64_t>(1000, math::round(static_cast<double>(m_settings.latency.us) * (1 + variation)))};
    call.timedOut = m_lost.uniform(call.number) < m_settings.lostAnswers || latency > m_settings.timeout;
    call.answerAt = m_now + (call.timedOut ? m_settings.timeout : latency);
    happen(Kind::Write, m_now + Duration{latency.us / 2}, slot);
}

void ProducerClient::write(std::uint32_t slot, const Target &target)
{
    Call &call = m_calls[slot];
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < call.entries.size(); ++i) {
        ClientEntry &entry = call.entries[i];
        bytes += entry.bytes;
        ++entry.attempts;
        entry.first.at = m_now;
        // Calls in flight overtake each other, and failed entries are overtaken: the order is not kept.
        entry.answer = target.port.put({.record = entry.first,
                                        .keys = *target.keys.keys(),
                                        .keepsOrder = false,
                                        .more = entry.more,
                                        .roundedUp = i + 1 == call.entries.size() ? roundedUp(bytes) : 0},
                                       target.context);
        count(entry);
    }
    happen(Kind::Answer, std::max(m_now, call.answerAt), slot);
}

void ProducerClient::count(ClientEntry &entry)
{
    switch (entry.answer) {
    case PutAnswer::Written:
        (entry.stored ? m_counts.duplicates : m_counts.written) += entry.records();
        entry.stored = true;
        break;
    case PutAnswer::Throttled: ++m_counts.rejectedAttempts; break;
    case PutAnswer::Refused: lose(entry, m_counts.refused); break;
    }
}

void ProducerClient::answer(std::uint32_t slot, const Target &target)
{
    Call &call = m_calls[slot];
    m_counts.timeouts += call.timedOut;
    // Who was refused is not tried again.
    std::erase_if(call.entries, [](const ClientEntry &entry) { return entry.answer == PutAnswer::Refused; });
    const bool single = m_settings.call == ClientSettings::Call::PutRecord;
    const bool throttled = std::any_of(call.entries.begin(), call.entries.end(),
                                       [](const ClientEntry &entry) { return entry.answer == PutAnswer::Throttled; });
    if (call.timedOut || (single && throttled)) {
        if (repeats(slot))
            return;
        failed(call, target);
    } else if (throttled) {
        --m_busy;
        failedEntries(slot, target);
        return;
    }
    --m_busy;
    call.entries.clear();
    m_freeSlots.push_back(slot);
}

bool ProducerClient::repeats(std::uint32_t slot)
{
    const Call &call = m_calls[slot];
    if (m_settings.retries != ClientSettings::Retries::Standard || call.entries.empty()
        || call.attempt >= m_settings.attempts)
        return false;
    const double part = m_backOff.uniform(call.number);
    happen(Kind::Repeat, m_now + fullJitter(m_settings.retryDelay, call.attempt, part), slot);
    return true;
}

void ProducerClient::failed(Call &call, const Target &target)
{
    for (ClientEntry &entry : call.entries)
        if (m_settings.retries == ClientSettings::Retries::Kpl)
            retryAsKpl(std::move(entry), target);
        else
            lose(entry, m_counts.gaveUp);
}

void ProducerClient::failedEntries(std::uint32_t slot, const Target &target)
{
    Call &call = m_calls[slot];
    std::vector<ClientEntry> again;
    std::uint32_t most = 0; // attempts
    for (ClientEntry &entry : call.entries) {
        if (entry.answer == PutAnswer::Written)
            continue;
        ++m_counts.failedEntries;
        if (!m_settings.checksAnswers) {
            lose(entry, m_counts.unnoticed);
        } else if (m_settings.retries == ClientSettings::Retries::Kpl) {
            retryAsKpl(std::move(entry), target);
        } else if (m_settings.retries == ClientSettings::Retries::None || entry.attempts >= m_settings.attempts) {
            lose(entry, m_counts.gaveUp);
        } else {
            most = std::max(most, entry.attempts);
            m_buffered += entry.records();
            again.push_back(std::move(entry));
        }
    }
    call.entries = std::move(again);
    if (call.entries.empty())
        m_freeSlots.push_back(slot);
    else
        happen(Kind::PutBack, m_now + fullJitter(m_settings.retryDelay, most, m_backOff.uniform(call.number)), slot);
}

void ProducerClient::putBack(std::uint32_t slot, const Target &target)
{
    for (ClientEntry &entry : m_calls[slot].entries) {
        entry.deadline = m_now;
        hand(std::move(entry), target);
    }
    m_calls[slot].entries.clear();
    m_freeSlots.push_back(slot);
}

void ProducerClient::retryAsKpl(ClientEntry entry, const Target &target)
{
    if (entry.expiry < m_now) {
        lose(entry, m_counts.expired);
        return;
    }
    // The KPL puts it back with half the buffering time; its rate limit is all that slows it down.
    entry.deadline = m_now + Duration{m_settings.buffering.us / 2};
    m_buffered += entry.records();
    hand(std::move(entry), target);
}

} // namespace hotshard

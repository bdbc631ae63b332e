// The client of a producer written a second time, as plainly as possible: a list of entries, each with the place where
// it is, looked through from end to end at every step. Shares the settings, the draws and the stream with the
// engine, and no structure.
#pragma once

#include "components/producer_client.h"

#include <cstdint>
#include <vector>

namespace hotshard::test {

class PlainClient {
public:
    PlainClient(const ClientSettings &settings, RandomStream draws, WritePort &port, const Partitioner &keys,
                Context &context);
    /// Takes the records, and does all that happens before the last one.
    void run(const std::vector<LooseRecord> &records);
    [[nodiscard]] ProducerClient::Counts counts() const;

private:
    enum class Fate { Waiting, Written, GaveUp, Expired, Refused, Overflowed, Unnoticed };
    enum class Place { Gathered, Limited, Buffered, InCall, Pausing, Gone };
    struct Entry {
        std::vector<std::size_t> records;
        SimTime deadline, expiry;
        std::uint32_t attempts = 0, shard = 0;
        std::uint64_t joined = 0; ///< the present place
        Place place = Place::Gathered;
        PutAnswer answer = PutAnswer::Written;
    };
    enum Step { Flush, Close, Tick, Write, Answer, Repeat, PutBack, Nothing };
    struct Job { ///< a call, or entries that pause together
        std::vector<std::size_t> entries;
        Step next = Nothing;
        SimTime at, answerAt;
        std::uint64_t order = 0, number = 0;
        std::uint32_t attempt = 0;
        bool timedOut = false;
    };
    struct Next {
        SimTime at = SimTime::never();
        Step step = Nothing;
        std::uint64_t order = 0;
        std::size_t subject = 0;
        [[nodiscard]] bool before(const Next &other) const
        {
            return at != other.at ? at < other.at : step != other.step ? step < other.step : order < other.order;
        }
    };

    [[nodiscard]] Next next() const;
    void take(const LooseRecord &record);
    void move(std::size_t entry, Place place);
    void hand(std::size_t entry);
    void lose(std::size_t entry, Fate fate);
    void tick();
    void sendAll();
    void dispatch(Job &job);
    void write(Job &job);
    void answer(Job &job);
    void again(std::size_t entry);
    [[nodiscard]] std::vector<std::size_t> inOrder(Place place, int shard = -1) const;
    [[nodiscard]] std::int64_t bytesOf(const Entry &entry) const;
    [[nodiscard]] std::size_t busy() const;
    [[nodiscard]] std::uint64_t buffered() const;

    ClientSettings m_settings;
    RandomStream m_draws;
    WritePort &m_port;
    const Partitioner &m_keys;
    Context &m_context;
    SimTime m_now;
    std::vector<LooseRecord> m_records;
    std::vector<Fate> m_fates;
    std::vector<int> m_copies;
    std::vector<Entry> m_entries;
    std::vector<Job> m_jobs;
    std::vector<WriteLimiter> m_tokens; ///< by shard
    SimTime m_tickAt = SimTime::never();
    std::uint64_t m_order = 0, m_calls = 0, m_timeouts = 0, m_throttled = 0, m_failedEntries = 0;
};

} // namespace hotshard::test

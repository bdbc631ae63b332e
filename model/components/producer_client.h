// The client library of a producer: it gathers records, calls PutRecord or PutRecords over a limited number of
// connections, looks at the answers, and tries again or gives up. Everything between a record's making and its lying
// in the stream that the plain source leaves out.
//
//   made -> [aggregate, by shard] -> [rate limit, by shard] -> buffer -> call -> answer -> [again]
//
// A copyable value with a small heap of its own events: no event of the run is spent on a record, and what happens at
// a time is decided by that time alone, so where a run is cut makes no difference. At one microsecond records come
// before all else, then in the order of Kind. Sources: Kinesis API PutRecord and PutRecords; botocore retries (standard
// mode); KPL limiter.h, retrier.cc and default_config.properties.
//
// Choices where they are silent. The records of a call are written half way between the call and its answer. A call
// that the SDK repeats keeps its connection through the back-off, as it blocks its caller: one connection and PutRecord
// keep the order. Failed entries of one PutRecords are put together again after one back-off, before all that is due
// later. The KPL knows the shards as they are; an aggregate goes where its first record goes, also after a reshard; it
// is tried again as it is. What an entry exceeds the largest record by is found out entry by entry (the real call
// fails as a whole; clients that check first drop the entry). The rounding of a call's sum to a whole KiB is charged
// with its last entry.
#pragma once

#include "components/client_queue.h"
#include "components/client_settings.h"
#include "components/component.h"
#include "components/partitioner.h"
#include "components/write_limiter.h"
#include "kernel/random.h"

#include <optional>
#include <vector>

namespace hotshard {

class ProducerClient {
public:
    /// Records, if not said otherwise.
    struct Counts {
        std::uint64_t taken = 0, written = 0;
        std::uint64_t duplicates = 0;       ///< written once more, as the answer of a call was lost
        std::uint64_t calls = 0;            ///< calls, repeated ones included
        std::uint64_t timeouts = 0;         ///< calls without an answer
        std::uint64_t rejectedAttempts = 0; ///< attempts; of an aggregate one
        std::uint64_t failedEntries = 0;    ///< entries of answered PutRecords calls that were throttled
        // Lost, each in one way:
        std::uint64_t gaveUp = 0;     ///< after the last attempt
        std::uint64_t expired = 0;    ///< too old in the client
        std::uint64_t refused = 0;    ///< larger than the stream takes
        std::uint64_t overflowed = 0; ///< no room in the client's buffer
        std::uint64_t unnoticed = 0;  ///< failed entries that nobody looked at

        [[nodiscard]] std::uint64_t lost() const { return gaveUp + expired + refused + overflowed + unnoticed; }
        [[nodiscard]] std::uint64_t waiting() const { return taken - written - lost(); }
    };
    /// Where it writes; lives for one call.
    struct Target {
        WritePort &port;
        const Partitioner &keys;
        Context &context;
    };

    ProducerClient(RandomStream draws, const Parameters &parameters);
    /// Live parameters have changed at `now`.
    void configure(const Parameters &parameters, SimTime now);
    [[nodiscard]] bool isOn() const { return m_settings.isOn(); }

    /// A fresh record, made at record.at, after all that happens before. REQUIRES: times do not fall.
    void take(const LooseRecord &record, const Target &target);
    /// All that happens up to and including `until`.
    void goOn(SimTime until, const Target &target);
    /// The partition keys change: what waits keeps those it was made with, which are in `keys`.
    void pin(const KeyTable &keys);

    [[nodiscard]] const Counts &counts() const { return m_counts; }
    [[nodiscard]] std::size_t callsInFlight() const { return m_busy; }
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const;

private:
    enum class Kind : std::uint8_t {
        Flush,  ///< the first deadline in the buffer
        Close,  ///< an aggregate has waited long enough
        Tick,   ///< of the rate limit
        Write,  ///< a call reaches the stream
        Answer, ///< or the time-out
        Repeat, ///< the call once more
        PutBack ///< entries whose back-off is over
    };
    struct Happening {
        SimTime at;
        std::uint64_t order = 0; ///< of equal times and kinds, what was decided first
        Kind kind = Kind::Flush;
        std::uint32_t subject = 0; ///< call or shard
        /// For a heap with the soonest on top.
        [[nodiscard]] friend bool operator<(const Happening &a, const Happening &b)
        {
            return a.at != b.at ? b.at < a.at : a.kind != b.kind ? b.kind < a.kind : b.order < a.order;
        }
    };
    /// A call from its sending to its last answer; then perhaps the entries that wait to be tried again.
    struct Call {
        std::vector<ClientEntry> entries;
        std::uint64_t number = 0;
        std::uint32_t attempt = 0;
        bool timedOut = false;
        SimTime answerAt;
    };
    /// One that is being made.
    struct Aggregate {
        std::optional<ClientEntry> entry;
        std::uint64_t closes = never; ///< order of the happening that ends its waiting
        static constexpr std::uint64_t never = ~std::uint64_t{0};
    };
    /// The rate limit of one shard.
    struct Limit {
        WriteLimiter tokens;
        EntryQueue waiting;
    };

    void happen(Kind kind, SimTime at, std::uint32_t subject = 0);
    void handle(const Happening &happening, const Target &target);
    void gather(ClientEntry entry, const Target &target);
    void closeAggregate(std::uint32_t shard, const Target &target);
    void hand(ClientEntry entry, const Target &target);
    void tick();
    void armTick();
    void sendWhatIsDue();
    [[nodiscard]] bool callIsDue() const;
    void send();
    void dispatch(std::uint32_t slot);
    void write(std::uint32_t slot, const Target &target);
    void count(ClientEntry &entry);
    void answer(std::uint32_t slot, const Target &target);
    [[nodiscard]] bool repeats(std::uint32_t slot);
    void failed(Call &call, const Target &target);
    void failedEntries(std::uint32_t slot, const Target &target);
    void putBack(std::uint32_t slot, const Target &target);
    void retryAsKpl(ClientEntry entry, const Target &target);
    [[nodiscard]] bool makeRoom();
    [[nodiscard]] std::uint32_t newSlot();
    static void lose(const ClientEntry &entry, std::uint64_t &counter);

    ClientSettings m_settings;
    RandomStream m_latency, m_lost, m_backOff; ///< by number of the call
    Counts m_counts;
    SimTime m_now; ///< of what happens at present
    std::vector<Happening> m_happenings;
    std::uint64_t m_order = 0;
    EntryQueue m_buffer;
    std::vector<Limit> m_limits;       ///< by shard; none without a rate limit
    std::vector<Aggregate> m_gathered; ///< by shard
    std::vector<Call> m_calls;
    std::vector<std::uint32_t> m_freeSlots;
    std::size_t m_busy = 0;       ///< connections
    std::uint64_t m_buffered = 0; ///< records that wait and are in no call
    SimTime m_flushAt = SimTime::never(), m_tickAt = SimTime::never();
};

} // namespace hotshard

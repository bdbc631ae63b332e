#include "lambda_oracle.h"

#include "kernel/random.h"

#include <algorithm>
#include <limits>

namespace hotshard::test {

namespace {

enum class Doing { Waiting, Idle, Working, BackingOff, Ended };

/// Something to come: the earlier one first, and at one instant the one that was planned first.
struct Coming {
    std::int64_t at = never;
    std::uint64_t planned = 0;
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    bool operator<(const Coming &other) const { return at != other.at ? at < other.at : planned < other.planned; }
};

struct Lane {
    Doing doing = Doing::Waiting;
    Coming poll, next;             ///< of the shard, and of the batch
    std::deque<SeenRecord> stored; ///< not yet read
    std::deque<SeenRecord> buffer; ///< read ahead
    std::vector<SeenRecord> batch;
    int attempt = 1;
    bool moreWait = false; ///< the last poll left records behind
    std::int64_t lastRead = -1'000'000;
};

constexpr std::size_t bufferRecords = 10'000;
constexpr std::int64_t leastBetweenReads = 200'000; // five calls a second

class Oracle {
public:
    Oracle(const OracleSettings &settings, const std::vector<SeenRecord> &records)
        : m_set(settings)
        , m_map(settings.shards)
        , m_records(records)
        , m_lanes(settings.shards)
        , m_reshardAt(settings.reshardAt >= 0 ? settings.reshardAt : Coming::never)
    {
        for (std::uint32_t s = 0; s < settings.shards; ++s)
            start(s, phase(s));
    }

    OracleResult run(std::int64_t end)
    {
        for (;;) {
            std::uint32_t shard = 0;
            Coming soonest;
            for (std::uint32_t s = 0; s < m_lanes.size(); ++s)
                for (const Coming &coming : {m_lanes[s].poll, m_lanes[s].next})
                    if (coming < soonest) {
                        soonest = coming;
                        shard = s;
                    }
            const std::int64_t at = soonest.at == Coming::never ? end + 1 : soonest.at;
            // The reshard comes after everything else of its instant.
            if (m_reshardAt < at && m_reshardAt <= end) {
                arriveUntil(m_reshardAt);
                reshard();
                continue;
            }
            if (at > end)
                break;
            arriveUntil(at);
            step(shard, at);
        }
        arriveUntil(end);
        for (std::uint32_t s = 0; s < m_lanes.size(); ++s)
            expire(m_lanes[s], end / 1'000'000 * 1'000'000);
        return m_result;
    }

private:
    void start(std::uint32_t shard, std::int64_t at)
    {
        m_lanes[shard].doing = Doing::Idle;
        m_lanes[shard].poll = plan(at);
        m_result.started[shard] = m_now;
    }

    Coming plan(std::int64_t at) { return {at, ++m_planned}; }

    void arriveUntil(std::int64_t at)
    {
        m_now = at;
        for (; m_arrived < m_records.size() && m_records[m_arrived].arrival <= at; ++m_arrived) {
            const SeenRecord &record = m_records[m_arrived];
            const HashKey hash = HashKey::ofPartitionKey(m_set.prefix + std::to_string(record.key + 1));
            m_lanes[m_map.shardFor(hash).value].stored.push_back(record);
        }
    }

    std::int64_t phase(std::uint32_t shard) const
    {
        const RandomStream phases = RandomStream::named(m_set.seed, m_set.function, "poll phase");
        return static_cast<std::int64_t>(phases.uniform(shard) * static_cast<double>(m_set.poll));
    }

    void reshard()
    {
        // One stage of one UpdateShardCount: all halves open; or neighbours are merged, down to what the call wants.
        const auto open = static_cast<std::uint32_t>(m_map.openCount());
        if (m_callWants == 0)
            m_callWants = std::clamp(m_set.shardsAfter, (open + 1) / 2, 2 * open);
        m_map.updateShardCount(m_callWants > open ? 2 * open : m_callWants);
        if (m_map.openCount() == m_callWants)
            m_callWants = 0;
        m_reshardAt = m_map.openCount() == m_set.shardsAfter ? Coming::never : m_reshardAt + m_set.reshardTime;
        m_lanes.resize(m_map.shards().size());
        startChildren();
    }

    void startChildren()
    {
        for (const Shard &shard : m_map.shards()) {
            if (m_lanes[shard.id.value].doing != Doing::Waiting)
                continue;
            bool ready = true;
            for (const auto &parent : {shard.parent, shard.adjacentParent})
                ready = ready && (!parent || readToItsEnd(*parent));
            if (ready)
                start(shard.id.value, m_now + phase(shard.id.value));
        }
    }

    bool readToItsEnd(ShardId id) const
    {
        const Lane &lane = m_lanes[id.value];
        return lane.doing != Doing::Waiting && m_map.shard(id).state == Shard::State::Closed && lane.stored.empty()
            && lane.buffer.empty() && lane.batch.empty();
    }

    void expire(Lane &lane, std::int64_t now)
    {
        for (std::deque<SeenRecord> *records : {&lane.buffer, &lane.stored})
            while (!records->empty() && records->front().arrival < now - m_set.retention) {
                records->pop_front();
                ++m_result.expired;
            }
    }

    void step(std::uint32_t shard, std::int64_t now)
    {
        Lane &lane = m_lanes[shard];
        if (lane.poll < lane.next)
            poll(shard, now);
        else if (lane.doing == Doing::Working)
            finish(shard, now);
        else
            retry(shard, now);
    }

    void poll(std::uint32_t shard, std::int64_t now)
    {
        Lane &lane = m_lanes[shard];
        expire(lane, now);
        if (lane.buffer.size() < bufferRecords)
            lane.lastRead = now;
        bool came = false;
        while (!lane.stored.empty() && lane.buffer.size() < bufferRecords) {
            lane.buffer.push_back(lane.stored.front());
            lane.stored.pop_front();
            came = true;
        }
        lane.moreWait = !lane.stored.empty();
        lane.poll = {};
        if (lane.doing == Doing::Idle && !lane.buffer.empty())
            startBatch(lane, now);
        const bool ended =
            !came && lane.doing == Doing::Idle && m_map.shard(ShardId{shard}).state == Shard::State::Closed;
        if (ended) {
            lane.doing = Doing::Ended;
            startChildren();
        } else {
            lane.poll = plan(now + m_set.poll);
        }
    }

    void startBatch(Lane &lane, std::int64_t now)
    {
        while (!lane.buffer.empty() && lane.batch.size() < static_cast<std::size_t>(m_set.batch)) {
            m_result.waited += static_cast<double>(now - lane.buffer.front().arrival);
            ++m_result.handedOver;
            lane.batch.push_back(lane.buffer.front());
            lane.buffer.pop_front();
        }
        lane.attempt = 1;
        invoke(lane, now);
    }

    void invoke(Lane &lane, std::int64_t now)
    {
        ++m_result.invocations;
        lane.doing = Doing::Working;
        const auto n = static_cast<std::int64_t>(lane.batch.size());
        lane.next = plan(now + std::max<std::int64_t>(1, m_set.perBatch + m_set.perRecord * n));
    }

    void finish(std::uint32_t shard, std::int64_t now)
    {
        Lane &lane = m_lanes[shard];
        const bool fails =
            std::any_of(lane.batch.begin(), lane.batch.end(), [](const SeenRecord &r) { return r.poison; });
        if (!fails) {
            m_result.delivered += lane.batch.size();
            m_result.batches[shard].push_back({now, std::move(lane.batch)});
            next(shard, now);
            return;
        }
        ++m_result.errors;
        if (m_set.maxRetries >= 0 && lane.attempt > m_set.maxRetries) {
            m_result.setAside += lane.batch.size();
            next(shard, now);
            return;
        }
        std::int64_t wait = m_set.backOff;
        for (int i = 1; i < lane.attempt; ++i)
            wait = std::min<std::int64_t>(wait * 2, 60'000'000);
        lane.doing = Doing::BackingOff;
        lane.next = plan(now + wait);
    }

    void retry(std::uint32_t shard, std::int64_t now)
    {
        Lane &lane = m_lanes[shard];
        while (!lane.batch.empty() && lane.batch.front().arrival < now - m_set.retention) {
            lane.batch.erase(lane.batch.begin());
            ++m_result.expiredInFlight;
        }
        ++lane.attempt;
        if (lane.batch.empty())
            next(shard, now);
        else
            invoke(lane, now);
    }

    void next(std::uint32_t shard, std::int64_t now)
    {
        Lane &lane = m_lanes[shard];
        lane.batch.clear();
        lane.doing = Doing::Idle;
        lane.next = {};
        expire(lane, now);
        if (!lane.buffer.empty())
            startBatch(lane, now);
        else if (lane.moreWait && now - lane.lastRead >= leastBetweenReads)
            poll(shard, now);
        else if (lane.moreWait && lane.lastRead + leastBetweenReads < lane.poll.at)
            lane.poll = plan(lane.lastRead + leastBetweenReads);
    }

    const OracleSettings m_set;
    ShardMap m_map;
    const std::vector<SeenRecord> &m_records;
    std::vector<Lane> m_lanes;
    std::int64_t m_reshardAt;
    std::size_t m_arrived = 0;
    std::int64_t m_now = 0;
    std::uint64_t m_planned = 0;
    std::uint32_t m_callWants = 0; ///< open shards after the call that runs
    OracleResult m_result;
};

} // namespace

OracleResult runOracle(const std::vector<SeenRecord> &records, const OracleSettings &settings, std::int64_t end)
{
    return Oracle(settings, records).run(end);
}

} // namespace hotshard::test

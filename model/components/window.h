// A tumbling window of event time: what it reports, when, and what is true.
//
// [start, end), aligned to time 0 of the run. It fires when the watermark reaches end - 1 us. The watermark is
// the smallest of the shards' progress: the latest event time delivered from a shard, or the clock for a shard
// that has been read to its end and brought nothing for `idle_after` (domain notes on windows, section 0: the
// watermark of an operator is the minimum over its inputs that are not idle). So one shard that falls behind
// holds the results of all back. A record that comes for a window that has fired is late: counted, not added.
// Values are summed as whole millionths, so that no order of addition can change a result.
//
// Memory by key: an open window takes one or two bytes for each key seen (nine more for sums), for what is reported
// and for the truth, in pages that copies share.
#pragma once

#include "components/component.h"
#include "components/key_sums.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "components/window_rows.h"

#include <deque>
#include <memory>

namespace hotshard {

class Window final : public Component, public DeliveryPort, public TruthPort {
public:
    Window(ComponentId id, const std::string &name, Wiring wiring, const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Window>(*this); }
    Window(const Window &) = default;

    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;
    [[nodiscard]] DeliveryPort *deliveryPort() override { return this; }
    [[nodiscard]] TruthPort *truthPort() override { return this; }

    void deliver(const Delivery &delivery, Context &context) override;
    void caughtUp(ShardId shard, Context &context) override;
    void drained(ShardId shard, const std::vector<ShardId> &children, Context &context) override;
    void shardStarts(ShardId shard, Context &context) override;
    void made(const RecordBlock &block) override;

    /// Results of all windows that have fired, oldest first; the first `maxRows` of a long run (how many came
    /// after them is the result "unlisted_results").
    [[nodiscard]] const WindowRows &rows() const { return m_rows; }
    static constexpr std::size_t maxRows = 2'000'000;
    /// Bytes that sums of open windows and rows take, and those that no copy of the window shares.
    [[nodiscard]] std::size_t memory() const { return openMemory() + m_rows.memory(); }
    [[nodiscard]] std::size_t openMemory() const override; ///< of open windows alone
    [[nodiscard]] std::size_t ownMemory() const;

private:
    using Wide = KeySums::Wide;
    /// Sums of one window: counts, and values in millionths.
    struct Sums {
        std::int64_t count = 0;
        Wide value = 0;
        KeySums byKey; ///< values only when they are asked for
    };
    struct Open {
        Sums reported, truth;
    };
    struct Progress {
        bool active = false, caughtUp = false;
        std::int64_t latest = -1; ///< latest event time delivered, us
        std::int64_t since = 0;   ///< when it was last found read to its end after bringing something
        std::int64_t looked = -1; ///< when it was last found read to its end
    };
    [[nodiscard]] const Open &openAt(std::int64_t index) const;
    [[nodiscard]] Open &writableAt(std::int64_t index);
    void addOne(Sums &sums, std::uint32_t key, double value) const;
    void addSpan(const LogSpan &span);
    void noteLate(std::int64_t time, std::uint64_t count);
    void advance(Context &context);
    void fire(Context &context);
    void listRows(const Open &open, const WindowResult &result, Context &context);
    [[nodiscard]] double aggregate(std::uint64_t count, Wide value) const;
    [[nodiscard]] double aggregate(const Sums &sums) const;
    [[nodiscard]] Progress &progress(ShardId shard);

    Wiring m_wiring;
    std::int64_t m_size;
    Duration m_idleAfter;
    bool m_sum, m_byKey;
    /// From window m_firstOpen on; null while empty. Copies share a window until one of them writes it.
    std::deque<std::shared_ptr<Open>> m_open;
    std::int64_t m_firstOpen = 0; ///< index of the oldest window that has not fired
    std::vector<Progress> m_shards;
    std::int64_t m_watermark = -1;
    std::deque<WindowResult> m_newest;
    WindowRows m_rows;
    std::uint64_t m_in = 0, m_late = 0, m_firedRecords = 0, m_firedWindows = 0, m_unlisted = 0;
};

} // namespace hotshard

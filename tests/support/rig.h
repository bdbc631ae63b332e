// A source, a stream, a function and a recorder, wired by hand: every delivery is kept and can be compared
// record by record. The loop is the one of simulation/, written a second time.
#pragma once

#include "components/component.h"
#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "components/ports.h"
#include "components/source.h"
#include "topology/spec.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace hotshard::test {

/// One record as it was made or delivered.
struct SeenRecord {
    std::int64_t made = 0;
    std::uint32_t key = 0;
    std::uint32_t bytes = 0;
    double value = 1;
    bool poison = false;
    std::int64_t arrival = 0; ///< of a delivered one
    bool operator==(const SeenRecord &) const = default;
};

struct SeenDelivery {
    std::int64_t at = 0;
    std::uint32_t shard = 0;
    std::uint64_t from = 0, to = 0;
    std::vector<SeenRecord> records;
};

/// Takes what a function writes, hears what a source makes, and forgets nothing.
class Recorder final : public Component, public DeliveryPort, public TruthPort {
public:
    explicit Recorder(ComponentId id)
        : Component(id, "recorder")
    {
    }
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Recorder>(*this); }
    Recorder(const Recorder &) = default;
    [[nodiscard]] ConservationRow conservation() const override { return {.id = id(), .name = name()}; }
    void describe(Snapshot &, const SnapshotQuery &, const SeriesTable &, SimTime) const override { }
    void results(ComponentResult &) const override { }
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override { return h; }
    [[nodiscard]] DeliveryPort *deliveryPort() override { return this; }
    [[nodiscard]] TruthPort *truthPort() override { return this; }

    void deliver(const Delivery &delivery, Context &context) override;
    void made(const RecordBlock &block) override;
    void caughtUp(ShardId shard, Context &context) override { empty.push_back({context.now.us, shard.value}); }
    void drained(ShardId shard, const std::vector<ShardId> &, Context &) override { ended.push_back(shard.value); }
    void shardStarts(ShardId shard, Context &context) override { started.push_back({context.now.us, shard.value}); }

    struct Moment {
        std::int64_t at;
        std::uint32_t shard;
    };
    std::vector<SeenRecord> produced;
    std::vector<SeenDelivery> deliveries;
    std::vector<Moment> started, empty;
    std::vector<std::uint32_t> ended;
};

class Rig {
public:
    /// `spec`: a producer or replay, a stream and a function (what follows is replaced by the recorder).
    explicit Rig(const ScenarioSpec &spec);
    void advanceTo(SimTime target);
    void set(const std::string &path, const std::string &value);

    [[nodiscard]] Recorder &recorder() { return *m_recorder; }
    [[nodiscard]] KinesisStream &stream() { return *m_stream; }
    [[nodiscard]] Lambda &function() { return *m_function; }
    [[nodiscard]] const PeriodTable &periods() const { return m_periods; }
    [[nodiscard]] Source &source() { return *m_source; }

private:
    ScenarioSpec m_spec;
    std::vector<Parameters> m_parameters;
    Components m_components;
    Scheduler m_scheduler;
    SeriesTable m_series;
    PeriodTable m_periods;
    RecordBlock m_scratch;
    SimTime m_now;
    bool m_started = false;
    Source *m_source = nullptr;
    KinesisStream *m_stream = nullptr;
    Lambda *m_function = nullptr;
    Recorder *m_recorder = nullptr;
};

} // namespace hotshard::test

// What every component is to the run: a copyable value that reacts to events and knows nothing of the
// insides of its neighbours. Neighbours meet through the ports of components/ports.h.
#pragma once

#include "components/parameter.h"
#include "kernel/ids.h"
#include "kernel/scheduler.h"
#include "kernel/time.h"
#include "metrics/period_table.h"
#include "metrics/results.h"
#include "metrics/series_table.h"
#include "metrics/snapshot.h"
#include "record/record_block.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hotshard {

class Parameters;
class WritePort;
class ShardPort;
class ConcurrencyPort;
class DeliveryPort;
class TruthPort;
class ObjectPort;
class Component;

using Components = std::vector<std::unique_ptr<Component>>;

/// What a component may use while it works. Lives for one call.
struct Context {
    SimTime now;
    const Components &components;
    Scheduler &scheduler;
    SeriesTable &series;
    PeriodTable &periods; ///< what a monitoring service sees
    RecordBlock &scratch; ///< for sources; its content does not outlive the call
};

/// A change that a component asks for: the run makes it as it makes those of its timeline.
struct ParameterChange {
    std::string path; ///< "clicks.shards"
    ParameterValue value;
};

class Component {
public:
    Component(ComponentId id, std::string name)
        : m_id(id)
        , m_name(std::move(name))
    {
    }
    virtual ~Component() = default;
    [[nodiscard]] virtual std::unique_ptr<Component> clone() const = 0;

    [[nodiscard]] ComponentId id() const { return m_id; }
    [[nodiscard]] const std::string &name() const { return m_name; }

    /// Once, at time 0, in the order of the scenario.
    virtual void start(Context &) { }
    /// Makes and writes every record up to and including `horizon`. Nothing that could change where a record
    /// goes happens before the horizon.
    virtual void produce(SimTime, Context &) { }
    /// An event that the component scheduled.
    virtual void onEvent(const Event &, Context &) { }
    /// When the component next changes what sources depend on; a horizon. Never earlier than now.
    [[nodiscard]] virtual SimTime nextControl() const { return SimTime::never(); }
    virtual void control(Context &) { }
    /// Live parameters have changed.
    virtual void reconfigure(const Parameters &, Context &) { }
    /// A record was written to a shard, at `first` or later than now, whose reader had asked to be told.
    virtual void recordsArrive(ShardId, SimTime, Context &) { }
    /// Another component gained or closed shards.
    virtual void shardsChanged(Context &) { }
    /// The retention of the stream that it reads is about to change, or has: what is too old by it is lost now.
    virtual void loseExpired(Context &) { }
    /// At every whole second: writes the second's values into the series.
    virtual void sample(Context &) { }

    /// After a whole second: what it wants changed, once.
    [[nodiscard]] virtual std::optional<ParameterChange> takeChange() { return std::nullopt; }

    [[nodiscard]] virtual ConservationRow conservation() const = 0;
    /// Records that it has handed to a neighbour so far.
    [[nodiscard]] virtual std::uint64_t givenTo(ComponentId) const { return conservation().delivered; }
    /// Adds what a view may see. Streams before functions: a function fills the lanes of its stream.
    virtual void describe(Snapshot &, const SnapshotQuery &, const SeriesTable &, SimTime now) const = 0;
    /// Adds the numbers that the run came to so far.
    virtual void results(ComponentResult &result) const = 0;
    /// Mixes everything that a change of behaviour would move into a running hash.
    [[nodiscard]] virtual std::uint64_t hash(std::uint64_t h) const = 0;

    /// Bytes of large state that goes on changing everywhere: soon a copy holds as much alone. Logs are not counted.
    [[nodiscard]] virtual std::size_t openMemory() const { return 0; }

    [[nodiscard]] virtual WritePort *writePort() { return nullptr; }
    [[nodiscard]] virtual ShardPort *shardPort() { return nullptr; }
    [[nodiscard]] virtual ConcurrencyPort *concurrencyPort() { return nullptr; }
    [[nodiscard]] virtual DeliveryPort *deliveryPort() { return nullptr; }
    [[nodiscard]] virtual TruthPort *truthPort() { return nullptr; }
    [[nodiscard]] virtual ObjectPort *objectPort() { return nullptr; }

protected:
    Component(const Component &) = default;
    Component &operator=(const Component &) = default;

private:
    ComponentId m_id;
    std::string m_name;
};

/// Where a component is connected; filled by the network from the scenario.
struct Wiring {
    static constexpr std::uint32_t nowhere = 0xffffffff;
    ComponentId from{nowhere}, to{nowhere};
    ComponentId account{nowhere};    ///< whose concurrency its functions share
    std::vector<ComponentId> truths; ///< windows that want to know what a source made
    [[nodiscard]] bool hasTo() const { return to.value != nowhere; }
};

} // namespace hotshard

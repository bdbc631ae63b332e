// The end of the line: counts what is written to it.
#pragma once

#include "components/component.h"
#include "components/ports.h"
#include "kernel/random.h"

namespace hotshard {

class Sink final : public Component, public DeliveryPort {
public:
    Sink(ComponentId id, const std::string &name)
        : Component(id, name)
    {
    }
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Sink>(*this); }
    Sink(const Sink &) = default;

    void start(Context &context) override { m_column = context.series.addColumn({id(), Metric::Writes}); }
    void sample(Context &context) override
    {
        context.series.set(m_column, static_cast<float>(m_writes - m_sampled));
        m_sampled = m_writes;
    }
    [[nodiscard]] ConservationRow conservation() const override
    {
        return {.id = id(), .name = name(), .in = m_writes, .delivered = m_writes};
    }
    void describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &series, SimTime) const override
    {
        snapshot.sinks.push_back({id(), name(), m_writes, static_cast<double>(series.recentMean(m_column, 10)), {}});
    }
    void results(ComponentResult &result) const override { result.count("writes", m_writes, "writes"); }
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override { return mix64(h ^ m_writes); }
    [[nodiscard]] DeliveryPort *deliveryPort() override { return this; }

    void deliver(const Delivery &delivery, Context &) override { m_writes += delivery.to - delivery.from; }
    void writeResults(std::uint64_t count, Context &) override { m_writes += count; }

private:
    std::uint64_t m_writes = 0, m_sampled = 0;
    ColumnIndex m_column = 0;
};

} // namespace hotshard

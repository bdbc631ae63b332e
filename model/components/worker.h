// A queue with one server and no polling: what queueing theory speaks of (M/M/1, M/D/1, Little's law).
//
// Lindley's recursion: a record departs at max(its arrival, the departure before it) + its service time. No
// event is needed at all. Times inside are kept in 2^-10 us, as service times may be short.
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "kernel/distributions.h"
#include "metrics/histogram.h"

#include <deque>

namespace hotshard {

class Worker final : public Component, public WritePort {
public:
    Worker(ComponentId id, const std::string &name, std::uint64_t seed, const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Worker>(*this); }
    Worker(const Worker &) = default;

    void start(Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;
    [[nodiscard]] WritePort *writePort() override { return this; }

    void write(const WriteRequest &request, Context &context) override;
    [[nodiscard]] PutAnswer put(const PutEntry &entry, Context &context) override;

    /// Time in the system of every record that has arrived (its departure may lie ahead).
    [[nodiscard]] const Histogram &sojourns() const { return m_sojourns; }
    [[nodiscard]] std::uint64_t arrived() const { return m_arrived; }
    /// Mean of the number in the system, looked at every second.
    [[nodiscard]] double meanInSystem() const;
    /// Mean time in the system, s, without the histogram's rounding to microseconds.
    [[nodiscard]] double meanSojournSeconds() const;

private:
    void configure(const Parameters &parameters);
    void forgetDeparted(SimTime now);

    RandomStream m_service;
    Spread m_spread = Spread::Exponential;
    double m_mean = 0;       ///< ticks of 2^-10 us
    std::int64_t m_free = 0; ///< when the server is free, ticks
    std::uint64_t m_arrived = 0;
    std::deque<std::int64_t> m_departures; ///< us, of records in the system
    Histogram m_sojourns;
    __extension__ typedef __int128 Wide;
    Wide m_sojournTicks = 0; ///< an overloaded worker soon has more than 64 bits
    double m_inSystem = 0;
    std::uint64_t m_samples = 0;
    ColumnIndex m_column = 0;
};

} // namespace hotshard

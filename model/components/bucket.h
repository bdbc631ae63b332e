// A bucket in which objects are created, and which tells a function of each one.
//
// A notification comes "typically in seconds", sometimes after a minute or longer, at least once, and in no order
// (Amazon S3 user guide, "Amazon S3 Event Notifications"): it is under way for a drawn time, and with a given chance
// a second one comes. How objects get into the bucket, and what they hold, is left out.
// Objects are drawn one by one, each when the one before it has been created: no event depends on how far a run is
// advanced at once.
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "components/traffic.h"

#include <optional>

namespace hotshard {

class Bucket final : public Component {
public:
    /// wiring.to: the function that is told.
    Bucket(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Bucket>(*this); }
    Bucket(const Bucket &) = default;

    void start(Context &context) override;
    void onEvent(const Event &event, Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;

private:
    void configure(const Parameters &parameters);
    void drawNext(Context &context);
    void tell(ObjectCreated object, std::uint64_t notification, Context &context);

    Wiring m_wiring;
    SyntheticTraffic m_traffic, m_before; ///< before: without the next object
    RandomStream m_sizes, m_delays, m_repeats;
    double m_meanSize = 0, m_sizeVariation = 0, m_repeatShare = 0;
    Spread m_sizeSpread = Spread::Constant;
    Duration m_delay;

    std::optional<ObjectCreated> m_next;
    std::uint64_t m_created = 0, m_repeated = 0, m_bytes = 0, m_sampledCreated = 0, m_sampledBytes = 0;
    ColumnIndex m_columns = 0; ///< Produced; IncomingBytes follows
};

} // namespace hotshard

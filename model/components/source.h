// A source: makes records (synthetic or recorded), gives each its partition key, and writes them: block by block,
// trying rejected ones again as the SDK does, or through a client whose calls are simulated one by one.
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "components/partitioner.h"
#include "components/ports.h"
#include "components/producer_client.h"
#include "components/traffic.h"
#include "metrics/key_tally.h"

#include <variant>

namespace hotshard {

class Source final : public Component, private RejectionPort {
public:
    /// `traffic` is the recorded traffic of a replay; null for a producer.
    Source(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed, const Parameters &parameters,
           std::shared_ptr<const RecordedTraffic> traffic);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Source>(*this); }
    Source(const Source &) = default;

    void start(Context &context) override;
    void produce(SimTime horizon, Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;

    [[nodiscard]] std::uint64_t produced() const { return m_produced; }
    [[nodiscard]] bool replays() const { return std::holds_alternative<RecordedPlayback>(m_traffic); }
    /// Rejected writes that wait for their next try.
    [[nodiscard]] std::size_t waitingRetries() const { return m_retries.size(); }
    [[nodiscard]] const ProducerClient &client() const { return m_client; }
    /// Partition keys of the present strategy; keys without a salt have one entry each.
    [[nodiscard]] const std::shared_ptr<const KeyTable> &partitionKeys() const { return m_partitioner.keys(); }
    [[nodiscard]] const Partitioner &partitioner() const { return m_partitioner; }
    [[nodiscard]] const KeyTableSpec &keySpec() const { return m_partitioner.spec(); }
    /// Name of a key as records carry it, without suffix; "#7" for one that the source does not have.
    [[nodiscard]] std::string keyName(std::uint32_t key) const;

private:
    void configure(const Parameters &parameters);
    void takeDue(SimTime horizon);
    /// What became of the records, whoever wrote them.
    struct Fates {
        std::uint64_t rejectedAttempts, gaveUp, refused, lost, waiting, duplicates;
    };
    [[nodiscard]] Fates fates() const;
    void writeByClient(const RecordBlock &block, SimTime end, WritePort &port, Context &context);
    [[nodiscard]] ClientView describeClient() const;
    void describeKeys(Snapshot &snapshot, const SnapshotQuery &query) const;

    std::optional<SimTime> rejected(const LooseRecord &record) override;
    void keep(const LooseRecord &record) override;
    void refused(const LooseRecord &) override { ++m_refused; }

    Wiring m_wiring;
    std::variant<SyntheticTraffic, RecordedPlayback> m_traffic;
    RandomStream m_jitter;
    Partitioner m_partitioner;
    ProducerClient m_client;
    std::uint32_t m_attempts = 3;
    Duration m_retryDelay;
    std::vector<LooseRecord> m_retries; ///< heap, soonest first
    std::vector<LooseRecord> m_due;     ///< of the present call
    KeyTally m_tally;
    std::uint64_t m_produced = 0, m_rejected = 0, m_gaveUp = 0, m_refused = 0;
    std::uint64_t m_sampledProduced = 0, m_sampledRejected = 0, m_sampledLost = 0, m_sampledDuplicates = 0;
    ColumnIndex m_columns = 0; ///< Produced; Rejected and GaveUp follow, and a client's ClientBacklog and Duplicates
};

} // namespace hotshard

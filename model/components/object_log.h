// A log file in an object store: one object to which functions add lines by reading, changing and writing all of it.
//
// An object store has no append: a GET gives the whole object, a PUT replaces it (Amazon S3 user guide, "Amazon S3 data
// consistency model"; domain notes "other systems" H). The GET is made at the beginning of the invocation, the PUT at
// its end; both take time, and so the invocation takes longer. A GET answers with what stood there when it was sent, a
// PUT counts when it has ended. Whoever writes last, wins whole. Consistency: until December 2020 an overwritten object
// was eventually consistent. Here a GET in that mode meets, with a given chance, a copy that is a given time behind;
// real shares and times were never published. Since then reads are strong, which is no lock: two writers that have read
// the same version lose one update (T10.15). Conditional writes (S3 "conditional writes", If-Match): a PUT is refused
// with 412 when the object is not the one that was read; then it is read again, with the same risk of a stale answer,
// and written again. No wait before that. Left out: that GET and PUT take longer as the object grows, and limits of
// requests.
#pragma once

#include "components/component.h"
#include "components/object_versions.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "kernel/random.h"

namespace hotshard {

class ObjectLog final : public Component, public DeliveryPort {
public:
    ObjectLog(ComponentId id, const std::string &name, std::uint64_t seed, const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<ObjectLog>(*this); }
    ObjectLog(const ObjectLog &) = default;

    void start(Context &context) override;
    void onEvent(const Event &event, Context &context) override;
    void reconfigure(const Parameters &parameters, Context &) override { configure(parameters); }
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;
    [[nodiscard]] DeliveryPort *deliveryPort() override { return this; }

    [[nodiscard]] Duration begins(const Writer &writer, SimTime at, Context &context) override;
    [[nodiscard]] Duration goesOn(const Writer &writer, std::uint64_t records, Context &context) override;
    void breaksOff(const Writer &writer, Context &context) override;
    /// The lines have been written by then.
    void deliver(const Delivery &, Context &) override { }
    /// A window appends at once: nothing can come between.
    void writeResults(std::uint64_t count, Context &context) override;

    [[nodiscard]] const ObjectVersions &object() const { return m_object; }
    static constexpr Duration longestStale = Duration::minutes(1);

private:
    /// One invocation's reading and writing.
    struct Update {
        enum class Step { None, Get, Work, Put, Wait } step = Step::None;
        ObjectVersions::Version read = 0, latestThen = 0;
    };
    void configure(const Parameters &parameters);
    [[nodiscard]] Update &update(const Writer &writer);
    void get(Update &update, SimTime now);
    void put(Update &update, std::uint64_t lines, SimTime now);
    void forget(SimTime now);

    RandomStream m_replicas;
    Duration m_getTime, m_putTime, m_staleTime, m_finishWait;
    bool m_eventual = false, m_conditional = false;
    double m_staleShare = 0;

    std::vector<std::vector<Update>> m_updates; ///< by function, by worker
    ObjectVersions m_object;
    std::size_t m_forgetAt = 64; ///< versions kept
    std::uint64_t m_gets = 0, m_staleGets = 0, m_puts = 0, m_conflicts = 0, m_brokenOff = 0;
    std::uint64_t m_sampledWritten = 0, m_sampledConflicts = 0;
    ColumnIndex m_columns = 0; ///< Writes; ObjectLines, LinesLost, WriteConflicts follow
};

} // namespace hotshard

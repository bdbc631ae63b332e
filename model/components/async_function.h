// A Lambda function that is invoked asynchronously: once for each object that is created, from a queue of its own.
//
// Lambda keeps an internal queue of the events and invokes the function with each, as many at a time as there is
// concurrency: no order, no shards, no batches. A function error (or time-out) is tried again after one minute, and
// then after two; a throttled invocation after 1 s, doubling up to 5 minutes, and uses no retry. What has been in the
// queue for the maximum age, six hours, is given up, as is what has no retry left: it goes to the dead-letter queue
// (Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation"; domain notes 6).
// Choices: waits are not spread at random; one that would end after the maximum age ends there. Left out: that a long
// queue is read more slowly, that events may be dropped from it unseen or be given twice by it, system errors.
#pragma once

#include "components/component.h"
#include "components/dead_letter.h"
#include "components/environments.h"
#include "components/invocation_series.h"
#include "components/parameters.h"
#include "components/ports.h"
#include "kernel/distributions.h"
#include "metrics/histogram.h"

#include <array>

namespace hotshard {

class AsyncFunction final : public Component, public ObjectPort {
public:
    AsyncFunction(ComponentId id, const std::string &name, Wiring wiring, std::uint64_t seed,
                  const Parameters &parameters);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<AsyncFunction>(*this); }
    AsyncFunction(const AsyncFunction &) = default;

    void start(Context &context) override;
    void onEvent(const Event &event, Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] ConservationRow conservation() const override;
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;
    [[nodiscard]] ObjectPort *objectPort() override { return this; }

    void created(const ObjectCreated &object, Context &context) override;

    /// An event that was given up.
    struct Dropped {
        SimTime at;
        DeadLetter::Reason reason = DeadLetter::Reason::RetryAttemptsExhausted;
        std::uint64_t object = 0;
        std::uint32_t invocations = 0;
        bool operator==(const Dropped &) const = default;
    };
    [[nodiscard]] const std::vector<Dropped> &deadLetters() const { return *m_deadLetters; }
    static constexpr std::size_t maxDeadLetters = 100'000;
    /// Between the first try and the second; before the third it is twice that.
    static constexpr Duration retryWait = Duration::minutes(1);
    static constexpr Duration firstThrottleWait = Duration::seconds(1), longestThrottleWait = Duration::minutes(5);

private:
    enum EventKind : std::uint32_t { Arrive, Try, Done };
    enum class Stage { Free, UnderWay, Throttled, Failed, Working };
    /// One event, from its notification until it is done with.
    struct Task {
        ObjectCreated object;
        Stage stage = Stage::Free;
        std::uint32_t attempt = 1;   ///< of those that run
        std::uint32_t throttles = 0; ///< since the last that ran
        bool failing = false, timedOut = false, fromAccount = false;
        SimTime started;
    };
    struct Settings {
        explicit Settings(const Parameters &parameters);
        Duration perObject, perMebibyte, timeout, coldStart, keptWarm, maxAge;
        Spread spread = Spread::Constant;
        double variation = 0, slowdown = 1, errorRate = 0;
        std::int64_t reserved = -1;
        std::uint32_t maxRetries = 2;
        bool deadLetters = false;
    };

    [[nodiscard]] DeliveryPort *target(Context &context) const;
    [[nodiscard]] ConcurrencyPort *account(Context &context) const;
    void invoke(std::uint32_t slot, Context &context);
    [[nodiscard]] bool takeConcurrency(Task &task, Context &context);
    [[nodiscard]] Duration drawDuration(const Task &task) const;
    [[nodiscard]] bool keepsWriting(std::uint32_t slot, Context &context);
    void finish(std::uint32_t slot, Context &context);
    void wait(std::uint32_t slot, Stage stage, Duration time, Context &context);
    void giveUp(std::uint32_t slot, DeadLetter::Reason reason, Context &context);
    void moveTo(Task &task, Stage stage);
    [[nodiscard]] std::uint64_t in(Stage stage) const { return m_inStage[static_cast<std::size_t>(stage)]; }
    [[nodiscard]] std::uint64_t waiting() const
    {
        return in(Stage::UnderWay) + in(Stage::Throttled) + in(Stage::Failed);
    }

    Wiring m_wiring;
    Settings m_settings;
    RandomStream m_latency, m_errors;
    std::vector<Task> m_tasks;
    std::vector<std::uint32_t> m_free;
    Environments m_environments;
    Histogram m_durations, m_ages;
    InvocationSeries m_invocations;
    std::shared_ptr<std::vector<Dropped>> m_deadLetters = std::make_shared<std::vector<Dropped>>();
    std::uint64_t m_notified = 0, m_arrived = 0, m_delivered = 0, m_dropped = 0, m_droppedByAge = 0;
    std::array<std::uint64_t, 5> m_inStage{};
    std::uint64_t m_retries = 0, m_coldStarts = 0, m_timeouts = 0;
    std::uint64_t m_sampledArrived = 0, m_sampledDelivered = 0, m_sampledDropped = 0;
    std::int64_t m_oldest = 0; ///< largest age of an event that was invoked in this second, us
    ColumnIndex m_columns = 0; ///< Incoming; Outgoing, Backlog, EventAge, EventsDropped follow
};

} // namespace hotshard

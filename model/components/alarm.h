// An alarm: compares one statistic of one CloudWatch metric of a stream, a shard or a function with a threshold, period
// by period, and acts when its state changes.
//
// It looks once a minute, at windows of one period each that end then ("a sliding window advances each time the alarm
// is evaluated", CloudWatch User Guide, alarm-evaluation-window); with a period of less than a minute every ten seconds
// (high-resolution alarms). A minute is seen the moment it is over: how much later the real service has it is not
// published. An action runs when the state becomes ALARM and not again while it lasts.
//
// A data point that cannot be there yet, as the run is younger than a period, does not exist for the evaluation.
#pragma once

#include "components/component.h"
#include "components/parameters.h"
#include "metrics/alarm_rule.h"
#include "metrics/cloudwatch.h"

#include <memory>
#include <optional>

namespace hotshard {

class Alarm final : public Component {
public:
    /// REQUIRES: wiring.from is a component that has the metric. `action`: what it sets when it goes off.
    Alarm(ComponentId id, const std::string &name, const Wiring &wiring, const Parameters &parameters,
          std::optional<ParameterChange> action);
    [[nodiscard]] std::unique_ptr<Component> clone() const override { return std::make_unique<Alarm>(*this); }
    Alarm(const Alarm &) = default;

    void start(Context &context) override;
    void reconfigure(const Parameters &parameters, Context &context) override;
    void sample(Context &context) override;
    [[nodiscard]] std::optional<ParameterChange> takeChange() override;
    [[nodiscard]] ConservationRow conservation() const override { return {.id = id(), .name = name()}; }
    void describe(Snapshot &snapshot, const SnapshotQuery &query, const SeriesTable &series,
                  SimTime now) const override;
    void results(ComponentResult &result) const override;
    [[nodiscard]] std::uint64_t hash(std::uint64_t h) const override;

    [[nodiscard]] AlarmState state() const { return m_state; }
    [[nodiscard]] const std::vector<AlarmChange> &changes() const { return *m_changes; }
    [[nodiscard]] std::uint64_t notifications() const { return m_notifications; }
    /// How often it looks.
    [[nodiscard]] std::int64_t everySeconds() const;

    static constexpr std::size_t mostChanges = 10'000; ///< that are listed

private:
    void configure(const Parameters &parameters);
    void enter(AlarmState state, std::optional<double> value, SimTime now);

    ComponentId m_watched;
    const CloudMetric *m_metric; ///< in the catalogue: lives as long as the program
    CloudStatistic m_statistic;
    std::int32_t m_shard;
    std::int64_t m_period; ///< s
    std::optional<ParameterChange> m_action;
    // live
    AlarmRule m_rule;
    Comparison m_comparison = Comparison::Greater;
    double m_threshold = 0;
    bool m_acts = true;

    AlarmState m_state = AlarmState::InsufficientData;
    SimTime m_since;
    std::optional<double> m_value; ///< the newest data point
    std::shared_ptr<std::vector<AlarmChange>> m_changes = std::make_shared<std::vector<AlarmChange>>();
    std::uint64_t m_entered[3] = {0, 0, 0}; ///< by state
    std::uint64_t m_notifications = 0;
    std::optional<ParameterChange> m_pending;
};

} // namespace hotshard

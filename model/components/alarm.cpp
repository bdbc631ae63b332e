#include "components/alarm.h"

#include "kernel/check.h"
#include "kernel/random.h"
#include "kernel/sole_owner.h"

#include <algorithm>
#include <bit>

namespace hotshard {

namespace {

Comparison comparisonOf(const std::string &name)
{
    return name == "GreaterThanOrEqualToThreshold" ? Comparison::GreaterOrEqual
        : name == "LessThanThreshold"              ? Comparison::Less
        : name == "LessThanOrEqualToThreshold"     ? Comparison::LessOrEqual
                                                   : Comparison::Greater;
}

MissingData missingDataOf(const std::string &name)
{
    return name == "notBreaching" ? MissingData::NotBreaching
        : name == "breaching"     ? MissingData::Breaching
        : name == "ignore"        ? MissingData::Ignore
                                  : MissingData::Missing;
}

} // namespace

Alarm::Alarm(ComponentId id, const std::string &name, const Wiring &wiring, const Parameters &parameters,
             std::optional<ParameterChange> action)
    : Component(id, name)
    , m_watched(wiring.from)
    , m_metric(findCloudMetric(parameters.text("metric")))
    , m_statistic(*findStatistic(parameters.text("statistic")))
    , m_shard(static_cast<std::int32_t>(parameters.integer("shard")))
    , m_period(parameters.duration("period").us / 1'000'000)
    , m_action(std::move(action))
{
    HOTSHARD_REQUIRE(m_metric, "an alarm watches a metric of the catalogue");
    configure(parameters);
}

void Alarm::configure(const Parameters &parameters)
{
    m_rule.periods = static_cast<std::uint32_t>(parameters.integer("evaluation_periods"));
    const auto datapoints = static_cast<std::uint32_t>(parameters.integer("datapoints_to_alarm"));
    // By hand they may be moved past each other: never more than all, and 0 is all.
    m_rule.datapoints = datapoints == 0 ? m_rule.periods : std::min(datapoints, m_rule.periods);
    m_rule.missing = missingDataOf(parameters.text("missing_data"));
    m_comparison = comparisonOf(parameters.text("comparison"));
    m_threshold = parameters.number("threshold");
    m_acts = parameters.boolean("actions_enabled");
}

void Alarm::reconfigure(const Parameters &parameters, Context &) { configure(parameters); }

std::int64_t Alarm::everySeconds() const
{
    return m_period % PeriodTable::minute == 0 ? PeriodTable::minute : PeriodTable::tenSeconds;
}

void Alarm::start(Context &context)
{
    if (everySeconds() < PeriodTable::minute)
        context.periods.keepTenSeconds();
}

void Alarm::sample(Context &context)
{
    const std::int64_t now = context.now.us / 1'000'000;
    if (now % everySeconds() != 0)
        return;
    std::vector<DataPoint> points;
    for (std::int64_t back = m_rule.range(); back > 0; --back) {
        const std::int64_t from = now - back * m_period;
        if (from < 0)
            continue;
        m_value = context.periods.value(m_watched, *m_metric, m_statistic, m_shard, from, from + m_period);
        points.push_back(!m_value                                            ? DataPoint::Missing
                             : breaches(*m_value, m_comparison, m_threshold) ? DataPoint::Breaching
                                                                             : DataPoint::Within);
    }
    if (points.empty())
        return;
    if (const AlarmState state = m_rule.evaluate(points, m_state); state != m_state)
        enter(state, m_value, context.now);
}

void Alarm::enter(AlarmState state, std::optional<double> value, SimTime now)
{
    if (m_changes->size() < mostChanges) {
        if (!isSoleOwner(m_changes))
            m_changes = std::make_shared<std::vector<AlarmChange>>(*m_changes);
        m_changes->push_back({now, m_state, state, value});
    }
    m_state = state;
    m_since = now;
    ++m_entered[static_cast<std::size_t>(state)];
    if (state != AlarmState::Alarm || !m_acts)
        return;
    ++m_notifications;
    m_pending = m_action;
}

std::optional<ParameterChange> Alarm::takeChange() { return std::exchange(m_pending, std::nullopt); }

void Alarm::describe(Snapshot &snapshot, const SnapshotQuery &, const SeriesTable &, SimTime) const
{
    AlarmView view;
    view.id = id();
    view.name = name();
    view.watched = m_watched;
    view.metric = m_metric->name;
    view.statistic = statisticName(m_statistic);
    view.unit = m_metric->unit;
    view.shard = m_shard;
    view.period = Duration::seconds(m_period);
    view.threshold = m_threshold;
    view.comparison = m_comparison;
    view.rule = m_rule;
    view.state = m_state;
    view.since = m_since;
    view.value = m_value;
    view.notifications = m_notifications;
    view.sets = m_action ? m_action->path : std::string();
    view.changes = m_changes;
    snapshot.alarms.push_back(std::move(view));
}

void Alarm::results(ComponentResult &result) const
{
    result.count("times_in_alarm", m_entered[static_cast<std::size_t>(AlarmState::Alarm)], "changes");
    result.count("times_ok", m_entered[static_cast<std::size_t>(AlarmState::Ok)], "changes");
    result.count("times_insufficient_data", m_entered[static_cast<std::size_t>(AlarmState::InsufficientData)],
                 "changes");
    result.count("notifications", m_notifications, "notifications");
}

std::uint64_t Alarm::hash(std::uint64_t h) const
{
    h = mix64(h ^ static_cast<std::uint64_t>(m_state) ^ m_notifications << 8);
    h = mix64(h ^ std::bit_cast<std::uint64_t>(m_value.value_or(-1)));
    for (const AlarmChange &change : *m_changes)
        h = mix64(h ^ static_cast<std::uint64_t>(change.at.us) ^ static_cast<std::uint64_t>(change.to) << 60);
    return h;
}

} // namespace hotshard

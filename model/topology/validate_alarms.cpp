#include "topology/validate_alarms.h"

#include "components/registry.h"
#include "kernel/units.h"
#include "metrics/cloudwatch.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hotshard {

namespace {

class AlarmCheck {
public:
    AlarmCheck(const ScenarioSpec &spec, std::size_t index, const ComponentType &type, Issues &issues)
        : m_spec(spec)
        , m_index(index)
        , m_type(type)
        , m_issues(issues)
    {
    }

    void check()
    {
        if (const ComponentType *type = watched(); type && type->role == Role::Stream && type->name != "kinesis_stream")
            m_issues.push_back({{},
                                0,
                                "/components/" + std::to_string(m_index) + "/from",
                                "a " + type->name + " has no metrics here",
                                "the id of a kinesis_stream or a lambda",
                                {}});
        const auto *name = given<std::string>("metric");
        if (const CloudMetric *metric = name ? findCloudMetric(*name) : nullptr) {
            checkPlace(*metric);
            checkStatistic(*metric);
            checkShard(*metric);
        }
        checkPeriods();
        checkAction();
    }

private:
    void add(const std::string &parameter, std::string problem, std::string expected, std::string nearest = {})
    {
        m_issues.push_back(
            {{}, 0, parameterPointer(m_index, parameter), std::move(problem), std::move(expected), std::move(nearest)});
    }

    /// The value that counts; null when it is wrong in itself, which is reported elsewhere, or missing.
    template <class T>
    const T *given(const std::string &parameter) const
    {
        const ParameterDecl *decl = m_type.find(parameter);
        const auto &written = m_spec.components[m_index].parameters;
        const auto found = written.find(parameter);
        if (found == written.end())
            return decl->required ? nullptr : std::get_if<T>(&decl->initial);
        return isValid(*decl, found->second) ? std::get_if<T>(&found->second) : nullptr;
    }

    const ComponentType *watched() const
    {
        for (const ComponentSpec &component : m_spec.components)
            if (component.id == m_spec.components[m_index].from)
                return findComponentType(component.type);
        return nullptr;
    }

    static std::vector<std::string> metricsOf(bool function)
    {
        std::vector<std::string> names;
        for (const CloudMetric &metric : cloudMetrics())
            if (metric.ofFunction() == function)
                names.push_back(metric.name);
        return names;
    }

    void checkPlace(const CloudMetric &metric)
    {
        const ComponentType *type = watched();
        if (!type || !m_type.mayReadFrom(type->role) || metric.ofFunction() == (type->role == Role::Function))
            return;
        add("metric", "a " + type->name + " has no metric \"" + metric.name + "\"",
            std::string("a metric of ") + (metric.ofFunction() ? "AWS/Kinesis" : "AWS/Lambda"),
            nearestName(metric.name, metricsOf(!metric.ofFunction())));
    }

    void checkStatistic(const CloudMetric &metric)
    {
        const auto *name = given<std::string>("statistic");
        const std::optional<CloudStatistic> statistic = name ? findStatistic(*name) : std::nullopt;
        if (statistic && !metric.has(*statistic))
            add("statistic", std::string(metric.name) + " has no " + *name, "one of " + metric.statisticList());
    }

    void checkShard(const CloudMetric &metric)
    {
        const auto *shard = given<std::int64_t>("shard");
        if (!shard)
            return;
        if (*shard >= 0 && !metric.ofOneShard())
            add("shard", std::string(metric.name) + " is not a metric of a shard", "-1, or a metric of a shard",
                std::string(metric.name) == "GetRecords.IteratorAgeMilliseconds" ? "IteratorAgeMilliseconds" : "");
        if (*shard < 0 && metric.of == CloudMetric::Of::Shard)
            add("shard", std::string(metric.name) + " is a metric of a shard", "the number of a shard");
    }

    void checkPeriods()
    {
        const auto *period = given<std::int64_t>("period");
        const auto *periods = given<std::int64_t>("evaluation_periods");
        const auto *datapoints = given<std::int64_t>("datapoints_to_alarm");
        constexpr std::int64_t second = 1'000'000, day = 86'400 * second;
        // PutMetricAlarm: 10, 30, or any multiple of 60; all periods together at most a day.
        if (period && *period != 10 * second && *period != 30 * second && *period % (60 * second) != 0)
            add("period", "is " + units::printDuration(*period), "10s, 30s or whole minutes");
        else if (period && periods && *period * *periods > day)
            add("evaluation_periods", "are " + std::to_string(*periods) + " times " + units::printDuration(*period),
                "at most a day together");
        if (periods && datapoints && *datapoints > *periods)
            add("datapoints_to_alarm", "is " + std::to_string(*datapoints),
                "at most evaluation_periods = " + std::to_string(*periods));
    }

    void checkAction()
    {
        const auto *path = given<std::string>("action.set");
        const auto *to = given<std::string>("action.to");
        if (!path || !to)
            return;
        if (path->empty()) {
            if (!to->empty())
                add("action.set", "is missing", "the path of the parameter that gets the value");
            return;
        }
        ParameterValue value;
        const std::optional<ParameterRef> parameter = findParameter(m_spec, *path);
        if (!parameter)
            add("action.set", "there is no parameter \"" + *path + "\"", "a path such as \"clicks.shards\"",
                nearestParameterPath(m_spec, *path));
        else if (!parameter->decl->live)
            add("action.set", "\"" + *path + "\" cannot change while the simulation runs", "a live parameter");
        else if (const auto issue = parseParameter(m_spec, *path, *to, value))
            add("action.to", issue->problem, issue->expected, issue->nearest);
    }

    const ScenarioSpec &m_spec;
    std::size_t m_index;
    const ComponentType &m_type;
    Issues &m_issues;
};

} // namespace

void validateAlarms(const ScenarioSpec &spec, Issues &issues)
{
    for (std::size_t i = 0; i < spec.components.size(); ++i)
        if (const ComponentType *type = findComponentType(spec.components[i].type); type && type->role == Role::Alarm)
            AlarmCheck(spec, i, *type, issues).check();
}

} // namespace hotshard

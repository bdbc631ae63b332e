#include "session/sweep.h"

#include "simulation/simulation.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace hotshard {

namespace {

/// How far a run goes between two looks at whether it shall stop: it pauses at whole seconds anyway.
constexpr Duration slice = Duration::seconds(1);

std::vector<std::uint64_t> seedsOf(const SweepPlan &plan)
{
    return plan.seeds.empty() ? std::vector{plan.spec.seed} : plan.seeds;
}

/// The empty row of a run: its values and seed.
SweepRow rowOf(const SweepPlan &plan, std::size_t run)
{
    const std::vector<std::uint64_t> seeds = seedsOf(plan);
    SweepRow row;
    row.run = run;
    row.seed = seeds[run % seeds.size()];
    run /= seeds.size();
    row.values.resize(plan.axes.size());
    for (std::size_t axis = plan.axes.size(); axis-- > 0;) {
        const std::vector<ParameterValue> &values = plan.axes[axis].values;
        row.values[axis] = values[run % values.size()];
        run /= values.size();
    }
    return row;
}

ScenarioSpec specOf(const SweepPlan &plan, const SweepRow &row)
{
    ScenarioSpec spec = plan.spec;
    spec.seed = row.seed;
    for (std::size_t axis = 0; axis < plan.axes.size(); ++axis)
        if (const auto parameter = findParameter(spec, plan.axes[axis].path))
            spec.components[parameter->component].parameters[parameter->decl->name] = row.values[axis];
    return spec;
}

std::string resultName(const ComponentResult &component, const MetricValue &metric)
{
    return component.name + "." + metric.name;
}

/// One sweep at work: what its threads share.
class Work {
public:
    Work(const SweepPlan &plan, const SweepProgress &progress, const std::stop_token &stop)
        : m_plan(plan)
        , m_progress(progress)
        , m_stop(stop)
        , m_rows(sweepRuns(plan))
    {
    }

    std::vector<SweepRow> run()
    {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        const std::size_t wanted = m_plan.threads > 0 ? m_plan.threads : cores;
        std::vector<std::jthread> threads;
        for (std::size_t t = 1; t < std::min(wanted, m_rows.size()); ++t)
            threads.emplace_back([this] { takeRuns(); });
        takeRuns(); // the calling thread is one of them
        threads.clear();
        if (m_failure)
            std::rethrow_exception(m_failure);
        std::vector<SweepRow> rows;
        for (std::optional<SweepRow> &row : m_rows)
            if (row)
                rows.push_back(std::move(*row));
        return rows;
    }

private:
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested() || m_failed.load(); }

    void takeRuns()
    {
        try {
            for (std::size_t run = m_next++; run < m_rows.size() && !stopped(); run = m_next++)
                m_rows[run] = take(run);
        } catch (...) { // no memory: the others stop, too, and the caller hears of it
            const std::lock_guard lock(m_mutex);
            m_failure = std::current_exception();
            m_failed.store(true);
        }
    }

    std::optional<SweepRow> take(std::size_t run)
    {
        SweepRow row = rowOf(m_plan, run);
        Simulation simulation(specOf(m_plan, row));
        while (simulation.now() < m_plan.until) {
            if (stopped())
                return std::nullopt;
            const SimTime before = simulation.now();
            simulation.advanceTo(std::min(m_plan.until, before + slice));
            tell((simulation.now() - before).us, 0);
        }
        for (const std::string &name : m_plan.results)
            for (const ComponentResult &component : simulation.results())
                for (const MetricValue &metric : component.metrics)
                    if (resultName(component, metric) == name)
                        row.results.push_back(metric.value);
        row.fingerprint = simulation.fingerprint();
        tell(0, 1);
        return row;
    }

    /// Progress is told when a run ends and when another percent is done.
    void tell(std::int64_t simulated, std::size_t ended)
    {
        if (!m_progress)
            return;
        const double all = static_cast<double>(m_plan.until.us) * static_cast<double>(m_rows.size());
        const auto share = [&](std::int64_t us) { return static_cast<double>(us) / all; };
        const std::int64_t before = m_simulated.fetch_add(simulated);
        const auto percent = [&](std::int64_t us) { return static_cast<int>(share(us) * 100); };
        if (ended == 0 && percent(before) == percent(before + simulated))
            return;
        const std::lock_guard lock(m_mutex);
        m_ended += ended;
        m_progress(share(m_simulated.load()), m_ended);
    }

    const SweepPlan &m_plan;
    const SweepProgress &m_progress;
    const std::stop_token &m_stop;
    std::vector<std::optional<SweepRow>> m_rows; ///< each written by the thread that took the run
    std::atomic<std::size_t> m_next{0};
    std::atomic<std::int64_t> m_simulated{0}; ///< us, of all runs
    std::atomic<bool> m_failed{false};
    std::mutex m_mutex; ///< for what follows
    std::size_t m_ended = 0;
    std::exception_ptr m_failure;
};

} // namespace

std::size_t sweepRuns(const SweepPlan &plan)
{
    std::size_t runs = seedsOf(plan).size();
    for (const SweepAxis &axis : plan.axes)
        runs = std::min(runs, maxSweepRuns + 1) * std::min(axis.values.size(), maxSweepRuns + 1);
    return std::min(runs, maxSweepRuns + 1);
}

std::vector<SweepResult> sweepResults(const ScenarioSpec &spec)
{
    std::vector<SweepResult> all;
    Simulation run(spec);
    run.advanceTo(SimTime::zero()); // shards and workers are there from the start on
    for (const ComponentResult &component : run.results())
        for (const MetricValue &metric : component.metrics)
            all.push_back({resultName(component, metric), metric.unit});
    return all;
}

Issues checkSweep(const SweepPlan &plan)
{
    Issues issues;
    std::vector<std::string> names;
    for (const SweepResult &result : sweepResults(plan.spec))
        names.push_back(result.name);
    for (const std::string &name : plan.results)
        if (std::find(names.begin(), names.end(), name) == names.end())
            issues.push_back({{}, 0, name, "there is no result of that name", {}, nearestName(name, names)});
    const std::size_t runs = sweepRuns(plan);
    if (runs > maxSweepRuns) {
        issues.push_back({{}, 0, {}, "these are more than " + std::to_string(maxSweepRuns) + " runs", {}, {}});
        return issues;
    }
    // The seed is no parameter: one run of each combination is enough.
    for (std::size_t run = 0; run < runs; run += seedsOf(plan).size())
        for (const Issue &issue : validate(specOf(plan, rowOf(plan, run))))
            if (std::find(issues.begin(), issues.end(), issue) == issues.end())
                issues.push_back(issue);
    return issues;
}

std::vector<SweepRow> runSweep(const SweepPlan &plan, const SweepProgress &progress, const std::stop_token &stop)
{
    return Work(plan, progress, stop).run();
}

} // namespace hotshard

// `hotshard sweep`: many runs of one scenario, each with other values, on all cores.
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/scenario_arguments.h"
#include "app/cli/sweep_report.h"
#include "session/sweep.h"
#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <algorithm>
#include <charconv>
#include <ostream>

namespace hotshard::cli {

namespace {

constexpr int mostSeeds = 10'000;
constexpr int mostThreads = 1'024;

std::optional<int> countOf(const std::string &text, int most)
{
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool good = error == std::errc() && end == text.data() + text.size() && count >= 1 && count <= most;
    return good ? std::optional(count) : std::nullopt;
}

std::string expectedCount(const std::string &text, int most)
{
    return countOf(text, most) ? "" : "a whole number from 1 to " + std::to_string(most);
}
std::string expectedSeeds(const std::string &text) { return expectedCount(text, mostSeeds); }
std::string expectedThreads(const std::string &text) { return expectedCount(text, mostThreads); }
std::string expectedOver(const std::string &text)
{
    const std::size_t equals = text.find('=');
    return equals != std::string::npos && equals > 0 && equals + 1 < text.size() ? "" : "PATH=VALUE,VALUE...";
}
std::string expectedResult(const std::string &text)
{
    return text.find('.') != std::string::npos ? "" : "COMPONENT.METRIC, such as count.iterator_age_p99";
}

const CommandHelp help{
    "hotshard sweep FILE [--over PATH=VALUE,VALUE...]... [options]",
    "Runs a scenario once for every value, every seed or both, on all cores, and prints a row for each\n"
    "run. Several --over: every value with every other, the last varying fastest. Rows and their\n"
    "order do not depend on the number of threads.",
    {{"--over",
      "PATH=V,V...",
      "start with each of these values: clicks.shards=1,2,4; may be repeated",
      {},
      expectedOver},
     {"--seeds", "N", "each with N seeds: the scenario's and those that follow it", {}, expectedSeeds},
     {"--result",
      "NAME",
      "a result: count.iterator_age_p99; may be repeated; the usual ones unless told",
      {},
      expectedResult},
     untilOption(),
     seedOption("another seed than the scenario's"),
     setOption(),
     fieldOption(),
     {"--threads", "N", "runs at a time; one for each core unless told", {}, expectedThreads},
     formatOption({"text", "json", "csv"}),
     {"--progress", "", "show progress on stderr"}},
    1,
    1};

std::vector<std::string> splitAtCommas(const std::string &text)
{
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        parts.push_back(text.substr(from, comma - from));
        from = comma + 1;
    }
    return parts;
}

bool isList(const ScenarioSpec &spec, const std::string &path)
{
    const auto parameter = findParameter(spec, path);
    return parameter && parameter->decl->type == ParameterType::TextList;
}

/// Each result that is asked for, once.
std::vector<std::string> resultsOf(const Parsed &parsed)
{
    std::vector<std::string> results;
    for (const std::string &result : parsed.all("--result"))
        if (std::find(results.begin(), results.end(), result) == results.end())
            results.push_back(result);
    return results;
}

/// What `--over` names. Everything that is wrong goes to `issues`.
std::vector<SweepAxis> axesOf(const Parsed &parsed, const ScenarioSpec &spec, Issues &issues)
{
    std::vector<SweepAxis> axes;
    for (const std::string &over : parsed.all("--over")) {
        const std::size_t equals = over.find('=');
        SweepAxis axis{over.substr(0, equals), {}};
        if (std::any_of(axes.begin(), axes.end(), [&](const SweepAxis &a) { return a.path == axis.path; }))
            issues.push_back({{}, 0, axis.path, "is swept over twice", "all its values in one --over", {}});
        if (isList(spec, axis.path)) {
            issues.push_back({{}, 0, axis.path, "is a list, which cannot be swept over", "--set for one list", {}});
            continue;
        }
        for (const std::string &text : splitAtCommas(over.substr(equals + 1))) {
            axis.values.emplace_back();
            const auto issue = parseParameter(spec, axis.path, text, axis.values.back());
            if (issue && std::find(issues.begin(), issues.end(), *issue) == issues.end())
                issues.push_back(*issue);
        }
        axes.push_back(std::move(axis));
    }
    return axes;
}

/// The results that most questions are about, of what is there.
std::vector<std::string> usualResults(const ScenarioSpec &spec)
{
    const std::vector<std::string> usual{"rejected_records", "backlog",      "iterator_age_p99", "iterator_age_max",
                                         "duration_p99",     "late_records", "sojourn_mean",     "sojourn_p99"};
    std::vector<std::string> names;
    for (const SweepResult &result : sweepResults(spec)) {
        const std::string metric = result.name.substr(result.name.find('.') + 1);
        if (std::find(usual.begin(), usual.end(), metric) != usual.end())
            names.push_back(result.name);
    }
    return names;
}

std::optional<SweepPlan> planOf(const Parsed &parsed, ScenarioSpec spec, std::ostream &err)
{
    SweepPlan plan;
    Issues issues = validate(spec);
    const bool good = issues.empty();
    plan.axes = axesOf(parsed, spec, issues);
    plan.until = untilOf(parsed, spec);
    plan.threads = static_cast<unsigned>(countOf(parsed.value("--threads").value_or(""), mostThreads).value_or(0));
    for (int i = 0; i < countOf(parsed.value("--seeds").value_or("1"), mostSeeds); ++i)
        plan.seeds.push_back(spec.seed + static_cast<std::uint64_t>(i));
    plan.results = resultsOf(parsed);
    plan.spec = std::move(spec);
    if (good && plan.results.empty())
        plan.results = usualResults(plan.spec);
    if (good) { // results are known only where a run could begin
        SweepPlan checked = plan;
        if (!issues.empty())
            checked.axes.clear(); // what cannot be read cannot be combined
        const Issues more = checkSweep(checked);
        issues.insert(issues.end(), more.begin(), more.end());
    }
    report(issues, err);
    return issues.empty() ? std::optional(std::move(plan)) : std::nullopt;
}

} // namespace

} // namespace hotshard::cli

int hotshard::sweepCommand(std::span<const std::string> args, std::ostream &out, std::ostream &err)
{
    using namespace hotshard::cli;
    int exitCode = exitGood;
    const std::optional<Parsed> parsed = parseOptions(help, args, out, err, exitCode);
    if (!parsed)
        return exitCode;
    if (!parsed->has("--over") && !parsed->has("--seeds")) {
        err << "hotshard: --over tells what to sweep over: --over clicks.shards=1,2,4\nUsage: " << help.usage << '\n';
        return exitUsage;
    }
    std::optional<ScenarioSpec> spec = loadScenario(*parsed, err, exitCode);
    if (!spec)
        return exitCode;
    const bool optionsGood = applyOptions(*parsed, *spec, err);
    const std::optional<SweepPlan> plan = planOf(*parsed, std::move(*spec), err);
    if (!plan || !optionsGood)
        return exitUsage;
    SweepProgress progress;
    const std::size_t runs = sweepRuns(*plan);
    if (parsed->has("--progress"))
        progress = [&err, runs](double share, std::size_t ended) {
            err << "\rsimulated " << static_cast<int>(share * 100) << " %, " << ended << " of " << runs << " runs"
                << std::flush;
        };
    const std::vector<SweepRow> rows = runSweep(*plan, progress);
    if (progress)
        err << '\n';
    if (parsed->wants("json"))
        printSweepJson(*plan, rows, parsed->files[0], out);
    else if (parsed->wants("csv"))
        printSweepCsv(*plan, rows, out);
    else
        printSweepText(*plan, rows, out);
    return exitGood;
}

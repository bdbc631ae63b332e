// Many runs of one scenario: which, in what order, with what results; the same on any number of threads.
#include "session/sweep.h"

#include "simulation/simulation.h"
#include "support/sketch.h"
#include "support/test_main.h"
#include "topology/parameter_path.h"

#include <set>
#include <sstream>

using namespace hotshard;
using namespace hotshard::test;

namespace {

/// A plan as one would type it: {"clicks.shards=1,2,4"}.
SweepPlan plan(const ScenarioSpec &spec, const std::vector<std::string> &axes, const std::vector<std::string> &results)
{
    SweepPlan made;
    made.spec = spec;
    made.until = SimTime{spec.duration.us};
    made.results = results;
    for (const std::string &text : axes) {
        const std::size_t equals = text.find('=');
        SweepAxis axis{text.substr(0, equals), {}};
        std::istringstream values(text.substr(equals + 1));
        for (std::string value; std::getline(values, value, ',');) {
            axis.values.emplace_back();
            if (const auto issue = parseParameter(spec, axis.path, value, axis.values.back()))
                qFatal("%s", toString(*issue).c_str());
        }
        made.axes.push_back(axis);
    }
    return made;
}

/// "2 /s=100 seed 1: 12 0.5" by row.
std::string print(const SweepPlan &plan, const std::vector<SweepRow> &rows)
{
    std::string text;
    for (const SweepRow &row : rows) {
        text += std::to_string(row.run) + ":";
        for (std::size_t i = 0; i < row.values.size(); ++i)
            text += " " + printValue(*findParameter(plan.spec, plan.axes[i].path)->decl, row.values[i]);
        text += " seed " + std::to_string(row.seed) + ":";
        for (const auto &result : row.results)
            text +=
                " " + (result.index() == 0 ? std::to_string(std::get<0>(result)) : std::to_string(std::get<1>(result)));
        text += "\n";
    }
    return text;
}

ScenarioSpec small() { return sketch("web 100/s constant keys=40 -> clicks[2] -> count 1ms", Duration::seconds(10)); }

SweepPlan large()
{
    SweepPlan made = plan(sketch("web 900/s zipf=1 keys=500 -> clicks[2] -> count 2ms errors=1% -> minutes 5s by=key",
                                 Duration::minutes(1)),
                          {"clicks.shards=1,2,4", "web.rate=500/s,900/s"},
                          {"count.iterator_age_p99", "clicks.backlog", "minutes.late_records"});
    made.seeds = {1, 2, 3};
    return made;
}

std::string print(const Issues &issues)
{
    std::string text;
    for (const Issue &issue : issues)
        text += toString(issue) + "\n";
    return text;
}

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void everyValueWithEveryOther();
    void seedsVaryFastest();
    void rowsAreWhatRunsComeTo();
    void threadsMakeNoDifference();
    void progressGoesForward();
    void stopsBetweenSlices();
    void stopsBeforeItBegins();
    void tellsEverythingThatIsWrong();
    void tooManyRuns();
};

void TestSweep::everyValueWithEveryOther()
{
    SweepPlan sweep =
        plan(small(), {"clicks.shards=1,2", "web.rate=10/s,20/s,30/s"}, {"clicks.open_shards", "web.produced_records"});
    sweep.spec.seed = 9;
    QCOMPARE(sweepRuns(sweep), std::size_t{6});
    QCOMPARE(print(sweep, runSweep(sweep)),
             std::string("0: 1 10/s seed 9: 1 100\n"
                         "1: 1 20/s seed 9: 1 200\n"
                         "2: 1 30/s seed 9: 1 300\n"
                         "3: 2 10/s seed 9: 2 100\n"
                         "4: 2 20/s seed 9: 2 200\n"
                         "5: 2 30/s seed 9: 2 300\n"));
}

void TestSweep::seedsVaryFastest()
{
    SweepPlan sweep = plan(small(), {"clicks.shards=3,1"}, {"clicks.open_shards"});
    sweep.seeds = {7, 5};
    sweep.until = SimTime{1'000'000};
    QCOMPARE(print(sweep, runSweep(sweep)),
             std::string("0: 3 seed 7: 3\n"
                         "1: 3 seed 5: 3\n"
                         "2: 1 seed 7: 1\n"
                         "3: 1 seed 5: 1\n"));
    sweep.axes.clear(); // seeds alone are a sweep, too
    QCOMPARE(print(sweep, runSweep(sweep)), std::string("0: seed 7: 2\n1: seed 5: 2\n"));
}

void TestSweep::rowsAreWhatRunsComeTo()
{
    const SweepPlan sweep = large();
    const std::vector<SweepRow> rows = runSweep(sweep);
    QCOMPARE(rows.size(), std::size_t{18});
    std::set<std::uint64_t> prints;
    for (const SweepRow &row : rows) {
        ScenarioSpec spec = sweep.spec;
        spec.seed = row.seed;
        spec.components[1].parameters["shards"] = row.values[0];
        spec.components[0].parameters["rate"] = row.values[1];
        const Simulation run = simulate(spec);
        QCOMPARE(row.fingerprint, run.fingerprint());
        std::vector<std::variant<std::uint64_t, double>> wanted;
        for (const std::string &name : sweep.results)
            for (const ComponentResult &component : run.results())
                for (const MetricValue &metric : component.metrics)
                    if (component.name + "." + metric.name == name)
                        wanted.push_back(metric.value);
        QVERIFY(row.results == wanted);
        prints.insert(row.fingerprint);
    }
    QCOMPARE(prints.size(), rows.size());
}

void TestSweep::threadsMakeNoDifference()
{
    SweepPlan sweep = large();
    sweep.threads = 1;
    const std::vector<SweepRow> one = runSweep(sweep);
    for (const unsigned threads : {2U, 3U, 7U, 100U, 0U}) {
        sweep.threads = threads;
        QVERIFY(runSweep(sweep) == one);
    }
}

void TestSweep::progressGoesForward()
{
    SweepPlan sweep = large();
    sweep.threads = 3;
    double share = 0;
    std::size_t ended = 0, told = 0;
    bool forward = true;
    (void)runSweep(sweep, [&](double now, std::size_t runs) {
        forward = forward && now >= share && runs >= ended && runs <= ended + 1;
        share = now;
        ended = runs;
        ++told;
    });
    QVERIFY(forward);
    QVERIFY(share == 1);
    QCOMPARE(ended, std::size_t{18});
    QVERIFY(told >= 100 && told <= 100 + 18);
}

void TestSweep::stopsBetweenSlices()
{
    // Stopped from within its only run, when the first percent of it is done: it is not run to its end.
    SweepPlan sweep = plan(small(), {"clicks.shards=2"}, {"clicks.open_shards"});
    sweep.until = SimTime{Duration::minutes(5).us};
    sweep.threads = 1;
    std::stop_source stop;
    std::size_t told = 0;
    const auto stopAtOnce = [&](double, std::size_t) {
        ++told;
        stop.request_stop();
    };
    QCOMPARE(print(sweep, runSweep(sweep, stopAtOnce, stop.get_token())), std::string());
    QCOMPARE(told, std::size_t{1});

    // Stopped when three runs have ended: these are given, each with its own values, in order.
    sweep = large();
    sweep.threads = 2;
    std::stop_source enough;
    const std::vector<SweepRow> some = runSweep(
        sweep,
        [&](double, std::size_t ended) {
            if (ended == 3)
                enough.request_stop();
        },
        enough.get_token());
    QVERIFY(some.size() >= 3 && some.size() < 18);
    const std::vector<SweepRow> all = runSweep(sweep);
    for (std::size_t i = 0; i < some.size(); ++i) {
        QVERIFY(i == 0 || some[i - 1].run < some[i].run);
        QVERIFY(some[i] == all[some[i].run]);
    }
}

void TestSweep::stopsBeforeItBegins()
{
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(runSweep(large(), {}, stop.get_token()).size(), std::size_t{0});
}

void TestSweep::tellsEverythingThatIsWrong()
{
    QCOMPARE(print(checkSweep(large())), std::string());
    const SweepPlan sweep = plan(small(), {"clicks.shards=1,2"}, {"clicks.backlg", "count.iterator_age_p98", "nobody"});
    const std::string told = print(checkSweep(sweep));
    QVERIFY2(told.find("clicks.backlg: there is no result of that name; did you mean \"clicks.backlog\"?")
                 != std::string::npos,
             told.c_str());
    QVERIFY2(told.find("did you mean \"count.iterator_age_p9") != std::string::npos, told.c_str());
    QVERIFY2(told.find("nobody: there is no result of that name") != std::string::npos, told.c_str());
}

void TestSweep::tooManyRuns()
{
    SweepPlan sweep = plan(small(), {}, {});
    sweep.axes = {{"clicks.shards", std::vector<ParameterValue>(1000, std::int64_t{1})},
                  {"web.rate", std::vector<ParameterValue>(1000, 1.0)},
                  {"web.salts", std::vector<ParameterValue>(1000, std::int64_t{2})}};
    QCOMPARE(sweepRuns(sweep), maxSweepRuns + 1);
    QCOMPARE(print(checkSweep(sweep)), std::string("these are more than 100000 runs\n"));
}

HOTSHARD_TEST_MAIN(TestSweep)
#include "tst_sweep.moc"

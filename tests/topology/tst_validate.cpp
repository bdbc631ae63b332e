#include "topology/parameter_path.h"
#include "topology/validate.h"

#include <QtTest>

#include <functional>
#include <limits>

using namespace hotshard;

namespace {

ScenarioSpec goodScenario()
{
    ScenarioSpec spec;
    spec.components = {
        {"web", "producer", {}, "", "clicks", {{"rate", 800.0}}},
        {"clicks", "kinesis_stream", {}, "", "", {{"shards", std::int64_t{2}}}},
        {"count", "lambda", {}, "clicks", "per_minute", {}},
        {"per_minute", "window", {}, "", "", {}},
    };
    spec.timeline = {{SimTime{60'000'000}, {{"clicks.shards", std::int64_t{4}}}, {}}};
    spec.controls = {"clicks.shards", "count.latency.per_record"};
    spec.lesson = {{SimTime::zero(), {"Look.", ""}, {}, {}, -1, {}},
                   {SimTime{1}, {}, {"More?", ""}, {{"yes", ""}, {"no", ""}}, 1, {"Because.", ""}}};
    return spec;
}

QString shown(const Issues &issues)
{
    QStringList lines;
    for (const Issue &issue : issues)
        lines << QString::fromStdString(toString(issue));
    return lines.join("\n");
}

using Change = std::function<void(ScenarioSpec &)>;

void row(const char *name, Change change, const char *issues) { QTest::newRow(name) << change << QString(issues); }

} // namespace

Q_DECLARE_METATYPE(Change)

class TestValidate : public QObject {
    Q_OBJECT

private slots:
    void findsWhatIsWrong_data();
    void findsWhatIsWrong();
    void pathsLeadToDeclarations();
    void setsByPath();
};

void TestValidate::findsWhatIsWrong_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("issues");
    row(
        "good", [](ScenarioSpec &) {}, "");
    row(
        "version", [](ScenarioSpec &s) { s.version = 2; }, "/hotshard: version 2 is not known; expected 1");
    row(
        "duration",
        [](ScenarioSpec &s) {
            s.duration.us = 0;
            s.timeline.clear();
            s.lesson.clear();
        },
        "/duration: is 0s; expected a duration from 1ms to 366d");
    row(
        "speed", [](ScenarioSpec &s) { s.speed = std::numeric_limits<double>::quiet_NaN(); },
        "/speed: is nan; expected a number from 1 to 10000");
    row(
        "only Japanese", [](ScenarioSpec &s) { s.title.ja = "x"; },
        "/title: has no English text; expected \"en\" beside \"ja\"");
    row(
        "no components",
        [](ScenarioSpec &s) {
            s.components.clear();
            s.timeline.clear();
            s.controls.clear();
        },
        "/components: has no source of records; expected a producer or a replay, and what it writes to");
    row(
        "same id",
        [](ScenarioSpec &s) {
            s.components[3].id = "count";
            s.components[2].to = "";
        },
        "/components/3/id: \"count\" is the id of another component; expected an id of its own");
    row(
        "bad id",
        [](ScenarioSpec &s) {
            s.components[3].id = "per.minute";
            s.components[2].to = "per.minute";
        },
        "/components/3/id: is not an id: \"per.minute\"; expected 1 to 64 letters, digits, '_' or '-'");
    row(
        "unknown type", [](ScenarioSpec &s) { s.components[3].type = "windw"; },
        "/components/3/type: there is no type \"windw\"; expected a type of component; did you mean \"window\"?");
    row(
        "unknown parameter", [](ScenarioSpec &s) { s.components[1].parameters["shard"] = std::int64_t{1}; },
        "/components/1/shard: a kinesis_stream has no parameter \"shard\"; expected a parameter of the type; did you "
        "mean \"shards\"?");
    row(
        "out of range", [](ScenarioSpec &s) { s.components[1].parameters["shards"] = std::int64_t{0}; },
        "/components/1/shards: is \"0\"; expected an integer from 1 to 10000");
    row(
        "nested", [](ScenarioSpec &s) { s.components[2].parameters["latency.per_record"] = std::int64_t{-1}; },
        "/components/2/latency/per_record: is \"-1us\"; expected a duration from 0s to 1m");
    row(
        "wrong alternative", [](ScenarioSpec &s) { s.components[1].parameters["shards"] = 2.0; },
        "/components/1/shards: is \"2\"; expected an integer from 1 to 10000");
    row(
        "more names than keys",
        [](ScenarioSpec &s) {
            s.components[0].parameters["keys.count"] = std::int64_t{1};
            s.components[0].parameters["keys.names"] = std::vector<std::string>{"a", "b"};
        },
        "/components/0/keys/names: names 2 keys; expected at most keys.count = 1");
    row(
        "required", [](ScenarioSpec &s) { s.components[0].type = "replay"; },
        "/components/0/file: is missing; expected a text that is not empty");
    row(
        "source to nothing", [](ScenarioSpec &s) { s.components[0].to = ""; },
        "/components/0/to: is missing; expected the id of a stream or a worker");
    row(
        "mistyped to", [](ScenarioSpec &s) { s.components[0].to = "click"; },
        "/components/0/to: there is no component \"click\"; expected the id of a stream or a worker; did you mean "
        "\"clicks\"?");
    row(
        "two writers",
        [](ScenarioSpec &s) {
            s.components.push_back(s.components[0]);
            s.components.back().id = "second";
        },
        "/components/4/to: something already writes to \"clicks\"; expected one writer for each kinesis_stream");
    row(
        "control not live", [](ScenarioSpec &s) { s.controls.push_back("clicks.limits.records"); },
        "/controls/2: \"clicks.limits.records\" cannot change while the simulation runs; expected a live "
        "parameter");
    row(
        "wrong role", [](ScenarioSpec &s) { s.components[0].to = "per_minute"; },
        "/components/0/to: a producer cannot write to a window; expected the id of a stream or a worker");
    row(
        "circle",
        [](ScenarioSpec &s) {
            s.components[2].to = "clicks";
            s.components[3].to = "clicks";
        },
        "/components/2/to: something already writes to \"clicks\"; expected one writer for each kinesis_stream\n"
        "/components/3/to: a window cannot write to a kinesis_stream; expected the id of a sink\n"
        "/components/2/to: leads back to \"clicks\", where its records come from; expected a stream further on: "
        "records "
        "go in no circle");
    row(
        "a second stream",
        [](ScenarioSpec &s) {
            s.components[2].to = "keyed";
            s.components.push_back({"keyed", "kinesis_stream", {}, "", "", {}});
            s.components.push_back({"add", "lambda", {}, "keyed", "per_minute", {}});
        },
        "");
    row(
        "circle of two",
        [](ScenarioSpec &s) {
            s.components[2].to = "keyed";
            s.components[0].to = "else";
            s.components[3] = {"add", "lambda", {}, "keyed", "clicks", {}};
            s.components.push_back({"keyed", "kinesis_stream", {}, "", "", {}});
            s.components.push_back({"else", "kinesis_stream", {}, "", "", {}});
            s.components.push_back({"ends", "lambda", {}, "else", "", {}});
        },
        "/components/2/to: leads back to \"clicks\", where its records come from; expected a stream further on: "
        "records "
        "go in no circle");
    row(
        "a function writes to what is no stream", [](ScenarioSpec &s) { s.components[2].to = "web"; },
        "/components/2/to: a lambda cannot write to a producer; expected the id of a stream or a window or a sink");
    row(
        "itself", [](ScenarioSpec &s) { s.components[1].to = "clicks"; },
        "/components/1/to: a kinesis_stream writes to nothing");
    row(
        "no from", [](ScenarioSpec &s) { s.components[2].from = ""; },
        "/components/2/from: is missing; expected the id of a stream");
    row(
        "unread",
        [](ScenarioSpec &s) {
            s.components.resize(2);
            s.controls.clear();
        },
        "/components/1: no function reads \"clicks\"; expected a function with it as \"from\"");
    row(
        "from where it cannot be", [](ScenarioSpec &s) { s.components[3].from = "clicks"; },
        "/components/3/from: a window is written to and reads from nothing");
    row(
        "from a window", [](ScenarioSpec &s) { s.components[2].from = "per_minute"; },
        "/components/2/from: a lambda cannot read from a window; expected the id of a stream");
    row(
        "a bucket alone",
        [](ScenarioSpec &s) {
            s.components.push_back({"uploads", "bucket", {}, "", "", {}});
        },
        "/components/4: no function reads \"uploads\"; expected a function with it as \"from\"");
    row(
        "two functions of a bucket",
        [](ScenarioSpec &s) {
            s.components.push_back({"uploads", "bucket", {}, "", "", {}});
            s.components.push_back({"one", "lambda_async", {}, "uploads", "", {}});
            s.components.push_back({"two", "lambda_async", {}, "uploads", "", {}});
        },
        "/components/6/from: \"uploads\" already tells a function; expected one function for each bucket");
    row(
        "invoked by a stream",
        [](ScenarioSpec &s) {
            s.components.push_back({"one", "lambda_async", {}, "clicks", "per_minute", {}});
        },
        "/components/4/to: a lambda_async cannot write to a window; expected the id of a sink\n"
        "/components/4/from: a lambda_async cannot read from a kinesis_stream; expected the id of a bucket");
    row(
        "fan-out from a table",
        [](ScenarioSpec &s) {
            s.components[1].type = "dynamodb_table";
            s.components[1].parameters.clear();
            s.components[2].parameters["consumer"] = std::string("fan_out");
            s.timeline.clear();
            s.controls.clear();
        },
        "/components/2/consumer: the stream of a table has no enhanced fan-out; expected shared");
    row(
        "two functions and an account",
        [](ScenarioSpec &s) {
            s.components.push_back({"two", "lambda", {}, "clicks", "", {}});
            s.components.push_back({"ours", "account", {}, "", "", {}});
        },
        "");
    row(
        "a tumbling window in several lanes",
        [](ScenarioSpec &s) {
            s.components[2].parameters = {{"tumbling_window", std::int64_t{60'000'000}},
                                          {"parallelization_factor", std::int64_t{4}}};
            s.timeline[0].set = {{"count.parallelization_factor", std::int64_t{2}}};
        },
        "/components/2/parallelization_factor: is 4; expected 1, because \"count\" has a tumbling window\n"
        "/timeline/0/set/count.parallelization_factor: is 2; expected 1, because \"count\" has a tumbling window");
    row(
        "two accounts",
        [](ScenarioSpec &s) {
            s.components.push_back({"ours", "account", {}, "", "", {}});
            s.components.push_back({"theirs", "account", {}, "", "", {}});
        },
        "/components/5: there is an account already; expected one account: all functions share it");
    row(
        "timeline not live",
        [](ScenarioSpec &s) {
            s.timeline[0].set = {{"per_minute.size", std::int64_t{1'000'000}}};
        },
        "/timeline/0/set/per_minute.size: \"per_minute.size\" cannot change while the simulation runs; expected a live "
        "parameter");
    row(
        "timeline unknown",
        [](ScenarioSpec &s) {
            s.timeline[0].set = {{"clicks.shard", std::int64_t{1}}};
        },
        "/timeline/0/set/clicks.shard: there is no parameter \"clicks.shard\"; expected a path such as "
        "\"clicks.shards\"; did you mean \"clicks.shards\"?");
    row(
        "timeline range",
        [](ScenarioSpec &s) {
            s.timeline[0].set = {{"clicks.shards", std::int64_t{0}}};
        },
        "/timeline/0/set/clicks.shards: is \"0\"; expected an integer from 1 to 10000");
    row(
        "timeline empty", [](ScenarioSpec &s) { s.timeline[0].set.clear(); },
        "/timeline/0/set: changes nothing; expected at least one parameter path with its new value");
    row(
        "timeline late", [](ScenarioSpec &s) { s.timeline[0].at = SimTime::never(); },
        "/timeline/0/at: is 26687997d19h13.693951s; expected a time from 0s to the end of the run, 30m");
    row(
        "timeline order",
        [](ScenarioSpec &s) {
            s.timeline.push_back(s.timeline[0]);
            s.timeline[1].at = SimTime{5};
        },
        "/timeline/1/at: is earlier than the one before it; expected steps ordered by time");
    row(
        "control unknown", [](ScenarioSpec &s) { s.controls.push_back("web.colour"); },
        "/controls/2: there is no parameter \"web.colour\"; expected a path such as \"clicks.shards\"");
    row(
        "control twice", [](ScenarioSpec &s) { s.controls.push_back("clicks.shards"); },
        "/controls/2: \"clicks.shards\" is there twice; expected each control once");
    row(
        "lesson silent", [](ScenarioSpec &s) { s.lesson[0].say = {}; },
        "/lesson/0: says and asks nothing; expected \"say\" or \"ask\"");
    row(
        "one choice", [](ScenarioSpec &s) { s.lesson[1].choices.pop_back(); },
        "/lesson/1/choices: has 1 choices; expected at least 2");
    row(
        "no such answer", [](ScenarioSpec &s) { s.lesson[1].answer = 2; },
        "/lesson/1/answer: is 2; expected the number of the right choice, from 0 to 1");
    row(
        "choices without a question",
        [](ScenarioSpec &s) {
            s.lesson[1].ask = {};
            s.lesson[1].say = {"x", ""};
        },
        "/lesson/1/ask: is missing; expected the question that the choices answer");
    row(
        "several at once",
        [](ScenarioSpec &s) {
            s.version = 0;
            s.components[1].parameters["shards"] = std::int64_t{-5};
            s.controls = {"nothing"};
        },
        "/hotshard: version 0 is not known; expected 1\n"
        "/components/1/shards: is \"-5\"; expected an integer from 1 to 10000\n"
        "/controls/0: there is no parameter \"nothing\"; expected a path such as \"clicks.shards\"");
}

void TestValidate::findsWhatIsWrong()
{
    QFETCH(Change, change);
    ScenarioSpec spec = goodScenario();
    change(spec);
    QTEST(shown(validate(spec)), "issues");
}

void TestValidate::pathsLeadToDeclarations()
{
    const ScenarioSpec spec = goodScenario();
    const std::vector<std::string> paths = allParameterPaths(spec);
    QVERIFY(paths.size() > 30);
    for (const std::string &path : paths) {
        const auto parameter = findParameter(spec, path);
        QVERIFY(parameter);
        QCOMPARE(parameterPath(spec.components[parameter->component], *parameter->decl), path);
        QVERIFY(isValid(*parameter->decl, initialValue(spec, *parameter)));
    }
    QVERIFY(initialValue(spec, *findParameter(spec, "clicks.shards")) == ParameterValue(std::int64_t{2}));
    for (const char *wrong : {"", ".", "clicks", "clicks.", ".shards", "clicks.shards.", "clicks.shard", "no.shards"})
        QVERIFY(!findParameter(spec, wrong));
    QCOMPARE(nearestParameterPath(spec, "click.shards"), std::string("clicks.shards"));
}

void TestValidate::setsByPath()
{
    ScenarioSpec spec = goodScenario();
    QVERIFY(!setParameter(spec, "clicks.shards", "8"));
    QVERIFY(spec.components[1].parameters["shards"] == ParameterValue(std::int64_t{8}));
    const auto refused = setParameter(spec, "clicks.shards", "many");
    QVERIFY(refused);
    QCOMPARE(QString::fromStdString(toString(*refused)),
             QString("clicks.shards: is \"many\"; expected an integer from 1 to 10000"));
    const auto unknown = setParameter(spec, "clicks.shard", "8");
    QVERIFY(unknown);
    QCOMPARE(unknown->nearest, std::string("clicks.shards"));
    QVERIFY(spec.components[1].parameters["shards"] == ParameterValue(std::int64_t{8}));
}

QTEST_APPLESS_MAIN(TestValidate)
#include "tst_validate.moc"

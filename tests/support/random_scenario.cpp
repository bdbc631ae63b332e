#include "support/random_scenario.h"

namespace hotshard::test {

namespace {

std::string one(Dice &dice, const std::vector<const char *> &choices) { return choices[dice.below(choices.size())]; }

std::string producer(Dice &dice)
{
    return "web " + one(dice, {"5/s", "150/s", "700/s", "1500/s", "2500/s"}) + " "
        + one(dice, {"zipf=1.1", "zipf=0", "uniform", "hot=60%", "hot=100%"}) + " " + one(dice, {"constant", "poisson"})
        + " keys=" + one(dice, {"1", "2", "30", "5000"})
        + " by=" + one(dice, {"natural", "salted", "random", "constant", "explicit_hash"})
        + " size=" + one(dice, {"1B", "500B", "3KiB"}) + " bad=" + one(dice, {"0%", "0%", "0.01%", "1%"})
        + " attempts=" + one(dice, {"1", "3", "20"}) + " delay=" + one(dice, {"1ms", "300ms", "20s"});
}

/// A third of the producers have a client whose calls are simulated.
std::string client(Dice dice)
{
    if (dice.chance(0.65))
        return "";
    return " client.call=" + one(dice, {"put_record", "put_records"})
        + " client.records_per_call=" + one(dice, {"20", "500"}) + " client.buffering=" + one(dice, {"0s", "100ms"})
        + " client.connections=" + one(dice, {"1", "24"}) + " client.latency=" + one(dice, {"20ms", "300ms"})
        + " client.latency_variation=" + one(dice, {"0%", "80%"}) + " client.buffer=" + one(dice, {"0", "700"})
        + " client.overflow=" + one(dice, {"newest", "oldest"}) + " client.check_answers="
        + one(dice, {"true", "false"}) + " client.retries=" + one(dice, {"standard", "none", "kpl"})
        + " client.record_ttl=3s client.rate_limit=" + one(dice, {"20", "150"})
        + " client.lost_answers=" + one(dice, {"0%", "5%"}) + " client.timeout=" + one(dice, {"350ms", "6s"})
        + " client.aggregate=" + one(dice, {"false", "true"}) + " burst.every=" + one(dice, {"0s", "3s", "7777ms"})
        + " burst.length=" + one(dice, {"1ms", "700ms", "10s"});
}

std::string stream(Dice &dice)
{
    return "clicks[" + one(dice, {"1", "2", "3", "7"}) + "] retention=" + one(dice, {"10s", "45s", "24h"})
        + " records=" + one(dice, {"1000/s", "100/s", "1/s"}) + " reshard=" + one(dice, {"0s", "1500ms", "10s"})
        + " limits.burst_records=" + one(dice, {"0", "0", "1", "3000"}) + " limits.burst_bytes="
        + one(dice, {"0", "0", "2000", "10MiB"}) + " record_size=" + one(dice, {"1MiB", "1MiB", "2KiB"});
}

/// Of the mapping and of the function; half of them plain.
std::string options(Dice &dice)
{
    if (dice.chance(0.5))
        return "";
    return (dice.chance(0.3) ? " tumbling_window=" + one(dice, {"2s", "5s"})
                             : " parallelization_factor=" + one(dice, {"1", "2", "10"}))
        + " batching_window=" + one(dice, {"0s", "0s", "3s"}) + " filter=" + one(dice, {"100%", "100%", "30%"})
        + " consumer=" + one(dice, {"shared", "shared", "fan_out"}) + " retries.bisect=" + one(dice, {"false", "true"})
        + " retries.partial_responses=" + one(dice, {"false", "true"})
        + " retries.record_age=" + one(dice, {"0s", "0s", "5s"}) + " timeout=" + one(dice, {"15m", "2s"})
        + " cold_start=" + one(dice, {"0s", "400ms"}) + " reserved_concurrency=" + one(dice, {"-1", "-1", "0", "3"})
        + " memory=" + one(dice, {"1769", "256"})
        + " start=" + one(dice, {"trim_horizon", "trim_horizon", "latest", "at_time"})
        + " start_at=" + one(dice, {"0s", "3s"}) + " activation_time=" + one(dice, {"0s", "0s", "2500ms"})
        + " read_time=" + one(dice, {"0s", "0s", "300ms", "2s"});
}

std::string function(Dice &dice)
{
    return "count " + one(dice, {"0s", "300us", "4ms"}) + " fixed=" + one(dice, {"0s", "20ms", "3s"}) + " batch="
        + one(dice, {"1", "10", "100", "10000"}) + " poll=" + one(dice, {"10ms", "333ms", "1s", "7s"}) + " spread="
        + one(dice, {"constant", "uniform", "exponential", "lognormal"}) + " errors=" + one(dice, {"0%", "10%"})
        + " retries=" + one(dice, {"-1", "0", "2"}) + " back_off=" + one(dice, {"1ms", "500ms"}) + options(dice);
}

/// A table's stream in its place.
std::string table(Dice &dice)
{
    return "clicks dynamodb_table partitions=" + one(dice, {"1", "2", "5"})
        + " units=" + one(dice, {"1", "300", "1000"});
}

/// A log file in an object store, which makes the invocations longer.
std::string logFile(Dice &dice)
{
    return "log object_log get=" + one(dice, {"0s", "100ms", "2s"}) + " put=" + one(dice, {"1ms", "100ms"})
        + " consistency=" + one(dice, {"strong", "eventual"}) + " stale.time=" + one(dice, {"0s", "700ms", "20s"})
        + " stale.share=" + one(dice, {"30%", "100%"}) + " conditional_writes=" + one(dice, {"false", "true"})
        + " wait=" + one(dice, {"0s", "1s"});
}

/// Objects, and the function that is invoked for each.
std::string bucket(Dice &dice)
{
    return "uploads bucket " + one(dice, {"1/s", "20/s", "90/s"}) + " " + one(dice, {"constant", "poisson"})
        + " size=" + one(dice, {"1B", "3MiB"}) + " sizes.distribution=" + one(dice, {"constant", "lognormal"})
        + " bad=" + one(dice, {"0%", "5%"}) + " delay=" + one(dice, {"0s", "1s"})
        + " notifications.repeated=" + one(dice, {"0%", "10%"}) + " -> thumb lambda_async " + one(dice, {"0s", "300ms"})
        + " mib=" + one(dice, {"0s", "40ms"}) + " errors=" + one(dice, {"0%", "10%"}) + " retries="
        + one(dice, {"0", "2"}) + " age=" + one(dice, {"10s", "6h"}) + " reserved=" + one(dice, {"-1", "-1", "0", "3"})
        + " cold_start=" + one(dice, {"0s", "400ms"}) + " timeout=" + one(dice, {"15m", "1s"})
        + one(dice, {"", " -> made sink", " -> book object_log", " -> book object_log conditional_writes=true"});
}

/// A bucket beside the stream.
void addBucket(ScenarioSpec &spec, Dice &dice)
{
    for (const ComponentSpec &more : sketch(bucket(dice)).components)
        spec.components.push_back(more);
    change(spec, Duration{dice.between(0, 39'999'999)}, "uploads.rate", one(dice, {"0/s", "70/s"}));
    change(spec, Duration{dice.between(0, 39'999'999)}, "thumb.reserved_concurrency", one(dice, {"-1", "1"}));
}

/// The stream becomes that of a table, with what both have in common.
void makeTable(ScenarioSpec &spec, Dice &dice)
{
    spec.components[1] = sketch("web 1/s -> " + table(dice) + " -> count").components[1];
    for (ComponentSpec &component : spec.components)
        component.parameters.erase("consumer"); // no enhanced fan-out
    std::erase_if(spec.components, [](const ComponentSpec &component) {
        return component.type == "alarm" && component.from == "clicks"; // CloudWatch's names are of data streams
    });
    std::erase_if(spec.timeline,
                  [](const TimedChange &timed) { return timed.set.begin()->first.starts_with("clicks."); });
}

/// A second function on the same stream, and an account for both.
void addCompany(ScenarioSpec &spec, Dice &dice)
{
    if (dice.chance(0.3)) {
        ComponentSpec second = sketch("web 1/s -> clicks[1] -> also 1ms" + options(dice)).components.back();
        second.parameters["latency.per_record"] = std::int64_t{dice.between(0, 3000)};
        spec.components.push_back(second);
    }
    if (dice.chance(0.2)) {
        ComponentSpec account{"everything", "account", {}, "", "", {}};
        account.parameters["concurrency"] = std::int64_t{dice.between(0, 5)};
        spec.components.push_back(account);
    }
}

/// Watching changes nothing, but for an alarm that acts.
void addAlarms(ScenarioSpec &spec, Dice &dice)
{
    if (dice.chance(0.3))
        addAlarm(spec, "writes", "clicks",
                 "metric=" + one(dice, {"IncomingRecords", "WriteProvisionedThroughputExceeded"})
                     + " statistic=Sum period=10s threshold=" + one(dice, {"0", "2000", "9000"})
                     + " missing_data=" + one(dice, {"missing", "notBreaching", "breaching", "ignore"})
                     + " action.set=clicks.shards action.to=" + one(dice, {"1", "3", "8"}));
    if (dice.chance(0.3))
        addAlarm(spec, "late", "count",
                 "metric=IteratorAge statistic=Maximum period=10s threshold=" + one(dice, {"500", "5000"})
                     + " evaluation_periods=2 datapoints_to_alarm=" + one(dice, {"0", "1"})
                     + (dice.chance(0.5) ? "" : " action.set=count.batch_size action.to=250"));
}

/// A second stream that the function re-keys into, and the function that reads it.
std::string furtherStream(Dice &dice)
{
    return " by=" + one(dice, {"natural", "salted", "random", "constant"}) + " attempts=" + one(dice, {"1", "3"})
        + " delay=" + one(dice, {"1ms", "1s"}) + " -> keyed[" + one(dice, {"1", "3", "5"}) + "] records="
        + one(dice, {"1000/s", "1000/s", "50/s"}) + " -> last " + one(dice, {"0s", "2ms"}) + options(dice);
}

std::string target(Dice &dice, bool mayGoOn = true)
{
    if (mayGoOn && dice.chance(0.3))
        return furtherStream(dice) + target(dice, false);
    switch (dice.below(5)) {
    case 0: return "";
    case 1: return " -> table";
    case 2: return " -> " + logFile(dice);
    default:
        return " -> minutes " + one(dice, {"1s", "7s", "60s"}) + " " + one(dice, {"count", "sum"})
            + " by=" + one(dice, {"all", "key"}) + " idle=" + one(dice, {"100ms", "10s"})
            + (dice.chance(0.5) ? " -> table" : "");
    }
}

void addChanges(ScenarioSpec &spec, Dice &dice)
{
    const std::vector<std::pair<const char *, std::vector<const char *>>> changes{
        {"clicks.shards", {"1", "2", "4", "5", "16"}},
        {"clicks.operation", {"split 0", "split 1", "split 2 7", "merge 0 1", "merge 1 2", "update 2", "update 3"}},
        {"clicks.mode", {"provisioned", "on_demand"}},
        {"clicks.retention", {"10s", "1m"}},
        {"web.rate", {"0/s", "20/s", "2000/s"}},
        {"web.partition_key", {"natural", "salted", "random", "constant", "explicit_hash"}},
        {"web.client.connections", {"1", "100"}},
        {"web.client.check_answers", {"false", "true"}},
        {"web.burst.every", {"0s", "2s"}},
        {"web.salts", {"2", "7", "256"}},
        {"web.keys.hot_share", {"0%", "100%"}},
        {"web.record_size", {"1B", "10KiB"}},
        {"web.bad_records", {"0%", "1%"}},
        {"count.batch_size", {"1", "500"}},
        {"count.latency.per_record", {"0s", "5ms"}},
        {"count.error_rate", {"0%", "100%"}},
        {"count.retries.maximum", {"0", "-1"}},
        {"count.parallelization_factor", {"1", "3", "10"}},
        {"count.enabled", {"false", "true"}},
        {"count.reserved_concurrency", {"-1", "1"}},
        {"count.filter", {"100%", "50%"}},
    };
    for (std::uint64_t n = dice.below(6); n > 0; --n) {
        const auto &[path, values] = changes[dice.below(changes.size())];
        // Whole seconds, and instants that nothing else shares.
        const std::int64_t at = dice.chance(0.4) ? dice.between(0, 39) * 1'000'000 : dice.between(0, 39'999'999);
        change(spec, Duration{at}, path, one(dice, values));
    }
    // A tumbling window asks for one lane a shard.
    if (spec.components[2].parameters.contains("tumbling_window"))
        std::erase_if(spec.timeline,
                      [](const TimedChange &timed) { return timed.set.contains("count.parallelization_factor"); });
}

} // namespace

ScenarioSpec randomScenario(std::uint64_t number)
{
    Dice dice(number + 1);
    std::string line;
    if (number % 10 == 9)
        line = producer(dice) + client(Dice(number + 5000)) + " -> desk " + one(dice, {"200us", "2ms"}) + " "
            + one(dice, {"constant", "exponential"});
    else
        line = producer(dice) + client(Dice(number + 5000)) + " -> " + stream(dice) + " -> " + function(dice)
            + target(dice);
    ScenarioSpec spec = sketch(line, Duration::seconds(40), number);
    if (number % 10 != 9) {
        addChanges(spec, dice);
        addCompany(spec, dice);
        addAlarms(spec, dice);
    }
    if (number % 10 == 7)
        makeTable(spec, dice);
    if (number % 10 == 8)
        addBucket(spec, dice);
    return number % 40 == 28 ? sketch(bucket(dice), Duration::seconds(40), number) : spec;
}

std::vector<ScenarioSpec> busyScenarios()
{
    std::vector<ScenarioSpec> all;
    ScenarioSpec throttled = sketch("web 2600/s zipf=1.1 keys=300 attempts=6 delay=700ms -> clicks[2] reshard=4s "
                                    "-> count 300us fixed=9ms spread=lognormal -> minutes 10s by=key -> table",
                                    Duration::minutes(1));
    change(throttled, Duration::seconds(12), "clicks.shards", "5");
    change(throttled, Duration{20'000'123}, "web.rate", "1400/s");
    change(throttled, Duration{33'333'333}, "clicks.shards", "1");
    change(throttled, Duration::seconds(40), "web.partition_key", "salted");
    change(throttled, Duration{44'000'001}, "web.partition_key", "random");
    all.push_back(throttled);
    ScenarioSpec poisoned = sketch("web 500/s hot=40% keys=50 bad=0.1% -> clicks[3] retention=15s reshard=0s "
                                   "-> count 1ms batch=30 errors=5% spread=exponential -> minutes 5s sum idle=1s",
                                   Duration::minutes(1));
    change(poisoned, Duration::seconds(10), "clicks.shards", "8");
    change(poisoned, Duration{10'500'000}, "clicks.shards", "3");
    change(poisoned, Duration::seconds(30), "count.retries.maximum", "1");
    change(poisoned, Duration{30'000'001}, "web.rate", "0/s");
    change(poisoned, Duration{37'000'001}, "web.rate", "900/s");
    change(poisoned, Duration::seconds(45), "clicks.retention", "10s");
    all.push_back(poisoned);
    all.push_back(sketch("web 900/s constant keys=9 by=random -> clicks[7] records=120/s -> count fixed=30ms batch=10 "
                         "spread=uniform variation=1 poll=50ms",
                         Duration::minutes(1)));
    all.push_back(sketch("web 700/s -> desk 1200us", Duration::minutes(1)));
    return all;
}

} // namespace hotshard::test

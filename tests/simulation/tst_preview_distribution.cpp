// The preview against the exact engine: over many seeds, backlog, iterator age and records done of every shard have
// the same mean and the same spread. Bounds are confidence intervals that the test computes from the runs
// themselves; each is exceeded by one sound engine in 10,000, and the seeds are fixed.
#include "components/kinesis_stream.h"
#include "simulation/preview.h"
#include "support/sketch.h"
#include "support/test_main.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

using namespace hotshard;
using namespace hotshard::test;

namespace {

constexpr std::size_t seeds = 40;
constexpr double student = 4.32;  ///< two-sided 99.99 %, 39 degrees of freedom
constexpr double rounding = 2e-6; ///< series are floats, arrivals of the exact engine whole microseconds

/// Means over time of one shard: backlog, iterator age, records done a second.
using Means = std::array<double, 3>;
constexpr std::array<const char *, 3> names{"backlog", "iterator age", "records done"};
/// By shard id; the last one is the whole stream: sum, worst, sum.
using Shards = std::vector<Means>;

Shards meansOf(const Simulation &run, std::int64_t from)
{
    const auto &stream = component<KinesisStream>(run, "clicks");
    const SeriesTable &series = run.series();
    const ComponentId function = run.network().find("count")->id();
    Shards shards(stream.shardCount() + 1, Means{});
    Means &all = shards.back();
    const auto seconds = static_cast<double>(series.seconds() - from);
    for (std::int64_t t = from; t < series.seconds(); ++t) {
        double worst = 0;
        for (std::int32_t s = 0; s < static_cast<std::int32_t>(stream.shardCount()); ++s) {
            const auto at = [&](ComponentId id, Metric metric) {
                const auto column = static_cast<ColumnIndex>(series.find(id, metric, s));
                const float value = series.value(0, column, t, t + 1).mean;
                return std::isnan(value) ? 0 : static_cast<double>(value);
            };
            const Means now{at(stream.id(), Metric::Backlog), at(function, Metric::IteratorAge),
                            at(function, Metric::Outgoing)};
            for (std::size_t i = 0; i < now.size(); ++i)
                shards[static_cast<std::size_t>(s)][i] += now[i] / seconds;
            all[0] += now[0] / seconds;
            worst = std::max(worst, now[1]);
            all[2] += now[2] / seconds;
        }
        all[1] += worst / seconds;
    }
    return shards;
}

double meanOf(const std::vector<float> &values)
{
    double sum = 0;
    for (const float value : values)
        sum += std::isnan(value) ? 0 : static_cast<double>(value);
    return sum / static_cast<double>(values.size());
}

Shards meansOf(const Preview &preview, std::size_t shards)
{
    Shards means(shards, Means{});
    const auto seconds = static_cast<double>(preview.times.size());
    for (const PreviewLane &lane : preview.lanes)
        means[lane.shard.value] = {meanOf(lane.backlog), meanOf(lane.iteratorAge),
                                   static_cast<double>(lane.processed) / seconds};
    means.back() = {meanOf(preview.backlog), meanOf(preview.worstAge),
                    static_cast<double>(preview.processed) / seconds};
    return means;
}

struct Sample {
    double mean = 0, error = 0; ///< standard error of the mean
};

Sample sampleOf(const std::vector<double> &values)
{
    const auto n = static_cast<double>(values.size());
    Sample sample;
    double squares = 0;
    for (const double v : values)
        sample.mean += v / n;
    for (const double v : values)
        squares += (v - sample.mean) * (v - sample.mean);
    sample.error = std::sqrt(squares / (n - 1) / n);
    return sample;
}

/// Distances from the median: their mean is a measure of spread that bears heavy tails (Brown and Forsythe).
std::vector<double> distances(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const double median = (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
    for (double &v : values)
        v = std::abs(v - median);
    return values;
}

/// What is different, in words; empty when nothing is.
std::string difference(const std::vector<double> &exact, const std::vector<double> &preview)
{
    std::vector<double> differences; // pairs have the seed's poll phases in common
    for (std::size_t i = 0; i < exact.size(); ++i)
        differences.push_back(exact[i] - preview[i]);
    const Sample e = sampleOf(exact), p = sampleOf(preview), d = sampleOf(differences);
    const double grain = rounding * (1 + std::abs(e.mean));
    const std::string means = std::to_string(e.mean) + " and " + std::to_string(p.mean);
    if (const double half = student * d.error + grain; std::abs(d.mean) > half)
        return "means " + means + " differ by more than " + std::to_string(half);
    const Sample es = sampleOf(distances(exact)), ps = sampleOf(distances(preview));
    if (std::abs(es.mean - ps.mean) > student * std::hypot(es.error, ps.error) + grain)
        return "means " + means + " have spreads " + std::to_string(es.mean) + " and " + std::to_string(ps.mean);
    return {};
}

struct Trial {
    Simulation exact;
    Preview preview;
    std::int64_t from;
};

enum class Compared { All, ShardsOnly, NotRecordsDone };

void compare(const std::function<Trial(std::uint64_t)> &trial, Compared compared = Compared::All)
{
    std::vector<Shards> exact, preview;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Trial done = trial(seed);
        QVERIFY(done.preview.refusal == PreviewRefusal::None);
        QVERIFY(!done.preview.limited);
        exact.push_back(meansOf(done.exact, done.from));
        preview.push_back(meansOf(done.preview, exact.back().size()));
    }
    for (std::size_t s = 0; s < exact.front().size(); ++s)
        for (std::size_t i = 0; i < names.size(); ++i) {
            const bool whole = s + 1 == exact.front().size();
            if ((whole && compared == Compared::ShardsOnly) || (i == 2 && compared == Compared::NotRecordsDone))
                continue;
            std::vector<double> e, p;
            for (std::size_t seed = 0; seed < exact.size(); ++seed) {
                e.push_back(exact[seed][s][i]);
                p.push_back(preview[seed][s][i]);
            }
            const std::string different = difference(e, p);
            const std::string place = whole ? "all shards" : "shard " + std::to_string(s);
            QVERIFY2(different.empty(), (place + ", " + names[i] + ": " + different).c_str());
        }
}

/// Both from the beginning.
Trial fromTheStart(ScenarioSpec spec, std::uint64_t seed)
{
    spec.seed = seed;
    Simulation exact(spec);
    exact.advanceTo(exact.end());
    return {std::move(exact), previewOf(spec, SimTime{spec.duration.us}), 0};
}

} // namespace

class TestPreviewDistribution : public QObject {
    Q_OBJECT

private slots:
    void fromTheBeginning_data();
    void fromTheBeginning();
    void timedChanges_data();
    void timedChanges();
    void evenlySpaced();
    void evenlySpacedAndDivided();
    void fromTheMiddle_data();
    void fromTheMiddle();
};

void TestPreviewDistribution::fromTheBeginning_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("healthy") << "web 800/s zipf=1.1 keys=1000 -> clicks[4] -> count 1ms";
    QTest::newRow("a hot key is too much") << "web 1600/s hot=0.5 keys=100 -> clicks[4] -> count 2ms";
    QTest::newRow("random keys") << "web 1200/s by=random -> clicks[4] -> count 3ms";
    QTest::newRow("salted keys") << "web 1200/s zipf=1.3 keys=50 by=salted salts=8 -> clicks[3] -> count 1ms";
    QTest::newRow("one key for all") << "web 300/s by=constant -> clicks[2] -> count 3ms";
    QTest::newRow("uniform keys") << "web 400/s uniform keys=37 -> clicks[3] -> count 2ms batch=7";
    QTest::newRow("slow function") << "web 500/s zipf=1 keys=500 -> clicks[2] -> count 5ms";
    QTest::newRow("at its limit") << "web 420/s by=random -> clicks[2] -> count 4ms fixed=60ms batch=100";
    QTest::newRow("spread times") << "web 300/s zipf=1 -> clicks[2] -> count 5ms spread=lognormal variation=0.8";
    QTest::newRow("exponential times") << "web 300/s zipf=1 -> clicks[2] -> count 4ms spread=exponential batch=20";
    QTest::newRow("errors, tried again") << "web 300/s zipf=1 -> clicks[2] -> count 3ms errors=0.2 back_off=100ms";
    QTest::newRow("some time out")
        << "web 300/s zipf=1 -> clicks[2] -> count 15ms spread=lognormal variation=0.9 batch=100 "
           "timeout=3s retries=1";
    QTest::newRow("little memory") << "web 300/s zipf=1 -> clicks[2] -> count 1ms memory=512 latency.computing=0.7";
    QTest::newRow("errors, set aside") << "web 300/s by=random -> clicks[2] -> count 3ms errors=0.3 retries=1";
    QTest::newRow("records expire") << "web 400/s hot=0.4 keys=9 -> clicks[2] retention=20s -> count 6ms";
    QTest::newRow("quiet") << "web 0.4/s uniform keys=9 -> clicks[2] -> count 100ms poll=3s";
    QTest::newRow("a window follows") << "web 300/s zipf=1 -> clicks[2] -> count 3ms -> minutes 60s";
}

void TestPreviewDistribution::fromTheBeginning()
{
    QFETCH(QString, line);
    const ScenarioSpec spec = sketch(line.toStdString(), Duration::minutes(3));
    compare([&](std::uint64_t seed) { return fromTheStart(spec, seed); });
}

void TestPreviewDistribution::timedChanges_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::newRow("rate") << "web.rate"
                          << "1400/s";
    QTest::newRow("partition key") << "web.partition_key"
                                   << "salted";
    QTest::newRow("skew") << "web.keys.exponent"
                          << "0.2";
    QTest::newRow("split") << "clicks.shards"
                           << "4";
    QTest::newRow("merge") << "clicks.shards"
                           << "1";
    QTest::newRow("an odd count") << "clicks.shards"
                                  << "3";
    QTest::newRow("an operation") << "clicks.operation"
                                  << "split 1";
    QTest::newRow("batch size") << "count.batch_size"
                                << "10";
    QTest::newRow("time per record") << "count.latency.per_record"
                                     << "6ms";
    QTest::newRow("errors") << "count.error_rate"
                            << "0.3";
}

void TestPreviewDistribution::timedChanges()
{
    QFETCH(QString, path);
    QFETCH(QString, value);
    // The lane of the hot key waits before the change and is worked off, or not, after it.
    ScenarioSpec spec =
        sketch("web 700/s zipf=1.1 keys=300 -> clicks[2] reshard=5s -> count 2300us retries=3", Duration::minutes(4));
    change(spec, Duration::milliseconds(60'400), path.toStdString(), value.toStdString());
    change(spec, Duration::seconds(150), "web.rate", "200/s");
    compare([&](std::uint64_t seed) { return fromTheStart(spec, seed); });
}

void TestPreviewDistribution::evenlySpaced()
{
    // Nothing is left to chance but the phases of the polls, which both have from the seed.
    ScenarioSpec spec = sketch("web 333/s constant by=constant -> clicks[1] -> count 3ms", Duration::minutes(3));
    change(spec, Duration::milliseconds(70'300), "web.rate", "290/s");
    compare([&](std::uint64_t seed) { return fromTheStart(spec, seed); });
}

void TestPreviewDistribution::evenlySpacedAndDivided()
{
    // Shards are drawn apart: their sum varies more than that of the run.
    const ScenarioSpec spec =
        sketch("web 700/s constant zipf=1 keys=40 -> clicks[3] -> count 3ms", Duration::minutes(3));
    compare([&](std::uint64_t seed) { return fromTheStart(spec, seed); }, Compared::ShardsOnly);
}

void TestPreviewDistribution::fromTheMiddle_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("at"); // ms
    QTest::newRow("as it is") << "count.batch_size"
                              << "100" << 90'000;
    QTest::newRow("within a second") << "count.batch_size"
                                     << "100" << 90'250;
    QTest::newRow("a faster function") << "count.latency.per_record"
                                       << "1ms" << 90'000;
    QTest::newRow("more shards") << "clicks.shards"
                                 << "4" << 90'000;
    QTest::newRow("less traffic") << "web.rate"
                                  << "300/s" << 90'000;
    QTest::newRow("random keys") << "web.partition_key"
                                 << "random" << 90'000;
    QTest::newRow("children wait") << "web.rate"
                                   << "200/s" << 96'000;
}

void TestPreviewDistribution::fromTheMiddle()
{
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(int, at);
    // One shard has thousands of records waiting, batches in flight may fail, and a reshard is under way.
    ScenarioSpec spec =
        sketch("web 800/s hot=0.5 keys=60 -> clicks[2] reshard=10s -> count 3ms errors=0.1", Duration::minutes(5));
    change(spec, Duration::seconds(85), "clicks.shards", "3");
    const auto trial = [&](std::uint64_t seed) {
        spec.seed = seed;
        Simulation exact(spec);
        exact.advanceTo(SimTime{Duration::milliseconds(at).us});
        setByHand(exact, path.toStdString(), value.toStdString());
        const Preview preview = previewOf(exact, exact.end());
        exact.advanceTo(exact.end());
        return Trial{std::move(exact), preview, at / 1000};
    };
    // The run counts records done by whole seconds; the preview from where it begins.
    compare(trial, at % 1000 == 0 ? Compared::All : Compared::NotRecordsDone);
}

HOTSHARD_TEST_MAIN(TestPreviewDistribution)
#include "tst_preview_distribution.moc"

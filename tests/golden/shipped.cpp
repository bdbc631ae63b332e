#include "shipped.h"

#include "scenario/scenario_file.h"
#include "topology/parameter_path.h"

#include <QCryptographicHash>
#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace hotshard::test {

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(HOTSHARD_SOURCE_DIR) / "scenarios";

ComponentResult resultOf(const Simulation &run, const std::string &component)
{
    for (const ComponentResult &result : run.results())
        if (result.name == component)
            return result;
    qFatal("no component %s", component.c_str());
}

std::uint64_t countIn(const std::vector<MetricValue> &metrics, const std::string &name)
{
    for (const MetricValue &metric : metrics)
        if (metric.name == name)
            return std::get<std::uint64_t>(metric.value);
    qFatal("no metric %s", name.c_str());
}

/// Decimal digits to a number, near enough to tell on which side of a shard's edge a hash lies.
long double wide(const std::string &decimal) { return std::strtold(decimal.c_str(), nullptr); }

long double hashOf(const std::string &key)
{
    const QByteArray digest = QCryptographicHash::hash(QByteArray::fromStdString(key), QCryptographicHash::Md5);
    long double hash = 0;
    for (const char byte : digest)
        hash = hash * 256 + static_cast<unsigned char>(byte);
    return hash;
}

} // namespace

std::vector<std::string> shippedNames()
{
    std::vector<std::string> names;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".json" && entry.path().filename() != "scenario.schema.json")
            names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

ScenarioSpec shipped(const std::string &name)
{
    LoadResult loaded = loadScenarioFile(folder / (name + ".json"));
    std::string problems;
    for (const Issue &issue : loaded.issues)
        problems += toString(issue) + '\n';
    if (!problems.empty())
        qFatal("%s", problems.c_str());
    return std::move(loaded.spec);
}

void setAtStart(ScenarioSpec &spec, const std::string &path, const std::string &value)
{
    if (const auto issue = setParameter(spec, path, value))
        qFatal("%s", toString(*issue).c_str());
}

Simulation runUntil(const ScenarioSpec &spec, Duration until)
{
    Simulation run(spec);
    run.advanceTo(SimTime{until.us});
    return run;
}

Simulation runWhole(const ScenarioSpec &spec) { return runUntil(spec, spec.duration); }

std::uint64_t countOf(const Simulation &run, const std::string &component, const std::string &metric,
                      std::int32_t shard)
{
    const ComponentResult result = resultOf(run, component);
    if (shard < 0)
        return countIn(result.metrics, metric);
    return countIn(result.shards.at(static_cast<std::size_t>(shard)).metrics, metric);
}

std::vector<std::int32_t> lineageOf(const Simulation &run, const std::string &stream, const std::string &key)
{
    std::vector<std::int32_t> lineage;
    const long double hash = hashOf(key);
    for (const ShardResult &shard : resultOf(run, stream).shards)
        if (wide(shard.rangeStart) <= hash && hash <= wide(shard.rangeEnd))
            lineage.push_back(static_cast<std::int32_t>(shard.shard.value));
    return lineage;
}

std::vector<std::int32_t> shardsOf(const Simulation &run, const std::string &stream)
{
    std::vector<std::int32_t> shards;
    for (const ShardResult &shard : resultOf(run, stream).shards)
        shards.push_back(static_cast<std::int32_t>(shard.shard.value));
    return shards;
}

std::vector<double> seriesOf(const Simulation &run, const std::string &component, Metric metric,
                             const std::vector<std::int32_t> &shards)
{
    const SeriesTable &table = run.series();
    std::vector<double> sums(static_cast<std::size_t>(table.seconds()), 0.0);
    for (const std::int32_t shard : shards) {
        const std::int64_t column = table.find(run.network().find(component)->id(), metric, shard);
        if (column < 0)
            qFatal("no series %s of shard %d", metricName(metric), shard);
        for (std::int64_t t = 0; t < table.seconds(); ++t) {
            const float value = table.value(0, static_cast<ColumnIndex>(column), t, t + 1).mean;
            if (!std::isnan(value)) // the shard is not there yet
                sums[static_cast<std::size_t>(t)] += static_cast<double>(value);
        }
    }
    return sums;
}

double meanOf(const std::vector<double> &values, std::size_t from, std::size_t to)
{
    if (to > values.size() || to <= from)
        qFatal("no values to take a mean of");
    double sum = 0;
    for (std::size_t i = from; i < to; ++i)
        sum += values[i];
    return sum / static_cast<double>(to - from);
}

double sumOf(const std::vector<double> &values, std::size_t from, std::size_t to)
{
    return to > from ? meanOf(values, from, to) * asNumber(to - from) : 0;
}

double largest(const std::vector<double> &values, std::size_t from, std::size_t to)
{
    if (to > values.size() || to <= from)
        qFatal("no values to take the largest of");
    return *std::max_element(values.begin() + static_cast<std::ptrdiff_t>(from),
                             values.begin() + static_cast<std::ptrdiff_t>(to));
}

std::size_t firstAtMost(const std::vector<double> &values, std::size_t from, double bound)
{
    while (from < values.size() && values[from] > bound)
        ++from;
    return from;
}

std::size_t firstAbove(const std::vector<double> &values, std::size_t from, double bound)
{
    while (from < values.size() && values[from] <= bound)
        ++from;
    return from;
}

bool isNear(double value, double expected, double bound, const char *what)
{
    const bool near = std::abs(value - expected) <= bound;
    if (!near)
        qInfo("%s: %.3f, expected %.3f +- %.3f", what, value, expected, bound);
    return near;
}

double sawtooth(double lanes, double seconds) { return 3 * (lanes * 100 / 2) / seconds; }

double slope(const std::vector<double> &values, std::size_t from, std::size_t to)
{
    if (to > values.size() || to < from + 2)
        qFatal("a line needs two points that exist");
    const double n = static_cast<double>(to - from);
    const double middle = (n - 1) / 2;
    double above = 0, below = 0;
    for (std::size_t i = from; i < to; ++i) {
        const double t = static_cast<double>(i - from) - middle;
        above += t * values[i];
        below += t * t;
    }
    return above / below;
}

double slopeDeviation(double variancePerSecond, double seconds)
{
    return std::sqrt(6 * variancePerSecond / (5 * seconds));
}

double leadingZipfShare(int count, double exponent)
{
    double sum = 0;
    for (int rank = count; rank >= 1; --rank)
        sum += std::pow(rank, -exponent);
    return 1 / sum;
}

double BusyWorker::variancePerSecond() const { return batch * batch * std::expm1(sigma * sigma) / mean; }

} // namespace hotshard::test

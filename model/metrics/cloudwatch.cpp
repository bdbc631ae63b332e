#include "metrics/cloudwatch.h"

#include <algorithm>
#include <array>

namespace hotshard {

namespace {

using enum CloudStatistic;

constexpr std::uint32_t bits(std::initializer_list<CloudStatistic> list)
{
    std::uint32_t all = 0;
    for (const CloudStatistic s : list)
        all |= 1u << static_cast<unsigned>(s);
    return all;
}

constexpr std::uint32_t sums = bits({Sum});
constexpr std::uint32_t shares = bits({Sum, Average, SampleCount}); ///< of 0 and 1: the average is a share
constexpr std::uint32_t amounts = bits({Sum, Average, Minimum, Maximum, SampleCount});
constexpr std::uint32_t ages = bits({Average, Minimum, Maximum, SampleCount});
constexpr std::uint32_t times = ages | bits({P50, P90, P95, P99});

constexpr std::array<const char *, 9> names{"Sum", "Average", "Minimum", "Maximum", "SampleCount",
                                            "p50", "p90",     "p95",     "p99"};

std::vector<CloudMetric> makeMetrics()
{
    using Of = CloudMetric::Of;
    const auto none = std::nullopt;
    return {
        {"IncomingRecords", "Count", Of::StreamAndShard, Measured::Records, sums, Metric::Incoming},
        {"IncomingBytes", "Bytes", Of::StreamAndShard, Measured::Bytes, sums, Metric::IncomingBytes},
        {"WriteProvisionedThroughputExceeded", "Count", Of::StreamAndShard, Measured::Refused, sums, Metric::Rejected},
        {"ReadProvisionedThroughputExceeded", "Count", Of::StreamAndShard, Measured::ReadRefused, shares,
         Metric::ReadThrottled},
        {"GetRecords.IteratorAgeMilliseconds", "Milliseconds", Of::Stream, Measured::ReadAge, ages, Metric::IteratorAge,
         1e3},
        {"GetRecords.Records", "Count", Of::Stream, Measured::ReadRecords, amounts, none},
        {"GetRecords.Bytes", "Bytes", Of::Stream, Measured::ReadBytes, amounts, none},
        {"IteratorAgeMilliseconds", "Milliseconds", Of::Shard, Measured::ReadAge, ages, Metric::IteratorAge, 1e3},
        {"OutgoingRecords", "Count", Of::Shard, Measured::ReadRecords, amounts, none},
        {"OutgoingBytes", "Bytes", Of::Shard, Measured::ReadBytes, amounts, none},
        {"Invocations", "Count", Of::Function, Measured::Invoked, sums, Metric::Invocations},
        {"Errors", "Count", Of::Function, Measured::Failed, shares, Metric::Errors},
        {"Throttles", "Count", Of::Function, Measured::Throttled, sums, Metric::Throttles},
        {"Duration", "Milliseconds", Of::Function, Measured::TookTime, times, Metric::DurationMax},
        {"IteratorAge", "Milliseconds", Of::Function, Measured::BatchAge, ages, Metric::IteratorAge, 1e3},
        {"ConcurrentExecutions", "Count", Of::Function, Measured::AtOnce, bits({Maximum}), Metric::Concurrent},
        {"PolledEventCount", "Count", Of::Function, Measured::PolledEvents, sums, none},
        {"FilteredOutEventCount", "Count", Of::Function, Measured::FilteredEvents, sums, none},
        {"InvokedEventCount", "Count", Of::Function, Measured::InvokedEvents, sums, none},
        {"FailedInvokeEventCount", "Count", Of::Function, Measured::FailedEvents, sums, none},
        {"DroppedEventCount", "Count", Of::Function, Measured::DroppedEvents, sums, none},
        {"OnFailureDestinationDeliveredEventCount", "Count", Of::Function, Measured::ToDestination, sums, none},
    };
}

} // namespace

const std::vector<std::string> &statisticNames()
{
    static const std::vector<std::string> all(names.begin(), names.end());
    return all;
}

const char *statisticName(CloudStatistic statistic) { return names[static_cast<std::size_t>(statistic)]; }

std::optional<CloudStatistic> findStatistic(const std::string &name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<CloudStatistic>(found - names.begin());
}

std::string CloudMetric::statisticList() const
{
    std::string list;
    for (std::size_t s = 0; s < names.size(); ++s)
        if (has(static_cast<CloudStatistic>(s)))
            list += (list.empty() ? "" : ", ") + std::string(names[s]);
    return list;
}

const std::vector<CloudMetric> &cloudMetrics()
{
    static const std::vector<CloudMetric> all = makeMetrics();
    return all;
}

const CloudMetric *findCloudMetric(const std::string &name)
{
    for (const CloudMetric &metric : cloudMetrics())
        if (metric.name == name)
            return &metric;
    return nullptr;
}

} // namespace hotshard

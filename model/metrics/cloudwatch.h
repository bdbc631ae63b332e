// The metrics that CloudWatch shows of a stream and of a function: their exact names, what each counts, and which
// statistics it has. Declared as data; what a run measured is in metrics/period_table.h.
//
// Sources: Kinesis Data Streams Developer Guide, monitoring-with-cloudwatch (stream-level and shard-level metrics);
// Lambda Developer Guide, monitoring-metrics-types. Statistics that speak of "a single put operation" are left out
// where the engine does not know operations.
#pragma once

#include "metrics/series_table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotshard {

/// What is measured. Several names may show the same measurement: of a stream, and of one of its shards.
enum class Measured : std::uint8_t {
    Records,     ///< accepted by a shard; a sample each
    Bytes,       ///< likewise
    Refused,     ///< records rejected by a write limit; a sample for every try
    ReadRecords, ///< by one GetRecords call
    ReadBytes,   ///< likewise
    ReadAge,     ///< ms; of the last record of a GetRecords answer, 0 when nothing was left behind
    ReadRefused, ///< 1 for a GetRecords call refused by a read limit, 0 for any other
    Invoked,     ///< 1 for each invocation, when it starts
    Failed,      ///< 1 for an invocation that ended in an error, 0 for any other; at its start
    Throttled,   ///< 1 for each refused invocation, 0 for one that ran
    TookTime,    ///< ms of one invocation without its cold start; at its start
    BatchAge,    ///< ms; of the last record of a batch when it was handed over
    AtOnce,      ///< environments busy when an invocation starts
    PolledEvents,
    FilteredEvents,
    InvokedEvents,
    FailedEvents,
    DroppedEvents,
    ToDestination
};

enum class CloudStatistic : std::uint8_t { Sum, Average, Minimum, Maximum, SampleCount, P50, P90, P95, P99 };

/// Names as CloudWatch has them: "Sum", "SampleCount", "p99".
[[nodiscard]] const std::vector<std::string> &statisticNames();
[[nodiscard]] const char *statisticName(CloudStatistic statistic);
[[nodiscard]] std::optional<CloudStatistic> findStatistic(const std::string &name);

/// Constant; made once.
struct CloudMetric {
    enum class Of : std::uint8_t { Stream, Shard, StreamAndShard, Function };
    const char *name; ///< "GetRecords.IteratorAgeMilliseconds"
    const char *unit; ///< "Count", "Bytes", "Milliseconds"
    Of of;
    Measured measured;
    std::uint32_t statistics; ///< bits 1 << CloudStatistic
    /// The per-second truth beside it: a column of the series, and what one unit of it is here.
    std::optional<Metric> truth;
    double truthUnit = 1;

    [[nodiscard]] const char *nameSpace() const { return of == Of::Function ? "AWS/Lambda" : "AWS/Kinesis"; }
    [[nodiscard]] bool has(CloudStatistic s) const { return (statistics >> static_cast<unsigned>(s) & 1u) != 0; }
    [[nodiscard]] bool ofFunction() const { return of == Of::Function; }
    [[nodiscard]] bool ofOneShard() const { return of == Of::Shard || of == Of::StreamAndShard; }
    [[nodiscard]] bool ofWholeStream() const { return of == Of::Stream || of == Of::StreamAndShard; }
    /// "Sum, Average": those that it has.
    [[nodiscard]] std::string statisticList() const;
};

/// In the order in which they are shown.
[[nodiscard]] const std::vector<CloudMetric> &cloudMetrics();
/// Null when there is none of that name.
[[nodiscard]] const CloudMetric *findCloudMetric(const std::string &name);

} // namespace hotshard

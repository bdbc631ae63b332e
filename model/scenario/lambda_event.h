// The documents that the real services would hand over, made from what the run has: to read, to save, and to test a
// function of one's own with.
//
// Shapes: AWS Lambda documentation, with-kinesis (the event) and kinesis-on-failure-destination (the document of an
// on-failure destination). Account, region and role are those of the documentation's samples. Times are the run's, from
// its epoch on (kernel/wall_time.h). The data of a record is a JSON object:
//   {"key": natural key, "value": value, "time": event time, "number": number in its shard, "poison": true,
//    "padding": "..."}
// `poison` is there only for a record on which the run's functions fail; `padding` fills it up, so that data and
// partition key together have the record's size. A record smaller than that object has more data than its size says.
// Texts are UTF-8; bytes of a log that are not are replaced. Pure functions; any thread.
#pragma once

#include "metrics/inspection.h"

#include <cstdint>
#include <string>

namespace hotshard {

/// How the data of records is shown. A function gets Base64; decoded is for people.
enum class EventData { Base64, Decoded };

/// The bytes of a record's data.
[[nodiscard]] std::string recordData(const RecordStory &record, std::int64_t epochUs);

/// The event that the function gets with a batch: indented JSON with a line end at its end.
[[nodiscard]] std::string lambdaEvent(const BatchStory &batch, std::int64_t epochUs,
                                      EventData data = EventData::Base64);
/// A file name to propose: "count-shardId-000000000003-7.json", by the number of its first record.
[[nodiscard]] std::string lambdaEventFileName(const BatchStory &batch);

/// What the on-failure destination is told; the records themselves are not in it. Indented JSON with a line end.
[[nodiscard]] std::string failureDocument(const FailureStory &failure, std::int64_t epochUs);

} // namespace hotshard

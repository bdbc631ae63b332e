#include "scenario/lambda_event.h"

#include "kernel/random.h"
#include "kernel/wall_time.h"
#include "routing/shard_map.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace hotshard {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *region = "us-east-2";
constexpr const char *account = "123456789012";

std::string arn(const std::string &service, const std::string &resource)
{
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
}

/// RFC 4648, section 4.
std::string base64(const std::string &bytes)
{
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t b = 0; b < 3; ++b)
            three = three << 8U | (i + b < bytes.size() ? static_cast<unsigned char>(bytes[i + b]) : 0U);
        for (std::size_t d = 0; d < 4; ++d)
            text += i + d > bytes.size() ? '=' : letters[three >> (18 - 6 * d) & 63U];
    }
    return text;
}

std::string compact(const Json &json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string indented(const Json &json) { return json.dump(4, ' ', false, Json::error_handler_t::replace) + '\n'; }

/// Whole numbers without a point, as people write them.
Json number(double value)
{
    if (std::abs(value) < 0x1p53 && value == std::floor(value))
        return static_cast<std::int64_t>(value);
    return value;
}

Json dataOf(const RecordStory &record, std::int64_t epochUs)
{
    Json data{{"key", record.key},
              {"value", number(record.value)},
              {"time", isoTime(epochUs + record.made.us, 6)},
              {"number", record.number}};
    if (record.poison)
        data["poison"] = true;
    static const std::size_t around = std::string(R"(,"padding":"")").size();
    const std::size_t used = compact(data).size() + record.partitionKey.size() + around;
    if (used < record.bytes)
        data["padding"] = std::string(record.bytes - used, '.');
    return data;
}

Json eventRecord(const RecordStory &record, const BatchStory &batch, std::int64_t epochUs, EventData data)
{
    const std::string shard = shardName(batch.shard);
    Json kinesis{{"kinesisSchemaVersion", "1.0"},
                 {"partitionKey", record.partitionKey},
                 {"sequenceNumber", record.sequenceNumber}};
    if (data == EventData::Decoded)
        kinesis["data"] = dataOf(record, epochUs);
    else
        kinesis["data"] = base64(recordData(record, epochUs));
    // Seconds with milliseconds.
    kinesis["approximateArrivalTimestamp"] = static_cast<double>((epochUs + record.arrival.us) / 1000) / 1000;
    return {{"kinesis", std::move(kinesis)},
            {"eventSource", "aws:kinesis"},
            {"eventVersion", "1.0"},
            {"eventID", shard + ":" + record.sequenceNumber},
            {"eventName", "aws:kinesis:record"},
            {"invokeIdentityArn", std::string("arn:aws:iam::") + account + ":role/lambda-role"},
            {"awsRegion", region},
            {"eventSourceARN", arn("kinesis", "stream/" + batch.streamName)}};
}

/// Looks like a request's id, and is always the same for the same failure.
std::string requestId(const FailureStory &failure)
{
    static constexpr char hex[] = "0123456789abcdef";
    std::uint64_t bits = mix64(static_cast<std::uint64_t>(failure.at.us) ^ mix64(failure.shard.value));
    std::string text;
    for (int d = 0; d < 32; ++d) {
        if (d == 8 || d == 12 || d == 16 || d == 20)
            text += '-';
        if (d == 16)
            bits = mix64(bits);
        text += hex[bits >> (4 * (d % 16)) & 15U];
    }
    return text;
}

} // namespace

std::string recordData(const RecordStory &record, std::int64_t epochUs) { return compact(dataOf(record, epochUs)); }

std::string lambdaEvent(const BatchStory &batch, std::int64_t epochUs, EventData data)
{
    Json records = Json::array();
    for (const RecordStory &record : batch.records)
        records.push_back(eventRecord(record, batch, epochUs, data));
    return indented(Json{{"Records", std::move(records)}});
}

std::string lambdaEventFileName(const BatchStory &batch)
{
    const std::uint64_t first = batch.records.empty() ? 0 : batch.records.front().number;
    return batch.functionName + '-' + shardName(batch.shard) + '-' + std::to_string(first) + ".json";
}

std::string failureDocument(const FailureStory &failure, std::int64_t epochUs)
{
    const auto time = [epochUs](SimTime at) { return isoTime(epochUs + at.us, 3); };
    // A response that names what failed is no error of the function: recorded on AWS (domain notes T15).
    const Json error = failure.byResponse ? Json(nullptr) : Json("Unhandled");
    Json document{{"requestContext",
                   {{"requestId", requestId(failure)},
                    {"functionArn", arn("lambda", "function:" + failure.functionName)},
                    {"condition", failure.condition},
                    {"approximateInvokeCount", failure.invocations}}},
                  {"responseContext", {{"statusCode", 200}, {"executedVersion", "$LATEST"}, {"functionError", error}}},
                  {"version", "1.0"},
                  {"timestamp", time(failure.at)},
                  {"KinesisBatchInfo",
                   {{"shardId", shardName(failure.shard)},
                    {"startSequenceNumber", failure.firstSequenceNumber},
                    {"endSequenceNumber", failure.lastSequenceNumber},
                    {"approximateArrivalOfFirstRecord", time(failure.firstArrival)},
                    {"approximateArrivalOfLastRecord", time(failure.lastArrival)},
                    {"batchSize", failure.records},
                    {"streamArn", arn("kinesis", "stream/" + failure.streamName)}}}};
    return indented(document);
}

} // namespace hotshard

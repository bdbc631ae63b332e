// What a function is handed, and what an on-failure destination is told, held against what AWS publishes: the sample
// event of "Using AWS Lambda with Amazon Kinesis" (with-kinesis), the sample document of "Retain discarded batch
// records" (kinesis-on-failure-destination), and the sequence numbers in both (domain notes 1.2, T13).
#include "routing/sequence_number.h"
#include "scenario/lambda_event.h"
#include "simulation/inspect.h"

#include "support/sketch.h"
#include "support/test_main.h"

#include <nlohmann/json.hpp>

using namespace hotshard;
using namespace hotshard::test;
using Json = nlohmann::ordered_json;

namespace {

const char *const documentedEvent = R"({
    "Records": [
        {
            "kinesis": {
                "kinesisSchemaVersion": "1.0",
                "partitionKey": "1",
                "sequenceNumber": "49590338271490256608559692538361571095921575989136588898",
                "data": "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==",
                "approximateArrivalTimestamp": 1545084650.987
            },
            "eventSource": "aws:kinesis",
            "eventVersion": "1.0",
            "eventID": "shardId-000000000006:49590338271490256608559692538361571095921575989136588898",
            "eventName": "aws:kinesis:record",
            "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
            "awsRegion": "us-east-2",
            "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"
        }
    ]
})";

const char *const documentedFailure = R"({
    "requestContext": {
        "requestId": "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5",
        "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
        "condition": "RetryAttemptsExhausted",
        "approximateInvokeCount": 1
    },
    "responseContext": {
        "statusCode": 200,
        "executedVersion": "$LATEST",
        "functionError": "Unhandled"
    },
    "version": "1.0",
    "timestamp": "2019-11-14T00:38:06.021Z",
    "KinesisBatchInfo": {
        "shardId": "shardId-000000000001",
        "startSequenceNumber": "49601189658422359378836298521827638475320189012309704722",
        "endSequenceNumber": "49601189658422359378836298522902373528957594348623495186",
        "approximateArrivalOfFirstRecord": "2019-11-14T00:38:04.835Z",
        "approximateArrivalOfLastRecord": "2019-11-14T00:38:05.580Z",
        "batchSize": 500,
        "streamArn": "arn:aws:kinesis:us-east-2:123456789012:stream/mystream"
    }
})";

QString pretty(const Json &json) { return QString::fromStdString(json.dump(2)); }

/// The wall time of the sample's instants, us, for a run that begins at 1970.
constexpr std::int64_t at(std::int64_t seconds, std::int64_t ms) { return seconds * 1'000'000 + ms * 1000; }

InspectionQuery batchOf(const Simulation &simulation, const std::string &function, std::uint32_t shard)
{
    InspectionQuery query;
    query.what = InspectionQuery::What::Batch;
    query.component = simulation.network().find(function)->id();
    query.shard = ShardId{shard};
    return query;
}

/// A run up to an instant.
Simulation runTo(const std::string &line, Duration until)
{
    Simulation simulation(sketch(line));
    simulation.advanceTo(SimTime{until.us});
    return simulation;
}

} // namespace

class TestLambdaEvent : public QObject {
    Q_OBJECT

private slots:
    /// T13: three values of the AWS documentation.
    void sequenceNumbersOfTheDocumentation_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint32>("shard");
        QTest::addColumn<qint64>("second");
        QTest::newRow("with-kinesis, first")
            << "49590338271490256608559692538361571095921575989136588898" << 6u << qint64{1'545'084'650};
        QTest::newRow("with-kinesis, second")
            << "49590338271490256608559692540925702759324208523137515618" << 6u << qint64{1'545'084'709};
        QTest::newRow("on-failure document")
            << "49601189658422359378836298521827638475320189012309704722" << 1u << qint64{1'573'691'884};
    }
    void sequenceNumbersOfTheDocumentation()
    {
        QFETCH(QString, text);
        const auto number = SequenceNumber::parse(text.toStdString());
        QVERIFY(number);
        QTEST(quint32{number->shard}, "shard");
        QTEST(qint64{number->recordTime}, "second");
        QCOMPARE(QString::fromStdString(number->toString()), text);
        if (text.endsWith(QLatin1String("588898")))
            QCOMPARE(number->index, std::uint64_t{1'734'642'199});
    }

    /// with-kinesis: the same members in the same order, and the same values for the same record.
    void eventIsTheDocumentedOne()
    {
        BatchStory batch;
        batch.streamName = "lambda-stream";
        batch.shard = ShardId{6};
        RecordStory record;
        record.partitionKey = "1";
        record.sequenceNumber = "49590338271490256608559692538361571095921575989136588898";
        record.arrival = SimTime{at(1'545'084'650, 987)};
        batch.records.push_back(record);
        Json made = Json::parse(lambdaEvent(batch, 0));
        const Json sample = Json::parse(documentedEvent);
        made["Records"][0]["kinesis"]["data"] = sample["Records"][0]["kinesis"]["data"]; // theirs says hello
        QCOMPARE(pretty(made), pretty(sample));
    }

    /// kinesis-on-failure-destination, but for the id of the request.
    void failureIsTheDocumentedOne()
    {
        FailureStory failure;
        failure.functionName = "myfunction";
        failure.streamName = "mystream";
        failure.at = SimTime{at(1'573'691'886, 21)};
        failure.shard = ShardId{1};
        failure.condition = "RetryAttemptsExhausted";
        failure.firstSequenceNumber = "49601189658422359378836298521827638475320189012309704722";
        failure.lastSequenceNumber = "49601189658422359378836298522902373528957594348623495186";
        failure.firstArrival = SimTime{at(1'573'691'884, 835)};
        failure.lastArrival = SimTime{at(1'573'691'885, 580)};
        failure.records = 500;
        failure.invocations = 1;
        Json made = Json::parse(failureDocument(failure, 0));
        const Json sample = Json::parse(documentedFailure);
        QVERIFY(QRegularExpression(QStringLiteral("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"))
                    .match(QString::fromStdString(made["requestContext"]["requestId"].get<std::string>()))
                    .hasMatch());
        made["requestContext"]["requestId"] = sample["requestContext"]["requestId"];
        QCOMPARE(pretty(made), pretty(sample));
    }

    /// T15: a function that names what failed in its response has no error itself.
    void failureByResponseHasNoFunctionError()
    {
        FailureStory failure;
        failure.byResponse = true;
        QVERIFY(Json::parse(failureDocument(failure, 0))["responseContext"]["functionError"].is_null());
    }

    /// 1.2: strictly rising within a shard, as texts and as numbers, across a split, too.
    void numbersRiseWithinEveryShard()
    {
        ScenarioSpec spec = sketch("web 50/s keys=20 -> clicks[2] reshard=1s -> count enabled=false");
        change(spec, Duration::seconds(20), "clicks.shards", "4");
        Simulation simulation(spec);
        simulation.advanceTo(SimTime{60'000'000});
        InspectionQuery query;
        query.what = InspectionQuery::What::Record;
        query.component = simulation.network().find("clicks")->id();
        int seen = 0;
        for (query.shard = ShardId{0}; query.shard.value < 6; ++query.shard.value) {
            InspectionQuery shard = query;
            shard.what = InspectionQuery::What::Shard;
            const ShardStory story = inspect(simulation, shard).shard.value();
            std::string before = story.startingSequenceNumber;
            for (query.record = 0; query.record < story.records; ++query.record, ++seen) {
                const RecordStory record = inspect(simulation, query).record->record.value();
                QVERIFY(before < record.sequenceNumber && record.sequenceNumber.size() == 56);
                QCOMPARE(SequenceNumber::parse(record.sequenceNumber)->shard, query.shard.value);
                before = record.sequenceNumber;
            }
            QCOMPARE(story.endingSequenceNumber.empty(), query.shard.value > 1); // the first two were split
            QVERIFY(story.endingSequenceNumber.empty() || before < story.endingSequenceNumber);
        }
        QVERIFY(seen > 2000);
    }

    /// Data and partition key have the record's size together; what is inside is what the run knows.
    void dataHasTheRecordsSize()
    {
        const Simulation simulation =
            runTo("web 100/s constant keys=5 size=300 -> clicks[1] -> count fixed=500ms batch=10",
                  Duration::milliseconds(2'600));
        const Inspection answer = inspect(simulation, batchOf(simulation, "count", 0));
        QVERIFY(answer.batch && answer.batch->state == BatchStory::State::Working);
        const Json event = Json::parse(lambdaEvent(*answer.batch, answer.epochUs));
        QCOMPARE(event["Records"].size(), answer.batch->records.size());
        for (std::size_t i = 0; i < event["Records"].size(); ++i) {
            const Json &kinesis = event["Records"][i]["kinesis"];
            const QByteArray data =
                QByteArray::fromBase64(QByteArray::fromStdString(kinesis["data"].get<std::string>()));
            const auto key = kinesis["partitionKey"].get<std::string>();
            QCOMPARE(static_cast<std::size_t>(data.size()) + key.size(), std::size_t{300});
            const Json inside = Json::parse(data.toStdString());
            QCOMPARE(inside["key"].get<std::string>(), key);
            QCOMPARE(inside["number"].get<std::uint64_t>(), answer.batch->records[i].number);
        }
    }

    /// Whatever a key holds, the event is JSON: quotes, line ends, other alphabets, bytes that are no UTF-8.
    void everyKeyIsEscaped()
    {
        for (const std::string &key : {std::string("say \"hi\"\n\\"), std::string("鍵/ページ"), std::string("\xff\xfe"),
                                       std::string("\x01\x1f</script>")}) {
            BatchStory batch;
            RecordStory record;
            record.key = record.partitionKey = key;
            batch.records.push_back(record);
            const Json event = Json::parse(lambdaEvent(batch, 0, EventData::Decoded));
            const auto back = event["Records"][0]["kinesis"]["partitionKey"].get<std::string>();
            QCOMPARE(QString::fromStdString(back), QString::fromStdString(key));
        }
    }
};

HOTSHARD_TEST_MAIN(TestLambdaEvent)
#include "tst_lambda_event.moc"

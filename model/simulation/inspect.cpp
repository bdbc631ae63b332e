#include "simulation/inspect.h"

#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "kernel/wall_time.h"
#include "record/recorded_traffic.h"
#include "simulation/record_names.h"

namespace hotshard {

namespace {

template <class Type>
const Type *componentAt(const Simulation &simulation, ComponentId id)
{
    const Components &all = simulation.network().components();
    return id.value < all.size() ? dynamic_cast<const Type *>(all[id.value].get()) : nullptr;
}

/// A function that reads a Kinesis stream, and that stream.
struct Reader {
    const Lambda *function = nullptr;
    const KinesisStream *stream = nullptr;
};

std::optional<Reader> readerOf(const Simulation &simulation, ComponentId id)
{
    const auto *function = componentAt<Lambda>(simulation, id);
    if (!function)
        return std::nullopt;
    const auto *stream = componentAt<KinesisStream>(simulation, function->reads());
    if (!stream)
        return std::nullopt;
    return Reader{function, stream};
}

std::optional<ShardStory> inspectShard(const Simulation &simulation, const Inspection &asked)
{
    const auto *stream = componentAt<KinesisStream>(simulation, asked.query.component);
    const ShardId shard = asked.query.shard;
    if (!stream || shard.value >= stream->shardCount())
        return std::nullopt;
    const RecordNames names(simulation, *stream, asked.epochUs);
    ShardStory story = stream->shardStory(shard, asked.time);
    story.startingSequenceNumber = names.startingSequenceNumber(shard);
    if (story.closed)
        // After all of its records: the number that the next would have had.
        story.endingSequenceNumber = names.sequenceNumber(shard, story.records, *story.closed);
    for (KeyCount &count : story.keys)
        count.name = names.key(count.key);
    for (ConsumerStory &consumer : story.consumers)
        consumer.name = simulation.network().components()[consumer.component.value]->name();
    return story;
}

std::optional<IteratorStory> inspectIterator(const Simulation &simulation, const Inspection &asked)
{
    const std::optional<Reader> reader = readerOf(simulation, asked.query.component);
    const ShardId shard = asked.query.shard;
    if (!reader || shard.value >= reader->function->laneCount())
        return std::nullopt;
    IteratorStory story = reader->function->iteratorStory(shard, *reader->stream, asked.time);
    story.streamName = reader->stream->name();
    const RecordLog &log = reader->stream->log(shard);
    if (story.fetched < log.end())
        story.sequenceNumber = RecordNames(simulation, *reader->stream, asked.epochUs)
                                   .sequenceNumber(shard, story.fetched, SimTime{log.arrival(story.fetched)});
    return story;
}

std::optional<BatchStory> inspectBatch(const Simulation &simulation, const Inspection &asked)
{
    const std::optional<Reader> reader = readerOf(simulation, asked.query.component);
    const ShardId shard = asked.query.shard;
    if (!reader || shard.value >= reader->function->laneCount())
        return std::nullopt;
    const RecordNames names(simulation, *reader->stream, asked.epochUs);
    Batch records;
    BatchStory story = reader->function->batchStory(shard, asked.query.lane, reader->stream->log(shard), records);
    story.streamName = reader->stream->name();
    const bool inHand = story.state == BatchStory::State::Working || story.state == BatchStory::State::BackingOff;
    records.forRuns([&](std::uint64_t from, std::uint64_t to) {
        for (std::uint64_t n = from; n < to; ++n) {
            story.records.push_back(names.story(shard, n));
            if (inHand)
                story.records.back().handedOver = reader->function->handedOver(shard, story.lane, n);
        }
    });
    return story;
}

std::optional<RecordPlace> inspectRecord(const Simulation &simulation, const Inspection &asked)
{
    const auto *stream = componentAt<KinesisStream>(simulation, asked.query.component);
    const ShardId shard = asked.query.shard;
    if (!stream || shard.value >= stream->shardCount())
        return std::nullopt;
    const RecordLog &log = stream->log(shard);
    const std::uint64_t number = asked.query.record;
    RecordPlace place;
    place.stream = stream->id();
    place.streamName = stream->name();
    place.shard = shard;
    place.oldest = log.begin();
    place.end = log.end();
    if (number < log.begin() || number >= log.end())
        return place;
    place.record = RecordNames(simulation, *stream, asked.epochUs).story(shard, number);
    for (const auto &component : simulation.network().components()) {
        const auto *function = dynamic_cast<const Lambda *>(component.get());
        if (!function || function->reads() != stream->id() || shard.value >= function->laneCount())
            continue;
        place.fates.push_back(function->recordFate(shard, number));
        place.record->handedOver += place.fates.back().handedOver;
    }
    return place;
}

} // namespace

std::int64_t epochOf(const ScenarioSpec &spec)
{
    for (const auto &[component, traffic] : spec.traffic)
        if (traffic && traffic->firstEpochUs > 0)
            return traffic->firstEpochUs;
    return usualEpochUs;
}

Inspection inspect(const Simulation &simulation, const InspectionQuery &query)
{
    Inspection answer;
    answer.query = query;
    answer.time = simulation.now();
    answer.epochUs = epochOf(simulation.spec());
    switch (query.what) {
    case InspectionQuery::What::Nothing: break;
    case InspectionQuery::What::Shard: answer.shard = inspectShard(simulation, answer); break;
    case InspectionQuery::What::Iterator: answer.iterator = inspectIterator(simulation, answer); break;
    case InspectionQuery::What::Batch: answer.batch = inspectBatch(simulation, answer); break;
    case InspectionQuery::What::Record: answer.record = inspectRecord(simulation, answer); break;
    }
    return answer;
}

std::vector<FailureStory> failures(const Simulation &simulation, ComponentId id)
{
    std::vector<FailureStory> stories;
    const std::optional<Reader> reader = readerOf(simulation, id);
    if (!reader)
        return stories;
    const RecordNames names(simulation, *reader->stream, epochOf(simulation.spec()));
    const bool byResponse = simulation.network().parameters(id).boolean("retries.partial_responses");
    for (const DeadLetter &letter : reader->function->deadLetters())
        stories.push_back({.function = id,
                           .functionName = reader->function->name(),
                           .streamName = reader->stream->name(),
                           .at = letter.at,
                           .shard = letter.shard,
                           .condition = reasonName(letter.reason),
                           .firstSequenceNumber = names.sequenceNumber(letter.shard, letter.first, letter.firstArrival),
                           .lastSequenceNumber = names.sequenceNumber(letter.shard, letter.last, letter.lastArrival),
                           .firstArrival = letter.firstArrival,
                           .lastArrival = letter.lastArrival,
                           .records = letter.records,
                           .invocations = letter.invocations,
                           .byResponse = byResponse});
    return stories;
}

} // namespace hotshard

#include "simulation/record_names.h"

#include "components/lambda.h"
#include "kernel/random.h"
#include "routing/sequence_number.h"
#include "topology/upstream.h"

#include <algorithm>
#include <array>

namespace hotshard {

namespace {

/// Tries until a made-up key lands in a shard; one of 10,000 equal shards is found nearly always.
constexpr std::uint64_t mostTries = 60'000;

/// Looks like a random UUID (version 4), and is always the same for the same number.
std::string uuid(std::uint64_t seed)
{
    static constexpr char hex[] = "0123456789abcdef";
    const std::array<std::uint64_t, 2> bits{mix64(seed), mix64(seed ^ 0x9e3779b97f4a7c15U)};
    std::string text;
    for (unsigned d = 0; d < 32; ++d) {
        if (d == 8 || d == 12 || d == 16 || d == 20)
            text += '-';
        const auto nibble = static_cast<unsigned>(bits[d / 16] >> (4 * (d % 16)) & 15U);
        text += d == 12 ? '4' : hex[d == 16 ? 8 + nibble % 4 : nibble];
    }
    return text;
}

/// A key that lands in the range, always the same for the same record.
std::string keyIn(const HashRange &range, ShardId shard, std::uint64_t number)
{
    const std::uint64_t seed = mix64(number ^ mix64(shard.value));
    std::string text;
    for (std::uint64_t i = 0; i < mostTries; ++i) {
        text = uuid(seed + i);
        const HashKey hash = HashKey::ofPartitionKey(text);
        if (range.first <= hash && hash <= range.last)
            break;
    }
    return text;
}

} // namespace

RecordNames::RecordNames(const Simulation &simulation, const KinesisStream &stream, std::int64_t epochUs)
    : m_stream(stream)
    , m_epochUs(epochUs)
{
    const ScenarioSpec &spec = simulation.spec();
    const Network &network = simulation.network();
    for (const std::size_t upstream : sourcesOf(spec, stream.name()))
        if (!m_source)
            m_source = dynamic_cast<const Source *>(network.find(spec.components[upstream].id));
    for (const ComponentSpec &writer : spec.components) {
        if (m_keys || writer.to != stream.name())
            continue;
        const Component *component = network.find(writer.id);
        const auto *source = dynamic_cast<const Source *>(component);
        const auto *function = dynamic_cast<const Lambda *>(component);
        m_keys = source ? &source->partitioner() : function ? function->outputKeys() : nullptr;
        if (m_keys)
            m_strategy = network.parameters(component->id()).text(source ? "partition_key" : "output.partition_key");
    }
}

std::string RecordNames::key(std::uint32_t key) const
{
    return m_source ? m_source->keyName(key) : '#' + std::to_string(key);
}

std::string RecordNames::sequenceNumber(ShardId shard, std::uint64_t number, SimTime arrival) const
{
    return SequenceNumber{wallSeconds(m_stream.created(shard)), number + 1, wallSeconds(arrival), shard.value}
        .toString();
}

std::string RecordNames::startingSequenceNumber(ShardId shard) const
{
    const std::int64_t created = wallSeconds(m_stream.created(shard));
    return SequenceNumber{created, 0, created, shard.value}.toString();
}

std::string RecordNames::partitionKey(ShardId shard, const LogSpan &span, RecordStory &story) const
{
    const std::uint32_t natural = span.chunk->key(span.from);
    if (!m_keys)
        return story.key;
    const HashRange &range = m_stream.shards().shard(shard).range;
    const auto fits = [&](const KeyTable &table, std::uint64_t index) {
        if (index >= table.size() || LogChunk::hashByte(index) != span.chunk->laneHash(span.from))
            return false;
        const HashKey hash = table.hash(index);
        return range.first <= hash && hash <= range.last;
    };
    const KeyTable &table = *m_keys->keys();
    if (m_strategy == "salted")
        for (std::uint32_t salt = 0; salt < table.salts(); ++salt)
            if (fits(table, table.indexOf(KeyId{natural}, salt)))
                return table.text(table.indexOf(KeyId{natural}, salt));
    if (m_strategy == "constant" && fits(table, 0))
        return table.text(0);
    // The strategy may have been another when the record was made.
    const bool unsalted = table.salts() == 1;
    if (m_strategy != "random" && unsalted && fits(table, natural))
        return table.text(natural);
    story.madeUpKey = true;
    return keyIn(range, shard, story.number);
}

RecordStory RecordNames::story(ShardId shard, std::uint64_t number) const
{
    RecordStory story;
    story.number = number;
    m_stream.log(shard).visit(number, number + 1, [&](const LogSpan &span) {
        const LogChunk &chunk = *span.chunk;
        const std::uint32_t i = span.from;
        story.key = key(chunk.key(i));
        story.bytes = chunk.size(i);
        story.value = chunk.value(i);
        story.made = SimTime{chunk.eventTime(i)};
        story.arrival = SimTime{chunk.arrival(i)};
        story.poison = std::binary_search(chunk.poison.begin(), chunk.poison.end(), i);
        story.partitionKey = partitionKey(shard, span, story);
    });
    story.sequenceNumber = sequenceNumber(shard, number, story.arrival);
    return story;
}

} // namespace hotshard

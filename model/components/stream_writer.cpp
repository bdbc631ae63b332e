#include "components/stream_writer.h"

#include "components/component.h"

#include <algorithm>
#include <utility>

namespace hotshard {

namespace {

constexpr Duration longestWait = Duration::seconds(20);

} // namespace

StreamWriter::StreamWriter(const std::string &function, std::uint64_t seed, const Partitioner &origin,
                           const Parameters &parameters)
    : m_partitioner(RandomStream::named(seed, function, "partition key"), origin)
    , m_jitter(RandomStream::named(seed, function, "retry"))
{
    configure(parameters);
}

void StreamWriter::configure(const Parameters &parameters)
{
    m_partitioner.configure(parameters, "output.partition_key", "output.salts");
    m_attempts = static_cast<std::uint32_t>(parameters.integer("output.attempts"));
    m_delay = parameters.duration("output.retry_delay");
}

std::uint64_t StreamWriter::put(ShardId shard, const RecordLog &log, Batch &entries, const Target &target,
                                Context &context)
{
    Batch throttled;
    std::uint64_t lost = 0;
    LooseRecord record;
    record.at = context.now;
    const PutEntry entry{record, *m_partitioner.keys(), target.keepsOrder && m_inOrder && m_partitioner.keepsOrder()};
    entries.forRuns([&](std::uint64_t number, std::uint64_t end) {
        log.visit(number, end, [&](const LogSpan &span) {
            for (std::uint32_t i = span.from; i < span.to; ++i, ++number) {
                const LogChunk &chunk = *span.chunk;
                record.made = SimTime{chunk.eventTime(i)};
                record.index = std::uint64_t{shard.value} << 40 ^ number;
                record.key = chunk.key(i);
                record.bytes = chunk.size(i);
                record.value = chunk.value(i);
                m_partitioner.assign(record);
                const PutAnswer answer = target.port.put(entry, context);
                m_written += answer == PutAnswer::Written;
                lost += answer == PutAnswer::Refused;
                if (answer == PutAnswer::Throttled)
                    throttled.append(number, number + 1);
            }
        });
    });
    m_throttled += throttled.count();
    entries = std::move(throttled);
    return lost;
}

Duration StreamWriter::waitAfter(ShardId shard, std::uint64_t invocation, std::uint32_t attempt) const
{
    const std::int64_t longest = std::min(m_delay.us << std::min(attempt - 1, 20u), longestWait.us);
    const double part = m_jitter.sub(shard.value).sub(invocation).uniform(attempt);
    return {std::max<std::int64_t>(1, static_cast<std::int64_t>(part * static_cast<double>(longest)))};
}

void StreamWriter::results(ComponentResult &result) const
{
    result.count("written_records", m_written);
    result.count("write_rejected_attempts", m_throttled, "attempts");
    result.count("write_gave_up_records", m_gaveUp);
}

std::uint64_t StreamWriter::hash(std::uint64_t h) const
{
    return mix64(mix64(mix64(h ^ m_written) ^ m_throttled) ^ m_gaveUp);
}

} // namespace hotshard

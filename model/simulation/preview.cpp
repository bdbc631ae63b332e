#include "simulation/preview.h"

#include "components/kinesis_stream.h"
#include "components/lambda.h"
#include "components/object_log.h"
#include "components/registry.h"
#include "components/source.h"
#include "components/table_stream.h"
#include "simulation/cohort_run.h"
#include "simulation/shard_shares.h"

#include <algorithm>

namespace hotshard {

namespace {

bool holdsPoison(const RecordLog &log, std::uint64_t from)
{
    bool poison = false;
    log.visit(from, log.end(), [&](const LogSpan &span) {
        poison = poison || (!span.chunk->poison.empty() && span.chunk->poison.back() >= span.from);
    });
    return poison;
}

/// Now, and with every change that the timeline will make.
bool staysPlain(const Simulation &present, const Lambda &function)
{
    Parameters parameters = present.network().parameters(function.id());
    bool plain = LambdaSettings(parameters).isPlain();
    for (const TimedChange &change : present.spec().timeline)
        for (const auto &[path, value] : change.set)
            if (change.at > present.now() && path.starts_with(function.name() + ".")) {
                parameters.set(path.substr(function.name().size() + 1), value);
                plain = plain && LambdaSettings(parameters).isPlain();
            }
    return plain;
}

/// Reading and writing an object makes the invocations longer.
bool writesWithinInvocations(const Simulation &present, const Lambda &function)
{
    const ComponentSpec &spec = present.spec().components[function.id().value];
    return dynamic_cast<const ObjectLog *>(present.network().find(spec.to));
}

/// Now, or by a change that the timeline will make.
bool isEverOnDemand(const Simulation &present, const KinesisStream &stream)
{
    const std::vector<TimedChange> &timeline = present.spec().timeline;
    const std::string path = stream.name() + ".mode";
    return stream.shardControl().mode() == StreamMode::OnDemand
        || std::any_of(timeline.begin(), timeline.end(), [&](const TimedChange &change) {
               const auto found = change.set.find(path);
               return change.at > present.now() && found != change.set.end()
                   && found->second == ParameterValue(std::string("on_demand"));
           });
}

} // namespace

PreviewRefusal whyNoPreview(const Simulation &present)
{
    const CohortRun::Parts parts = CohortRun::partsOf(present);
    if (parts.source && parts.source->replays())
        return PreviewRefusal::Replay;
    if (!parts.source || !parts.stream || !parts.function)
        return PreviewRefusal::NoFunction;
    if (dynamic_cast<const TableStream *>(parts.stream))
        return PreviewRefusal::FunctionOptions; // other limits of writing and reading
    const Parameters &producer = present.network().parameters(parts.source->id());
    if (producer.number("bad_records") > 0)
        return PreviewRefusal::PoisonRecords;
    if (parts.source->client().isOn() || (producer.has("burst.every") && producer.duration("burst.every").us > 0))
        return PreviewRefusal::ProducerOptions;
    if (!staysPlain(present, *parts.function) || parts.stream->consumerCount() > 1
        || parts.function->sharesConcurrency() || parts.function->writesToStream()
        || writesWithinInvocations(present, *parts.function))
        return PreviewRefusal::FunctionOptions;
    if (isEverOnDemand(present, *parts.stream))
        return PreviewRefusal::OnDemand;
    for (const ComponentSpec &component : present.spec().components)
        if (findComponentType(component.type)->role == Role::Alarm && component.parameters.contains("action.set"))
            return PreviewRefusal::Alarms;
    for (std::uint32_t s = 0; s < parts.stream->shardCount(); ++s) {
        const Lambda::Reading reading = parts.function->reading(ShardId{s});
        if (holdsPoison(parts.stream->log(ShardId{s}), reading.done))
            return PreviewRefusal::PoisonRecords;
    }
    if (partitionKeyCount(producer) > mostPreviewedKeys)
        return PreviewRefusal::TooManyKeys;
    return present.now() < present.end() ? PreviewRefusal::None : PreviewRefusal::AtTheEnd;
}

Preview previewOf(const Simulation &present, SimTime until, const PreviewLimits &limits)
{
    constexpr Duration stretch = Duration::minutes(1);
    Preview refused;
    refused.from = present.now();
    refused.refusal = whyNoPreview(present);
    if (refused.refusal != PreviewRefusal::None)
        return refused;
    CohortRun run(present, limits.laneSeconds);
    while (run.now() < until && !run.over() && (!limits.keepGoing || limits.keepGoing()))
        run.advanceTo(std::min(until, run.now() + stretch));
    return run.result();
}

Preview previewOf(const ScenarioSpec &spec, SimTime until)
{
    Simulation first(spec);
    first.advanceTo(SimTime::zero());
    return previewOf(first, until);
}

} // namespace hotshard

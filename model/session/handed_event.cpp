#include "session/handed_event.h"

#include "scenario/lambda_event.h"

#include <algorithm>

namespace hotshard {

std::string handedEvent(const Inspection &answer, bool decoded, std::size_t most)
{
    if (!answer.batch || answer.batch->records.empty())
        return {};
    const EventData data = decoded ? EventData::Decoded : EventData::Base64;
    if (most >= answer.batch->records.size())
        return lambdaEvent(*answer.batch, answer.epochUs, data);
    BatchStory part = *answer.batch;
    part.records.resize(most);
    return lambdaEvent(part, answer.epochUs, data);
}

std::string handedEventFileName(const Inspection &answer)
{
    return answer.batch ? lambdaEventFileName(*answer.batch) : "event.json";
}

} // namespace hotshard

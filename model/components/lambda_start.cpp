// Where a mapping begins to read: its starting position, and when it becomes active.
//
// "The creation of a mapping is eventually consistent": with LATEST, records that come before it is active are missed
// (AWS documentation, services-kinesis-create; domain notes 4.2). Disabling keeps the position.
#include "components/lambda.h"

#include <algorithm>

namespace hotshard {

void Lambda::create(Context &context)
{
    if (m_created)
        return;
    m_created = true;
    if (m_settings.activation == Duration{0})
        activate(context);
    else
        context.scheduler.schedule(context.now + m_settings.activation, id(), Activate, 0);
}

void Lambda::activate(Context &context)
{
    m_active = true;
    ShardPort &from = stream(context);
    for (std::uint32_t s = 0; s < m_lanes.size(); ++s) {
        const ShardId shard{s};
        Lane &lane = m_lanes[s];
        const RecordLog &log = from.log(shard);
        const SimTime wanted = SimTime{m_settings.startAt.us} - Duration::microseconds(1);
        const SimTime last =
            m_settings.start == LambdaSettings::Start::AtTime ? std::min(wanted, context.now) : context.now;
        if (m_settings.start != LambdaSettings::Start::TrimHorizon)
            skip(lane, log.arrivedBy(last, lane.fetched, log.end() - lane.fetched));
        report(shard, context);
        if (m_settings.pushed)
            planPush(shard, context);
    }
}

void Lambda::skip(Lane &lane, std::uint64_t records)
{
    lane.fetched += records;
    lane.position.taken += records;
    m_taken += records;
    m_skipped += records;
}

} // namespace hotshard

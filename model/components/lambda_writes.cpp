// The function's writing to a stream, at the end of an invocation; its rules are StreamWriter's.
#include "components/lambda.h"

#include "kernel/check.h"

#include <algorithm>

namespace hotshard {

void Lambda::handlerEnds(ShardId shard, std::uint32_t w, Context &context)
{
    Worker &worker = m_lanes[shard.value].workers[w];
    worker.unwritten.clear();
    if (m_writer && !worker.failing) {
        // A partial response: what lies before the record that it names has been done, and is written.
        Batch records = worker.piece.records;
        records.moveFront(worker.succeeded, worker.unwritten);
    }
    if (worker.unwritten.empty()) {
        finish(shard, w, context);
        return;
    }
    worker.writes = 0;
    worker.lostWrites = 0;
    writeOut(shard, w, context);
}

void Lambda::writeOut(ShardId shard, std::uint32_t w, Context &context)
{
    Lane &lane = m_lanes[shard.value];
    Worker &worker = lane.workers[w];
    WritePort *port = context.components[m_wiring.to.value]->writePort();
    HOTSHARD_REQUIRE(port, "what a function re-keys goes to a stream");
    ShardPort &from = stream(context);
    worker.lostWrites += m_writer->put(shard, from.log(shard), worker.unwritten, {*port, !from.orderAtRisk()}, context);
    ++worker.writes;
    if (worker.unwritten.empty() || worker.writes >= m_writer->attempts()) {
        finish(shard, w, context);
        return;
    }
    const SimTime again = context.now + m_writer->waitAfter(shard, lane.invocation, worker.writes);
    const SimTime deadline = std::max(context.now, worker.started + m_settings.timeout);
    worker.timedOut = worker.failing = again > deadline;
    worker.until = std::min(again, deadline);
    if (worker.failing) {
        worker.unwritten.clear();
        worker.lostWrites = 0;
        m_writer->startsAgain();
    }
    context.scheduler.schedule(worker.until, id(), worker.failing ? Done : Write, shard.value * maxFactor + w);
}

std::uint64_t Lambda::givenTo(ComponentId target) const
{
    return m_writer && target == m_wiring.to ? m_writer->written() : conservation().delivered;
}

} // namespace hotshard

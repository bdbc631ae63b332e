// What an inspector is told of a function's iterators, batches and records.
#include "components/lambda.h"

#include <algorithm>

namespace hotshard {

namespace {

bool holds(const Batch &batch, std::uint64_t number) { return batch.countBelow(number + 1) > batch.countBelow(number); }

/// Throttled attempts never reached the function.
std::uint32_t timesHandedOver(const AttemptDiary &diary, std::uint64_t number)
{
    return static_cast<std::uint32_t>(
        std::count_if(diary.attempts().begin(), diary.attempts().end(), [number](const AttemptStory &attempt) {
            return attempt.result != AttemptStory::Result::Throttled && attempt.first <= number
                && number <= attempt.last;
        }));
}

} // namespace

std::size_t Lambda::tellingWorker(const Lane &lane)
{
    const auto urgency = [](const Worker &worker) {
        return worker.state == WorkerState::BackingOff ? 2 : worker.state == WorkerState::Working ? 1 : 0;
    };
    const auto most = std::max_element(lane.workers.begin(), lane.workers.end(),
                                       [&](const Worker &a, const Worker &b) { return urgency(a) < urgency(b); });
    return static_cast<std::size_t>(most - lane.workers.begin());
}

void Lambda::noteAttempt(Worker &worker, AttemptStory::Result result, SimTime now)
{
    const Batch &batch = worker.piece.records;
    if (batch.empty())
        return; // the final invocation of a window
    const bool throttled = result == AttemptStory::Result::Throttled;
    AttemptStory attempt{.start = throttled ? now : worker.started,
                         .end = now,
                         .first = batch.first(),
                         .last = batch.last(),
                         .records = batch.count(),
                         .number = worker.piece.attempt,
                         .result = result};
    if (result == AttemptStory::Result::Succeeded)
        attempt.done = batch.count();
    else if (result == AttemptStory::Result::Partial)
        attempt.done = worker.succeeded;
    worker.attempts.note(attempt);
}

void Lambda::noteEnd(Worker &worker, SimTime now)
{
    // A batch that succeeds at once leaves nothing behind.
    if (!worker.failing && !worker.poison && worker.attempts.empty())
        return;
    noteAttempt(worker,
                worker.timedOut        ? AttemptStory::Result::TimedOut
                    : worker.failing   ? AttemptStory::Result::Failed
                    : !worker.poison   ? AttemptStory::Result::Succeeded
                    : worker.succeeded ? AttemptStory::Result::Partial
                                       : AttemptStory::Result::Failed,
                now);
}

IteratorStory Lambda::iteratorStory(ShardId shard, const ShardPort &stream, SimTime now) const
{
    const Lane &lane = m_lanes[shard.value];
    const RecordLog &log = stream.log(shard);
    IteratorStory story;
    story.function = id();
    story.functionName = name();
    story.stream = m_wiring.from;
    story.shard = shard;
    story.reading = lane.reading;
    story.over = lane.over;
    story.fetched = lane.fetched;
    story.end = log.end();
    story.buffered = lane.buffered;
    story.inFlight = inFlight(lane);
    story.taken = lane.position.taken;
    story.expired = lane.position.expired;
    story.age = Duration{ageNow(log, lane, now)};
    story.reads = lane.reads.calls;
    story.readThrottles = lane.reads.throttled;
    story.emptyReads = lane.reads.empty;
    if (lane.reads.last != SimTime::never())
        story.lastRead = lane.reads.last;
    if (lane.nextPoll != SimTime::never())
        story.nextRead = lane.nextPoll;
    story.lastRecords = lane.reads.lastRecords;
    story.lastThrottled = lane.reads.lastThrottled;
    story.invocations = lane.invocation;
    story.delivered = lane.delivered;
    story.dedicated = m_dedicated;
    return story;
}

BatchStory Lambda::batchStory(ShardId shard, int lane, const RecordLog &log, Batch &records) const
{
    const Lane &shown = m_lanes[shard.value];
    const std::size_t w = lane >= 0 ? static_cast<std::size_t>(lane) : tellingWorker(shown);
    BatchStory story;
    story.function = id();
    story.functionName = name();
    story.stream = m_wiring.from;
    story.shard = shard;
    story.lane = static_cast<int>(w);
    story.lanes = static_cast<int>(shown.workers.size());
    if (w >= shown.workers.size())
        return story; // the factor has changed
    const Worker &worker = shown.workers[w];
    story.buffered = worker.queue.count();
    if (worker.state == WorkerState::Idle) {
        if (worker.queue.empty())
            return story;
        story.state = BatchStory::State::Buffered;
        Batch queue = worker.queue;
        queue.moveFront(fitting(log, queue, std::min(queue.count(), m_settings.batchSize)), records);
        story.until = worker.windowEnd;
        return story;
    }
    story.state = worker.state == WorkerState::BackingOff ? BatchStory::State::BackingOff : BatchStory::State::Working;
    records = worker.piece.records;
    story.attempt = worker.piece.attempt;
    story.started = worker.started;
    story.until = worker.until;
    story.poison = worker.poison;
    story.throttled = worker.throttled;
    story.laterParts = worker.later.size();
    for (const Piece &piece : worker.later)
        story.laterRecords += piece.records.count();
    story.attempts = worker.attempts.attempts();
    story.forgottenAttempts = worker.attempts.forgotten();
    return story;
}

std::uint32_t Lambda::handedOver(ShardId shard, int lane, std::uint64_t number) const
{
    const Worker &worker = m_lanes[shard.value].workers[static_cast<std::size_t>(lane)];
    const bool now = worker.state == WorkerState::Working && holds(worker.piece.records, number);
    return timesHandedOver(worker.attempts, number) + now;
}

RecordFate Lambda::recordFate(ShardId shard, std::uint64_t number) const
{
    const Lane &lane = m_lanes[shard.value];
    RecordFate fate;
    fate.function = id();
    fate.functionName = name();
    if (number >= lane.fetched)
        return fate;
    for (std::size_t w = 0; w < lane.workers.size(); ++w) {
        const Worker &worker = lane.workers[w];
        fate.lane = static_cast<int>(w);
        if (holds(worker.queue, number)) {
            fate.state = RecordFate::State::Buffered;
            return fate;
        }
        if (worker.state == WorkerState::Idle)
            continue;
        const bool inHand = holds(worker.piece.records, number);
        const bool later = std::any_of(worker.later.begin(), worker.later.end(),
                                       [number](const Piece &piece) { return holds(piece.records, number); });
        if (!inHand && !later)
            continue;
        fate.state = inHand ? RecordFate::State::InHand : RecordFate::State::WaitsForPart;
        fate.handedOver = handedOver(shard, fate.lane, number);
        fate.atLeast = worker.attempts.forgotten() > 0;
        return fate;
    }
    fate.lane = 0;
    fate.state = RecordFate::State::Done;
    fate.filteredOut = m_settings.kept < 1 && m_filter.sub(shard.value).uniform(number) >= m_settings.kept;
    if (fate.filteredOut || lane.workers.size() > 1)
        return fate; // of several lanes, a letter tells a range that others' records lie in, too
    for (const DeadLetter &letter : *m_deadLetters)
        if (letter.shard == shard && letter.first <= number && number <= letter.last) {
            fate.state = RecordFate::State::SetAside;
            fate.setAsideAt = letter.at;
        }
    return fate;
}

} // namespace hotshard

// What an invocation came to, and what is done with a batch that failed.
#include "components/lambda.h"

#include <algorithm>

namespace hotshard {

void Lambda::judge(ShardId shard, Worker &worker, Duration duration, std::uint64_t draw, const RecordLog &log)
{
    worker.timedOut = duration > m_settings.timeout;
    worker.failing =
        worker.timedOut || (m_settings.errorRate > 0 && m_errors.sub(shard.value).uniform(draw) < m_settings.errorRate);
    worker.poison = false;
    worker.succeeded = 0;
    worker.piece.records.forRuns([&](std::uint64_t from, std::uint64_t to) {
        log.visit(from, to, [&](const LogSpan &span) {
            if (worker.poison)
                return;
            const auto &marks = span.chunk->poison;
            const auto first = std::lower_bound(marks.begin(), marks.end(), span.from);
            worker.poison = first != marks.end() && *first < span.to;
            worker.succeeded += worker.poison ? *first - span.from : span.count();
        });
    });
    worker.failing = worker.failing || (worker.poison && !m_settings.partialResponses);
    if (worker.poison && !worker.failing)
        answer(worker, log);
}

void Lambda::answer(Worker &worker, const RecordLog &log)
{
    // An identifier that is not in the batch fails all of it, and an empty list is a success, whatever happened
    // (domain notes 4.5, T17).
    if (m_settings.response == LambdaSettings::Response::Unknown)
        worker.succeeded = 0;
    if (m_settings.response != LambdaSettings::Response::Nothing)
        return;
    worker.poison = false;
    worker.succeeded = worker.piece.records.count();
    worker.piece.records.forRuns([&](std::uint64_t from, std::uint64_t to) {
        log.visit(from, to, [&](const LogSpan &span) {
            const auto &marks = span.chunk->poison;
            m_overlooked += static_cast<std::uint64_t>(std::lower_bound(marks.begin(), marks.end(), span.to)
                                                       - std::lower_bound(marks.begin(), marks.end(), span.from));
        });
    });
}

void Lambda::fail(ShardId shard, std::uint32_t w, Context &context)
{
    Worker &worker = m_lanes[shard.value].workers[w];
    Piece &piece = worker.piece;
    if (worker.failing && m_settings.bisect && piece.records.count() > 1) {
        bisect(worker);
        m_redelivered += piece.records.count();
        invoke(shard, w, context);
        return;
    }
    if (m_settings.maxRetries >= 0 && piece.attempt > m_settings.maxRetries) {
        if (worker.final)
            closeWindow(shard, true, context);
        else
            setAside(shard, piece.records, DeadLetter::Reason::RetryAttemptsExhausted, piece.attempt, context);
        finishPiece(shard, w, context);
        return;
    }
    backOff(shard, w, piece.attempt - 1, context);
}

void Lambda::bisect(Worker &worker)
{
    // Splits use no retry: both halves have the attempts of the whole.
    Piece left{{}, worker.piece.attempt};
    worker.piece.records.moveFront(worker.piece.records.count() / 2, left.records);
    worker.later.push_back(std::move(worker.piece));
    worker.piece = std::move(left);
}

} // namespace hotshard

// What an on-failure destination is told of a batch that was given up: where its records lie, not the records
// themselves (Lambda's failure document; domain notes 4.4).
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"

#include <cstdint>

namespace hotshard {

struct DeadLetter {
    enum class Reason { RetryAttemptsExhausted, RecordAgeExceeded };
    SimTime at;
    ShardId shard;
    Reason reason = Reason::RetryAttemptsExhausted;
    std::uint64_t first = 0, last = 0, records = 0; ///< numbers in the shard's log, and how many
    SimTime firstArrival, lastArrival;
    std::uint32_t invocations = 0; ///< "approximateInvokeCount"
    bool operator==(const DeadLetter &) const = default;
};

[[nodiscard]] constexpr const char *reasonName(DeadLetter::Reason reason)
{
    return reason == DeadLetter::Reason::RecordAgeExceeded ? "RecordAgeExceeded" : "RetryAttemptsExhausted";
}

} // namespace hotshard

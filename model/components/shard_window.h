// A tumbling window of an event source mapping: the state that a function carries from invocation to invocation of one
// shard (domain notes 4.6; AWS documentation, services-kinesis-windows).
//
// [start, end), aligned to multiples of the length since time 0, by arrival at the stream: event times do not matter. A
// batch ends where its window does. The window is closed by a final invocation, without records, once a later record
// has been read, the shard has been read to its end for good, or nothing has come for two minutes after its end. Then
// the state is dropped; a child shard starts with none. A final invocation that fails blocks the shard like any other,
// and is given up by the same limits; its age counts from the window's end. A window without records is never opened.
// Left out: the state's limit of 1 MB.
#pragma once

#include "kernel/ids.h"
#include "kernel/time.h"

#include <cstdint>

namespace hotshard {

/// How long the mapping waits for records that may still come.
inline constexpr Duration longestWindowWait = Duration::minutes(2);

/// What a function reported of a window of one shard, or would have.
struct ShardWindow {
    ShardId shard;
    SimTime start, end;
    std::uint64_t records = 0; ///< of invocations that succeeded
    SimTime closed;            ///< the end of its final invocation
    bool lost = false;         ///< the final invocation was given up: nothing was reported
    bool operator==(const ShardWindow &) const = default;
};

} // namespace hotshard

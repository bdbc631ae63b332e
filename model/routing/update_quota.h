// How often the shard count of a stream may be updated.
//
// Rule: UpdateShardCount works 10 times in any rolling 24 hours for one stream (Kinesis API). A value: part
// of a stream's state. One thread at a time; a refusal is a value.
#pragma once

#include "kernel/time.h"
#include "routing/hash_range.h"

#include <array>
#include <cstddef>
#include <optional>

namespace hotshard {

class UpdateQuota {
public:
    static constexpr std::size_t calls = 10;

    /// Takes one call at `now` (not before the last one), or says why not; a refused call does not count.
    [[nodiscard]] std::optional<Refusal> use(SimTime now)
    {
        if (m_used >= calls && now - m_times[m_used % calls] < Duration::hours(24))
            return Refusal{"LimitExceededException", "the shard count of a stream can be updated 10 times in 24 hours"};
        m_times[m_used % calls] = now;
        ++m_used;
        return std::nullopt;
    }
    bool operator==(const UpdateQuota &) const = default;

private:
    std::array<SimTime, calls> m_times{}; // ring: the oldest of the last ten is overwritten next
    std::size_t m_used = 0;
};

} // namespace hotshard

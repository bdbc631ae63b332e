// How often the control plane of a stream does something within a day.
//
// A value: part of a stream's state. One thread at a time; a refusal is a value.
#pragma once

#include "kernel/time.h"
#include "routing/hash_range.h"

#include <array>
#include <cstddef>
#include <optional>

namespace hotshard {

/// `Calls` calls in any rolling 24 hours.
template <std::size_t Calls>
class DailyQuota {
public:
    static constexpr std::size_t calls = Calls;

    /// Takes one call at `now` (not before the last one). False: refused; such a call does not count.
    [[nodiscard]] bool take(SimTime now)
    {
        if (m_used >= calls && now - m_times[m_used % calls] < Duration::hours(24))
            return false;
        m_times[m_used % calls] = now;
        ++m_used;
        return true;
    }
    /// Calls taken so far, ever.
    [[nodiscard]] std::size_t used() const { return m_used; }
    bool operator==(const DailyQuota &) const = default;

private:
    std::array<SimTime, calls> m_times{}; // ring: the oldest of the last ones is overwritten next
    std::size_t m_used = 0;
};

/// UpdateShardCount works 10 times in any rolling 24 hours for one stream (Kinesis API UpdateShardCount).
class UpdateQuota {
public:
    [[nodiscard]] std::optional<Refusal> use(SimTime now)
    {
        if (m_quota.take(now))
            return std::nullopt;
        return Refusal{"LimitExceededException", "the shard count of a stream can be updated 10 times in 24 hours"};
    }
    [[nodiscard]] std::size_t used() const { return m_quota.used(); }
    bool operator==(const UpdateQuota &) const = default;

private:
    DailyQuota<10> m_quota;
};

/// UpdateStreamMode works twice in any rolling 24 hours for one stream (Kinesis API UpdateStreamMode).
class ModeQuota {
public:
    [[nodiscard]] std::optional<Refusal> use(SimTime now)
    {
        if (m_quota.take(now))
            return std::nullopt;
        return Refusal{"LimitExceededException", "the mode of a stream can be switched 2 times in 24 hours"};
    }
    bool operator==(const ModeQuota &) const = default;

private:
    DailyQuota<2> m_quota;
};

} // namespace hotshard

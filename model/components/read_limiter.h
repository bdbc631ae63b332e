// The read limits of one shard: 5 calls and 2 MiB a second, shared by all of its polling consumers.
//
// Calls: five in each whole second, so that consumers who are refused find room in the next. Bytes: a debt that runs
// off at 2 MiB/s. An answer is never cut by it, but once a second's worth is owed, nothing is given until all has run
// off: an answer of 10 MiB silences the shard for 5 s (Kinesis API GetRecords; domain notes 2.1, 2.2, T21). Exact
// integers.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace hotshard {

/// Enhanced fan-out pushes: a record reaches its consumer about 70 ms after its arrival, however many consumers there
/// are (AWS documentation, enhanced consumers; domain notes 2.2). A push carries what arrived within 20 ms after its
/// first record, ours, so that a full shard brings fifty of them a second and not a thousand.
struct FanOut {
    static constexpr std::int64_t delay = 70'000, gathered = 20'000; ///< us
};

class ReadLimiter {
public:
    static constexpr std::int64_t callsPerSecond = 5, bytesPerSecond = 2 * 1024 * 1024;
    static constexpr std::int64_t answerBytes = 10 * 1024 * 1024; ///< of one answer at most
    static constexpr std::uint64_t answerRecords = 10'000;

    /// May a consumer call at `now` us? REQUIRES: time does not go back.
    [[nodiscard]] bool call(std::int64_t now)
    {
        settle(now);
        Meter &meter = meterOf(now);
        if (now / second != m_second) {
            m_second = now / second;
            m_calls = 0;
        }
        if (m_silent || m_calls == callsPerSecond) {
            ++meter.refused;
            return false;
        }
        ++m_calls;
        ++meter.calls;
        return true;
    }
    /// Enhanced fan-out pushes: no calls are counted, only bytes hold it up. How long from `now` on, us.
    [[nodiscard]] std::int64_t heldUp(std::int64_t now)
    {
        settle(now);
        if (!m_silent)
            ++meterOf(now).calls;
        return m_silent ? (m_byteDebt + bytesPerSecond - 1) / bytesPerSecond : 0;
    }
    /// The answer had so many bytes.
    void gave(std::int64_t bytes)
    {
        m_byteDebt += bytes * second;
        m_silent = m_byteDebt > bytesPerSecond * second;
        m_meters[static_cast<std::size_t>(m_last / second % meteredSeconds)].bytes += bytes;
    }

    /// What was used, as means of the last whole seconds; for those who watch, nothing is decided by it.
    struct Use {
        double calls = 0, bytes = 0, refused = 0; ///< /s
        std::int64_t silence = 0;                 ///< us until something is given again
    };
    [[nodiscard]] Use use(std::int64_t now) const
    {
        Use use;
        const std::int64_t current = now / second, seconds = std::min<std::int64_t>(current, meteredSeconds - 1);
        for (const Meter &meter : m_meters) {
            if (meter.second >= current || meter.second < current - seconds)
                continue;
            use.calls += meter.calls;
            use.bytes += static_cast<double>(meter.bytes);
            use.refused += meter.refused;
        }
        const double mean = seconds > 0 ? 1 / static_cast<double>(seconds) : 0;
        use.calls *= mean, use.bytes *= mean, use.refused *= mean;
        const std::int64_t left = m_byteDebt - std::min<std::int64_t>(now - m_last, 60 * second) * bytesPerSecond;
        use.silence = m_silent && left > 0 ? left / bytesPerSecond : 0;
        return use;
    }

private:
    static constexpr std::int64_t second = 1'000'000;  ///< a debt is in millionths, as a microsecond takes off a rate
    static constexpr std::int64_t meteredSeconds = 11; ///< ten whole ones, and the one that runs
    struct Meter {
        std::int64_t second = -1, bytes = 0;
        std::uint32_t calls = 0, refused = 0;
    };

    [[nodiscard]] Meter &meterOf(std::int64_t now)
    {
        Meter &meter = m_meters[static_cast<std::size_t>(now / second % meteredSeconds)];
        if (meter.second != now / second)
            meter = {now / second, 0, 0, 0};
        return meter;
    }

    void settle(std::int64_t now)
    {
        // Beyond a minute everything has run off; longer times would only overflow.
        const std::int64_t passed = std::min<std::int64_t>(now - m_last, 60 * second);
        m_last = now;
        m_byteDebt = std::max<std::int64_t>(0, m_byteDebt - passed * bytesPerSecond);
        m_silent = m_silent && m_byteDebt > 0;
    }

    std::int64_t m_second = -1, m_calls = 0; ///< the present second, and its calls
    std::int64_t m_byteDebt = 0, m_last = 0;
    bool m_silent = false;
    std::array<Meter, meteredSeconds> m_meters{};
};

} // namespace hotshard

// The execution environments of a function: one request at a time in each; a request that finds none free starts
// a new one, which takes its time (a cold start).
//
// An environment that was not used for a while is taken away. The one that was used last is taken first, so that
// spare ones age. (Domain notes 6; how long an idle one is kept is not published.)
#pragma once

#include "kernel/time.h"

#include <cstdint>
#include <vector>

namespace hotshard {

class Environments {
public:
    /// Takes one for a request at `now`. True when it had to be started. REQUIRES: time does not go back.
    [[nodiscard]] bool take(SimTime now, Duration keptWarm)
    {
        ++m_busy;
        const bool warm = !m_idle.empty() && now - m_idle.back() <= keptWarm;
        if (warm)
            m_idle.pop_back();
        else
            m_idle.clear(); // the others have been idle for longer
        return !warm;
    }
    /// The request has ended. One that timed out leaves no environment behind.
    void giveBack(SimTime now, bool usable)
    {
        --m_busy;
        if (usable)
            m_idle.push_back(now);
    }
    [[nodiscard]] std::uint32_t busy() const { return m_busy; }

private:
    std::vector<SimTime> m_idle; ///< when each was used last, latest at the back
    std::uint32_t m_busy = 0;
};

} // namespace hotshard

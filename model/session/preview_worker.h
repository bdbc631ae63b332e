// Draws previews for a window, beside the run: on a thread of its own, the newest wish only.
//
// Thread: ask() from one thread, latest() from one other; neither waits. The engine is not held up: it gives away a
// copy of its run.
#pragma once

#include "components/parameter.h"
#include "metrics/preview.h"
#include "session/latest_box.h"
#include "simulation/simulation.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace hotshard {

/// "How would it go on for so long if this were so?"
struct PreviewWish {
    std::uint64_t request = 0;
    std::string path; ///< empty: if nothing were changed
    ParameterValue value;
    Duration length;
};

class PreviewWorker {
public:
    PreviewWorker();

    /// Takes the place of what has been asked and is not yet begun. REQUIRES: `present` has been started; the path
    /// is empty or one of its live parameters, the value valid.
    void ask(PreviewWish wish, Simulation present, std::uint64_t run);
    /// The newest preview; null before the first. One that was refused says why and has no values.
    [[nodiscard]] PreviewPtr latest();

private:
    struct Task {
        PreviewWish wish;
        Simulation present;
        std::uint64_t run;
    };
    void work(const std::stop_token &stop);
    [[nodiscard]] static Preview preview(Task &task, const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Task> m_next;
    LatestBox<PreviewPtr> m_box;
    std::jthread m_thread; ///< last: it stops before anything it uses goes
};

} // namespace hotshard

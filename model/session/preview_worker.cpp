#include "session/preview_worker.h"

#include "simulation/cohort_run.h"
#include "simulation/preview.h"

#include <algorithm>
#include <utility>

namespace hotshard {

namespace {

/// Every lane is looked at once a second: about a quarter of a second of work, so that a slider is followed.
constexpr std::int64_t mostLaneSeconds = 1'000'000;
constexpr Duration leastLength = Duration::minutes(10);
/// Between two looks at whether the work is still wanted.
constexpr Duration stretch = Duration::seconds(60);

Duration affordable(Duration length, std::size_t lanes)
{
    const auto most = Duration::seconds(mostLaneSeconds / static_cast<std::int64_t>(std::max<std::size_t>(1, lanes)));
    return std::min(std::max(length, leastLength), std::max(most, leastLength));
}

} // namespace

PreviewWorker::PreviewWorker()
    : m_thread([this](const std::stop_token &stop) { work(stop); })
{
}

void PreviewWorker::ask(PreviewWish wish, Simulation present, std::uint64_t run)
{
    {
        const std::lock_guard lock(m_mutex);
        m_next = Task{std::move(wish), std::move(present), run};
    }
    m_wake.notify_one();
}

PreviewPtr PreviewWorker::latest()
{
    m_box.fetch();
    return m_box.value();
}

void PreviewWorker::work(const std::stop_token &stop)
{
    for (;;) {
        std::optional<Task> task;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_next.has_value(); }))
                return;
            task = std::exchange(m_next, std::nullopt);
        }
        // What has been begun is finished even when a newer wish waits: a hand that never rests sees something too.
        Preview done = preview(*task, stop);
        if (stop.stop_requested())
            return;
        done.request = task->wish.request;
        done.run = task->run;
        done.path = task->wish.path;
        if (!task->wish.path.empty())
            done.value = printValue(task->present.network().declaration(task->wish.path), task->wish.value);
        m_box.publish(std::make_shared<const Preview>(std::move(done)));
    }
}

Preview PreviewWorker::preview(Task &task, const std::stop_token &stop)
{
    Simulation &present = task.present;
    if (!task.wish.path.empty())
        present.set(task.wish.path, task.wish.value);
    Preview refused;
    refused.from = present.now();
    refused.refusal = whyNoPreview(present);
    if (refused.refusal != PreviewRefusal::None)
        return refused;
    CohortRun run(present);
    const SimTime until = std::min(present.end(), present.now() + affordable(task.wish.length, run.shards()));
    while (run.now() < until && !run.refused() && !stop.stop_requested())
        run.advanceTo(std::min(until, run.now() + stretch));
    return run.result();
}

} // namespace hotshard

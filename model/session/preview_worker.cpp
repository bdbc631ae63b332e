#include "session/preview_worker.h"

#include "simulation/preview.h"

#include <algorithm>
#include <utility>

namespace hotshard {

namespace {

/// Some quarter of a second of work and 16 MB at most, so that a slider is followed: a preview of many shards, of a
/// reshard to many above all, ends sooner than was asked (1,000 shards: after 16 minutes).
constexpr std::size_t mostLaneSeconds = 1'000'000;
constexpr Duration leastLength = Duration::minutes(10); ///< whatever is asked, while it is affordable

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
    return previewOf(present, std::min(present.end(), present.now() + std::max(task.wish.length, leastLength)),
                     {mostLaneSeconds, [&stop] { return !stop.stop_requested(); }});
}

} // namespace hotshard

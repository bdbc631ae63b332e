#include "session/session.h"

#include "diagnosis/diagnose.h"
#include "session/latest_box.h"
#include "session/preview_worker.h"
#include "simulation/inspect.h"
#include "simulation/simulation.h"
#include "topology/validate.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace hotshard {

namespace {

using Clock = std::chrono::steady_clock;

/// How long the engine works before it looks at commands and publishes again: a frame of the screen.
constexpr auto slice = std::chrono::milliseconds(16);
constexpr auto chartInterval = std::chrono::milliseconds(100);
/// How often something that is followed is told anew, and what part of the engine's time that may take.
constexpr auto inspectionInterval = std::chrono::milliseconds(100);
constexpr int inspectionPart = 20;
/// Largest step of simulated time between two looks at the wall clock, so that a heavy scenario at full speed
/// still answers commands at once.
constexpr Duration longestStep = Duration::seconds(1);

} // namespace

struct Session::Impl {
    explicit Impl(ScenarioSpec scenario)
        : spec(std::move(scenario))
        , outline(makeOutline(spec))
        , simulation(spec)
        , shown(std::make_shared<Snapshot>())
    {
        speed = std::clamp(spec.speed, ScenarioLimits::slowest, ScenarioLimits::fastest);
        simulation.advanceTo(SimTime::zero());
        publish();
        box.fetch();
        shown = box.value();
        thread = std::jthread([this](const std::stop_token &stop) { work(stop); });
    }

    using Command = std::function<void(Impl &)>;

    /// Owner's thread: a command runs on the engine's thread before it goes on.
    void send(Command command)
    {
        {
            const std::lock_guard lock(mutex);
            commands.push_back(std::move(command));
        }
        wake.notify_one();
    }

    void work(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            const std::vector<Command> todo = takeCommands(stop);
            for (const Command &command : todo)
                command(*this);
            answerWish();
            const bool moved = running && advance(stop);
            if (moved || !todo.empty()) {
                publish();
                tellInspected(!todo.empty());
            }
        }
    }

    std::vector<Command> takeCommands(const std::stop_token &stop)
    {
        std::unique_lock lock(mutex);
        const auto ready = [this] { return !commands.empty() || wish.has_value(); };
        if (running)
            wake.wait_until(lock, stop, nextFrame, ready);
        else
            wake.wait(lock, stop, ready); // paused: nothing to do, no processor time
        return std::exchange(commands, {});
    }

    /// Hands a copy of the run to who draws the preview; nothing of the run changes, so nothing is published.
    void answerWish()
    {
        std::optional<PreviewWish> asked;
        {
            const std::lock_guard lock(mutex);
            asked = std::exchange(wish, std::nullopt);
        }
        if (asked)
            previews.ask(std::move(*asked), simulation, run);
    }

    /// Runs the simulated time that this frame is worth. True when time moved.
    bool advance(const std::stop_token &stop)
    {
        const auto now = Clock::now();
        if (now < nextFrame)
            return false;
        const double wall = std::chrono::duration<double>(now - lastFrame).count();
        // A frame that came late (the machine was busy) is not made up for by a jump.
        const double shownSeconds = std::min(wall, 0.1);
        const SimTime target =
            std::min(simulation.end(),
                     simulation.now() + Duration{static_cast<std::int64_t>(shownSeconds * speed.load() * 1e6)});
        const SimTime before = simulation.now();
        const auto deadline = now + slice * 3;
        bool late = false;
        while (simulation.now() < target && !late && !stop.stop_requested()) {
            simulation.advanceTo(std::min(target, simulation.now() + longestStep));
            late = Clock::now() > deadline;
        }
        lastFrame = now;
        nextFrame = now + slice;
        const double reached = wall > 0 ? (simulation.now() - before).toSeconds() / wall : 0;
        smoothed = 0.9 * smoothed + 0.1 * reached;
        reachedSpeed.store(smoothed);
        behind.store(late);
        if (simulation.now() >= simulation.end()) {
            running = false;
            playing.store(false);
        }
        return simulation.now() > before;
    }

    void setRunning(bool on)
    {
        running = on && simulation.now() < simulation.end();
        playing.store(running);
        lastFrame = nextFrame = Clock::now();
        smoothed = speed.load();
    }

    void publish()
    {
        // Charts change slowly and cost more than all else of a snapshot: ten times a second is enough.
        const auto now = Clock::now();
        const bool withCharts = !running || now - lastCharts >= chartInterval;
        SnapshotQuery wanted = query;
        if (!withCharts)
            wanted.chartPoints = 0;
        auto snapshot = std::make_shared<Snapshot>(simulation.snapshot(wanted));
        if (withCharts) {
            charts = snapshot->charts;
            lastCharts = now;
        } else {
            snapshot->charts = charts;
        }
        snapshot->run = run;
        snapshot->findings = diagnose(*snapshot);
        box.publish(std::move(snapshot));
        const std::lock_guard lock(mutex);
        changes = simulation.changesByHand();
    }

    /// Answers the newest question about one thing; later ones of the same only when they are wanted.
    void tellInspected(bool atOnce)
    {
        const auto start = Clock::now();
        const bool due = inspected.fresh || (inspected.follow && (atOnce || !running || start >= inspected.next));
        if (inspected.query.what == InspectionQuery::What::Nothing || !due)
            return;
        auto answer = std::make_shared<Inspection>(hotshard::inspect(simulation, inspected.query));
        answer->request = inspected.request;
        answer->run = run;
        stories.publish(std::move(answer));
        inspected.fresh = false;
        inspected.next = start + std::max<Clock::duration>(inspectionInterval, (Clock::now() - start) * inspectionPart);
    }

    const ScenarioSpec spec;
    const Outline outline;

    // The engine's thread only, once it has started.
    Simulation simulation;
    SnapshotQuery query;
    std::uint64_t run = 1;
    bool running = false;
    Clock::time_point lastFrame{}, nextFrame{}, lastCharts{};
    ChartSet charts; ///< of the last snapshot that had new ones
    double smoothed = 0;
    struct {
        InspectionQuery query;
        std::uint64_t request = 0;
        bool follow = false, fresh = false;
        Clock::time_point next{};
    } inspected;

    // Between the threads.
    LatestBox<SnapshotPtr> box;
    LatestBox<InspectionPtr> stories;
    std::atomic<bool> playing{false}, behind{false};
    std::atomic<double> speed{60}, reachedSpeed{0};
    std::mutex mutex;
    std::condition_variable_any wake;
    std::vector<Command> commands;
    std::optional<PreviewWish> wish; ///< the newest
    PreviewWorker previews;
    std::vector<TimedChange> changes; ///< by hand, as of the last snapshot

    // The owner's thread only.
    SnapshotPtr shown;
    std::uint64_t wishes = 0, questions = 0;

    std::jthread thread; ///< last: it stops before anything it uses goes
};

Session::Session(ScenarioSpec spec)
    : m_impl(std::make_unique<Impl>(std::move(spec)))
{
}
Session::~Session() = default;

const Outline &Session::outline() const { return m_impl->outline; }

ScenarioSpec Session::recordedSpec() const
{
    ScenarioSpec spec = m_impl->spec;
    const std::lock_guard lock(m_impl->mutex);
    spec.timeline.insert(spec.timeline.end(), m_impl->changes.begin(), m_impl->changes.end());
    std::stable_sort(spec.timeline.begin(), spec.timeline.end(),
                     [](const TimedChange &a, const TimedChange &b) { return a.at < b.at; });
    return spec;
}

void Session::play()
{
    m_impl->playing.store(true);
    m_impl->send([](Impl &impl) { impl.setRunning(true); });
}

void Session::pause()
{
    m_impl->playing.store(false);
    m_impl->send([](Impl &impl) { impl.setRunning(false); });
}

bool Session::isPlaying() const { return m_impl->playing.load(); }

void Session::setSpeed(double speed)
{
    m_impl->speed.store(std::clamp(speed, ScenarioLimits::slowest, ScenarioLimits::fastest));
}
double Session::speed() const { return m_impl->speed.load(); }

void Session::step(Duration step)
{
    m_impl->send([step](Impl &impl) {
        if (!impl.running)
            impl.simulation.advanceTo(std::min(impl.simulation.end(), impl.simulation.now() + step));
    });
}

void Session::restart()
{
    m_impl->send([](Impl &impl) {
        impl.simulation = Simulation(impl.spec);
        impl.simulation.advanceTo(SimTime::zero());
        ++impl.run;
        impl.lastCharts = {}; // those of the run before are not shown as the new run's
        impl.setRunning(impl.running);
    });
}

void Session::setParameter(const std::string &path, const ParameterValue &value)
{
    m_impl->send([path, value](Impl &impl) { impl.simulation.set(path, value); });
}

std::uint64_t Session::askPreview(const std::string &path, const ParameterValue &value, Duration length)
{
    const std::uint64_t request = ++m_impl->wishes;
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->wish = PreviewWish{request, path, value, length};
    }
    m_impl->wake.notify_one();
    return request;
}

PreviewPtr Session::latestPreview() { return m_impl->previews.latest(); }

std::uint64_t Session::inspect(const InspectionQuery &query, bool follow)
{
    const std::uint64_t request = ++m_impl->questions;
    m_impl->send([=](Impl &impl) {
        impl.inspected.query = query;
        impl.inspected.request = request;
        impl.inspected.follow = follow;
        impl.inspected.fresh = true;
    });
    return request;
}

InspectionPtr Session::latestInspection()
{
    m_impl->stories.fetch();
    return m_impl->stories.value();
}

void Session::setQuery(const SnapshotQuery &query)
{
    m_impl->send([query](Impl &impl) { impl.query = query; });
}

SnapshotPtr Session::latest()
{
    if (m_impl->box.fetch())
        m_impl->shown = m_impl->box.value();
    return m_impl->shown;
}

bool Session::isBehind() const { return m_impl->behind.load(); }
double Session::reachedSpeed() const { return m_impl->reachedSpeed.load(); }

} // namespace hotshard

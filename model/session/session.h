// A simulation at work for a window: a worker thread runs it, commands go in, snapshots come out.
//
// Thread: every method is called from the owner's thread and returns at once. The engine runs on a thread of
// its own and is never waited for, except by the destructor.
#pragma once

#include "components/parameter.h"
#include "metrics/inspection.h"
#include "metrics/preview.h"
#include "metrics/snapshot.h"
#include "session/outline.h"
#include "topology/spec.h"

#include <memory>
#include <string>

namespace hotshard {

class Session {
public:
    /// REQUIRES: `spec` has passed validation (scenario/loader or topology/validate reported no issue).
    explicit Session(ScenarioSpec spec);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const Outline &outline() const;
    /// The scenario with the changes made by hand as part of its timeline.
    [[nodiscard]] ScenarioSpec recordedSpec() const;

    void play();
    void pause();
    [[nodiscard]] bool isPlaying() const;
    /// Simulated seconds per shown second, 1 to 10,000.
    void setSpeed(double speed);
    [[nodiscard]] double speed() const;
    /// Advances a paused run by `step`.
    void step(Duration step);
    /// Starts the run again from its first instant, with the scenario's own parameters and the same draws.
    void restart();
    /// Changes a live parameter now. REQUIRES: a path of `outline().controls`, a valid value.
    void setParameter(const std::string &path, const ParameterValue &value);
    /// Asks how the present run would go on for `length` (ten simulated minutes at least, not beyond its end) if a
    /// live parameter were changed now. The run is not changed. Of several requests the newest counts; the answer
    /// bears the number that is returned here. An empty path asks how it would go on unchanged.
    /// REQUIRES: else as setParameter.
    std::uint64_t askPreview(const std::string &path, const ParameterValue &value, Duration length);
    /// The newest answer; null before the first. Cheap: to be called once a frame.
    [[nodiscard]] PreviewPtr latestPreview();
    /// Asks for the story of one thing in the run: of the present moment, or, when it shall follow, again and again
    /// while the run goes on (ten times a second at most). Of several requests the newest counts; What::Nothing ends
    /// following. The answer bears the number that is returned here.
    std::uint64_t inspect(const InspectionQuery &query, bool follow);
    /// The newest answer; null before the first. Cheap: to be called once a frame.
    [[nodiscard]] InspectionPtr latestInspection();
    /// What the next snapshots shall hold.
    void setQuery(const SnapshotQuery &query);

    /// The newest snapshot; never null. Cheap: to be called once a frame. The pointer changes only when
    /// there is something new to draw.
    [[nodiscard]] SnapshotPtr latest();
    /// True when the engine cannot keep up with the asked speed; what it reaches instead is `reachedSpeed`.
    [[nodiscard]] bool isBehind() const;
    [[nodiscard]] double reachedSpeed() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace hotshard

// Reads a scenario or a log on a worker thread, with progress and cancel, and makes the session there as well:
// the window never waits for a file.
#pragma once

#include <QObject>

#include "kernel/issue.h"
#include "session/session.h"

#include <QString>

#include <atomic>
#include <memory>
#include <thread>

namespace hotshard::app {

class ScenarioOpener final : public QObject {
    Q_OBJECT

public:
    explicit ScenarioOpener(QObject *parent = nullptr);
    ~ScenarioOpener() override;

    /// A file that is still being read is given up.
    void open(const QString &path);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] QString path() const { return m_path; }

signals:
    void started(const QString &fileName);
    /// 0..1, at most twenty times a second.
    void progressed(double share);
    void opened(std::shared_ptr<hotshard::Session> session);
    void failed(const hotshard::Issues &issues);
    void cancelled();

private:
    struct Job;
    void work(const std::shared_ptr<Job> &job);
    void finish(const std::shared_ptr<Job> &job);

    std::shared_ptr<Job> m_job; ///< the newest; results of older ones are dropped
    std::jthread m_thread;
    QString m_path;
    bool m_busy = false;
};

} // namespace hotshard::app

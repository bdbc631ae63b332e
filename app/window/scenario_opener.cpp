#include "app/window/scenario_opener.h"

#include "scenario/scenario_file.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <filesystem>
#include <utility>

namespace hotshard::app {

namespace {

constexpr qint64 kProgressMs = 50;

} // namespace

struct ScenarioOpener::Job {
    QString path;
    std::atomic<bool> cancelled{false};
    // Written by the worker before it posts the end, read by the window after that.
    Issues issues;
    std::shared_ptr<Session> session;
};

ScenarioOpener::ScenarioOpener(QObject *parent)
    : QObject(parent)
{
}

ScenarioOpener::~ScenarioOpener()
{
    if (m_job)
        m_job->cancelled = true;
}

void ScenarioOpener::open(const QString &path)
{
    if (m_job)
        m_job->cancelled = true;
    if (m_thread.joinable())
        m_thread.join(); // asks about its cancelling at least once a megabyte
    m_path = path;
    m_busy = true;
    m_job = std::make_shared<Job>();
    m_job->path = path;
    emit started(QFileInfo(path).fileName());
    m_thread = std::jthread([this, job = m_job] { work(job); });
}

void ScenarioOpener::cancel()
{
    if (!m_busy)
        return;
    m_job->cancelled = true;
    m_busy = false;
    emit cancelled();
}

void ScenarioOpener::work(const std::shared_ptr<Job> &job)
{
    QElapsedTimer since;
    since.start();
    const auto progress = [&](double share) {
        if (since.elapsed() >= kProgressMs) {
            since.restart();
            QMetaObject::invokeMethod(
                this,
                [this, job, share] {
                    if (job == m_job && m_busy)
                        emit progressed(share);
                },
                Qt::QueuedConnection);
        }
        return !job->cancelled.load();
    };
    // char8_t: QString::toStdString is UTF-8, std::filesystem's own narrow encoding may be another.
    const QByteArray utf8 = job->path.toUtf8();
    const std::filesystem::path path(std::u8string(utf8.begin(), utf8.end()));
    LoadResult loaded = loadScenarioFile(path, progress);
    job->issues = std::move(loaded.issues);
    if (job->issues.empty() && !job->cancelled)
        job->session = std::make_shared<Session>(std::move(loaded.spec));
    QMetaObject::invokeMethod(
        this, [this, job] { finish(job); }, Qt::QueuedConnection);
}

void ScenarioOpener::finish(const std::shared_ptr<Job> &job)
{
    if (job != m_job || !m_busy)
        return;
    m_busy = false;
    if (job->session)
        emit opened(std::exchange(job->session, nullptr));
    else
        emit failed(job->issues);
}

} // namespace hotshard::app

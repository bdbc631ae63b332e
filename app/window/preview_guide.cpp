#include "app/window/preview_guide.h"

#include "views/charts/chart_row.h"

namespace hotshard::app {

namespace {

constexpr int kFrameMs = 16;
constexpr qint64 kAgainMs = 500;       // a hand that hesitates over a playing run: the future moves on
constexpr qint64 kPatienceMs = 10'000; // an engine that has not answered by then is busy with a heavy run

} // namespace

PreviewGuide::PreviewGuide(views::ChartRow &charts, QObject *parent)
    : QObject(parent)
    , m_charts(charts)
{
    m_timer.setInterval(kFrameMs);
    connect(&m_timer, &QTimer::timeout, this, &PreviewGuide::frame);
}

void PreviewGuide::setSession(const std::shared_ptr<Session> &session)
{
    m_session = session;
    m_timer.stop();
    m_new = m_considering = false;
    m_request = 0;
    m_shown.reset();
    m_charts.setPreview(nullptr);
}

void PreviewGuide::consider(const QString &path, const ParameterValue &value)
{
    if (!m_session)
        return;
    m_path = path.toStdString();
    m_value = value;
    m_new = m_considering = true;
    if (!m_timer.isActive()) {
        m_timer.start();
        ask(); // the first answer is there with the next frame
    }
}

void PreviewGuide::decide()
{
    if (!m_considering)
        return;
    m_considering = false;
    m_charts.releasePreview();
}

void PreviewGuide::ask()
{
    m_new = false;
    m_asked.restart();
    m_request = m_session->askPreview(m_path, m_value, Duration{static_cast<std::int64_t>(m_charts.span() * 1e6)});
}

void PreviewGuide::frame()
{
    const bool again = m_considering && m_session->isPlaying() && m_asked.elapsed() > kAgainMs;
    if (m_new || again)
        ask();
    const PreviewPtr preview = m_session->latestPreview();
    if (preview && preview != m_shown) {
        m_shown = preview;
        m_charts.setPreview(preview);
        if (!m_considering)
            m_charts.releasePreview();
    }
    const bool answered = preview && preview->request == m_request;
    if (!m_considering && (answered || m_asked.elapsed() > kPatienceMs))
        m_timer.stop();
}

} // namespace hotshard::app

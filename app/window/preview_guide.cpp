#include "app/window/preview_guide.h"

#include "views/charts/chart_row.h"

namespace hotshard::app {

namespace {

constexpr int kFrameMs = 16;
constexpr qint64 kCalmMs = 100;        // an answer that is nearly there makes nothing flicker
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
    m_new = m_considering = m_awaited = false;
    m_request = m_bareRequest = 0;
    m_shown.reset();
    m_asItIs.reset();
    m_charts.setPreview(nullptr);
}

void PreviewGuide::consider(const QString &path, const ParameterValue &value)
{
    if (!m_session)
        return;
    m_path = path.toStdString();
    m_value = value;
    const bool first = !m_considering;
    m_new = m_considering = true;
    if (!m_awaited) {
        m_awaited = true;
        m_waiting.start();
    }
    if (first) {
        m_asItIs.reset();
        askAsItIs(); // the first answer is there with the next frame
    }
    if (!m_timer.isActive())
        m_timer.start();
}

void PreviewGuide::decide()
{
    if (!m_considering)
        return;
    m_considering = false;
    m_new = m_new || m_bareRequest != 0;
    m_bareRequest = 0; // what is answered from now on may know of the change
    m_charts.releasePreview();
}

std::uint64_t PreviewGuide::ask(const std::string &path)
{
    m_asked.restart();
    return m_session->askPreview(path, m_value, Duration{static_cast<std::int64_t>(m_charts.span() * 1e6)});
}

void PreviewGuide::askAsItIs() { m_bareRequest = ask({}); }

bool PreviewGuide::knowsAsItIs()
{
    if (m_bareRequest == 0)
        return true;
    const PreviewPtr preview = m_session->latestPreview();
    if (preview && preview->request == m_bareRequest)
        m_asItIs = preview;
    else if (m_asked.elapsed() <= kPatienceMs)
        return false;
    m_bareRequest = 0;
    m_new = true; // the newest wish counts: what the hand holds was not asked beside it
    return true;
}

void PreviewGuide::frame()
{
    if (m_bareRequest == 0 && m_considering && m_session->isPlaying() && m_asked.elapsed() > kAgainMs)
        askAsItIs();
    if (knowsAsItIs() && m_new) {
        m_new = false;
        m_request = ask(m_path);
    }
    const PreviewPtr preview = m_session->latestPreview();
    if (preview && preview != m_shown && !preview->path.empty()) {
        m_shown = preview;
        m_charts.setPreview(preview, m_asItIs && m_asItIs->run == preview->run ? m_asItIs : nullptr);
        if (!m_considering)
            m_charts.releasePreview();
    }
    const bool answered = preview && !m_new && preview->request == m_request;
    if (answered)
        m_awaited = false;
    m_charts.setPreviewOfEarlier(m_awaited && m_waiting.elapsed() > kCalmMs);
    if (!m_considering && (answered || m_asked.elapsed() > kPatienceMs))
        m_timer.stop();
}

} // namespace hotshard::app

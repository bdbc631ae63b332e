// Between a slider that is being dragged and the charts: asks the session how the run would go on, hands over what
// comes, and lets go when the hand has. Thread: GUI only; nothing is waited for.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "session/session.h"

#include <memory>
#include <string>

namespace hotshard::views {
class ChartRow;
}

namespace hotshard::app {

class PreviewGuide final : public QObject {
    Q_OBJECT

public:
    PreviewGuide(views::ChartRow &charts, QObject *parent);

    /// Another scenario: what was asked of the old one is forgotten.
    void setSession(const std::shared_ptr<Session> &session);

public slots:
    /// A hand considers this value.
    void consider(const QString &path, const hotshard::ParameterValue &value);
    /// It has chosen, or given up. The last answer is still shown, then it goes as the charts see fit.
    void decide();

private:
    void frame();
    std::uint64_t ask(const std::string &path);
    void askAsItIs();
    /// False while the preview without the change is on its way: nothing else is asked then.
    bool knowsAsItIs();

    views::ChartRow &m_charts;
    std::shared_ptr<Session> m_session;
    QTimer m_timer; ///< runs while a hand considers, and until its last wish is answered
    QElapsedTimer m_asked, m_waiting;
    std::string m_path;
    ParameterValue m_value;
    bool m_new = false; ///< not yet asked
    bool m_considering = false;
    bool m_awaited = false;          ///< since m_waiting: the hand's value has no answer
    std::uint64_t m_request = 0;     ///< the last one asked
    std::uint64_t m_bareRequest = 0; ///< the one without the change; 0 when none is on its way
    PreviewPtr m_shown, m_asItIs;
};

} // namespace hotshard::app

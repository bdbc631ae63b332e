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
    void ask();

    views::ChartRow &m_charts;
    std::shared_ptr<Session> m_session;
    QTimer m_timer; ///< runs while a hand considers, and until its last wish is answered
    QElapsedTimer m_asked;
    std::string m_path;
    ParameterValue m_value;
    bool m_new = false; ///< not yet asked
    bool m_considering = false;
    std::uint64_t m_request = 0; ///< the last one asked
    PreviewPtr m_shown;
};

} // namespace hotshard::app

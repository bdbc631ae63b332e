// Leads the inspector: what was pointed at on the floor is asked of the session, answers go to the panel, and its event
// into a file.
#pragma once

#include <QObject>

#include "session/session.h"

#include <memory>

namespace hotshard::views {
enum class LanePart;
}

namespace hotshard::app {

class Settings;
class WindowLayout;

class InspectorGuide final : public QObject {
    Q_OBJECT

public:
    /// `window`: of the dialogs, and the owner.
    InspectorGuide(WindowLayout &layout, Settings &settings, QWidget *window);

    void setSession(const std::shared_ptr<Session> &session);
    /// Once a frame, with the snapshot that is shown.
    void frame(const SnapshotPtr &snapshot);
    /// Opens it with what it showed last, or with the first lane; a hidden one asks nothing.
    void setShown(bool shown);
    void open(ComponentId stream, ShardId shard, views::LanePart part, bool byKeyboard);

    /// Writes a file whole or not at all. The error in words, or nothing.
    [[nodiscard]] static QString writeWhole(const QString &path, const QByteArray &content);

signals:
    /// The session was asked: an answer will come, even while the run is paused.
    void asked();

private:
    void ask(const InspectionQuery &query, bool follow);
    void save(const QString &proposedName, const QByteArray &event);
    void close();

    WindowLayout &m_layout;
    Settings &m_settings;
    QWidget *m_window;
    std::shared_ptr<Session> m_session;
    SnapshotPtr m_snapshot;
};

} // namespace hotshard::app

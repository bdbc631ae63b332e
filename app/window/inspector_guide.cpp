#include "app/window/inspector_guide.h"

#include "app/window/settings.h"
#include "app/window/window_layout.h"
#include "views/floor/floor_view.h"
#include "views/inspect/inspector_panel.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSaveFile>
#include <QTabBar>

namespace hotshard::app {

using views::InspectorPanel;
using views::LanePart;

InspectorGuide::InspectorGuide(WindowLayout &layout, Settings &settings, QWidget *window)
    : QObject(window)
    , m_layout(layout)
    , m_settings(settings)
    , m_window(window)
{
    connect(m_layout.floor, &views::FloorView::inspectRequested, this, &InspectorGuide::open);
    connect(m_layout.inspector, &InspectorPanel::inspectionWanted, this, &InspectorGuide::ask);
    connect(m_layout.inspector, &InspectorPanel::saveRequested, this, &InspectorGuide::save);
    connect(m_layout.inspector, &InspectorPanel::closeRequested, this, &InspectorGuide::close);
}

void InspectorGuide::setSession(const std::shared_ptr<Session> &session)
{
    m_session = session;
    m_snapshot.reset();
    m_layout.inspector->clear();
    m_layout.setInspectorShown(false);
}

void InspectorGuide::frame(const SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (!m_session || !m_layout.inspectorShown())
        return;
    m_layout.inspector->setSnapshot(snapshot);
    m_layout.inspector->setInspection(m_session->latestInspection());
}

void InspectorGuide::setShown(bool shown)
{
    m_layout.setInspectorShown(shown);
    InspectorPanel *panel = m_layout.inspector;
    panel->setSnapshot(m_snapshot);
    if (!shown) {
        ask({}, false);
    } else if (panel->hasSubject()) {
        panel->refresh();
    } else if (m_snapshot && !m_snapshot->streams.empty() && !m_snapshot->streams.front().lanes.empty()) {
        const StreamView &stream = m_snapshot->streams.front();
        panel->inspect(stream.id, stream.lanes.front().shard, std::nullopt);
    }
}

void InspectorGuide::open(ComponentId stream, ShardId shard, LanePart part, bool byKeyboard)
{
    InspectorPanel *panel = m_layout.inspector;
    // A click on another lane compares the same page; only the function and the age have pages of their own.
    std::optional<InspectorPanel::Page> page;
    if (part == LanePart::Worker && panel->page() != InspectorPanel::Page::Event)
        page = InspectorPanel::Page::Batch;
    else if (part == LanePart::Age)
        page = InspectorPanel::Page::Iterator;
    m_layout.setInspectorShown(true);
    panel->setSnapshot(m_snapshot);
    panel->inspect(stream, shard, page);
    if (byKeyboard)
        panel->tabs()->setFocus(Qt::ShortcutFocusReason);
}

void InspectorGuide::ask(const InspectionQuery &query, bool follow)
{
    if (!m_session)
        return;
    m_session->inspect(query, follow);
    emit asked();
}

void InspectorGuide::close()
{
    setShown(false);
    m_layout.floor->setFocus(Qt::ShortcutFocusReason);
}

QString InspectorGuide::writeWhole(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return tr("%1 was not written: %2").arg(QDir::toNativeSeparators(path), file.errorString());
}

void InspectorGuide::save(const QString &proposedName, const QByteArray &event)
{
    const QString proposal = QDir(m_settings.lastFolder()).filePath(proposedName);
    QString path =
        QFileDialog::getSaveFileName(m_window, tr("Save the event"), proposal, QStringLiteral("JSON (*.json)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".json");
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    if (const QString error = writeWhole(path, event); !error.isEmpty())
        QMessageBox::warning(m_window, tr("Save the event"), error);
}

} // namespace hotshard::app

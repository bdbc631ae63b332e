// Charts to files and to the clipboard, asked for by a hand: chooses the name, says what went wrong.
#pragma once

#include <QObject>

#include "metrics/snapshot.h"
#include "session/outline.h"

QT_FORWARD_DECLARE_CLASS(QWidget)

namespace hotshard::views {
class ChartCard;
enum class ExportFormat;
} // namespace hotshard::views

namespace hotshard::app {

class Settings;

class ChartFiles final : public QObject {
    Q_OBJECT

public:
    ChartFiles(Settings &settings, QWidget *window);
    void save(views::ChartCard *card, views::ExportFormat format);
    void saveAll(const Snapshot &snapshot, const Outline &outline);
    void copy(views::ChartCard &card, const QString &foot);
    /// Opens a file with the program of the system.
    void showInSystem(const QString &path);

private:
    Settings &m_settings;
    QWidget *m_window;
};

} // namespace hotshard::app

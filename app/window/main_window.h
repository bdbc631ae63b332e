// The window: knows the session and hands its snapshots to the views, and what hands do back to the session.
#pragma once

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include "kernel/issue.h"
#include "session/session.h"
#include "views/theme/theme.h"

#include <memory>

namespace hotshard::views {
enum class ExportFormat;
}

namespace hotshard::app {

class Actions;
class ChartFiles;
class InspectorGuide;
class Menus;
class PreviewGuide;
class ProblemCard;
class ScenarioOpener;
class Settings;
class ToolStrip;
class TopRow;
class WindowLayout;

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Settings &settings);
    ~MainWindow() override;

    /// Reads the file on a worker; what is open stays until it is there.
    void openFile(const QString &path);
    /// The theme of the settings, everywhere.
    void applyTheme();
    /// Null before the first scenario is there.
    [[nodiscard]] Session *session() const { return m_session.get(); }
    [[nodiscard]] const Actions &actions() const { return *m_actions; }
    [[nodiscard]] WindowLayout &panels() const { return *m_layout; }
    [[nodiscard]] ProblemCard &problems() const { return *m_problems; }
    [[nodiscard]] InspectorGuide &inspections() const { return *m_inspections; }
    [[nodiscard]] ToolStrip &tools() const { return *m_tools; }
    void setPlaying(bool playing);

signals:
    void scenarioOpened();
    void openingFailed();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void connectActions();
    void connectPanels();
    void connectOpener();
    void connectView();
    void askForFile();
    void showSession(const std::shared_ptr<Session> &session);
    void showProblems(const Issues &issues);
    void frame();
    /// Polls for a while: a paused engine still answers commands.
    void wake();
    void setSpeed(double speed);
    void step();
    void restart();
    void askForRange(double from, double to);
    void exportChart(views::ExportFormat format);
    void about();
    void shortcuts();
    void retranslate();

    Settings &m_settings;
    Actions *m_actions;
    WindowLayout *m_layout;
    TopRow *m_top;
    Menus *m_menus;
    ToolStrip *m_tools;
    ProblemCard *m_problems;
    ScenarioOpener *m_opener;
    ChartFiles *m_files;
    PreviewGuide *m_previews;
    InspectorGuide *m_inspections;
    std::shared_ptr<Session> m_session;
    SnapshotPtr m_shown;
    SnapshotQuery m_query;
    QTimer m_frame;
    QElapsedTimer m_awake;
    bool m_answered = false; ///< a snapshot came since the last wake()
    bool m_playing = false;
};

} // namespace hotshard::app

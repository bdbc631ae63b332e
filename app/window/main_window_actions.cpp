// What the actions of the window do.
#include "app/window/actions.h"
#include "app/window/chart_files.h"
#include "app/window/inspector_guide.h"
#include "app/window/look.h"
#include "app/window/main_window.h"
#include "app/window/menus.h"
#include "app/window/problem_card.h"
#include "app/window/settings.h"
#include "app/window/speed_control.h"
#include "app/window/tool_strip.h"
#include "app/window/top_row.h"
#include "app/window/window_layout.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"
#include "views/controls/parameter_panel.h"
#include "views/floor/floor_view.h"

#include <QApplication>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSignalBlocker>

namespace hotshard::app {

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto slot) { connect((*m_actions)[id], &QAction::triggered, this, slot); };
    using enum ActionId;
    on(Open, [this] { askForFile(); });
    on(Quit, [this] { close(); });
    on(ExportPng, [this] { exportChart(views::ExportFormat::Png); });
    on(ExportSvg, [this] { exportChart(views::ExportFormat::Svg); });
    on(ExportPdf, [this] { exportChart(views::ExportFormat::Pdf); });
    on(ExportCsv, [this] { exportChart(views::ExportFormat::Csv); });
    on(ExportAll, [this] {
        if (m_session && m_shown)
            m_files->saveAll(*m_shown, m_session->outline());
    });
    on(CopyChart, [this] { emit m_layout->charts->copyRequested(m_layout->charts->currentCard()); });
    on(PlayPause, [this] { setPlaying(!m_playing); });
    on(Step, [this] { step(); });
    on(Restart, [this] { restart(); });
    on(Faster, [this] { m_tools->speed()->stepBy(1); });
    on(Slower, [this] { m_tools->speed()->stepBy(-1); });
    on(Live, [this] { m_layout->charts->goLive(); });
    on(FocusFloor, [this] { m_layout->floor->setFocus(Qt::ShortcutFocusReason); });
    on(FocusCharts, [this] { m_layout->charts->currentCard()->setFocus(Qt::ShortcutFocusReason); });
    on(FocusControls, [this] {
        m_layout->setControlsShown(true);
        if (QWidget *first = m_layout->controls->firstField())
            first->setFocus(Qt::ShortcutFocusReason);
    });
    on(Shortcuts, [this] { shortcuts(); });
    on(About, [this] { about(); });
    on(AboutQt, [this] { QMessageBox::aboutQt(this); });
}

void MainWindow::connectView()
{
    const auto on = [this](ActionId id, auto slot) { connect((*m_actions)[id], &QAction::triggered, this, slot); };
    using enum ActionId;
    on(ThemeLight, [this] { m_settings.setTheme(ThemeChoice::Light); });
    on(ThemeDark, [this] { m_settings.setTheme(ThemeChoice::Dark); });
    on(ThemeProjector, [this] { m_settings.setTheme(ThemeChoice::Projector); });
    on(LanguageEnglish, [this] { m_settings.setLanguage(LanguageChoice::English); });
    on(LanguageJapanese, [this] { m_settings.setLanguage(LanguageChoice::Japanese); });
    on(ReducedMotion, [this](bool reduced) { m_settings.setReducedMotion(reduced); });
    on(ShowControls, [this](bool shown) { m_layout->setControlsShown(shown); });
    on(ShowStory, [this](bool shown) { m_layout->setStoryShown(shown); });
    on(ShowCharts, [this](bool shown) { m_layout->setChartsShown(shown); });
    on(ShowInspector, [this](bool shown) { m_inspections->setShown(shown); });
    on(ResetLayout, [this] {
        m_layout->charts->setShown(views::ChartRow::defaultCharts());
        m_layout->reset();
    });
    on(FullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    connect(&m_settings, &Settings::themeChanged, this, &MainWindow::applyTheme);
    connect(&m_settings, &Settings::reducedMotionChanged, m_layout->floor, &views::FloorView::setReducedMotion);
    const auto panels = [this] {
        (*m_actions)[ShowControls]->setChecked(m_layout->controlsShown());
        (*m_actions)[ShowStory]->setChecked(m_layout->storyShown());
        (*m_actions)[ShowCharts]->setChecked(m_layout->chartsShown());
        (*m_actions)[ShowInspector]->setChecked(m_layout->inspectorShown());
    };
    connect(m_layout, &WindowLayout::panelsChanged, this, panels);
    panels();
}

void MainWindow::applyTheme()
{
    const views::Theme theme = themeOf(m_settings.theme());
    useTheme(theme);
    m_actions->setTheme(theme);
    m_top->setTheme(theme);
    m_tools->setTheme(theme);
    m_layout->setTheme(theme);
    m_problems->setTheme(theme);
    const ActionId chosen = m_settings.theme() == ThemeChoice::Dark ? ActionId::ThemeDark
        : m_settings.theme() == ThemeChoice::Projector              ? ActionId::ThemeProjector
                                                                    : ActionId::ThemeLight;
    (*m_actions)[chosen]->setChecked(true);
}

void MainWindow::askForFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a scenario or a log"), m_settings.lastFolder(),
        tr("Scenarios and logs (*.json *.jsonl *.ndjson *.log *.csv *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    openFile(path);
}

void MainWindow::exportChart(views::ExportFormat format) { m_files->save(m_layout->charts->currentCard(), format); }

void MainWindow::about()
{
    QMessageBox box(this);
    box.setWindowTitle(tr("About Hotshard"));
    box.setTextFormat(Qt::RichText);
    box.setText(QStringLiteral("<b>Hotshard %1</b>").arg(QCoreApplication::applicationVersion()));
    box.setInformativeText(
        tr("A desktop laboratory for event streams.<br><br>"
           "Hotshard is free software: you may redistribute and change it under the terms of the GNU General Public "
           "License, version 3 or any later version (GPL-3.0-or-later). It comes without any warranty.<br><br>"
           "It uses Qt and Qt Charts."));
    box.exec();
}

void MainWindow::shortcuts()
{
    QMessageBox box(this);
    box.setWindowTitle(tr("Keyboard shortcuts"));
    box.setTextFormat(Qt::RichText);
    box.setText(m_actions->shortcutTable());
    box.setInformativeText(
        tr("Slider: arrows one step, Page ten, Home and End its ends; type a value such as 1.5k/s.<br>"
           "Chart: arrows move the cursor, Page zooms, Home is live, the menu key exports.<br>"
           "Floor: arrows choose a lane, Enter pins and inspects it, Esc closes the inspector."));
    box.exec();
}

void MainWindow::retranslate()
{
    const QString title = m_session ? views::shown(m_session->outline().title) : QString();
    setWindowTitle(title.isEmpty() ? QStringLiteral("Hotshard") : title + QStringLiteral(" — Hotshard"));
    m_top->setTexts(title, m_session ? tr("seed %1").arg(m_session->outline().seed) : QString());
    m_actions->retranslate();
    m_menus->retranslate();
    (*m_actions)[m_settings.languageCode() == QLatin1String("ja") ? ActionId::LanguageJapanese
                                                                  : ActionId::LanguageEnglish]
        ->setChecked(true);
    (*m_actions)[ActionId::ReducedMotion]->setChecked(m_settings.reducedMotion());
    m_top->updateGeometry();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::WindowStateChange)
        (*m_actions)[ActionId::FullScreen]->setChecked(isFullScreen());
    QMainWindow::changeEvent(event);
}

} // namespace hotshard::app

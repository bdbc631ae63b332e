#include "app/window/menus.h"

#include "app/window/actions.h"
#include "views/charts/chart_card.h"
#include "views/charts/chart_row.h"

#include <QMenu>
#include <QMenuBar>
#include <QSignalBlocker>

namespace hotshard::app {

Menus::Menus(const Actions &actions, views::ChartRow &charts, QMenuBar *bar)
    : QObject(bar)
    , m_charts(charts)
    , m_shipped(cli::shippedScenarios())
    , m_file(bar->addMenu(QString()))
    , m_scenarios(new QMenu(bar))
    , m_exports(new QMenu(bar))
    , m_view(bar->addMenu(QString()))
    , m_theme(new QMenu(m_view))
    , m_language(new QMenu(m_view))
    , m_chartMenu(new QMenu(m_view))
    , m_run(bar->addMenu(QString()))
    , m_help(bar->addMenu(QString()))
{
    const auto add = [&actions](QMenu *menu, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            menu->addAction(actions[id]);
    };
    using enum ActionId;
    add(m_exports, {ExportPng, ExportSvg, ExportPdf, ExportCsv, CopyChart, ExportAll});
    add(m_file, {Open});
    m_file->addMenu(m_scenarios);
    m_file->addMenu(m_exports);
    m_file->addSeparator();
    add(m_file, {Quit});
    add(m_theme, {ThemeLight, ThemeDark, ThemeProjector});
    add(m_language, {LanguageEnglish, LanguageJapanese});
    m_view->addMenu(m_theme);
    m_view->addMenu(m_language);
    m_view->addSeparator();
    add(m_view, {ShowControls, ShowStory, ShowCharts, ShowInspector});
    m_view->addMenu(m_chartMenu);
    add(m_view, {Live});
    m_view->addSeparator();
    add(m_view, {FocusFloor, FocusControls, FocusCharts});
    m_view->addSeparator();
    add(m_view, {ReducedMotion, FullScreen, ResetLayout});
    add(m_run, {PlayPause, Step, Restart, Faster, Slower});
    add(m_help, {Shortcuts, About, AboutQt});
    for (QMenu *menu : {m_file, m_scenarios, m_exports, m_view, m_theme, m_language, m_chartMenu, m_run, m_help})
        menu->setToolTipsVisible(true);

    for (const cli::ShippedScenario &scenario : m_shipped) {
        QAction *action = m_scenarios->addAction(QString());
        action->setObjectName(QStringLiteral("scenario-") + QString::fromStdString(scenario.name));
        m_scenarioActions << action;
        const QString path = QString::fromStdString(scenario.path.string());
        connect(action, &QAction::triggered, this, [this, path] { emit scenarioChosen(path); });
    }
    fillCharts();
    connect(&m_charts, &views::ChartRow::shownChanged, this, &Menus::retranslate);
    retranslate();
}

void Menus::fillCharts()
{
    for (views::ChartCard *card : m_charts.cards()) {
        QAction *action = m_chartMenu->addAction(QString());
        action->setObjectName(QStringLiteral("chart-") + card->id());
        action->setCheckable(true);
        m_chartActions << action;
        connect(action, &QAction::toggled, this,
                [this, card](bool shown) { m_charts.setChartShown(card->id(), shown); });
    }
}

void Menus::retranslate()
{
    m_file->setTitle(tr("&File"));
    m_scenarios->setTitle(tr("&Scenarios"));
    m_exports->setTitle(tr("&Export"));
    m_view->setTitle(tr("&View"));
    m_theme->setTitle(tr("&Theme"));
    m_language->setTitle(tr("L&anguage"));
    m_chartMenu->setTitle(tr("Charts in the &strip"));
    m_run->setTitle(tr("&Run"));
    m_help->setTitle(tr("&Help"));
    for (qsizetype i = 0; i < m_scenarioActions.size(); ++i) {
        const cli::ShippedScenario &scenario = m_shipped[static_cast<std::size_t>(i)];
        m_scenarioActions[i]->setText(views::shown(scenario.title));
        m_scenarioActions[i]->setToolTip(views::shown(scenario.description));
    }
    const QStringList shownIds = m_charts.shown();
    for (qsizetype i = 0; i < m_chartActions.size(); ++i) {
        const views::ChartCard *card = m_charts.cards()[static_cast<std::size_t>(i)];
        const QSignalBlocker quiet(m_chartActions[i]);
        m_chartActions[i]->setText(card->title());
        m_chartActions[i]->setToolTip(tr("Shows this chart in the strip; it has four places."));
        m_chartActions[i]->setChecked(shownIds.contains(card->id()));
    }
}

} // namespace hotshard::app

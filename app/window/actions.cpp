#include "app/window/actions.h"

#include "views/theme/icons.h"
#include "views/theme/theme.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QRegularExpression>

#include <optional>

namespace hotshard::app {

namespace {

using views::Icon;

enum class Group { None, Check, Theme, Language };

struct Entry {
    ActionId id;
    const char *name; ///< objectName: stable, for tests and tools
    const char *text;
    const char *tip;
    const char *shortcut = "";
    std::optional<Icon> icon = std::nullopt;
    Group group = Group::None;
};

// clang-format off
constexpr std::array<Entry, kActions> kEntries{{
    {ActionId::Open, "open", QT_TRANSLATE_NOOP("Actions", "&Open..."), QT_TRANSLATE_NOOP("Actions", "Opens a scenario or a log file."), "Ctrl+O", Icon::Open},
    {ActionId::Quit, "quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), QT_TRANSLATE_NOOP("Actions", "Closes the program."), "Ctrl+Q"},
    {ActionId::ExportPng, "export-png", QT_TRANSLATE_NOOP("Actions", "Chart as &PNG..."), QT_TRANSLATE_NOOP("Actions", "Saves the chosen chart as a picture of twice the size."), "Ctrl+E", Icon::Export},
    {ActionId::ExportSvg, "export-svg", QT_TRANSLATE_NOOP("Actions", "Chart as &SVG..."), QT_TRANSLATE_NOOP("Actions", "Saves the chosen chart as a drawing that can be scaled."), "", Icon::Export},
    {ActionId::ExportPdf, "export-pdf", QT_TRANSLATE_NOOP("Actions", "Chart as P&DF..."), QT_TRANSLATE_NOOP("Actions", "Saves the chosen chart as a page."), "", Icon::Export},
    {ActionId::ExportCsv, "export-csv", QT_TRANSLATE_NOOP("Actions", "Chart data as &CSV..."), QT_TRANSLATE_NOOP("Actions", "Saves the numbers of the chosen chart as a table."), "", Icon::Export},
    {ActionId::ExportAll, "export-all", QT_TRANSLATE_NOOP("Actions", "&All charts..."), QT_TRANSLATE_NOOP("Actions", "Saves every chart into a folder, each as PNG, SVG, PDF and CSV."), "Ctrl+Shift+E", Icon::Export},
    {ActionId::CopyChart, "copy-chart", QT_TRANSLATE_NOOP("Actions", "&Copy chart as figure"), QT_TRANSLATE_NOOP("Actions", "Copies the chosen chart, large and light, for a slide."), "Ctrl+Shift+C"},
    {ActionId::PlayPause, "play-pause", QT_TRANSLATE_NOOP("Actions", "&Play"), QT_TRANSLATE_NOOP("Actions", "Plays or pauses the run."), "Space", Icon::Play},
    {ActionId::Step, "step", QT_TRANSLATE_NOOP("Actions", "&Step"), QT_TRANSLATE_NOOP("Actions", "Advances a paused run by a tenth of a second at the chosen speed."), ".", Icon::Step},
    {ActionId::Restart, "restart", QT_TRANSLATE_NOOP("Actions", "&Restart"), QT_TRANSLATE_NOOP("Actions", "Starts the run again from its beginning, with the scenario's own settings."), "R; Ctrl+R", Icon::Back},
    {ActionId::Faster, "faster", QT_TRANSLATE_NOOP("Actions", "&Faster"), QT_TRANSLATE_NOOP("Actions", "Raises the speed."), "+"},
    {ActionId::Slower, "slower", QT_TRANSLATE_NOOP("Actions", "Slo&wer"), QT_TRANSLATE_NOOP("Actions", "Lowers the speed."), "-"},
    {ActionId::Live, "live", QT_TRANSLATE_NOOP("Actions", "Charts &live"), QT_TRANSLATE_NOOP("Actions", "Lets the charts follow the run again."), "Ctrl+L", Icon::Right},
    {ActionId::ThemeLight, "theme-light", QT_TRANSLATE_NOOP("Actions", "&Light"), QT_TRANSLATE_NOOP("Actions", "Dark on light, for a desk."), "", std::nullopt, Group::Theme},
    {ActionId::ThemeDark, "theme-dark", QT_TRANSLATE_NOOP("Actions", "&Dark"), QT_TRANSLATE_NOOP("Actions", "Light on dark, for the evening."), "", std::nullopt, Group::Theme},
    {ActionId::ThemeProjector, "theme-projector", QT_TRANSLATE_NOOP("Actions", "&Projector"), QT_TRANSLATE_NOOP("Actions", "Strong colours, for a room."), "", std::nullopt, Group::Theme},
    {ActionId::LanguageEnglish, "language-en", "&English", "English", "", std::nullopt, Group::Language},
    {ActionId::LanguageJapanese, "language-ja", "日本語(&J)", "日本語", "", std::nullopt, Group::Language},
    {ActionId::ShowControls, "show-controls", QT_TRANSLATE_NOOP("Actions", "&Controls"), QT_TRANSLATE_NOOP("Actions", "Shows or folds the panel of sliders."), "F2", std::nullopt, Group::Check},
    {ActionId::ShowStory, "show-story", QT_TRANSLATE_NOOP("Actions", "&Story and diagnosis"), QT_TRANSLATE_NOOP("Actions", "Shows or folds the panel at the right."), "F3", std::nullopt, Group::Check},
    {ActionId::ShowCharts, "show-charts", QT_TRANSLATE_NOOP("Actions", "C&harts"), QT_TRANSLATE_NOOP("Actions", "Shows or hides the strip of charts."), "F4", std::nullopt, Group::Check},
    {ActionId::ShowInspector, "show-inspector", QT_TRANSLATE_NOOP("Actions", "&Inspector"), QT_TRANSLATE_NOOP("Actions", "Shows or hides the story of a shard, its batch and the event JSON."), "Ctrl+I", Icon::Search, Group::Check},
    {ActionId::ReducedMotion, "reduced-motion", QT_TRANSLATE_NOOP("Actions", "&Reduced motion"), QT_TRANSLATE_NOOP("Actions", "No dots, no flashes: values change where they stand."), "", std::nullopt, Group::Check},
    {ActionId::FullScreen, "full-screen", QT_TRANSLATE_NOOP("Actions", "&Full screen"), QT_TRANSLATE_NOOP("Actions", "Uses the whole screen."), "F11", std::nullopt, Group::Check},
    {ActionId::ResetLayout, "reset-layout", QT_TRANSLATE_NOOP("Actions", "Reset &layout"), QT_TRANSLATE_NOOP("Actions", "Brings all panels back to their places."), ""},
    {ActionId::FocusFloor, "focus-floor", QT_TRANSLATE_NOOP("Actions", "Go to the f&loor"), QT_TRANSLATE_NOOP("Actions", "Moves the keyboard to the floor."), "F6"},
    {ActionId::FocusControls, "focus-controls", QT_TRANSLATE_NOOP("Actions", "Go to the c&ontrols"), QT_TRANSLATE_NOOP("Actions", "Moves the keyboard to the first slider."), "F7"},
    {ActionId::FocusCharts, "focus-charts", QT_TRANSLATE_NOOP("Actions", "Go to the ch&arts"), QT_TRANSLATE_NOOP("Actions", "Moves the keyboard to the first chart."), "F8"},
    {ActionId::Shortcuts, "shortcuts", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), QT_TRANSLATE_NOOP("Actions", "Lists every key."), "F1", Icon::Help},
    {ActionId::About, "about", QT_TRANSLATE_NOOP("Actions", "&About Hotshard"), QT_TRANSLATE_NOOP("Actions", "Version and licence."), "", Icon::Info},
    {ActionId::AboutQt, "about-qt", QT_TRANSLATE_NOOP("Actions", "About &Qt"), QT_TRANSLATE_NOOP("Actions", "Version and licence of Qt."), ""},
}};
// clang-format on

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kEntries.size(); ++i)
        if (static_cast<std::size_t>(kEntries[i].id) != i)
            return false;
    return true;
}
static_assert(inOrder(), "the table lists the ids in their order");

QString text(const char *source) { return QCoreApplication::translate("Actions", source); }

} // namespace

QString plainText(const QString &menuText)
{
    static const QRegularExpression mnemonic(QStringLiteral("\\(&[A-Z]\\)|&|\\.\\.\\.$"));
    return QString(menuText).remove(QStringLiteral("...")).remove(mnemonic);
}

Actions::Actions(QObject *parent)
    : QObject(parent)
{
    auto *themes = new QActionGroup(this);
    auto *languages = new QActionGroup(this);
    for (const Entry &entry : kEntries) {
        auto *action = new QAction(this);
        action->setObjectName(QLatin1String(entry.name));
        if (*entry.shortcut != '\0')
            action->setShortcuts(QKeySequence::listFromString(QLatin1String(entry.shortcut)));
        action->setCheckable(entry.group != Group::None);
        if (entry.group == Group::Theme)
            themes->addAction(action);
        if (entry.group == Group::Language)
            languages->addAction(action);
        m_actions[static_cast<std::size_t>(entry.id)] = action;
    }
    // "+" is Shift and another key on most keyboards, and "=" is beside it.
    (*this)[ActionId::Faster]->setShortcuts({QKeySequence(QStringLiteral("+")), QKeySequence(QStringLiteral("="))});
    retranslate();
}

void Actions::retranslate()
{
    for (const Entry &entry : kEntries) {
        QAction *action = (*this)[entry.id];
        const bool language = entry.group == Group::Language; // a language is named in itself
        action->setText(language ? QString::fromUtf8(entry.text) : text(entry.text));
        const QString tip = language ? QString::fromUtf8(entry.tip) : text(entry.tip);
        action->setIconText(plainText(action->text()));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? tip : tip + QStringLiteral("  (") + keys + u')');
        action->setStatusTip(tip);
    }
    setPlaying(m_playing);
}

void Actions::setTheme(const views::Theme &theme)
{
    for (const Entry &entry : kEntries)
        if (entry.icon)
            (*this)[entry.id]->setIcon(views::icon(*entry.icon, theme));
    m_playIcon = views::icon(Icon::Play, theme.onaccent);
    m_pauseIcon = views::icon(Icon::Pause, theme.onaccent);
    setPlaying(m_playing);
}

void Actions::setPlaying(bool playing)
{
    m_playing = playing;
    (*this)[ActionId::PlayPause]->setIcon(playing ? m_pauseIcon : m_playIcon);
    (*this)[ActionId::PlayPause]->setText(playing ? text(QT_TRANSLATE_NOOP("Actions", "&Pause"))
                                                  : text(QT_TRANSLATE_NOOP("Actions", "&Play")));
    (*this)[ActionId::PlayPause]->setIconText(plainText((*this)[ActionId::PlayPause]->text()));
}

QString Actions::shortcutTable() const
{
    QString rows;
    for (const Entry &entry : kEntries) {
        const QAction *action = (*this)[entry.id];
        if (action->shortcut().isEmpty())
            continue;
        const QString name = plainText(action->text());
        rows += QStringLiteral("<tr><td>%1</td><td>&nbsp;&nbsp;<b>%2</b></td></tr>")
                    .arg(name.toHtmlEscaped(),
                         QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText).toHtmlEscaped());
    }
    return QStringLiteral("<table cellspacing='4'>") + rows + QStringLiteral("</table>");
}

} // namespace hotshard::app

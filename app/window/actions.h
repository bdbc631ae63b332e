// Every action of the program, once: id, text, tool tip, shortcut, icon. Menus, buttons, the list of shortcuts
// and the tests are made from the same table.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QIcon>
#include <QObject>

#include <array>

namespace hotshard::views {
class Theme;
}

namespace hotshard::app {

enum class ActionId {
    Open,
    Quit,
    ExportPng,
    ExportSvg,
    ExportPdf,
    ExportCsv,
    ExportAll,
    CopyChart,
    PlayPause,
    Step,
    Restart,
    Faster,
    Slower,
    Live,
    ThemeLight,
    ThemeDark,
    ThemeProjector,
    LanguageEnglish,
    LanguageJapanese,
    ShowControls,
    ShowStory,
    ShowCharts,
    ShowInspector,
    ReducedMotion,
    FullScreen,
    ResetLayout,
    FocusFloor,
    FocusControls,
    FocusCharts,
    Shortcuts,
    About,
    AboutQt
};
inline constexpr int kActions = static_cast<int>(ActionId::AboutQt) + 1;

class Actions final : public QObject {
    Q_OBJECT

public:
    explicit Actions(QObject *parent);

    [[nodiscard]] QAction *operator[](ActionId id) const { return m_actions[static_cast<std::size_t>(id)]; }
    /// Texts in the language of the program.
    void retranslate();
    void setTheme(const views::Theme &theme);
    /// Text and icon of play and pause.
    void setPlaying(bool playing);
    /// "Play or pause    Space", one line an action that has a shortcut, for the help.
    [[nodiscard]] QString shortcutTable() const;

private:
    std::array<QAction *, kActions> m_actions{}; ///< owned as children
    QIcon m_playIcon, m_pauseIcon;
    bool m_playing = false;
};

/// Without the marks of a menu: "&Open..." and "開く(&O)..." are "Open" and "開く".
[[nodiscard]] QString plainText(const QString &menuText);

} // namespace hotshard::app

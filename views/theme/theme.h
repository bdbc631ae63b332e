// Colours, fonts and sizes of one theme. The values live in resources/tokens.json; this is their typed form.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <array>

namespace hotshard::views {

/// What a text is for; decides its size and weight.
enum class Role {
    Clock,       ///< 26/700: clock, producer rate
    AgeLarge,    ///< 28/700: iterator age in a tall badge
    Age,         ///< 23/700: iterator age
    Question,    ///< 17/600
    LaneName,    ///< 15/600: lane name
    Finding,     ///< 14.5/600: title of a finding
    Title,       ///< 13.5/600: node and chart titles
    Body,        ///< 13/400: text and fields
    BodyStrong,  ///< 13/600
    Button,      ///< 13/500
    Label,       ///< 12/400
    LabelStrong, ///< 12/600
    Caps,        ///< 11.5/600: headings of panels, drawn in capitals
    Axis,        ///< 11.5/400
    Tick         ///< 10.5/400: the smallest text there is
};

/// A value: copy it. An invalid name gives the light theme.
class Theme {
public:
    Theme();
    /// "light", "dark" or "projector".
    static Theme named(const QString &name);

    QString name;
    bool dark = false;

    QColor window, panel, floor, card, inset, raised;
    QColor hair, line, grid;
    QColor text, text2, text3;
    QColor accent, onaccent, accentsoft, accenttext;
    QColor ok, oksoft, warn, warnsoft, alarm, alarmsoft, onalarm;
    QColor closed, closedsoft, draining, drainingsoft, throttled, throttledsoft;
    QColor others, othersdark;
    std::array<QColor, 8> keys;
    /// Five steps of the age cells: inset, three of warm, alarm.
    std::array<QColor, 5> heat;
    /// Five steps of the write and busy cells: greys.
    std::array<QColor, 5> greys;
    /// All line widths are multiplied by this ("bold" in tokens.json).
    double lineScale = 1;

    /// 1 = 100 %; from the settings, up to 3. Fonts and paddings grow with it.
    double uiScale = 1;
    /// No text below 16 px: for slides and large rooms.
    bool presenter = false;

    /// Colour of a key by its index in Snapshot::keys; grey when it has none of its own.
    [[nodiscard]] QColor key(int index) const;

    [[nodiscard]] QFont font(Role role) const;
    /// A font of the family of the program, `px` logical pixels high before uiScale.
    [[nodiscard]] QFont font(double px, int weight) const;
    /// For painters that scale themselves: without uiScale.
    [[nodiscard]] QFont plainFont(double px, int weight) const;

    [[nodiscard]] QPalette palette() const;
    /// For qApp: buttons, fields, sliders, scroll bars, menus, tool tips in the look of the program.
    /// QPushButton and QToolButton know the property "kind": "primary", "soft", "flat".
    [[nodiscard]] QString styleSheet() const;

    // Logical pixels at 100 %.
    static constexpr double kCardRadius = 8, kButtonRadius = 6, kFieldRadius = 5, kBandRadius = 4, kSwatchRadius = 3;
    static constexpr double kPanelPadding = 16, kCardPadding = 12, kLanePadding = 18, kGap = 10, kCardGap = 12;

private:
    explicit Theme(const QString &wanted);
};

} // namespace hotshard::views

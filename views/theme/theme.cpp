#include "views/theme/theme.h"

#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScreen>

#include <algorithm>

// The tokens live in a library: without this call a linker may leave them out.
static void initTokens() { Q_INIT_RESOURCE(hotshard); }

namespace hotshard::views {
namespace {

struct Size {
    double px;
    int weight;
};

Size sizeOf(Role role)
{
    switch (role) {
    case Role::Clock: return {26, QFont::Bold};
    case Role::AgeLarge: return {28, QFont::Bold};
    case Role::Age: return {23, QFont::Bold};
    case Role::Question: return {17, QFont::DemiBold};
    case Role::LaneName: return {15, QFont::DemiBold};
    case Role::Finding: return {14.5, QFont::DemiBold};
    case Role::Title: return {13.5, QFont::DemiBold};
    case Role::Body: return {13, QFont::Normal};
    case Role::BodyStrong: return {13, QFont::DemiBold};
    case Role::Button: return {13, QFont::Medium};
    case Role::Label: return {12, QFont::Normal};
    case Role::LabelStrong: return {12, QFont::DemiBold};
    case Role::Caps: return {11.5, QFont::DemiBold};
    case Role::Axis: return {11.5, QFont::Normal};
    case Role::Tick: return {10.5, QFont::Normal};
    }
    return {13, QFont::Normal};
}

/// Pixel sizes may be fractions, which QFont::setPixelSize cannot hold; points can.
double pointsPerPixel()
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    return 72.0 / (screen ? screen->logicalDotsPerInchY() : 96.0);
}

QStringList families()
{
    QStringList list{QStringLiteral("Inter")};
    if (qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        list << QFontDatabase::systemFont(QFontDatabase::GeneralFont).families();
    list << QStringLiteral("Noto Sans CJK JP") << QStringLiteral("Hiragino Sans") << QStringLiteral("Yu Gothic UI")
         << QStringLiteral("Meiryo");
    list.removeDuplicates();
    return list;
}

struct Token {
    const char *name;
    QColor Theme::*member;
};

const std::array kTokens{Token{"window", &Theme::window},
                         Token{"panel", &Theme::panel},
                         Token{"floor", &Theme::floor},
                         Token{"card", &Theme::card},
                         Token{"inset", &Theme::inset},
                         Token{"raised", &Theme::raised},
                         Token{"hair", &Theme::hair},
                         Token{"line", &Theme::line},
                         Token{"grid", &Theme::grid},
                         Token{"text", &Theme::text},
                         Token{"text2", &Theme::text2},
                         Token{"text3", &Theme::text3},
                         Token{"accent", &Theme::accent},
                         Token{"onaccent", &Theme::onaccent},
                         Token{"accentsoft", &Theme::accentsoft},
                         Token{"accenttext", &Theme::accenttext},
                         Token{"ok", &Theme::ok},
                         Token{"oksoft", &Theme::oksoft},
                         Token{"warn", &Theme::warn},
                         Token{"warnsoft", &Theme::warnsoft},
                         Token{"alarm", &Theme::alarm},
                         Token{"alarmsoft", &Theme::alarmsoft},
                         Token{"onalarm", &Theme::onalarm},
                         Token{"closed", &Theme::closed},
                         Token{"closedsoft", &Theme::closedsoft},
                         Token{"draining", &Theme::draining},
                         Token{"drainingsoft", &Theme::drainingsoft},
                         Token{"throttled", &Theme::throttled},
                         Token{"throttledsoft", &Theme::throttledsoft},
                         Token{"others", &Theme::others},
                         Token{"othersdark", &Theme::othersdark}};

QJsonObject tokens(const QString &name)
{
    QFile file(QStringLiteral(":/tokens.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        initTokens();
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the colours of the program are missing: :/tokens.json");
    }
    const QJsonObject themes =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("themes")).toObject();
    return themes.value(themes.contains(name) ? name : QStringLiteral("light")).toObject();
}

} // namespace

Theme::Theme()
    : Theme(QStringLiteral("light"))
{
}

Theme Theme::named(const QString &wanted) { return Theme(wanted); }

Theme::Theme(const QString &wanted)
{
    const QJsonObject values = tokens(wanted);
    for (const Token &token : kTokens)
        this->*token.member = QColor(values.value(QLatin1String(token.name)).toString());
    const QJsonArray keyColours = values.value(QStringLiteral("keys")).toArray();
    for (std::size_t i = 0; i < keys.size(); ++i)
        keys[i] = QColor(keyColours.at(static_cast<qsizetype>(i)).toString());
    lineScale = values.value(QStringLiteral("bold")).toDouble(1);
    dark = window.lightness() < 128;
    const bool known = wanted == QLatin1String("dark") || wanted == QLatin1String("projector");
    name = known ? wanted : QStringLiteral("light");
    presenter = name == QLatin1String("projector");
    // The warm steps stand between inset and alarm; they never carry a meaning alone (the number is in the card).
    if (dark)
        heat = {inset, QColor(0x4A3A1C), QColor(0x8A6420), QColor(0xD08A3A), alarm};
    else
        heat = {inset, QColor(0xF6DFAE), QColor(0xEDB45A), QColor(0xD9702B), alarm};
    greys = {inset, hair, line, closed, text};
}

QColor Theme::key(int index) const
{
    return index >= 0 && index < static_cast<int>(keys.size()) ? keys[static_cast<std::size_t>(index)] : others;
}

QFont Theme::plainFont(double px, int weight) const
{
    QFont result;
    result.setFamilies(families());
    result.setPointSizeF(px * pointsPerPixel());
    result.setWeight(static_cast<QFont::Weight>(px < 11 ? std::min(weight, static_cast<int>(QFont::Medium)) : weight));
    result.setHintingPreference(QFont::PreferNoHinting);
    return result;
}

QFont Theme::font(double px, int weight) const
{
    const double least = presenter ? 16 : 0;
    return plainFont(std::max(px, least) * uiScale, weight);
}

QFont Theme::font(Role role) const
{
    const Size size = sizeOf(role);
    QFont result = font(size.px, size.weight);
    if (role == Role::Caps)
        result.setLetterSpacing(QFont::AbsoluteSpacing, 0.6 * uiScale);
    return result;
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, panel);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, card);
    p.setColor(QPalette::AlternateBase, floor);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::Button, card);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, alarm);
    p.setColor(QPalette::PlaceholderText, text3);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, onaccent);
    p.setColor(QPalette::Link, accenttext);
    p.setColor(QPalette::LinkVisited, accenttext);
    p.setColor(QPalette::Light, raised);
    p.setColor(QPalette::Midlight, hair);
    p.setColor(QPalette::Mid, line);
    p.setColor(QPalette::Dark, text3);
    p.setColor(QPalette::Shadow, line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, closed);
    p.setColor(QPalette::Disabled, QPalette::Base, inset);
    p.setColor(QPalette::Disabled, QPalette::Highlight, line);
    return p;
}

} // namespace hotshard::views

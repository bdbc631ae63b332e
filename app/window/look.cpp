#include "app/window/look.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace hotshard::app {

views::Theme themeOf(ThemeChoice choice)
{
    views::Theme theme = views::Theme::named(choice == ThemeChoice::Dark            ? QStringLiteral("dark")
                                                 : choice == ThemeChoice::Projector ? QStringLiteral("projector")
                                                                                    : QStringLiteral("light"));
    theme.presenter = false; // all panels stay: the large type of a slide would not fit beside them
    return theme;
}

void useTheme(const views::Theme &theme)
{
    // Style and font once only: set again under a style sheet, they leave hidden widgets with the system's font.
    if (QApplication::style()->objectName() != QLatin1String("fusion") && qApp->styleSheet().isEmpty())
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); // follows a palette everywhere
    const QFont font = theme.font(views::Role::Body);
    if (QApplication::font() != font)
        QApplication::setFont(font);
    QApplication::setPalette(theme.palette());
    if (qApp->styleSheet() != theme.styleSheet())
        qApp->setStyleSheet(theme.styleSheet());
}

} // namespace hotshard::app

#include "app/window/look.h"

#include <QApplication>
#include <QStyleFactory>

namespace hotshard::app {

views::Theme themeOf(ThemeChoice choice)
{
    views::Theme theme = views::Theme::named(choice == ThemeChoice::Dark        ? QStringLiteral("dark")
                                             : choice == ThemeChoice::Projector ? QStringLiteral("projector")
                                                                                : QStringLiteral("light"));
    theme.presenter = false; // all panels stay: the large type of a slide would not fit beside them
    return theme;
}

void useTheme(const views::Theme &theme)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); // the one that follows a palette everywhere
    QApplication::setPalette(theme.palette());
    QApplication::setFont(theme.font(views::Role::Body));
    qApp->setStyleSheet(theme.styleSheet());
}

} // namespace hotshard::app

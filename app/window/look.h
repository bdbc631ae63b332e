// The theme of the settings on the whole application: palette, font, style sheet.
#pragma once

#include "app/window/settings.h"
#include "views/theme/theme.h"

namespace hotshard::app {

[[nodiscard]] views::Theme themeOf(ThemeChoice choice);
/// REQUIRES: a QApplication.
void useTheme(const views::Theme &theme);

} // namespace hotshard::app

// The heading of a component's controls: icon, kind, name; a hairline above all but the first.
#pragma once

#include <QWidget>

#include "session/outline.h"
#include "views/theme/icons.h"
#include "views/theme/theme.h"

namespace hotshard::views {

class GroupHead final : public QWidget {
    Q_OBJECT

public:
    GroupHead(const OutlineParameter &of, bool line, QWidget *parent);
    void setTheme(const Theme &theme);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    Text m_kind;
    QString m_name;
    Icon m_icon;
    bool m_line;
};

} // namespace hotshard::views

// The heading of a side panel: its name in small capitals at the left, a count at the right.
#pragma once

#include <QWidget>

#include "views/theme/theme.h"

namespace hotshard::views {

class PanelHead final : public QWidget {
    Q_OBJECT

public:
    explicit PanelHead(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    void setTexts(const QString &title, const QString &right);
    [[nodiscard]] QString right() const { return m_right; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    QString m_title, m_right;
};

} // namespace hotshard::views

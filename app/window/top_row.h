// The first line of the window: menus, the scenario's title in the middle, its seed at the right.
#pragma once

#include <QWidget>

#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QMenuBar)

namespace hotshard::app {

class TopRow final : public QWidget {
    Q_OBJECT

public:
    explicit TopRow(QWidget *parent = nullptr);
    [[nodiscard]] QMenuBar *menuBar() const { return m_menu; }
    void setTheme(const views::Theme &theme);
    void setTexts(const QString &title, const QString &right);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QMenuBar *m_menu;
    views::Theme m_theme;
    QString m_title, m_right;
};

} // namespace hotshard::app

// A side panel that folds to a rail of 40 px with one button a panel in it.
#pragma once

#include <QWidget>

#include "views/theme/icons.h"
#include "views/theme/theme.h"

#include <functional>
#include <vector>

QT_FORWARD_DECLARE_CLASS(QToolButton)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace hotshard::app {

class Foldable final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kRail = 40;

    /// Takes ownership of `content`.
    Foldable(QWidget *content, int width, QWidget *parent = nullptr);
    /// A button of the rail; `name` is asked for again when the language changes. The rail owns it.
    QToolButton *addRailButton(views::Icon icon, std::function<QString()> name);
    void setTheme(const views::Theme &theme);
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return m_folded; }
    void setPanelWidth(int width);

signals:
    void unfoldRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry {
        QToolButton *button;
        views::Icon icon;
        std::function<QString()> name;
    };
    void retranslate();
    void apply();

    views::Theme m_theme;
    QWidget *m_content, *m_rail;
    QVBoxLayout *m_railColumn;
    std::vector<Entry> m_entries;
    int m_width;
    bool m_folded = false;
};

} // namespace hotshard::app

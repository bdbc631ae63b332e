// What is wrong with a file, all of it: line, place, what was found and what would be right.
#pragma once

#include <QFrame>

#include "kernel/issue.h"
#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QPushButton)
QT_FORWARD_DECLARE_CLASS(QScrollArea)

namespace hotshard::app {

class ProblemCard final : public QFrame {
    Q_OBJECT

public:
    explicit ProblemCard(QWidget *parent = nullptr);
    void setTheme(const views::Theme &theme);
    void setProblems(const QString &path, const Issues &issues);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString details() const;
    /// Keeps the card in the middle of `area`, its parent's.
    void placeIn(const QRect &area);

signals:
    void showInFile(const QString &path);
    void openAnother();
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    [[nodiscard]] QString html() const;

    views::Theme m_theme;
    QString m_path;
    Issues m_issues;
    QLabel *m_title, *m_details;
    QScrollArea *m_scroll;
    QPushButton *m_show, *m_another, *m_close;
};

} // namespace hotshard::app

// One finding: edge and icon of its level, a sentence, its evidence, what helps, and a button that shows where.
#pragma once

#include <QFrame>

#include "metrics/snapshot.h"
#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QPushButton)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace hotshard::views {

class ShareBar;

class FindingCard final : public QFrame {
    Q_OBJECT

public:
    explicit FindingCard(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setFinding(const Finding &finding, const Snapshot &snapshot);
    /// Closed = one line: icon, sentence, chevron.
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const Finding &finding() const { return m_finding; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QPushButton *showButton() const { return m_show; }
    [[nodiscard]] QToolButton *openButton() const { return m_openButton; }
    void retranslate();

signals:
    void showRequested(hotshard::ShardId shard);
    void openRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double px(double pixels) const { return pixels * m_theme.uiScale; }
    [[nodiscard]] QColor levelColour() const;
    void setText(QLabel *label, const QString &text);
    void showParts();

    Theme m_theme;
    Finding m_finding;
    bool m_open = true;
    QLabel *m_title, *m_evidence, *m_remedy;
    ShareBar *m_share;
    QPushButton *m_show;
    QToolButton *m_openButton;
};

} // namespace hotshard::views

// Shown beneath the tool bar while a file is read: a line of 3 px, what is read, how far, and Stop. Appears only
// after 300 ms: a small file is there before.
#pragma once

#include <QTimer>
#include <QWidget>

#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace hotshard::app {

class LoadingStrip final : public QWidget {
    Q_OBJECT

public:
    explicit LoadingStrip(QWidget *parent = nullptr);
    void setTheme(const views::Theme &theme);
    void begin(const QString &fileName);
    void setProgress(double share);
    void end();

signals:
    void stopRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    views::Theme m_theme;
    QString m_file;
    QLabel *m_text;
    QPushButton *m_stop;
    QTimer m_delay;
    double m_share = 0;
};

} // namespace hotshard::app

// The slider of the program: a thin track with a round thumb, a hollow mark where the value was, the real
// system's limit as a triangle with words, or labelled ticks. Knows places (0..1), not values.
#pragma once

#include <QAbstractSlider>

#include "views/theme/theme.h"

#include <optional>
#include <utility>
#include <vector>

namespace hotshard::views {

class TrackSlider final : public QAbstractSlider {
    Q_OBJECT

public:
    explicit TrackSlider(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setFraction(double fraction);
    [[nodiscard]] double fraction() const { return m_fraction; }
    void setChangedFrom(std::optional<double> fraction);
    void setLimit(std::optional<double> fraction, const QString &text);
    void setTicks(std::vector<std::pair<double, QString>> ticks);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// By mouse; `final` when the button was released.
    void moved(double fraction, bool final);
    /// By arrow and page keys and by the wheel.
    void stepped(int steps);
    void wentToEnd(bool maximum);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] double px(double pixels) const { return pixels * m_theme.uiScale; }
    [[nodiscard]] double xOf(double fraction) const;
    [[nodiscard]] bool hasWords() const { return m_limit || !m_ticks.empty(); }
    void follow(const QPointF &position, bool final);
    void paintTrack(QPainter &painter, double y);
    void paintWords(QPainter &painter, double y);

    Theme m_theme;
    double m_fraction = 0;
    std::optional<double> m_changedFrom, m_limit;
    QString m_limitText;
    std::vector<std::pair<double, QString>> m_ticks;
    bool m_hovered = false, m_focusShown = false;
    int m_wheelRest = 0;
};

} // namespace hotshard::views

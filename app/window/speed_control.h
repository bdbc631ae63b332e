// The speed of the run: a logarithmic slider from 1 to 10,000 and a field that can be typed into.
#pragma once

#include <QWidget>

#include "views/theme/theme.h"

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace hotshard::views {
class TrackSlider;
}

namespace hotshard::app {

class SpeedControl final : public QWidget {
    Q_OBJECT

public:
    static constexpr double kSlowest = 1, kFastest = 10'000;

    explicit SpeedControl(QWidget *parent = nullptr);
    void setTheme(const views::Theme &theme);
    void setSpeed(double speed);
    [[nodiscard]] double speed() const { return m_speed; }
    /// One step of 1, 2, 5, 10 ... up or down.
    void stepBy(int steps);
    /// What the engine reaches instead; 0 = it keeps up.
    void setReached(double speed);
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] views::TrackSlider *slider() const { return m_slider; }
    void setCompact(bool compact);

signals:
    void speedChosen(double speed);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(double speed);
    void showSpeed();
    void acceptTyped();
    void abandon();
    void retranslate();

    views::Theme m_theme;
    QLabel *m_label;
    views::TrackSlider *m_slider;
    QLineEdit *m_field;
    double m_speed = 60, m_reached = 0;
};

/// "60×", "1,000×".
[[nodiscard]] QString speedText(double speed);
/// 60 from "60", "60x", "1,000×"; 0 when it is no speed.
[[nodiscard]] double parseSpeed(const QString &text);

} // namespace hotshard::app

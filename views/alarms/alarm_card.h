// One alarm: its name and state, what it watches, the newest value against the threshold, and its history.
#pragma once

#include <QFrame>

#include "metrics/snapshot.h"
#include "views/theme/theme.h"

#include <optional>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace hotshard::views {

class AlarmMeter;

class AlarmCard final : public QFrame {
    Q_OBJECT

public:
    explicit AlarmCard(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// `name`: as the scenario calls it in the language of the program.
    void setAlarm(const AlarmView &alarm, const QString &name);
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString state() const;
    [[nodiscard]] QString watches() const;
    [[nodiscard]] QString value() const;
    [[nodiscard]] QString threshold() const;
    [[nodiscard]] QString history() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double px(double pixels) const { return pixels * m_theme.uiScale; }
    void colour();

    Theme m_theme;
    AlarmState m_state = AlarmState::InsufficientData;
    QLabel *m_name, *m_word, *m_watches, *m_value, *m_threshold, *m_history;
    AlarmMeter *m_meter;
};

/// The newest value as a bar, and a tick at the threshold.
class AlarmMeter final : public QWidget {
    Q_OBJECT

public:
    explicit AlarmMeter(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    void set(std::optional<double> value, double threshold, AlarmState state);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    std::optional<double> m_value;
    double m_threshold = 0;
    AlarmState m_state = AlarmState::InsufficientData;
};

} // namespace hotshard::views

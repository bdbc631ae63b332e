// The two painted parts of the story: the bar of steps and an answer.
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include "views/theme/theme.h"

namespace hotshard::views {

/// One segment a step; those reached are filled, the shown one is thicker.
class StepsBar final : public QWidget {
    Q_OBJECT

public:
    explicit StepsBar(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    void setSteps(int count, int reached, int shown);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    int m_count = 0, m_reached = 0, m_shown = 0;
};

/// An answer: letter, text, and after the reveal a check or "your guess".
class AnswerButton final : public QAbstractButton {
    Q_OBJECT

public:
    enum class Result { Open, Right, Wrong, Other };
    explicit AnswerButton(int index, QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    void setAnswer(const QString &text, Result result);
    [[nodiscard]] Result result() const { return m_result; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double px(double pixels) const { return pixels * m_theme.uiScale; }
    [[nodiscard]] double noteWidth() const;
    [[nodiscard]] QRectF textRect(int width) const;

    Theme m_theme;
    int m_index;
    Result m_result = Result::Open;
};

} // namespace hotshard::views

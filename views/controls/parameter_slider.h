// A number with its unit: a field that can be typed into and a slider beneath it.
#pragma once

#include "views/controls/parameter_row.h"
#include "views/controls/slider_scale.h"

#include <QTimer>

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace hotshard::views {

class TrackSlider;

class ParameterSlider final : public ParameterRow {
    Q_OBJECT

public:
    ParameterSlider(OutlineParameter parameter, QWidget *parent);

    [[nodiscard]] bool isBusy() const override;
    [[nodiscard]] QWidget *mainField() const override;
    [[nodiscard]] QWidgetList fields() const override;
    void setTheme(const Theme &theme) override;
    void retranslate() override;
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] TrackSlider *track() const { return m_track; }
    /// What is wrong with the typed text; empty when nothing is.
    [[nodiscard]] QString problem() const;
    /// A value waits for the hand at the keys or the wheel to rest.
    [[nodiscard]] bool isResting() const { return m_rest.isActive(); }
    void abandon() override;

protected:
    void showValue() override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void preview(double number, bool commitNow);
    void commit();
    void acceptTyped();
    void setProblem(const QString &text);
    void placeProblem();
    void fitField();
    [[nodiscard]] QString expectation() const;
    [[nodiscard]] bool isNumeric() const;

    SliderScale m_scale;
    QLineEdit *m_field;
    TrackSlider *m_track;
    QLabel *m_problem; ///< a sibling: it lies over the rows below
    QTimer m_rest;     ///< a hand that rests has chosen: every step on the way would be a change of its own
    ParameterValue m_pending;
};

} // namespace hotshard::views

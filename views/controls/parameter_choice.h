// A parameter with a few named values.
#pragma once

#include "views/controls/parameter_row.h"

QT_FORWARD_DECLARE_CLASS(QBoxLayout)
QT_FORWARD_DECLARE_CLASS(QComboBox)

namespace hotshard::views {

class ParameterChoice final : public ParameterRow {
    Q_OBJECT

public:
    ParameterChoice(OutlineParameter parameter, QWidget *parent);

    [[nodiscard]] bool isBusy() const override;
    [[nodiscard]] QWidget *mainField() const override;
    [[nodiscard]] QWidgetList fields() const override;
    void setTheme(const Theme &theme) override;
    void retranslate() override;
    [[nodiscard]] QComboBox *box() const { return m_box; }

protected:
    void showValue() override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// The box beside the label, or below it where both do not fit.
    void arrange();
    void widenPopup();

    QBoxLayout *m_line = nullptr;
    QComboBox *m_box;
};

} // namespace hotshard::views

// A parameter with a few named values.
#pragma once

#include "views/controls/parameter_row.h"

QT_FORWARD_DECLARE_CLASS(QComboBox)

namespace hotshard::views {

class ParameterChoice final : public ParameterRow {
    Q_OBJECT

public:
    ParameterChoice(OutlineParameter parameter, QWidget *parent);

    [[nodiscard]] bool isBusy() const override;
    [[nodiscard]] QWidget *mainField() const override;
    [[nodiscard]] QWidgetList fields() const override;
    void retranslate() override;
    [[nodiscard]] QComboBox *box() const { return m_box; }

protected:
    void showValue() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QComboBox *m_box;
};

} // namespace hotshard::views

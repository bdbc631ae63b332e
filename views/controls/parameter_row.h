// One parameter of the panel: label, changed mark, reset arrow, and a field of its kind below or beside it.
#pragma once

#include <QWidget>

#include "session/outline.h"
#include "views/theme/theme.h"

#include <QString>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace hotshard::views {

/// Base of slider and choice. Shows a value, says when a hand changed it; does not change anything itself.
class ParameterRow : public QWidget {
    Q_OBJECT

public:
    ParameterRow(OutlineParameter parameter, QWidget *parent);

    [[nodiscard]] const OutlineParameter &parameter() const { return m_parameter; }
    [[nodiscard]] QString path() const { return QString::fromStdString(m_parameter.path); }
    [[nodiscard]] const ParameterValue &value() const { return m_parameter.value; }
    /// As the file has it?
    [[nodiscard]] bool isChanged() const { return !(m_parameter.value == m_parameter.initial); }
    /// True while a hand is at it: it must not be moved from outside.
    [[nodiscard]] virtual bool isBusy() const { return false; }
    /// Gives up what was typed and not accepted: the value of the run stands there again.
    virtual void abandon() { }
    /// What takes the keyboard first.
    [[nodiscard]] virtual QWidget *mainField() const = 0;
    /// All that takes the keyboard, in the order of the Tab key.
    [[nodiscard]] virtual QWidgetList fields() const = 0;
    void setValue(const ParameterValue &value);
    virtual void setTheme(const Theme &theme);
    virtual void retranslate();

signals:
    void edited(const QString &path, const hotshard::ParameterValue &value);
    /// A hand is on its way to this value, and has not chosen yet.
    void considered(const QString &path, const hotshard::ParameterValue &value);
    /// It has chosen, or given up.
    void decided();

protected:
    /// Shows m_parameter.value in the field.
    virtual void showValue() = 0;
    void setByHand(const ParameterValue &value);
    /// Makes the label's letters smaller until its longest word fits beside `beside` pixels of field.
    void fitLabel(int beside);
    [[nodiscard]] QString titleText() const;
    /// Help, path and range: the tool tip of everything in the row.
    [[nodiscard]] QString tipText() const;
    /// "from 0/s to 10000000/s".
    [[nodiscard]] QString rangeText() const;
    void paintEvent(QPaintEvent *event) override;

    OutlineParameter m_parameter;
    Theme m_theme;
    QLabel *m_label;
    QToolButton *m_reset;

private:
    void showChanged();
};

/// A printed value as people read it: a narrow space before the unit. Reads back after `typed`.
[[nodiscard]] QString prettyValue(const ParameterDecl &decl, const ParameterValue &value);
/// What a person typed, without the spaces that only serve reading.
[[nodiscard]] std::string typed(const QString &text);
/// The value that was typed: a number with its unit, or the word that stands for none.
[[nodiscard]] std::optional<ParameterValue> typedValue(const ParameterDecl &decl, const QString &text);

} // namespace hotshard::views

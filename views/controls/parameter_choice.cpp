#include "views/controls/parameter_choice.h"

#include "views/charts/chart_context.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QAbstractItemView>
#include <QToolButton>

#include <cmath>

namespace hotshard::views {

namespace {

constexpr int kLeastWidth = 104, kMostWidth = 136;

} // namespace

ParameterChoice::ParameterChoice(OutlineParameter parameter, QWidget *parent)
    : ParameterRow(std::move(parameter), parent)
    , m_box(new QComboBox(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 8);
    row->setSpacing(4);
    row->addWidget(m_label, 1);
    row->addWidget(m_reset);
    row->addWidget(m_box);
    m_label->setBuddy(m_box);
    m_label->setWordWrap(true);
    m_box->setMinimumWidth(kLeastWidth);
    m_box->setMaximumWidth(kMostWidth);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(9);
    m_box->installEventFilter(this);
    const std::size_t count = m_parameter.decl.type == ParameterType::Boolean ? 2 : m_parameter.decl.choices.size();
    for (std::size_t i = 0; i < count; ++i)
        m_box->addItem({});
    connect(m_box, &QComboBox::activated, this,
            [this](int index) { setByHand(fromNumber(m_parameter.decl, index)); });
    retranslate();
    showValue();
}

QWidget *ParameterChoice::mainField() const
{
    return m_box;
}

QWidgetList ParameterChoice::fields() const
{
    return {m_box, m_reset};
}

bool ParameterChoice::isBusy() const
{
    return m_box->view()->isVisible();
}

void ParameterChoice::showValue()
{
    m_box->setCurrentIndex(static_cast<int>(std::lround(toNumber(m_parameter.decl, m_parameter.value))));
}

bool ParameterChoice::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::Wheel && !m_box->hasFocus()) {
        event->ignore(); // the panel scrolls; the box keeps its value
        return true;
    }
    return ParameterRow::eventFilter(watched, event);
}

void ParameterChoice::retranslate()
{
    ParameterRow::retranslate();
    const ParameterDecl &decl = m_parameter.decl;
    if (decl.type == ParameterType::Boolean) {
        m_box->setItemText(0, tr("off"));
        m_box->setItemText(1, tr("on"));
    }
    for (std::size_t i = 0; i < decl.choices.size() && decl.type == ParameterType::Choice; ++i)
        m_box->setItemText(static_cast<int>(i), shown(decl.choices[i].title));
    m_box->setAccessibleName(titleText());
    m_box->setAccessibleDescription(tipText());
    m_box->setToolTip(tipText());
    const int initial = static_cast<int>(std::lround(toNumber(decl, m_parameter.initial)));
    m_reset->setToolTip(tr("Back to %1, as the scenario has it.").arg(m_box->itemText(initial)));
}

} // namespace hotshard::views

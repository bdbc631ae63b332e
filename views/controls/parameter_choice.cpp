#include "views/controls/parameter_choice.h"

#include "views/charts/chart_context.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace hotshard::views {

namespace {

constexpr int kLeastWidth = 104, kMostWidth = 136;
constexpr int kPopupMargin = 44; // frame, padding, scroll bar

} // namespace

ParameterChoice::ParameterChoice(OutlineParameter parameter, QWidget *parent)
    : ParameterRow(std::move(parameter), parent)
    , m_box(new QComboBox(this))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_label, 1);
    head->addWidget(m_reset);
    m_line = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_line->setContentsMargins(0, 0, 0, 8);
    m_line->setSpacing(4);
    m_line->addLayout(head, 1);
    m_line->addWidget(m_box);
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
    connect(m_box, &QComboBox::activated, this, [this](int index) { setByHand(fromNumber(m_parameter.decl, index)); });
    retranslate();
    showValue();
}

QWidget *ParameterChoice::mainField() const { return m_box; }

QWidgetList ParameterChoice::fields() const { return {m_box, m_reset}; }

bool ParameterChoice::isBusy() const { return m_box->view()->isVisible(); }

void ParameterChoice::arrange()
{
    const int reset = m_reset->width() + 2 * m_line->spacing();
    const int words = m_label->fontMetrics().horizontalAdvance(titleText()) + m_label->contentsMargins().left();
    const bool narrow = words + reset + kLeastWidth > width();
    const auto direction = narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    m_box->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : kMostWidth);
    if (m_line->direction() != direction)
        m_line->setDirection(direction);
}

void ParameterChoice::widenPopup()
{
    // As wide as its longest option, however narrow the box.
    int widest = 0;
    for (int i = 0; i < m_box->count(); ++i)
        widest = std::max(widest, m_box->view()->fontMetrics().horizontalAdvance(m_box->itemText(i)));
    m_box->view()->setMinimumWidth(widest + kPopupMargin);
}

void ParameterChoice::resizeEvent(QResizeEvent *event)
{
    ParameterRow::resizeEvent(event);
    arrange();
}

void ParameterChoice::setTheme(const Theme &theme)
{
    ParameterRow::setTheme(theme);
    widenPopup();
    arrange();
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
    widenPopup();
    arrange();
    m_box->setAccessibleName(titleText());
    m_box->setAccessibleDescription(tipText());
    m_box->setToolTip(tipText());
    const int initial = static_cast<int>(std::lround(toNumber(decl, m_parameter.initial)));
    m_reset->setToolTip(tr("Back to %1, as the scenario has it.").arg(m_box->itemText(initial)));
}

} // namespace hotshard::views

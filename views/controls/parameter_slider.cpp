#include "views/controls/parameter_slider.h"

#include "views/charts/chart_context.h"
#include "views/controls/track_slider.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace hotshard::views {

namespace {

constexpr int kRestMs = 250;
constexpr int kFieldWidth = 104, kFieldHeight = 24;

void setFlag(QWidget *widget, const char *name, bool on)
{
    if (widget->property(name).toBool() == on)
        return;
    widget->setProperty(name, on);
    widget->style()->unpolish(widget); // a property selector of the style sheet is read once only
    widget->style()->polish(widget);
}

constexpr double kNarrow = 215, kNarrowField = 78; ///< width of the row, and of its field then

} // namespace

ParameterSlider::ParameterSlider(OutlineParameter parameter, QWidget *parent)
    : ParameterRow(std::move(parameter), parent)
    , m_scale(m_parameter.decl)
    , m_field(new QLineEdit(this))
    , m_track(new TrackSlider(this))
    , m_problem(new QLabel(parent))
    , m_pending(m_parameter.value)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_label, 1);
    head->addWidget(m_reset);
    head->addWidget(m_field);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 2);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_track);
    m_label->setWordWrap(true);
    m_label->setBuddy(m_field);
    m_field->setAlignment(Qt::AlignRight);
    m_field->installEventFilter(this);
    m_problem->setWordWrap(true);
    m_problem->setAutoFillBackground(true);
    m_problem->setFrameShape(QFrame::Box);
    m_problem->setMargin(4);
    m_problem->hide();
    m_track->setVisible(isNumeric());
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &ParameterSlider::commit);
    connect(m_field, &QLineEdit::editingFinished, this, &ParameterSlider::acceptTyped);
    connect(m_field, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    connect(m_track, &TrackSlider::moved, this,
            [this](double fraction, bool final) { preview(m_scale.numberAt(fraction), final); });
    connect(m_track, &TrackSlider::stepped, this,
            [this](int steps) { preview(m_scale.stepped(toNumber(m_parameter.decl, m_pending), steps), false); });
    connect(m_track, &TrackSlider::wentToEnd, this,
            [this](bool maximum) { preview(maximum ? m_parameter.decl.max : m_parameter.decl.min, false); });
    retranslate();
    showValue();
}

bool ParameterSlider::isNumeric() const
{
    const ParameterDecl &decl = m_parameter.decl;
    return decl.type != ParameterType::Text && decl.type != ParameterType::TextList && decl.max > decl.min;
}

QWidget *ParameterSlider::mainField() const { return isNumeric() ? static_cast<QWidget *>(m_track) : m_field; }

QWidgetList ParameterSlider::fields() const { return {m_track, m_field, m_reset}; }

bool ParameterSlider::isBusy() const
{
    return m_rest.isActive() || m_track->isSliderDown() || m_field->isModified() || !problem().isEmpty();
}

QString ParameterSlider::problem() const { return m_problem->isHidden() ? QString() : m_problem->text(); }

void ParameterSlider::preview(double number, bool commitNow)
{
    m_pending = fromNumber(m_parameter.decl, number);
    setProblem({});
    m_field->setText(prettyValue(m_parameter.decl, m_pending));
    m_field->setModified(false);
    if (!m_track->isSliderDown())
        m_track->setFraction(m_scale.fraction(toNumber(m_parameter.decl, m_pending)));
    if (!commitNow)
        emit considered(path(), m_pending);
    if (commitNow)
        commit();
    else if (m_track->isSliderDown())
        m_rest.stop(); // a hand that drags chooses when it lets go, however long it hesitates
    else
        m_rest.start();
}

void ParameterSlider::commit()
{
    m_rest.stop();
    setByHand(m_pending);
    showValue();
    emit decided();
}

void ParameterSlider::acceptTyped()
{
    if (!m_field->isModified())
        return;
    const ParameterDecl &decl = m_parameter.decl;
    const std::optional<ParameterValue> value = typedValue(decl, m_field->text());
    if (!value || !isValid(decl, *value)) {
        if (!m_field->hasFocus())
            return abandon(); // who turns away has given it up
        setProblem(expectation());
        m_field->selectAll();
        return;
    }
    m_field->setModified(false);
    m_pending = *value;
    commit();
}

QString ParameterSlider::expectation() const
{
    const QString example = prettyValue(m_parameter.decl, m_parameter.initial);
    if (rangeText().isEmpty())
        return tr("Expected something like %1").arg(example);
    if (m_parameter.decl.type == ParameterType::Integer)
        return tr("Expected a whole number %1, such as %2").arg(rangeText(), example);
    return tr("Expected a value %1, such as %2").arg(rangeText(), example);
}

void ParameterSlider::abandon()
{
    if (m_track->isSliderDown())
        return;
    m_rest.stop();
    m_field->setModified(false);
    setProblem({});
    showValue();
    emit decided();
}

void ParameterSlider::setProblem(const QString &text)
{
    m_problem->setText(text);
    placeProblem();
    m_problem->setVisible(!text.isEmpty());
    m_field->setAccessibleDescription(text.isEmpty() ? tipText() : text);
    setFlag(m_field, "invalid", !text.isEmpty());
}

void ParameterSlider::showValue()
{
    if (isBusy())
        return;
    m_pending = m_parameter.value;
    m_field->setText(prettyValue(m_parameter.decl, m_parameter.value));
    m_field->setModified(false);
    setFlag(m_field, "changed", isChanged());
    fitField();
    if (!isNumeric())
        return;
    const auto place = [this](const ParameterValue &value) {
        return m_scale.fraction(toNumber(m_parameter.decl, value));
    };
    m_track->setFraction(place(m_parameter.value));
    m_track->setChangedFrom(isChanged() ? std::optional(place(m_parameter.initial)) : std::nullopt);
    m_track->setAccessibleDescription(m_field->text());
}

bool ParameterSlider::eventFilter(QObject *watched, QEvent *event)
{
    const bool left =
        event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason;
    if (watched == m_field && left && !problem().isEmpty() && window()->isActiveWindow())
        abandon(); // editingFinished does not come a second time for the same text
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && (m_field->isModified() || !problem().isEmpty())) {
            abandon();
            return true;
        }
        if (isNumeric() && (key == Qt::Key_Up || key == Qt::Key_Down)) {
            preview(m_scale.stepped(toNumber(m_parameter.decl, m_pending), key == Qt::Key_Up ? 1 : -1), false);
            return true;
        }
    }
    return ParameterRow::eventFilter(watched, event);
}

void ParameterSlider::placeProblem()
{
    // Over what stands below: a message that took room would push all other controls away.
    const int height = m_problem->heightForWidth(width());
    m_problem->setGeometry(x(), y() + m_field->geometry().bottom() + 3, width(), height);
    m_problem->raise();
}

void ParameterSlider::moveEvent(QMoveEvent *event)
{
    ParameterRow::moveEvent(event);
    placeProblem();
}

void ParameterSlider::resizeEvent(QResizeEvent *event)
{
    ParameterRow::resizeEvent(event);
    fitField();
    placeProblem();
}

void ParameterSlider::fitField()
{
    // In a narrow panel the name needs the room more than the number.
    const double wide = width() < kNarrow * m_theme.uiScale ? kNarrowField : kFieldWidth;
    m_field->setFixedWidth(static_cast<int>(wide * m_theme.uiScale));
    fitLabel(m_field->width() + 4);
}

void ParameterSlider::setTheme(const Theme &theme)
{
    m_track->setTheme(theme);
    m_field->setFixedSize(static_cast<int>(kFieldWidth * theme.uiScale),
                          static_cast<int>(kFieldHeight * theme.uiScale));
    QPalette colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, theme.alarm);
    colours.setColor(QPalette::Window, theme.card);
    m_problem->setPalette(colours);
    m_problem->setFont(theme.font(Role::Label));
    ParameterRow::setTheme(theme);
}

void ParameterSlider::retranslate()
{
    ParameterRow::retranslate();
    m_field->setAccessibleName(tr("%1, value").arg(titleText()));
    m_track->setAccessibleName(tr("%1, slider").arg(titleText()));
    for (QWidget *widget : {static_cast<QWidget *>(m_field), static_cast<QWidget *>(m_track)})
        widget->setToolTip(tipText());
    const ParameterDecl &decl = m_parameter.decl;
    if (decl.realLimit && isNumeric())
        m_track->setLimit(m_scale.fraction(*decl.realLimit), shown(decl.realLimitText));
}

} // namespace hotshard::views

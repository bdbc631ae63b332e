#include "views/inspect/event_view.h"

#include "session/handed_event.h"
#include "views/inspect/facts.h"
#include "views/inspect/json_highlighter.h"
#include "views/theme/view_text.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace hotshard::views {

EventView::EventView(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_colours(new JsonHighlighter(m_text->document()))
    , m_base64(new QToolButton(this))
    , m_decoded(new QToolButton(this))
    , m_copy(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_note(new QLabel(this))
{
    auto *choice = new QButtonGroup(this);
    for (QToolButton *button : {m_base64, m_decoded}) {
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        choice->addButton(button);
    }
    m_base64->setChecked(true);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_note->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_base64);
    buttons->addWidget(m_decoded);
    buttons->addStretch(1);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(buttons);
    column->addWidget(m_text, 1);
    column->addWidget(m_note);
    connect(m_base64, &QToolButton::toggled, this, &EventView::refresh);
    connect(m_copy, &QPushButton::clicked, this, &EventView::copy);
    connect(m_save, &QPushButton::clicked, this, &EventView::save);
    retranslate();
}

void EventView::setTheme(const Theme &theme)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(static_cast<int>(12 * theme.uiScale));
    m_text->setFont(font);
    m_note->setFont(theme.font(Role::Label));
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, theme.text2);
    m_note->setPalette(palette);
    m_colours->setTheme(theme);
}

void EventView::retranslate()
{
    const auto button = [](QAbstractButton *made, const char *text, const char *tip) {
        made->setText(inspectText(text));
        made->setAccessibleName(inspectText(text));
        made->setToolTip(inspectText(tip));
    };
    button(m_base64, "Base64", "The data of each record as the function gets it.");
    button(m_decoded, "Decoded", "The data of each record as the JSON that is in it. Saved is always Base64.");
    button(m_copy, "Copy", "Copies the whole event, as the function gets it.");
    button(m_save, "Save as...", "Saves the whole event as a file, to test a function of your own with.");
    m_text->setAccessibleName(inspectText("Event JSON"));
    m_text->setToolTip(inspectText("What the function is handed with this batch."));
    refresh();
}

bool EventView::hasRecords() const
{
    return m_inspection && m_inspection->batch && !m_inspection->batch->records.empty();
}

void EventView::setInspection(const InspectionPtr &inspection)
{
    m_inspection = inspection;
    if (isVisibleTo(parentWidget()))
        refresh();
}

bool EventView::isDecoded() const { return m_decoded->isChecked(); }

void EventView::setDecoded(bool decoded) { (decoded ? m_decoded : m_base64)->setChecked(true); }

std::vector<QWidget *> EventView::fields() const { return {m_base64, m_decoded, m_copy, m_save, m_text}; }

QByteArray EventView::event() const
{
    return hasRecords() ? QByteArray::fromStdString(handedEvent(*m_inspection)) : QByteArray();
}

void EventView::refresh()
{
    m_copy->setEnabled(hasRecords());
    m_save->setEnabled(hasRecords());
    m_note->setVisible(true);
    if (!hasRecords()) {
        m_text->clear();
        m_note->setText(inspectText("There is no batch here, and no record waits for one."));
        return;
    }
    const std::size_t all = m_inspection->batch->records.size();
    const QString text = QString::fromStdString(handedEvent(*m_inspection, isDecoded(), kShownRecords));
    if (text != m_text->toPlainText()) {
        const int place = m_text->verticalScrollBar()->value();
        m_text->setPlainText(text);
        m_text->verticalScrollBar()->setValue(place);
    }
    const QLocale locale;
    if (all > kShownRecords)
        m_note->setText(inspectText("The first %1 of %2 records are shown; copied and saved are all.")
                            .arg(view_text::count(kShownRecords, locale), view_text::count(all, locale)));
    else
        m_note->setVisible(false);
}

void EventView::copy() { QGuiApplication::clipboard()->setText(QString::fromUtf8(event())); }

void EventView::save() { emit saveRequested(QString::fromStdString(handedEventFileName(*m_inspection)), event()); }

} // namespace hotshard::views

#include "views/controls/parameter_panel.h"

#include "views/charts/chart_context.h"
#include "views/controls/group_head.h"
#include "views/controls/panel_head.h"
#include "views/controls/parameter_choice.h"
#include "views/controls/parameter_slider.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace hotshard::views {

namespace {

constexpr qint64 kAnswerMs = 1500; // an engine that has not answered by then has refused

} // namespace

ParameterPanel::ParameterPanel(QWidget *parent)
    : QWidget(parent)
    , m_head(new PanelHead(this))
    , m_scroll(new QScrollArea(this))
    , m_none(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_none);
    column->addWidget(m_scroll, 1);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(16, 0, 16, 0);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_clock.start();
    clear();
    retranslate();
}

void ParameterPanel::clear()
{
    m_rows.clear();
    m_groups.clear();
    m_edits.clear();
    m_seen.clear();
    auto *inner = new QWidget;
    inner->setAutoFillBackground(false);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(16, 0, 14, 16);
    m_column->setSpacing(0);
    m_scroll->setWidget(inner); // deletes the old one
    m_scroll->viewport()->setAutoFillBackground(false);
}

void ParameterPanel::setOutline(const Outline &outline)
{
    clear();
    m_run = 0;
    // A component has one group, where its first control stands.
    QSet<QString> done;
    for (const OutlineParameter &first : outline.controls) {
        const QString id = QString::fromStdString(first.component);
        if (done.contains(id))
            continue;
        done.insert(id);
        addGroup(first);
        for (const OutlineParameter &parameter : outline.controls)
            if (parameter.component == first.component)
                addRow(parameter);
    }
    m_column->addStretch(1);
    m_none->setVisible(m_rows.isEmpty());
    setTheme(m_theme);
    retranslate();
}

void ParameterPanel::addGroup(const OutlineParameter &first)
{
    auto *head = new GroupHead(first, !m_groups.isEmpty(), m_scroll->widget());
    m_groups << head;
    m_column->addWidget(head);
}

void ParameterPanel::addRow(const OutlineParameter &parameter)
{
    const ParameterType type = parameter.decl.type;
    QWidget *inner = m_scroll->widget();
    ParameterRow *row = nullptr;
    if (type == ParameterType::Choice || type == ParameterType::Boolean)
        row = new ParameterChoice(parameter, inner);
    else
        row = new ParameterSlider(parameter, inner);
    m_rows << row;
    m_column->addWidget(row);
    connect(row, &ParameterRow::edited, this, [this](const QString &path, const ParameterValue &value) {
        m_edits.insert(path, {value, m_clock.elapsed()});
        showCount();
        emit parameterEdited(path, value);
    });
    connect(row, &ParameterRow::considered, this, &ParameterPanel::parameterConsidered);
    connect(row, &ParameterRow::decided, this, &ParameterPanel::parameterDecided);
}

void ParameterPanel::setSnapshot(const SnapshotPtr &snapshot)
{
    if (!snapshot || (snapshot->run == m_run && snapshot->changes == m_seen && m_edits.isEmpty()))
        return;
    if (m_run != 0 && snapshot->run != m_run)
        for (ParameterRow *each : m_rows)
            each->abandon();
    m_run = snapshot->run;
    m_seen = snapshot->changes;
    QHash<QString, ParameterValue> values;
    for (const ParameterRow *each : m_rows)
        values.insert(each->path(), each->parameter().initial);
    for (const ChangeMark &mark : m_seen) {
        const ParameterRow *target = mark.planned ? nullptr : row(QString::fromStdString(mark.path));
        if (!target)
            continue;
        if (const auto value = parseValue(target->parameter().decl, mark.to))
            values.insert(target->path(), *value);
    }
    for (ParameterRow *each : m_rows) {
        const ParameterValue &value = values.value(each->path());
        if (const auto edit = m_edits.constFind(each->path()); edit != m_edits.constEnd()) {
            // The engine answers a little later; until then older snapshots must not move the slider back.
            if (!(edit->value == value) && m_clock.elapsed() - edit->at < kAnswerMs)
                continue;
            m_edits.erase(edit);
        }
        if (!each->isBusy())
            each->setValue(value);
    }
    showCount();
}

ParameterRow *ParameterPanel::row(const QString &path) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const ParameterRow *r) { return r->path() == path; });
    return found == m_rows.end() ? nullptr : *found;
}

QWidget *ParameterPanel::firstField() const { return m_rows.isEmpty() ? nullptr : m_rows.front()->mainField(); }

int ParameterPanel::changedCount() const
{
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const ParameterRow *r) { return r->isChanged(); }));
}

void ParameterPanel::showCount()
{
    const int count = changedCount();
    m_head->setTexts(tr("Controls"), count > 0 ? tr("%1 changed").arg(count) : QString());
}

void ParameterPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_head->setTheme(theme);
    QPalette colours = m_none->palette();
    colours.setColor(QPalette::WindowText, theme.text3);
    m_none->setPalette(colours);
    for (ParameterRow *each : m_rows)
        each->setTheme(theme);
    for (GroupHead *each : m_groups)
        each->setTheme(theme);
    update();
}

void ParameterPanel::retranslate()
{
    setAccessibleName(tr("Controls"));
    m_none->setText(tr("This scenario has nothing to adjust."));
    for (ParameterRow *each : m_rows)
        each->retranslate();
    for (GroupHead *each : m_groups)
        each->update();
    showCount();
}

void ParameterPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ParameterPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.hair);
}

} // namespace hotshard::views
